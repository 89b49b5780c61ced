import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { curveOf, lorenzAt, sharedOut, valueFields } from './distribution.ts'

/**
 * Palma ratio: what the richest tenth has for each unit the poorest four tenths have.
 * Source: Palma 2011, Development and Change 42(1).
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @returns ¼ (equal) and up; null if the list is empty, sums to 0, or the poorest four tenths have nothing
 * @example palmaRatio([5, 5, 5, 5]) // => 0.25
 */
export function palmaRatio(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  const curve = curveOf(whole)
  const bottom = lorenzAt(curve, 0.4)
  return bottom > 0 ? (1 - lorenzAt(curve, 0.9)) / bottom : null
}

export const palmaRatioCalculator = defineCalculator({
  id: 'palma-ratio',
  title: { en: 'Palma ratio', zh: '帕尔马比值' },
  summary: {
    en: 'For each unit that the poorest 40 % have together, the richest 10 % have this much. Equal shares would give 0.25.',
    zh: '最穷的 40% 的人合计每有 1 份,最富的 10% 就有这么多份。完全平等时为 0.25。',
  },
  formula: '(1 − L(0.9))/L(0.4)',
  source: 'Palma 2011, Development and Change 42(1)',
  unit: 'ratio',
  range: '0.25 and up',
  better: 'lower',
  caveat: {
    en: 'It says nothing of the middle, and leaps when the bottom has almost nothing: show the two shares as well.',
    zh: '它不反映中间群体;底层几乎一无所有时会剧烈跳动,应同时给出两端的份额。',
  },
  input: valueFields,
  compute: ({ values, weights }) => palmaRatio(values, weights),
})
