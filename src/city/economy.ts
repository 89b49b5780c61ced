import { column, type Table } from '../lib/table.ts'

/** Facts of the whole city, in one row. */
export const economyColumns = {
  incomeIndex: column(Float64Array, 'index', 'I, incomes relative to tick 0', { initial: 1 }),
  growth: column(Float64Array, '1/yr', 'g, growth of incomes'),
  growthReference: column(Float64Array, 'yuan', 'growth programme per household at the start, at I = 1'),
  landOffer: column(Float64Array, 'dwellings', 'land offered and not yet used'),
  gap: column(Float64Array, 'share', 'budget gap of the year'),
  carriedFacilities: column(Float64Array, 'fen', 'facility programme carried over'),
  carriedGreen: column(Float64Array, 'fen', 'green programme carried over'),
  carriedPublic: column(Float64Array, 'fen', 'public housing programme carried over'),
  quintileBounds: column(Float64Array, 'yuan', 'income levels between quintiles at the last ranking', { width: 4 }),
  medianIncome: column(Float64Array, 'yuan', 'median labour income level at the last ranking'),
  medianSchool: column(Float64Array, '0–1', 'median access to schools of built parcels, as developers learned it'),
  residual0: column(Float64Array, 'yuan', 'r₀, median income less a village room, at tick 0', { initial: -1 }),
  homesAtStart: column(Uint32Array, 'count', 'dwellings at tick 0'),
  landValue0: column(Float64Array, 'fen', 'land value at tick 0', { width: 1 }),
  homesStarted: column(Uint32Array, 'count', 'in each of the last 12 months', { width: 12 }),
  homesBuilt: column(Uint32Array, 'count', 'in each of the last 12 months', { width: 12 }),
  homesDemolished: column(Uint32Array, 'count', 'in each of the last 12 months', { width: 12 }),
  startedTotal: column(Float64Array, 'count', 'homes started since tick 0'),
  builtTotal: column(Float64Array, 'count', 'homes finished since the city was built'),
  demolishedTotal: column(Float64Array, 'count', 'homes demolished since the city was built'),
  arrivedTotal: column(Float64Array, 'count', 'households arrived since the city was built'),
  bornTotal: column(Float64Array, 'count', 'households formed by children'),
  departedTotal: column(Float64Array, 'count', 'households gone'),
  endedTotal: column(Float64Array, 'count', 'households ended'),
  displacements: column(Uint32Array, 'count', 'by cause and month: demolition, eviction, burden × 12', { width: 36 }),
  displacementsLow: column(Uint32Array, 'count', 'of these, of the lower two quintiles, by month', { width: 12 }),
  atRisk: column(Float64Array, 'household months', 'with a home at the start of the month', { width: 12 }),
  moves: column(Uint32Array, 'count', 'in each of the last 12 months', { width: 12 }),
  departures: column(Uint32Array, 'count', 'registered and migrant × 12', { width: 24 }),
  nearMoves: column(Uint32Array, 'count', 'displaced rehoused: near and all × 12', { width: 24 }),
  developerMargin: column(Float64Array, 'fen', 'sales, land, construction and finance of finished estates', {
    width: 4,
  }),
  lostMortgages: column(Float64Array, 'fen', 'mortgage debt the bank wrote off'),
}
export type Economy = Table<typeof economyColumns>

/** Place of a tick in a ring of 12 months. */
export const monthOf = (tick: number): number => ((tick % 12) + 12) % 12
