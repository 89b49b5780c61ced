import { entropyOfTwo, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoGroups } from './two-groups.ts'

/**
 * Theil's H for two groups: how much less mixed the units are than the city, as a share of the city's own mix.
 * Sources: Theil & Finizza 1971; Massey & Denton 1988, Social Forces 67(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns 0 (every unit mirrors the city) to 1 (no unit is mixed); null if the group or everybody else is absent
 * @example informationTheory([10, 0], [10, 10]) // => 1
 */
export function informationTheory(group: Numbers, total: Numbers): number | null {
  const city = twoGroups(group, total)
  if (city === null) return null
  const whole = entropyOfTwo(city.inCity, city.restOfCity)
  let within = 0
  for (let i = 0; i < group.length; i++) {
    within += city.ofAll[i]! * (whole - entropyOfTwo(city.inUnit[i]!, city.restOfUnit[i]!))
  }
  return whole > 0 ? within / whole : null
}

export const informationTheoryCalculator = defineCalculator({
  id: 'information-theory',
  title: { en: "Information theory index (Theil's H)", zh: '信息论指数(泰尔 H)' },
  summary: {
    en: 'How much of the city’s mix is lost inside its districts: 0 if every district mirrors the city, 1 if none is mixed.',
    zh: '全城的混合程度在片区内部丢失了多少:每个片区都与全城一样为 0,没有任何混居的片区为 1。',
  },
  formula: 'Σᵢ tᵢ(E − Eᵢ)/(E T), E = −P ln P − (1−P) ln(1−P)',
  source: 'Theil & Finizza 1971; Massey & Denton 1988, Social Forces 67(2)',
  unit: 'share of the city’s entropy',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Small units inflate it too, though less than dissimilarity. It ignores where the districts lie.',
    zh: '单元过小同样会抬高数值,只是程度轻于相异指数。它不考虑片区的位置关系。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => informationTheory(group, total),
})
