import type { City } from '../city/city.ts'
import { CHANGE, derived, scratch } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import { openStations } from '../city/neighbourhoods.ts'
import { isRoad, UNITS_PER_MINUTE, WALK_LIMIT, WALK_METRES_PER_UNIT } from '../city/plan.ts'
import {
  createWalker,
  forget,
  type StreetGraph,
  streetGraph,
  type Walk,
  type Walker,
  walkFrom,
  wallAbout,
} from '../city/walking.ts'
import { distance } from '../lib/geometry.ts'
import type { Process } from './process.ts'

/** Who can walk to each facility. Kept between ticks, and looked up anew when streets or gates change. */
interface Reach {
  streets: number
  walks: Walk[]
}

/** Walks to every facility. @example const { parcel, units } = reachOf(city)[f] */
export function reachOf(city: City): readonly Walk[] {
  const { facilities } = city
  let reach = city.derived.get('reach') as Reach | undefined
  if (reach?.streets !== city.streetsVersion)
    city.derived.set('reach', (reach = { streets: city.streetsVersion, walks: [] }))
  for (let f = reach.walks.length; f < facilities.rows; f++)
    reach.walks.push(walksTo(city, facilities.parcel[f]!, facilities.away[f]!, facilities.open[f] === 0))
  return reach.walks
}

/**
 * Walks to a place as streets stood when they were last counted: made once for all cities on the plan whose streets stand so.
 * @param site    parcel
 * @param away    walking units beyond the border
 * @param members whether a wall about it keeps others out
 */
export function walksTo(city: City, site: number, away: number, members: boolean): Walk {
  const graph = streetGraph(city)
  const key = `${site} ${away} ${members}`
  let walk = graph.walks.get(key)
  if (!walk) graph.walks.set(key, (walk = makeWalk(city, graph, site, away, members)))
  return walk
}

/** How far members of an estate are looked for first [walking units]. */
const NEAR_MEMBERS = 2 * UNITS_PER_MINUTE

/** Whether a walk has come to all doors of an estate. */
function findsAll({ parcels }: City, graph: StreetGraph, walker: Walker, reached: number, estate: number): boolean {
  let found = 0
  for (let i = 0; i < reached; i++) {
    const n = walker.settled[i]!
    for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++)
      if (parcels.estate[graph.doorParcel[k]!] === estate) found++
  }
  return found === graph.members[estate]
}

function makeWalk(city: City, graph: StreetGraph, site: number, away: number, members: boolean): Walk {
  const { parcels } = city
  const walker = derived(city, 'walker', () => createWalker(graph.nodes))
  const estate = parcels.estate[site]!
  const own = wallAbout(city, site)
  const membersOnly = members && own >= 0
  const offset = parcels.door[site]! + away
  const node = parcels.node[site]!
  let reached = 0
  // members live about: the walk goes on only as far as is needed to find them all
  for (let limit = membersOnly ? NEAR_MEMBERS : WALK_LIMIT; ; limit = Math.min(WALK_LIMIT, 2 * limit)) {
    reached = walkFrom(graph, walker, node, own, offset, limit)
    if (limit === WALK_LIMIT || findsAll(city, graph, walker, reached, estate)) break
    forget(walker, reached)
  }
  const parcel = scratch(city, 'walked parcels', Int32Array, parcels.rows)
  const units = scratch(city, 'walked units', Uint16Array, parcels.rows)
  let used = 0
  for (let i = 0; i < reached; i++) {
    const n = walker.settled[i]!
    for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
      const p = graph.doorParcel[k]!
      const walk = p === site && away === 0 ? 0 : walker.distance[n]! + parcels.door[p]!
      if (walk > WALK_LIMIT || (membersOnly && parcels.estate[p] !== estate)) continue
      parcel[used] = p
      units[used++] = walk
    }
  }
  forget(walker, reached)
  return { parcel: parcel.slice(0, used), units: units.slice(0, used) }
}

/** Trains at 35 km/h [m/min], and how far from a station a centre of work is served by it [m]. */
export const RAIL_SPEED = 583.3333333333334
const EXIT_REACH = 1500

/** Travel to a centre of work that does not exist: farther than any that does. */
const UNFOUNDED = 1000

/** Road speed [m/min] at a distance from the centre: 12 km/h in the core, rising to 30 km/h at the built edge. */
const roadSpeed = (d: number, radius: number): number => 200 + 300 * Math.min(1, d / radius)

/**
 * Travel minutes from every parcel to every job centre: the least of road and rail, and of what they were before. Roads
 * ignore walls: estates have gates for cars. Rivers are crossed at bridges.
 */
