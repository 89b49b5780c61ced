import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { curveOf, distribution, lorenzAt, valueFields } from '../inequality/distribution.ts'

/** How the worst-off fare. */
export type WorstOff = {
  /** the least anybody has */
  readonly minimum: number
  /** the least as a share of the mean */
  readonly minimumToMean: number | null
  /** share of the total that the poorest tenth has */
  readonly bottomDecileShare: number | null
  /** mean of the poorest tenth, in the unit of the values */
  readonly bottomDecileMean: number | null
}

/**
 * How the worst-off fare: the least, and the poorest tenth.
 * Source: Rawls 1971, A Theory of Justice (the difference principle).
 *
 * @param values  amounts ≥ 0, any order
 * @param weights frequencies, same length, ones if left out; values of weight 0 are nobody's
 * @returns the shares are null if the total is 0; null as a whole if the list is empty
 * @example rawlsMinimum([5, 5, 5, 5]) // => { minimum: 5, minimumToMean: 1, bottomDecileShare: 0.1, bottomDecileMean: 5 }
 */
export function rawlsMinimum(values: Numbers, weights?: Numbers): WorstOff | null {
  const whole = distribution(values, weights)
  if (whole === null) return null
  const minimum = whole.raw.reduce((least, value) => (value < least ? value : least))
  if (!(whole.total > 0)) return { minimum, minimumToMean: null, bottomDecileShare: null, bottomDecileMean: null }
  const share = lorenzAt(curveOf(whole), 0.1)
  return {
    minimum,
    minimumToMean: minimum / whole.unit / whole.mean,
    bottomDecileShare: share,
    bottomDecileMean: (share / 0.1) * whole.mean * whole.unit,
  }
}

export const rawlsMinimumCalculator = defineCalculator({
  id: 'rawls-minimum',
  title: { en: 'The worst-off', zh: '处境最差者' },
  summary: {
    en: 'What the least well-off person has, alone and against the mean, and what the poorest tenth has, as a share of all and as a mean.',
    zh: '处境最差的人拥有多少、与平均相比如何;最低十分之一人群占总量多少、平均有多少。',
  },
  formula: 'min x; min x/μ; L(0.1); L(0.1)·μ/0.1',
  source: 'Rawls 1971, A Theory of Justice',
  unit: 'unit of the values, and shares',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'The single minimum is one household’s luck: rest judgements on the bottom tenth. It rises when the poorest leave the city.',
    zh: '最小值只是一户人家的运气,判断应看最低十分之一。最穷的人离开城市时,数值也会上升。',
  },
  input: valueFields,
  compute: ({ values, weights }) => rawlsMinimum(values, weights),
})
