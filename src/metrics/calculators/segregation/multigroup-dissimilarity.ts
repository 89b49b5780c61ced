import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, excess, interactionOf } from './composition.ts'

/**
 * Multigroup dissimilarity: the share of people who would have to move for every unit to mirror the city, against the
 * greatest possible.
 * Sources: Sakoda 1981, Demography 18(2); Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 to 1; null unless two groups exist
 * @example multigroupDissimilarity([[10, 0], [0, 10]]) // => 1
 */
export function multigroupDissimilarity(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  let apart = 0
  for (let i = 0; i < city.units; i++) {
    for (let k = 0; k < city.groups; k++) apart += city.ofAll[i]! * Math.abs(excess(city, city.inUnit, i, k))
  }
  return apart / (2 * interactionOf(city))
}

export const multigroupDissimilarityCalculator = defineCalculator({
  id: 'multigroup-dissimilarity',
  title: { en: 'Multigroup dissimilarity', zh: '多群体相异指数' },
  summary: {
    en: 'With several groups at once: how far people would have to be moved for each district to mirror the city. 0 is evenly mixed, 1 fully separate.',
    zh: '同时考虑多个群体:要让每个片区的构成都与全城一样,需要搬动多少人。0 为均匀混合,1 为完全分开。',
  },
  formula: 'Σᵢ Σₖ tᵢ|pᵢₖ − Pₖ| / (2T I), I = Σₖ Pₖ(1−Pₖ)',
  source: 'Sakoda 1981, Demography 18(2); Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'One number for all pairs of groups hides which of them live apart. Small units raise it by chance.',
    zh: '用一个数概括所有群体,看不出究竟是哪些群体彼此分开。单元过小会因偶然而偏高。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupDissimilarity(counts),
})
