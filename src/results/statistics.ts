/**
 * Statistics of paired replications. The replication is the unit: households of one run are one draw of luck, so no
 * interval here is ever narrowed by counting households or months.
 */
import type { Words } from '../lib/declare.ts'
import { clamp, exp, log, normalCdf, normalQuantile } from '../lib/numeric.ts'
import { bits, combine, seedWord, unit } from '../lib/random.ts'

export interface Interval {
  mean: number
  low: number
  high: number
}

/** Replications from which a bootstrap stands beside Student's interval. */
export const BOOTSTRAP_FROM = 20
/** Replications below which a lumpy measure needs its whole interval outside the placebo band. */
export const LUMPY_UNTIL = 60

const known = (values: readonly (number | null)[]): number[] => values.filter((v): v is number => v !== null)

export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/**
 * Paired differences, one a replication.
 * @param a  policy values, one a replication; null where undefined
 * @param b  baseline values of the same replications
 * @returns  a − b, as many as a; null where either has no value
 * @example differencesOf([3, null, 2], [1, 1]) // => [2, null, null]
 */
export const differencesOf = (a: readonly (number | null)[], b: readonly (number | null)[]): (number | null)[] =>
  a.map((v, i) => (v === null || b[i] == null ? null : v - b[i]))

/** Mean of the values that there are; null if there are none. @example meanKnown([1, null, 3]) // => 2 */
export const meanKnown = (values: readonly (number | null | undefined)[]): number | null => {
  const known = values.filter((v): v is number => v != null)
  return known.length > 0 ? mean(known) : null
}

/**
 * The least and the largest of values, however many: a call of Math.max takes no more than some hundred thousand.
 * @returns [∞, −∞] of none
 * @example extent([2, 3, 1]) // => [1, 3]
 */
export function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of values) {
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  return [low, high]
}

/** The value below which a share p of sorted values lies, linear between them (type 7 of Hyndman & Fan 1996); 0 of none. */
export function percentile(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) return 0
  const place = p * (sorted.length - 1)
  const i = Math.floor(place)
  return sorted[i]! + (place - i) * ((sorted[i + 1] ?? sorted[i]!) - sorted[i]!)
}

/** Sample variance (n − 1) around the mean, in two passes; NaN below two values. @example variance([1, 2, 3]) // => 1 */
export function variance(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, v) => sum + (v - middle) * (v - middle), 0) / (values.length - 1)
}

/** Sample standard deviation (n − 1). @example deviation([1, 2, 3]) // => 1 */
export const deviation = (values: readonly number[]): number => Math.sqrt(variance(values))

/** ln Γ(x) for x > 0: Stirling's series from 15 on, reached by Γ(x + 1) = x·Γ(x). Absolute error below 10⁻¹³ for x < 10⁴. */
function logGamma(x: number): number {
  let product = 1
  let z = x
  for (; z < 15; z++) product *= z
  const w = 1 / (z * z)
  const tail = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
  return (z - 0.5) * log(z) - z + 0.9189385332046728 + tail - log(product)
}

/**
 * Iₓ(a, b), the regularised incomplete beta function, by its continued fraction (Abramowitz & Stegun 1964, 26.5.8) in
 * Lentz's form.
 * @param x  from 0 to 1
 * @param y  1 − x, given apart so that it keeps its digits near x = 1
 */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a)
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(y)) / a
  const tiny = 1e-300
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return front * fraction
}

/** P(T > t) for t ≥ 0, Student's T with `df` degrees of freedom. */
const studentTail = (t: number, df: number): number =>
  0.5 * incompleteBeta(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5)

/**
 * The t with P(T ≤ t) = p for Student's distribution; relative error below 10⁻⁹ up to a million degrees.
 * @param p   probability, strictly between 0 and 1
 * @param df  degrees of freedom, any number above 0
 * @throws {RangeError} if p or df is outside its range
 * @example studentQuantile(0.975, 7) // => 2.364624251592785
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) throw new RangeError(`studentQuantile(${p}, ${df}): p in (0, 1), df above 0`)
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, df)
  const tail = 1 - p
  let low = 0
  let high = 1
  while (studentTail(high, df) > tail && high < 1e150) {
    low = high
    high *= 2
  }
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = 0.5 * (low + high)
    if (studentTail(middle, df) > tail) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

const quantiles = new Map<string, number>()

/** The same, remembered: a comparison asks for one quantile thousands of times. */
function rememberedQuantile(p: number, df: number): number {
  const key = `${p} ${df}`
  const before = quantiles.get(key)
  if (before !== undefined) return before
  const value = studentQuantile(p, df)
  quantiles.set(key, value)
  return value
}

