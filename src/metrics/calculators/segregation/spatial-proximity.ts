import { exp, pow } from '../../../lib/numeric.ts'
import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, costs, number, optional, points } from '../input.ts'
import { distanceBetween, type Places, placesOf } from './environments.ts'
import { type TwoGroups, twoGroupFields, twoGroups } from './two-groups.ts'

/**
 * Spatial proximity: whether people live nearer to their own group than to people in general.
 * Sources: White 1983, American Journal of Sociology 88(5); White 1986, Population Index 52(2).
 *
 * Closeness is e^−d, so distances should be of the order of 1: kilometres for a city. Within a unit the distance is
 * guessed from its area, (alpha·area)^beta. If every closeness underflows, all are raised by one factor, which the
 * ratio does not see.
 *
 * @param group  people of the group, one entry a unit
 * @param total  all people, same length
 * @param places points or distances, Infinity where there is no way
 * @param areas  area of each unit, in the square of the unit of distance
 * @param alpha  scale of the distance within a unit
 * @param beta   its power
 * @returns 1 without clustering, above 1 clustered; null if the group or everybody else is absent
 * @example spatialProximity([5, 5], [10, 10], { coordinates: [[0, 0], [1, 0]] }, [1, 1]) // => 1
 */
export function spatialProximity(
  group: Numbers,
  total: Numbers,
  places: Places,
  areas: Numbers,
  alpha = 0.6,
  beta = 0.5,
): number | null {
  const city = twoGroups(group, total)
  if (city === null) return null
  const within = Float64Array.from(areas, area => pow(alpha * area, beta))
  const direct = clustering(city, places, within, 0)
  if (Number.isFinite(direct)) return direct
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i < group.length; i++) {
    for (let j = 0; j < group.length; j++) {
      if (total[i]! > 0 && total[j]! > 0) nearest = Math.min(nearest, separation(places, within, i, j))
    }
  }
  const shifted = clustering(city, places, within, nearest)
  return Number.isFinite(shifted) ? shifted : null
}

const separation = (places: Places, within: Float64Array, i: number, j: number): number =>
  i === j
    ? within[i]!
    : 'distances' in places
      ? places.distances[i]![j]!
      : distanceBetween(places.coordinates[i]!, places.coordinates[j]!)

function clustering(city: TwoGroups, places: Places, within: Float64Array, shift: number): number {
  const n = within.length
  const { ofGroup, ofOthers, ofAll } = city
  let groupToGroup = 0
  let othersToOthers = 0
  let allToAll = 0
  for (let i = 0; i < n; i++) {
    if (ofAll[i] === 0) continue
    for (let j = 0; j < n; j++) {
      if (ofAll[j] === 0) continue
      const closeness = exp(shift - separation(places, within, i, j))
      groupToGroup += ofGroup[i]! * ofGroup[j]! * closeness
      othersToOthers += ofOthers[i]! * ofOthers[j]! * closeness
      allToAll += ofAll[i]! * ofAll[j]! * closeness
    }
  }
  return (city.inCity * groupToGroup + city.restOfCity * othersToOthers) / allToAll
}

export const spatialProximityCalculator = defineCalculator({
  id: 'spatial-proximity',
  title: { en: 'Spatial proximity', zh: '空间邻近指数' },
  summary: {
    en: 'Whether people live closer to their own group than to residents in general: 1 is no clustering, above 1 groups form quarters of their own.',
    zh: '人们是否离同群体的人更近:1 表示没有聚集,大于 1 表示各群体聚成片。',
  },
  formula: '(X Pₓₓ + Y P_yy)/(T P_tt), Pₓₓ = Σᵢⱼ xᵢxⱼ e^(−dᵢⱼ)/X²',
  source: 'White 1983, American Journal of Sociology 88(5); White 1986, Population Index 52(2)',
  unit: 'ratio',
  range: 'about 1 and up',
  better: 'to 1',
  caveat: {
    en: 'The unit of distance decides what is near: give kilometres, and do not compare cities measured differently.',
    zh: '距离单位决定了什么算“近”:请用公里;口径不同的城市不能相比。',
  },
  input: {
    ...twoGroupFields,
    distances: optional(costs('distances from unit to unit, in place of coordinates', { square: true, rows: 'group' })),
    coordinates: points('where units lie, in kilometres', { length: 'group', unless: 'distances' }),
    areas: amounts('area of each unit, in square kilometres', { length: 'group' }),
    alpha: optional(number('scale of the distance within a unit, 0.6 if left out', { min: 0 })),
    beta: optional(number('power of the distance within a unit, 0.5 if left out', { min: 0 })),
  },
  compute: ({ group, total, areas, alpha, beta, ...places }) =>
    spatialProximity(group, total, placesOf(places), areas, alpha, beta),
})
