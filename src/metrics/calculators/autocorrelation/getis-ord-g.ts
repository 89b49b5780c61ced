import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { settledSum, Twofold, ZERO } from '../twofold.ts'
import {
  autocorrelationFields,
  score,
  spatialWeights,
  spreadOf,
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
  const spread = spreadOf(values)
  if (spread === null) return null
  const { x, mean, z, squares: m2, kurtosis } = spread
  const near = spatialWeights(neighbors, weights, transform)
  const sums = weightSums(near)
  if (sums === null) return null
  const { s0, degree } = sums
  let pairs = ZERO
  let before = ZERO
  let m3 = ZERO
  let a = ZERO
  let b = ZERO
  let products = ZERO
  let uneven = ZERO
  for (let i = 0; i < n; i++) {
    pairs = pairs.plus(before.times(2 * x[i]!))
    before = before.plus(x[i]!)
    m3 = m3.plus(z[i]!.times(z[i]!).times(z[i]!))
    a = a.plus(z[i]!.times(degree[i]!))
    const excess = degree[i]!.minus(s0.times(2).over(n))
    uneven = uneven.plus(excess.times(excess))
    let around = ZERO
    let aroundZ = ZERO
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) {
      around = around.plus(new Twofold(near.weight[e]!).times(x[near.neighbor[e]!]!))
      aroundZ = aroundZ.plus(z[near.neighbor[e]!]!.times(near.weight[e]!))
    }
    products = products.plus(around.times(x[i]!))
    b = b.plus(z[i]!.times(aroundZ))
  }
  if (pairs.hi === 0) return null
  const two = new Twofold(n).times(n - 1)
  const three = two.times(n - 2)
  const four = three.times(n - 3)
  // all weights as shares of S0, all products as shares of Σ xᵢxⱼ, so that sizes stay near 1
  const a1 = sums.s1.over(s0).over(s0)
  const a2 = sums.s2.over(s0).over(s0)
  const m2m2 = m2.times(m2)
  const m4 = kurtosis.times(m2m2).over(n)
  const expectedB = m2.over(two).times(-1)
  const shared = mean.times(2).times(m3)
  const variance = settledSum(
    mean
      .times(mean)
      .times(m2)
      .times(uneven.over(s0).over(s0))
      .over(n - 1),
    shared.times(a2).over(two).times(-1),
    shared.times(4).over(three),
    shared.times(a2).times(-2).over(three),
    m2m2
      .times(a1)
      .times(n * n - 3 * n + 3)
      .over(four),
    m2m2.times(a2).times(-n).over(four),
    m2m2.times(3).over(four),
    m4
      .times(a1)
      .times(n - n * n)
      .over(four),
    m4
      .times(a2)
      .times(2 * n)
      .over(four),
    m4.times(-6).over(four),
    expectedB.times(expectedB).times(-1),
  )
  const excess = mean.times(a.over(s0)).plus(b.over(s0)).minus(expectedB)
  const whole = s0.hi / near.scale
  return {
    g: (products.over(s0).hi / pairs.hi) * whole,
    expected: whole / two.hi,
    variance: (variance.hi / pairs.hi / pairs.hi) * whole * whole,
    z: score(pairs.hi < 0 ? excess.times(-1) : excess, variance),
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