/**
 * Student's interval of the mean of paired differences (Student 1908, Biometrika 6(1)).
 *
 * @param differences  policy − baseline, one a replication; null where undefined in either run, left out
 * @returns  null with fewer than two differences: one run has no spread
 * @example studentInterval([1, 2, 3]) // => { mean: 2, low: -0.484, high: 4.484 }
 */
export function studentInterval(differences: readonly (number | null)[], level = 0.95): Interval | null {
  const d = known(differences)
  if (d.length < 2) return null
  const middle = mean(d)
  const half = rememberedQuantile(0.5 + level / 2, d.length - 1) * Math.sqrt(variance(d) / d.length)
  return { mean: middle, low: middle - half, high: middle + half }
}

/**
 * Interval of the difference of two means that share no luck, whatever their variances (Welch 1947, Biometrika 34(1–2)).
 *
 * @returns  y less x; null with fewer than two values of either
 * @example welchInterval([1, 2, 3], [2, 3, 4]) // => { mean: 1, low: -1.267, high: 3.267 }
 */
export function welchInterval(x: readonly number[], y: readonly number[], level = 0.95): Interval | null {
  if (x.length < 2 || y.length < 2) return null
  const middle = mean(y) - mean(x)
  const [a, b] = [variance(x) / x.length, variance(y) / y.length]
  const both = a + b
  if (both === 0) return { mean: middle, low: middle, high: middle }
  const df = (both * both) / ((a * a) / (x.length - 1) + (b * b) / (y.length - 1))
  const half = studentQuantile(0.5 + level / 2, df) * Math.sqrt(both)
  return { mean: middle, low: middle - half, high: middle + half }
}

/**
 * Bias-corrected and accelerated bootstrap of the mean (Efron 1987, JASA 82(397)), resampling replications.
 *
 * @param differences  as in studentInterval
 * @param seed  text that fixes the resampling: equal seeds give equal intervals
 * @returns  null below 20 differences, where the bootstrap covers too little
 */
export function bootstrapInterval(
  differences: readonly (number | null)[],
  seed: string,
  level = 0.95,
  resamples = 2000,
): Interval | null {
  const d = known(differences)
  const n = d.length
  if (n < BOOTSTRAP_FROM) return null
  const middle = mean(d)
  const spread = variance(d)
  if (spread === 0) return { mean: middle, low: middle, high: middle }
  const key = combine(seedWord(`bootstrap ${seed}`), n)
  const means = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += d[Math.floor(unit(bits(key, r, i)) * n)]!
    means[r] = sum / n
  }
  means.sort()
  // resamples below the mean, ties by half; held off 0 and 1 so that the correction stays finite
  const below = means.reduce((count, m) => count + (m < middle ? 1 : m === middle ? 0.5 : 0), 0) / resamples
  const bias = normalQuantile(clamp(below, 0.5 / resamples, 1 - 0.5 / resamples))
  // jackknife of a mean: leaving i out moves it by (mean − dᵢ)/(n − 1), so the skewness of d is all that is needed
  const cubes = d.reduce((sum, v) => sum + (v - middle) * (v - middle) * (v - middle), 0)
  const squares = spread * (n - 1)
  const acceleration = cubes / (6 * squares * Math.sqrt(squares))
  const at = (p: number): number => {
    const z = bias + normalQuantile(p)
    const share = normalCdf(bias + z / (1 - acceleration * z))
    const place = clamp(share * (resamples + 1) - 1, 0, resamples - 1)
    const row = Math.min(Math.floor(place), resamples - 2)
    return means[row]! + (place - row) * (means[row + 1]! - means[row]!)
  }
  return { mean: middle, low: at(0.5 - level / 2), high: at(0.5 + level / 2) }
}

/**
 * What pairing by seed saves: 1 − Var(y − x)/(Var(x) + Var(y)). Near 1 the runs share their luck; at 0 pairing buys
 * nothing; below 0 it hurts.
 *
 * @param x  baseline values, one a replication
 * @param y  policy values of the same replications
 * @returns  null with fewer than two pairs, or if neither varies
 * @throws {RangeError} if the lengths differ
 */
