import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, whereLive } from './two-groups.ts'

/**
 * Interaction: the chance that a neighbour of a member of the group is not of the group; 1 − isolation.
 * Source: Massey & Denton 1988, Social Forces 67(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns from 0 to everybody else's share of the city; null if the group is absent
 * @example interaction([8, 2, 0], [10, 10, 20]) // => 0.32
 */
export function interaction(group: Numbers, total: Numbers): number | null {
  const shares = whereLive(group)
  if (shares === null) return null
  let met = 0
  for (let i = 0; i < group.length; i++) {
    if (group[i]! > 0) met += shares[i]! * ((total[i]! - group[i]!) / total[i]!)
  }
  return met
}

export const interactionCalculator = defineCalculator({
  id: 'interaction',
  title: { en: 'Interaction', zh: '接触度' },
  summary: {
    en: 'In the district of an average member of the group, this share of residents belongs to somebody else.',
    zh: '在该群体普通成员居住的片区里,其他群体的人占居民的这一比例。',
  },
  formula: 'Σᵢ (xᵢ/X)(yᵢ/tᵢ) = 1 − isolation',
  source: 'Massey & Denton 1988, Social Forces 67(2)',
  unit: 'share',
  range: "0 to everybody else's share of the city",
  better: 'higher',
  caveat: {
    en: 'It falls as the group grows, however people live. Sharing a district is a chance to meet, not a meeting.',
    zh: '群体人数增多,数值就会下降,与居住方式无关。住在同一片区只是有机会相遇,并不等于真正来往。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => interaction(group, total),
})
