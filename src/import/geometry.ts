/** Planar geometry on flat rings (x0 y0 x1 y1 …, not closed), in metres. */
import { cos } from '../lib/numeric.ts'

export type Ring = number[]

/** Whole centimetres, never −0. */
export const centimetres = (x: number): number => Math.round(x * 100) / 100 + 0

export const distance = (ax: number, ay: number, bx: number, by: number): number =>
  Math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by))

/** Degrees to metres about a point: metres a degree by the usual series for the WGS 84 ellipsoid. */
export interface Projection {
  lat: number
  lon: number
  x(lon: number): number
  y(lat: number): number
}

export function projectionAt(lat: number, lon: number): Projection {
  const phi = (lat * Math.PI) / 180
  const perLat = 111132.954 - 559.822 * cos(2 * phi) + 1.175 * cos(4 * phi)
  const perLon = 111412.84 * cos(phi) - 93.5 * cos(3 * phi) + 0.118 * cos(5 * phi)
  const wrap = (d: number) => (d > 180 ? d - 360 : d < -180 ? d + 360 : d)
  return {
    lat,
    lon,
    x: l => centimetres(wrap(l - lon) * perLon),
    y: l => centimetres((l - lat) * perLat),
  }
}

export function signedArea(ring: Ring): number {
  let twice = 0
  const n = ring.length
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!
  }
  return twice / 2
}

export function reversed(ring: Ring): Ring {
  const result: Ring = []
  for (let i = ring.length - 2; i >= 0; i -= 2) result.push(ring[i]!, ring[i + 1]!)
  return result
}

/** The ring without repeated and needless points, counter-clockwise; null if nothing is left. */
export function tidyRing(ring: Ring): Ring | null {
  let points = ring
  for (let pass = 0; pass < 3; pass++) {
    const next: Ring = []
    const n = points.length
    for (let i = 0; i < n; i += 2) {
      const p = (i + n - 2) % n
      const q = (i + 2) % n
      const [ax, ay, bx, by, cx, cy] = [
        points[p]!,
        points[p + 1]!,
        points[i]!,
        points[i + 1]!,
        points[q]!,
        points[q + 1]!,
      ]
      if (ax === bx && ay === by) continue
      const cross = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
      // straight on, or a spike: either way the point adds no land
      if (Math.abs(cross) < 1e-9) continue
      next.push(bx, by)
    }
    if (next.length === points.length) break
    points = next
  }
  if (points.length < 6) return null
  const area = signedArea(points)
  if (area === 0) return null
  return area < 0 ? reversed(points) : points
}

export function centroid(ring: Ring): [number, number] {
  let twice = 0
  let x = 0
  let y = 0
  const n = ring.length
  const [ox, oy] = [ring[0]!, ring[1]!]
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    const [ax, ay, bx, by] = [ring[i]! - ox, ring[i + 1]! - oy, ring[j]! - ox, ring[j + 1]! - oy]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (twice === 0) return [ox, oy]
  return [ox + x / (3 * twice), oy + y / (3 * twice)]
}

export function inRing(ring: Ring, x: number, y: number): boolean {
  let inside = false
  const n = ring.length
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const [ay, by] = [ring[i + 1]!, ring[j + 1]!]
    if (ay > y !== by > y && x < ((ring[j]! - ring[i]!) * (y - ay)) / (by - ay) + ring[i]!) inside = !inside
  }
  return inside
}

/** A point inside the ring: its centroid, else the middle of the widest stretch at the centroid's height. */
export function pointInside(ring: Ring): [number, number] {
  const [cx, cy] = centroid(ring)
  if (inRing(ring, cx, cy)) return [centimetres(cx), centimetres(cy)]
  const ys: number[] = []
  for (let i = 1; i < ring.length; i += 2) ys.push(ring[i]!)
  ys.sort((a, b) => a - b)
  let best: [number, number] = [cx, cy]
  let widest = 0
  for (const y of [cy, (ys[0]! + ys.at(-1)!) / 2, (cy + ys[0]!) / 2, (cy + ys.at(-1)!) / 2]) {
    const xs = crossings(ring, y + 1e-7)
    for (let i = 0; i + 1 < xs.length; i += 2)
      if (xs[i + 1]! - xs[i]! > widest) {
        widest = xs[i + 1]! - xs[i]!
        best = [(xs[i]! + xs[i + 1]!) / 2, y]
      }
  }
  return [centimetres(best[0]), centimetres(best[1])]
}

function crossings(ring: Ring, y: number): number[] {
  const xs: number[] = []
  const n = ring.length
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const [ay, by] = [ring[i + 1]!, ring[j + 1]!]
    if (ay > y !== by > y) xs.push(((ring[j]! - ring[i]!) * (y - ay)) / (by - ay) + ring[i]!)
  }
  return xs.sort((a, b) => a - b)
}

