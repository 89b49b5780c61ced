/** Walks that measures and access stand on: kept while nothing changes, made anew when something does, and walls block. */
import { expect, test } from 'vitest'
import { CHANGE, type City } from '../../src/city/city.ts'
import { ACCESS_KINDS, SERVES } from '../../src/city/parcels.ts'
import { EDGE_CLOSED, UNITS_PER_MINUTE, WALK_LIMIT, WALK_METRES_PER_UNIT } from '../../src/city/plan.ts'
import { cumulativeOpportunities } from '../../src/metrics/calculators/access/cumulative-opportunities.ts'
import { multiscaleSegregationProfile } from '../../src/metrics/calculators/segregation/multiscale-segregation-profile.ts'
import { CELLS } from '../../src/metrics/groups.ts'
import { measureNamed, measureNames } from '../../src/metrics/index.ts'
import { readIndicators } from '../../src/metrics/indicators.ts'
import { forgetSnapshot, snapshotOf } from '../../src/metrics/snapshot.ts'
import { streetsNow } from '../../src/metrics/streets.ts'
import { CAPACITY, DECAY_MINUTES, demand, NEED_OF, refreshAmenities } from '../../src/processes/amenities.ts'
import { networks, reachOf } from '../../src/processes/networks.ts'
import type { Simulation } from '../../src/simulation.ts'
import { livedIn } from './city.ts'

/** Opens the walls of an estate as the model does. */
function open(city: City, estate: number): void {
  const { estates, edges, facilities } = city
  estates.walled[estate] = 0
  for (let e = 0; e < edges.rows; e++) {
    if (edges.estate[e] !== estate) continue
    edges.estate[e] = -1
    edges.flags[e]! &= ~EDGE_CLOSED
  }
  for (let f = 0; f < facilities.rows; f++) if (facilities.estate[f] === estate) facilities.open[f] = 1
  city.changes |= CHANGE.gates
}

const walledEstates = ({ estates }: City): number[] =>
  Array.from({ length: estates.rows }, (_, e) => e).filter(e => estates.walled[e] === 1)

/** Walks from a parcel to every parcel by repeated relaxation over the streets: slow, plain, and not the engine's. */
function walksFrom(city: City, from: number): Float64Array {
  const { edges, estates, parcels, plan } = city
  const nodes = plan.nodes.length / 2
  const wall = (e: number): number => (e >= 0 && estates.walled[e] === 1 ? e : -1)
  const streets = Array.from({ length: edges.rows }, (_, e) => e).filter(e => (edges.flags[e]! & EDGE_CLOSED) === 0)
  // a node all of whose streets belong to one estate lies inside it
  const inside = Array.from({ length: nodes }, (_, n) => {
    const around = new Set(streets.filter(e => edges.a[e] === n || edges.b[e] === n).map(e => wall(edges.estate[e]!)))
    return around.size === 1 ? [...around][0]! : -1
  })
  const own = wall(parcels.estate[from]!)
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY)
  distance[parcels.node[from]!] = parcels.door[from]!
  for (let moved = true; moved; ) {
    moved = false
    for (const e of streets)
      for (const [a, b] of [
        [edges.a[e]!, edges.b[e]!],
        [edges.b[e]!, edges.a[e]!],
      ] as const) {
        const mayLeave = inside[a]! < 0 || inside[a] === own
        const enters = inside[b]! >= 0
        const estate = wall(edges.estate[e]!)
        if (enters ? !mayLeave && inside[b] !== inside[a] : !mayLeave) continue
        if (!enters && inside[a]! < 0 && estate >= 0 && estate !== own) continue
        if (distance[a]! + edges.units[e]! >= distance[b]!) continue
        distance[b] = distance[a]! + edges.units[e]!
        moved = true
      }
  }
  return Float64Array.from({ length: parcels.rows }, (_, p) =>
    p === from ? 0 : distance[parcels.node[p]!]! + parcels.door[p]!,
  )
}

/** Segregation on walks between all pairs of lived-in parcels, by the calculator for whole matrices of distances. */
function segregationTheLongWay({ city, rules }: Simulation): number | null {
  const s = snapshotOf(city, rules)
  const { buildings } = city
  const lived = new Map<number, number[]>()
  for (let b = 0; b < buildings.rows; b++)
    for (let c = 0; c < CELLS; c++) {
      const n = s.residents[b * CELLS + c]!
      if (n === 0) continue
      const p = buildings.parcel[b]!
      const row = lived.get(p) ?? [0, 0, 0, 0, 0]
      row[Math.floor(c / 6)]! += n
      lived.set(p, row)
    }
  const places = [...lived.keys()]
  const distances = places.map(p => {
    const walks = walksFrom(city, p)
    return places.map(q => walks[q]! * WALK_METRES_PER_UNIT)
  })
  return multiscaleSegregationProfile([...lived.values()], { distances }, 'quadratic', [500])[0]!
}

