import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, entropyOf } from './composition.ts'
import { divergenceOf } from './multigroup-divergence.ts'

/**
 * Theil's H for several groups: divergence of the units from the city as a share of the city's entropy.
 * Source: Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 (every unit mirrors the city) to 1 (no unit is mixed); null unless two groups exist
 * @example multigroupInformationTheory([[10, 0], [0, 10]]) // => 1
 */
export function multigroupInformationTheory(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  const entropy = entropyOf(city)
  return entropy > 0 ? divergenceOf(city) / entropy : null
}

export const multigroupInformationTheoryCalculator = defineCalculator({
  id: 'multigroup-information-theory',
  title: { en: 'Multigroup information theory index (H)', zh: '多群体信息论指数(H)' },
  summary: {
    en: 'How much of the city’s mix of groups is lost inside its districts: 0 none of it, 1 all of it.',
    zh: '全城的群体混合在片区内部丢失了多少:0 为毫无损失,1 为全部丢失。',
  },
  formula: 'Σᵢ Σₖ tᵢ pᵢₖ ln(pᵢₖ/Pₖ) / (T E), E = −Σₖ Pₖ ln Pₖ',
  source: 'Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'share of the city’s entropy',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'It moves when the city’s own mix changes, even if districts stay as they are. Splitting a group changes it.',
    zh: '即使片区不变,全城构成变化也会使它变化;把一个群体拆细也会改变数值。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupInformationTheory(counts),
})
