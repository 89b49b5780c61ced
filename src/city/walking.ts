/**
 * Walks on the street graph. Time is whole units of 1/64 minute, so shortest paths are exact and need no heap.
 *
 * Walls: a street of a walled estate serves only trips that start or end in that estate. A node all of whose open
 * streets belong to one estate lies inside it; a walk may enter an estate but leave only the one it started in.
 */
import { type City, ofPlan } from './city.ts'
import { EDGE_CLOSED, WALK_LIMIT } from './plan.ts'

export interface StreetGraph {
  readonly nodes: number
  /** CSR adjacency: arcs of node n are start[n] … start[n + 1] */
  readonly start: Int32Array
  readonly to: Int32Array
  readonly units: Uint16Array
  readonly arcEstate: Int32Array
  /** of these, likewise, the arcs of walks that may cross no estate, each as its end and its units */
  readonly publicStart: Int32Array
  readonly publicArcs: Int32Array
  /** by street of the city: the walled estate it belongs to, −1 = none, CLOSED where nobody may pass */
  readonly wall: Int32Array
  /** estate a node lies inside, −1 = public */
  readonly inside: Int32Array
  /** parcels with their door at a node, likewise */
  readonly doorStart: Int32Array
  readonly doorParcel: Int32Array
  /** parcels of each estate */
  readonly members: Int32Array
  /** walks that were asked for: see walksTo */
  readonly walks: Map<string, Walk>
}

/** Who can walk to a place: parcels within half an hour, in walking order, and the walk of each. */
export interface Walk {
  readonly parcel: Int32Array
  readonly units: Uint16Array
}

/** The street graph as gates stood when the city last counted them. */
export function streetGraph(city: City): StreetGraph {
  const kept = city.derived.get('streets') as { at: number; graph: StreetGraph } | undefined
  if (kept?.at === city.streetsVersion) return kept.graph
  const graph = graphNow(city)
  city.derived.set('streets', { at: city.streetsVersion, graph })
  return graph
}

/** What a graph hangs on besides the plan, as it was when the graph was made. */
interface KnownStreets {
  readonly graph: StreetGraph
  readonly flags: ArrayLike<number>
  readonly edgeEstate: ArrayLike<number>
  readonly parcelEstate: ArrayLike<number>
  readonly walled: ArrayLike<number>
}

/** Parcels whose walks are kept for a plan, over all its graphs: some 1 kB each, where a facility serves 70 households. */
const KEPT = 60_000

/** The street graph as gates stand now; runs that share a past, or a beginning, find it made. */
export function graphNow(city: City): StreetGraph {
  const { edges, parcels, estates } = city
  const known = ofPlan(city, 'known streets', (): KnownStreets[] => [])
  const at = known.findIndex(
    ({ flags, edgeEstate, parcelEstate, walled }) =>
      starts(estates.walled, walled, estates.rows) &&
      starts(parcels.estate, parcelEstate, parcels.rows) &&
      starts(edges.estate, edgeEstate, edges.rows) &&
      starts(edges.flags, flags, edges.rows),
  )
  const found =
    at >= 0
      ? known.splice(at, 1)[0]!
      : {
          graph: buildGraph(city),
          flags: edges.flags.slice(0, edges.rows),
          edgeEstate: edges.estate.slice(0, edges.rows),
          parcelEstate: parcels.estate.slice(0, parcels.rows),
          walled: estates.walled.slice(0, estates.rows),
        }
  known.push(found)
  if (known.length > Math.max(1, KEPT / parcels.rows)) known.shift()
  return found.graph
}

/** Whether the first `count` entries of a column are those of a list. */
function starts(column: ArrayLike<number>, list: ArrayLike<number>, count: number): boolean {
  if (list.length !== count) return false
  for (let i = 0; i < count; i++) if (column[i] !== list[i]) return false
  return true
}

/** Walled estate that a parcel lies in, which a walk from it may leave; −1 = none. */
export function wallAbout({ parcels, estates }: City, p: number): number {
  const estate = parcels.estate[p]!
  return estate >= 0 && estates.walled[estate] ? estate : -1
}

/** A closed street has no passage unless it is the inside of an estate that has been opened. */
export const CLOSED = -2

function wallsOf({ edges, estates }: City): Int32Array {
  const wall = new Int32Array(edges.rows)
  for (let e = 0; e < edges.rows; e++) {
    const estate = edges.estate[e]!
    if ((edges.flags[e]! & EDGE_CLOSED) !== 0) wall[e] = CLOSED
    else wall[e] = estate >= 0 && estates.walled[estate] ? estate : -1
  }
  return wall
}

