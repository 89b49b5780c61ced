import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts } from '../input.ts'
import { whereLive } from './two-groups.ts'

/**
 * Exposure of one group to another: the share of the other group in the unit of an average member.
 * Source: Massey & Denton 1988, Social Forces 67(2).
 *
 * @param group people of the group, one entry a unit
 * @param other people of the group that is met, same length
 * @param total all people, same length
 * @returns a share from 0 to 1; null if the group is absent
 * @example exposure([8, 2, 0], [1, 4, 10], [10, 10, 20]) // => 0.16
 */
export function exposure(group: Numbers, other: Numbers, total: Numbers): number | null {
  const shares = whereLive(group)
  if (shares === null) return null
  let met = 0
  for (let i = 0; i < group.length; i++) {
    if (group[i]! > 0) met += shares[i]! * (other[i]! / total[i]!)
  }
  return met
}

export const exposureCalculator = defineCalculator({
  id: 'exposure',
  title: { en: 'Exposure to another group', zh: '对另一群体的接触度' },
  summary: {
    en: 'In the district of an average member of the first group, this share of residents belongs to the second.',
    zh: '在第一个群体普通成员居住的片区里,第二个群体的人占居民的这一比例。',
  },
  formula: 'Σᵢ (xᵢ/X)(bᵢ/tᵢ)',
  source: 'Massey & Denton 1988, Social Forces 67(2)',
  unit: 'share',
  range: '0 to 1',
  better: 'higher',
  caveat: {
    en: 'It depends on how large the other group is. It differs by direction: a small group meets a large one more than the reverse.',
    zh: '数值受另一群体人数的影响。两个方向并不相同:小群体接触大群体的机会多于反过来。',
  },
  input: {
    group: amounts('people of the group, by unit'),
    total: amounts('all people, by unit', { length: 'group', atLeast: 'group' }),
    other: amounts('people of the other group, by unit', { length: 'group', atMost: 'total' }),
  },
  compute: ({ group, other, total }) => exposure(group, other, total),
})
