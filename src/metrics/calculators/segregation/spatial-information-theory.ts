import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { type Composition, composition, entropyAt, entropyOf } from './composition.ts'
import { environments, type Kernel, kernelField, type Places, placeFields, placesOf } from './environments.ts'

/** 1 − Σ tᵢEᵢ/(T E) over environments; null where the city has no entropy. */
export function entropyLost(city: Composition, around: Float64Array): number | null {
  const whole = entropyOf(city)
  if (!(whole > 0)) return null
  let lost = 0
  for (let i = 0; i < city.units; i++) {
    if (city.ofAll[i]! > 0) lost += city.ofAll[i]! * (whole - entropyAt(around, i * city.groups, city.groups))
  }
  return lost / whole
}

/**
 * Spatial information theory index: how much less mixed the surroundings of an average person are than the city.
 * Source: Reardon & O'Sullivan 2004, Sociological Methodology 34.
 *
 * @param counts    people, one row a unit, one column a group
 * @param places    points or distances of the units
 * @param kernel    how the weight of others falls with distance
 * @param bandwidth reach of the surroundings, above 0, in the unit of the distances
 * @returns 0 (surroundings mirror the city) to 1, rarely just below 0; null unless two groups exist
 * @example spatialInformationTheory([[1, 0], [0, 1]], { coordinates: [[0, 0], [9, 0]] }, 'uniform', 5) // => 1
 */
export function spatialInformationTheory(
  counts: Rows,
  places: Places,
  kernel: Kernel,
  bandwidth: number,
): number | null {
  const city = composition(counts)
  if (city === null || city.groups < 2) return null
  return entropyLost(city, environments(city, places, kernel, bandwidth))
}

export const spatialInformationTheoryCalculator = defineCalculator({
  id: 'spatial-information-theory',
  title: { en: 'Spatial information theory index', zh: '空间信息论指数' },
  summary: {
    en: 'How much less mixed the surroundings of an average person are than the city, within the distance you choose: 0 no less, 1 not mixed at all.',
    zh: '在选定的距离之内,普通人周围的混合程度比全城低多少:0 为一样混合,1 为毫无混合。',
  },
  formula: '1 − Σᵢ tᵢEᵢ/(T E), Eᵢ the entropy of people around i, weighted by distance',
  source: "Reardon & O'Sullivan 2004, Sociological Methodology 34",
  unit: 'share of the city’s entropy',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'It falls as the distance grows: always name the bandwidth. Straight lines ignore walls, rivers and rails.',
    zh: '选定的距离越大,数值越小,必须注明带宽。直线距离不考虑围墙、河流和铁路。',
  },
  input: {
    ...placeFields,
    bandwidth: number('reach of the surroundings, in the unit of the distances', { above: 0 }),
    kernel: kernelField,
  },
  compute: ({ counts, bandwidth, kernel, ...places }) =>
    spatialInformationTheory(counts, placesOf(places), kernel, bandwidth),
})
