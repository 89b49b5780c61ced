import type { City } from '../city/city.ts'
import { distance } from '../lib/geometry.ts'

/** Homes farther from the centre than this share of the built radius stand at the edge. */
const EDGE = 0.7
/** Steps a unit in which sums are kept, so that they hang on no order. */
const STEPS = 1024

/** Mean of a value over households at the edge of the city; null if nobody lives there. */
export function meanAtEdge(
  { households, buildings, parcels, plan }: City,
  value: (h: number) => number,
): number | null {
  let sum = 0
  let count = 0
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const p = buildings.parcel[b]!
    if (distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) <= EDGE * plan.radius) continue
    sum += Math.round(value(h) * STEPS)
    count++
  }
  return count > 0 ? sum / STEPS / count : null
}
