import { expect, test } from 'vitest'
import { KIND } from '../../src/city/buildings.ts'
import { generateCity } from '../../src/city/generate.ts'
import { distance } from '../../src/lib/geometry.ts'
import { bits, unit } from '../../src/lib/random.ts'
import { createSimulation } from '../../src/simulation.ts'
import { onset } from '../../src/validation/limits.ts'
import {
  crossSection,
  DemolitionLog,
  EstateLog,
  tippingPoint,
  type ZoneState,
  zoneState,
} from '../../src/validation/observe.ts'
import { scenario } from '../laws/plain.ts'

test('premiums that rents are made of are found again', () => {
  const simulation = createSimulation(scenario({ burn_in: 0 }), generateCity('medium', '2'), { seed: '2' })
  simulation.tick()
  const { city } = simulation
  const { buildings, parcels, estates, plan } = city
  for (let b = 0; b < buildings.rows; b++) {
    const p = buildings.parcel[b]!
    const out = distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) / plan.radius
    const estate = parcels.estate[p]!
    const school = buildings.school[b]! / city.parameters.utility_school
    const near = plan.stations.some(s => distance(s.x, s.y, parcels.x[p]!, parcels.y[p]!) <= 800)
    buildings.rent[b] = Math.exp(
      8 -
        0.5 * Math.min(out, 1.6) +
        0.3 * parcels.green[p]! +
        0.2 * school +
        (near ? 0.06 : 0) +
        (estate >= 0 && estates.walled[estate] ? 0.05 : 0),
    )
  }
  const found = crossSection(city)
  expect(found.gate).toBeCloseTo(0.05, 3)
  expect(found.rail).toBeCloseTo(0.06, 3)
  const formal = Array.from(buildings.kind.subarray(0, buildings.rows), (kind, b) => ({ kind, b })).filter(
    ({ kind, b }) => buildings.dwellings[b]! > 0 && kind !== KIND.village && kind !== KIND.public,
  )
  const schools = formal.map(({ b }) => buildings.school[b]! / city.parameters.utility_school)
  const mean = schools.reduce((sum, v) => sum + v, 0) / schools.length
  const sd = Math.sqrt(schools.reduce((sum, v) => sum + (v - mean) ** 2, 0) / schools.length)
  expect(found.school).toBeCloseTo(0.2 * sd, 3)
  const greens = formal.map(({ b }) => parcels.green[buildings.parcel[b]!]!).sort((x, y) => x - y)
  const quarter = Math.floor(greens.length / 4)
  const part = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
  expect(found.green).toBeCloseTo(0.3 * (part(greens.slice(-quarter)) - part(greens.slice(0, quarter))), 3)
})

test('homes that are torn down are counted in their zones, estates with what they cost and brought', () => {
  const simulation = createSimulation(scenario({ burn_in: 0 }), generateCity('tiny', '2'), { seed: '2' })
  const { city } = simulation
  const log = new DemolitionLog(city)
  const estates = new EstateLog(city)
  for (let month = 0; month < 120; month++) {
    estates.before(city)
    simulation.tick()
    estates.after(city)
    log.note(city)
  }
  const torn = log.byZone.reduce((sum, homes) => sum + homes, 0)
  expect(torn).toBeGreaterThan(0)
  // those of the last months stand in no year's note yet
  expect(torn).toBeLessThanOrEqual(city.economy.demolishedTotal[0]!)
  expect(torn).toBeGreaterThan(0.8 * city.economy.demolishedTotal[0]!)
  expect(estates.finished.length).toBeGreaterThan(0)
  for (const { homes, cost, sales, sold } of estates.finished) {
    expect(sold).toBeLessThanOrEqual(homes)
    expect(cost).toBeGreaterThan(0)
    expect(sales > 0).toBe(sold > 0)
  }
  expect(estates.margins.length).toBe(estates.finished.filter(({ homes, sold }) => homes === sold).length)
  for (const margin of estates.margins) expect(Math.abs(margin)).toBeLessThan(2)
  for (const rank of estates.gapRanks) expect(rank >= 0 && rank <= 1).toBe(true)
  const { migrants, rank } = zoneState(city)
  for (const share of migrants) expect(Number.isNaN(share) || (share >= 0 && share <= 1)).toBe(true)
  for (const mean of rank) expect(Number.isNaN(mean) || (mean >= 0 && mean <= 4)).toBe(true)
})

/** Zones whose share of migrants changes by noise, and by a jump where it lies above a threshold. */
function zonesThatTip(jump: number, draw = 0): ZoneState[] {
  const states: ZoneState[] = [{ rank: [], migrants: Array.from({ length: 40 }, (_, z) => 0.02 * z) }]
  for (let period = 1; period <= 4; period++) {
    const from = states.at(-1)!.migrants
    const migrants = from.map(
      (share, z) => share + 0.02 * (unit(bits(draw, period, z)) - 0.5) + (share > 0.4 ? jump : 0),
    )
    states.push({ rank: [], migrants })
  }
  return states
}

test('a share beyond which zones tip is found where it is, and chance alone seldom draws one', () => {
  const found = tippingPoint(zonesThatTip(0.01))!
  expect(found.threshold).toBeGreaterThan(0.38)
  expect(found.threshold).toBeLessThan(0.44)
  expect(found.above).toBeGreaterThan(0.4)
  const drawn = Array.from({ length: 40 }, (_, draw) => tippingPoint(zonesThatTip(0, draw + 1)))
  expect(drawn.filter(one => one !== null).length).toBeLessThan(8)
  // where all are alike nothing can be split
  const alike = [0, 1].map(() => ({ rank: [], migrants: Array.from({ length: 20 }, () => 0.3) }))
  expect(tippingPoint(alike)).toBeNull()
  expect(tippingPoint([])).toBeNull()
})

test('a curve that leaves 0 at a point points back to it', () => {
  const from = [0, 1, 2, 3, 4, 6, 8]
  expect(
    onset(
      from,
      from.map(x => Math.max(0, 0.2 * (x - 2.5))),
    ),
  ).toBeCloseTo(2.5, 12)
  expect(
    onset(
      from,
      from.map(() => 0),
    ),
  ).toBeNull()
})
