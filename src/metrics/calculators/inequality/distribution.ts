/** Who has how much: what the measures of inequality share. */
import { log } from '../../../lib/numeric.ts'
import { dot, meanOf, type Numbers, risingOrder, safeScale, scaled, sum, weightsFor } from '../arithmetic.ts'
import { amounts, optional } from '../input.ts'

/** Input of the measures of inequality. */
export const valueFields = {
  values: amounts('income or another good, by person or household'),
  weights: optional(amounts('how many persons or households each value stands for', { length: 'values' })),
} as const

/** A distribution without the values nobody has. */
export interface Distribution {
  /** as given, times a power of two that keeps squares within range */
  readonly values: Float64Array
  /** as given */
  readonly raw: Float64Array
  readonly weights: Float64Array
  /** what one unit of `values` is worth in units of `raw` */
  readonly unit: number
  /** W, the sum of weights */
  readonly weight: number
  /** Σ wx */
  readonly total: number
  /** μ */
  readonly mean: number
}

/**
 * Reads values and weights once for all measures. Values of weight 0 are left out.
 * @param values  amounts, any order
 * @param weights frequencies, same length, ones if left out
 * @returns null if the list is empty
 */
export function distribution(values: Numbers, weights?: Numbers): Distribution | null {
  let raw = Float64Array.from(values)
  let kept = weightsFor(raw.length, weights)
  if (kept.includes(0)) {
    const had = kept
    raw = raw.filter((_, i) => had[i] !== 0)
    kept = kept.filter(weight => weight !== 0)
  }
  if (raw.length === 0) return null
  const scale = safeScale(raw)
  const near = scale === 1 ? raw : scaled(raw, scale)
  return {
    values: near,
    raw,
    weights: kept,
    unit: 1 / scale,
    weight: sum(kept),
    total: dot(near, kept),
    mean: meanOf(near, kept),
  }
}

/** As `distribution`, but null also where nobody has anything and shares are undefined. */
export function sharedOut(values: Numbers, weights?: Numbers): Distribution | null {
  const whole = distribution(values, weights)
  return whole !== null && whole.total > 0 ? whole : null
}

/** ln(x/μ) of every value; −Infinity for 0. */
export function relativeLogs({ values, raw, unit, mean }: Distribution): Float64Array {
  const logs = new Float64Array(values.length)
  for (let i = 0; i < logs.length; i++) {
    const ratio = values[i]! / mean
    if (ratio > 1e-290) logs[i] = log(ratio)
    else logs[i] = raw[i] === 0 ? Number.NEGATIVE_INFINITY : log(raw[i]!) - (log(unit) + log(mean))
  }
  return logs
}

/** Points of the Lorenz curve: the poorest share p of people has the share l of all. */
export type LorenzCurve = {
  readonly p: Float64Array
  readonly l: Float64Array
}

/** The Lorenz curve from (0, 0) to (1, 1), one point a value in rising order. O(n log n). */
export function curveOf({ values, raw, weights, weight, total }: Distribution): LorenzCurve {
  const n = values.length
  const order = risingOrder(raw)
  const p = new Float64Array(n + 1)
  const l = new Float64Array(n + 1)
  let people = 0
  let peopleLost = 0
  let amount = 0
  let amountLost = 0
  for (let i = 0; i < n; i++) {
    const w = weights[order[i]!]!
    const x = w * values[order[i]!]!
    const morePeople = people + w
    peopleLost += people >= w ? people - morePeople + w : w - morePeople + people
    people = morePeople
    const more = amount + x
    amountLost += amount >= x ? amount - more + x : x - more + amount
    amount = more
    p[i + 1] = Math.min(1, (people + peopleLost) / weight)
    l[i + 1] = Math.min(1, (amount + amountLost) / total)
  }
  p[n] = 1
  l[n] = 1
  return { p, l }
}

/** How near a point must be to count as met: rounding of a share, so that L(0.4) of two poor in five is exactly 0. */
const ROUNDING = 4e-16

/**
 * Reads the Lorenz curve between its points by linear interpolation.
 * @param share p, 0 to 1
 * @returns L(p), the share of the poorest p
 */
export function lorenzAt({ p, l }: LorenzCurve, share: number): number {
  let low = 0
  let high = p.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (p[middle]! <= share + ROUNDING) low = middle
    else high = middle
  }
  const step = p[high]! - p[low]!
  if (!(step > 0) || share - p[low]! <= ROUNDING) return l[low]!
  if (p[high]! - share <= ROUNDING) return l[high]!
  return l[low]! + ((l[high]! - l[low]!) * (share - p[low]!)) / step
}
