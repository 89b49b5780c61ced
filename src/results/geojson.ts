/** A layer of the map as GeoJSON: both futures and the difference, parcel by parcel. */
import { projectionAt } from '../import/geometry.ts'
import type { MapLayer } from './layers.ts'
import type { PlaceShape } from './place.ts'

export interface LayerExport {
  shape: PlaceShape
  layer: MapLayer
  baseline: Float32Array
  /** null without policies */
  policy: Float32Array | null
  year: number
  scenario: string
  seed: string
  version: string
}

/**
 * Longitude and latitude where the place is a real one, planar metres where it is drawn.
 * @returns text; values that do not exist are null
 */
export function layerGeoJson({ shape, layer, baseline, policy, year, scenario, seed, version }: LayerExport): string {
  const projection = shape.origin && projectionAt(shape.origin[1], shape.origin[0])
  const perLon = projection ? projection.x(projection.lon + 1) : 1
  const perLat = projection ? projection.y(projection.lat + 1) : 1
  const round = (v: number): number => Math.round(v * 1e7) / 1e7
  const point = (x: number, y: number): [number, number] =>
    projection ? [round(projection.lon + x / perLon), round(projection.lat + y / perLat)] : [x, y]
  const value = (v: number | undefined): number | string | null =>
    v === undefined || Number.isNaN(v)
      ? null
      : layer.kind === 'kinds'
        ? layer.kinds[v]!.title.en
        : Number(v.toPrecision(6))
  const features = Array.from(baseline, (before, p) => {
    const ring: [number, number][] = []
    for (let i = shape.starts[p]!; i < shape.starts[p + 1]!; i += 2)
      ring.push(point(shape.outlines[i]!, shape.outlines[i + 1]!))
    if (ring.length > 0) ring.push(ring[0]!)
    const after = policy?.[p]
    const difference = layer.kind === 'kinds' || after === undefined ? undefined : after - before
    return {
      type: 'Feature',
      id: p,
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { baseline: value(before), with_policies: value(after), difference: value(difference) },
    }
  })
  return `${JSON.stringify({
    type: 'FeatureCollection',
    name: `${shape.name}, ${layer.title.en}`,
    ...(shape.attribution ? { attribution: shape.attribution } : {}),
    justcity: {
      version,
      scenario,
      seed,
      year,
      layer: layer.name,
      unit: layer.kind === 'levels' ? layer.unit : 'kind',
      coordinates: projection ? 'longitude, latitude' : 'planar metres',
    },
    features,
  })}\n`
}
