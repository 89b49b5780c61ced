import { meanOf, type Numbers, type Rows, safeScale, scaled } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import {
  autocorrelationFields,
  score,
  settledSum,
  spatialWeights,
  type Transform,
  weightSums,
} from './spatial-weights.ts'

/** The general G with its expectation, variance and score if values were dealt to units by chance. */
export type GetisOrdG = {
  readonly g: number
  readonly expected: number
  readonly variance: number
  readonly z: number | null
}

/**
 * General G of Getis and Ord: whether high values lie together (above expectation) or low ones do (below).
 *
 * The variance is the published one under randomisation, rearranged around the mean: Σ wxᵢxⱼ = μ²S₀ + μA + B with
 * A = Σ zᵢ·degreeᵢ and B = Σ wzᵢzⱼ, so the large constant part never has to cancel.
 * Source: Getis & Ord 1992, Geographical Analysis 24(3).
 *
 * @param values    one a unit; meant for values ≥ 0
 * @param neighbors row numbers of each unit's neighbours
 * @param transform "row" gives every unit's neighbours one vote together
 * @param weights   parallel to neighbors, ones if left out
 * @returns null if all values are equal, nobody has a neighbour, n < 4, or no pair has a product
 * @example getisOrdG([1, 1, 5, 6], [[1], [0], [3], [2]], 'binary')!.g // => 0.5166…
 */
export function getisOrdG(values: Numbers, neighbors: Rows, transform: Transform, weights?: Rows): GetisOrdG | null {
  const n = values.length
  let varied = false
  for (let i = 1; i < n && !varied; i++) varied = values[i] !== values[0]
  if (n < 4 || !varied) return null
  const near = spatialWeights(neighbors, weights, transform)
  const { s0, s1, s2, degree } = weightSums(near)
  if (s0 === 0) return null
  const x = scaled(values, safeScale(values))
  const mean = meanOf(x)
  let pairs = 0
  let before = 0
  let m2 = 0
  let m3 = 0
  let m4 = 0
  let a = 0
  let b = 0
  let products = 0
  let spread = 0
  for (let i = 0; i < n; i++) {
    pairs += 2 * x[i]! * before
    before += x[i]!
    const z = x[i]! - mean
    m2 += z * z
    m3 += z * z * z
    m4 += z * z * z * z
    a += z * degree[i]!
    const excess = degree[i]! - (2 * s0) / n
    spread += excess * excess
    let around = 0
    let aroundZ = 0
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) {
      const other = x[near.neighbor[e]!]!
      around += near.weight[e]! * other
      aroundZ += near.weight[e]! * (other - mean)
    }
    products += x[i]! * around
    b += z * aroundZ
  }
  if (pairs === 0) return null
  const two = n * (n - 1)
  const three = two * (n - 2)
  const four = three * (n - 3)
  const expectedB = (-s0 * m2) / two
  const varianceA = (m2 * spread) / (n - 1)
  const covariance = m3 * (-s2 / two + (2 * (2 * s0 * s0 - s2)) / three)
  const variance = settledSum(
    mean * mean * varianceA,
    2 * mean * covariance,
    ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) * ((m2 * m2) / four),
    -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0) * (m4 / four),
    -expectedB * expectedB,
  )
  return {
    g: products / pairs / near.scale,
    expected: s0 / two / near.scale,
    variance: variance / pairs / pairs / near.scale / near.scale,
    z: score(mean * a + (b - expectedB), variance),
  }
}

export const getisOrdGCalculator = defineCalculator({
  id: 'getis-ord-g',
  title: { en: 'General G (Getis–Ord)', zh: '广义 G(Getis–Ord)' },
  summary: {
    en: 'Which end clusters: z above 0 high values lie together, below 0 low ones do, near 0 neither.',
    zh: '哪一端在聚集:z 大于 0 为高值聚集,小于 0 为低值聚集,接近 0 为都不明显。',
  },
  formula: 'Σ wᵢⱼxᵢxⱼ / Σ_{i≠j} xᵢxⱼ; expected S₀/(n(n−1)); variance under randomisation',
  source: 'Getis & Ord 1992, Geographical Analysis 24(3)',
  unit: 'index',
  range: '0 to 1 for binary weights',
  better: 'none',
  caveat: {
    en: 'Where both ends cluster they cancel out and G looks like chance: read Moran’s I beside it.',
    zh: '高值和低值同时聚集时会相互抵消,看上去像是随机:应与莫兰指数一起看。',
  },
  input: autocorrelationFields,
  compute: ({ values, neighbors, transform, weights }) => getisOrdG(values, neighbors, transform, weights),
})
