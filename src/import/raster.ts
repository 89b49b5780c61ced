/**
 * A grid of small square cells over the place, on which ground is divided. Overlaps, gaps and self-crossing outlines of
 * the source cannot break it: every cell is one thing. Outlines of the divided ground are traced back into polygons.
 */
import type { Box, Ring } from './geometry.ts'
import { centimetres, fromSegment, isSimple, signedArea, simplifyLine, tidyRing } from './geometry.ts'

export interface Raster {
  readonly x0: number
  readonly y0: number
  /** side of a cell [m] */
  readonly cell: number
  readonly width: number
  readonly height: number
}

/** A grid over a box: cells of 3 m, larger where there would be more than two million. */
export function rasterOver(box: Box): Raster {
  const area = (box.x1 - box.x0) * (box.y1 - box.y0)
  const cell = Math.max(3, Math.ceil(Math.sqrt(area / 2e6)))
  return {
    x0: box.x0,
    y0: box.y0,
    cell,
    width: Math.max(1, Math.ceil((box.x1 - box.x0) / cell)),
    height: Math.max(1, Math.ceil((box.y1 - box.y0) / cell)),
  }
}

/** The cell at a point; −1 outside. */
export function cellAt({ x0, y0, cell, width, height }: Raster, x: number, y: number): number {
  const column = Math.floor((x - x0) / cell)
  const line = Math.floor((y - y0) / cell)
  return column < 0 || line < 0 || column >= width || line >= height ? -1 : line * width + column
}

/** Visits every cell whose middle is inside the rings (even–odd: rings inside rings are holes). */
export function fillRings(raster: Raster, rings: readonly Ring[], visit: (cell: number) => void): void {
  const { x0, y0, cell, width, height } = raster
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 2) {
      low = Math.min(low, ring[i]!)
      high = Math.max(high, ring[i]!)
    }
  const first = Math.max(0, Math.floor((low - y0) / cell - 0.5))
  const last = Math.min(height - 1, Math.ceil((high - y0) / cell))
  for (let line = first; line <= last; line++) {
    const y = y0 + (line + 0.5) * cell
    const xs: number[] = []
    for (const ring of rings) {
      const n = ring.length
      for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
        const [ay, by] = [ring[i + 1]!, ring[j + 1]!]
        if (ay > y !== by > y) xs.push(((ring[j]! - ring[i]!) * (y - ay)) / (by - ay) + ring[i]!)
      }
    }
    xs.sort((a, b) => a - b)
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const from = Math.max(0, Math.ceil((xs[k]! - x0) / cell - 0.5))
      const to = Math.min(width - 1, Math.ceil((xs[k + 1]! - x0) / cell - 0.5) - 1)
      for (let column = from; column <= to; column++) visit(line * width + column)
    }
  }
}

/** Visits every cell whose middle is within `reach` metres of the line. */
export function strokeLine(raster: Raster, line: number[], reach: number, visit: (cell: number) => void): void {
  const { x0, y0, cell, width, height } = raster
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
    const c0 = Math.max(0, Math.floor((Math.min(ax, bx) - reach - x0) / cell))
    const c1 = Math.min(width - 1, Math.floor((Math.max(ax, bx) + reach - x0) / cell))
    const l0 = Math.max(0, Math.floor((Math.min(ay, by) - reach - y0) / cell))
    const l1 = Math.min(height - 1, Math.floor((Math.max(ay, by) + reach - y0) / cell))
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++)
        if (fromSegment(x0 + (c + 0.5) * cell, y0 + (l + 0.5) * cell, ax, ay, bx, by) <= reach) visit(l * width + c)
  }
}

/**
 * Numbers the connected pieces (sides, not corners) of equal keys; key −1 belongs to no piece.
 * @returns piece a cell (−1 = none) and how many pieces there are, numbered in order of their first cell
 */
