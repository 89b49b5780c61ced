import { type Numbers, safeScale } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { borders } from '../input.ts'
import { dissimilarity } from './dissimilarity.ts'
import { twoGroupFields } from './two-groups.ts'

/**
 * Dissimilarity eased by neighbours in proportion to the length of the border they share.
 * Source: Wong 1993, Urban Studies 30(3).
 *
 * @param group      people of the group, one entry a unit
 * @param total      all people, same length
 * @param boundaries [i, j, length], each pair of units once, in any unit of length
 * @returns D less the mean difference across a metre of border, −1 to 1; null without borders or if D is null
 * @example boundarySpatialDissimilarity([8, 2, 0], [10, 10, 20], [[0, 1, 100], [1, 2, 40.5]]) // => 0.2486…
 */
export function boundarySpatialDissimilarity(
  group: Numbers,
  total: Numbers,
  boundaries: readonly (readonly [number, number, number])[],
): number | null {
  const aspatial = dissimilarity(group, total)
  if (aspatial === null) return null
  const scale = safeScale(boundaries.map(border => border[2]))
  let across = 0
  let length = 0
  for (const [i, j, metres] of boundaries) {
    const here = total[i] === 0 ? 0 : group[i]! / total[i]!
    const there = total[j] === 0 ? 0 : group[j]! / total[j]!
    across += metres * scale * Math.abs(here - there)
    length += metres * scale
  }
  return length === 0 ? null : aspatial - across / length
}

export const boundarySpatialDissimilarityCalculator = defineCalculator({
  id: 'boundary-spatial-dissimilarity',
  title: { en: 'Spatial dissimilarity by border length', zh: '按边界长度的空间相异指数' },
  summary: {
    en: 'Dissimilarity less the difference across shared borders, long borders counting more than short ones.',
    zh: '从相异指数中扣除相邻片区的差别,共有边界越长影响越大。',
  },
  formula: 'D − Σᵢⱼ lᵢⱼ|pᵢ − pⱼ| / Σᵢⱼ lᵢⱼ',
  source: 'Wong 1993, Urban Studies 30(3)',
  unit: 'index',
  range: '−1 to 1',
  better: 'lower',
  caveat: {
    en: 'A long border may be a river or a wall that nobody crosses. Lengths depend on how finely they are drawn.',
    zh: '很长的边界可能是无人能过的河流或围墙。长度还取决于边界画得多细。',
  },
  input: { ...twoGroupFields, boundaries: borders('shared borders, each pair once', { units: 'group' }) },
  compute: ({ group, total, boundaries }) => boundarySpatialDissimilarity(group, total, boundaries),
})
