import { halfMeanDifference, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { sharedOut, valueFields } from './distribution.ts'

/**
 * Gini index: the mean difference between two people, as a share of twice the mean. Zeros count; no small-sample
 * correction.
 * Source: Gini 1912; Yitzhaki & Schechtman 2013, The Gini Methodology. O(n log n).
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @returns 0 (equal) to 1 − 1/n (one has all); null if the list is empty or sums to 0
 * @example gini([0, 0, 0, 10]) // => 0.75
 */
export function gini(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  return halfMeanDifference(whole.values, weights === undefined ? undefined : whole.weights) / whole.mean
}

export const giniCalculator = defineCalculator({
  id: 'gini',
  title: { en: 'Gini index', zh: '基尼系数' },
  summary: {
    en: 'How unequally something is shared: 0 if all have the same, near 1 if one has everything.',
    zh: '分配有多不平等:人人相同为 0,一人独占则接近 1。',
  },
  formula: 'Σᵢⱼ wᵢwⱼ|xᵢ − xⱼ| / (2W²μ)',
  source: 'Gini 1912, Variabilità e mutabilità',
  unit: 'index',
  range: '0 to 1 − 1/n',
  better: 'lower',
  caveat: {
    en: 'It can fall because everybody became poorer: read the bottom tenth or the Atkinson equivalent beside it.',
    zh: '大家都变穷时它也会下降:应与最低十分之一人群的水平或阿特金森等价值一起看。',
  },
  input: valueFields,
  compute: ({ values, weights }) => gini(values, weights),
})
