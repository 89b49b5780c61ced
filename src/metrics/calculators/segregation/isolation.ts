import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, whereLive } from './two-groups.ts'

/**
 * Isolation: the chance that a neighbour of a member of the group, drawn from the same unit, is of the group too.
 * Source: Massey & Denton 1988, Social Forces 67(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns from the group's share of the city (even spread) to 1; null if the group is absent
 * @example isolation([8, 2, 0], [10, 10, 20]) // => 0.68
 */
export function isolation(group: Numbers, total: Numbers): number | null {
  const shares = whereLive(group)
  if (shares === null) return null
  let met = 0
  for (let i = 0; i < group.length; i++) {
    if (group[i]! > 0) met += shares[i]! * (group[i]! / total[i]!)
  }
  return met
}

export const isolationCalculator = defineCalculator({
  id: 'isolation',
  title: { en: 'Isolation', zh: '隔离度' },
  summary: {
    en: 'In the district of an average member of the group, this share of residents belongs to the group as well.',
    zh: '在该群体普通成员居住的片区里,同一群体的人占居民的这一比例。',
  },
  formula: 'Σᵢ (xᵢ/X)(xᵢ/tᵢ)',
  source: 'Massey & Denton 1988, Social Forces 67(2)',
  unit: 'share',
  range: "the group's share of the city to 1",
  better: 'lower',
  caveat: {
    en: "It rises with the group's size alone: compare it with the group's share of the city. Living together by choice is no injury.",
    zh: '群体人数增多,数值就会上升,应与该群体占全城的比例对照。自愿聚居并不等于受到伤害。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => isolation(group, total),
})
