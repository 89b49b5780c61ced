import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { sharedOut, valueFields } from './distribution.ts'
import { generalizedEntropyOf } from './generalized-entropy.ts'

/**
 * Theil's T: mean of (x/μ) ln(x/μ). It adds up over groups and is most sensitive at the top.
 * Source: Theil 1967, Economics and Information Theory.
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @returns nats, 0 (equal) to ln n (one has all); null if the list is empty or sums to 0
 * @example theilT([0, 0, 0, 10]) // => 1.386…, ln 4
 */
export function theilT(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  return whole === null ? null : generalizedEntropyOf(whole, 1)
}

export const theilTCalculator = defineCalculator({
  id: 'theil-t',
  title: { en: "Theil's T", zh: '泰尔指数 T' },
  summary: {
    en: 'Inequality that can be split into a part between districts and a part within them: 0 if all have the same.',
    zh: '可以拆成“片区之间”和“片区内部”两部分的不平等指标:人人相同为 0。',
  },
  formula: 'mean of (x/μ) ln(x/μ)',
  source: 'Theil 1967, Economics and Information Theory',
  unit: 'nats',
  range: '0 to ln n',
  better: 'lower',
  caveat: {
    en: 'Changes among the rich move it most. Its top depends on how many people there are.',
    zh: '对高收入一端的变化最敏感。上限取决于人数。',
  },
  input: valueFields,
  compute: ({ values, weights }) => theilT(values, weights),
})
