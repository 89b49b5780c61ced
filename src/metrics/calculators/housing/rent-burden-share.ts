import { type Numbers, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, optional } from '../input.ts'

/**
 * Rent burden: the share of households whose rent is more than a given share of income.
 * Source: definition of this project, after the 30 and 50 % lines of US housing statistics.
 *
 * @param rent       ≥ 0, one a household
 * @param income     ≥ 0, same unit and length; rent out of no income is a burden, no rent never is
 * @param thresholds shares of income, such as 0.3
 * @param weights    households each entry stands for, same length, ones if left out
 * @returns a share of households for each threshold, in their order; null if there are no households
 * @example rentBurdenShare([30, 50, 31, 51], [100, 100, 100, 100], [0.3, 0.5]) // => [0.75, 0.25]
 */
export function rentBurdenShare(
  rent: Numbers,
  income: Numbers,
  thresholds: Numbers,
  weights?: Numbers,
): Float64Array | null {
  const households = weightsFor(rent.length, weights)
  let all = 0
  for (let h = 0; h < households.length; h++) all += households[h]!
  if (!(all > 0)) return null
  return Float64Array.from(thresholds, threshold => {
    let burdened = 0
    for (let h = 0; h < households.length; h++) if (rent[h]! > threshold * income[h]!) burdened += households[h]!
    return burdened / all
  })
}

export const rentBurdenShareCalculator = defineCalculator({
  id: 'rent-burden-share',
  title: { en: 'Rent burden', zh: '房租负担' },
  summary: {
    en: 'The share of households that pay more than a given part of their income in rent: over 30 % is called burdened, over 50 % severely so.',
    zh: '房租超过收入一定比例的家庭占多少:超过 30% 为负担偏重,超过 50% 为负担沉重。',
  },
  formula: 'share of households with rent > q·income',
  source: 'definition of this project; lines of 0.3 and 0.5 after US housing statistics',
  unit: 'share of households',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'A rich household at 35 % is counted, a poor one at 29 % is not; it also falls when the burdened leave. Read residual income beside it.',
    zh: '富裕家庭付 35% 会被计入,贫困家庭付 29% 却不会;负担重的家庭搬走时它也会下降。应与剩余收入一起看。',
  },
  input: {
    rent: amounts('rent, by household'),
    income: amounts('income, by household, for the same period', { length: 'rent' }),
    thresholds: amounts('shares of income from which rent is a burden'),
    weights: optional(amounts('how many households each entry stands for', { length: 'rent' })),
  },
  compute: ({ rent, income, thresholds, weights }) => rentBurdenShare(rent, income, thresholds, weights),
})
