/** From a drafted place to a Plan: numbering, doors, compounds, gateways and job centres, facilities, the report. */
import type { FacilityKind, Plan, PlanCentre, PlanFacility, PlanParcel } from '../city/plan.ts'
import {
  EDGE_BRIDGE,
  EDGE_CLOSED,
  EDGE_GATE,
  EDGE_GROUND,
  UNITS_PER_MINUTE,
  WALK_LIMIT,
  WALK_METRES_PER_UNIT,
} from '../city/plan.ts'
import { say } from '../lib/declare.ts'
import type { DraftEstate } from './estates.ts'
import { encloseRest, gatesOf } from './estates.ts'
import type { Box } from './geometry.ts'
import { centimetres, distance, hilbert, inRing, NearestPoint } from './geometry.ts'
import { groundsOf } from './grounds.ts'
import type { StreetGraph } from './streets.ts'

export type ReportRow = NonNullable<Plan['report']>[number]

export interface DraftFacility {
  kind: FacilityKind
  capacity: number
  quality?: number
  x: number
  y: number
  /** row of its parcel, −1: the one it lies in, else the nearest */
  parcel: number
  open: boolean
}

export interface DraftPlace {
  name: string
  source: 'osm' | 'geojson'
  attribution?: string
  origin: [number, number]
  box: Box
  /** node, door are set here; estate is a row of `estates` or absent */
  parcels: PlanParcel[]
  graph: StreetGraph
  estates: (DraftEstate & { privateGreen: boolean })[]
  facilities: DraftFacility[]
  /** where railways cross the border */
  railGates: { x: number; y: number }[]
  stations: { x: number; y: number }[]
  /** m² of floor for work by parcel */
  work: Float64Array
  buildings: NonNullable<Plan['buildings']>
  drawing: Plan['drawing']
  report: ReportRow[]
}

/** Shares and minutes of the boundary rule, model.md §5.2. */
const OUTSIDE_JOBS = 0.8
const OUTSIDE_MINUTES = 25
const OUTSIDE_MINUTES_RAIL = 20
const OUTSIDE_AWAY = 8 * UNITS_PER_MINUTE
const RAIL_WEIGHT = 4
const MOST_GATEWAYS = 12
/** Border crossings nearer than this are one gateway [m]. */
const ONE_GATEWAY = 150
const HOUSEHOLDS_PER_DWELLING = 0.935
const PERSONS = 2.5

const ACCESS: readonly FacilityKind[] = ['school', 'clinic', 'park', 'market', 'culture']
/** Need a household: persons, the old twice for clinics, and children of school age. */
const NEED: Partial<Record<FacilityKind, number>> = { school: 0.16, clinic: PERSONS * 1.2 }

