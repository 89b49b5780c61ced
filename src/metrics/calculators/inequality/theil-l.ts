import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { sharedOut, valueFields } from './distribution.ts'
import { generalizedEntropyOf } from './generalized-entropy.ts'

/**
 * Theil's L, the mean log deviation: mean of ln(μ/x). Most sensitive at the bottom.
 * Source: Theil 1967, Economics and Information Theory.
 *
 * @param values  amounts, any order
 * @param weights frequencies, same length, ones if left out
 * @returns nats, 0 (equal) and up; null if the list is empty or any value is 0
 * @example theilL([1, 3]) // => 0.1438…
 */
export function theilL(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  return whole === null ? null : generalizedEntropyOf(whole, 0)
}

export const theilLCalculator = defineCalculator({
  id: 'theil-l',
  title: { en: "Theil's L (mean log deviation)", zh: '泰尔指数 L(平均对数偏差)' },
  summary: {
    en: 'Inequality that listens to the poor: by how much, on the log scale, people fall short of the mean on average.',
    zh: '更关注低收入者的不平等指标:按对数计,人们平均比均值低多少。',
  },
  formula: 'mean of ln(μ/x)',
  source: 'Theil 1967, Economics and Information Theory',
  unit: 'nats',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Undefined as soon as one person has nothing; a tiny income counts enormously.',
    zh: '只要有一人为零就没有定义;极小的收入影响极大。',
  },
  input: valueFields,
  compute: ({ values, weights }) => theilL(values, weights),
})
