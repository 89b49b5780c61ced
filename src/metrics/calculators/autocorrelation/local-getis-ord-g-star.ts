import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { autocorrelationFields, deviations, spatialWeights, type Transform } from './spatial-weights.ts'

/**
 * Local G*: whether a unit and its neighbours together hold more (hot spot) or less (cold spot) than chance would give.
 * Source: Ord & Getis 1995, Geographical Analysis 27(4).
 *
 * @param values    one a unit
 * @param neighbors row numbers of each unit's neighbours; the unit itself always counts, with weight 1
 * @param transform "row" gives every unit's neighbours one vote together
 * @param weights   parallel to neighbors, ones if left out
 * @returns one z-score a unit, null where a unit's surroundings are everybody alike; null as a whole if all values are equal
 * @example localGetisOrdGStar([1, 2, 3, 4, 5], [[], [], [], [], []], 'binary') // => [-1.41…, -0.70…, 0, 0.70…, 1.41…]
 */
export function localGetisOrdGStar(
  values: Numbers,
  neighbors: Rows,
  transform: Transform,
  weights?: Rows,
): (number | null)[] | null {
  const deviation = deviations(values)
  if (deviation === null) return null
  const { z, squares } = deviation
  const near = spatialWeights(neighbors, weights, transform)
  const n = z.length
  const deviationOfOne = Math.sqrt(squares / n)
  const merged = new Float64Array(n)
  return Array.from(z, (here, i) => {
    // weights to one neighbour listed twice add up; the unit itself has weight 1 whatever its list says
    const listed: number[] = [i]
    // weights of extreme size are taken as shares of the unit's greatest, its own among them
    let greatest = near.scale
    if (greatest !== 1)
      for (let e = near.start[i]!; e < near.start[i + 1]!; e++) greatest = Math.max(greatest, near.weight[e]!)
    const own = near.scale / greatest
    let total = own
    let around = own * here
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) {
      const j = near.neighbor[e]!
      const weight = near.weight[e]! / greatest
      if (j === i || weight === 0) continue
      if (merged[j] === 0) listed.push(j)
      merged[j]! += weight
      total += weight
      around += weight * z[j]!
    }
    merged[i] = own
    const mean = total / n
    let spread = (n - listed.length) * mean * mean
    for (const j of listed) {
      spread += (merged[j]! - mean) * (merged[j]! - mean)
      merged[j] = 0
    }
    // n·Σw² − (Σw)² is n times the spread of the weights around their mean
    if (!(spread > 1e-24 * total * mean)) return null
    return around / (deviationOfOne * Math.sqrt((n * spread) / (n - 1)))
  })
}

export const localGetisOrdGStarCalculator = defineCalculator({
  id: 'local-getis-ord-g-star',
  title: { en: 'Hot and cold spots (local G*)', zh: '冷热点(局部 G*)' },
  summary: {
    en: 'A district with its surroundings: far above 0 a hot spot, far below 0 a cold spot, within about 2 of 0 nothing unusual.',
    zh: '把片区连同周边一起看:远大于 0 为热点,远小于 0 为冷点,在正负 2 之间没有特别之处。',
  },
  formula: '(Σⱼ wᵢⱼxⱼ − Wᵢ x̄)/(s √((n S₁ᵢ − Wᵢ²)/(n−1))), wᵢᵢ = 1',
  source: 'Ord & Getis 1995, Geographical Analysis 27(4)',
  unit: 'z-score',
  range: 'any number',
  better: 'none',
  caveat: {
    en: 'Hundreds of tests at once: some spots are luck. Neighbouring scores share most of their data.',
    zh: '同时做了几百次检验,总有一些只是运气。相邻片区的得分大多来自同一批数据。',
  },
  input: autocorrelationFields,
  compute: ({ values, neighbors, transform, weights }) => localGetisOrdGStar(values, neighbors, transform, weights),
})