export function varianceSaved(x: readonly (number | null)[], y: readonly (number | null)[]): number | null {
  if (x.length !== y.length)
    throw new RangeError(`varianceSaved: ${x.length} baseline values, ${y.length} of the policy`)
  const rows = x.flatMap((v, i) => (v !== null && y[i] !== null ? [[v, y[i]!] as const] : []))
  if (rows.length < 2) return null
  const apart = variance(rows.map(([v]) => v)) + variance(rows.map(([, v]) => v))
  return apart === 0 ? null : 1 - variance(rows.map(([v, w]) => w - v)) / apart
}

/**
 * How far one rent changed by 1 % moves a measure: 0 ± (|mean| + t₀.₉₇₅·sd/√n) of the placebo's paired differences.
 * @returns null with fewer than two differences
 */
export function placeboBand(differences: readonly (number | null)[]): [number, number] | null {
  const interval = studentInterval(differences)
  if (interval === null) return null
  const half = Math.abs(interval.mean) + (interval.high - interval.mean)
  return [-half, half]
}

/** What is called an effect, for readers: said in every report in the same words. @see verdict */
export const effectRule: Words = {
  en: `its whole 95 % interval (Student’s t on paired differences, the run is the unit) lies on one side of zero and its mean outside the placebo band, which is what one rent changed by 1 % does; below ${LUMPY_UNTIL} runs, measures that move in steps of whole sites (displacement, land, segregation, homes, heritage standing, conflicts) need the whole interval outside that band, and are unresolved else`,
  zh: `95%区间（对成对差异用t分布，以一次运行为单位）全在零的一侧，且均值在安慰剂带（只改一处房租1%的影响）之外；运行少于${LUMPY_UNTIL}次时，以整块土地为单位变动的指标（迁离、土地、分异、住房、历史建筑、冲突）须整个区间都在该带之外，否则尚无定论`,
}

export type Verdict = 'effect' | 'no effect seen' | 'unresolved' | 'undefined'

/** The whole interval on one side of 0 and its mean outside the placebo band: nothing less is called an effect. */
export const isBeyondPlacebo = (interval: Interval | null, band: readonly [number, number] | null): boolean =>
  interval !== null &&
  band !== null &&
  (interval.low > 0 || interval.high < 0) &&
  (interval.mean < band[0] || interval.mean > band[1])

/**
 * What may be said of a difference.
 *
 * Lumpy measures stay unresolved below 60 replications unless their whole interval is clear of 0 and of the band. Without
 * an interval or a band nothing is resolved; with no pair of values at all there is nothing to say.
 *
 * @param differences  paired differences; null where undefined
 * @param band  of `placeboBand`
 * @param isLumpy  whether what is measured moves in steps of whole sites or sales, so that few replications say little:
 *   a measure declares it
 * @example verdict([10, 10.1, 9.9, 10], [-1, 1], false) // => 'effect'
 */
export function verdict(
  differences: readonly (number | null)[],
  band: readonly [number, number] | null,
  isLumpy: boolean,
): Verdict {
  const runs = known(differences).length
  if (runs === 0) return 'undefined'
  const interval = studentInterval(differences)
  if (interval === null || band === null) return 'unresolved'
  const beyond = isBeyondPlacebo(interval, band)
  if (!isLumpy || runs >= LUMPY_UNTIL) return beyond ? 'effect' : 'no effect seen'
  const clear = interval.low > Math.max(0, band[1]) || interval.high < Math.min(0, band[0])
  return clear ? 'effect' : 'unresolved'
}

/**
 * Which sign of a difference is more just: 1, −1, or 0 where neither is.
 * 'to 1' asks whether the policy ends nearer to 1 than the baseline, so overshooting far past 1 counts as worse.
 */
export function justSign(
  better: 'higher' | 'lower' | 'to 1' | 'none',
  baseline: number | null,
  policy: number | null,
): -1 | 0 | 1 {
  if (better === 'higher') return 1
  if (better === 'lower') return -1
  if (better === 'none' || baseline === null || policy === null) return 0
  const nearer = Math.abs(policy - 1) < Math.abs(baseline - 1)
  return policy > baseline === nearer ? 1 : -1
}

/** Replications by the sign of their difference: "better in 7 of 8 runs". */
export function signCounts(
  differences: readonly (number | null)[],
  sign: -1 | 0 | 1,
): { better: number; worse: number; same: number; left: number; runs: number } {
  const d = known(differences)
  const better = d.filter(v => v * (sign || 1) > 0).length
  const worse = d.filter(v => v * (sign || 1) < 0).length
  return { better, worse, same: d.length - better - worse, left: differences.length - d.length, runs: d.length }
}
