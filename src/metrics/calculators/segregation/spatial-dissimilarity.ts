import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { flag, neighborLists } from '../input.ts'
import { dissimilarity } from './dissimilarity.ts'
import { twoGroupFields } from './two-groups.ts'

/**
 * Dissimilarity eased by neighbours: separation that a step across the border would undo counts for less.
 * Source: Morrill 1991, Geography Research Forum 11.
 *
 * @param group       people of the group, one entry a unit
 * @param total       all people, same length
 * @param neighbors   row numbers of each unit's neighbours, one list a unit
 * @param standardize true gives every unit's neighbours one vote together, false gives every border one
 * @returns D less the mean difference across borders, −1 to 1; null if nobody has a neighbour or D is null
 * @example spatialDissimilarity([10, 0], [10, 10], [[1], [0]], false) // => 0
 */
export function spatialDissimilarity(
  group: Numbers,
  total: Numbers,
  neighbors: Rows,
  standardize: boolean,
): number | null {
  const aspatial = dissimilarity(group, total)
  if (aspatial === null) return null
  let across = 0
  let borders = 0
  for (let i = 0; i < neighbors.length; i++) {
    const near = neighbors[i]!
    if (near.length === 0) continue
    const here = total[i] === 0 ? 0 : group[i]! / total[i]!
    let difference = 0
    for (let n = 0; n < near.length; n++) {
      const j = near[n]!
      difference += Math.abs(here - (total[j] === 0 ? 0 : group[j]! / total[j]!))
    }
    across += standardize ? difference / near.length : difference
    borders += standardize ? 1 : near.length
  }
  return borders === 0 ? null : aspatial - across / borders
}

export const spatialDissimilarityCalculator = defineCalculator({
  id: 'spatial-dissimilarity',
  title: { en: 'Spatial dissimilarity', zh: '空间相异指数' },
  summary: {
    en: 'Dissimilarity less what lies across a border: separated streets side by side count for less than separated quarters.',
    zh: '从相异指数中扣除相邻片区之间的差别:隔街相望的分隔比成片的分隔影响小。',
  },
  formula: 'D − Σᵢⱼ wᵢⱼ|pᵢ − pⱼ| / Σᵢⱼ wᵢⱼ, w = 1 for neighbours',
  source: 'Morrill 1991, Geography Research Forum 11',
  unit: 'index',
  range: '−1 to 1',
  better: 'lower',
  caveat: {
    en: 'It depends on who counts as a neighbour, and an empty unit next door lowers it. It may be negative.',
    zh: '取决于如何界定邻居;旁边有无人的单元会拉低数值。结果可能为负。',
  },
  input: {
    ...twoGroupFields,
    neighbors: neighborLists('row numbers of each unit’s neighbours, from 0', { length: 'group' }),
    standardize: flag('whether each unit’s neighbours share one vote'),
  },
  compute: ({ group, total, neighbors, standardize }) => spatialDissimilarity(group, total, neighbors, standardize),
})
