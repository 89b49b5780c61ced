/** Streets as a walking graph: crossings, ends and gates are nodes; lines between them are edges. */
import type { Box, Ring } from './geometry.ts'
import { boxOf, centimetres, crossingAt, distance, inRing, NearestPoint, segmentInBox } from './geometry.ts'

export interface DraftStreet {
  /** rows of vertices */
  vertices: number[]
  private: boolean
  /** for vehicles */
  drive: boolean
  path: boolean
  bridge: boolean
  /** weight of a gateway where it leaves the place; 0 = none */
  gateway: number
  /** walking minutes of the whole line, where the source tells them */
  minutes?: number
}

export interface DraftStreets {
  /** vertex coordinates x y … */
  points: number[]
  streets: DraftStreet[]
  /** vertices that are gates */
  gates: Set<number>
}

export interface GraphEdge {
  a: number
  b: number
  /** metres walked */
  length: number
  private: boolean
  path: boolean
  drive: boolean
  bridge: boolean
  /** made to join what the source leaves apart */
  joined: boolean
  /** row of the walled ring it lies in, −1 = none */
  ring: number
  /** row of its estate, −1 = public */
  estate: number
  middle: [number, number]
}

export interface StreetGraph {
  /** x y … of nodes */
  nodes: number[]
  edges: GraphEdge[]
  /** nodes that are gates in the source */
  gates: Set<number>
  /** nodes on a walled ring: its row */
  onRing: Map<number, number>
  /** nodes on the border, with their weight as a gateway */
  border: Map<number, number>
  joined: number
  dropped: number
  /** crossings of a walled ring that no gate is mapped at: by street, by path */
  openings: number
  pathOpenings: number
}

/** No edge is longer: doors are at nodes, so nodes must be near. */
const LONGEST = 100
/** Pieces of the network farther apart than this are not joined [m]. */
const JOIN = 80

/**
 * Builds the graph.
 * @param box   streets are cut off at its border; those cut nodes are the border
 * @param rings walled outlines; streets are cut where they cross one
 */
