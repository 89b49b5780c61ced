import type { City } from './city.ts'
import { countEvent } from './economy.ts'
import { MOVED, moveOut, NEVER, REASON, TENURE } from './households.ts'

export const CAUSE = { demolition: 0, eviction: 1, burden: 2, clearance: 3 } as const

export const CAUSES: readonly number[] = Object.values(CAUSE)

/** Columns that displacement writes: for processes to declare. */
export const DISPLACED = [
  ...MOVED,
  'households.displaced',
  'households.displacedAt',
  'households.searchStart',
  'households.homelessMonths',
  'households.lastMove',
  'households.moveReason',
  'parcels.displacements',
  'economy.displacements',
] as const

/** Counts a household's displacement: it loses its home against its will. */
export function countDisplacement(city: City, h: number, cause: number): void {
  const { households, buildings, parcels, economy, tick } = city
  const home = households.home[h]!
  if (home >= 0) parcels.displacements[buildings.parcel[home]!]!++
  countEvent(city, economy.displacements, h, cause)
  if (households.displaced[h]! < 255) households.displaced[h]!++
  households.displacedAt[h] = tick
}

/** Puts a household on the street; it searches from the next tick. What it owned must be settled before. */
export function loseHome(city: City, h: number, cause: number): void {
  const { households, tick } = city
  countDisplacement(city, h, cause)
  moveOut(city, h)
  households.tenure[h] = TENURE.market
  households.searchStart[h] = tick + 1
  households.homelessMonths[h] = 0
  households.lastMove[h] = tick
  households.moveReason[h] =
    cause === CAUSE.demolition ? REASON.demolition : cause === CAUSE.clearance ? REASON.clearance : REASON.eviction
}

/** Whether a move now counts as driven out by the burden: within 3 months of its passing half of income. */
export const isBurdenMove = (city: City, h: number): boolean => {
  const since = city.households.burdenSince[h]!
  return since !== NEVER && city.tick - since <= 3
}