export function finishPlan(place: DraftPlace): Plan {
  const { graph, box } = place
  const { nodes, edges } = graph
  const report = place.report

  // parcels along a space-filling curve
  const span = Math.max(box.x1 - box.x0, box.y1 - box.y0, 1)
  const grid = (v: number, low: number) => Math.max(0, Math.min(65535, Math.floor(((v - low) / span) * 65535)))
  const onCurve = place.parcels.map(p => hilbert(grid(p.x, box.x0), grid(p.y, box.y0)))
  const order = place.parcels.map((_, i) => i).sort((a, b) => onCurve[a]! - onCurve[b]! || a - b)
  const newRow = new Int32Array(order.length)
  order.forEach((old, row) => {
    newRow[old] = row
  })
  const parcels = order.map(old => place.parcels[old]!)
  const work = Float64Array.from(order, old => place.work[old]!)

  const index = parcelIndex(parcels)

  // compounds nobody lives or works in are none: their ways are public, as far as they hang on the public network
  const members = place.estates.map(() => 0)
  for (const { estate, use } of parcels)
    if (
      estate !== undefined &&
      (use === 'residential' || use === 'employment' || use === 'institution' || use === 'street commercial')
    )
      members[estate]!++
  const estateRow = place.estates.map(() => -1)
  let estateCount = 0
  place.estates.forEach((_, e) => {
    if (members[e]! > 0) estateRow[e] = estateCount++
  })
  for (const e of edges) if (e.estate >= 0) e.estate = estateRow[e.estate]!
  for (const parcel of parcels) {
    if (parcel.estate === undefined) continue
    if (estateRow[parcel.estate]! < 0) delete parcel.estate
    else parcel.estate = estateRow[parcel.estate]!
  }

  encloseRest(graph)

  // doors
  const count = nodes.length / 2
  const publicNode = new Uint8Array(count)
  const nodeEstates: Set<number>[] = Array.from({ length: count }, () => new Set())
  for (const e of edges)
    for (const v of [e.a, e.b]) {
      if (e.estate < 0) publicNode[v] = 1
      else nodeEstates[v]!.add(e.estate)
    }
  const near = new NearestPoint(nodes)
  const units = (metres: number) => Math.max(1, Math.round(metres / WALK_METRES_PER_UNIT))
  const gates: number[][] = []
  for (let e = 0; e < estateCount; e++) gates.push(gatesOf(graph, e))
  let far = 0
  for (const parcel of parcels) {
    const { estate } = parcel
    let found = { row: -1, distance: Number.POSITIVE_INFINITY }
    if (estate !== undefined) {
      found = near.find(parcel.x, parcel.y, Number.POSITIVE_INFINITY, v => nodeEstates[v]!.has(estate))
      if (found.row < 0) {
        found = near.find(parcel.x, parcel.y, Number.POSITIVE_INFINITY, v => publicNode[v] === 1)
        if (found.row >= 0 && !gates[estate]!.includes(found.row)) gates[estate]!.push(found.row)
      }
    } else found = near.find(parcel.x, parcel.y, Number.POSITIVE_INFINITY, v => publicNode[v] === 1)
    parcel.node = found.row
    parcel.door = Math.min(WALK_LIMIT, units(found.distance))
    if (found.distance > 300) far++
  }

  // homes and households
  let dwellings = 0
  for (const { stock } of parcels) for (const s of stock ?? []) dwellings += s.dwellings ?? 0
  const households = Math.round(dwellings * HOUSEHOLDS_PER_DWELLING)
  const zoneHouseholds = households < 9600 ? Math.max(100, Math.round(households / 12)) : 800
  const zones = Math.max(1, Math.round(households / zoneHouseholds))
  let [hx, hy, hw] = [0, 0, 0]
  for (const parcel of parcels) {
    const weight = (parcel.stock ?? []).reduce((sum, s) => sum + (s.dwellings ?? 0), 0)
    hx += parcel.x * weight
    hy += parcel.y * weight
    hw += weight
  }
  const centre: [number, number] =
    hw > 0 ? [centimetres(hx / hw), centimetres(hy / hw)] : [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]

  // jobs
  const gateways = gatewaysOf(place, near)
  const clusters = workClusters(parcels, work, centre)
  const centres: PlanCentre[] = []
  const inside = gateways.length > 0 ? 1 - OUTSIDE_JOBS : 1
  const weightIn = clusters.reduce((sum, c) => sum + c.weight, 0)
  clusters.forEach((c, i) => {
    centres.push({
      x: c.x,
      y: c.y,
      node: near.find(c.x, c.y, Number.POSITIVE_INFINITY, v => publicNode[v] === 1).row,
      jobs: (inside * c.weight) / weightIn,
      main: i === 0,
    })
  })
  const weightOut = gateways.reduce((sum, g) => sum + g.weight, 0)
  for (const g of gateways)
    centres.push({
      x: g.x,
      y: g.y,
      node: g.node,
      jobs: (OUTSIDE_JOBS * g.weight) / weightOut,
      outside: g.rail ? OUTSIDE_MINUTES_RAIL : OUTSIDE_MINUTES,
      main: false,
    })

  // facilities; those beyond the border have room for the district's own need, by the gateways' weights
  const middles = new NearestPoint(parcels.flatMap(p => [p.x, p.y]))
  const facilities: PlanFacility[] = place.facilities.map(f => {
    let p = f.parcel >= 0 ? newRow[f.parcel]! : index(f.x, f.y)
    if (p < 0) p = middles.find(f.x, f.y, Number.POSITIVE_INFINITY, q => parcels[q]!.use !== 'water').row
    const facility: PlanFacility = {
      kind: f.kind,
      parcel: p,
      capacity: Math.max(1, Math.round(f.capacity)),
      open: f.open,
    }
    if (f.quality !== undefined) facility.quality = f.quality
    if (!f.open && parcels[p]!.estate === undefined) facility.open = true
    return facility
  })
  for (const g of gateways)
    for (const kind of ACCESS) {
      const { row, distance: metres } = middles.find(
        g.x,
        g.y,
        Number.POSITIVE_INFINITY,
        q => parcels[q]!.estate === undefined && parcels[q]!.use !== 'water',
      )
      if (row < 0) continue
      facilities.push({
        kind,
        parcel: row,
        capacity: Math.max(1, Math.round((households * (NEED[kind] ?? PERSONS) * g.weight) / weightOut)),
        open: true,
        away: Math.max(0, OUTSIDE_AWAY - parcels[row]!.door + units(metres)),
      })
    }

  const stations = place.stations.map(s => ({
    x: s.x,
    y: s.y,
    node: near.find(s.x, s.y, Number.POSITIVE_INFINITY, v => publicNode[v] === 1).row,
  }))
  const area = parcels.reduce(
    (sum, p) => sum + (p.use === 'water' || p.use === 'nature' || p.use === 'farmland' ? 0 : p.area),
    0,
  )
  const gateNodes = new Set(gates.flat())
  const grounds = groundsOf(graph, parcels, place.drawing, index, parcelIndex(place.buildings))
  report.push(
    {
      what: 'walled compounds',
      read: place.estates.filter((e, i) => estateRow[i]! >= 0 && e.found === 'wall').length,
      inferred: place.estates.filter((e, i) => estateRow[i]! >= 0 && e.found !== 'wall').length,
      assumed: 0,
      left: place.estates.length - estateCount,
      note: say(
        'read from closed walls and fences, inferred from private streets and gates; left out: no parcel inside',
        '读自闭合的墙和栅栏，由私有道路和大门推断；未取：里面没有地块',
      ),
    },
    {
      what: 'gates',
      read: [...gateNodes].filter(v => graph.gates.has(v)).length,
      inferred: [...gateNodes].filter(v => !graph.gates.has(v)).length,
      assumed: 0,
      left: 0,
      note: say(
        'inferred where a street enters a compound and no gate is mapped',
        '街道进入院落而没有标出大门处，推断有门',
      ),
    },
    {
      what: 'ways over walled ground',
      read: 0,
      inferred: 0,
      assumed: grounds.links.length,
      left: 0,
      note: say(
        'where people could walk if the walls came down: not through buildings, nor over railways and water',
        '围墙拆除后人可以走的地方：不穿建筑，不越铁路和水面',
      ),
    },
    {
      what: 'doors',
      read: 0,
      inferred: parcels.length,
      assumed: 0,
      left: 0,
      note: say(
        `each parcel's door is at the nearest street node${far > 0 ? `; ${far} are over 300 m away` : ''}`,
        `每个地块的出入口在最近的街道节点${far > 0 ? `；其中${far}个超过300米` : ''}`,
      ),
    },
    {
      what: 'gateways',
      read: gateways.length,
      inferred: 0,
      assumed: 0,
      left: 0,
      note: say(
        `hold ${OUTSIDE_JOBS * 100} % of jobs; facilities of all kinds assumed 8 minutes beyond each`,
        `占就业的${OUTSIDE_JOBS * 100}%；假定各类设施在其外8分钟`,
      ),
    },
    {
      what: 'job centres inside',
      read: 0,
      inferred: clusters.length,
      assumed: 0,
      left: 0,
      note: say('weighted by floor for work', '按工作用的建筑面积加权'),
    },
    {
      what: 'households',
      read: 0,
      inferred: 0,
      assumed: households,
      left: 0,
      note: say(
        'incomes, tenure and households are synthetic: 0.935 a dwelling, the synthetic mix',
        '收入、住房来源和家庭为虚拟：每套住房0.935户，按虚拟城市的构成',
      ),
    },
  )
  const ways = [...edges, ...grounds.links]
  return {
    format: 'justcity city',
    version: 1,
    name: place.name,
    source: place.source,
    ...(place.attribution === undefined ? {} : { attribution: place.attribution }),
    households,
    centre,
    radius: centimetres(Math.max(200, Math.sqrt(area / Math.PI))),
    bounded: true,
    siteShare: 1,
    zoneHouseholds,
    districts: Math.max(1, Math.min(zones, Math.max(4, Math.round(zones / 8)))),
    parcels,
    nodes: [...nodes, ...grounds.nodes],
    edges: {
      a: ways.map(e => e.a),
      b: ways.map(e => e.b),
      units: ways.map(e => units(e.length)),
      estate: ways.map(e => e.estate),
      flags: [
        ...edges.map(
          e =>
            (gateNodes.has(e.a) !== gateNodes.has(e.b) && e.estate >= 0 ? EDGE_GATE : 0) | (e.bridge ? EDGE_BRIDGE : 0),
        ),
        ...grounds.links.map(() => EDGE_CLOSED | EDGE_GROUND),
      ],
    },
    facilities,
    estates: place.estates
      .filter((_, e) => estateRow[e]! >= 0)
      .map((e, row) => ({ walled: true, privateGreen: e.privateGreen, gates: gates[row]! })),
    villages: 0,
    centres,
    stations,
    drawing: place.drawing,
    buildings: place.buildings.map(b => ({ ...b, parcel: b.parcel < 0 ? -1 : newRow[b.parcel]! })),
    origin: place.origin,
    report,
  }
}

