import { bits, combine, seedWord } from '../../lib/random.ts'
import type { Resampling } from './resample.ts'

/** Which mean elementary effects luck alone would not make, all factors and outputs looked at together. */
export interface LuckTest {
  /** by output and factor: mean over its standard error; null where there are not two effects, or all of them are 0 */
  t: (number | null)[][]
  /** the largest |t| of all that luck makes in 95 of 100 studies; what is larger is told from luck. Null where there is no t */
  luck: number | null
}

/** Trajectories up to which all their signs are tried. */
const ALL_SIGNS = 12

/**
 * Student's t of every mean elementary effect, and how large the largest of all gets where no factor moves anything. Were
 * effects as likely up as down, a study with the effects of some trajectories turned round would be as likely as this one.
 * So trajectories are turned round, each with its effects of all factors on all outputs, which keeps how they hang
 * together; and the largest |t| is noted, whichever factor's and output's it is. The study itself is one of those. An
 * effect that there is stays in what is turned round, as in every exact test of this kind: that makes the margin rather
 * too wide, never too narrow. Dividing by each factor's own spread lets factors that scatter little be told by little.
 * With five trajectories or fewer nothing can be told: of their 2⁴ studies that differ one is more than 5 of 100.
 * Source: the largest statistic over all signs, Westfall & Young 1993, Resampling-Based Multiple Testing.
 *
 * @param effects  by output, factor and trajectory, as `elementaryEffects` gives them; null where a run is missing
 * @example tellFromLuck([elementaryEffects(rows, rents), elementaryEffects(rows, burdens)]).luck // => 5.1
 */
export function tellFromLuck(
  effects: readonly (readonly (readonly (number | null)[])[])[],
  { resamples = 1000, level = 0.95, seed = 'a' }: Resampling = {},
): LuckTest {
  const known = effects.map(output => output.map(own => own.flatMap((e, at) => (e === null ? [] : [{ e, at }]))))
  const moving = new Set(known.flat().filter(own => own.length > 1 && own.some(({ e }) => e !== 0)))
  const trajectories = Math.max(0, ...effects.flat().map(own => own.length))
  const key = seedWord(`luck ${seed}`)
  // the first keeps its sign, as all turned round are the same |t|
  const isAll = trajectories <= ALL_SIGNS
  const studies = moving.size === 0 ? 0 : isAll ? 1 << Math.max(0, trajectories - 1) : resamples
  const signs = new Int8Array(trajectories)
  const largest = Array.from({ length: studies }, (_, study) => {
    const own = combine(key, study)
    for (let i = 0; i < trajectories; i++) {
      const isTurned = isAll ? i > 0 && ((study >> (i - 1)) & 1) === 1 : study > 0 && bits(own, 0, i) >>> 31 === 1
      signs[i] = isTurned ? -1 : 1
    }
    let most = 0
    for (const one of moving) most = Math.max(most, Math.abs(studentOf(one, signs)))
    return most
  }).sort((a, b) => a - b)
  const asFound = new Int8Array(trajectories).fill(1)
  return {
    t: known.map(output => output.map(own => (moving.has(own) ? studentOf(own, asFound) : null))),
    luck: largest[Math.ceil(level * studies) - 1] ?? null,
  }
}

/** Student's t of a mean whose terms have signs. Squares do not hang on signs, so that their sum tells the spread. */
function studentOf(own: readonly { e: number; at: number }[], signs: Int8Array): number {
  let [sum, squares] = [0, 0]
  for (const { e, at } of own) {
    sum += signs[at]! * e
    squares += e * e
  }
  const n = own.length
  // share of the squares that the mean takes; all of it where effects are alike, and rounding might make it more
  const share = Math.min(1, (sum * sum) / (n * squares))
  return Math.sign(sum) * Math.sqrt(((n - 1) * share) / (1 - share))
}
