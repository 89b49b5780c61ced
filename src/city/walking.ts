/**
 * Walks on the street graph. Time is whole units of 1/64 minute, so shortest paths are exact and need no heap.
 *
 * Walls: a street of a walled estate serves only trips that start or end in that estate. A node all of whose open
 * streets belong to one estate lies inside it; a walk may enter an estate but leave only the one it started in.
 */
import type { City } from './city.ts'
import { derived } from './city.ts'
import { EDGE_CLOSED, WALK_LIMIT } from './plan.ts'

export interface StreetGraph {
  readonly nodes: number
  /** CSR adjacency: arcs of node n are start[n] … start[n + 1] */
  readonly start: Int32Array
  readonly to: Int32Array
  readonly units: Uint16Array
  readonly arcEstate: Int32Array
  /** estate a node lies inside, −1 = public */
  readonly inside: Int32Array
  /** parcels with their door at a node, likewise */
  readonly doorStart: Int32Array
  readonly doorParcel: Int32Array
}

/** The street graph as gates stand now; made anew when streets change. */
export function streetGraph(city: City): StreetGraph {
  const kept = city.derived.get('streets') as { at: number; graph: StreetGraph } | undefined
  if (kept?.at === city.streetsVersion) return kept.graph
  const graph = buildGraph(city)
  city.derived.set('streets', { at: city.streetsVersion, graph })
  return graph
}

function buildGraph(city: City): StreetGraph {
  const { edges, parcels, estates } = city
  const nodes = city.plan.nodes.length / 2
  const start = new Int32Array(nodes + 1)
  // a closed street has no passage unless it is the inside of an estate that has been opened
  const isOpen = (e: number): boolean => (edges.flags[e]! & EDGE_CLOSED) === 0
  const wall = (e: number): number => {
    const estate = edges.estate[e]!
    return estate >= 0 && estates.walled[estate] ? estate : -1
  }
  const inside = new Int32Array(nodes).fill(-2)
  for (let e = 0; e < edges.rows; e++) {
    if (!isOpen(e)) continue
    const estate = wall(e)
    for (const n of [edges.a[e]!, edges.b[e]!]) {
      start[n + 1]!++
      inside[n] = inside[n] === -2 || inside[n] === estate ? estate : -1
    }
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
    if (!isOpen(e)) continue
    const [a, b] = [edges.a[e]!, edges.b[e]!]
    for (const [from, end] of [
      [a, b],
      [b, a],
    ] as const) {
      const arc = next[from]!++
      to[arc] = end
      units[arc] = edges.units[e]!
      arcEstate[arc] = wall(e)
    }
  }
  const { doorStart, doorParcel } = derived(city, 'doors', () => {
    const doorStart = new Int32Array(nodes + 1)
    for (let p = 0; p < parcels.rows; p++) doorStart[parcels.node[p]! + 1]!++
    for (let n = 0; n < nodes; n++) doorStart[n + 1]! += doorStart[n]!
    const doorParcel = new Int32Array(parcels.rows)
    const at = doorStart.slice()
    for (let p = 0; p < parcels.rows; p++) doorParcel[at[parcels.node[p]!]!++] = p
    return { doorStart, doorParcel }
  })
  return { nodes, start, to, units, arcEstate, inside, doorStart, doorParcel }
}

const FAR = 65535

/** Working memory of walks over one graph size. */
export interface Walker {
  readonly distance: Uint16Array
  readonly settled: Int32Array
  readonly head: Int32Array
  entryNode: Int32Array
  entryNext: Int32Array
}

export const createWalker = (nodes: number): Walker => ({
  distance: new Uint16Array(nodes).fill(FAR),
  settled: new Int32Array(nodes),
  head: new Int32Array(WALK_LIMIT + 1).fill(-1),
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
  const { start, to, units, arcEstate, inside } = graph
  const { distance, settled, head } = walker
  if (offset > limit) return 0
  let { entryNode, entryNext } = walker
  let entries = 1
  let reached = 0
  distance[from] = offset
  entryNode[0] = from
  entryNext[0] = -1
  head[offset] = 0
  let waiting = 1
  for (let d = offset; d <= limit && waiting > 0; d++) {
    // entries pushed while a bucket is open carry larger distances, so its list does not change under us
    for (let entry = head[d]!; entry >= 0; entry = entryNext[entry]!) {
      waiting--
      const n = entryNode[entry]!
      if (distance[n] !== d) continue
      settled[reached++] = n
      distance[n] = d
      const here = inside[n]!
      const mayLeave = here < 0 || here === own
      for (let arc = start[n]!, end = start[n + 1]!; arc < end; arc++) {
        const m = to[arc]!
        const length = d + units[arc]!
        if (length >= distance[m]! || length > limit) continue
        const there = inside[m]!
        if (there < 0 ? !mayLeave : !(mayLeave || there === here)) continue
        if (there < 0 && here < 0 && arcEstate[arc]! >= 0 && arcEstate[arc] !== own) continue
        distance[m] = length
        if (entries === entryNode.length) {
          const grown = new Int32Array(entries * 2)
          grown.set(entryNode)
          walker.entryNode = entryNode = grown
          const grownNext = new Int32Array(entries * 2)
          grownNext.set(entryNext)
          walker.entryNext = entryNext = grownNext
        }
        entryNode[entries] = m
        entryNext[entries] = head[length]!
        head[length] = entries++
        waiting++
      }
    }
    head[d] = -1
  }
  return reached
}

/** Clears what a walk left behind. */
export function forget(walker: Walker, reached: number): void {
  for (let i = 0; i < reached; i++) walker.distance[walker.settled[i]!] = FAR
}
