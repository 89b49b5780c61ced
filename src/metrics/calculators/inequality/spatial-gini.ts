import { halfMeanDifference, type Numbers, type Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { neighborLists } from '../input.ts'
import { sharedOut, valueFields } from './distribution.ts'

/** The Gini index split by whether two units are neighbours. */
export type SpatialGini = {
  readonly gini: number
  /** the part from pairs of neighbours */
  readonly neighborComponent: number
  /** the part from all other pairs */
  readonly nonNeighborComponent: number
  /** that part as a share of the Gini */
  readonly nonNeighborShare: number | null
  /** mean difference of other pairs over mean difference of neighbours */
  readonly polarization: number | null
}

/**
 * Spatial Gini: how much of the inequality between units lies between neighbours and how much between units apart.
 * Source: Rey & Smith 2013, Letters in Spatial and Resource Sciences 6(2).
 *
 * @param values    amounts ≥ 0, one a unit
 * @param neighbors row numbers of each unit's neighbours, both ways
 * @returns the parts, null where a part divides by 0; null as a whole if the list is empty or sums to 0
 * @example spatialGini([1, 4, 6], [[1], [0, 2], [1]]).nonNeighborShare // => 0.5
 */
export function spatialGini(values: Numbers, neighbors: Rows): SpatialGini | null {
  const whole = sharedOut(values)
  if (whole === null) return null
  const { values: x, mean } = whole
  const n = x.length
  const gini = halfMeanDifference(x) / mean
  let difference = 0
  let listed = 0
  for (let i = 0; i < n; i++) {
    const near = neighbors[i]!
    listed += near.length
    for (let k = 0; k < near.length; k++) difference += Math.abs(x[i]! - x[near[k]!]!)
  }
  const neighborComponent = difference / n / n / mean / 2
  const nonNeighborComponent = gini - neighborComponent
  const neighborPairs = listed / 2
  const otherPairs = (n * (n - 1)) / 2 - neighborPairs
  return {
    gini,
    neighborComponent,
    nonNeighborComponent,
    nonNeighborShare: gini === 0 ? null : nonNeighborComponent / gini,
    polarization:
      neighborComponent === 0 || otherPairs === 0
        ? null
        : (nonNeighborComponent / neighborComponent) * (neighborPairs / otherPairs),
  }
}

export const spatialGiniCalculator = defineCalculator({
  id: 'spatial-gini',
  title: { en: 'Spatial Gini', zh: '空间基尼系数' },
  summary: {
    en: 'Splits the Gini by place: how much of the inequality one meets next door, and how much lies between parts that never touch.',
    zh: '按位置拆分基尼系数:有多少不平等就在隔壁,有多少存在于互不相邻的地方之间。',
  },
  formula: 'Σ over neighbour pairs and over other pairs of |xᵢ − xⱼ|, each / (2n²μ)',
  source: 'Rey & Smith 2013, Letters in Spatial and Resource Sciences 6(2)',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Most pairs are never neighbours, so that part is large by counting alone: read polarization, which compares means per pair (above 1 = unlike units lie apart).',
    zh: '大多数成对单元本来就不相邻,因此非邻部分天然偏大:请看 polarization,它比较每对的平均差别(大于 1 表示差别大的单元相隔较远)。',
  },
  input: {
    values: valueFields.values,
    neighbors: neighborLists('row numbers of each unit’s neighbours, from 0', { length: 'values' }),
  },
  compute: ({ values, neighbors }) => spatialGini(values, neighbors),
})
