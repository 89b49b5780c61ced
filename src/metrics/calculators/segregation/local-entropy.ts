import { log } from '../../../lib/numeric.ts'
import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { countFields, entropyAt, sharesOfUnit } from './composition.ts'

/**
 * Local entropy: how evenly a unit is shared among the K groups asked about, empty ones included.
 * Source: Theil 1972, Statistical Decomposition Analysis.
 *
 * @param counts people, one row a unit, one column a group
 * @returns one value a unit from 0 (one group) to 1 (all alike); null for an empty unit, or everywhere if K < 2
 * @example localEntropy([[10, 0], [5, 5]]) // => [0, 1]
 */
export function localEntropy(counts: Rows): (number | null)[] {
  return Array.from(counts, row => {
    const shares = row.length < 2 ? null : sharesOfUnit(row)
    return shares === null ? null : entropyAt(shares, 0, shares.length) / log(shares.length)
  })
}

export const localEntropyCalculator = defineCalculator({
  id: 'local-entropy',
  title: { en: 'Local entropy', zh: '局部熵' },
  summary: {
    en: 'How mixed each district is: 0 if all its people are of one group, 1 if all groups are equally large.',
    zh: '每个片区的混合程度:只有一个群体为 0,各群体人数相等为 1。',
  },
  formula: '−Σₖ pᵢₖ ln pᵢₖ / ln K',
  source: 'Theil 1972, Statistical Decomposition Analysis',
  unit: 'share of the greatest entropy',
  range: '0 to 1',
  better: 'higher',
  caveat: {
    en: 'The most mixed district need not look like the city: where one group is large, an even mix is unusual.',
    zh: '最混合的片区未必像全城:如果某个群体占多数,各群体均等反而少见。',
  },
  input: countFields,
  compute: ({ counts }) => localEntropy(counts),
})
