import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { settledSum, Twofold, ZERO } from '../twofold.ts'
import {
  autocorrelationFields,
  deviations,
  type SpatialWeights,
  score,
  spatialWeights,
  spreadOf,
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
  const spread = spreadOf(values)
  if (spread === null) return null
  const { z, squares, kurtosis: k } = spread
  const near = spatialWeights(neighbors, weights, transform)
  const sums = weightSums(near)
  if (sums === null) return null
  let products = ZERO
  for (let row = 0; row < n; row++) {
    let around = ZERO
    for (let e = near.start[row]!; e < near.start[row + 1]!; e++)
      around = around.plus(z[near.neighbor[e]!]!.times(near.weight[e]!))
    products = products.plus(z[row]!.times(around))
  }
  const { s0 } = sums
  const i = products.times(n).over(s0).over(squares)
  const expected = new Twofold(-1).over(n - 1)
  const lessSquare = expected.times(expected).times(-1)
  const a1 = sums.s1.over(s0).over(s0)
  const a2 = sums.s2.over(s0).over(s0)
  const varianceNormality = settledSum(
    a1.times(n * n).over(n * n - 1),
    a2.times(-n).over(n * n - 1),
    new Twofold(3).over(n * n - 1),
    lessSquare,
  )
  const orders = new Twofold(n - 1).times(n - 2).times(n - 3)
  const varianceRandomisation = settledSum(
    a1
      .times(n * n - 3 * n + 3)
      .times(n)
      .over(orders),
    a2.times(-n).times(n).over(orders),
    new Twofold(3 * n).over(orders),
    k
      .times(a1)
      .times(n - n * n)
      .over(orders),
    k
      .times(a2)
      .times(2 * n)
      .over(orders),
    k.times(-6).over(orders),
    lessSquare,
  )
  const excess = i.minus(expected)
  return {
    i: i.hi,
    expected: expected.hi,
    varianceNormality: varianceNormality.hi,
    zNormality: score(excess, varianceNormality),
    varianceRandomisation: varianceRandomisation.hi,
    zRandomisation: score(excess, varianceRandomisation),
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
