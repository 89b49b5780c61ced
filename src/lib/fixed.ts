/**
 * Sums that do not hang on order: whole numbers, or terms quantised to 2⁻²⁰, below 2⁵³.
 * Every aggregate that a rule reads is one of these, so threads, row numbers and chunking cannot show.
 */

/** Quantisation of a fixed-point term: 2²⁰ steps a unit. */
export const FIXED = 1048576

/** A term in fixed point, as a whole number of 2⁻²⁰ (half up). Add these and divide the sum by FIXED. */
export const fixed = (x: number): number => Math.floor(x * FIXED + 0.5)

/** Between 2⁵² and 2⁵³ doubles are whole: a sum that lands there is rounded by the processor, half to even. */
const WHOLE = 6755399441055744

/** Rounds half to even, as money is rounded when it is booked. @example roundHalfEven(2.5) // => 2 */
export function roundHalfEven(x: number): number {
  if (Math.abs(x) < 2251799813685248) return x + WHOLE - WHOLE
  // from 2⁵¹ on the sum would leave that range; halves there are only below 2⁵²
  const below = Math.floor(x)
  const part = x - below
  if (part < 0.5) return below
  if (part > 0.5) return below + 1
  return below % 2 === 0 ? below : below + 1
}

/**
 * Splits a whole amount by weights so that the parts add to it exactly: largest remainder, ties to the earlier entry.
 * @param amount  whole number ≥ 0
 * @param weights one a part, ≥ 0, not all 0; order parts by stable id before calling, or say their order
 * @param order   of the parts, for ties
 * @returns whole numbers that sum to amount
 * @example split(10, [1, 1, 1]) // => [4, 3, 3]
 */
export function split(
  amount: number,
  weights: ArrayLike<number>,
  order: (i: number, j: number) => number = (i, j) => i - j,
): number[] {
  const n = weights.length
  let total = 0
  for (let i = 0; i < n; i++) total += weights[i]!
  const parts: number[] = new Array(n)
  if (rest.length < n) rest = new Float64Array(2 * n)
  let given = 0
  for (let i = 0; i < n; i++) {
    const exact = (amount * weights[i]!) / total
    parts[i] = Math.floor(exact)
    rest[i] = exact - parts[i]!
    given += parts[i]!
  }
  addOne(parts, amount - given, order)
  return parts
}

/** Remainders of the split that is under way. */
let rest = new Float64Array(64)

const BINS = 1024
const inBin = new Uint32Array(BINS)

/** Adds 1 to the parts with the largest remainders, ties to the first in order: by bins, so that few need sorting. */
function addOne(parts: number[], left: number, order: (i: number, j: number) => number): void {
  const n = parts.length
  // more than one each are left only where weights are so unlike that quotients are rounded
  for (; left >= n && n > 0; left -= n) for (let i = 0; i < n; i++) parts[i]!++
  if (left <= 0) return
  const binOf = (i: number): number => Math.min(BINS - 1, Math.floor(rest[i]! * BINS))
  inBin.fill(0)
  for (let i = 0; i < n; i++) inBin[binOf(i)]!++
  let last = BINS - 1
  for (; inBin[last]! < left; last--) left -= inBin[last]!
  const tied: number[] = []
  for (let i = 0; i < n; i++) {
    const bin = binOf(i)
    if (bin > last) parts[i]!++
    else if (bin === last) tied.push(i)
  }
  tied.sort((i, j) => rest[j]! - rest[i]! || order(i, j))
  for (let i = 0; i < left; i++) parts[tied[i]!]!++
}