function buildGraph(city: City): StreetGraph {
  const { edges, parcels, estates } = city
  const nodes = city.plan.nodes.length / 2
  const start = new Int32Array(nodes + 1)
  const { a, b } = edges
  const wall = wallsOf(city)
  const inside = new Int32Array(nodes).fill(-2)
  for (let e = 0; e < edges.rows; e++) {
    const estate = wall[e]!
    if (estate === CLOSED) continue
    const [from, to] = [a[e]!, b[e]!]
    start[from + 1]!++
    start[to + 1]!++
    inside[from] = inside[from] === -2 || inside[from] === estate ? estate : -1
    inside[to] = inside[to] === -2 || inside[to] === estate ? estate : -1
  }
  for (let n = 0; n < nodes; n++) {
    start[n + 1]! += start[n]!
    if (inside[n] === -2) inside[n] = -1
  }
  const arcs = start[nodes]!
  const to = new Int32Array(arcs)
  const units = new Uint16Array(arcs)
  const arcEstate = new Int32Array(arcs)
  const next = start.slice()
  for (let e = 0; e < edges.rows; e++) {
    if (wall[e] === CLOSED) continue
    const there = next[a[e]!]!++
    const back = next[b[e]!]!++
    to[there] = b[e]!
    to[back] = a[e]!
    units[there] = units[back] = edges.units[e]!
    arcEstate[there] = arcEstate[back] = wall[e]!
  }
  const { doorStart, doorParcel } = ofPlan(city, 'doors', () => {
    const doorStart = new Int32Array(nodes + 1)
    for (let p = 0; p < parcels.rows; p++) doorStart[parcels.node[p]! + 1]!++
    for (let n = 0; n < nodes; n++) doorStart[n + 1]! += doorStart[n]!
    const doorParcel = new Int32Array(parcels.rows)
    const at = doorStart.slice()
    for (let p = 0; p < parcels.rows; p++) doorParcel[at[parcels.node[p]!]!++] = p
    return { doorStart, doorParcel }
  })
  const members = new Int32Array(estates.rows)
  for (let p = 0; p < parcels.rows; p++) if (parcels.estate[p]! >= 0) members[parcels.estate[p]!]!++
  const open = publicArcs({ start, to, units, arcEstate, inside })
  return { nodes, start, to, units, arcEstate, ...open, wall, inside, doorStart, doorParcel, members, walks: new Map() }
}

type Streets = Pick<StreetGraph, 'start' | 'to' | 'units' | 'arcEstate' | 'inside'>

/** Whether a walk that may leave and cross the estate `own` (−1 = none) may go from a node along an arc. */
function mayPass({ to, arcEstate, inside }: Streets, from: number, arc: number, own: number): boolean {
  const here = inside[from]!
  const there = inside[to[arc]!]!
  const mayLeave = here < 0 || here === own
  if (there < 0 ? !mayLeave : !(mayLeave || there === here)) return false
  return !(there < 0 && here < 0 && arcEstate[arc]! >= 0 && arcEstate[arc] !== own)
}

/** Sorts out the arcs that everybody may pass: most walks need look at no others, and at no walls. */
export function publicArcs(streets: Streets): Pick<StreetGraph, 'publicStart' | 'publicArcs'> {
  const { start, to, units } = streets
  const nodes = start.length - 1
  const publicStart = new Int32Array(nodes + 1)
  const arcs = new Int32Array(to.length * 2)
  let count = 0
  for (let n = 0; n < nodes; n++) {
    for (let arc = start[n]!; arc < start[n + 1]!; arc++) {
      if (!mayPass(streets, n, arc, -1)) continue
      arcs[2 * count] = to[arc]!
      arcs[2 * count + 1] = units[arc]!
      count++
    }
    publicStart[n + 1] = count
  }
  return { publicStart, publicArcs: arcs.subarray(0, 2 * count) }
}

const FAR = 65535

/** Working memory of walks over one graph size. */
export interface Walker {
  readonly distance: Uint16Array
  readonly settled: Int32Array
  readonly head: Int32Array
  /** nodes that wait in the buckets, and those that waited */
  entries: number
  entryNode: Int32Array
  entryNext: Int32Array
}

