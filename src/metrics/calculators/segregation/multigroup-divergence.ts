import { logRatio, type Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { type Composition, composition, countFields, dominated } from './composition.ts'
import { deviance } from './hypergeometric.ts'

/** Σᵢ (tᵢ/T) Σₖ pᵢₖ ln(pᵢₖ/Pₖ), in nats. */
export function divergenceOf(city: Composition): number {
  const small = dominated(city)
  let total = 0
  for (let i = 0, at = 0; i < city.units; i++) {
    let here = 0
    for (let k = 0; k < city.groups; k++, at++) {
      const share = city.inUnit[at]!
      // with p − P taken off, which sums to 0, no term is below 0 and small sums keep their digits
      if (small) here += deviance(share, city.inCity[k]!)
      else if (share > 0) here += share * logRatio(share, city.inCity[k]!)
    }
    total += city.ofAll[i]! * here
  }
  return total
}

/**
 * Divergence index: how surprising the units' mix is to one who knows the city's, averaged over people.
 * Source: Roberto 2015, The Divergence Index, arXiv:1508.01167.
 *
 * @param counts people, one row a unit, one column a group
 * @returns nats, from 0 to the city's entropy; 0 with one group; null if there is nobody
 * @example multigroupDivergence([[10, 0], [0, 10]]) // => 0.693…, ln 2
 */
export function multigroupDivergence(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null) return null
  return city.groups < 2 ? 0 : divergenceOf(city)
}

export const multigroupDivergenceCalculator = defineCalculator({
  id: 'multigroup-divergence',
  title: { en: 'Divergence index', zh: '离散指数(构成偏离)' },
  summary: {
    en: 'How far the mix of people’s own districts departs from the mix of the city: 0 if every district mirrors it.',
    zh: '人们所住片区的构成偏离全城构成的程度:每个片区都与全城一致时为 0。',
  },
  formula: 'Σᵢ (tᵢ/T) Σₖ pᵢₖ ln(pᵢₖ/Pₖ)',
  source: 'Roberto 2015, The Divergence Index, arXiv:1508.01167',
  unit: 'nats',
  range: '0 to the city’s entropy',
  better: 'lower',
  caveat: {
    en: 'Its top depends on the city’s diversity, so cities of different mix should be compared by H instead.',
    zh: '上限取决于全城的多样性,构成不同的城市宜用 H 比较。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupDivergence(counts),
})