export function travel(city: City): void {
  const { parcels, centres, edges, plan, parameters } = city
  const stations = openStations(city)
  const nodes = plan.nodes.length / 2
  const start = new Int32Array(nodes + 1)
  for (let e = 0; e < edges.rows; e++) {
    if (!isRoad(edges.flags[e]!)) continue
    start[edges.a[e]! + 1]!++
    start[edges.b[e]! + 1]!++
  }
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!
  const next = start.slice()
  const to = new Int32Array(start[nodes]!)
  const minutes = new Float64Array(start[nodes]!)
  const [cx, cy] = plan.centre
  for (let e = 0; e < edges.rows; e++) {
    if (!isRoad(edges.flags[e]!)) continue
    const [a, b] = [edges.a[e]!, edges.b[e]!]
    const x = (plan.nodes[2 * a]! + plan.nodes[2 * b]!) / 2
    const y = (plan.nodes[2 * a + 1]! + plan.nodes[2 * b + 1]!) / 2
    const time = (edges.units[e]! * WALK_METRES_PER_UNIT) / roadSpeed(distance(x, y, cx, cy), plan.radius)
    to[next[a]!] = b
    minutes[next[a]!++] = time
    to[next[b]!] = a
    minutes[next[b]!++] = time
  }
  // walks to stations, once for all centres
  const stationWalk = stations.map(station => {
    const walk = new Uint16Array(parcels.rows).fill(65535)
    const graph = streetGraph(city)
    const walker = derived(city, 'walker', () => createWalker(graph.nodes))
    const reached = walkFrom(graph, walker, station.node, -1, 0, 15 * UNITS_PER_MINUTE)
    for (let i = 0; i < reached; i++) {
      const n = walker.settled[i]!
      for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
        const p = graph.doorParcel[k]!
        walk[p] = Math.min(65534, walker.distance[n]! + parcels.door[p]!)
      }
    }
    forget(walker, reached)
    return walk
  })
  const count = centres.rows
  const reached = new Float64Array(nodes)
  for (let c = 0; c < count; c++) {
    if (centres.jobs[c] === 0) continue
    shortest(start, to, minutes, centres.node[c]!, reached)
    // the shortest ride from every station to one near the centre; a line more never makes a trip longer
    const exits = stations.filter(s => distance(s.x, s.y, centres.x[c]!, centres.y[c]!) < EXIT_REACH)
    const rides = stations.map(s => {
      let least = Number.POSITIVE_INFINITY
      for (const exit of exits) if (exit !== s) least = Math.min(least, distance(s.x, s.y, exit.x, exit.y) / RAIL_SPEED)
      return least
    })
    for (let p = 0; p < parcels.rows; p++) {
      const road = parameters.road_start + Math.min(240, reached[parcels.node[p]!]!) + centres.outside[c]!
      let best = road
      rides.forEach((ride, s) => {
        const walk = stationWalk[s]![p]!
        if (walk > 15 * UNITS_PER_MINUTE) return
        const total = walk / UNITS_PER_MINUTE + parameters.rail_overhead + ride + centres.outside[c]!
        if (total < best) best = total
      })
      // walls that went up since are no doing of whatever makes this anew: no trip gets longer by a line or a centre more
      if (best < parcels.minutes[p * count + c]!) parcels.minutes[p * count + c] = best
    }
  }
}

/** Dijkstra with a binary heap over arcs of real length; unreached nodes hold 1e9. */
function shortest(start: Int32Array, to: Int32Array, length: Float64Array, from: number, distance: Float64Array): void {
  distance.fill(1e9)
  distance[from] = 0
  const heap: number[] = [from]
  const key: number[] = [0]
  while (heap.length > 0) {
    const n = heap[0]!
    const d = key[0]!
    const last = heap.pop()!
    const lastKey = key.pop()!
    const size = heap.length
    if (size > 0) {
      let i = 0
      for (;;) {
        let child = 2 * i + 1
        if (child >= size) break
        if (child + 1 < size && key[child + 1]! < key[child]!) child++
        if (key[child]! >= lastKey) break
        heap[i] = heap[child]!
        key[i] = key[child]!
        i = child
      }
      heap[i] = last
      key[i] = lastKey
    }
    if (d > distance[n]!) continue
    for (let arc = start[n]!; arc < start[n + 1]!; arc++) {
      const m = to[arc]!
      const total = d + length[arc]!
      if (total >= distance[m]!) continue
      distance[m] = total
      let i = heap.length
      heap.push(m)
      key.push(total)
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (key[parent]! <= total) break
        heap[i] = heap[parent]!
        key[i] = key[parent]!
        i = parent
      }
      heap[i] = m
      key[i] = total
    }
  }
}

/**
 * Whether walks and access are computed this month: every January, and in the first month of a quarter after gates
 * opened or facilities changed. New estates' walls wait for January.
 */
export const isAccessDue = (city: City): boolean =>
  monthOf(city.tick) === 0 ||
  (monthOf(city.tick) % 3 === 0 && (city.changes & (CHANGE.gates | CHANGE.facilities)) !== 0)

/** Streets as they stand now; travel by vehicle is computed once. */
export const networks: Process = {
  name: 'networks',
  writes: ['parcels.minutes'],
  run(city) {
    if (isAccessDue(city) && city.changes & (CHANGE.walls | CHANGE.gates)) city.streetsVersion++
    if (city.derived.has('travel')) return
    city.parcels.minutes.fill(UNFOUNDED)
    travel(city)
    city.derived.set('travel', true)
  },
}
