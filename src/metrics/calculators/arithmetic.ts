/**
 * Sums, scales and means that keep their digits: what every family of measures needs and no family owns.
 */
import { exp, log } from '../../lib/numeric.ts'

/** A list of numbers by any storage: a JSON array or a typed-array column. */
export type Numbers = ArrayLike<number>

/** A table of numbers, one list a row. */
export type Rows = ArrayLike<ArrayLike<number>>

/**
 * Sum with a running correction for the digits each addition drops (Neumaier 1974).
 * @example sum([1e16, 1, -1e16]) // => 1
 */
export function sum(values: Numbers): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

/**
 * Sum of products, corrected like `sum`.
 * @param a one factor of each term
 * @param b the other, same length
 * @example dot([1, 2], [3, 4]) // => 11
 */
export function dot(a: Numbers, b: Numbers): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < a.length; i++) {
    const value = a[i]! * b[i]!
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

const STEP = 1073741824 // 2³⁰

/**
 * A power of two that brings values of extreme size near 1, so that their sums, squares and fourth powers neither
 * overflow nor vanish; 1 for ordinary values. Multiplying by it is exact.
 * @param values finite numbers
 * @example safeScale([3, 5]) // => 1
 */
export const safeScale = (values: Numbers): number => scaleFor(largestOf(values))

/**
 * A power of two that brings the largest of some values between 2⁻³⁰ and 1, ordinary values too; 1 if all are 0.
 * @example unitScale([3, 5]) // => 2 ** -30
 */
export const unitScale = (values: Numbers): number => scaleToUnit(largestOf(values))

function largestOf(values: Numbers): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!)
    if (size > largest) largest = size
  }
  return largest
}

/** As `safeScale`, for the largest entry of a table. */
export function safeScaleOfRows(rows: Rows): number {
  let largest = 0
  for (let i = 0; i < rows.length; i++) largest = Math.max(largest, largestOf(rows[i]!))
  return scaleFor(largest)
}

const scaleFor = (largest: number): number => (largest > 1e-60 && largest < 1e60 ? 1 : scaleToUnit(largest))

function scaleToUnit(largest: number): number {
  if (largest === 0) return 1
  let scale = 1
  while (largest * scale > 1) scale /= STEP
  while (largest * scale < 1 / STEP && scale < 1e290) scale *= STEP
  return scale
}

/** A copy of the values, each multiplied by a scale. */
export function scaled(values: Numbers, scale: number): Float64Array {
  const copy = new Float64Array(values.length)
  for (let i = 0; i < copy.length; i++) copy[i] = values[i]! * scale
  return copy
}

/**
 * e^x − 1 − x without cancellation, for |x| ≤ 0.5.
 * Taylor series x²/2·(1 + x/3·(1 + x/4·(…))), relative error below 4 ulp.
 */
export function expBeyondLine(x: number): number {
  let tail = 1
  for (let n = 17; n >= 3; n--) tail = 1 + (x / n) * tail
  return 0.5 * x * x * tail
}

/** e^x − 1, accurate near 0. @example expm1(1e-20) // => 1e-20 */
export const expm1 = (x: number): number => (Math.abs(x) <= 0.5 ? x + expBeyondLine(x) : exp(x) - 1)

/** ln(1 + x), accurate near 0; x > −1. @example log1p(1e-20) // => 1e-20 */
export function log1p(x: number): number {
  const next = 1 + x
  // log(next)·x/(next − 1) cancels the rounding of 1 + x (Kahan; Goldberg 1991, theorem 4)
  return next === 1 ? x : (log(next) * x) / (next - 1)
}

/** −p ln p − q ln q for two shares that make one whole, accurate when either is tiny; in nats. */
export function entropyOfTwo(p: number, q: number): number {
  if (p <= 0 || q <= 0) return 0
  return p < q ? -p * log(p) - q * log1p(-p) : -p * log1p(-q) - q * log(q)
}

/**
 * ln(a / b) for positive numbers, also where the quotient leaves the range of numbers.
 * @example logRatio(1e300, 1e-300) // => 1381.55…
 */
export function logRatio(a: number, b: number): number {
  const ratio = a / b
  return ratio > 1e-290 && ratio < 1e290 ? log(ratio) : log(a) - log(b)
}