const value = (name: string, { city, rules }: Simulation): number | null => measureNamed(name)!.compute(city, rules)

test('segregation within a walk is the profile over distances on foot, before and after walls are opened', () => {
  const run = livedIn('tiny', 'walks', 3)
  const before = value('segregation_walk', run)!
  expect(before).toBeCloseTo(segregationTheLongWay(run)!, 12)
  const walled = walledEstates(run.city)
  expect(walled.length).toBeGreaterThan(0)
  for (const estate of walled) open(run.city, estate)
  forgetSnapshot(run.city)
  const after = value('segregation_walk', run)!
  expect(after).toBeCloseTo(segregationTheLongWay(run)!, 12)
  // people come within reach of each other: walls do block
  expect(after).toBeLessThan(before)
})

/** Every measure with nothing known of the city, nor of its plan. */
function readFromScratch({ city, rules }: Simulation): Record<string, number | null> {
  city.derived.clear()
  Object.assign(city, { plan: { ...city.plan } })
  return readIndicators(city, rules, measureNames)
}

test('walks that a new wall, an opened one or a new estate cannot have changed are kept, and all are as from scratch', () => {
  const run = livedIn('tiny', 'incremental', 3)
  const twin = livedIn('tiny', 'incremental', 3)
  const { city } = run
  const walks = (): Map<number, unknown> => streetsNow(city).walks.get(500 / WALK_METRES_PER_UNIT)!
  readIndicators(city, run.rules, measureNames)
  let kept = 0
  let made = 0
  for (let e = 0; e < city.estates.rows; e++) {
    const before = new Map(walks())
    for (const { estates, edges, parcels, ...one } of [city, twin.city]) {
      if (e % 3 === 0) open({ estates, edges, parcels, ...one }, e)
      else estates.walled[e] = 1 - estates.walled[e]!
      // an estate takes a parcel of its neighbour, and a street is closed or opened
      if (e % 3 === 2) parcels.estate[parcels.estate.indexOf(e)] = e - 1
      edges.flags[e * 7]! ^= EDGE_CLOSED
    }
    forgetSnapshot(city)
    const values = readIndicators(city, run.rules, measureNames)
    for (const [key, walk] of walks()) {
      if (before.get(key) === walk) kept++
      else made++
    }
    expect(values).toEqual(readFromScratch(twin))
  }
  expect(kept).toBeGreaterThan(0)
  expect(made).toBeGreaterThan(0)
})

test('measures walk anew only when streets, gates or facilities change, and then as from scratch', () => {
  const run = livedIn('tiny', 'kept', 3)
  const { city } = run
  const held = (): unknown[] => ['streets now', 'near', 'greens'].map(name => city.derived.get(name))
  const read = (): Record<string, number | null> => readIndicators(city, run.rules, measureNames)
  read()
  const first = held()
  expect(first.every(thing => thing !== undefined)).toBe(true)
  forgetSnapshot(city)
  read()
  expect(held().every((thing, i) => thing === first[i])).toBe(true)
  const fromScratch = (): Record<string, number | null> => readFromScratch(run)
  // one wall falls and another rises in the same month: no count of walls would tell
  const [estate] = walledEstates(city)
  const other = Array.from({ length: city.estates.rows }, (_, e) => e).find(e => city.estates.walled[e] === 0)
  open(city, estate!)
  if (other !== undefined) city.estates.walled[other] = 1
  forgetSnapshot(city)
  const opened = read()
  expect(held().some((thing, i) => thing === first[i])).toBe(false)
  expect(opened).toEqual(fromScratch())
  // a garden grows: greens are walked to anew, streets are not
  const [streets, , greens] = held()
  const park = Array.from({ length: city.facilities.rows }, (_, f) => f).find(f => city.facilities.kind[f] === 2)!
  city.facilities.capacity[park]! *= 2
  forgetSnapshot(city)
  const grown = read()
  expect(held()[0]).toBe(streets)
  expect(held()[2]).not.toBe(greens)
  expect(grown).toEqual(fromScratch())
})

test('the engine walks to facilities anew only when gates or facilities change, and then as from scratch', () => {
  const run = livedIn('tiny', 'reach', 3)
  const { city, rules } = run
  const reach = reachOf(city)
  const lists = (): unknown => reachOf(city).map(({ parcel, units }) => [parcel, units])
  // a month without a change, and a January too
  while (city.tick % 12 !== 0) run.tick()
  if (city.changes === 0) {
    networks.run(city, rules)
    expect(reachOf(city)).toBe(reach)
  }
  const walls = lists()
  for (const estate of walledEstates(city)) open(city, estate)
  networks.run(city, rules)
  refreshAmenities(city)
  expect(lists()).not.toEqual(walls)
  const kept = [lists(), city.parcels.access.slice(), city.parcels.walk.slice()]
  // on a plan of its own nothing is known yet
  Object.assign(city, { plan: { ...city.plan } })
  city.derived.clear()
  refreshAmenities(city)
  expect([lists(), city.parcels.access.slice(), city.parcels.walk.slice()]).toEqual(kept)
})

