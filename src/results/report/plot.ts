/** Drawings of one measure's differences, as SVG text. */
import type { MeasureComparison } from '../comparison.ts'
import type { Reading } from '../reading.ts'

export const PLOT_WIDTH = 300
const HEIGHT = 34
const MIDDLE = PLOT_WIDTH / 2
const REACH = MIDDLE - 6

const round = (x: number): string => String(Math.round(x * 10) / 10)

/**
 * The value at the end of a measure's axis: room for every dot, the interval and three placebo bands, so that what is
 * no larger than chance also looks small.
 */
export function halfRange(m: MeasureComparison): number {
  const ends = [...m.differences, ...(m.ci95 ?? []), ...(m.parameters?.range90 ?? []), m.difference].map(v =>
    Math.abs(v ?? 0),
  )
  const band = m.placebo_band === null ? Math.abs(m.baseline ?? 0) * 0.02 : m.placebo_band[1] * 3
  return Math.max(...ends, band) * 1.05 || 1
}

/** Dots, interval and placebo strip on an axis whose right side is more just. Words beside it say the same. */
export function differencePlot(m: MeasureComparison, reading: Reading): string {
  if (m.difference === null) return ''
  const half = halfRange(m)
  const x = (value: number): number => MIDDLE + ((reading.sign * value) / half) * REACH
  const tone = reading.tone
  const parts = [`<line class="axis" x1="6" x2="${PLOT_WIDTH - 6}" y1="17" y2="17"/>`]
  if (m.placebo_band !== null) {
    const [a, b] = m.placebo_band.map(x).sort((p, q) => p - q) as [number, number]
    parts.push(`<rect class="strip" x="${round(a)}" y="3" width="${round(Math.max(b - a, 1))}" height="28"/>`)
  }
  if (m.parameters !== undefined) {
    const [a, b] = m.parameters.range90.map(x).sort((p, q) => p - q) as [number, number]
    parts.push(`<rect class="wide" x="${round(a)}" y="10" width="${round(Math.max(b - a, 1))}" height="14"/>`)
  }
  parts.push(`<line class="zero" x1="${MIDDLE}" x2="${MIDDLE}" y1="1" y2="33"/>`)
  m.differences.forEach((d, i) => {
    // dots alternate above and below the bar, three rows each, so that equal values stay apart
    const y = i % 2 === 0 ? 11 - (i % 3) * 3 : 23 + (i % 3) * 3
    if (d !== null) parts.push(`<circle class="run ${tone}" cx="${round(x(d))}" cy="${y}" r="2"/>`)
  })
  if (m.ci95 !== null) {
    const [a, b] = m.ci95.map(x).sort((p, q) => p - q) as [number, number]
    parts.push(`<line class="bar ${tone}" x1="${round(a)}" x2="${round(b)}" y1="17" y2="17"/>`)
  }
  parts.push(`<circle class="mean ${tone}" cx="${round(x(m.difference))}" cy="17" r="4.5"/>`)
  return `<svg class="plot" viewBox="0 0 ${PLOT_WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">${parts.join('')}</svg>`
}
