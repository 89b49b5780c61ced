import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { costs, number, openCosts } from '../input.ts'

/**
 * Cost of the k-th nearest place: 1 is the nearest, 3 says whether there is a choice.
 * Source: Apparicio et al. 2008, International Journal of Health Geographics 7.
 *
 * @param cost origins × places, Infinity where there is no way
 * @param k    whole, 1 or more
 * @returns cost by origin; null where fewer than k can be reached
 * @example nearestKDistance([[5, 20], [10, 7]], 1) // => [5, 7]
 */
export const nearestKDistance = (cost: Rows, k: number): (number | null)[] =>
  Array.from(cost, row => {
    const rising = k === 1 ? [lowest(row)] : Float64Array.from(row).sort()
    const found = k <= row.length ? rising[k - 1]! : Number.POSITIVE_INFINITY
    return found === Number.POSITIVE_INFINITY ? null : found
  })

function lowest(row: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY
  for (let j = 0; j < row.length; j++) if (row[j]! < least) least = row[j]!
  return least
}

export const nearestKDistanceCalculator = defineCalculator({
  id: 'nearest-k-distance',
  title: { en: 'Way to the k-th nearest', zh: '到第 k 近设施的距离' },
  summary: {
    en: 'How far it is to the nearest place, or, with k above 1, how far one must go to have a choice of k.',
    zh: '到最近一处设施有多远;k 大于 1 时,表示要走多远才有 k 个选择。',
  },
  formula: 'k-th smallest dᵢⱼ',
  source: 'Apparicio et al. 2008, International Journal of Health Geographics 7',
  unit: 'unit of the cost',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'The nearest may be full, poor or too dear: it says where a place is, not whether one gets in.',
    zh: '最近的可能满员、质量差或太贵:它只说明设施在哪里,不说明能否用上。',
  },
  input: {
    cost: costs('cost from each origin (row) to each place (column)'),
    k: number('which nearest', { min: 1, whole: true }),
  },
  compute: ({ cost, k }) => nearestKDistance(openCosts(cost), k),
})
