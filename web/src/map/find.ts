/** Which parcel is where: for hovering and for walking the map by keyboard, without asking the graphics device. */
import Flatbush from 'flatbush'
import type { PlaceShape } from '../../../src/results/place.ts'

export class ParcelFinder {
  private readonly shape: PlaceShape
  private readonly index: Flatbush

  constructor(shape: PlaceShape) {
    this.shape = shape
    this.index = new Flatbush(Math.max(1, shape.x.length))
    const { outlines, starts } = shape
    for (let p = 0; p < shape.x.length; p++) {
      const box = [
        Number.POSITIVE_INFINITY,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ]
      for (let i = starts[p]!; i < starts[p + 1]!; i += 2) {
        box[0] = Math.min(box[0]!, outlines[i]!)
        box[1] = Math.min(box[1]!, outlines[i + 1]!)
        box[2] = Math.max(box[2]!, outlines[i]!)
        box[3] = Math.max(box[3]!, outlines[i + 1]!)
      }
      this.index.add(box[0]!, box[1]!, box[2]!, box[3]!)
    }
    if (shape.x.length === 0) this.index.add(0, 0, 0, 0)
    this.index.finish()
  }

  /** The parcel at a point, null where there is none. */
  at(x: number, y: number): number | null {
    return this.index.search(x, y, x, y).find(p => this.holds(p, x, y)) ?? null
  }

  /** The nearest of the parcels allowed. */
  nearest(x: number, y: number, allowed: (p: number) => boolean): number | null {
    return this.index.neighbors(x, y, 1, Number.POSITIVE_INFINITY, allowed)[0] ?? null
  }

  /** The next parcel allowed in a direction: the nearest in a quarter of the sky. */
  next(from: number, dx: number, dy: number, allowed: (p: number) => boolean): number | null {
    const { x, y } = this.shape
    const isThere = (p: number): boolean => {
      const along = (x[p]! - x[from]!) * dx + (y[p]! - y[from]!) * dy
      const aside = Math.abs((x[p]! - x[from]!) * dy - (y[p]! - y[from]!) * dx)
      return p !== from && along > 0 && aside <= along && allowed(p)
    }
    return this.nearest(x[from]!, y[from]!, isThere)
  }

  private holds(p: number, px: number, py: number): boolean {
    const { outlines, starts } = this.shape
    let isIn = false
    for (let i = starts[p]!, j = starts[p + 1]! - 2; i < starts[p + 1]!; j = i, i += 2) {
      const [xi, yi, xj, yj] = [outlines[i]!, outlines[i + 1]!, outlines[j]!, outlines[j + 1]!]
      if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) isIn = !isIn
    }
    return isIn
  }
}
