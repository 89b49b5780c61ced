/** Elementary functions to hundreds of bits, in whole numbers: what lib/numeric.ts is measured against. */

/** Fractional bits of a fixed-point number. */
const BITS = 420n
const ONE = 1n << BITS

/** A double as whole number × 2^exponent, exactly; the number has 53 bits unless the double is subnormal or 0. */
export function exactly(x: number): { m: bigint; e: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const word = view.getBigUint64(0)
  const exponent = Number((word >> 52n) & 0x7ffn)
  const fraction = word & 0xfffffffffffffn
  const m = exponent === 0 ? fraction : fraction | 0x10000000000000n
  return { m: x < 0 ? -m : m, e: Math.max(1, exponent) - 1075 }
}

const shift = (m: bigint, by: number): bigint => (by >= 0 ? m << BigInt(by) : m >> BigInt(-by))

/** A double in fixed point. Below 2⁻³⁶⁰ bits are lost. */
export function fixed(x: number): bigint {
  const { m, e } = exactly(x)
  return shift(m, e + Number(BITS))
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b
const round = (a: bigint): bigint => (a + (ONE >> 1n)) >> BITS

/** 2·atanh(s) = ln((1 + s)/(1 − s)). */
function twiceAtanh(s: bigint): bigint {
  const z = times(s, s)
  let sum = 0n
  for (let power = s, n = 1n; power !== 0n; power = times(power, z), n += 2n) sum += power / n
  return 2n * sum
}

export const LN2 = twiceAtanh(ONE / 3n)

/** arctan(1/n) by its series. */
function arctanInverse(n: bigint): bigint {
  let sum = 0n
  for (let power = ONE / n, k = 1n, sign = 1n; power !== 0n; power /= n * n, k += 2n, sign = -sign)
    sum += (sign * power) / k
  return sum
}
export const PI = 4n * (4n * arctanInverse(5n) - arctanInverse(239n))

/** e^x as m·2^k, m in fixed point between about 0.7 and 1.5. */
export function expOf(x: bigint): { m: bigint; k: number } {
  const k = round(over(x, LN2))
  const r = (x - k * LN2) >> 20n
  let sum = ONE
  for (let term = ONE, n = 1n; term !== 0n; n++) {
    term = times(term, r) / n
    sum += term
  }
  for (let i = 0; i < 20; i++) sum = times(sum, sum)
  return { m: sum, k: Number(k) }
}

/** ln x of a positive double, in fixed point. */
export function logOf(x: number): bigint {
  const { m, e } = exactly(x)
  const length = m.toString(2).length
  const z = shift(m, Number(BITS) - length + 1)
  return twiceAtanh(over(z - ONE, z + ONE)) + BigInt(e + length - 1) * LN2
}

/** sin x of a double, in fixed point. */
export function sinOf(x: bigint): bigint {
  const r = x - round(over(x, 2n * PI)) * 2n * PI
  let sum = 0n
  for (let term = r, n = 1n; term !== 0n; n += 2n) {
    sum += term
    term = -times(times(term, r), r) / ((n + 1n) * (n + 2n))
  }
  return sum
}
export const cosOf = (x: bigint): bigint => sinOf(x + PI / 2n)

/** Φ(x) for |x| ≤ 12, in fixed point: the series is exact enough there. */
export function normalCdfOf(x: bigint): bigint {
  let sum = 0n
  for (let term = x, n = 1n; term !== 0n; n += 2n) {
    sum += term
    term = times(times(term, x), x) / (n + 2n)
  }
  return ONE / 2n + times(densityOf(x), sum)
}

/** φ(x), in fixed point. */
export function densityOf(x: bigint): bigint {
  const { m, k } = expOf(-times(x, x) / 2n)
  return over(shift(m, k), squareRoot(2n * PI))
}

function squareRoot(a: bigint): bigint {
  const scaled = a << BITS
  let root = 1n << BigInt(Math.ceil(scaled.toString(2).length / 2))
  for (;;) {
    const next = (root + scaled / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** A fixed-point number as a double, to about its precision: for reading errors, not for comparing. */
export const toNumber = (a: bigint): number => Number(a >> (BITS - 200n)) * 2 ** -200

/** Distance of a double from m·2^k, in units of the double's last place. */
export function ulps(found: number, m: bigint, k = 0): number {
  const { m: own, e } = exactly(found)
  // both in units of 2^(e − 60)
  const due = shift(m, k - Number(BITS) - e + 60)
  return Number((own << 60n) - due) * 2 ** -60
}
