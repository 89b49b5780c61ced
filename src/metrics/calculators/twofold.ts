/**
 * Numbers of twice the digits, about 32: for formulas whose terms cancel almost wholly, as the variances of spatial
 * autocorrelation do when one unit holds nearly everything or values differ little beside their size.
 * Sources: Dekker 1971, Numerische Mathematik 18; Knuth, The Art of Computer Programming 2, 4.2.2.
 */

/** A sum of two doubles of which the second is below the last digit of the first. Sizes from 1e-140 to 1e140. */
export class Twofold {
  readonly hi: number
  readonly lo: number

  constructor(hi: number, lo = 0) {
    this.hi = hi
    this.lo = lo
  }

  plus(other: Twofold | number): Twofold {
    const { hi, lo } = of(other)
    const sum = this.hi + hi
    const part = sum - this.hi
    return settle(sum, this.hi - (sum - part) + (hi - part) + (this.lo + lo))
  }

  minus(other: Twofold | number): Twofold {
    const { hi, lo } = of(other)
    return this.plus(new Twofold(-hi, -lo))
  }

  times(other: Twofold | number): Twofold {
    const { hi, lo } = of(other)
    const product = this.hi * hi
    const a = upperHalf(this.hi)
    const b = upperHalf(hi)
    const c = this.hi - a
    const d = hi - b
    return settle(product, a * b - product + a * d + c * b + c * d + (this.hi * lo + this.lo * hi))
  }

  over(other: Twofold | number): Twofold {
    const divisor = of(other)
    const first = this.hi / divisor.hi
    const rest = this.minus(divisor.times(first))
    const second = rest.hi / divisor.hi
    return settle(first, second + rest.minus(divisor.times(second)).hi / divisor.hi)
  }
}

export const ZERO = new Twofold(0)

const of = (value: Twofold | number): Twofold => (typeof value === 'number' ? new Twofold(value) : value)

function settle(hi: number, lo: number): Twofold {
  const sum = hi + lo
  return new Twofold(sum, hi - sum + lo)
}

/** The first 26 of a double's 53 digits (Veltkamp). */
function upperHalf(value: number): number {
  const far = 134217729 * value
  return far - (far - value)
}

/** The sum of two doubles, without error. @example sumOf(1, 1e-20).lo // => 1e-20 */
export const sumOf = (a: number, b: number): Twofold => new Twofold(a).plus(b)

/**
 * A sum that theory may make exactly 0, such as a variance where every arrangement gives the same value: what is left
 * of terms that cancel to the last digits is rounding, and counts as 0.
 */
export function settledSum(...terms: Twofold[]): Twofold {
  let total = ZERO
  let size = 0
  for (const term of terms) {
    total = total.plus(term)
    size += Math.abs(term.hi)
  }
  return Math.abs(total.hi) <= 1e-24 * size ? ZERO : total
}
