import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import {
  autocorrelationFields,
  deviations,
  score,
  settledSum,
  spatialWeights,
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
  const deviation = n < 4 ? null : deviations(values)
  if (deviation === null) return null
  const { z, squares, kurtosis: k } = deviation
  const near = spatialWeights(neighbors, weights, transform)
  const { s0, s1, s2 } = weightSums(near)
  if (s0 === 0) return null
  let differences = 0
  for (let i = 0; i < n; i++) {
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) {
      const gap = z[i]! - z[near.neighbor[e]!]!
      differences += near.weight[e]! * gap * gap
    }
  }
  const c = ((n - 1) / (2 * s0)) * (differences / squares)
  const a1 = s1 / s0 / s0
  const a2 = s2 / s0 / s0
  const varianceNormality = settledSum(((2 * a1 + a2) * (n - 1)) / (2 * (n + 1)), -2 / (n + 1))
  const orders = n * (n - 2) * (n - 3)
  const varianceRandomisation = settledSum(
    ((n - 1) * a1 * (n * n - 3 * n + 3 - (n - 1) * k)) / orders,
    (-(n - 1) * a2 * (n * n + 3 * n - 6 - (n * n - n + 2) * k)) / 4 / orders,
    (n * n - 3 - (n - 1) * (n - 1) * k) / orders,
  )
  return {
    c,
    expected: 1,
    varianceNormality,
    zNormality: score(c - 1, varianceNormality),
    varianceRandomisation,
    zRandomisation: score(c - 1, varianceRandomisation),
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
