/** Values and shapes of the map, parcel by parcel. */
import type { City } from '../city/city.ts'
import { pow } from '../lib/numeric.ts'
import type { MapBase, MapLayers } from './comparison.ts'

/** Income index of incomes that grow at rest: what published yuan are divided by. */
export const deflator = (city: City): number => pow(1 + city.parameters.income_growth / 12, Math.max(0, city.tick))

/** Rent, income and displacement by parcel, now. */
export function mapLayers(city: City): MapLayers {
  const { parcels, buildings, households, economy } = city
  const n = parcels.rows
  const homes = new Float64Array(n)
  const rent = new Float64Array(n)
  const people = new Float64Array(n)
  const income = new Float64Array(n)
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    const p = buildings.parcel[b]!
    homes[p]! += buildings.dwellings[b]!
    rent[p]! += buildings.rent[b]! * buildings.dwellings[b]!
  }
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const p = buildings.parcel[b]!
    people[p]!++
    income[p]! += households.level[h]!
  }
  const index = economy.incomeIndex[0]! / deflator(city)
  const by = (value: (p: number) => number, count: Float64Array): (number | null)[] =>
    Array.from({ length: n }, (_, p) => (count[p]! > 0 ? value(p) : null))
  return {
    rent: by(p => rent[p]! / homes[p]! / 100 / deflator(city), homes),
    income: by(p => (income[p]! / people[p]!) * index, people),
    displacement: Array.from({ length: n }, (_, p) =>
      homes[p]! > 0 || parcels.displacements[p]! > 0
        ? (100 * parcels.displacements[p]!) / Math.max(homes[p]!, city.plan.parcels[p]!.stock?.[0] ? 70 : 1)
        : null,
    ),
  }
}

const USE_NAMES = [
  'farmland',
  'residential',
  'employment',
  'facility',
  'water',
  'nature',
  'vacant',
  'site',
  'street commercial',
  'institution',
]

/** The place as it stands now, to draw. */
export function mapBase(city: City): MapBase {
  const { parcels, estates, plan } = city
  return {
    attribution: plan.attribution ?? null,
    parcels: plan.parcels.map(({ outline }, p) => ({
      outline,
      use: USE_NAMES[parcels.use[p]!]!,
      walled: parcels.estate[p]! >= 0 && estates.walled[parcels.estate[p]!] === 1,
    })),
    drawing: plan.drawing,
    buildings: (plan.buildings ?? []).map(({ outline, levels }) => ({ outline, levels })),
  }
}
