/** Planar geometry in metres. Polygons are flat lists x0 y0 x1 y1 …, not closed. */

/** Signed area of a polygon [m²]; positive if counter-clockwise. @example polygonArea([0, 0, 1, 0, 1, 1, 0, 1]) // => 1 */
export function polygonArea(outline: ArrayLike<number>): number {
  const n = outline.length
  let twice = 0
  for (let i = 0, j = n - 2; i < n; j = i, i += 2)
    twice += outline[j]! * outline[i + 1]! - outline[i]! * outline[j + 1]!
  return twice / 2
}

/** Centroid of a polygon with area; the mean of its corners if it has none. */
export function polygonCentroid(outline: ArrayLike<number>): [number, number] {
  const n = outline.length
  const area = polygonArea(outline)
  let x = 0
  let y = 0
  if (Math.abs(area) < 1e-9) {
    for (let i = 0; i < n; i += 2) {
      x += outline[i]!
      y += outline[i + 1]!
    }
    return [(2 * x) / n, (2 * y) / n]
  }
  // relative to the first corner: far from the origin the products would cancel
  const [x0, y0] = [outline[0]!, outline[1]!]
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const cross = (outline[j]! - x0) * (outline[i + 1]! - y0) - (outline[i]! - x0) * (outline[j + 1]! - y0)
    x += (outline[j]! + outline[i]! - 2 * x0) * cross
    y += (outline[j + 1]! + outline[i + 1]! - 2 * y0) * cross
  }
  return [x0 + x / (6 * area), y0 + y / (6 * area)]
}

/** Length of a polygon's outline [m]. */
export function perimeter(outline: ArrayLike<number>): number {
  const n = outline.length
  let sum = 0
  for (let i = 0, j = n - 2; i < n; j = i, i += 2)
    sum += distance(outline[i]!, outline[i + 1]!, outline[j]!, outline[j + 1]!)
  return sum
}

/** Straight-line distance [m]. */
export function distance(ax: number, ay: number, bx: number, by: number): number {
  const dx = ax - bx
  const dy = ay - by
  return Math.sqrt(dx * dx + dy * dy)
}

/** Points within a radius, found by square bins: built once, asked often, without allocating. */
export class PointBins {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly #size: number
  readonly #columns: number
  readonly #left: number
  readonly #bottom: number
  readonly #rows: number
  readonly #start: Int32Array
  readonly #items: Int32Array

  /**
   * @param x, y  coordinates of the points
   * @param size  width of a bin, about the radius that will be asked for
   */
  constructor(x: ArrayLike<number>, y: ArrayLike<number>, count: number, size: number) {
    this.x = x
    this.y = y
    let [left, bottom, right, top] = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      if (i === 0 || x[i]! < left) left = x[i]!
      if (i === 0 || x[i]! > right) right = x[i]!
      if (i === 0 || y[i]! < bottom) bottom = y[i]!
      if (i === 0 || y[i]! > top) top = y[i]!
    }
    this.#size = size
    this.#left = left
    this.#bottom = bottom
    this.#columns = Math.floor((right - left) / size) + 1
    this.#rows = Math.floor((top - bottom) / size) + 1
    this.#start = new Int32Array(this.#columns * this.#rows + 1)
    this.#items = new Int32Array(count)
    const bin = (i: number) => Math.floor((y[i]! - bottom) / size) * this.#columns + Math.floor((x[i]! - left) / size)
    for (let i = 0; i < count; i++) this.#start[bin(i) + 1]!++
    for (let i = 1; i < this.#start.length; i++) this.#start[i]! += this.#start[i - 1]!
    const next = this.#start.slice()
    for (let i = 0; i < count; i++) this.#items[next[bin(i)]!++] = i
  }

  /** Writes the points within `radius` of (x, y) to `into` (rows) in bin order; gives how many there are. */
  within(x: number, y: number, radius: number, into: Int32Array): number {
    const clip = (value: number, limit: number) => (value < 0 ? 0 : value >= limit ? limit - 1 : value)
    const c0 = clip(Math.floor((x - radius - this.#left) / this.#size), this.#columns)
    const c1 = clip(Math.floor((x + radius - this.#left) / this.#size), this.#columns)
    const r0 = clip(Math.floor((y - radius - this.#bottom) / this.#size), this.#rows)
    const r1 = clip(Math.floor((y + radius - this.#bottom) / this.#size), this.#rows)
    let found = 0
    for (let r = r0; r <= r1; r++)
      for (let k = this.#start[r * this.#columns + c0]!; k < this.#start[r * this.#columns + c1 + 1]!; k++) {
        const i = this.#items[k]!
        const dx = this.x[i]! - x
        const dy = this.y[i]! - y
        if (dx * dx + dy * dy <= radius * radius && found < into.length) into[found++] = i
      }
    return found
  }
}