/**
 * The compound of each parcel: the walled outline it lies in, else the one that has most of the ways across it, if that
 * shows only in the streets.
 * @param outlines of parcels; a parcel of open ground, or in a wall, is passed over
 * @returns rows of estates, −1 = none
 */
export function streetEstates(
  outlines: readonly { outline: number[]; open: boolean }[],
  graph: StreetGraph,
  estates: readonly DraftEstate[],
): Int32Array {
  const index = parcelIndex(outlines)
  const inner = outlines.map(() => new Map<number, number>())
  for (const e of graph.edges) {
    const p = index(e.middle[0], e.middle[1])
    if (p >= 0) inner[p]!.set(e.estate, (inner[p]!.get(e.estate) ?? 0) + e.length)
  }
  return Int32Array.from(outlines, ({ open }, p) => {
    let best = -1
    let most = 0
    for (const [estate, metres] of [...inner[p]!].sort((a, b) => a[0] - b[0]))
      if (metres > most) {
        most = metres
        best = estate
      }
    return open || best < 0 || estates[best]!.ring >= 0 ? -1 : best
  })
}

/** Finds the parcel a point lies in: −1 if none. */
export function parcelIndex(parcels: readonly { outline: number[] }[]): (x: number, y: number) => number {
  const bins = new Map<number, number[]>()
  const size = 150
  const key = (cx: number, cy: number) => (cx + 100_000) * 400_000 + cy + 100_000
  parcels.forEach(({ outline }, p) => {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < outline.length; i += 2) {
      x0 = Math.min(x0, outline[i]!)
      x1 = Math.max(x1, outline[i]!)
      y0 = Math.min(y0, outline[i + 1]!)
      y1 = Math.max(y1, outline[i + 1]!)
    }
    for (let cx = Math.floor(x0 / size); cx <= Math.floor(x1 / size); cx++)
      for (let cy = Math.floor(y0 / size); cy <= Math.floor(y1 / size); cy++) {
        const bin = bins.get(key(cx, cy))
        if (bin) bin.push(p)
        else bins.set(key(cx, cy), [p])
      }
  })
  return (x, y) => {
    for (const p of bins.get(key(Math.floor(x / size), Math.floor(y / size))) ?? [])
      if (inRing(parcels[p]!.outline, x, y)) return p
    return -1
  }
}

