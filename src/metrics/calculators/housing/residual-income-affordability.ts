import { type Numbers, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, optional } from '../input.ts'

/** Who cannot pay for the basics once the rent is paid. */
export type ResidualIncome = {
  /** share of households that fall short */
  readonly share: number
  /** shortfall averaged over everybody, in money */
  readonly meanGap: number
  /** shortfall averaged over those who fall short; null if none do */
  readonly meanGapOfShort: number | null
}

/**
 * Residual income: whether what is left after rent pays for the basics.
 * Source: definition of this project, after Stone 2006, Housing Policy Debate 17(1).
 *
 * @param rent    ≥ 0, one a household
 * @param income  ≥ 0, same unit and length
 * @param budget  what the household needs besides rent, same unit and length
 * @param weights households each entry stands for, same length, ones if left out
 * @returns null if there are no households
 * @example residualIncomeAffordability([10, 0], [0, 0], [40, 40]) // => { share: 1, meanGap: 45, meanGapOfShort: 45 }
 */
export function residualIncomeAffordability(
  rent: Numbers,
  income: Numbers,
  budget: Numbers,
  weights?: Numbers,
): ResidualIncome | null {
  const households = weightsFor(rent.length, weights)
  let all = 0
  for (let h = 0; h < households.length; h++) all += households[h]!
  if (!(all > 0)) return null
  let short = 0
  let gaps = 0
  for (let h = 0; h < households.length; h++) {
    const gap = budget[h]! - (income[h]! - rent[h]!)
    if (gap > 0 && households[h]! > 0) {
      short += households[h]!
      gaps += (households[h]! / all) * gap
    }
  }
  return { share: short / all, meanGap: gaps, meanGapOfShort: short > 0 ? gaps / (short / all) : null }
}

export const residualIncomeAffordabilityCalculator = defineCalculator({
  id: 'residual-income-affordability',
  title: { en: 'Income left after rent', zh: '交租后的剩余收入' },
  summary: {
    en: 'The share of households that cannot pay for the basics once rent is paid, and how much they lack.',
    zh: '交完房租后付不起基本生活开支的家庭占多少,以及缺多少钱。',
  },
  formula: 'g = max(0, budget − (income − rent)); share of g > 0, mean g, mean g of those short',
  source: 'definition of this project, after Stone 2006, Housing Policy Debate 17(1)',
  unit: 'share of households; unit of income',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'All depends on the budget: say who set it, and let it differ by size of household.',
    zh: '一切取决于基本预算:请说明由谁制定,并按家庭规模区分。',
  },
  input: {
    rent: amounts('rent, by household'),
    income: amounts('income, by household, for the same period', { length: 'rent' }),
    budget: amounts('what the household needs besides rent', { length: 'rent' }),
    weights: optional(amounts('how many households each entry stands for', { length: 'rent' })),
  },
  compute: ({ rent, income, budget, weights }) => residualIncomeAffordability(rent, income, budget, weights),
})
