import type { City } from '../city/city.ts'
import { REGISTERED, TENURE_NAMES } from '../city/households.ts'
import { housingCost, income, meanRent } from '../city/housing.ts'
import type { Rules } from '../city/rules.ts'
import { deflator, mapBase, mapLayerList, mapLayers, readFrame } from './layers.ts'

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

/** A column of a table: numbers, whole numbers or words; null where there is none. */
export type TableColumn =
  | { name: string; type: 'DOUBLE' | 'INTEGER'; values: (number | null)[] }
  | { name: string; type: 'VARCHAR'; values: (string | null)[] }

/** The city's parcels and households as tables. Yuan are at the income level of tick 0. */
export function snapshotTables(city: City, rules: Rules): { parcels: TableColumn[]; households: TableColumn[] } {
  const base = mapBase(city)
  const { layers } = readFrame(city, rules)
  const wkt = (outline: readonly number[]): string => {
    const points: string[] = []
    for (let i = 0; i < outline.length; i += 2) points.push(`${outline[i]} ${outline[i + 1]}`)
    return `POLYGON ((${[...points, points[0]].join(', ')}))`
  }
  const column = (name: string, type: 'DOUBLE' | 'INTEGER', values: ArrayLike<number>): TableColumn => ({
    name,
    type,
    values: Array.from(values, v => (Number.isNaN(v) ? null : v)),
  })
  const rows = Array.from(base.parcels.keys())
  const parcels: TableColumn[] = [
    column('parcel', 'INTEGER', rows),
    { name: 'use', type: 'VARCHAR', values: base.parcels.map(({ use }) => use) },
    column(
      'walled',
      'INTEGER',
      base.parcels.map(({ walled }) => Number(walled)),
    ),
    column('zone', 'INTEGER', city.parcels.zone.subarray(0, rows.length)),
    column('district', 'INTEGER', city.parcels.district.subarray(0, rows.length)),
    ...mapLayerList.map(({ name }) => column(name, 'DOUBLE', layers[name]!)),
    { name: 'outline', type: 'VARCHAR', values: base.parcels.map(({ outline }) => wkt(outline)) },
  ]
  const { households, buildings } = city
  const living = Array.from({ length: households.rows }, (_, h) => h).filter(h => households.size[h] !== 0)
  const yuan = 100 * deflator(city)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const of = (value: (h: number) => number): number[] => living.map(value)
  const people: TableColumn[] = [
    {
      name: 'household',
      type: 'VARCHAR',
      values: living.map(h => `${households.idHigh[h]}-${households.idLow[h]}`),
    },
    column(
      'parcel',
      'INTEGER',
      of(h => (households.home[h]! < 0 ? Number.NaN : buildings.parcel[households.home[h]!]!)),
    ),
    column(
      'size',
      'INTEGER',
      of(h => households.size[h]!),
    ),
    column(
      'registered',
      'INTEGER',
      of(h => ((households.flags[h]! & REGISTERED) !== 0 ? 1 : 0)),
    ),
    {
      name: 'tenure',
      type: 'VARCHAR',
      values: living.map(h => (households.home[h]! < 0 ? null : TENURE_NAMES[households.tenure[h]!]!)),
    },
    column(
      'income',
      'DOUBLE',
      of(h => income(city, h) / yuan),
    ),
    column(
      'housing_cost',
      'DOUBLE',
      of(h => (households.home[h]! < 0 ? Number.NaN : housingCost(city, h, publicRent) / yuan)),
    ),
  ]
  return { parcels, households: people }
}