export function pieces({ width, height }: Raster, key: Int32Array): { label: Int32Array; count: number } {
  const label = new Int32Array(key.length).fill(-1)
  const stack = new Int32Array(key.length)
  let count = 0
  for (let start = 0; start < key.length; start++) {
    if (label[start] !== -1 || key[start] === -1) continue
    const k = key[start]!
    let size = 0
    stack[size++] = start
    label[start] = count
    while (size > 0) {
      const at = stack[--size]!
      const column = at % width
      const line = (at - column) / width
      for (const next of [
        column > 0 ? at - 1 : -1,
        column < width - 1 ? at + 1 : -1,
        line > 0 ? at - width : -1,
        line < height - 1 ? at + width : -1,
      ])
        if (next >= 0 && label[next] === -1 && key[next] === k) {
          label[next] = count
          stack[size++] = next
        }
    }
    count++
  }
  return { label, count }
}

/** Smallest and largest column and line of each label. */
export function labelBoxes({ width, height }: Raster, label: Int32Array, count: number): Int32Array {
  const boxes = new Int32Array(count * 4)
  for (let i = 0; i < count; i++) boxes.set([width, height, -1, -1], i * 4)
  for (let at = 0, line = 0; line < height; line++)
    for (let column = 0; column < width; column++, at++) {
      const b = label[at]! * 4
      if (b < 0) continue
      if (column < boxes[b]!) boxes[b] = column
      if (line < boxes[b + 1]!) boxes[b + 1] = line
      if (column > boxes[b + 2]!) boxes[b + 2] = column
      if (line > boxes[b + 3]!) boxes[b + 3] = line
    }
  return boxes
}

export interface Traced {
  /** loops of grid corners (column, line, …) counter-clockwise, the largest first */
  outer: number[]
  /** loops around what lies inside but does not belong */
  holes: number[][]
}

/** The outline of one label in grid corners. */
export function traceLabel(raster: Raster, label: Int32Array, value: number, boxes: Int32Array): Traced {
  const { width, height } = raster
  const at = (c: number, l: number): boolean =>
    c >= 0 && l >= 0 && c < width && l < height && label[l * width + c] === value
  const [c0, l0, c1, l1] = [boxes[value * 4]!, boxes[value * 4 + 1]!, boxes[value * 4 + 2]!, boxes[value * 4 + 3]!]
  const wide = c1 - c0 + 1
  // bottom sides still to be walked, eastward with the label on the left
  const todo = new Uint8Array(wide * (l1 - l0 + 1))
  for (let l = l0; l <= l1; l++)
    for (let c = c0; c <= c1; c++) if (at(c, l) && !at(c, l - 1)) todo[(l - l0) * wide + c - c0] = 1
  const loops: number[][] = []
  for (let l = l0; l <= l1; l++)
    for (let c = c0; c <= c1; c++) {
      if (!todo[(l - l0) * wide + c - c0]) continue
      const loop: number[] = []
      let [x, y, dx, dy] = [c, l, 1, 0]
      do {
        loop.push(x, y)
        if (dx === 1) todo[(y - l0) * wide + x - c0] = 0
        x += dx
        y += dy
        // cells ahead, to the left and right of the way
        const left = at(x + (dx - dy - 1) / 2, y + (dy + dx - 1) / 2)
        const right = at(x + (dx + dy - 1) / 2, y + (dy - dx - 1) / 2)
        if (!left) [dx, dy] = [-dy, dx]
        else if (right) [dx, dy] = [dy, -dx]
      } while (x !== c || y !== l || dx !== 1 || dy !== 0)
      loops.push(...splitAtRepeats(loop, width + 1))
    }
  const outers = loops.filter(loop => signedArea(loop) > 0).sort((a, b) => signedArea(b) - signedArea(a))
  return { outer: outers[0] ?? [], holes: loops.filter(loop => signedArea(loop) < 0) }
}

