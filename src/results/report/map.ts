/** The city as data for the page's canvas, with the cut-offs of its colours. */
import type { Comparison, MapLayers } from '../comparison.ts'
import { type LevelLayer, layerNamed } from '../layers.ts'

export const layerNames = ['rent', 'income', 'displacement'] as const
export type LayerName = (typeof layerNames)[number]

/** Cut-offs between seven colours: six of a level, three each side of zero for a difference. */
export interface LayerScale {
  unit: string
  levels: number[]
  differences: number[]
  /** 1 where a rise is drawn to the right, −1 where a fall is */
  right: 1 | -1
  /** teal and ochre (a just direction) or blue and grey (none) */
  palette: 'just' | 'plain'
}

export interface MapData {
  /** decimetres: first point, then steps from point to point */
  outlines: number[][]
  uses: string[]
  walled: number[]
  drawing: { kind: string; line: number[] }[]
  buildings: number[][]
  /** x0, y0, x1, y1 of what is shown, decimetres */
  extent: [number, number, number, number]
  scales: Record<LayerName, LayerScale>
  baseline: Record<LayerName, (number | null)[]>
  scenarios: Record<LayerName, (number | null)[]>[]
}

export const fourDigits = (x: number): number => Number(x.toPrecision(4))

/** Differences of two layers; null where either has none. */
export const layerDifference = (
  policy: readonly (number | null)[],
  baseline: readonly (number | null)[],
): (number | null)[] => policy.map((v, p) => (v === null || baseline[p] == null ? null : v - baseline[p]!))

/** The declared cut-offs of a layer, as the page reads them. */
function scaleOf(name: LayerName): LayerScale {
  const { unit, cuts, differences, better } = layerNamed(name) as LevelLayer
  return {
    unit: unit === 'per 100 homes' ? 'n' : unit,
    levels: [...cuts],
    differences: [...differences.map(d => -d).reverse(), ...differences],
    right: better === 'lower' ? -1 : 1,
    palette: better === 'none' ? 'plain' : 'just',
  }
}

const decimetres = (metres: number): number => Math.round(metres * 10)

/** Outline as a first point and steps: short numbers, whole decimetres, no drift. */
export function steps(outline: readonly number[]): number[] {
  const points = outline.map(decimetres)
  return points.map((v, i) => (i < 2 ? v : v - points[i - 2]!))
}

/** Parcels where something is built or known, with a margin: open country round the city stays outside. */
function extentOf(comparison: Comparison): MapData['extent'] {
  const open = new Set(['farmland', 'water', 'nature'])
  const { parcels } = comparison.map
  const { rent } = comparison.baseline_layers
  const chosen = parcels.filter((parcel, p) => !open.has(parcel.use) || rent[p] != null)
  const extent: MapData['extent'] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { outline } of chosen.length > 0 ? chosen : parcels) {
    for (let i = 0; i < outline.length; i += 2) {
      const x = decimetres(outline[i]!)
      const y = decimetres(outline[i + 1]!)
      extent[0] = Math.min(extent[0], x)
      extent[1] = Math.min(extent[1], y)
      extent[2] = Math.max(extent[2], x)
      extent[3] = Math.max(extent[3], y)
    }
  }
  const margin = Math.round(Math.max(extent[2] - extent[0], extent[3] - extent[1]) * 0.03)
  return [extent[0] - margin, extent[1] - margin, extent[2] + margin, extent[3] + margin]
}

const rounded = (layers: MapLayers): MapData['baseline'] => ({
  rent: layers.rent.map(v => (v === null ? null : fourDigits(v))),
  income: layers.income.map(v => (v === null ? null : fourDigits(v))),
  displacement: layers.displacement.map(v => (v === null ? null : fourDigits(v))),
})

/** The maps of a comparison; null without parcels. */
export function mapData(comparison: Comparison): MapData | null {
  const { map, baseline_layers: baseline, comparisons } = comparison
  if (map.parcels.length === 0) return null
  const scenarios = comparisons.map(c => c.layers)
  return {
    outlines: map.parcels.map(parcel => steps(parcel.outline)),
    uses: map.parcels.map(parcel => parcel.use),
    walled: map.parcels.flatMap((parcel, p) => (parcel.walled ? [p] : [])),
    drawing: map.drawing.map(({ kind, line }) => ({ kind, line: steps(line) })),
    buildings: map.buildings.map(({ outline }) => steps(outline)),
    extent: extentOf(comparison),
    scales: {
      rent: scaleOf('rent'),
      income: scaleOf('income'),
      displacement: scaleOf('displacement'),
    },
    baseline: rounded(baseline),
    scenarios: scenarios.map(rounded),
  }
}
