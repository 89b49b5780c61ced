import { mean } from '../statistics.ts'
import { halfWidth, type Resampling } from './resample.ts'
import { sobolSequence } from './sequence.ts'

/**
 * Saltelli's sample for Sobol indices. The rows of base point i stand together: A, then A with one column of B for each
 * factor, then (for second-order indices) B with one column of A for each, then B: the order that SALib reads.
 * Source: Saltelli 2002, Computer Physics Communications 145(2); Saltelli et al. 2010, 181(2).
 *
 * @param count       base points N; powers of two keep the balance of the sequence
 * @param dimensions  factors k, at most 128
 * @returns  N·(k + 2) rows, or N·(2k + 2) with second order; numbers in [0, 1)
 * @example saltelliSample(512, 3, false).length // => 2560
 */
export function saltelliSample(count: number, dimensions: number, secondOrder: boolean): number[][] {
  // the first points lie on the diagonal: as many as the sample is long are left out, at least 16
  let skip = 16
  while (skip < count) skip *= 2
  return sobolSequence(count, 2 * dimensions, skip).flatMap(point => {
    const a = point.slice(0, dimensions)
    const b = point.slice(dimensions)
    const mixed = (base: number[], other: number[]): number[][] => base.map((_, j) => base.with(j, other[j]!))
    return [a, ...mixed(a, b), ...(secondOrder ? mixed(b, a) : []), b]
  })
}

/** Sobol indices under SALib's names, one entry a factor; S2[j][k] for j < k, null elsewhere. */
export interface SobolIndices {
  S1: number[]
  S1_conf: number[]
  ST: number[]
  ST_conf: number[]
  S2: (number | null)[][] | null
  S2_conf: (number | null)[][] | null
  /** base points used, and left out since one of their rows has no value */
  used: number
  left: number
}

/**
 * First-order (Saltelli et al. 2010), total-order (Jansen 1999) and second-order (Saltelli 2002) indices of outputs that
 * belong to the rows of `saltelliSample`, with confidence half-widths by bootstrap of the base points.
 *
 * @param outputs  one a row; null where the run failed: its base point is left out
 * @returns  null if the outputs do not vary
 * @throws {RangeError} if there are not as many outputs as rows
 */
export function sobolIndices(
  outputs: readonly (number | null)[],
  dimensions: number,
  secondOrder: boolean,
  resampling: Resampling = {},
): SobolIndices | null {
  const step = secondOrder ? 2 * dimensions + 2 : dimensions + 2
  if (outputs.length === 0 || outputs.length % step !== 0)
    throw new RangeError(
      `sobolIndices: ${outputs.length} outputs; ${dimensions} factors need a multiple of ${step} ${secondOrder ? 'with' : 'without'} second order.`,
    )
  const blocks: number[][] = []
  for (let at = 0; at < outputs.length; at += step) {
    const block = outputs.slice(at, at + step)
    if (block.every((v): v is number => v !== null)) blocks.push(block)
  }
  const n = blocks.length
  if (n < 2) return null
  const all = blocks.flat()
  const middle = mean(all)
  const spread = Math.sqrt(mean(all.map(v => (v - middle) * (v - middle))))
  if (!(spread > 0)) return null
  // standardised: the first-order estimator is far less noisy about a mean of 0
  const column = (at: number): Float64Array => Float64Array.from(blocks, block => (block[at]! - middle) / spread)
  const a = column(0)
  const b = column(step - 1)
  const ab = Array.from({ length: dimensions }, (_, j) => column(1 + j))
  const ba = secondOrder ? Array.from({ length: dimensions }, (_, j) => column(1 + dimensions + j)) : []

  const varianceOf = (rows: Int32Array): number => {
    let sum = 0
    let squares = 0
    for (const i of rows) {
      sum += a[i]! + b[i]!
      squares += a[i]! * a[i]! + b[i]! * b[i]!
    }
    const m = sum / (2 * rows.length)
    return squares / (2 * rows.length) - m * m
  }
  const first = (j: number) => (rows: Int32Array) => {
    let sum = 0
    for (const i of rows) sum += b[i]! * (ab[j]![i]! - a[i]!)
    return sum / rows.length / varianceOf(rows)
  }
  const total = (j: number) => (rows: Int32Array) => {
    let sum = 0
    for (const i of rows) sum += (a[i]! - ab[j]![i]!) * (a[i]! - ab[j]![i]!)
    return (0.5 * sum) / rows.length / varianceOf(rows)
  }
  const second = (j: number, k: number) => (rows: Int32Array) => {
    let sum = 0
    for (const i of rows) sum += ba[j]![i]! * ab[k]![i]! - a[i]! * b[i]!
    return sum / rows.length / varianceOf(rows) - first(j)(rows) - first(k)(rows)
  }
  const everyRow = Int32Array.from({ length: n }, (_, i) => i)
  const conf = (statistic: (rows: Int32Array) => number): number => halfWidth(n, statistic, resampling)
  const each = <T>(of: (j: number) => T): T[] => Array.from({ length: dimensions }, (_, j) => of(j))
  const pairs = (of: (statistic: (rows: Int32Array) => number) => number): (number | null)[][] | null =>
    secondOrder ? each(j => each(k => (k > j ? of(second(j, k)) : null))) : null
  return {
    S1: each(j => first(j)(everyRow)),
    S1_conf: each(j => conf(first(j))),
    ST: each(j => total(j)(everyRow)),
    ST_conf: each(j => conf(total(j))),
    S2: pairs(statistic => statistic(everyRow)),
    S2_conf: pairs(conf),
    used: n,
    left: outputs.length / step - n,
  }
}
