/** What public works cost and how fast they go: read by those who bill them and by those who build them. */
import type { City } from './city.ts'

/** Jobs in the city, for each household. */
export const JOBS_PER_HOUSEHOLD = 1.3
/** Of all jobs, what moves to a new centre in a year. */
export const JOBS_MOVED = 0.02
/** A mobile home [yuan]. */
export const MOBILE_HOME_COST = 45_000
/** A pocket park: yuan, and persons it serves. */
export const POCKET_PARK = { cost: 1.2e6, capacity: 800 }
/** Cities of fewer households build light lines at a fifth of the cost. */
const SMALL_CITY = 10_000

/** A kilometre of rail [yuan]. */
export const railCost = ({ plan, parameters }: City): number =>
  plan.households < SMALL_CITY ? parameters.rail_cost / 5 : parameters.rail_cost

/** Full repair of a hectare of historic fabric [yuan]. */
const FABRIC_COST = 400_000

/** Full repair of all historic fabric that is open [fen]. */
export function fabricCost({ parcels, economy }: City): number {
  let area = 0
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.heritage[p]! > 0 && parcels.heritageOpen[p]) area += Math.round(parcels.area[p]!)
  return (FABRIC_COST * 100 * economy.incomeIndex[0]! * area) / 10_000
}

/** The centre of work nearest to a parcel. */
export function nearestCentre({ centres, parcels }: City, p: number): number {
  let nearest = 0
  for (let c = 1; c < centres.rows; c++)
    if (parcels.minutes[p * centres.rows + c]! < parcels.minutes[p * centres.rows + nearest]!) nearest = c
  return nearest
}

/** Jobs come to a centre of work, or leave it: shares of all jobs shift. */
export function addJobs({ centres }: City, centre: number, jobs: number, households: number): void {
  const added = jobs / Math.max(1, households * JOBS_PER_HOUSEHOLD)
  let sum = 0
  for (let c = 0; c < centres.rows; c++) {
    centres.jobs[c] = Math.max(0, (centres.jobs[c]! + (c === centre ? added : 0)) / (1 + added))
    sum += centres.jobs[c]!
  }
  for (let c = 0; c < centres.rows; c++) centres.jobs[c] = centres.jobs[c]! / sum
}