export function buildGraph(draft: DraftStreets, box: Box, rings: readonly Ring[]): StreetGraph {
  const points = draft.points.slice()
  const gates = new Set(draft.gates)
  const border = new Map<number, number>()
  const onRing = new Map<number, number>()
  const ringBoxes = rings.map(boxOf)
  const wallVertex = new Map<string, number>()
  rings.forEach((ring, r) => {
    for (let i = 0; i < ring.length; i += 2) wallVertex.set(`${ring[i]} ${ring[i + 1]}`, r)
  })
  const addPoint = (x: number, y: number): number => {
    points.push(centimetres(x), centimetres(y))
    return points.length / 2 - 1
  }
  const inside = (v: number): boolean =>
    points[2 * v]! >= box.x0 && points[2 * v]! <= box.x1 && points[2 * v + 1]! >= box.y0 && points[2 * v + 1]! <= box.y1
  let openings = 0
  let pathOpenings = 0

  // 1. cut at the border and at walled rings
  const lines: { vertices: number[]; street: DraftStreet; scale: number }[] = []
  const use = new Map<number, number>()
  for (const street of draft.streets) {
    let whole = 0
    for (let i = 1; i < street.vertices.length; i++)
      whole += apart(points, street.vertices[i - 1]!, street.vertices[i]!)
    const scale = street.minutes !== undefined && whole > 0 ? (street.minutes * 80) / whole : 1
    let line: number[] = []
    const flush = () => {
      if (line.length > 1) lines.push({ vertices: line, street, scale })
      line = []
    }
    for (let i = 0; i + 1 < street.vertices.length; i++) {
      const a = street.vertices[i]!
      const b = street.vertices[i + 1]!
      if (apart(points, a, b) === 0) {
        if (line.length > 0 && a !== b) line.push(b)
        continue
      }
      const cuts = segmentCuts(points, a, b, box, inside(a), inside(b))
      if (cuts === null) {
        flush()
        continue
      }
      const from = cuts.from === 0 ? a : addPoint(...along(points, a, b, cuts.from))
      const to = cuts.to === 1 ? b : addPoint(...along(points, a, b, cuts.to))
      if (cuts.from > 0) flush()
      if (line.length === 0) line.push(from)
      if (cuts.from > 0) border.set(from, Math.max(border.get(from) ?? 0, street.gateway))
      if (cuts.to < 1) border.set(to, Math.max(border.get(to) ?? 0, street.gateway))
      const [ax, ay, bx, by] = [points[2 * from]!, points[2 * from + 1]!, points[2 * to]!, points[2 * to + 1]!]
      const hits: { t: number; ring: number }[] = []
      rings.forEach((ring, r) => {
        const rb = ringBoxes[r]!
        if (
          Math.max(ax, bx) < rb.x0 ||
          Math.min(ax, bx) > rb.x1 ||
          Math.max(ay, by) < rb.y0 ||
          Math.min(ay, by) > rb.y1
        )
          return
        const n = ring.length
        for (let k = 0, j = n - 2; k < n; j = k, k += 2) {
          const t = crossingAt(ax, ay, bx, by, ring[j]!, ring[j + 1]!, ring[k]!, ring[k + 1]!)
          if (t >= 0) hits.push({ t, ring: r })
        }
      })
      hits.sort((p, q) => p.t - q.t || p.ring - q.ring)
      const length = distance(ax, ay, bx, by)
      let before = 0
      for (const { t, ring } of hits) {
        if (t * length < 0.5) onRing.set(from, ring)
        else if ((1 - t) * length < 0.5) onRing.set(to, ring)
        else if ((t - before) * length > 0.5) {
          // a gate mapped within a few metres is this opening
          const v = addPoint(...along(points, from, to, t))
          line.push(v)
          onRing.set(v, ring)
          if (street.path) pathOpenings++
          else openings++
          before = t
        }
      }
      line.push(to)
      if (cuts.to < 1) flush()
    }
    flush()
  }
  for (const { vertices } of lines)
    for (const [i, v] of vertices.entries()) {
      const ends = i === 0 || i === vertices.length - 1
      use.set(v, (use.get(v) ?? 0) + (ends ? 2 : 1))
      const wall = wallVertex.get(`${points[2 * v]} ${points[2 * v + 1]}`)
      if (wall !== undefined && !onRing.has(v)) onRing.set(v, wall)
    }

  // 2. edges between nodes
  const nodeOf = new Map<number, number>()
  const nodes: number[] = []
  const vertexOf: number[] = []
  const node = (v: number): number => {
    const known = nodeOf.get(v)
    if (known !== undefined) return known
    const row = nodes.length / 2
    nodeOf.set(v, row)
    nodes.push(points[2 * v]!, points[2 * v + 1]!)
    vertexOf.push(v)
    return row
  }
  let edges: GraphEdge[] = []
  const ringAt = (x: number, y: number): number => {
    for (let r = 0; r < rings.length; r++) {
      const rb = ringBoxes[r]!
      if (x >= rb.x0 && x <= rb.x1 && y >= rb.y0 && y <= rb.y1 && inRing(rings[r]!, x, y)) return r
    }
    return -1
  }
  const addEdge = (path: number[], street: DraftStreet, scale: number) => {
    const lengths: number[] = [0]
    for (let i = 1; i < path.length; i++) lengths.push(lengths[i - 1]! + apart(points, path[i - 1]!, path[i]!))
    const whole = lengths.at(-1)!
    if (whole === 0) return
    const parts = Math.max(1, Math.ceil(whole / LONGEST), path[0] === path.at(-1) ? 3 : 1)
    const at = (d: number): [number, number] => {
      let i = 1
      while (i < path.length - 1 && lengths[i]! < d) i++
      const span = lengths[i]! - lengths[i - 1]!
      return along(points, path[i - 1]!, path[i]!, span === 0 ? 0 : (d - lengths[i - 1]!) / span)
    }
    let previous = node(path[0]!)
    for (let k = 1; k <= parts; k++) {
      const next = k === parts ? node(path.at(-1)!) : node(addPoint(...at((whole * k) / parts)))
      const middle = at((whole * (k - 0.5)) / parts)
      edges.push({
        a: previous,
        b: next,
        length: (whole * scale) / parts,
        private: street.private,
        path: street.path,
        drive: street.drive,
        bridge: street.bridge,
        joined: false,
        ring: ringAt(...middle),
        estate: -1,
        middle,
      })
      previous = next
    }
  }
  for (const { vertices, street, scale } of lines) {
    let path: number[] = [vertices[0]!]
    for (let i = 1; i < vertices.length; i++) {
      const v = vertices[i]!
      path.push(v)
      if (i === vertices.length - 1 || use.get(v)! > 1 || gates.has(v) || onRing.has(v) || border.has(v)) {
        addEdge(path, street, scale)
        path = [v]
      }
    }
  }

  // 3. one connected network
  let count = nodes.length / 2
  const component = componentsOf(count, edges)
  const lengths = new Map<number, number>()
  for (const e of edges) lengths.set(component[e.a]!, (lengths.get(component[e.a]!) ?? 0) + e.length)
  const order = [...lengths.keys()].sort((a, b) => lengths.get(b)! - lengths.get(a)! || a - b)
  const kept = new Set<number>(order.slice(0, 1))
  const members = new Map<number, number[]>()
  for (let v = 0; v < count; v++) {
    const list = members.get(component[v]!)
    if (list) list.push(v)
    else members.set(component[v]!, [v])
  }
  const index = new NearestPoint(nodes)
  let joined = 0
  // the longest first, and again until nothing more is near: pieces may hang on one another
  for (let changed = true; changed; ) {
    changed = false
    for (const c of order) {
      if (kept.has(c)) continue
      let best = { from: -1, to: -1, distance: JOIN }
      for (const v of members.get(c)!) {
        const near = index.find(nodes[2 * v]!, nodes[2 * v + 1]!, best.distance, w => kept.has(component[w]!))
        if (near.row >= 0 && near.distance < best.distance) best = { from: v, to: near.row, distance: near.distance }
      }
      if (best.from < 0 || (lengths.get(c)! < 40 && best.distance > lengths.get(c)!)) continue
      kept.add(c)
      changed = true
      joined++
      const middle: [number, number] = [
        (nodes[2 * best.from]! + nodes[2 * best.to]!) / 2,
        (nodes[2 * best.from + 1]! + nodes[2 * best.to + 1]!) / 2,
      ]
      edges.push({
        a: best.from,
        b: best.to,
        length: best.distance,
        private: false,
        path: true,
        drive: false,
        bridge: false,
        joined: true,
        ring: ringAt(...middle),
        estate: -1,
        middle,
      })
    }
  }
  const dropped = order.length - kept.size

  // 4. numbered in order of first use, without what was dropped
  edges = edges.filter(e => kept.has(component[e.a]!) && e.a !== e.b)
  const row = new Int32Array(count).fill(-1)
  const finalNodes: number[] = []
  count = 0
  const graph: StreetGraph = {
    nodes: finalNodes,
    edges,
    gates: new Set(),
    onRing: new Map(),
    border: new Map(),
    joined,
    dropped,
    openings,
    pathOpenings,
  }
  const take = (v: number): number => {
    if (row[v] === -1) {
      row[v] = count++
      finalNodes.push(nodes[2 * v]!, nodes[2 * v + 1]!)
      const vertex = vertexOf[v]!
      if (gates.has(vertex)) graph.gates.add(row[v]!)
      if (onRing.has(vertex)) graph.onRing.set(row[v]!, onRing.get(vertex)!)
      if (border.has(vertex)) graph.border.set(row[v]!, border.get(vertex)!)
    }
    return row[v]!
  }
  for (const e of edges) {
    e.a = take(e.a)
    e.b = take(e.b)
  }
  return graph
}

