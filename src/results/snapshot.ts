import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { mapBase, mapLayers } from './layers.ts'

/** The city's parcels as GeoJSON in planar metres: shape, use, rent, income, displacement. */
export function snapshotGeoJson(city: City, rules: Rules): string {
  const base = mapBase(city)
  const layers = mapLayers(city, rules)
  const features = base.parcels.map(({ outline, use, walled }, p) => {
    const ring: number[][] = []
    for (let i = 0; i < outline.length; i += 2) ring.push([outline[i]!, outline[i + 1]!])
    ring.push(ring[0]!)
    return {
      type: 'Feature',
      id: p,
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: {
        use,
        walled,
        zone: city.parcels.zone[p],
        district: city.parcels.district[p],
        rent: layers.rent[p],
        income: layers.income[p],
        displaced_per_100_homes: layers.displacement[p],
      },
    }
  })
  return `${JSON.stringify({ type: 'FeatureCollection', name: city.plan.name, attribution: base.attribution, tick: city.tick, features })}\n`
}
