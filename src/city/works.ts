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
