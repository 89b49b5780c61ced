import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { concentrationIndex } from '../inequality/concentration-index.ts'
import { gini } from '../inequality/gini.ts'
import { taxFields } from './tax-burden.ts'

/**
 * Reynolds–Smolensky index: how much inequality a tax takes away, households kept in their order before it.
 * Source: Reynolds & Smolensky 1977, Public Expenditures, Taxes, and the Distribution of Income.
 *
 * @param income  before tax, ≥ 0, one a household
 * @param tax     paid, same length
 * @param weights frequencies, same length, ones if left out
 * @returns Gini of income less the concentration index of net income ranked by income; above 0 inequality falls; null if
 *   income or net income sums to 0
 * @example reynoldsSmolenskyIndex([10, 20, 30, 40], [0, 0, 0, 10]) // => 0.0555…
 */
export function reynoldsSmolenskyIndex(income: Numbers, tax: Numbers, weights?: Numbers): number | null {
  const net = new Float64Array(income.length)
  for (let i = 0; i < net.length; i++) net[i] = income[i]! - tax[i]!
  const before = gini(income, weights)
  const after = concentrationIndex(net, income, weights)
  return before === null || after === null ? null : before - after
}

export const reynoldsSmolenskyIndexCalculator = defineCalculator({
  id: 'reynolds-smolensky-index',
  title: { en: 'Reynolds–Smolensky index', zh: '雷诺兹-斯莫伦斯基指数' },
  summary: {
    en: 'By how many Gini points a tax makes incomes more equal; below 0 it makes them less so.',
    zh: '税收使收入的基尼系数降低了多少;小于 0 表示反而扩大了不平等。',
  },
  formula: 'Gini(income) − C(income − tax ranked by income)',
  source: 'Reynolds & Smolensky 1977, Public Expenditures, Taxes, and the Distribution of Income',
  unit: 'Gini points',
  range: '−1 to 1',
  better: 'higher',
  caveat: {
    en: 'It leaves out what the tax pays for, and it overstates the change where households swap places.',
    zh: '它没有计入税款的用途;若家庭收入排位发生对调,会高估改善程度。',
  },
  input: taxFields,
  compute: ({ income, tax, weights }) => reynoldsSmolenskyIndex(income, tax, weights),
})
