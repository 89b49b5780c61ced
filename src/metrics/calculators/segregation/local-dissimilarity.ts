import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoSpreads } from './two-groups.ts'

/**
 * What each unit adds to the dissimilarity index.
 * Source: the terms of Duncan & Duncan 1955, American Sociological Review 20(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns terms that sum to D, 0 for an empty unit; null if the group or everybody else is absent
 * @example localDissimilarity([8, 2, 0], [10, 10, 20]) // => [0.3666…, 0.0333…, 0.3333…]
 */
export function localDissimilarity(group: Numbers, total: Numbers): Float64Array | null {
  const spreads = twoSpreads(group, total)
  if (spreads === null) return null
  return spreads.ofGroup.map((share, i) => Math.abs(share - spreads.ofOthers[i]!) / 2)
}

export const localDissimilarityCalculator = defineCalculator({
  id: 'local-dissimilarity',
  title: { en: 'Local share of dissimilarity', zh: '各片区对相异指数的贡献' },
  summary: {
    en: 'Which districts make the dissimilarity index: the values of all districts sum to it.',
    zh: '相异指数由哪些片区造成:各片区的数值相加即为总指数。',
  },
  formula: '(1/2)|xᵢ/X − yᵢ/Y|',
  source: 'terms of Duncan & Duncan 1955, American Sociological Review 20(2)',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Large districts add more simply because more people live there; it does not say whether the group is over- or underrepresented.',
    zh: '人多的片区贡献自然大;数值也不说明该群体是偏多还是偏少。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => localDissimilarity(group, total),
})
