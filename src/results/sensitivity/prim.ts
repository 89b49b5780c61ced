import { exp, log } from '../../lib/numeric.ts'

/** What a box allows in one factor: a range of numbers, or a set of words. */
export type Limit = { kind: 'range'; from: number; to: number } | { kind: 'set'; values: string[] }

/** A box of factor space in which cases of interest are frequent. */
export interface PrimBox {
  /** share of all cases of interest that lie in the box */
  coverage: number
  /** share of the box's cases that are of interest */
  density: number
  /** share of all cases that lie in the box */
  mass: number
  /** number of restricted factors */
  res_dim: number
  /** restricted factors only, by their number; `p` is the chance of as many cases of interest without this limit */
  limits: { factor: number; limit: Limit; p: number }[]
  /** rows inside */
  rows: number[]
}

export interface PrimOptions {
  /** share of the box peeled off at a time [0.05] */
  alpha?: number
  /** smallest box, as a share of all cases [0.05] */
  leastMass?: number
  /** density wanted of the box chosen [0.8] */
  density?: number
  /** boxes looked for, each among the cases outside those before it [3] */
  boxes?: number
}

type Value = number | string
/** What a row has to meet in each factor; null where nothing is asked. */
type Region = (Limit | null)[]

const inside = (value: Value, limit: Limit | null): boolean =>
  limit === null ||
  (limit.kind === 'range'
    ? typeof value === 'number' && value >= limit.from && value <= limit.to
    : limit.values.includes(String(value)))

/** P(X ≥ k) for X binomial(n, p). */
function binomialTail(n: number, p: number, k: number): number {
  if (k <= 0 || p >= 1) return 1
  if (p <= 0) return 0
  let logChoose = 0
  let tail = 0
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += exp(logChoose + i * log(p) + (n - i) * log(1 - p))
    logChoose += log(n - i || 1) - log(i + 1)
  }
  return Math.min(1, tail)
}

/**
 * Patient rule induction: boxes in which cases of interest are frequent, found by peeling thin slices off and pasting
 * them back where that helps. Of each peeling trajectory the box of largest coverage that reaches the density wanted is
 * kept, or the densest if none does.
 * Source: Friedman & Fisher 1999, Statistics and Computing 9; p-values of limits as in Bryant & Lempert 2010,
 * Technological Forecasting and Social Change 77.
 *
 * @param rows      factor values of each case: numbers or words
 * @param interest  whether a case is of interest
 * @returns  boxes, the first first; fewer than asked for if no more restrict anything
 */
export function prim(
  rows: readonly (readonly Value[])[],
  interest: readonly boolean[],
  { alpha = 0.05, leastMass = 0.05, density = 0.8, boxes = 3 }: PrimOptions = {},
): PrimBox[] {
  if (rows.length !== interest.length)
    throw new RangeError(`prim: ${rows.length} rows and ${interest.length} marks of interest`)
  const total = interest.filter(Boolean).length
  const found: PrimBox[] = []
  let left = rows.map((_, i) => i)
  while (found.length < boxes && left.some(i => interest[i])) {
    const trajectory = peel(rows, interest, left, alpha, leastMass * rows.length)
    const dense = trajectory.filter(step => step.density >= density)
    const best = (list: Step[], worth: (step: Step) => number): Step | undefined =>
      list.reduce<Step | undefined>(
        (top, step) => (top === undefined || worth(step) > worth(top) ? step : top),
        undefined,
      )
    const chosen = dense.length > 0 ? best(dense, step => step.hits) : best(trajectory, step => step.density)
    if (!chosen || chosen.region.every(limit => limit === null)) break
    const pasted = paste(rows, interest, left, chosen, alpha)
    const inBox = pasted.rows
    found.push({
      coverage: pasted.hits / total,
      density: pasted.density,
      mass: inBox.length / rows.length,
      res_dim: pasted.region.filter(limit => limit !== null).length,
      limits: pasted.region.flatMap((limit, factor) => {
        if (limit === null) return []
        const without = left.filter(i => pasted.region.every((other, d) => d === factor || inside(rows[i]![d]!, other)))
        const rate = without.filter(i => interest[i]).length / without.length
        return [{ factor, limit, p: binomialTail(inBox.length, rate, pasted.hits) }]
      }),
      rows: inBox,
    })
    left = left.filter(i => !inBox.includes(i))
  }
  return found
}

interface Step {
  region: Region
  rows: number[]
  hits: number
  density: number
}

