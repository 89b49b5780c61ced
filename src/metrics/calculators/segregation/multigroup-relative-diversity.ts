import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, excess, interactionOf } from './composition.ts'

/**
 * Relative diversity: how much rarer a mixed pair of neighbours is within units than in the city.
 * Sources: Carlson 1992; Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 to 1; null unless two groups exist
 * @example multigroupRelativeDiversity([[10, 0], [0, 10]]) // => 1
 */
export function multigroupRelativeDiversity(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  const interaction = interactionOf(city)
  let between = 0
  for (let i = 0; i < city.units; i++) {
    for (let k = 0; k < city.groups; k++) {
      const off = excess(city, city.inUnit, i, k)
      between += ((city.ofAll[i]! * off) / interaction) * off
    }
  }
  return between
}

export const multigroupRelativeDiversityCalculator = defineCalculator({
  id: 'multigroup-relative-diversity',
  title: { en: 'Relative diversity index', zh: '相对多样性指数' },
  summary: {
    en: 'Two neighbours of one district are of different groups less often than two people of the whole city: by this share.',
    zh: '同一片区的两个人属于不同群体的机会,比从全城任取两人要少这么大比例。',
  },
  formula: 'Σᵢ Σₖ tᵢ(pᵢₖ − Pₖ)² / (T I)',
  source: 'Carlson 1992; Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Squares make it speak mostly of large groups; a small group that lives apart hardly shows.',
    zh: '由于取平方,它主要反映大群体;人数少的群体即使独居一处也不明显。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupRelativeDiversity(counts),
})
