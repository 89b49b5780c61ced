import { halfMeanDifference, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoGroups } from './two-groups.ts'

/**
 * Gini index of segregation: the mean difference between units in the group's share, against its greatest possible.
 * Source: Massey & Denton 1988, Social Forces 67(2). O(n log n).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns 0 to 1; null if the group or everybody else is absent
 * @example giniSegregation([8, 2, 0], [10, 10, 20]) // => 0.8666…
 */
export function giniSegregation(group: Numbers, total: Numbers): number | null {
  const city = twoGroups(group, total)
  if (city === null) return null
  // the smaller side's shares are the accurate ones
  const [shares, small, large] =
    city.inCity <= city.restOfCity
      ? [city.inUnit, city.inCity, city.restOfCity]
      : [city.restOfUnit, city.restOfCity, city.inCity]
  return halfMeanDifference(shares, city.ofAll) / small / large
}

export const giniSegregationCalculator = defineCalculator({
  id: 'gini-segregation',
  title: { en: 'Gini index of segregation', zh: '隔离基尼系数' },
  summary: {
    en: 'How unequal districts are in their share of the group: 0 if all have the same share, 1 if each is all or nothing.',
    zh: '各片区在该群体占比上的差别有多大:各处占比相同为 0,要么全是、要么全不是则为 1。',
  },
  formula: 'Σᵢ Σⱼ tᵢtⱼ|pᵢ − pⱼ| / (2T² P(1−P))',
  source: 'Massey & Denton 1988, Social Forces 67(2)',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Small units raise it by chance alone, and it ignores where the districts lie.',
    zh: '单元过小时,偶然因素就会抬高数值;它不考虑片区的位置关系。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => giniSegregation(group, total),
})
