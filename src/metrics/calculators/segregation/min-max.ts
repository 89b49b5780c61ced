import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoSpreads } from './two-groups.ts'

/**
 * Min-max index: one minus the overlap of the two groups' distributions over their union; 2D/(1 + D).
 * Source: O'Sullivan & Wong 2007, Geographical Analysis 39(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns 0 to 1; null if the group or everybody else is absent
 * @example minMax([8, 2, 0], [10, 10, 20]) // => 0.8461…
 */
export function minMax(group: Numbers, total: Numbers): number | null {
  const city = twoSpreads(group, total)
  if (city === null) return null
  let apart = 0
  let union = 0
  for (let i = 0; i < group.length; i++) {
    const ours = city.ofGroup[i]!
    const theirs = city.ofOthers[i]!
    apart += Math.abs(ours - theirs)
    union += Math.max(ours, theirs)
  }
  return apart / union
}

export const minMaxCalculator = defineCalculator({
  id: 'min-max',
  title: { en: 'Min-max index', zh: '最小-最大指数' },
  summary: {
    en: 'Lay the maps of the two groups over each other: this share of the covered area is not common to both.',
    zh: '把两个群体的分布图叠在一起:覆盖范围中有这么大比例不是两者共有的。',
  },
  formula: '1 − Σᵢ min(xᵢ/X, yᵢ/Y) / Σᵢ max(xᵢ/X, yᵢ/Y) = 2D/(1+D)',
  source: "O'Sullivan & Wong 2007, Geographical Analysis 39(2)",
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'It ranks cities as dissimilarity does, only on another scale; do not count the two as separate evidence.',
    zh: '它对城市的排序与相异指数完全一致,只是刻度不同,不能当作另一份独立证据。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => minMax(group, total),
})
