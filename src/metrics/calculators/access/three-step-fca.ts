import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { openCosts } from '../input.ts'
import { type Decay, decayField, decayWeight } from './decay.ts'
import { supplyAndDemandFields, thresholdField } from './fields.ts'
import { twoSteps } from './reach.ts'

/**
 * Three-step floating catchment area: people first divide themselves over the sites they can choose from, which keeps
 * demand from being counted several times.
 * Source: Wan, Zou & Sternberg 2012, International Journal of Geographical Information Science 26(6).
 *
 * @param demand    people at each origin
 * @param supply    capacity of each site
 * @param cost      origins × sites, Infinity where there is no way
 * @param decay     how cost weighs in choice and in both steps
 * @param threshold largest cost within reach, itself included; choice looks beyond it
 * @returns supply per head by origin; 0 with nothing in reach
 * @example threeStepFca([10], [3], [[5]], { kind: 'linear', limit: 10 }, 10) // => [0.3]
 */
export function threeStepFca(
  demand: Numbers,
  supply: Numbers,
  cost: Rows,
  decay: Decay,
  threshold: number,
): (number | null)[] {
  const choices = Float64Array.from(cost, row => {
    let total = 0
    for (let j = 0; j < row.length; j++) total += decayWeight(decay, row[j]!)
    return total
  })
  return twoSteps(demand, supply, cost, (i, _j, c) => {
    if (c > threshold) return 0
    const weight = decayWeight(decay, c)
    return weight > 0 ? weight * (weight / choices[i]!) : 0
  })
}

export const threeStepFcaCalculator = defineCalculator({
  id: 'three-step-fca',
  title: { en: 'Three-step floating catchment', zh: '三步移动搜寻法' },
  summary: {
    en: 'Places per head within reach when people spread themselves over the sites they can choose from.',
    zh: '人们会在可选的设施之间分流,在此基础上人均可用多少设施。',
  },
  formula: 'two steps with weight f(dᵢⱼ)·Gᵢⱼ, Gᵢⱼ = f(dᵢⱼ)/Σⱼ f(dᵢⱼ)',
  source: 'Wan, Zou & Sternberg 2012, International Journal of Geographical Information Science 26(6)',
  unit: 'supply per head',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'Choice here follows cost alone, not the size or quality of the site.',
    zh: '这里的选择只看距离或费用,不看设施的规模和质量。',
  },
  input: { ...supplyAndDemandFields, decay: decayField, threshold: thresholdField },
  compute: ({ demand, supply, cost, decay, threshold }) =>
    threeStepFca(demand, supply, openCosts(cost), decay, threshold),
})
