import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { gini } from '../inequality/gini.ts'
import { amounts, optional } from '../input.ts'

/**
 * Gini index of participation: how unequally people take part. Those who never do count as zeros.
 * Source: Gini 1912; applied to participation, Verba, Schlozman & Brady 1995, Voice and Equality.
 *
 * @param values  acts of participation, one a person, zeros included
 * @param weights persons each entry stands for, same length, ones if left out
 * @returns 0 (all alike) to 1 − 1/n; null if nobody takes part
 * @example participationGini([0, 0, 1, 1, 0]) // => 0.6
 */
export const participationGini = (values: Numbers, weights?: Numbers): number | null => gini(values, weights)

export const participationGiniCalculator = defineCalculator({
  id: 'participation-gini',
  title: { en: 'Participation Gini', zh: '参与基尼系数' },
  summary: {
    en: 'How unequally people take part in decisions: 0 if all do alike, near 1 if a few do all the speaking.',
    zh: '人们参与决策的不平等程度:人人参与相同为 0,少数人包办一切则接近 1。',
  },
  formula: 'Gini index of acts per adult, zeros included',
  source: 'Gini 1912; Verba, Schlozman & Brady 1995, Voice and Equality',
  unit: 'index',
  range: '0 to 1 − 1/n',
  better: 'lower',
  caveat: {
    en: 'It counts presence, not influence. Undefined where nobody takes part, which is no equality to be proud of.',
    zh: '它统计的是到场而不是影响力。无人参与时没有定义,那种“平等”并不值得称道。',
  },
  input: {
    values: amounts('acts of participation, by person, zeros included'),
    weights: optional(amounts('how many persons each entry stands for', { length: 'values' })),
  },
  compute: ({ values, weights }) => participationGini(values, weights),
})
