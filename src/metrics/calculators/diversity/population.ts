/** One population by group: what the diversity measures share. */
import { type Numbers, safeScale } from '../arithmetic.ts'
import { amounts } from '../input.ts'

/** Input of the diversity measures. */
export const populationFields = { counts: amounts('how many of each group') } as const

/**
 * Shares of the groups that exist.
 * @returns shares above 0 that sum to 1; null if there is nobody
 */
export function sharesOf(counts: Numbers): Float64Array | null {
  const scale = safeScale(counts)
  let total = 0
  for (let k = 0; k < counts.length; k++) total += counts[k]! * scale
  if (!(total > 0)) return null
  return Float64Array.from(counts, count => (count * scale) / total).filter(share => share > 0)
}
