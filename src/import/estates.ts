/**
 * Walled compounds. Some are outlines of walls and fences, closed or nearly so; others show only in the streets: private
 * ways, and ways that can be reached through gates alone.
 */
import type { Ring } from './geometry.ts'
import { boxOf, distance, fromSegment, inRing, isSimple, pointInside, signedArea, tidyRing } from './geometry.ts'
import type { GraphEdge, StreetGraph } from './streets.ts'
import { componentsOf } from './streets.ts'

/** A wall may be missing over this much of a compound's outline [m]. */
const GAP = 30
const SMALLEST = 1500
const LARGEST = 400_000

/**
 * Closed outlines made of wall lines: rings as they are, and lines whose ends are each other's nearest within 30 m.
 * @param lines walls and fences, x y …; closed ones repeat their first point
 */
export function wallRings(lines: readonly number[][]): { rings: Ring[]; loose: number } {
  const rings: Ring[] = []
  const open: number[][] = []
  for (const line of lines) {
    const n = line.length
    if (n >= 8 && line[0] === line[n - 2] && line[1] === line[n - 1]) addRing(rings, line.slice(0, n - 2))
    else if (n >= 4) open.push(line)
  }
  // end 2i is the start of line i, end 2i + 1 its end
  const x = (end: number) => (end % 2 === 0 ? open[end >> 1]![0]! : open[end >> 1]!.at(-2)!)
  const y = (end: number) => (end % 2 === 0 ? open[end >> 1]![1]! : open[end >> 1]!.at(-1)!)
  const ends = open.length * 2
  const pairs: { a: number; b: number; d: number }[] = []
  const bins = new Map<string, number[]>()
  for (let a = 0; a < ends; a++) {
    const [cx, cy] = [Math.floor(x(a) / GAP), Math.floor(y(a) / GAP)]
    for (let i = cx - 1; i <= cx + 1; i++)
      for (let j = cy - 1; j <= cy + 1; j++)
        for (const b of bins.get(`${i} ${j}`) ?? []) {
          const d = distance(x(a), y(a), x(b), y(b))
          if (d <= GAP) pairs.push({ a: b, b: a, d })
        }
    const bin = bins.get(`${cx} ${cy}`)
    if (bin) bin.push(a)
    else bins.set(`${cx} ${cy}`, [a])
  }
  pairs.sort((p, q) => p.d - q.d || p.a - q.a || p.b - q.b)
  const mate = new Int32Array(ends).fill(-1)
  for (const { a, b } of pairs) {
    // a short wall's own two ends are not a ring
    if ((a ^ b) === 1 && open[a >> 1]!.length < 8) continue
    if (mate[a] === -1 && mate[b] === -1) {
      mate[a] = b
      mate[b] = a
    }
  }
  const seen = new Uint8Array(open.length)
  let used = 0
  for (let start = 0; start < open.length; start++) {
    if (seen[start]) continue
    const ring: number[] = []
    let end = 2 * start
    let closed = false
    const walked: number[] = []
    for (;;) {
      const line = end >> 1
      if (seen[line]) {
        closed = end === 2 * start
        break
      }
      seen[line] = 1
      walked.push(line)
      const points = open[line]!
      if (end % 2 === 0) ring.push(...points)
      else for (let i = points.length - 2; i >= 0; i -= 2) ring.push(points[i]!, points[i + 1]!)
      end = mate[end ^ 1]!
      if (end === -1) break
    }
    if (closed && addRing(rings, ring)) used += walked.length
  }
  return { rings, loose: open.length - used }
}

function addRing(rings: Ring[], points: number[]): boolean {
  const ring = tidyRing(points)
  if (ring === null || !isSimple(ring)) return false
  const area = signedArea(ring)
  if (area < SMALLEST || area > LARGEST) return false
  // the same outline drawn twice, as a wall and as an area
  const [x, y] = pointInside(ring)
  if (rings.some(r => inRing(r, x, y) && Math.abs(signedArea(r) - area) < 0.2 * area)) return false
  rings.push(ring)
  return true
}

/** Share of an outline that runs along walls, within 15 m of one. */
export function walledShare(ring: Ring, walls: readonly number[][]): number {
  const box = boxOf(ring)
  const near = walls.filter(line => {
    const b = boxOf(line)
    return b.x0 <= box.x1 + 15 && b.x1 >= box.x0 - 15 && b.y0 <= box.y1 + 15 && b.y1 >= box.y0 - 15
  })
  if (near.length === 0) return 0
  let along = 0
  let whole = 0
  const n = ring.length
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!]
    const length = distance(ax, ay, bx, by)
    const parts = Math.max(1, Math.ceil(length / 10))
    for (let k = 0; k < parts; k++) {
      const t = (k + 0.5) / parts
      const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)]
      whole += length / parts
      if (near.some(line => nearLine(line, x, y, 15))) along += length / parts
    }
  }
  return whole === 0 ? 0 : along / whole
}

function nearLine(line: readonly number[], x: number, y: number, reach: number): boolean {
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
    if (Math.max(ax, bx) < x - reach || Math.min(ax, bx) > x + reach) continue
    if (Math.max(ay, by) < y - reach || Math.min(ay, by) > y + reach) continue
    if (fromSegment(x, y, ax, ay, bx, by) <= reach) return true
  }
  return false
}

export interface DraftEstate {
  /** row of its walled ring, −1 if it shows only in the streets */
  ring: number
  found: 'wall' | 'private streets' | 'gates'
}

/** Ways closed to strangers shorter than this are drives, not compounds [m]. */
const SHORTEST_PRIVATE = 80
const SHORTEST_GATED = 50

