/** Parcels near a point, as the crow flies: the same in every city on one plan. */
import { PointBins } from '../lib/geometry.ts'
import { type City, ofPlan } from './city.ts'

/** Parcels in bins of 300 m. @example parcelBins(city).within(x, y, 400, found) */
export const parcelBins = (city: City): PointBins =>
  ofPlan(city, 'parcel bins', () => {
    const { x, y, rows } = city.parcels
    return new PointBins(x.slice(0, rows), y.slice(0, rows), rows, 300)
  })

/** Parcels within 300 m of each, itself included: those of p are items[start[p]] … */
export const parcelsNear = (city: City): { start: Int32Array; items: Int32Array } =>
  ofPlan(city, 'parcels within 300 m', () => {
    const { x, y, rows } = city.parcels
    const bins = parcelBins(city)
    const found = new Int32Array(4096)
    const start = new Int32Array(rows + 1)
    const items: number[] = []
    for (let p = 0; p < rows; p++) {
      const n = bins.within(x[p]!, y[p]!, 300, found)
      for (let i = 0; i < n; i++) items.push(found[i]!)
      start[p + 1] = items.length
    }
    return { start, items: Int32Array.from(items) }
  })
