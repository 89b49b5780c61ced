import { column, type Table } from '../lib/table.ts'

/** Codes of `parcels.use`, in the order of parcelUses in plan.ts. */
export const USE = {
  farmland: 0,
  residential: 1,
  employment: 2,
  facility: 3,
  water: 4,
  nature: 5,
  vacant: 6,
  site: 7,
  commercial: 8,
  institution: 9,
} as const

export const OWNER = { state: 0, collective: 1, leased: 2 } as const

/** Kinds of access in the columns `access` and `facilities.kind` 0 … 4. */
export const ACCESS = { school: 0, clinic: 1, park: 2, market: 3, culture: 4 } as const
export const ACCESS_KINDS = 5
/** Kind of access that a kind of facility serves; −1 none (a square is met in, not needed). */
export const SERVES: readonly number[] = [0, 1, 2, 3, 4, 2, 4, -1, 2]
/** Schools a family applies to, and the quality that a year without a seat counts. */
export const SCHOOL_CHOICES = 5
export const UNSEATED_QUALITY = 0.3

/** Land, one row a plot. Rows follow the plan and never move, so a parcel's row is its stable id. */
export const parcelColumns = {
  x: column(Float32Array, 'm', 'centroid, east', { constant: true }),
  y: column(Float32Array, 'm', 'centroid, north', { constant: true }),
  area: column(Float32Array, 'm²', 'land', { constant: true }),
  zone: column(Uint16Array, 'row', 'neighbourhood', { constant: true }),
  district: column(Uint16Array, 'row', 'street office', { constant: true }),
  node: column(Int32Array, 'row', 'street node at its door', { constant: true }),
  door: column(Uint16Array, '1/64 min', 'walk from the door to that node', { constant: true }),
  village: column(Int32Array, 'row', 'village collective, −1 = none', { constant: true, initial: -1 }),
  setting: column(Uint8Array, 'bits', '1 historic core, 2 on a main street, 4 water or hill in view', {
    constant: true,
  }),
  use: column(Uint8Array, 'code', 'USE'),
  owner: column(Uint8Array, 'code', 'OWNER: state, collective or leased'),
  serial: column(Uint8Array, 'count', 'buildings ever on the parcel'),
  farMax: column(Float32Array, 'm²/m²', 'plan limit of the floor area ratio'),
  redLine: column(Uint8Array, 'bits', '1 heritage, 2 nature, 4 farmland quota: no new building'),
  heritage: column(Float32Array, '0–1', 'historic fabric still standing'),
  heritageOpen: column(Uint8Array, 'bool', 'historic fabric open to all; 0 = sold to leisure capital', { initial: 1 }),
  heritageRepair: column(Float32Array, '0–1', 'repair still working'),
  canopy: column(Float32Array, '0–1', 'green cover of the parcel itself'),
  greened: column(Uint8Array, 'bool', 'green walls and roofs'),
  shared: column(Uint8Array, 'bool', 'on a shared street'),
  canopyTarget: column(Float32Array, '0–1', 'green cover that what is planted will reach'),
  pollution: column(Float32Array, '0–1', 'local pollution'),
  estate: column(Int32Array, 'row', 'walled compound, −1 = none', { initial: -1 }),
  displacements: column(Uint16Array, 'count', 'households displaced from here since the city was built'),
  street: column(Float32Array, '0–1', 'quality of the public frontage'),
  frontage: column(Float32Array, 'm', 'front on public streets', { constant: true }),
  shops: column(Uint8Array, 'count', 'on street commercial parcels'),
  oldShops: column(Uint8Array, 'count', 'of these time-honoured'),
  commercialRent: column(Float64Array, 'fen/m²/month', 'of its shops'),
  shopRevenue: column(Float64Array, 'fen/m²/month', 'smoothed revenue of its shops'),
  renewedAt: column(Int16Array, 'tick', 'when commercial capital finishes or has finished its front', {
    initial: 32767,
  }),
  visitors: column(Float32Array, 'a day', 'from outside the city'),
  visits: column(Float32Array, 'a day', 'of residents to its public places'),
  mix: column(Float32Array, '0–1', 'chance that two who meet there are of different classes'),
  crowding: column(Float32Array, '0–1', 'noise and crowd about it, smoothed'),
  minutes: column(Float32Array, 'min', 'travel to each job centre', { width: 0, cache: true }),
  access: column(Float32Array, '0–1', 'perceived access A to the five kinds of facility', { width: 5, cache: true }),
  needs: column(Float32Array, 'needs met', 'access E to the five kinds of facility', { width: 5, cache: true }),
  walk: column(Uint16Array, '1/64 min', 'walk to the nearest open facility of the five kinds', {
    width: 5,
    cache: true,
  }),
  schools: column(Int32Array, 'row', 'facilities: the five schools its families apply to, best first', {
    width: 5,
    cache: true,
    initial: -1,
  }),
  schoolWalk: column(Uint16Array, '1/64 min', 'walks to them', { width: 5, cache: true }),
  schoolQuality: column(Float32Array, '0–1', 'mean quality of the three best schools in reach', {
    cache: true,
    initial: 0.5,
  }),
  green: column(Float32Array, '0–1', 'G, green within reach', { cache: true }),
  shopMix: column(Float32Array, '0–1', 'shops on the ground floors of its new estate'),
  firstBuilding: column(Int32Array, 'row', 'head of the list of its buildings', {
    cache: true,
    ref: 'buildings',
    initial: -1,
  }),
}
export type Parcels = Table<typeof parcelColumns>

export const SETTING_CORE = 1
export const SETTING_MAIN_STREET = 2
export const SETTING_VIEW = 4

export const RED_HERITAGE = 1
export const RED_NATURE = 2
export const RED_FARMLAND = 4
