import { dot, type Numbers, risingOrder, safeScale, scaled, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { taxFields } from './tax-burden.ts'

/**
 * Suits index: whether a tax takes a growing share of growing incomes. One less twice the area under the curve of
 * cumulative tax against cumulative income; households of equal income are one step.
 * Source: Suits 1977, American Economic Review 67(4).
 *
 * @param income  before tax, ≥ 0, one a household
 * @param tax     paid, same length
 * @param weights frequencies, same length, ones if left out
 * @returns −1 (the poorest pay all) through 0 (in proportion) to 1 (the richest pay all); null if income or tax sums to 0
 * @example suitsIndex([10, 20, 30, 40], [0, 0, 0, 10]) // => 0.6
 */
export function suitsIndex(income: Numbers, tax: Numbers, weights?: Numbers): number | null {
  const people = weightsFor(income.length, weights)
  const earned = scaled(income, safeScale(income))
  const paid = scaled(tax, safeScale(tax))
  const allEarned = dot(earned, people)
  const allPaid = dot(paid, people)
  if (allEarned === 0 || allPaid === 0) return null
  const order = risingOrder(income)
  let area = 0
  let before = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    let step = 0
    let rise = 0
    while (end < order.length && income[order[end]!] === income[order[start]!]) {
      const i = order[end++]!
      step += people[i]! * earned[i]!
      rise += people[i]! * paid[i]!
    }
    area += (step / allEarned) * ((before + rise / 2) / allPaid)
    before += rise
    start = end
  }
  return 1 - 2 * area
}

export const suitsIndexCalculator = defineCalculator({
  id: 'suits-index',
  title: { en: 'Suits index', zh: '苏茨指数' },
  summary: {
    en: 'Do those with more pay a larger share of their income? Above 0 yes (progressive), 0 all pay the same share, below 0 the poor pay a larger one.',
    zh: '收入越高,税负比例是否越高?大于 0 为是(累进),0 为人人比例相同,小于 0 为穷人负担更重。',
  },
  formula: '1 − 2 × area under cumulative tax share against cumulative income share',
  source: 'Suits 1977, American Economic Review 67(4)',
  unit: 'index',
  range: '−1 to 1',
  better: 'higher',
  caveat: {
    en: 'It says how a burden is shared, not how large it is: a tiny progressive tax changes little.',
    zh: '它说明负担如何分摊,而不是负担有多大:很小的累进税改变不了多少。',
  },
  input: taxFields,
  compute: ({ income, tax, weights }) => suitsIndex(income, tax, weights),
})
