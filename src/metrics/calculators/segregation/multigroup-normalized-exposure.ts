import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, excess } from './composition.ts'

/**
 * Normalized exposure: how much less each group meets the others than an even spread would let it, averaged over groups
 * by size.
 * Sources: James 1986; Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 to 1; null unless two groups exist
 * @example multigroupNormalizedExposure([[10, 0], [0, 10]]) // => 1
 */
export function multigroupNormalizedExposure(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  let total = 0
  for (let i = 0; i < city.units; i++) {
    for (let k = 0; k < city.groups; k++) {
      const off = excess(city, city.inUnit, i, k)
      total += ((city.ofAll[i]! * off) / city.restOfCity[k]!) * off
    }
  }
  return total
}

export const multigroupNormalizedExposureCalculator = defineCalculator({
  id: 'multigroup-normalized-exposure',
  title: { en: 'Normalized exposure index', zh: '标准化接触指数' },
  summary: {
    en: 'How much less the groups meet each other in their districts than they would if all lived spread alike: 0 no less, 1 not at all.',
    zh: '与均匀分布相比,各群体在片区中彼此接触减少了多少:0 为没有减少,1 为完全不接触。',
  },
  formula: 'Σᵢ Σₖ tᵢ(pᵢₖ − Pₖ)² / (T(1 − Pₖ))',
  source: 'James 1986; Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'A mean over groups: one may be isolated while the number stays small.',
    zh: '这是各群体的平均:某个群体可能很孤立,而总数仍然很小。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupNormalizedExposure(counts),
})
