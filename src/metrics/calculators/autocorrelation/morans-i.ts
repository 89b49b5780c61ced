import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import {
  autocorrelationFields,
  deviations,
  type SpatialWeights,
  score,
  settledSum,
  spatialWeights,
  type Transform,
  weightSums,
} from './spatial-weights.ts'

/** Moran's I with its expectation, variances and scores if values were dealt to units by chance. */
export type MoransI = {
  readonly i: number
  readonly expected: number
  readonly varianceNormality: number
  readonly zNormality: number | null
  readonly varianceRandomisation: number
  readonly zRandomisation: number | null
}

/**
 * Moran's I: whether neighbours are alike. Above its expectation like lies beside like, below it unlike.
 * Sources: Moran 1950, Biometrika 37; Cliff & Ord 1981, Spatial Processes.
 *
 * @param values    one a unit
 * @param neighbors row numbers of each unit's neighbours
 * @param transform "row" gives every unit's neighbours one vote together
 * @param weights   parallel to neighbors, ones if left out
 * @returns null if all values are equal, nobody has a neighbour, or there are fewer than 4 units
 * @example moransI([1, 2, 3, 4], [[1], [0, 2], [1, 3], [2]], 'binary')!.i // => 0.333…
 */
export function moransI(values: Numbers, neighbors: Rows, transform: Transform, weights?: Rows): MoransI | null {
  const n = values.length
  const deviation = n < 4 ? null : deviations(values)
  if (deviation === null) return null
  const { z, squares, kurtosis: k } = deviation
  const near = spatialWeights(neighbors, weights, transform)
  const { s0, s1, s2 } = weightSums(near)
  if (s0 === 0) return null
  const i = ((n / s0) * productsOf(z, near)) / squares
  const expected = -1 / (n - 1)
  const a1 = s1 / s0 / s0
  const a2 = s2 / s0 / s0
  const varianceNormality = settledSum((n * n * a1 - n * a2 + 3) / (n * n - 1), -expected * expected)
  const even = n * ((n * n - 3 * n + 3) * a1 - n * a2 + 3)
  const peaked = k * ((n * n - n) * a1 - 2 * n * a2 + 6)
  const orders = (n - 1) * (n - 2) * (n - 3)
  const varianceRandomisation = settledSum(even / orders, -peaked / orders, -expected * expected)
  return {
    i,
    expected,
    varianceNormality,
    zNormality: score(i - expected, varianceNormality),
    varianceRandomisation,
    zRandomisation: score(i - expected, varianceRandomisation),
  }
}

/** Σᵢ zᵢ Σⱼ wᵢⱼ zⱼ */
function productsOf(z: Float64Array, near: SpatialWeights): number {
  let products = 0
  for (let i = 0; i < z.length; i++) {
    let around = 0
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) around += near.weight[e]! * z[near.neighbor[e]!]!
    products += z[i]! * around
  }
  return products
}

/**
 * Moran's I alone, for many readings over the same neighbours.
 * @returns as `moransI`
 */
export function moransIndex(values: Numbers, near: SpatialWeights): number | null {
  const deviation = values.length < 4 ? null : deviations(values)
  let s0 = 0
  for (let e = 0; e < near.weight.length; e++) s0 += near.weight[e]!
  if (deviation === null || s0 === 0) return null
  return ((values.length / s0) * productsOf(deviation.z, near)) / deviation.squares
}

export const moransICalculator = defineCalculator({
  id: 'morans-i',
  title: { en: "Moran's I", zh: '莫兰指数(Moran’s I)' },
  summary: {
    en: 'Whether like lies beside like: near 0 no pattern, towards 1 rich beside rich and poor beside poor, below 0 a checkerboard.',
    zh: '相似的地方是否挨在一起:接近 0 为没有规律,接近 1 为富挨着富、穷挨着穷,小于 0 像棋盘一样交错。',
  },
  formula: '(n/S₀) Σ wᵢⱼzᵢzⱼ / Σ z²; expected −1/(n−1); variances under normality and randomisation',
  source: 'Moran 1950, Biometrika 37; Cliff & Ord 1981, Spatial Processes',
  unit: 'index',
  range: 'about −1 to 1',
  better: 'lower',
  caveat: {
    en: 'On simulated data the number of units is ours to choose, so anything becomes significant: report I and its change, not p-values.',
    zh: '在模拟数据中,单元数目由我们决定,任何结果都可以“显著”:应报告指数及其变化,而不是 p 值。',
  },
  input: autocorrelationFields,
  compute: ({ values, neighbors, transform, weights }) => moransI(values, neighbors, transform, weights),
})
