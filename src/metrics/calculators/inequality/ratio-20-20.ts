import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { curveOf, lorenzAt, sharedOut, valueFields } from './distribution.ts'

/**
 * 20:20 ratio: what the richest fifth has for each unit the poorest fifth has.
 * Source: the income quintile share ratio S80/S20 of Eurostat and UNDP.
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @returns 1 (equal) and up; null if the list is empty, sums to 0, or the poorest fifth has nothing
 * @example ratio2020([1, 1, 1, 1, 4]) // => 4
 */
export function ratio2020(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  const curve = curveOf(whole)
  const bottom = lorenzAt(curve, 0.2)
  return bottom > 0 ? (1 - lorenzAt(curve, 0.8)) / bottom : null
}

export const ratio2020Calculator = defineCalculator({
  id: 'ratio-20-20',
  title: { en: '20:20 ratio', zh: '20:20 比值' },
  summary: {
    en: 'The richest fifth of people has this many times as much as the poorest fifth.',
    zh: '最富的五分之一人群拥有的是最穷的五分之一的多少倍。',
  },
  formula: '(1 − L(0.8))/L(0.2)',
  source: 'income quintile share ratio S80/S20, Eurostat and UNDP',
  unit: 'ratio',
  range: '1 and up',
  better: 'lower',
  caveat: {
    en: 'It leaps when the poorest fifth has almost nothing, and the middle three fifths do not count.',
    zh: '最穷的五分之一几乎一无所有时会剧烈跳动;中间五分之三不计入。',
  },
  input: valueFields,
  compute: ({ values, weights }) => ratio2020(values, weights),
})
