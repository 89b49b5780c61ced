import { expect, test } from 'vitest'
import { KIND } from '../../src/city/buildings.ts'
import { generateCity } from '../../src/city/generate.ts'
import { leversAtRest } from '../../src/city/levers.ts'
import { ACCESS_KINDS } from '../../src/city/parcels.ts'
import { rulesOf } from '../../src/city/rules.ts'
import { readIndicators } from '../../src/metrics/indicators.ts'
import { createSimulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'

const { city } = createSimulation(scenario({ burn_in: 24 }), generateCity('tiny', '1'), { seed: '1' })
const { households, buildings, parcels, centres, plan } = city
const read = (name: string): number | null => readIndicators(city, rulesOf(leversAtRest()), [name])[name] ?? null
const housed = Array.from({ length: households.rows }, (_, h) => h).filter(
  h => households.size[h]! > 0 && households.home[h]! >= 0,
)
const parcelOf = (h: number): number => buildings.parcel[households.home[h]!]!
const minutes = (h: number): number => parcels.minutes[parcelOf(h) * centres.rows + households.job[h]!]!
const isAtEdge = (h: number): boolean =>
  Math.hypot(parcels.x[parcelOf(h)]! - plan.centre[0], parcels.y[parcelOf(h)]! - plan.centre[1]) > 0.7 * plan.radius
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

test('the way to work is that of households with a home, and at the edge of those beyond 0.7 of the radius', () => {
  const edge = housed.filter(isAtEdge)
  expect(edge.length).toBeGreaterThan(20)
  expect(edge.length).toBeLessThan(housed.length - 20)
  expect(read('commute_minutes')).toBeCloseTo(mean(housed.map(minutes)), 2)
  expect(read('commute_edge')).toBeCloseTo(mean(edge.map(minutes)), 2)
  const access = (h: number): number =>
    mean(Array.from({ length: 5 }, (_, kind) => parcels.access[parcelOf(h) * ACCESS_KINDS + kind]!))
  expect(read('access_edge')).toBeCloseTo(mean(edge.map(access)), 3)
})

test('services in villages are those of their rooms alone', () => {
  let sum = 0
  let rooms = 0
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.kind[b] === KIND.village && buildings.dwellings[b]! > 0)
      for (let kind = 0; kind < 5; kind++) {
        sum += (buildings.dwellings[b]! * parcels.access[buildings.parcel[b]! * ACCESS_KINDS + kind]!) / 5
        rooms += buildings.dwellings[b]! / 5
      }
  expect(rooms).toBeGreaterThan(0)
  expect(read('access_villages')).toBeCloseTo(sum / rooms, 6)
})

test('small homes are those of at most 90 m² that developers finished within the year, and none of the city’s', () => {
  const since = buildings.stockSince.slice()
  buildings.stockSince.fill(-32768)
  city.tick = 24
  expect(read('new_homes_small')).toBeNull()
  const [large, small, ofTheCity] = [95, 90, 60].map((floor, i) => {
    const b = Array.from({ length: buildings.rows }, (_, row) => row).filter(
      row =>
        buildings.dwellings[row]! > 0 && buildings.kind[row] !== KIND.village && buildings.kind[row] !== KIND.public,
    )[i]!
    buildings.floor[b] = floor
    buildings.stockSince[b] = 20
    return b
  }) as [number, number, number]
  buildings.kind[ofTheCity] = KIND.public
  const homes = [large, small].map(b => buildings.dwellings[b]!) as [number, number]
  expect(read('new_homes_small')).toBeCloseTo(homes[1] / (homes[0] + homes[1]), 9)
  buildings.stockSince[small] = 11
  expect(read('new_homes_small')).toBe(0)
  buildings.stockSince.set(since)
})
