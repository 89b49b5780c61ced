import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, entropyOf } from './composition.ts'

/**
 * Diversity of the whole city: Shannon entropy of its groups. No measure of segregation; it is what H divides by.
 * Source: Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns nats, from 0 (one group) to ln K (K groups of equal size); null if there is nobody
 * @example multigroupDiversity([[10, 0], [0, 10]]) // => 0.693…, ln 2
 */
export function multigroupDiversity(counts: Rows): number | null {
  const city = composition(counts)
  return city === null ? null : city.groups < 2 ? 0 : entropyOf(city)
}

export const multigroupDiversityCalculator = defineCalculator({
  id: 'multigroup-diversity',
  title: { en: 'Diversity of the city', zh: '全城多样性' },
  summary: {
    en: 'How many-sided the city as a whole is: 0 if all are of one group, most if all groups are equally large. It says nothing of who lives where.',
    zh: '全城的群体构成有多丰富:只有一个群体为 0,各群体人数相等时最大。它不说明谁住在哪里。',
  },
  formula: 'E = −Σₖ Pₖ ln Pₖ',
  source: 'Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'nats',
  range: '0 to ln K',
  better: 'none',
  caveat: {
    en: 'A diverse city can be fully segregated. Splitting a group into two raises it.',
    zh: '多样的城市也可能完全隔离。把一个群体拆成两个,数值就会升高。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupDiversity(counts),
})
