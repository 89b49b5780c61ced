import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { twoGroupFields, twoSpreads } from './two-groups.ts'

/**
 * Dissimilarity index D: the share of the group that would have to move to another unit for both to be spread alike.
 * 0 is evenly mixed, 1 fully separate.
 * Source: Duncan & Duncan 1955, American Sociological Review 20(2).
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length, each at least the group's
 * @returns a share from 0 to 1; null if the group or everybody else is absent
 * @example dissimilarity([8, 2, 0], [10, 10, 20]) // => 0.7333…
 */
export function dissimilarity(group: Numbers, total: Numbers): number | null {
  const spreads = twoSpreads(group, total)
  if (spreads === null) return null
  let difference = 0
  for (let i = 0; i < group.length; i++) difference += Math.abs(spreads.ofGroup[i]! - spreads.ofOthers[i]!)
  return difference / 2
}

export const dissimilarityCalculator = defineCalculator({
  id: 'dissimilarity',
  title: { en: 'Dissimilarity index', zh: '相异指数' },
  summary: {
    en: 'Of the group, this share would have to move to another district before it lived spread like everybody else.',
    zh: '要让这个群体与其他居民的分布一致,群体中需要有这么大比例的人搬到别的片区。',
  },
  formula: '(1/2) Σᵢ |xᵢ/X − yᵢ/Y|',
  source: 'Duncan & Duncan 1955, American Sociological Review 20(2)',
  unit: 'share',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Small units look segregated by chance alone: read it beside its random baseline. Swapping whole districts changes nothing, and it also falls when a group is driven out of the city.',
    zh: '单元人数很少时,仅凭偶然也会显得隔离,应与随机基准对照。片区互换位置不影响数值;群体被迫离开城市时,数值也会下降。',
  },
  input: twoGroupFields,
  compute: ({ group, total }) => dissimilarity(group, total),
})
