/** Which parcels lie side by side. */
import { type City, ofPlan } from '../city/city.ts'
import { PointBins } from '../lib/geometry.ts'

/** Parcels whose middles lie within 1.2 mean widths: the four neighbours of a square block. */
export const neighboursOf = (city: City): Int32Array[] =>
  ofPlan(city, 'rook neighbours', () => {
    const { parcels } = city
    const bins = new PointBins(parcels.x, parcels.y, parcels.rows, 300)
    const width = Float64Array.from(parcels.area.subarray(0, parcels.rows), area => Math.sqrt(area))
    const widest = width.reduce((most, w) => Math.max(most, w), 0)
    const found = new Int32Array(parcels.rows)
    return Array.from({ length: parcels.rows }, (_, p) => {
      const n = bins.within(parcels.x[p]!, parcels.y[p]!, 0.6 * (width[p]! + widest), found)
      return found.slice(0, n).filter(q => {
        const dx = parcels.x[p]! - parcels.x[q]!
        const dy = parcels.y[p]! - parcels.y[q]!
        const reach = 0.6 * (width[p]! + width[q]!)
        return q !== p && dx * dx + dy * dy <= reach * reach
      })
    })
  })
