import { exp } from '../../../lib/numeric.ts'
import { expm1, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { type Distribution, relativeLogs, sharedOut, valueFields } from './distribution.ts'

/** GE(α) of a distribution with a positive total; null where a zero makes it undefined or it is past all numbers. */
export function generalizedEntropyOf(whole: Distribution, alpha: number): number | null {
  const { weights, weight } = whole
  const logs = relativeLogs(whole)
  if (alpha <= 0 && logs.includes(Number.NEGATIVE_INFINITY)) return null
  // the power nearer 0 or 1 is taken as e^u − 1, so that alphas close to Theil's two lose no digits
  const nearL = Math.abs(alpha) <= Math.abs(alpha - 1)
  let total = 0
  for (let i = 0; i < logs.length; i++) {
    const v = logs[i]!
    let term: number
    if (v === Number.NEGATIVE_INFINITY) term = nearL ? -1 : 0
    else if (alpha === 0) term = -v
    else if (alpha === 1) term = exp(v) * v
    else if (nearL) term = expm1(alpha * v)
    else term = exp(v) * expm1((alpha - 1) * v)
    total += weights[i]! * term
  }
  const mean = total / weight
  const entropy = alpha === 0 || alpha === 1 ? mean : mean / (alpha * (alpha - 1))
  return Number.isFinite(entropy) ? entropy : null
}

/**
 * Generalized entropy: the family to which Theil's two belong. A small alpha listens to the bottom, a large one to the top.
 * Source: Shorrocks 1980, Econometrica 48(3).
 *
 * @param values  amounts ≥ 0, any order
 * @param alpha   any number; 0 is Theil's L, 1 Theil's T, 2 half the squared coefficient of variation
 * @param weights frequencies, same length, ones if left out
 * @returns 0 (equal) and up; null if the list is empty or sums to 0, or a value is 0 and alpha ≤ 0
 * @example generalizedEntropy([0, 0, 0, 10], 2) // => 1.5
 */
export function generalizedEntropy(values: Numbers, alpha: number, weights?: Numbers): number | null {
  const whole = sharedOut(values, weights)
  return whole === null ? null : generalizedEntropyOf(whole, alpha)
}

export const generalizedEntropyCalculator = defineCalculator({
  id: 'generalized-entropy',
  title: { en: 'Generalized entropy', zh: '广义熵指数' },
  summary: {
    en: 'Inequality with a dial: alpha below 1 listens to the poor, above 1 to the rich. 0 is equality.',
    zh: '带“旋钮”的不平等指标:α 小于 1 更关注穷人,大于 1 更关注富人。人人相同为 0。',
  },
  formula: '(mean (x/μ)^α − 1)/(α(α − 1)); Theil L at 0, Theil T at 1',
  source: 'Shorrocks 1980, Econometrica 48(3)',
  unit: 'index',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Values for different alpha cannot be compared; a large alpha lets a single rich person decide.',
    zh: '不同 α 的数值不能比较;α 很大时,一个富人就能决定结果。',
  },
  input: { ...valueFields, alpha: number('which end counts: small the bottom, large the top') },
  compute: ({ values, alpha, weights }) => generalizedEntropy(values, alpha, weights),
})
