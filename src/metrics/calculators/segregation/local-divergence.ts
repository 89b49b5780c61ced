import { logRatio, type Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, sharesOfUnit } from './composition.ts'

/**
 * Divergence by unit: how surprising a unit's mix is to one who knows the city's (Kullback–Leibler).
 * Source: Roberto 2015, The Divergence Index, arXiv:1508.01167.
 *
 * @param counts people, one row a unit, one column a group
 * @returns nats, one value a unit, 0 if it mirrors the city; null for an empty unit
 * @example localDivergence([[10, 0], [0, 10]]) // => [0.693…, 0.693…]
 */
export function localDivergence(counts: Rows): (number | null)[] {
  const city = composition(counts)
  return Array.from(counts, row => {
    const shares = sharesOfUnit(row)
    if (city === null || shares === null) return null
    let total = 0
    for (let k = 0; k < city.groups; k++) {
      const share = shares[city.columns[k]!]!
      if (share > 0) total += share * logRatio(share, city.inCity[k]!)
    }
    return total
  })
}

export const localDivergenceCalculator = defineCalculator({
  id: 'local-divergence',
  title: { en: 'Local divergence', zh: '局部构成偏离' },
  summary: {
    en: 'How far each district’s mix departs from the city’s: 0 if it mirrors the city, large if it holds mostly people who are rare elsewhere.',
    zh: '每个片区的构成偏离全城的程度:与全城一致为 0;若多是别处少见的人,数值就大。',
  },
  formula: 'Σₖ pᵢₖ ln(pᵢₖ/Pₖ)',
  source: 'Roberto 2015, The Divergence Index, arXiv:1508.01167',
  unit: 'nats',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Noisy in small districts. Averaged over people it gives the city’s divergence index.',
    zh: '片区人数少时噪声大。按人口平均即得全城的构成偏离指数。',
  },
  input: countFields,
  compute: ({ counts }) => localDivergence(counts),
})