test('access is the enhanced two-step floating catchment on these walks, nearest facilities the shortest of them', () => {
  const run = livedIn('tiny', 'catchment', 3)
  const { city } = run
  const { facilities, parcels } = city
  city.streetsVersion++
  refreshAmenities(city)
  expect(CAPACITY.length).toBe(ACCESS_KINDS)
  const need = demand(city).slice()
  const kinds = [0, 1]
  for (const kind of kinds) {
    const needs = new Float64Array(parcels.rows)
    const nearest = new Float64Array(parcels.rows).fill(WALK_LIMIT)
    for (let f = 0; f < facilities.rows; f++) {
      if (SERVES[facilities.kind[f]!] !== kind || facilities.capacity[f] === 0) continue
      const reach = walksFrom(city, facilities.parcel[f]!)
      const weight = (p: number): number =>
        reach[p]! > WALK_LIMIT ? 0 : Math.exp(-reach[p]! / UNITS_PER_MINUTE / DECAY_MINUTES[kind]!)
      let demanded = 0
      for (let p = 0; p < parcels.rows; p++) demanded += need[p * 3 + NEED_OF[kind]!]! * weight(p)
      for (let p = 0; p < parcels.rows; p++) {
        needs[p]! += ((facilities.quality[f]! * facilities.capacity[f]!) / demanded) * weight(p)
        nearest[p] = Math.min(nearest[p]!, reach[p]!)
      }
    }
    for (let p = 0; p < parcels.rows; p++) {
      expect(parcels.needs[p * ACCESS_KINDS + kind]!, `needs of ${p}`).toBeCloseTo(needs[p]!, 4)
      expect(parcels.walk[p * ACCESS_KINDS + kind]!, `walk of ${p}`).toBe(nearest[p]!)
    }
  }
})

test('facilities within 15 minutes are the opportunities on these walks, gardens of an estate for its members alone', () => {
  const run = livedIn('tiny', 'quarter', 3)
  const { city, rules } = run
  const { facilities, parcels, buildings, estates } = city
  const check = (): number => {
    const sites = Array.from({ length: facilities.rows }, (_, f) => f).filter(
      f => SERVES[facilities.kind[f]!]! >= 0 && facilities.capacity[f]! > 0,
    )
    const walks = sites.map(f => walksFrom(city, facilities.parcel[f]!))
    const minutes = (p: number): number[] =>
      sites.map((f, i) => {
        const estate = parcels.estate[facilities.parcel[f]!]!
        const isClosed = facilities.open[f] === 0 && estate >= 0 && estates.walled[estate] === 1
        if (isClosed && parcels.estate[p] !== estate) return Number.POSITIVE_INFINITY
        const away = facilities.parcel[f] === p && facilities.away[f] === 0 ? 0 : facilities.away[f]!
        return (walks[i]![p]! + away) / UNITS_PER_MINUTE
      })
    const s = snapshotOf(city, rules)
    let persons = 0
    let sum = 0
    for (let b = 0; b < buildings.rows; b++) {
      let here = 0
      for (let c = 0; c < CELLS; c++) here += s.residentPersons[b * CELLS + c]!
      if (here === 0) continue
      persons += here
      const ones = sites.map(() => 1)
      sum += here * cumulativeOpportunities(ones, [minutes(buildings.parcel[b]!)], 15)[0]!
    }
    const value = measureNamed('facilities_15min')!.compute(city, rules)!
    expect(value).toBeCloseTo(sum / persons, 9)
    return value
  }
  const before = check()
  for (const estate of walledEstates(city)) open(city, estate)
  forgetSnapshot(city)
  expect(check()).toBeGreaterThan(before)
  // five kinds of need: what is near is counted once
  const needs = measureNamed('needs_15min')!.compute(city, rules)!
  expect(needs).toBeGreaterThan(0)
  expect(needs).toBeLessThanOrEqual(1)
  parcels.walk.fill(15 * UNITS_PER_MINUTE)
  forgetSnapshot(city)
  expect(measureNamed('needs_15min')!.compute(city, rules)).toBe(1)
  parcels.walk.fill(15 * UNITS_PER_MINUTE + 1)
  forgetSnapshot(city)
  expect(measureNamed('needs_15min')!.compute(city, rules)).toBe(0)
})

test('streets of measures are those of the month, not those of the last walks', () => {
  const { city } = livedIn('tiny', 'now', 3)
  const before = streetsNow(city)
  expect(streetsNow(city)).toBe(before)
  const [estate] = walledEstates(city)
  open(city, estate!)
  const after = streetsNow(city)
  expect(after).not.toBe(before)
  expect([...after.graph.inside].filter(e => e === estate).length).toBe(0)
})
