import { exp } from '../../../lib/numeric.ts'
import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { sharedOut, valueFields } from '../inequality/distribution.ts'
import { logEquivalentToMean } from '../inequality/equally-distributed.ts'
import { number } from '../input.ts'

/**
 * Equally-distributed equivalent: the amount which, had by all, would be worth as much as what people have now.
 * Source: Atkinson 1970, Journal of Economic Theory 2(3).
 *
 * @param values  amounts ≥ 0, any order
 * @param epsilon aversion to inequality, ≥ 0; 0 gives the mean, 1 the geometric mean, large values near the minimum
 * @param weights frequencies, same length, ones if left out
 * @returns unit of the values; 0 if epsilon ≥ 1 and any value is 0; null if the list is empty or sums to 0
 * @example atkinsonEde([1, 4], 1) // => 2
 */
export function atkinsonEde(values: Numbers, epsilon: number, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  return whole === null ? null : exp(logEquivalentToMean(whole, epsilon)) * whole.mean * whole.unit
}

export const atkinsonEdeCalculator = defineCalculator({
  id: 'atkinson-ede',
  title: { en: 'Equally-distributed equivalent', zh: '平均分配等价值' },
  summary: {
    en: 'If everybody had exactly this much, people together would be as well off as they are now with unequal shares.',
    zh: '如果人人都恰好有这么多,社会整体福利就与现在不平等时相当。',
  },
  formula: '(mean x^(1−ε))^(1/(1−ε)); e^(mean ln x) at ε = 1',
  source: 'Atkinson 1970, Journal of Economic Theory 2(3)',
  unit: 'unit of the values',
  range: '0 to the mean',
  better: 'higher',
  caveat: {
    en: 'Epsilon is a value judgement: name it. From 1 on, one person with nothing makes it 0.',
    zh: 'ε 是价值判断,必须注明。ε 大于等于 1 时,只要有一人为零,结果就是 0。',
  },
  input: { ...valueFields, epsilon: number('aversion to inequality', { min: 0 }) },
  compute: ({ values, epsilon, weights }) => atkinsonEde(values, epsilon, weights),
})
