/** The two steps that the floating catchment measures share. */
import type { Rows } from '../arithmetic.ts'

/**
 * Two steps of a floating catchment: what each site can offer a head of the demand around it, then what each origin
 * collects from the sites around it.
 *
 * @param demand people at each origin
 * @param supply capacity of each site
 * @param cost   origins × sites
 * @param weight weight of origin i at site j, given their cost; 0 out of reach
 * @returns access by origin, in supply per head; 0 with nothing in reach, null where a weight has no bounds, as that of
 *   a power has at cost 0
 */
export function twoSteps(
  demand: ArrayLike<number>,
  supply: ArrayLike<number>,
  cost: Rows,
  weight: (i: number, j: number, cost: number) => number,
): (number | null)[] {
  const origins = demand.length
  const sites = supply.length
  const weights = new Float64Array(origins * sites)
  const claimed = new Float64Array(sites)
  for (let i = 0, at = 0; i < origins; i++) {
    const row = cost[i]!
    for (let j = 0; j < sites; j++, at++) {
      const w = row[j] === Number.POSITIVE_INFINITY ? 0 : weight(i, j, row[j]!)
      weights[at] = w
      if (w !== 0 && demand[i]! > 0) claimed[j]! += w * demand[i]!
    }
  }
  return Array.from(demand, (_, i) => {
    let access = 0
    for (let j = 0, at = i * sites; j < sites; j++, at++) {
      if (supply[j]! > 0 && weights[at] !== 0 && claimed[j] !== 0) access += (supply[j]! / claimed[j]!) * weights[at]!
    }
    return Number.isFinite(access) ? access : null
  })
}
