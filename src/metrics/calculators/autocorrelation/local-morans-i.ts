import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { autocorrelationFields, deviations, spatialWeights, type Transform } from './spatial-weights.ts'

/**
 * Local Moran's I: what each unit adds to the clustering of the whole.
 * Source: Anselin 1995, Geographical Analysis 27(2); second moment over n.
 *
 * @param values    one a unit
 * @param neighbors row numbers of each unit's neighbours
 * @param transform "row" gives every unit's neighbours one vote together
 * @param weights   parallel to neighbors, ones if left out
 * @returns one value a unit: above 0 among its like, below 0 an exception among its neighbours, 0 without neighbours;
 *   null if all values are equal
 * @example localMoransI([1, 3], [[1], [0]], 'binary') // => [-1, -1]
 */
export function localMoransI(
  values: Numbers,
  neighbors: Rows,
  transform: Transform,
  weights?: Rows,
): Float64Array | null {
  const deviation = deviations(values)
  if (deviation === null) return null
  const { z, squares } = deviation
  const near = spatialWeights(neighbors, weights, transform)
  const n = z.length
  return z.map((own, i) => {
    let around = 0
    for (let e = near.start[i]!; e < near.start[i + 1]!; e++) around += near.weight[e]! * z[near.neighbor[e]!]!
    return ((own / squares) * n * around) / near.scale
  })
}

export const localMoransICalculator = defineCalculator({
  id: 'local-morans-i',
  title: { en: "Local Moran's I", zh: '局部莫兰指数' },
  summary: {
    en: 'District by district: above 0 it lies among its like (rich or poor alike), below 0 it stands out from its neighbours.',
    zh: '逐个片区来看:大于 0 表示与周围相似(同富或同穷),小于 0 表示与周围截然不同。',
  },
  formula: '(zᵢ/m₂) Σⱼ wᵢⱼzⱼ, m₂ = Σ z²/n',
  source: 'Anselin 1995, Geographical Analysis 27(2)',
  unit: 'index',
  range: 'any number',
  better: 'none',
  caveat: {
    en: 'It does not tell rich clusters from poor ones: look at the value as well. A map holds hundreds of tests.',
    zh: '它分不清是富裕聚集还是贫困聚集,还需看数值本身。一张地图相当于做了几百次检验。',
  },
  input: autocorrelationFields,
  compute: ({ values, neighbors, transform, weights }) => localMoransI(values, neighbors, transform, weights),
})