const apart = (points: number[], a: number, b: number): number =>
  distance(points[2 * a]!, points[2 * a + 1]!, points[2 * b]!, points[2 * b + 1]!)

const along = (points: number[], a: number, b: number, t: number): [number, number] => [
  points[2 * a]! + t * (points[2 * b]! - points[2 * a]!),
  points[2 * a + 1]! + t * (points[2 * b + 1]! - points[2 * a + 1]!),
]

/** The part of a segment inside the box that is worth an edge, as shares of its length; null if none. */
function segmentCuts(
  points: number[],
  a: number,
  b: number,
  box: Box,
  aIn: boolean,
  bIn: boolean,
): { from: number; to: number } | null {
  if (aIn && bIn) return { from: 0, to: 1 }
  const part = segmentInBox(points[2 * a]!, points[2 * a + 1]!, points[2 * b]!, points[2 * b + 1]!, box)
  return part === null || part.to - part.from < 1e-9 ? null : part
}

/** Smallest node of each node's connected component, over the edges that count. */
export function componentsOf(
  nodes: number,
  edges: readonly GraphEdge[],
  counts: (edge: GraphEdge) => boolean = () => true,
  cut: (node: number) => boolean = () => false,
): Int32Array {
  const root = Int32Array.from({ length: nodes }, (_, v) => v)
  const find = (v: number): number => {
    while (root[v] !== v) {
      root[v] = root[root[v]!]!
      v = root[v]!
    }
    return v
  }
  for (const e of edges) {
    if (!counts(e) || cut(e.a) || cut(e.b)) continue
    const a = find(e.a)
    const b = find(e.b)
    if (a < b) root[b] = a
    else root[a] = b
  }
  return root.map((_, v) => find(v))
}
