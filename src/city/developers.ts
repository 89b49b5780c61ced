import { column, type Table } from '../lib/table.ts'

/** Builders of housing, private and state-owned. */
export const developerColumns = {
  cash: column(Float64Array, 'fen', ''),
  debt: column(Float64Array, 'fen', 'to the bank'),
  due: column(Float64Array, 'fen', 'of the debt, for finished estates: takes all cash until redeemed'),
  requiredReturn: column(Float64Array, 'share', 'ρ, on total cost', { constant: true }),
  priceBias: column(Float32Array, 'share', 'optimism about prices', { constant: true }),
  stateOwned: column(Uint8Array, 'bool', '', { constant: true }),
  startingCapital: column(Float64Array, 'fen', 'at I = 1', { constant: true }),
}
export type Developers = Table<typeof developerColumns>

export const STATE = {
  free: 0,
  proposed: 1,
  hearing: 2,
  approved: 3,
  auctioned: 4,
  vacating: 5,
  site: 6,
  building: 7,
} as const

/** What is being built; policyHomes are public homes that a policy pays for beyond the programme at rest. */
export const PROJECT = { housing: 0, publicHomes: 3, policyHomes: 5 } as const

/** A project of one parcel, from proposal to finish; a row in state free is an empty slot. */
export const projectColumns = {
  parcel: column(Int32Array, 'row', 'site', { initial: -1 }),
  state: column(Uint8Array, 'code', 'STATE'),
  kind: column(Uint8Array, 'code', 'PROJECT'),
  developer: column(Int32Array, 'row', 'who bought it, −1 = the city', { initial: -1 }),
  opened: column(Int16Array, 'tick', 'when it was proposed'),
  stateSince: column(Int16Array, 'tick', ''),
  monthsBuilt: column(Uint8Array, 'months', 'of construction paid'),
  landPrice: column(Float64Array, 'fen', 'paid'),
  compensationDue: column(Float64Array, 'fen', 'owed to those who leave'),
  cost: column(Float64Array, 'fen', 'of construction, in all'),
  spent: column(Float64Array, 'fen', 'of it'),
  borrowed: column(Float64Array, 'fen', 'for it'),
  interestDue: column(Float64Array, 'fen', 'at finish'),
  dwellings: column(Uint16Array, 'count', ''),
  floor: column(Float32Array, 'm²', 'a dwelling'),
  quality: column(Float32Array, '0–1', 'of what will be built'),
  publicShare: column(Float32Array, 'share', 'of homes to be handed over'),
  gated: column(Uint8Array, 'bool', ''),
  garden: column(Uint8Array, 'bool', 'private green'),
  capPrice: column(Float64Array, 'fen/m²', 'largest sale price, 0 = none'),
  levyPrice: column(Float64Array, 'fen/m²', 'above this the city takes what homes bring, 0 = no levy'),
  subsidy: column(Float32Array, 'share', 'of construction that the city pays'),
  mix: column(Float32Array, '0–1', 'shops on its ground floors'),
  enclosed: column(Int32Array, 'row', 'parcel of nature that becomes its garden, −1 = none', { initial: -1 }),
  keptRent: column(Float64Array, 'fen/m²/month', 'rent at I = 1 of the tenants who will return, at most'),
  returning: column(Uint16Array, 'count', 'households with a right of return'),
  round: column(Uint8Array, 'count', 'hearings held'),
  support: column(Float32Array, 'share', 'of the votes at the last'),
  betterTerms: column(Float32Array, 'share', 'compensation above the usual terms, as negotiated'),
  returnShare: column(Float32Array, 'share', 'of households with a right of return above the usual, as negotiated'),
  density: column(Float32Array, 'share', 'of the floor that could be built, as negotiated', { initial: 1 }),
  moreGreen: column(Float32Array, 'share', 'green cover above the usual, as negotiated'),
  monthsExtra: column(Uint8Array, 'months', 'residents hold out beyond their notice'),
}
export type Projects = Table<typeof projectColumns>