const side = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number => {
  const cross = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
  return cross > 1e-9 ? 1 : cross < -1e-9 ? -1 : 0
}

const between = (a: number, b: number, p: number): boolean => Math.min(a, b) - 1e-9 <= p && p <= Math.max(a, b) + 1e-9

/** Whether two segments have a point in common, ends included. */
export function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  const s1 = side(ax, ay, bx, by, cx, cy)
  const s2 = side(ax, ay, bx, by, dx, dy)
  const s3 = side(cx, cy, dx, dy, ax, ay)
  const s4 = side(cx, cy, dx, dy, bx, by)
  if (s1 !== s2 && s3 !== s4) return true
  return (
    (s1 === 0 && between(ax, bx, cx) && between(ay, by, cy)) ||
    (s2 === 0 && between(ax, bx, dx) && between(ay, by, dy)) ||
    (s3 === 0 && between(cx, dx, ax) && between(cy, dy, ay)) ||
    (s4 === 0 && between(cx, dx, bx) && between(cy, dy, by))
  )
}

/** Where along the first segment (0–1) it crosses the second; −1 if it doesn't. */
export function crossingAt(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number {
  const denominator = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (Math.abs(denominator) < 1e-12) return -1
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / denominator
  const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / denominator
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : -1
}

/** Whether the ring neither crosses nor touches itself. */
export function isSimple(ring: Ring): boolean {
  const n = ring.length / 2
  if (n < 3) return false
  const x = (i: number) => ring[(i % n) * 2]!
  const y = (i: number) => ring[(i % n) * 2 + 1]!
  for (let i = 0; i < n; i++) {
    if (x(i) === x(i + 1) && y(i) === y(i + 1)) return false
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      if (segmentsMeet(x(i), y(i), x(i + 1), y(i + 1), x(j), y(j), x(j + 1), y(j + 1))) return false
    }
    // a neighbour that folds straight back
    if (
      side(x(i), y(i), x(i + 1), y(i + 1), x(i + 2), y(i + 2)) === 0 &&
      (x(i + 1) - x(i)) * (x(i + 2) - x(i + 1)) + (y(i + 1) - y(i)) * (y(i + 2) - y(i + 1)) < 0
    )
      return false
  }
  return true
}

/** Distance of a point from a segment. */
export function fromSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / square))
  return distance(px, py, ax + t * dx, ay + t * dy)
}

/**
 * Fewer points on an open line: Douglas & Peucker 1973. Ends stay.
 * @param tolerance how far a dropped point may lie from the line [m]
 */
