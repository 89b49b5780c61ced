/** Which measures are always in sight, in which order, and the axes they are drawn on. */
import { measures } from '../../src/metrics/index.ts'
import type { Measure } from '../../src/metrics/measure.ts'
import type { MeasureComparison } from '../../src/results/comparison.ts'
import { headlineMeasures } from '../../src/results/reading.ts'

const place = (name: string): number => {
  const at = headlineMeasures.indexOf(name)
  return at < 0 ? headlineMeasures.length : at
}

export const headlines: readonly Measure[] = measures
  .filter(({ headline }) => headline)
  .sort((a, b) => place(a.name) - place(b.name))

/** The next of 1, 2, 5 × a power of ten at or above x. */
export function roundUp(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return 1
  let power = 1
  while (power > x) power /= 10
  while (power * 10 <= x) power *= 10
  return [1, 2, 5, 10].map(n => n * power).find(n => n >= x * 0.9999)!
}

/** Half the width of a measure's interval plot: declared with it, or wide enough for its placebo and interval. */
export function halfRange({ halfRange: declared }: Measure, of: MeasureComparison): number {
  const reach = Math.max(...(of.ci95 ?? [0]).map(Math.abs), 2 * (of.placebo_band?.[1] ?? 0))
  return declared ?? roundUp(1.2 * reach)
}

/** The y axis of a measure: as declared, or round its baseline; wider only if a line would leave it. */
export function axisOf(
  { axis, unit }: Pick<Measure, 'axis' | 'unit'>,
  baseline: readonly (number | null)[],
  all: readonly (number | null)[],
): readonly [number, number] {
  const every = all.filter((v): v is number => v !== null && Number.isFinite(v))
  if (every.length === 0) return axis ?? [0, 1]
  // a policy's first runs may be in before the baseline's
  const settled = baseline.filter((v): v is number => v !== null && Number.isFinite(v))
  const known = settled.length > 0 ? settled : every
  const low = Math.min(...known)
  const high = Math.max(...known)
  const room = Math.max((high - low) * 0.75, Math.abs(high) * 0.15, 1e-9)
  const step = roundUp(room / 2)
  const isPositive = Math.min(...every) >= 0
  let [from, to] = axis ?? [Math.floor((low - room) / step) * step, Math.ceil((high + room) / step) * step]
  if (!axis && isPositive) from = Math.max(0, from)
  if (!axis && (unit === 'share' || unit === '0–1') && Math.max(...every) <= 1) to = Math.min(1, to)
  const grow = roundUp((to - from) / 4)
  from -= Math.max(0, Math.ceil((from - Math.min(...every)) / grow)) * grow
  to += Math.max(0, Math.ceil((Math.max(...every) - to) / grow)) * grow
  return [from, to]
}
