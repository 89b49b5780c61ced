/**
 * A cheap stand-in for the model in history matching: each fact as a polynomial of the parameters, fitted to the points
 * that were run. What it says of points that were not run decides which of them the next wave runs.
 * Source: Craig et al. 1997; Vernon, Goldstein & Bower 2010, Bayesian Analysis 5(4), who add a Gaussian process to the
 * polynomial; here what the polynomial leaves is counted as its error, as cross-validation finds it.
 */
import { leastSquares } from './regression.ts'

export interface Emulator {
  /** @param x one point, each coordinate in 0 … 1 */
  predict(x: readonly number[]): number
  /** mean squared error at points that were not used for the fit; luck in their runs is in it */
  error: number
}

const linear = (x: readonly number[]): readonly number[] => x
const curved = (x: readonly number[]): readonly number[] => [...x, ...x.map(u => (u - 0.5) * (u - 0.5))]
type Terms = typeof linear

const FOLDS = 10

function fitted(points: readonly (readonly number[])[], values: readonly number[], terms: Terms) {
  const coefficients = leastSquares(points.map(terms), values)
  if (coefficients === null) return null
  return (x: readonly number[]): number =>
    terms(x).reduce((sum, term, j) => sum + term * coefficients[j + 1]!, coefficients[0]!)
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
    const predict = fitted(points.filter(isOther), values.filter(isOther), terms)
    if (predict === null) return null
    for (let i = fold; i < points.length; i += FOLDS) {
      const d = values[i]! - predict(points[i]!)
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
    const predict = fitted(points, values, terms)
    if (error !== null && predict !== null && (best === null || error < best.error)) best = { predict, error }
  }
  return best
}
