import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoGroups } from './two-groups.ts'

/**
 * Correlation ratio, eta squared: isolation freed of the group's size. The share of the variance of membership that
 * lies between units; computed as Σ tᵢ(pᵢ − P)² / (T P(1−P)), where nothing cancels.
 * Source: Massey & Denton 1988, Social Forces 67(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns 0 to 1; null if the group or everybody else is absent
 * @example correlationRatio([8, 2, 0], [10, 10, 20]) // => 0.5733…
 */
export function correlationRatio(group: Numbers, total: Numbers): number | null {
  const city = twoGroups(group, total)
  if (city === null) return null
  const groupIsSmaller = city.inCity <= city.restOfCity
  const shares = groupIsSmaller ? city.inUnit : city.restOfUnit
  const small = groupIsSmaller ? city.inCity : city.restOfCity
  const large = groupIsSmaller ? city.restOfCity : city.inCity
  let between = 0
  for (let i = 0; i < shares.length; i++) {
    const excess = shares[i]! - small
    between += ((city.ofAll[i]! * excess) / small) * (excess / large)
  }
  return between
}

export const correlationRatioCalculator = defineCalculator({
  id: 'correlation-ratio',
  title: { en: 'Correlation ratio (eta squared)', zh: '相关比(η²)' },
  summary: {
    en: 'How far your district gives away your group: 0 if it says nothing, 1 if it says all.',
    zh: '知道一个人住在哪个片区,能在多大程度上猜出他属于哪个群体:完全猜不出为 0,完全猜得出为 1。',
  },
  formula: '(isolation − P)/(1 − P)',
  source: 'Massey & Denton 1988, Social Forces 67(2)',
  unit: 'share of variance',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Freed of the group’s size on average, not of the size of units: small units raise it by chance.',
    zh: '它大体消除了群体人数的影响,但没有消除单元大小的影响:单元过小会因偶然而偏高。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => correlationRatio(group, total),
})
