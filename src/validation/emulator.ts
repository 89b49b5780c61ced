/**
 * A cheap stand-in for the model in history matching: each fact as a polynomial of the parameters, fitted to the points
 * that were run. What it says of points that were not run decides which of them the next wave runs.
 * Source: Craig et al. 1997; Vernon, Goldstein & Bower 2010, Bayesian Analysis 5(4), who add a Gaussian process to the
 * polynomial; here what the polynomial leaves is counted as its error, as cross-validation finds it.
 */
import { mean, studentQuantile } from '../results/statistics.ts'
import { leastSquares } from './regression.ts'

export interface Emulator {
  /** @param x one point, each coordinate in 0 … 1 */
  predict(x: readonly number[]): number
  /** mean squared error at points that were not used for the fit; luck in their runs is in it */
  error: number
  /** by parameter: variance of what is foretold while that parameter alone ranges over 0 … 1 */
  variances: readonly number[]
}

const linear = (x: readonly number[]): readonly number[] => x
const curved = (x: readonly number[]): readonly number[] => [...x, ...x.map(u => (u - 0.5) * (u - 0.5))]
type Terms = typeof linear

const FOLDS = 10

function fitted(points: readonly (readonly number[])[], values: readonly number[], terms: Terms) {
  const coefficients = leastSquares(points.map(terms), values)
  if (coefficients === null) return null
  const predict = (x: readonly number[]): number =>
    terms(x).reduce((sum, term, j) => sum + term * coefficients[j + 1]!, coefficients[0]!)
  return { predict, coefficients }
}

/** Mean squared error when every tenth point in turn is foretold by the others; null where they do not fix the terms. */
function crossValidated(
  points: readonly (readonly number[])[],
  values: readonly number[],
  terms: Terms,
): number | null {
  let sum = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const isOther = (_: unknown, i: number): boolean => i % FOLDS !== fold
    const fit = fitted(points.filter(isOther), values.filter(isOther), terms)
    if (fit === null) return null
    for (let i = fold; i < points.length; i += FOLDS) {
      const d = values[i]! - fit.predict(points[i]!)
      sum += d * d
    }
  }
  return sum / points.length
}

/**
 * Fits a plane, or a plane with a bend along each parameter, whichever foretells better what it has not seen.
 * @param points rows of the unit cube
 * @param values one a row
 * @returns null with fewer points than two a term of a plane, or where they do not span it
 * @example emulate([[0], [0.2], [0.4], [0.6], [0.8], [1]], [1, 1.4, 1.8, 2.2, 2.6, 3])!.predict([0.5]) // => 2
 */
export function emulate(points: readonly (readonly number[])[], values: readonly number[]): Emulator | null {
  const k = points[0]?.length ?? 0
  let best: Emulator | null = null
  for (const terms of [linear, curved]) {
    if (points.length < 2 * (terms(new Array<number>(k).fill(0)).length + 1)) continue
    const error = crossValidated(points, values, terms)
    const fit = fitted(points, values, terms)
    if (error === null || fit === null || (best !== null && error >= best.error)) continue
    const variances = variancesOf(fit.coefficients, k, error / points.length)
    best = { predict: fit.predict, error, variances }
  }
  return best
}

/**
 * Of a slope and a bend, which do not vary together: u has the variance 1/12, (u − ½)² has 1/180. What the error of a fit
 * adds to the square of each coefficient is taken off, so that a parameter that does nothing has 0 in the mean, not more.
 */
const variancesOf = (coefficients: readonly number[], parameters: number, blur: number): number[] =>
  Array.from({ length: parameters }, (_, j) => {
    const slope = coefficients[1 + j]!
    const bend = coefficients[1 + parameters + j]
    return (slope * slope) / 12 - blur + (bend === undefined ? 0 : (bend * bend) / 180 - blur)
  })

export interface VarianceShares {
  /** by parameter: share of the variance of single runs that it explains by itself, and half-width (95 %) */
  shares: readonly number[]
  halfWidths: readonly number[]
  /** what runs of one point differ by, and what is left: parameters together, and turns that no bend follows */
  luck: number
  rest: number
  points: number
}

/**
 * Whose the variance of an output is, over points that fill the parameter space and were each run several times: that of
 * an emulator, parameter by parameter; that of luck, between runs of a point; and the rest. Half-widths leave out every
 * tenth point in turn (jackknife by groups).
 * Source: variance of a regression on independent inputs, Saltelli et al. 2008, Global Sensitivity Analysis, 1.2.5;
 * emulators for it, Oakley & O'Hagan 2004, J. R. Statist. Soc. B 66(3).
 * @param points rows of the unit cube, each parameter spread evenly
 * @param runs   outcomes by point; null where there is none
 * @returns null with too few points for an emulator, no point run twice, or where nothing varies
 */
export function varianceShares(
  points: readonly (readonly number[])[],
  runs: readonly (readonly (number | null)[])[],
): VarianceShares | null {
  const there = points.flatMap((_, i) => (runs[i]!.some(v => v !== null) ? [i] : []))
  // a seed is a city, the same at every point: how cities differ is luck of a run, but not of a difference between points
  const seeds = Math.max(0, ...there.map(i => runs[i]!.length))
  const bySeed = Array.from({ length: seeds }, (_, r) => there.flatMap(i => runs[i]![r] ?? []))
  const middle = mean(bySeed.flat())
  const shifts = bySeed.map(own => (own.length > 0 ? mean(own) - middle : 0))
  const used = bySeed.filter(own => own.length > 0).length
  const alike = new Map(there.map(i => [i, runs[i]!.flatMap((v, r) => (v === null ? [] : v - shifts[r]!))]))
  const means = new Map([...alike].map(([i, own]) => [i, mean(own)]))
  let [squares, freedom, lucks] = [0, 1 - used, 0]
  for (const [i, own] of alike) {
    for (const v of own) squares += square(v - means.get(i)!)
    freedom += own.length - 1
    lucks += 1 / own.length / there.length
  }
  if (freedom <= 0) return null
  const within = squares / freedom
  const cities = Math.max(0, shifts.reduce((sum, d) => sum + square(d), 0) / (used - 1) - within / there.length)
  const luck = within + cities
  const between = [...means.values()].reduce((sum, v) => sum + square(v - middle), 0) / (there.length - 1)
  // means of points hold a part of the luck within a city, single runs all of it
  const total = between + within * (1 - lucks) + cities
  if (!(total > 0)) return null
  const explained = (left: number): number[] | undefined => {
    const fitted = there.filter((_, i) => left < 0 || i % FOLDS !== left)
    const emulator = emulate(
      fitted.map(i => points[i]!),
      fitted.map(i => means.get(i)!),
    )
    return emulator?.variances.map(v => v / total)
  }
  const shares = explained(-1)
  const others = Array.from({ length: FOLDS }, (_, fold) => explained(fold))
  if (shares === undefined || !others.every(one => one !== undefined)) return null
  const halfWidths = shares.map((_, j) => {
    const own = others.map(one => one[j]!)
    const centre = mean(own)
    const variance = ((FOLDS - 1) / FOLDS) * own.reduce((sum, v) => sum + square(v - centre), 0)
    return studentQuantile(0.975, FOLDS - 1) * Math.sqrt(variance)
  })
  const rest = 1 - luck / total - shares.reduce((sum, v) => sum + v, 0)
  return { shares, halfWidths, luck: luck / total, rest, points: there.length }
}

const square = (x: number): number => x * x
