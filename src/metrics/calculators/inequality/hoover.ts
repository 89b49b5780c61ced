import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { sharedOut, valueFields } from './distribution.ts'

/**
 * Hoover index (Schutz, Robin Hood): the share of the total that would have to change hands to make all equal.
 * Source: Hoover 1936, Review of Economics and Statistics 18(4).
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @returns 0 (equal) to 1 − 1/n; null if the list is empty or sums to 0
 * @example hoover([0, 0, 0, 10]) // => 0.75
 */
export function hoover(values: Numbers, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  let moved = 0
  for (let i = 0; i < whole.values.length; i++) moved += whole.weights[i]! * Math.abs(whole.values[i]! - whole.mean)
  return moved / whole.weight / whole.mean / 2
}

export const hooverCalculator = defineCalculator({
  id: 'hoover',
  title: { en: 'Hoover index (Robin Hood)', zh: '胡佛指数(罗宾汉指数)' },
  summary: {
    en: 'This share of the total would have to pass from those above the mean to those below it to make all equal.',
    zh: '要让人人相同,总量中需要有这么大比例从高于平均的人转给低于平均的人。',
  },
  formula: 'Σ w|x − μ| / (2Wμ)',
  source: 'Hoover 1936, Review of Economics and Statistics 18(4)',
  unit: 'share',
  range: '0 to 1 − 1/n',
  better: 'lower',
  caveat: {
    en: 'Blind to transfers among people who are all above, or all below, the mean.',
    zh: '对同在均值以上或同在均值以下的人之间的转移毫无反应。',
  },
  input: valueFields,
  compute: ({ values, weights }) => hoover(values, weights),
})
