import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts } from '../input.ts'
import { composition } from './composition.ts'
import { environments, type Kernel, kernelField, type Places, placeFields, placesOf } from './environments.ts'
import { entropyLost } from './spatial-information-theory.ts'

/**
 * Segregation at several scales: the spatial information theory index for surroundings of growing reach.
 * Source: Reardon et al. 2008, Demography 45(3).
 *
 * @param counts     people, one row a unit, one column a group
 * @param places     points or distances of the units
 * @param kernel     how the weight of others falls with distance
 * @param bandwidths reaches, 0 or more; 0 is the unit by itself
 * @returns one index a bandwidth, in their order; null each unless two groups exist
 * @example multiscaleSegregationProfile([[1, 0], [0, 1]], { coordinates: [[0, 0], [9, 0]] }, 'uniform', [0, 10])
 * // => [1, 0]
 */
export function multiscaleSegregationProfile(
  counts: Rows,
  places: Places,
  kernel: Kernel,
  bandwidths: Numbers,
): (number | null)[] {
  const city = composition(counts)
  return Array.from(bandwidths, bandwidth => {
    if (city === null || city.groups < 2) return null
    return entropyLost(city, bandwidth === 0 ? city.inUnit : environments(city, places, kernel, bandwidth))
  })
}

export const multiscaleSegregationProfileCalculator = defineCalculator({
  id: 'multiscale-segregation-profile',
  title: { en: 'Segregation at several scales', zh: '多尺度隔离曲线' },
  summary: {
    en: 'Segregation within growing circles: a curve that falls fast means groups live block by block, one that stays high means whole parts of town.',
    zh: '用逐渐变大的圆圈来看隔离:曲线很快下降,说明分隔发生在街坊之间;一直很高,说明分隔发生在城市的大片区之间。',
  },
  formula: 'spatial information theory index at each bandwidth',
  source: 'Reardon et al. 2008, Demography 45(3)',
  unit: 'share of the city’s entropy',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'Radii below the spacing of units show the units, not the city. At the edge of town circles are cut.',
    zh: '半径小于单元间距时,反映的是单元划分而非城市。城市边缘的圆圈并不完整。',
  },
  input: {
    ...placeFields,
    bandwidths: amounts('reaches of the surroundings, in the unit of the distances'),
    kernel: kernelField,
  },
  compute: ({ counts, bandwidths, kernel, ...places }) =>
    multiscaleSegregationProfile(counts, placesOf(places), kernel, bandwidths),
})
