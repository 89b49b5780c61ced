import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { numbers, optional } from '../input.ts'
import { curveOf, type LorenzCurve, lorenzAt, sharedOut, valueFields } from './distribution.ts'

/**
 * Lorenz curve: the share of the total that the poorest share of people has.
 * Source: Lorenz 1905, Publications of the American Statistical Association 9(70).
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out
 * @param at      shares of people at which to read the curve; if left out, all its points from (0, 0) to (1, 1)
 * @returns p, shares of people, and l, shares of the total; null if the list is empty or sums to 0
 * @example lorenzCurve([1, 3]) // => { p: [0, 0.5, 1], l: [0, 0.25, 1] }
 */
export function lorenzCurve(values: Numbers, weights?: Numbers, at?: Numbers): LorenzCurve | null {
  const whole = sharedOut(values, weights)
  if (whole === null) return null
  const curve = curveOf(whole)
  if (at === undefined) return curve
  return { p: Float64Array.from(at), l: Float64Array.from(at, share => lorenzAt(curve, share)) }
}

export const lorenzCurveCalculator = defineCalculator({
  id: 'lorenz-curve',
  title: { en: 'Lorenz curve', zh: '洛伦兹曲线' },
  summary: {
    en: 'The poorest p of people have the share l of the total: on the diagonal all are equal, below it some have more.',
    zh: '最穷的 p 比例的人占有总量的 l:落在对角线上为人人相同,越往下越不平等。',
  },
  formula: 'L(p) = share of the total held by the poorest p, linear between points',
  source: 'Lorenz 1905, Publications of the American Statistical Association 9(70)',
  unit: 'share',
  range: '0 to 1',
  better: 'higher',
  caveat: {
    en: 'Where two curves cross, no index can say which city is more equal without a judgement.',
    zh: '两条曲线相交时,不加价值判断就无法断定哪个城市更平等。',
  },
  input: { ...valueFields, at: optional(numbers('shares of people at which to read the curve', { min: 0, max: 1 })) },
  compute: ({ values, weights, at }) => lorenzCurve(values, weights, at),
})