const stepOf = (region: Region, rows: number[], interest: readonly boolean[]): Step => {
  const hits = rows.filter(i => interest[i]).length
  return { region, rows, hits, density: rows.length > 0 ? hits / rows.length : 0 }
}

function peel(
  rows: readonly (readonly Value[])[],
  interest: readonly boolean[],
  from: number[],
  alpha: number,
  least: number,
): Step[] {
  const dimensions = rows[0]?.length ?? 0
  let now = stepOf(Array(dimensions).fill(null), from, interest)
  const trajectory = [now]
  for (;;) {
    let best: Step | null = null
    for (let d = 0; d < dimensions; d++)
      for (const limit of peels(rows, now, d, alpha)) {
        const kept = now.rows.filter(i => inside(rows[i]![d]!, limit))
        if (kept.length === now.rows.length || kept.length < least || kept.length === 0) continue
        const step = stepOf(now.region.with(d, limit), kept, interest)
        if (
          best === null ||
          step.density > best.density ||
          (step.density === best.density && kept.length > best.rows.length)
        )
          best = step
      }
    if (best === null || best.density <= now.density) break
    trajectory.push((now = best))
  }
  return trajectory
}

/** The slices that may be peeled off a factor: the lowest or highest α of its numbers, or one of its words. */
function peels(rows: readonly (readonly Value[])[], { rows: inBox, region }: Step, d: number, alpha: number): Limit[] {
  const values = inBox.map(i => rows[i]![d]!)
  if (values.every(value => typeof value === 'number')) {
    const sorted = (values as number[]).toSorted((a, b) => a - b)
    const cut = Math.max(1, Math.floor(alpha * sorted.length))
    const low = sorted[0]!
    const high = sorted.at(-1)!
    // ties are peeled together: the new end is the next value that differs
    const from = sorted.find((v, i) => i >= cut && v > low)
    const to = sorted.findLast((v, i) => i < sorted.length - cut && v < high)
    const now = region[d] as { kind: 'range'; from: number; to: number } | null
    const limits: Limit[] = []
    if (from !== undefined) limits.push({ kind: 'range', from, to: now?.to ?? Number.POSITIVE_INFINITY })
    if (to !== undefined) limits.push({ kind: 'range', from: now?.from ?? Number.NEGATIVE_INFINITY, to })
    return limits
  }
  const words = [...new Set(values.map(String))].sort()
  return words.length < 2 ? [] : words.map(word => ({ kind: 'set', values: words.filter(other => other !== word) }))
}

/** Gives back slices along each factor while the share of interest grows. */
function paste(
  rows: readonly (readonly Value[])[],
  interest: readonly boolean[],
  from: number[],
  start: Step,
  alpha: number,
): Step {
  let now = start
  for (;;) {
    let best: Step | null = null
    for (const [d, limit] of now.region.entries()) {
      if (limit === null) continue
      for (const wider of pastes(rows, from, now, d, limit, alpha)) {
        const region = now.region.with(d, wider)
        const step = stepOf(
          region,
          from.filter(i => region.every((other, k) => inside(rows[i]![k]!, other))),
          interest,
        )
        if (step.rows.length > now.rows.length && step.density > (best ?? now).density) best = step
      }
    }
    if (best === null) return now
    now = best
  }
}

function pastes(
  rows: readonly (readonly Value[])[],
  from: number[],
  { rows: inBox, region }: Step,
  d: number,
  limit: Limit,
  alpha: number,
): (Limit | null)[] {
  const beside = from.filter(i => region.every((other, k) => k === d || inside(rows[i]![k]!, other)))
  const cut = Math.max(1, Math.floor(alpha * inBox.length))
  if (limit.kind === 'set') {
    const words = [...new Set(beside.map(i => String(rows[i]![d]!)))].filter(word => !limit.values.includes(word))
    return words.map(word => ({ kind: 'set', values: [...limit.values, word].sort() }))
  }
  const numbers = beside.map(i => rows[i]![d] as number)
  const below = numbers.filter(v => v < limit.from).sort((a, b) => b - a)
  const above = numbers.filter(v => v > limit.to).sort((a, b) => a - b)
  const wider: Limit[] = []
  if (below.length > 0) wider.push({ ...limit, from: below[Math.min(cut, below.length) - 1]! })
  if (above.length > 0) wider.push({ ...limit, to: above[Math.min(cut, above.length) - 1]! })
  return wider
}
