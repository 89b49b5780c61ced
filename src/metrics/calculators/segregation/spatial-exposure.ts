import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { composition } from './composition.ts'
import { environments, type Kernel, kernelField, type Places, placeFields, placesOf } from './environments.ts'

/**
 * Spatial exposure: the mix of people around an average member of each group.
 * Source: Reardon & O'Sullivan 2004, Sociological Methodology 34.
 *
 * @param counts    people, one row a unit, one column a group
 * @param places    points or distances of the units
 * @param kernel    how the weight of others falls with distance
 * @param bandwidth reach of the surroundings, above 0
 * @returns row m, column n: share of group n around a member of group m. Rows sum to 1; the row of an empty group is
 *   null throughout. Null as a whole if there is nobody.
 * @example spatialExposure([[1, 1]], { coordinates: [[0, 0]] }, 'uniform', 5) // => [[0.5, 0.5], [0.5, 0.5]]
 */
export function spatialExposure(
  counts: Rows,
  places: Places,
  kernel: Kernel,
  bandwidth: number,
): (number | null)[][] | null {
  const city = composition(counts)
  if (city === null) return null
  const { units, groups, columns, people } = city
  const around = environments(city, places, kernel, bandwidth)
  const width = counts[0]!.length
  const exposure = Array.from({ length: width }, (): (number | null)[] => new Array(width).fill(null))
  for (let m = 0; m < groups; m++) {
    const met = new Float64Array(groups)
    let members = 0
    for (let i = 0; i < units; i++) {
      const here = people[i * groups + m]!
      if (here === 0) continue
      members += here
      for (let n = 0; n < groups; n++) met[n]! += here * around[i * groups + n]!
    }
    const row = exposure[columns[m]!]!.fill(0)
    for (let n = 0; n < groups; n++) row[columns[n]!] = met[n]! / members
  }
  return exposure
}

export const spatialExposureCalculator = defineCalculator({
  id: 'spatial-exposure',
  title: { en: 'Spatial exposure', zh: '空间接触度' },
  summary: {
    en: 'Who is around: row by row, the mix of people within reach of an average member of each group.',
    zh: '周围都是谁:逐行给出每个群体的普通成员在可及范围内所遇人群的构成。',
  },
  formula: 'Σᵢ (cᵢₘ/Cₘ) qᵢₙ',
  source: "Reardon & O'Sullivan 2004, Sociological Methodology 34",
  unit: 'share',
  range: '0 to 1, rows sum to 1',
  better: 'none',
  caveat: {
    en: 'It moves with the size of groups: compare a row with the city’s own mix. Homes near each other are a chance to meet, no more.',
    zh: '数值随群体人数变化,应将各行与全城构成对照。住得近只是有机会相遇。',
  },
  input: {
    ...placeFields,
    bandwidth: number('reach of the surroundings, in the unit of the distances', { above: 0 }),
    kernel: kernelField,
  },
  compute: ({ counts, bandwidth, kernel, ...places }) => spatialExposure(counts, placesOf(places), kernel, bandwidth),
})
