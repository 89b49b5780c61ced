import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { openCosts } from '../input.ts'
import { supplyAndDemandFields, thresholdField } from './fields.ts'
import { twoSteps } from './reach.ts'

/**
 * Two-step floating catchment area: each site divides its supply among all who can reach it; each origin adds up what
 * its sites offer.
 * Source: Luo & Wang 2003, Environment and Planning B 30(6).
 *
 * @param demand    people at each origin
 * @param supply    capacity of each site
 * @param cost      origins × sites, Infinity where there is no way
 * @param threshold largest cost within reach, itself included
 * @returns supply per head by origin; 0 with nothing in reach
 * @example twoStepFca([10, 20], [3], [[5], [5]], 10) // => [0.1, 0.1]
 */
export const twoStepFca = (demand: Numbers, supply: Numbers, cost: Rows, threshold: number): (number | null)[] =>
  twoSteps(demand, supply, cost, (_i, _j, c) => (c <= threshold ? 1 : 0))

export const twoStepFcaCalculator = defineCalculator({
  id: 'two-step-fca',
  title: { en: 'Two-step floating catchment', zh: '两步移动搜寻法' },
  summary: {
    en: 'Places per head that are really left for people here, once everybody within reach of them is served alike.',
    zh: '考虑到其他人也在使用之后,这里的居民人均实际能用到多少设施。',
  },
  formula: 'Aᵢ = Σⱼ Rⱼ, Rⱼ = Sⱼ/Σᵢ Pᵢ, both within the threshold',
  source: 'Luo & Wang 2003, Environment and Planning B 30(6)',
  unit: 'supply per head',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'Its mean over people is fixed by supply in reach: it shows who gets it, not whether there is enough. The edge is hard.',
    zh: '按人口平均后总量由可达供给决定:它说明谁得到,而不是够不够。范围边界是一刀切。',
  },
  input: { ...supplyAndDemandFields, threshold: thresholdField },
  compute: ({ demand, supply, cost, threshold }) => twoStepFca(demand, supply, openCosts(cost), threshold),
})
