import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { concentrationIndex } from '../inequality/concentration-index.ts'
import { gini } from '../inequality/gini.ts'
import { taxFields } from './tax-burden.ts'

/**
 * Kakwani index: how much more unequally the tax falls on the income order than income itself does.
 * Source: Kakwani 1977, Economic Journal 87(345).
 *
 * @param income  before tax, ≥ 0, one a household
 * @param tax     paid, same length
 * @param weights frequencies, same length, ones if left out
 * @returns concentration index of tax ranked by income, less the Gini of income; above 0 progressive; null if income or
 *   tax sums to 0
 * @example kakwaniIndex([10, 20, 30, 40], [0, 0, 0, 10]) // => 0.5
 */
export function kakwaniIndex(income: Numbers, tax: Numbers, weights?: Numbers): number | null {
  const unequal = gini(income, weights)
  const taxed = concentrationIndex(tax, income, weights)
  return unequal === null || taxed === null ? null : taxed - unequal
}

export const kakwaniIndexCalculator = defineCalculator({
  id: 'kakwani-index',
  title: { en: 'Kakwani index', zh: '卡克瓦尼指数' },
  summary: {
    en: 'How progressive a tax or subsidy is: above 0 it leans on the better-off more than their incomes alone would make it.',
    zh: '税收或补贴的累进程度:大于 0 表示高收入者的负担比其收入份额所对应的更重。',
  },
  formula: 'C(tax ranked by income) − Gini(income)',
  source: 'Kakwani 1977, Economic Journal 87(345)',
  unit: 'index',
  range: '−(1 + Gini) to 1 − Gini',
  better: 'higher',
  caveat: {
    en: 'Progressivity is not redistribution: multiply by the size of the tax, or read Reynolds–Smolensky.',
    zh: '累进不等于再分配:还要看税有多大,或参看雷诺兹-斯莫伦斯基指数。',
  },
  input: taxFields,
  compute: ({ income, tax, weights }) => kakwaniIndex(income, tax, weights),
})
