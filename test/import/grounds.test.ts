import { describe, expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { ACCESS_KINDS } from '../../src/city/parcels.ts'
import { EDGE_CLOSED, EDGE_GROUND, type Plan, WALK_LIMIT } from '../../src/city/plan.ts'
import { createWalker, forget, graphNow, walkFrom } from '../../src/city/walking.ts'
import { inRing, segmentsMeet } from '../../src/import/geometry.ts'
import { planFromOsm, readOsm } from '../../src/import/index.ts'
import { measureNamed } from '../../src/metrics/index.ts'
import { forgetSnapshot } from '../../src/metrics/snapshot.ts'
import { refreshAmenities } from '../../src/processes/amenities.ts'
import { renewal } from '../../src/processes/renewal.ts'
import { createSimulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'
import { rulesWith } from '../mechanisms/city.ts'
import { district, expectSound, importText, smallTown } from './help.ts'

const openRules = rulesWith(levers => {
  levers.open_walls.share = 1
})

function openAll(city: City): void {
  city.accounts.cash[0]! += 1e13
  renewal.run(city, openRules)
  city.streetsVersion++
  refreshAmenities(city)
}

const settled = (plan: Plan): City => createSimulation(scenario({ years: 1, burn_in: 0 }), plan, { seed: '1' }).city

/** Units from each parcel's door to the nearest station: whoever lives behind a wall may leave by its gate. */
function walksToStation(city: City): number[] {
  const { parcels, estates, stations } = city
  const graph = graphNow(city)
  const walker = createWalker(graph.nodes)
  return Array.from({ length: parcels.rows }, (_, p) => {
    const estate = parcels.estate[p]!
    const own = estate >= 0 && estates.walled[estate] ? estate : -1
    const reached = walkFrom(graph, walker, parcels.node[p]!, own, parcels.door[p]!, WALK_LIMIT)
    const ends = Array.from({ length: stations.rows }, (_, s) => walker.distance[stations.node[s]!]!)
    forget(walker, reached)
    return Math.min(WALK_LIMIT, ...ends)
  })
}

/** The measure says what these walks say; it counts them from the stations, and a walk is as long from either end. */
function expectMeasured(city: City, walks: readonly number[]): void {
  const { households, buildings } = city
  let [minutes, persons] = [0, 0]
  for (let h = 0; h < households.rows; h++) {
    const size = households.size[h]!
    if (size === 0 || households.home[h]! < 0) continue
    minutes += (size * walks[buildings.parcel[households.home[h]!]!]!) / 64
    persons += size
  }
  forgetSnapshot(city)
  expect(measureNamed('walk_minutes_station')!.compute(city, openRules)).toBeCloseTo(minutes / persons, 9)
}

const ground = (plan: Plan): number[] => plan.edges.flags.flatMap((f, e) => (f & EDGE_GROUND ? [e] : []))

describe('the ground of walled compounds', () => {
  /** A works of 100 m × 200 m between two halves of a street, entered from the west alone. */
  const works = (more: Parameters<typeof smallTown>[0] = () => {}) =>
    smallTown(osm => {
      const corner = osm.node(320, 20)
      const gate = osm.node(320, 60, { barrier: 'gate' })
      osm.way([corner, osm.node(420, 20), osm.node(420, 220), osm.node(320, 220), gate, corner], {
        barrier: 'wall',
        landuse: 'industrial',
      })
      osm.way([osm.node(300, 60), gate, osm.node(370, 60)], { highway: 'service' })
      osm.way([osm.node(440, 300), osm.node(440, 60)], { highway: 'residential' })
      more(osm)
    })

  test('is closed at rest, belongs to its compound, and joins its ways with those outside', async () => {
    const plan = await importText(works().text())
    expectSound(plan)
    const links = ground(plan)
    expect(links.length).toBeGreaterThan(10)
    const streets = new Set<number>()
    plan.edges.flags.forEach((f, e) => {
      if (!(f & EDGE_GROUND)) streets.add(plan.edges.a[e]!).add(plan.edges.b[e]!)
    })
    const joined = new Set<number>()
    for (const e of links) {
      expect(plan.edges.flags[e]! & EDGE_CLOSED).toBe(EDGE_CLOSED)
      expect(plan.edges.estate[e]).toBe(0)
      if (streets.has(plan.edges.a[e]!)) joined.add(plan.edges.a[e]!)
    }
    const xs = [...joined].map(v => plan.nodes[2 * v]!)
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(100)
  })

  test('is not walked over where a building stands or a railway runs', async () => {
    const across = await importText(works(osm => osm.box(360, 10, 380, 230, { building: 'industrial' })).text())
    const rail = await importText(
      works(osm => osm.way([osm.node(370, -50), osm.node(370, 650)], { railway: 'rail' })).text(),
    )
    const lines = (plan: Plan) =>
      ground(plan).map(e => [plan.edges.a[e]!, plan.edges.b[e]!].flatMap(v => plan.nodes.slice(2 * v, 2 * v + 2)))
    for (const [ax, ay, bx, by] of lines(across) as [number, number, number, number][])
      for (const { outline } of across.buildings!) expect(inRing(outline, (ax + bx) / 2, (ay + by) / 2)).toBe(false)
    const [x0, y0, x1, y1] = rail.drawing.find(d => d.kind === 'rail')!.line as [number, number, number, number]
    expect(lines(rail).length).toBeGreaterThan(0)
    for (const [ax, ay, bx, by] of lines(rail) as [number, number, number, number][])
      expect(segmentsMeet(ax, ay, bx, by, x0, y0, x1, y1)).toBe(false)
  })
})

test('in the real district opening the gates lengthens no walk, and shortens those of many homes', async () => {
  const plan = planFromOsm(await readOsm(district()), { name: 'Butyrsky' })
  const city = settled(plan)
  const { parcels } = city
  const homes = plan.parcels.flatMap((p, row) => {
    const dwellings = (p.stock ?? []).reduce((sum, s) => sum + (s.dwellings ?? 0), 0)
    return dwellings > 0 ? [{ row, dwellings }] : []
  })
  const all = homes.reduce((sum, h) => sum + h.dwellings, 0)
  const before = [Array.from(parcels.walk), walksToStation(city)] as const
  expectMeasured(city, before[1])
  openAll(city)
  const after = [Array.from(parcels.walk), walksToStation(city)] as const
  expectMeasured(city, after[1])
  for (let i = 0; i < parcels.rows * ACCESS_KINDS; i++) expect(after[0][i]!).toBeLessThanOrEqual(before[0][i]!)
  for (let p = 0; p < parcels.rows; p++) expect(after[1][p]!).toBeLessThanOrEqual(before[1][p]!)
  const gained = (minutes: number) =>
    homes.reduce((sum, h) => sum + (before[1][h.row]! - after[1][h.row]! > 64 * minutes ? h.dwellings : 0), 0) / all
  const daily = homes.reduce((sum, { row, dwellings }) => {
    const shorter = [0, 1, 2, 3].some(k => after[0][row * ACCESS_KINDS + k]! < before[0][row * ACCESS_KINDS + k]!)
    return sum + (shorter ? dwellings : 0)
  }, 0)
  // a third of homes are nearer to a station, a quarter by half a minute and more; an eighth to a daily need
  expect(gained(0)).toBeGreaterThan(0.25)
  expect(gained(0.5)).toBeGreaterThan(0.15)
  expect(daily / all).toBeGreaterThan(0.1)
})
