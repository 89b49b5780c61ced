import { bits, combine, seedWord, unit } from '../../lib/random.ts'
import { mean, variance } from '../statistics.ts'
import { permutation } from './lhs.ts'
import { halfWidth, type Resampling } from './resample.ts'

/**
 * Morris trajectories: each begins at a random point of the grid and moves every factor once, by Δ = p / (2(p − 1)).
 * Source: Morris 1991, Technometrics 33(2).
 *
 * @param trajectories  r
 * @param levels        p, even, of the grid
 * @returns  r·(k + 1) rows, numbers from 0 to 1
 * @throws {RangeError} if the number of levels is odd
 * @example morrisSample(20, 5, 8, 'a').length // => 120
 */
export function morrisSample(trajectories: number, dimensions: number, levels: number, seed: string): number[][] {
  if (!(Number.isInteger(levels) && levels >= 2 && levels % 2 === 0))
    throw new RangeError(`morrisSample: ${levels} levels; an even number of them makes all levels equally likely.`)
  const key = seedWord(`morris ${seed}`)
  const half = levels / 2
  return Array.from({ length: trajectories }, (_, t) => {
    const own = combine(key, t)
    const low = Array.from({ length: dimensions }, (_, d) => Math.floor(unit(bits(own, 1, d)) * half))
    const up = low.map((_, d) => bits(own, 2, d) >>> 31 === 0)
    const at = low.map((level, d) => (level + (up[d] ? 0 : half)) / (levels - 1))
    const rows = [[...at]]
    for (const d of permutation(dimensions, combine(own, 3))) {
      at[d] = (low[d]! + (up[d] ? half : 0)) / (levels - 1)
      rows.push([...at])
    }
    return rows
  }).flat()
}

/**
 * Elementary effects of outputs that belong to the rows of `morrisSample`: by factor and trajectory, the difference of two
 * neighbouring rows over the step between them.
 * @param rows     the sample
 * @param outputs  one a row; null where the run failed: then the two effects that need it are null
 * @throws {RangeError} if rows and outputs do not belong together
 * @example elementaryEffects(rows, rows.map(([a, b]) => 3 * a - b))[0] // => [3, 3, 3]
 */
export function elementaryEffects(
  rows: readonly (readonly number[])[],
  outputs: readonly (number | null)[],
): (number | null)[][] {
  const dimensions = rows[0]?.length ?? 0
  if (rows.length !== outputs.length || rows.length % (dimensions + 1) !== 0)
    throw new RangeError(
      `elementaryEffects: ${rows.length} rows and ${outputs.length} outputs of ${dimensions} factors`,
    )
  const effects = Array.from({ length: dimensions }, () =>
    new Array<number | null>(rows.length / (dimensions + 1)).fill(null),
  )
  for (let i = 1; i < rows.length; i++) {
    if (i % (dimensions + 1) === 0) continue
    const moved = rows[i]!.findIndex((x, d) => x !== rows[i - 1]![d])
    const [before, after] = [outputs[i - 1], outputs[i]]
    if (moved < 0 || before == null || after == null) continue
    effects[moved]![Math.floor(i / (dimensions + 1))] = (after - before) / (rows[i]![moved]! - rows[i - 1]![moved]!)
  }
  return effects
}

/** Morris' measures under SALib's names, one entry a factor; null where every trajectory misses a value. */
export interface MorrisIndices {
  mu: (number | null)[]
  mu_star: (number | null)[]
  sigma: (number | null)[]
  mu_star_conf: (number | null)[]
  /** elementary effects by factor */
  effects: number[][]
}

/**
 * Elementary effects of outputs that belong to the rows of `morrisSample`: their mean, mean size (Campolongo et al. 2007)
 * and standard deviation, with a bootstrap half-width of the mean size.
 *
 * @param rows, outputs  as in `elementaryEffects`; effects that need a failed run are left out
 */
export function morrisIndices(
  rows: readonly (readonly number[])[],
  outputs: readonly (number | null)[],
  resampling: Resampling = {},
): MorrisIndices {
  const effects = elementaryEffects(rows, outputs).map(own => own.filter(effect => effect !== null))
  const known = (of: (own: number[]) => number, least: number): (number | null)[] =>
    effects.map(own => (own.length < least ? null : of(own)))
  return {
    mu: known(mean, 1),
    mu_star: known(own => mean(own.map(Math.abs)), 1),
    sigma: known(own => Math.sqrt(variance(own)), 2),
    mu_star_conf: known(own => {
      const sizes = own.map(Math.abs)
      const meanOf = (picked: Int32Array): number => {
        let sum = 0
        for (const i of picked) sum += sizes[i]!
        return sum / picked.length
      }
      return halfWidth(own.length, meanOf, resampling)
    }, 2),
    effects,
  }
}