export function simplifyLine(line: number[], tolerance: number): number[] {
  const n = line.length / 2
  if (n < 3) return line
  const keep = new Uint8Array(n)
  keep[0] = keep[n - 1] = 1
  const stack: [number, number][] = [[0, n - 1]]
  while (stack.length > 0) {
    const [from, to] = stack.pop()!
    let farthest = -1
    let most = tolerance
    for (let i = from + 1; i < to; i++) {
      const d = fromSegment(
        line[2 * i]!,
        line[2 * i + 1]!,
        line[2 * from]!,
        line[2 * from + 1]!,
        line[2 * to]!,
        line[2 * to + 1]!,
      )
      if (d > most) {
        most = d
        farthest = i
      }
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    stack.push([from, farthest], [farthest, to])
  }
  const result: number[] = []
  for (let i = 0; i < n; i++) if (keep[i]) result.push(line[2 * i]!, line[2 * i + 1]!)
  return result
}

export function lineLength(line: number[]): number {
  let sum = 0
  for (let i = 2; i < line.length; i += 2) sum += distance(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
  return sum
}

/** Length and width of the bar that has the ring's area and girth: an L or a U has the width of its wings. */
export function bar(ring: Ring): { length: number; width: number } {
  const half = lineLength([...ring, ring[0]!, ring[1]!]) / 2
  const area = Math.abs(signedArea(ring))
  const root = Math.sqrt(Math.max(0, half * half - 4 * area))
  return { length: (half + root) / 2, width: (half - root) / 2 }
}

/** Position on the Hilbert curve through a square of 2^16 × 2^16: near numbers are near places. */
export function hilbert(x: number, y: number): number {
  let index = 0
  for (let s = 32768; s > 0; s >>= 1) {
    const rx = (x & s) > 0 ? 1 : 0
    const ry = (y & s) > 0 ? 1 : 0
    index = index * 4 + ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        x = 65535 - x
        y = 65535 - y
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return index
}

export interface Box {
  x0: number
  y0: number
  x1: number
  y1: number
}

export function boxOf(points: number[]): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }
  for (let i = 0; i < points.length; i += 2) {
    box.x0 = Math.min(box.x0, points[i]!)
    box.x1 = Math.max(box.x1, points[i]!)
    box.y0 = Math.min(box.y0, points[i + 1]!)
    box.y1 = Math.max(box.y1, points[i + 1]!)
  }
  return box
}

/** The part of a segment inside the box, as shares of its length; null if none (Liang & Barsky 1984). */
export function segmentInBox(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  box: Box,
): { from: number; to: number } | null {
  let from = 0
  let to = 1
  for (const [p, q] of [
    [ax - bx, ax - box.x0],
    [bx - ax, box.x1 - ax],
    [ay - by, ay - box.y0],
    [by - ay, box.y1 - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return null
    } else if (p < 0) from = Math.max(from, q / p)
    else to = Math.min(to, q / p)
  }
  return from < to ? { from, to } : null
}

/** The pieces of a line inside a box; new ends lie on its border. */
export function clipLine(line: number[], box: Box): number[][] {
  const pieces: number[][] = []
  let piece: number[] = []
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
    const part = segmentInBox(ax, ay, bx, by, box)
    if (part === null) {
      if (piece.length > 0) pieces.push(piece)
      piece = []
      continue
    }
    const { from, to } = part
    if (piece.length === 0) piece = [centimetres(ax + from * (bx - ax)), centimetres(ay + from * (by - ay))]
    piece.push(centimetres(ax + to * (bx - ax)), centimetres(ay + to * (by - ay)))
    if (to < 1) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

/** The part of a ring inside a box (Sutherland & Hodgman 1974); null if none. */
export function clipRing(ring: Ring, box: Box): Ring | null {
  let points = ring
  const cut = (
    inside: (x: number, y: number) => boolean,
    at: (ax: number, ay: number, bx: number, by: number) => number,
  ) => {
    const next: Ring = []
    const n = points.length
    for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
      const [ax, ay, bx, by] = [points[j]!, points[j + 1]!, points[i]!, points[i + 1]!]
      if (inside(ax, ay) !== inside(bx, by)) {
        const t = at(ax, ay, bx, by)
        next.push(centimetres(ax + t * (bx - ax)), centimetres(ay + t * (by - ay)))
      }
      if (inside(bx, by)) next.push(bx, by)
    }
    points = next
  }
  cut(
    x => x >= box.x0,
    (ax, _, bx) => (box.x0 - ax) / (bx - ax),
  )
  cut(
    x => x <= box.x1,
    (ax, _, bx) => (box.x1 - ax) / (bx - ax),
  )
  cut(
    (_, y) => y >= box.y0,
    (_, ay, __, by) => (box.y0 - ay) / (by - ay),
  )
  cut(
    (_, y) => y <= box.y1,
    (_, ay, __, by) => (box.y1 - ay) / (by - ay),
  )
  return points.length < 6 ? null : points
}

/** Finds the nearest of many points: square bins searched ring by ring. Ties go to the lower row. */
export class NearestPoint {
  private readonly bins = new Map<number, number[]>()
  private readonly size: number
  private readonly points: number[]
  private readonly box: Box

  constructor(points: number[], size = 100) {
    this.points = points
    this.size = size
    this.box = boxOf(points)
    for (let i = 0; i < points.length / 2; i++) {
      const key = this.key(this.column(points[2 * i]!), this.line(points[2 * i + 1]!))
      const bin = this.bins.get(key)
      if (bin) bin.push(i)
      else this.bins.set(key, [i])
    }
  }

  private column(x: number): number {
    return Math.floor((x - this.box.x0) / this.size)
  }
  private line(y: number): number {
    return Math.floor((y - this.box.y0) / this.size)
  }
  private key(cx: number, cy: number): number {
    return cx * 1048576 + cy
  }

  /** Row of the nearest accepted point and its distance; row −1 if none within `limit`. */
  find(
    x: number,
    y: number,
    limit: number,
    accept: (row: number) => boolean = () => true,
  ): { row: number; distance: number } {
    const cx = this.column(x)
    const cy = this.line(y)
    let row = -1
    let least = limit
    const { box, size } = this
    const far =
      2 +
      Math.ceil(Math.max(Math.abs(x - box.x0), Math.abs(x - box.x1), Math.abs(y - box.y0), Math.abs(y - box.y1)) / size)
    for (let r = 0; r <= far && (r - 1) * size <= least; r++)
      for (let i = cx - r; i <= cx + r; i++)
        for (let j = cy - r; j <= cy + r; j += i === cx - r || i === cx + r || r === 0 ? 1 : 2 * r)
          for (const candidate of this.bins.get(this.key(i, j)) ?? []) {
            const d = distance(x, y, this.points[2 * candidate]!, this.points[2 * candidate + 1]!)
            if ((d < least || (d === least && (row < 0 || candidate < row))) && accept(candidate)) {
              least = d
              row = candidate
            }
          }
    return { row, distance: row < 0 ? Number.POSITIVE_INFINITY : least }
  }
}