/** A loop that touches itself at corners, as loops that don't. */
function splitAtRepeats(loop: number[], stride: number): number[][] {
  const result: number[][] = []
  const path: number[] = []
  const seen = new Map<number, number>()
  for (let i = 0; i < loop.length; i += 2) {
    const key = loop[i + 1]! * stride + loop[i]!
    const before = seen.get(key)
    if (before !== undefined) {
      const closed = path.splice(before)
      for (let k = 0; k < closed.length; k += 2) seen.delete(closed[k + 1]! * stride + closed[k]!)
      if (closed.length >= 6) result.push(closed)
    }
    seen.set(key, path.length)
    path.push(loop[i]!, loop[i + 1]!)
  }
  if (path.length >= 6) result.push(path)
  return result
}

/**
 * A traced loop as a polygon in metres: straightened between the corners where three or more labels meet, alike for both
 * neighbours of a border.
 */
export function smoothLoop(raster: Raster, label: Int32Array, loop: number[]): Ring | null {
  const { x0, y0, cell, width, height } = raster
  const value = (c: number, l: number): number =>
    c < 0 || l < 0 || c >= width || l >= height ? -2 : label[l * width + c]!
  const n = loop.length / 2
  const junctions: number[] = []
  for (let i = 0; i < n; i++) {
    const [c, l] = [loop[2 * i]!, loop[2 * i + 1]!]
    const [a, b, d, e] = [value(c - 1, l - 1), value(c, l - 1), value(c - 1, l), value(c, l)]
    let kinds = 1
    if (b !== a) kinds++
    if (d !== a && d !== b) kinds++
    if (e !== a && e !== b && e !== d) kinds++
    if (kinds >= 3 || (a === e && b === d && a !== b)) junctions.push(i)
  }
  if (junctions.length < 2) {
    // an island: cut at its lowest corner and at the one farthest from that
    let low = junctions[0] ?? 0
    if (junctions.length === 0)
      for (let i = 1; i < n; i++)
        if (
          loop[2 * i + 1]! < loop[2 * low + 1]! ||
          (loop[2 * i + 1] === loop[2 * low + 1] && loop[2 * i]! < loop[2 * low]!)
        )
          low = i
    let far = low
    let most = -1
    for (let i = 0; i < n; i++) {
      const [dx, dy] = [loop[2 * i]! - loop[2 * low]!, loop[2 * i + 1]! - loop[2 * low + 1]!]
      if (dx * dx + dy * dy > most) {
        most = dx * dx + dy * dy
        far = i
      }
    }
    junctions.splice(0, junctions.length, Math.min(low, far), Math.max(low, far))
  }
  for (const tolerance of [cell * 1.05, cell * 0.55, 0]) {
    const ring: Ring = []
    for (let j = 0; j < junctions.length; j++) {
      const from = junctions[j]!
      const to = junctions[(j + 1) % junctions.length]!
      const arc: number[] = []
      for (let i = from; ; i = (i + 1) % n) {
        arc.push(loop[2 * i]!, loop[2 * i + 1]!)
        if (i === to && arc.length > 2) break
      }
      // the same direction whichever neighbour asks
      const last = arc.length - 2
      const flip = arc[1]! > arc[last + 1]! || (arc[1] === arc[last + 1] && arc[0]! > arc[last]!)
      const straight = simplifyLine(flip ? backwards(arc) : arc, tolerance / cell)
      const arcOut = flip ? backwards(straight) : straight
      for (let i = 0; i < arcOut.length - 2; i += 2)
        ring.push(centimetres(x0 + arcOut[i]! * cell), centimetres(y0 + arcOut[i + 1]! * cell))
    }
    const tidy = tidyRing(ring)
    if (tidy && isSimple(tidy)) return tidy
  }
  return null
}

function backwards(line: number[]): number[] {
  const result: number[] = []
  for (let i = line.length - 2; i >= 0; i -= 2) result.push(line[i]!, line[i + 1]!)
  return result
}
