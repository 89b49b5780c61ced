import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { composition, excess, interactionOf } from './composition.ts'
import { environments, type Kernel, kernelField, type Places, placeFields, placesOf } from './environments.ts'

/**
 * Spatial dissimilarity for several groups: how far people's surroundings differ from the city.
 * Source: Reardon & O'Sullivan 2004, Sociological Methodology 34.
 *
 * @param counts    people, one row a unit, one column a group
 * @param places    points or distances of the units
 * @param kernel    how the weight of others falls with distance
 * @param bandwidth reach of the surroundings, above 0
 * @returns 0 to 1; null unless two groups exist
 * @example generalizedSpatialDissimilarity([[1, 0], [0, 1]], { coordinates: [[0, 0], [9, 0]] }, 'uniform', 5) // => 1
 */
export function generalizedSpatialDissimilarity(
  counts: Rows,
  places: Places,
  kernel: Kernel,
  bandwidth: number,
): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  const around = environments(city, places, kernel, bandwidth)
  let apart = 0
  for (let i = 0; i < city.units; i++) {
    for (let k = 0; k < city.groups; k++) apart += city.ofAll[i]! * Math.abs(excess(city, around, i, k))
  }
  return apart / (2 * interactionOf(city))
}

export const generalizedSpatialDissimilarityCalculator = defineCalculator({
  id: 'generalized-spatial-dissimilarity',
  title: { en: 'Generalized spatial dissimilarity', zh: '广义空间相异指数' },
  summary: {
    en: 'How far the mix around people’s homes, within the distance you choose, differs from the mix of the city: 0 not at all, 1 fully.',
    zh: '在选定的距离之内,人们住处周围的构成与全城构成的差别:0 为毫无差别,1 为完全不同。',
  },
  formula: 'Σᵢ Σₖ tᵢ|qᵢₖ − Pₖ| / (2T I)',
  source: "Reardon & O'Sullivan 2004, Sociological Methodology 34",
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'It falls as the distance grows: always name the bandwidth and the kernel.',
    zh: '选定的距离越大,数值越小,必须注明带宽和核函数。',
  },
  input: {
    ...placeFields,
    bandwidth: number('reach of the surroundings, in the unit of the distances', { above: 0 }),
    kernel: kernelField,
  },
  compute: ({ counts, bandwidth, kernel, ...places }) =>
    generalizedSpatialDissimilarity(counts, placesOf(places), kernel, bandwidth),
})
