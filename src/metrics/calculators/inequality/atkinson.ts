import { expm1, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { sharedOut, valueFields } from './distribution.ts'
import { logEquivalentToMean } from './equally-distributed.ts'

/**
 * Atkinson index: the share of the total that could be given up without loss, were the rest shared equally.
 * Source: Atkinson 1970, Journal of Economic Theory 2(3).
 *
 * @param values  amounts ≥ 0, any order
 * @param epsilon aversion to inequality, ≥ 0; 0 sees none
 * @param weights frequencies, same length, ones if left out
 * @returns 0 (equal) to 1; 1 if epsilon ≥ 1 and any value is 0; null if the list is empty or sums to 0
 * @example atkinson([0, 0, 0, 10], 0.5) // => 0.75
 */
export function atkinson(values: Numbers, epsilon: number, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  return whole === null ? null : -expm1(logEquivalentToMean(whole, epsilon))
}

export const atkinsonCalculator = defineCalculator({
  id: 'atkinson',
  title: { en: 'Atkinson index', zh: '阿特金森指数' },
  summary: {
    en: 'If all were shared equally, this share of the total could be done without and people would be as well off.',
    zh: '如果平均分配,总量减少这么大的比例,社会福利仍与现在相当。',
  },
  formula: '1 − EDE/μ, EDE = (mean x^(1−ε))^(1/(1−ε))',
  source: 'Atkinson 1970, Journal of Economic Theory 2(3)',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Epsilon is a value judgement: name it. From 1 on, one person with nothing makes the index 1.',
    zh: 'ε 是价值判断,必须注明。ε 大于等于 1 时,只要有一人为零,指数就是 1。',
  },
  input: { ...valueFields, epsilon: number('aversion to inequality', { min: 0 }) },
  compute: ({ values, epsilon, weights }) => atkinson(values, epsilon, weights),
})
