import { pow } from '../../../lib/numeric.ts'
import { type Numbers, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { valueFields } from '../inequality/distribution.ts'
import { number } from '../input.ts'

/**
 * Foster–Greer–Thorbecke poverty: how many fall below the line, how far, and how unevenly.
 * Source: Foster, Greer & Thorbecke 1984, Econometrica 52(3).
 *
 * @param values  amounts, any order
 * @param line    poverty or sufficiency line, above 0; poor is strictly below it
 * @param alpha   ≥ 0: 0 the share who are poor, 1 depth (mean shortfall in lines), 2 severity
 * @param weights frequencies, same length, ones if left out
 * @returns 0 to 1 for values ≥ 0; null if the list is empty
 * @example fosterGreerThorbecke([0, 5, 10], 10, 1) // => 0.5
 */
export function fosterGreerThorbecke(values: Numbers, line: number, alpha: number, weights?: Numbers): number | null {
  const people = weightsFor(values.length, weights)
  let all = 0
  let poverty = 0
  for (let i = 0; i < values.length; i++) {
    all += people[i]!
    if (people[i]! > 0 && values[i]! < line) poverty += people[i]! * pow((line - values[i]!) / line, alpha)
  }
  return all > 0 ? poverty / all : null
}

export const fosterGreerThorbeckeCalculator = defineCalculator({
  id: 'foster-greer-thorbecke',
  title: { en: 'Below the line (Foster–Greer–Thorbecke)', zh: '低于保障线的程度(FGT 指数)' },
  summary: {
    en: 'With alpha 0 the share of people below the line; with 1 how far below it people are on average; with 2 the poorest count most.',
    zh: 'α 取 0 时是低于保障线的人口比例;取 1 时是平均缺口;取 2 时更看重最穷的人。',
  },
  formula: 'mean of ((z − x)/z)^α over everybody, 0 for x ≥ z',
  source: 'Foster, Greer & Thorbecke 1984, Econometrica 52(3)',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'With alpha 0, helping the nearly safe looks best and the poorest are forgotten: show 0 and 1 together.',
    zh: 'α 为 0 时,帮助刚好差一点的人最“划算”,最穷的人会被忽视:应同时给出 0 和 1。',
  },
  input: {
    ...valueFields,
    line: number('poverty or sufficiency line, in the unit of the values', { above: 0 }),
    alpha: number('0 counts the poor, 1 their shortfall, 2 weighs the poorest more', { min: 0 }),
  },
  compute: ({ values, line, alpha, weights }) => fosterGreerThorbecke(values, line, alpha, weights),
})
