/**
 * The open ground of walled compounds: where people would walk if the wall came down. Ways drawn inside a compound mostly
 * end at its wall, so taking the wall down would open no way across it; and much ground has no ways drawn at all.
 */
import type { Plan, PlanParcel } from '../city/plan.ts'
import { boxOf, centimetres, distance, inRing, NearestPoint, segmentsMeet } from './geometry.ts'
import type { StreetGraph } from './streets.ts'

/** Ground is walked from point to point of a grid this wide [m]; and from a street this far from it at most [m]. */
const STEP = 30
const REACH = 50
/** Steps are looked at every so many metres. */
const LOOK = 5

export interface Grounds {
  /** x y … of points beyond those of the streets */
  nodes: number[]
  links: { a: number; b: number; length: number; estate: number }[]
}

/**
 * Points on the ground of each compound, and links between them and to the streets inside and outside that they can be
 * seen from. No link leads through a building, over a railway or a river, or across another compound.
 * @param graph streets; rows of the points follow theirs
 * @param parcels with their compounds
 */
export function groundsOf(
  graph: StreetGraph,
  parcels: readonly PlanParcel[],
  drawing: Plan['drawing'],
  parcelAt: (x: number, y: number) => number,
  buildingAt: (x: number, y: number) => number,
): Grounds {
  const { nodes: streets, edges } = graph
  const first = streets.length / 2
  const grounds: Grounds = { nodes: [], links: [] }
  const members = new Map<number, PlanParcel[]>()
  for (const parcel of parcels)
    if (parcel.estate !== undefined) members.set(parcel.estate, [...(members.get(parcel.estate) ?? []), parcel])
  // where streets are everybody's, and of which compounds they are
  const owners: Set<number>[] = Array.from({ length: first }, () => new Set())
  for (const e of edges) if (!e.bridge) for (const v of [e.a, e.b]) owners[v]!.add(e.estate)

  for (const [estate, own] of [...members].sort((p, q) => p[0] - q[0])) {
    const box = boxOf(own.flatMap(p => p.outline))
    const barriers = drawing
      .filter(d => d.kind === 'rail' || d.kind === 'river')
      .flatMap(({ line }) => segmentsNear(line, box))
    const isBlocked = (ax: number, ay: number, bx: number, by: number): boolean => {
      const looks = Math.max(1, Math.ceil(distance(ax, ay, bx, by) / LOOK))
      for (let i = 0; i <= looks; i++) {
        const [x, y] = [ax + ((bx - ax) * i) / looks, ay + ((by - ay) * i) / looks]
        if (buildingAt(x, y) >= 0) return true
        const p = parcelAt(x, y)
        if (p >= 0 && (parcels[p]!.use === 'water' || (parcels[p]!.estate ?? estate) !== estate)) return true
      }
      return barriers.some(([cx, cy, dx, dy]) => segmentsMeet(ax, ay, bx, by, cx, cy, dx, dy))
    }
    const points: number[] = []
    const at = new Map<string, number>()
    const links: [number, number, number][] = []
    const join = (a: number, ax: number, ay: number, b: number, bx: number, by: number) => {
      if (!isBlocked(ax, ay, bx, by)) links.push([a, b, distance(ax, ay, bx, by)])
    }
    for (let j = Math.ceil(box.y0 / STEP); j * STEP <= box.y1; j++)
      for (let i = Math.ceil(box.x0 / STEP); i * STEP <= box.x1; i++) {
        const [x, y] = [i * STEP, j * STEP]
        if (buildingAt(x, y) >= 0 || !own.some(p => inRing(p.outline, x, y))) continue
        const row = points.length / 2
        points.push(centimetres(x), centimetres(y))
        at.set(`${i} ${j}`, row)
        for (const [di, dj] of [
          [-1, 0],
          [-1, -1],
          [0, -1],
          [1, -1],
        ] as const) {
          const other = at.get(`${i + di} ${j + dj}`)
          if (other !== undefined) join(first + row, x, y, first + other, x + di * STEP, y + dj * STEP)
        }
      }
    if (points.length === 0) continue
    // each street node near the ground is linked with the nearest point of it that it sees
    const index = new NearestPoint(points)
    for (let v = 0; v < first; v++) {
      if (!owners[v]!.has(-1) && !owners[v]!.has(estate)) continue
      const [x, y] = [streets[2 * v]!, streets[2 * v + 1]!]
      if (x < box.x0 - REACH || x > box.x1 + REACH || y < box.y0 - REACH || y > box.y1 + REACH) continue
      const sees = (row: number) => !isBlocked(x, y, points[2 * row]!, points[2 * row + 1]!)
      const { row, distance: metres } = index.find(x, y, REACH, sees)
      if (row >= 0) links.push([v, first + row, metres])
    }
    keepReached(grounds, first, points, links, estate)
  }
  return grounds
}

/** Takes over the points that some street leads to. */
function keepReached(
  grounds: Grounds,
  first: number,
  points: readonly number[],
  links: readonly [number, number, number][],
  estate: number,
): void {
  const isReached = new Uint8Array(points.length / 2)
  const reached = (v: number) => v < first || isReached[v - first] === 1
  for (let more = true; more; ) {
    more = false
    for (const [a, b] of links)
      if (reached(a) !== reached(b)) {
        isReached[(reached(a) ? b : a) - first] = 1
        more = true
      }
  }
  const rows = new Int32Array(isReached.length)
  for (let i = 0; i < rows.length; i++)
    if (isReached[i]) {
      rows[i] = first + grounds.nodes.length / 2
      grounds.nodes.push(points[2 * i]!, points[2 * i + 1]!)
    }
  const kept = (v: number) => (v < first ? v : rows[v - first]!)
  for (const [a, b, length] of links)
    if (reached(a) && reached(b)) grounds.links.push({ a: kept(a), b: kept(b), length, estate })
}

type Segment = readonly [number, number, number, number]

/** Pieces of a line that may lie within reach of a box. */
function segmentsNear(line: readonly number[], box: { x0: number; y0: number; x1: number; y1: number }): Segment[] {
  const found: Segment[] = []
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
    if (Math.max(ax, bx) < box.x0 - REACH || Math.min(ax, bx) > box.x1 + REACH) continue
    if (Math.max(ay, by) < box.y0 - REACH || Math.min(ay, by) > box.y1 + REACH) continue
    found.push([ax, ay, bx, by])
  }
  return found
}
