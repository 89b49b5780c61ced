import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { openCosts } from '../input.ts'
import { supplyFields, thresholdField } from './fields.ts'

/**
 * Cumulative opportunities: all supply within a given cost.
 * Source: Wachs & Kumagai 1973, Socio-Economic Planning Sciences 7(5).
 *
 * @param supply    capacity of each site
 * @param cost      origins × sites, Infinity where there is no way
 * @param threshold largest cost that counts, itself included
 * @returns supply in reach, by origin
 * @example cumulativeOpportunities([2, 4], [[5, 20], [10, 10]], 10) // => [2, 6]
 */
export const cumulativeOpportunities = (supply: Numbers, cost: Rows, threshold: number): Float64Array =>
  Float64Array.from(cost, row => {
    let reached = 0
    for (let j = 0; j < supply.length; j++) if (row[j]! <= threshold) reached += supply[j]!
    return reached
  })

export const cumulativeOpportunitiesCalculator = defineCalculator({
  id: 'cumulative-opportunities',
  title: { en: 'Opportunities within reach', zh: '可达机会数' },
  summary: {
    en: 'How much (school places, hectares of park, jobs) lies within so many minutes or metres of home.',
    zh: '从家出发,在给定的分钟数或距离之内,有多少学位、公园面积或岗位。',
  },
  formula: 'Σⱼ Sⱼ over dᵢⱼ ≤ threshold',
  source: 'Wachs & Kumagai 1973, Socio-Economic Planning Sciences 7(5)',
  unit: 'unit of the supply',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'One metre past the line counts for nothing, and nobody else is thought to use the same places.',
    zh: '超过界线一米就完全不算;也没有考虑别人同样在用这些设施。',
  },
  input: { ...supplyFields, threshold: thresholdField },
  compute: ({ supply, cost, threshold }) => cumulativeOpportunities(supply, openCosts(cost), threshold),
})
