import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { openCosts } from '../input.ts'
import { type Decay, decayField, decayWeight } from './decay.ts'
import { supplyAndDemandFields, thresholdField } from './fields.ts'
import { twoSteps } from './reach.ts'

/**
 * Enhanced two-step floating catchment area: as the two-step form, but near counts more than far, in both steps.
 * Source: Luo & Qi 2009, Health & Place 15(4).
 *
 * @param demand    people at each origin
 * @param supply    capacity of each site
 * @param cost      origins × sites, Infinity where there is no way
 * @param decay     how both steps weigh cost
 * @param threshold largest cost within reach, itself included
 * @returns supply per head by origin; 0 with nothing in reach
 * @example enhancedTwoStepFca([10], [3], [[5]], { kind: 'linear', limit: 10 }, 10) // => [0.3]
 */
export const enhancedTwoStepFca = (
  demand: Numbers,
  supply: Numbers,
  cost: Rows,
  decay: Decay,
  threshold: number,
): (number | null)[] => twoSteps(demand, supply, cost, (_i, _j, c) => (c <= threshold ? decayWeight(decay, c) : 0))

export const enhancedTwoStepFcaCalculator = defineCalculator({
  id: 'enhanced-two-step-fca',
  title: { en: 'Enhanced two-step floating catchment', zh: '增强型两步移动搜寻法' },
  summary: {
    en: 'Places per head within reach, shared with everybody who competes for them, near places counting more than far ones.',
    zh: '可达范围内人均可用的设施,已计入所有竞争者,且近处比远处更算数。',
  },
  formula: 'Aᵢ = Σⱼ Rⱼ f(dᵢⱼ), Rⱼ = Sⱼ/Σᵢ Pᵢ f(dᵢⱼ)',
  source: 'Luo & Qi 2009, Health & Place 15(4)',
  unit: 'supply per head',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'Weighting demand as well as supply hides that everything is far: a remote quarter alone with its site scores full. Show the demand out of reach too.',
    zh: '供需两端同时打折,会掩盖“样样都远”的事实:偏远片区独享一处设施也能得满分。应同时给出不可达的人口。',
  },
  input: { ...supplyAndDemandFields, decay: decayField, threshold: thresholdField },
  compute: ({ demand, supply, cost, decay, threshold }) =>
    enhancedTwoStepFca(demand, supply, openCosts(cost), decay, threshold),
})
