import type { City } from '../city/city.ts'
import { distance } from '../lib/geometry.ts'
import { EVERYBODY } from './groups.ts'
import { groupByBuilding, type Snapshot } from './snapshot.ts'

/** Homes farther from the centre than this share of the built radius stand at the edge. */
const EDGE = 0.7
/** Steps a unit in which sums are kept, so that they hang on no order. */
export const EDGE_STEPS = 1024

/**
 * Mean over households at the edge of the city; null if nobody lives there.
 * @param totals by building, in EDGE_STEPS a unit: of all who live there together
 */
export function meanAtEdge(city: City, s: Snapshot, totals: ArrayLike<number>): number | null {
  const { buildings, parcels, plan } = city
  const residents = groupByBuilding(city, s, 'household', EVERYBODY)
  let sum = 0
  let count = 0
  for (let b = 0; b < residents.length; b++) {
    if (residents[b] === 0) continue
    const p = buildings.parcel[b]!
    if (distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) <= EDGE * plan.radius) continue
    sum += totals[b]!
    count += residents[b]!
  }
  return count > 0 ? sum / EDGE_STEPS / count : null
}