export const createWalker = (nodes: number): Walker => ({
  distance: new Uint16Array(nodes).fill(FAR),
  settled: new Int32Array(nodes),
  head: new Int32Array(WALK_LIMIT + 1).fill(-1),
  entries: 0,
  entryNode: new Int32Array(4096),
  entryNext: new Int32Array(4096),
})

/**
 * Shortest walks from a node by Dial's buckets, up to a limit.
 * @param from       source node
 * @param own        estate the trip may leave and cross, −1 = none
 * @param offset     units already walked
 * @param limit      units, at most WALK_LIMIT
 * @returns number of nodes reached: walker.settled[0 …] in order of distance, walker.distance by node. Call
 *   `forget` before the next walk.
 */
export function walkFrom(
  graph: StreetGraph,
  walker: Walker,
  from: number,
  own: number,
  offset: number,
  limit: number,
): number {
  if (offset > limit) return 0
  walker.entries = 0
  beginAt(walker, from, offset)
  return walkOn(graph, walker, own, offset, limit)
}

/** Shortest walks from the nearest of some nodes, for those who belong to no estate: otherwise as `walkFrom`. */
export function walkFromNearest(graph: StreetGraph, walker: Walker, from: readonly number[], limit: number): number {
  walker.entries = 0
  for (const node of from) if (walker.distance[node] === FAR) beginAt(walker, node, 0)
  return walkOn(graph, walker, -1, 0, limit)
}

function beginAt(walker: Walker, node: number, offset: number): void {
  const { distance, entryNode, entryNext, head, entries } = walker
  distance[node] = offset
  entryNode[entries] = node
  entryNext[entries] = head[offset]!
  head[offset] = entries
  walker.entries++
}

function walkOn(graph: StreetGraph, walker: Walker, own: number, offset: number, limit: number): number {
  const { distance, settled, head } = walker
  let reached = 0
  let seen = 0
  for (let d = offset; d <= limit && seen < walker.entries; d++) {
    // entries pushed while a bucket is open carry larger distances, so its list does not change under us
    for (let entry = head[d]!; entry >= 0; entry = walker.entryNext[entry]!) {
      seen++
      const n = walker.entryNode[entry]!
      if (distance[n] !== d) continue
      settled[reached++] = n
      if (own < 0) passPublic(graph, walker, n, d, limit)
      else passAny(graph, walker, n, d, limit, own)
    }
    head[d] = -1
  }
  return reached
}

/** Walks on from a node by the arcs that are everybody's. */
function passPublic(graph: StreetGraph, walker: Walker, n: number, d: number, limit: number): void {
  const { publicStart, publicArcs: arcs } = graph
  const { distance, head } = walker
  const to = 2 * publicStart[n + 1]!
  if (walker.entryNode.length < walker.entries + to - 2 * publicStart[n]!) grow(walker)
  const { entryNode, entryNext } = walker
  let { entries } = walker
  for (let i = 2 * publicStart[n]!; i < to; i += 2) {
    const m = arcs[i]!
    const length = d + arcs[i + 1]!
    if (length >= distance[m]! || length > limit) continue
    distance[m] = length
    entryNode[entries] = m
    entryNext[entries] = head[length]!
    head[length] = entries++
  }
  walker.entries = entries
}

/** Walks on from a node where the walk's own estate is open to it. */
function passAny(graph: StreetGraph, walker: Walker, n: number, d: number, limit: number, own: number): void {
  const { start, to, units } = graph
  const { distance, head } = walker
  if (walker.entryNode.length < walker.entries + start[n + 1]! - start[n]!) grow(walker)
  const { entryNode, entryNext } = walker
  for (let arc = start[n]!; arc < start[n + 1]!; arc++) {
    const m = to[arc]!
    const length = d + units[arc]!
    if (length >= distance[m]! || length > limit || !mayPass(graph, n, arc, own)) continue
    distance[m] = length
    entryNode[walker.entries] = m
    entryNext[walker.entries] = head[length]!
    head[length] = walker.entries++
  }
}

/** Doubles the room for entries. */
function grow(walker: Walker): void {
  for (const name of ['entryNode', 'entryNext'] as const) {
    const grown = new Int32Array(walker[name].length * 2)
    grown.set(walker[name])
    walker[name] = grown
  }
}

/** Clears what a walk left behind. */
export function forget(walker: Walker, reached: number): void {
  for (let i = 0; i < reached; i++) walker.distance[walker.settled[i]!] = FAR
}
