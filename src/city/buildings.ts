import { addRow, clearRow, column, type Table } from '../lib/table.ts'
import type { City } from './city.ts'

/** Codes of `buildings.kind`, in the order of buildingKinds in plan.ts. */
export const KIND = { lane: 1, workUnit: 2, gated: 3, open: 4, village: 5, public: 6, mobile: 7 } as const

/** Where public homes came from. */
export const ORIGIN = { none: 0, quota: 1, city: 2, start: 3, policy: 4, mobile: 5 } as const

export const CAPPED = 1
export const LIFT = 2

/**
 * A homogeneous group of dwellings on one parcel. owners + developerStock + landlordStock + publicHomes = dwellings.
 * Let homes are counted to the landlords' stock first. A row with no dwellings is an empty slot.
 */
export const buildingColumns = {
  parcel: column(Int32Array, 'row', 'where it stands'),
  key: column(Uint32Array, 'id', 'stable id: parcel × 64 + serial number on the parcel'),
  kind: column(Uint8Array, 'code', 'KIND'),
  flags: column(Uint8Array, 'bits', '1 sold under a price cap, 2 lift'),
  origin: column(Uint8Array, 'code', 'ORIGIN of its public homes'),
  dwellings: column(Uint16Array, 'count', 'homes standing'),
  publicHomes: column(Uint16Array, 'count', 'of these public rental'),
  developerStock: column(Uint16Array, 'count', 'finished and unsold'),
  landlordStock: column(Uint16Array, 'count', 'owned by the investor sector, let or empty'),
  stockSince: column(Int16Array, 'tick', 'when the developer stock was finished'),
  resaleAfter: column(Int16Array, 'tick', 'capped homes may be sold from here', { initial: -32768 }),
  standsUntil: column(Int16Array, 'tick', 'mobile homes are taken away then', { initial: 32767 }),
  developer: column(Int32Array, 'row', 'who built it, −1 = before the model starts', { initial: -1 }),
  floor: column(Float32Array, 'm²', 'mean floor of a dwelling'),
  quality: column(Float32Array, '0–1', 'physical condition'),
  age: column(Uint16Array, 'months', 'since it was finished'),
  rent: column(Float64Array, 'fen/m²/month', 'asking rent'),
  price: column(Float64Array, 'fen/m²', 'price that follows from the rent'),
  capPrice: column(Float64Array, 'fen/m²', 'largest price of its unsold capped homes, 0 = none'),
  levyPrice: column(Float64Array, 'fen/m²', 'above this the city takes what unsold homes bring, 0 = no levy'),
  keptRent: column(
    Float64Array,
    'fen/m²/month',
    'rent at I = 1 of homes given to tenants who returned, 0 = the public rent',
  ),
  growthExpected: column(Float32Array, '1/yr', 'expected growth of its rent'),
  peer: column(Float32Array, '0–4', 'smoothed mean income quintile of residents'),
  owners: column(Uint16Array, 'count', 'owner households', { cache: true }),
  tenants: column(Uint16Array, 'count', 'market tenants', { cache: true }),
  publicTenants: column(Uint16Array, 'count', 'public tenants', { cache: true }),
  sharing: column(Uint16Array, 'count', 'households doubling up', { cache: true }),
  named1: column(Uint16Array, 'count', 'times named first this tick'),
  named2: column(Uint16Array, 'count', 'times named second this tick'),
  worth: column(Float32Array, 'utility', 'of green, quality, heritage and peers, by quintile', {
    width: 5,
    cache: true,
  }),
  school: column(Float32Array, 'utility', 'of schools to a household with children', { cache: true }),
  clinic: column(Float32Array, 'utility', 'of clinics', { cache: true }),
  space: column(Float32Array, 'utility', 'a·s·ln floor', { cache: true }),
  next: column(Int32Array, 'row', 'next building of the same parcel', { cache: true, ref: 'buildings', initial: -1 }),
}
export type Buildings = Table<typeof buildingColumns>

/** Homes of a building that stand empty and may be let or sold. */
export const emptyHomes = (b: Buildings, i: number): number =>
  b.dwellings[i]! - b.owners[i]! - b.publicHomes[i]! - b.tenants[i]!

/** Adds a building to a parcel; the caller sets what it is. */
export function addBuilding(city: City, parcel: number, dwellings: number): number {
  const { buildings, parcels } = city
  const free = city.freeBuildings.pop()
  const row = free ?? addRow(buildings)
  if (free !== undefined) clearRow(buildings, row)
  const serial = parcels.serial[parcel]!++
  if (serial >= 64) throw new RangeError(`parcel ${parcel} has had 64 buildings: no keys are left`)
  buildings.parcel[row] = parcel
  buildings.key[row] = parcel * 64 + serial
  buildings.dwellings[row] = dwellings
  buildings.next[row] = parcels.firstBuilding[parcel]!
  parcels.firstBuilding[parcel] = row
  return row
}

/** Takes a building down; nobody may live in it any more. Its slot is free from the next tick. */
export function removeBuilding(city: City, row: number): void {
  const { buildings, parcels } = city
  const parcel = buildings.parcel[row]!
  if (parcels.firstBuilding[parcel] === row) parcels.firstBuilding[parcel] = buildings.next[row]!
  else {
    let before = parcels.firstBuilding[parcel]!
    while (buildings.next[before] !== row) before = buildings.next[before]!
    buildings.next[before] = buildings.next[row]!
  }
  clearRow(buildings, row)
  buildings.parcel[row] = -1
  city.freedBuildings.push(row)
}