/** Row numbers in rising order of the values; equal values keep their order. */
export function risingOrder(values: Numbers): Uint32Array {
  const order = new Uint32Array(values.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((i, j) => values[i]! - values[j]!)
}

/**
 * Half the weighted mean absolute difference, Σᵢⱼ wᵢwⱼ|xᵢ − xⱼ| / (2W²): the Gini index before it is divided by the
 * mean. Summed over the gaps between neighbours in order, whose terms are all positive, so nothing cancels.
 *
 * @param values  any finite numbers
 * @param weights one a value, ≥ 0, of ordinary size (see `safeScale`), not all 0
 * @returns same unit as the values; O(n log n)
 * @example halfMeanDifference([1, 3]) // => 0.5
 */
export function halfMeanDifference(values: Numbers, weights?: Numbers): number {
  const n = values.length
  if (weights === undefined) {
    const sorted = Float64Array.from(values).sort()
    let area = 0
    for (let i = 1; i < n; i++) area += (sorted[i]! - sorted[i - 1]!) * i * (n - i)
    return n === 0 ? 0 : area / n / n
  }
  const order = risingOrder(values)
  const all = sum(weights)
  // what lies above is what does not lie below, but for the last few, whose own sum keeps the digits
  const last = new Float64Array(n + 1)
  let few = n
  while (few > 1 && last[few]! <= 1e-6 * all) last[few - 1] = last[few]! + weights[order[--few]!]!
  let below = 0
  let lost = 0
  let area = 0
  for (let i = 1; i < n; i++) {
    const weight = weights[order[i - 1]!]!
    const next = below + weight
    lost += below >= weight ? below - next + weight : weight - next + below
    below = next
    const gap = values[order[i]!]! - values[order[i - 1]!]!
    const above = i > few ? last[i]! : all - below - lost
    if (gap > 0) area += gap * ((below + lost) / all) * (above / all)
  }
  return area
}

/** The weighted mean, never outside the values' own range; weights of ordinary size, not all 0. */
export function meanOf(values: Numbers, weights?: Numbers): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    if (weights !== undefined && weights[i] === 0) continue
    const value = values[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  const scale = scaleFor(Math.max(Math.abs(low), Math.abs(high)))
  let mean: number
  if (scale === 1) {
    mean = weights === undefined ? sum(values) / values.length : dot(values, weights) / sum(weights)
  } else {
    const near = scaled(values, scale)
    mean = (weights === undefined ? sum(near) / near.length : dot(near, weights) / sum(weights)) / scale
  }
  return mean < low ? low : mean > high ? high : mean
}

/**
 * How far a power mean lies above the plain mean, on the log scale: (1/p) ln mean e^(p(v − v̄)), with v̄ the mean of v.
 * With v = ln x this turns the geometric mean into the power mean of order p; Atkinson, Hill and Kolm rest on it.
 * Small exponents are summed as e^u − 1 − u, large ones with the greatest taken out, so neither end loses digits.
 *
 * @param values  v, finite
 * @param weights one a value, ≥ 0, of ordinary size, not all 0
 * @param order   p; any finite number but 0 gives a mean of that order, 0 gives 0
 * @returns ≥ 0 for p > 0, ≤ 0 for p < 0
 */
export function powerMeanExcess(values: Numbers, weights: Numbers, order: number): number {
  const mean = meanOf(values, weights)
  let low = mean
  let high = mean
  let all = 0
  let off = 0
  for (let i = 0; i < values.length; i++) {
    if (weights[i] === 0) continue
    all += weights[i]!
    off += weights[i]! * (values[i]! - mean)
    if (values[i]! < low) low = values[i]!
    if (values[i]! > high) high = values[i]!
  }
  if (order === 0 || low === high) return 0
  // what the rounding of the mean left out, which shows where values differ little beside their size
  off /= all
  let mass = 0
  if (Math.abs(order) * Math.max(high - mean, mean - low) <= 0.5) {
    for (let i = 0; i < values.length; i++) {
      if (weights[i] !== 0) mass += weights[i]! * expBeyondLine(order * (values[i]! - mean - off))
    }
    return log1p(mass / all) / order
  }
  const top = order > 0 ? high : low
  for (let i = 0; i < values.length; i++) {
    if (weights[i] !== 0) mass += weights[i]! * exp(order * (values[i]! - top))
  }
  return top - mean - off + log(mass / all) / order
}

/**
 * ln of the power mean of order p, from the logs of the values; −Infinity stands for the log of a zero.
 * @param logs    ln x, −Infinity where x = 0
 * @param weights one a value, ≥ 0, of ordinary size, not all 0
 * @param order   p; 0 is the geometric mean
 * @returns ln (mean xᵖ)^(1/p); −Infinity where a zero makes the mean 0
 * @example logPowerMean([0, Math.LN2], [1, 1], 1) // => 0.405…, the ln of 1.5
 */
export function logPowerMean(logs: Numbers, weights: Numbers, order: number): number {
  let all = 0
  let positive = 0
  let zeros = false
  for (let i = 0; i < logs.length; i++) {
    all += weights[i]!
    if (logs[i] === Number.NEGATIVE_INFINITY) zeros ||= weights[i]! > 0
    else positive += weights[i]!
  }
  if (!zeros) return meanOf(logs, weights) + powerMeanExcess(logs, weights, order)
  if (order <= 0 || positive === 0) return Number.NEGATIVE_INFINITY
  const finite = new Float64Array(logs.length)
  const kept = new Float64Array(logs.length)
  for (let i = 0; i < logs.length; i++) {
    if (logs[i] === Number.NEGATIVE_INFINITY) continue
    finite[i] = logs[i]!
    kept[i] = weights[i]!
  }
  return meanOf(finite, kept) + powerMeanExcess(finite, kept, order) + log(positive / all) / order
}

/**
 * Weights brought to ordinary size, as every measure here wants them: only their proportions matter.
 * @param n       how many
 * @param weights n numbers ≥ 0; ones if left out
 */
export function weightsFor(n: number, weights: Numbers | undefined): Float64Array {
  return weights === undefined ? new Float64Array(n).fill(1) : scaled(weights, safeScale(weights))
}
