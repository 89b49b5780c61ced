import { halfMeanDifference, type Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, excess, interactionOf } from './composition.ts'

/**
 * Multigroup Gini index of segregation: differences between units in every group's share, against the greatest possible.
 * Source: Reardon & Firebaugh 2002, Sociological Methodology 32. O(K n log n).
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 to 1; null unless two groups exist
 * @example multigroupGini([[1, 2], [3, 1]]) // => 0.4166…
 */
export function multigroupGini(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  const shares = new Float64Array(city.units)
  let difference = 0
  for (let k = 0; k < city.groups; k++) {
    for (let i = 0; i < city.units; i++) shares[i] = excess(city, city.inUnit, i, k)
    difference += halfMeanDifference(shares, city.ofAll)
  }
  return difference / interactionOf(city)
}

export const multigroupGiniCalculator = defineCalculator({
  id: 'multigroup-gini',
  title: { en: 'Multigroup Gini index of segregation', zh: '多群体隔离基尼系数' },
  summary: {
    en: 'How unequal districts are in their mix of all groups: 0 if all have the same mix, 1 if each holds one group only.',
    zh: '各片区在群体构成上的差别有多大:构成都相同为 0,每个片区只有一个群体为 1。',
  },
  formula: 'Σₖ Σᵢ Σⱼ tᵢtⱼ|pᵢₖ − pⱼₖ| / (2T² I)',
  source: 'Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'It hides which groups live apart, ignores where districts lie, and rises by chance in small units.',
    zh: '看不出是哪些群体彼此分开,不考虑片区位置,单元过小会因偶然而偏高。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupGini(counts),
})
