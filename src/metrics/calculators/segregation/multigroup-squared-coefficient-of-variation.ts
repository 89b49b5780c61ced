import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { composition, countFields, excess } from './composition.ts'

/**
 * Squared coefficient of variation of the groups' shares across units, averaged over groups alike, whatever their size.
 * Source: Reardon & Firebaugh 2002, Sociological Methodology 32.
 *
 * @param counts people, one row a unit, one column a group
 * @returns 0 to 1; null unless two groups exist
 * @example multigroupSquaredCoefficientOfVariation([[10, 0], [0, 10]]) // => 1
 */
export function multigroupSquaredCoefficientOfVariation(counts: Rows): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  let total = 0
  for (let i = 0; i < city.units; i++) {
    for (let k = 0; k < city.groups; k++) {
      const off = excess(city, city.inUnit, i, k)
      total += ((city.ofAll[i]! * off) / city.inCity[k]!) * off
    }
  }
  return total / (city.groups - 1)
}

export const multigroupSquaredCoefficientOfVariationCalculator = defineCalculator({
  id: 'multigroup-squared-coefficient-of-variation',
  title: { en: 'Squared coefficient of variation', zh: '变异系数平方指数' },
  summary: {
    en: 'How much the groups’ shares vary from district to district, small groups counting as much as large ones: 0 not at all, 1 fully separate.',
    zh: '各群体占比在片区之间的波动,小群体与大群体同等看待:0 为没有波动,1 为完全分开。',
  },
  formula: 'Σᵢ Σₖ tᵢ(pᵢₖ − Pₖ)² / (Pₖ T(K − 1))',
  source: 'Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'A tiny group can dominate it: by chance a few people always live unevenly.',
    zh: '极小的群体可能主导数值:人数很少时,分布不均往往只是偶然。',
  },
  input: countFields,
  compute: ({ counts }) => multigroupSquaredCoefficientOfVariation(counts),
})
