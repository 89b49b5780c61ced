import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { openCosts, optional } from '../input.ts'
import { type Decay, decayField, decayWeight } from './decay.ts'
import { supplyFields, thresholdField } from './fields.ts'

/**
 * Gravity access: all supply, each the less the more it costs to reach.
 * Source: Hansen 1959, Journal of the American Institute of Planners 25(2).
 *
 * @param supply    capacity of each site
 * @param cost      origins × sites, Infinity where there is no way
 * @param decay     how worth falls with cost
 * @param threshold largest cost that counts, itself included; all if left out
 * @returns weighted supply by origin; null where a power decay without minimum meets cost 0
 * @example gravityAccess([10], [[4]], { kind: 'linear', limit: 10 }) // => [6]
 */
export const gravityAccess = (
  supply: Numbers,
  cost: Rows,
  decay: Decay,
  threshold = Number.POSITIVE_INFINITY,
): (number | null)[] =>
  Array.from(cost, row => {
    let reached = 0
    for (let j = 0; j < supply.length; j++) {
      if (supply[j]! > 0 && row[j]! <= threshold) reached += supply[j]! * decayWeight(decay, row[j]!)
    }
    return Number.isFinite(reached) ? reached : null
  })

export const gravityAccessCalculator = defineCalculator({
  id: 'gravity-access',
  title: { en: 'Gravity access', zh: '引力模型可达性' },
  summary: {
    en: 'All places count, near ones in full and far ones for less: the more within easy reach, the higher.',
    zh: '所有设施都计入,近的全算,远的打折:近处设施越多,数值越高。',
  },
  formula: 'Σⱼ Sⱼ f(dᵢⱼ)',
  source: 'Hansen 1959, Journal of the American Institute of Planners 25(2)',
  unit: 'unit of the supply, discounted',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'The number has no meaning by itself, only beside others with the same decay. Competition is left out.',
    zh: '数值本身没有含义,只有在衰减函数相同时才能比较。没有考虑竞争使用。',
  },
  input: { ...supplyFields, decay: decayField, threshold: optional(thresholdField) },
  compute: ({ supply, cost, decay, threshold }) => gravityAccess(supply, openCosts(cost), decay, threshold),
})
