import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, sharesOfUnit } from './composition.ts'

/**
 * Location quotients: a group's share of each unit against its share of the city.
 * Source: Florence 1939; Isard 1960, Methods of Regional Analysis.
 *
 * @param counts people, one row a unit, one column a group
 * @returns same shape; 1 is as in the city, 2 twice as common; null for an empty unit or an empty group
 * @example locationQuotient([[10, 0], [0, 10]]) // => [[2, 0], [0, 2]]
 */
export function locationQuotient(counts: Rows): (number | null)[][] {
  const city = composition(counts)
  return Array.from(counts, row => {
    const quotients: (number | null)[] = new Array(row.length).fill(null)
    const shares = sharesOfUnit(row)
    if (city === null || shares === null) return quotients
    for (let k = 0; k < city.groups; k++) {
      const column = city.columns[k]!
      quotients[column] = shares[column]! / city.inCity[k]!
    }
    return quotients
  })
}

export const locationQuotientCalculator = defineCalculator({
  id: 'location-quotient',
  title: { en: 'Location quotient', zh: '区位商' },
  summary: {
    en: 'How many times more common a group is in a district than in the whole city: 1 is the same, 2 twice, ½ half.',
    zh: '某群体在片区中的占比是全城占比的几倍:1 为相同,2 为两倍,0.5 为一半。',
  },
  formula: '(cᵢₖ/tᵢ)/Pₖ',
  source: 'Florence 1939; Isard 1960, Methods of Regional Analysis',
  unit: 'ratio',
  range: '0 to 1/Pₖ',
  better: 'to 1',
  caveat: {
    en: 'For maps only: with few people in a district it jumps about. A quarter chosen for mutual aid is no injury.',
    zh: '只适合用于地图:片区人数少时波动很大。为互相照应而自愿聚居并非坏事。',
  },
  input: countFields,
  compute: ({ counts }) => locationQuotient(counts),
})