interface Gateway {
  x: number
  y: number
  node: number
  weight: number
  rail: boolean
}

/** Border crossings as gateways: near ones are one; at most twelve. */
function gatewaysOf(place: DraftPlace, near: NearestPoint): Gateway[] {
  const { graph } = place
  const reachable = new Uint8Array(graph.nodes.length / 2)
  for (const e of graph.edges) if (e.estate < 0) reachable[e.a] = reachable[e.b] = 1
  const of = (rail: boolean, points: { x: number; y: number; node: number; weight: number }[]) => {
    const list: Gateway[] = []
    // twin carriageways and tracks are one crossing: their weights do not add up
    for (const p of points) {
      const twin = list.find(g => distance(g.x, g.y, p.x, p.y) < (rail ? ONE_GATEWAY : 50))
      if (twin === undefined) list.push({ ...p, rail })
      else if (p.weight > twin.weight) Object.assign(twin, p)
    }
    return list
  }
  let roads = [...graph.border]
    .filter(([v]) => reachable[v] === 1)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([node, weight]) => ({ x: graph.nodes[2 * node]!, y: graph.nodes[2 * node + 1]!, node, weight }))
  if (roads.some(r => r.weight > 0)) roads = roads.filter(r => r.weight > 0)
  else for (const r of roads) r.weight = 1
  const rails = place.railGates.map(r => ({
    ...r,
    weight: RAIL_WEIGHT,
    node: near.find(r.x, r.y, Number.POSITIVE_INFINITY, v => reachable[v] === 1).row,
  }))
  let gateways = [...of(false, roads), ...of(true, rails)]
  for (;;) {
    let best: { i: number; j: number; d: number } | undefined
    for (let i = 0; i < gateways.length; i++)
      for (let j = i + 1; j < gateways.length; j++) {
        const [a, b] = [gateways[i]!, gateways[j]!]
        if (a.rail !== b.rail) continue
        const d = distance(a.x, a.y, b.x, b.y)
        if (best === undefined || d < best.d) best = { i, j, d }
      }
    if (best === undefined || (best.d >= ONE_GATEWAY && gateways.length <= MOST_GATEWAYS)) break
    const [a, b] = [gateways[best.i]!, gateways[best.j]!]
    const kept = { ...(b.weight > a.weight ? b : a), weight: a.weight + b.weight }
    gateways = gateways.map((g, i) => (i === best.i ? kept : g)).filter((_, i) => i !== best.j)
  }
  return gateways
}

