import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { settledSum, sumOf, Twofold, ZERO } from '../twofold.ts'
import {
  autocorrelationFields,
  score,
  spatialWeights,
  spreadOf,
  type Transform,
  weightSums,
} from './spatial-weights.ts'

/** Geary's C with its expectation, variances and scores if values were dealt to units by chance. */
export type GearysC = {
  readonly c: number
  readonly expected: number
  readonly varianceNormality: number
  readonly zNormality: number | null
  readonly varianceRandomisation: number
  readonly zRandomisation: number | null
}

/**
 * Geary's C: squared differences between neighbours against those between all. Below 1 neighbours are alike.
 * Sources: Geary 1954, The Incorporated Statistician 5(3); Cliff & Ord 1981, Spatial Processes.
 *
 * @param values    one a unit
 * @param neighbors row numbers of each unit's neighbours
 * @param transform "row" gives every unit's neighbours one vote together
 * @param weights   parallel to neighbors, ones if left out
 * @returns negative scores mean clustering; null if all values are equal, nobody has a neighbour, or n < 4
 * @example gearysC([1, 2, 3, 4], [[1], [0, 2], [1, 3], [2]], 'binary')!.c // => 0.3
 */
export function gearysC(values: Numbers, neighbors: Rows, transform: Transform, weights?: Rows): GearysC | null {
  const n = values.length
  const spread = spreadOf(values)
  if (spread === null) return null
  const { x, squares, kurtosis: k } = spread
  const near = spatialWeights(neighbors, weights, transform)
  const sums = weightSums(near)
  if (sums === null) return null
  let differences = ZERO
  for (let i = 0; i < n; i++) {
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) {
      const gap = sumOf(x[i]!, -x[near.neighbor[e]!]!)
      differences = differences.plus(gap.times(gap).times(near.weight[e]!))
    }
  }
  const { s0 } = sums
  const c = differences
    .times(n - 1)
    .over(s0)
    .over(squares)
    .times(0.5)
  const a1 = sums.s1.over(s0).over(s0)
  const a2 = sums.s2.over(s0).over(s0)
  const twice = 2 * (n + 1)
  const varianceNormality = settledSum(
    a1.times(2 * (n - 1)).over(twice),
    a2.times(n - 1).over(twice),
    new Twofold(-4).over(twice),
  )
  const orders = new Twofold(n).times(n - 2).times(n - 3)
  const b1 = a1.times(n - 1).over(orders)
  const b2 = a2
    .times(n - 1)
    .over(orders)
    .times(0.25)
  const varianceRandomisation = settledSum(
    b1.times(n * n - 3 * n + 3),
    b1.times(1 - n).times(k),
    b2.times(6 - 3 * n - n * n),
    b2.times(n * n - n + 2).times(k),
    new Twofold(n * n - 3).over(orders),
    new Twofold(n - 1)
      .times(1 - n)
      .times(k)
      .over(orders),
  )
  const excess = c.minus(1)
  return {
    c: c.hi,
    expected: 1,
    varianceNormality: varianceNormality.hi,
    zNormality: score(excess, varianceNormality),
    varianceRandomisation: varianceRandomisation.hi,
    zRandomisation: score(excess, varianceRandomisation),
  }
}

export const gearysCCalculator = defineCalculator({
  id: 'gearys-c',
  title: { en: "Geary's C", zh: '吉尔里指数(Geary’s C)' },
  summary: {
    en: 'How different next-door neighbours are: 1 as different as any two units, below 1 more alike, above 1 more unlike.',
    zh: '相邻单元的差别有多大:1 为与任意两个单元一样,小于 1 为更相似,大于 1 为更不同。',
  },
  formula: '(n−1) Σ wᵢⱼ(xᵢ − xⱼ)² / (2S₀ Σ z²); expected 1',
  source: 'Geary 1954, The Incorporated Statistician 5(3); Cliff & Ord 1981, Spatial Processes',
  unit: 'index',
  range: '0 to about 2',
  better: 'to 1',
  caveat: {
    en: 'It runs the other way from Moran’s I, and a few extreme units can decide it.',
    zh: '方向与莫兰指数相反;少数极端单元就能左右结果。',
  },
  input: autocorrelationFields,
  compute: ({ values, neighbors, transform, weights }) => gearysC(values, neighbors, transform, weights),
})
