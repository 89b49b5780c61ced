import { bits, combine, seedWord, unit } from '../../lib/random.ts'
import { mean, percentile } from '../statistics.ts'
import type { Resampling } from './resample.ts'

/**
 * How large the largest mean elementary effect of all factors gets by luck alone: what stands out of it is an effect, with
 * all factors looked at together. Luck is what a factor's effects differ by between trajectories (and what they differ by
 * because the model is not linear, so the margin is rather too wide). These residuals are drawn anew, with either sign,
 * for every factor, and the largest mean is noted: luck may have any shape, such as a jump now and then.
 * Source: the bootstrap of the largest statistic, Westfall & Young 1993, Resampling-Based Multiple Testing.
 *
 * @param effects  elementary effects by factor, as `morrisIndices` gives them; a factor that never does anything is left out
 * @returns  the margin in the effects' unit; null where no factor has two effects
 * @example screeningMargin(morrisIndices(rows, outputs).effects)
 */
export function screeningMargin(
  effects: readonly (readonly number[])[],
  { resamples = 1000, level = 0.95, seed = 'a' }: Resampling = {},
): number | null {
  const moving = effects.filter(own => own.length > 1 && own.some(effect => effect !== 0))
  const residuals = moving.flatMap(own => {
    const middle = mean(own)
    // deviations from a mean of few are too small by this much
    const scale = Math.sqrt(own.length / (own.length - 1))
    return own.map(effect => scale * (effect - middle))
  })
  if (residuals.length === 0) return null
  const key = seedWord(`margin ${seed}`)
  const largest = Array.from({ length: resamples }, (_, r) => {
    const own = combine(key, r)
    return Math.max(
      ...moving.map(({ length }, factor) => {
        let sum = 0
        for (let i = 0; i < length; i++) {
          const draw = 2 * unit(bits(own, factor, i))
          const residual = residuals[Math.floor((draw % 1) * residuals.length)]!
          sum += draw < 1 ? residual : -residual
        }
        return Math.abs(sum / length)
      }),
    )
  })
  return percentile(
    largest.sort((a, b) => a - b),
    level,
  )
}