/** One to three centres of work inside: the heaviest parcel, then the ones farthest from it, settled by means. */
function workClusters(parcels: readonly PlanParcel[], work: Float64Array, centre: [number, number]) {
  const rows = parcels.map((_, p) => p).filter(p => work[p]! > 0)
  if (rows.length === 0) return [{ x: centre[0], y: centre[1], weight: 1 }]
  const wanted = Math.min(3, Math.max(1, Math.floor(rows.length / 6)))
  const seeds = [rows.reduce((a, b) => (work[b]! > work[a]! ? b : a))]
  while (seeds.length < wanted) {
    let best = -1
    let most = 0
    for (const p of rows) {
      const d = Math.min(...seeds.map(s => distance(parcels[s]!.x, parcels[s]!.y, parcels[p]!.x, parcels[p]!.y)))
      const worth = d * Math.sqrt(work[p]!)
      if (worth > most) {
        most = worth
        best = p
      }
    }
    if (best < 0) break
    seeds.push(best)
  }
  let clusters = seeds.map(s => ({ x: parcels[s]!.x, y: parcels[s]!.y, weight: 0 }))
  for (let round = 0; round < 12; round++) {
    const sums = clusters.map(() => ({ x: 0, y: 0, weight: 0 }))
    for (const p of rows) {
      let nearest = 0
      clusters.forEach((c, i) => {
        const old = clusters[nearest]!
        if (distance(c.x, c.y, parcels[p]!.x, parcels[p]!.y) < distance(old.x, old.y, parcels[p]!.x, parcels[p]!.y))
          nearest = i
      })
      const sum = sums[nearest]!
      sum.x += parcels[p]!.x * work[p]!
      sum.y += parcels[p]!.y * work[p]!
      sum.weight += work[p]!
    }
    clusters = sums
      .filter(s => s.weight > 0)
      .map(s => ({ x: centimetres(s.x / s.weight), y: centimetres(s.y / s.weight), weight: s.weight }))
  }
  return clusters.sort((a, b) => b.weight - a.weight || a.x - b.x)
}
