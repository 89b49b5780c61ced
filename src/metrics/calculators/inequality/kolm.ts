import { type Numbers, powerMeanExcess } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number, numbers } from '../input.ts'
import { distribution, valueFields } from './distribution.ts'

/**
 * Kolm index: what each person could give up, in money, were the rest shared equally. Unlike the others it is absolute:
 * the same raise for all leaves it as it is, doubling all incomes does not.
 * Source: Kolm 1976, Journal of Economic Theory 12(3).
 *
 * @param values  amounts, negative ones too, any order
 * @param alpha   aversion to inequality, above 0, in 1 over the unit of the values
 * @param weights frequencies, same length, ones if left out
 * @returns unit of the values, 0 (equal) and up; null if the list is empty
 * @example kolm([-3, 0, 5, 2], 0.5) // => 1.788…
 */
export function kolm(values: Numbers, alpha: number, weights?: Numbers): number | null {
  const whole = distribution(values, weights)
  return whole === null ? null : -powerMeanExcess(whole.raw, whole.weights, -alpha)
}

export const kolmCalculator = defineCalculator({
  id: 'kolm',
  title: { en: 'Kolm index', zh: '科尔姆指数' },
  summary: {
    en: 'In money: if all were shared equally, each person could do with this much less and be as well off.',
    zh: '以货币计:如果平均分配,每人减少这么多钱,社会福利仍与现在相当。',
  },
  formula: '(1/α) ln mean e^(α(μ − x))',
  source: 'Kolm 1976, Journal of Economic Theory 12(3)',
  unit: 'unit of the values',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Choose alpha to suit the currency unit: 0.00001 for yearly incomes in tens of thousands. It grows as all incomes grow.',
    zh: 'α 要与货币单位相称:年收入以万计时可取 0.00001。所有收入同比增长时它也会增大。',
  },
  input: {
    values: numbers('income or another good, by person or household'),
    weights: valueFields.weights,
    alpha: number('aversion to inequality, in 1 over the unit of the values', { above: 0 }),
  },
  compute: ({ values, alpha, weights }) => kolm(values, alpha, weights),
})
