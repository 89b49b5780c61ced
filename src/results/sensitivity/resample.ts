import { normalQuantile } from '../../lib/numeric.ts'
import { bits, combine, seedWord, unit } from '../../lib/random.ts'

export interface Resampling {
  /** bootstrap resamples [1000] */
  resamples?: number
  /** of the confidence half-width [0.95] */
  level?: number
  /** text that fixes the resampling ['a'] */
  seed?: string
}

/**
 * Confidence half-width of a statistic: z times its standard deviation over bootstrap resamples of n rows, as SALib's
 * `_conf` columns are defined.
 *
 * @param statistic  of the rows given by their numbers
 */
export function halfWidth(
  n: number,
  statistic: (rows: Int32Array) => number,
  { resamples = 1000, level = 0.95, seed = 'a' }: Resampling,
): number {
  const key = combine(seedWord(`resample ${seed}`), n)
  const rows = new Int32Array(n)
  let sum = 0
  const values = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) rows[i] = Math.floor(unit(bits(key, r, i)) * n)
    sum += values[r] = statistic(rows)
  }
  const mean = sum / resamples
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return normalQuantile(0.5 + level / 2) * Math.sqrt(squares / (resamples - 1))
}
