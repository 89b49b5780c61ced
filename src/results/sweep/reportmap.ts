/** A map of a sweep as SVG: one colour a parcel, by fixed cut-offs. */
import type { MapBase } from '../comparison.ts'
import { type LevelLayer, layerNamed, levelOf } from '../layers.ts'
import { extent } from '../statistics.ts'

export interface SweepMap {
  layer: string
  base: MapBase
  /** one value a parcel, over all runs; null where nobody lived in any */
  mean: (number | null)[]
  spread: (number | null)[]
  runs: number
}

const short = (x: number): string => String(Math.round(x * 10) / 10)

const pathOf = (outline: readonly number[], top: number): string => {
  let path = ''
  for (let i = 0; i < outline.length; i += 2)
    path += `${i === 0 ? 'M' : 'L'}${short(outline[i]!)} ${short(top - outline[i + 1]!)}`
  return `${path}Z`
}

/** Cut-offs of a spread: equal steps up to its largest value. */
export function spreadCuts(spread: readonly (number | null)[]): number[] {
  const most = spread.reduce<number>((most, v) => Math.max(most, v ?? 0), 0)
  return [1, 2, 3, 4, 5, 6].map(k => (k * (most || 1)) / 7)
}

/** Cut-offs of the layer itself. */
export const meanCuts = (layer: string): readonly number[] => (layerNamed(layer) as LevelLayer).cuts

/** One map. @param label read out in its stead */
export function mapSvg(
  base: MapBase,
  values: readonly (number | null)[],
  cuts: readonly number[],
  label: string,
): string {
  const built = base.parcels.filter((_, p) => values[p] != null)
  const shown = built.length > 0 ? built : base.parcels
  const xs = shown.flatMap(({ outline }) => outline.filter((_, i) => i % 2 === 0))
  const ys = shown.flatMap(({ outline }) => outline.filter((_, i) => i % 2 === 1))
  const [left, right] = extent(xs)
  const [bottom, top] = extent(ys)
  const margin = 0.03 * Math.max(right - left, top - bottom)
  // one path a colour: a few elements, whatever the number of parcels
  const paths = new Map<string, string>()
  base.parcels.forEach(({ outline, use }, p) => {
    const value = values[p]
    const ground = use === 'water' ? '--water' : use === 'nature' ? '--park' : use === 'farmland' ? '--field' : '--land'
    const colour = value == null ? ground : `--l${levelOf(cuts, value)}`
    paths.set(colour, (paths.get(colour) ?? '') + pathOf(outline, top))
  })
  const view = [left - margin, -margin, right - left + 2 * margin, top - bottom + 2 * margin].map(short).join(' ')
  return `<svg class="city" viewBox="${view}" role="img" aria-label="${label}">${[...paths]
    .map(([colour, d]) => `<path d="${d}" style="fill:var(${colour})"/>`)
    .join('')}</svg>`
}