/**
 * Finds the compounds and writes each edge's estate. Afterwards the public edges are one connected network: what can be
 * reached only through a compound belongs to it.
 * @param ringCount rows of walled rings; ring r is estate r
 */
export function findEstates(graph: StreetGraph, ringCount: number): DraftEstate[] {
  const { edges, gates } = graph
  const count = graph.nodes.length / 2
  const estates: DraftEstate[] = []
  for (let r = 0; r < ringCount; r++) estates.push({ ring: r, found: 'wall' })
  for (const e of edges) e.estate = e.ring

  // private ways that hang together without a public way or a gate between
  const publicNode = new Uint8Array(count)
  for (const e of edges) if (e.estate < 0 && !e.private) publicNode[e.a] = publicNode[e.b] = 1
  const isPrivate = (e: GraphEdge) => e.estate < 0 && e.private
  claim(
    graph,
    estates,
    isPrivate,
    v => publicNode[v] === 1 || gates.has(v),
    (length, gated) => length >= (gated ? SHORTEST_GATED : SHORTEST_PRIVATE),
    'private streets',
  )

  // ways behind gates
  const isPublic = (e: GraphEdge) => e.estate < 0
  const behind = componentsOf(count, edges, isPublic, v => gates.has(v))
  const main = longest(edges, isPublic, e => (gates.has(e.a) ? behind[e.b]! : behind[e.a]!))
  claim(
    graph,
    estates,
    e => isPublic(e) && behind[e.a] !== main && behind[e.b] !== main,
    v => gates.has(v),
    (length, gated) => gated && length >= SHORTEST_GATED,
    'gates',
  )

  encloseRest(graph)
  return estates
}

/** Public ways that the public network does not reach are enclosed by compounds: they belong to the one they meet. */
export function encloseRest({ nodes, edges }: StreetGraph): void {
  const count = nodes.length / 2
  const isPublic = (e: GraphEdge) => e.estate < 0
  for (;;) {
    const component = componentsOf(count, edges, isPublic)
    const outside = longest(edges, isPublic, e => component[e.a]!)
    const neighbour = new Map<number, number>()
    const estateAt = new Int32Array(count).fill(-1)
    for (const e of edges)
      if (e.estate >= 0)
        for (const v of [e.a, e.b]) if (estateAt[v] === -1 || e.estate < estateAt[v]!) estateAt[v] = e.estate
    for (const e of edges)
      if (e.estate < 0 && component[e.a] !== outside)
        for (const v of [e.a, e.b])
          if (estateAt[v]! >= 0 && !neighbour.has(component[e.a]!)) neighbour.set(component[e.a]!, estateAt[v]!)
    if (neighbour.size === 0) break
    for (const e of edges)
      if (e.estate < 0) {
        const estate = neighbour.get(component[e.a]!)
        if (estate !== undefined) e.estate = estate
      }
  }
}

function longest(
  edges: readonly GraphEdge[],
  counts: (e: GraphEdge) => boolean,
  group: (e: GraphEdge) => number,
): number {
  const lengths = new Map<number, number>()
  for (const e of edges) if (counts(e)) lengths.set(group(e), (lengths.get(group(e)) ?? 0) + e.length)
  let best = -1
  for (const [g, length] of [...lengths].sort((a, b) => a[0] - b[0]))
    if (best < 0 || length > lengths.get(best)!) best = g
  return best
}

/** Makes an estate of each group of edges that hang together and pass the test. */
function claim(
  graph: StreetGraph,
  estates: DraftEstate[],
  counts: (e: GraphEdge) => boolean,
  cut: (node: number) => boolean,
  enough: (length: number, gated: boolean) => boolean,
  found: DraftEstate['found'],
): void {
  const { edges, gates } = graph
  const component = componentsOf(graph.nodes.length / 2, edges, counts, cut)
  // an edge between two cut nodes is a group of its own
  const group = (e: GraphEdge, i: number): number =>
    cut(e.a) ? (cut(e.b) ? -1 - i : component[e.b]!) : component[e.a]!
  const lengths = new Map<number, number>()
  const gated = new Set<number>()
  edges.forEach((e, i) => {
    if (!counts(e)) return
    const g = group(e, i)
    lengths.set(g, (lengths.get(g) ?? 0) + e.length)
    if (gates.has(e.a) || gates.has(e.b)) gated.add(g)
  })
  const rows = new Map<number, number>()
  edges.forEach((e, i) => {
    if (!counts(e)) return
    const g = group(e, i)
    if (!enough(lengths.get(g)!, gated.has(g))) return
    let row = rows.get(g)
    if (row === undefined) {
      row = estates.length
      rows.set(g, row)
      estates.push({ ring: -1, found })
    }
    e.estate = row
  })
}

/** The nodes where a compound is entered: mapped gates; else where streets enter; else where anything does. */
export function gatesOf(graph: StreetGraph, estate: number): number[] {
  const inside = new Set<number>()
  const byStreet = new Set<number>()
  const outside = new Set<number>()
  for (const e of graph.edges)
    for (const v of [e.a, e.b]) {
      if (e.estate === estate) {
        inside.add(v)
        if (!e.path) byStreet.add(v)
      } else outside.add(v)
    }
  const entrances = [...inside].filter(v => outside.has(v)).sort((a, b) => a - b)
  const mapped = entrances.filter(v => graph.gates.has(v))
  if (mapped.length > 0) return mapped
  const streets = entrances.filter(v => byStreet.has(v))
  return streets.length > 0 ? streets : entrances
}
