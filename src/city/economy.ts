import { pow } from '../lib/numeric.ts'
import { column, type Table } from '../lib/table.ts'
import type { City } from './city.ts'
import { CLASSES } from './households.ts'
import { type FlowKind, flowNames } from './ledger.ts'

/** Cells by which households are counted: 5 income fifths × owner, tenant, without home × migrant, registered. */
export const CELLS = 30
export const TENURE_STATE = { owner: 0, tenant: 1, none: 2 } as const

/** @example cellOf(0, TENURE_STATE.tenant, 1) // => 3 */
export const cellOf = (quintile: number, tenureState: number, registered: number): number =>
  quintile * 6 + tenureState * 2 + registered

/** Places in `carried`: the four programmes of justice, then works that policies ask for. */
export const CARRIED = {
  facilities: 0,
  green: 1,
  culture: 2,
  publicHomes: 3,
  microRepair: 4,
  pocket_parks: 5,
  public_building: 6,
  mobile_homes: 7,
  rail: 8,
  platforms: 9,
} as const

/** Events of the last 12 months by the cell of the household they meet: `kinds` tables of CELLS × 12, one behind the other. */
export const byCell = (meaning: string, kinds = 1) =>
  column(Uint32Array, 'count', `${meaning}, by cell and month`, { width: kinds * CELLS * 12 })

/** Facts of the whole city, in one row. */
export const economyColumns = {
  incomeIndex: column(Float64Array, 'index', 'I, incomes relative to tick 0', { initial: 1 }),
  growth: column(Float64Array, '1/yr', 'g, growth of incomes'),
  growthReference: column(Float64Array, 'yuan', 'growth programme per household at the start, at I = 1'),
  landOffer: column(Float64Array, 'dwellings', 'land offered and not yet used'),
  gap: column(Float64Array, 'share', 'budget gap of the year'),
  carried: column(Float64Array, 'fen', 'money of programmes and works carried over, by CARRIED', { width: 12 }),
  quintileBounds: column(Float64Array, 'yuan', 'income levels between quintiles at the last ranking', { width: 4 }),
  medianIncome: column(Float64Array, 'yuan', 'median labour income level at the last ranking'),
  medianSchool: column(Float64Array, '0–1', 'median access to schools of built parcels, as developers learned it'),
  residual0: column(Float64Array, 'yuan', 'r₀, median income less a village room, at tick 0', { initial: -1 }),
  propertyTax: column(Float64Array, '1/yr', 'rate levied on homes this month'),
  taxExempt: column(Float64Array, 'm² a person', 'of the own home free of property tax'),
  redLines: column(Float64Array, 'share', 'red lines as drawn: heritage, nature, farmland', { width: 3, initial: -1 }),
  homesAtStart: column(Uint32Array, 'count', 'dwellings at tick 0'),
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
  displacements: byCell('by demolition, eviction, burden and clearance', 4),
  atRisk: byCell('households with a home at the start of the month'),
  startedOnAxis: column(Uint32Array, 'count', 'homes started near an axis of growth, in each of the last 12 months', {
    width: 12,
  }),
  moves: byCell('moves, first homes left out'),
  departures: byCell('departures; then of these, without home or with housing above half of income', 2),
  nearMoves: byCell('displaced who found a home, within 1 km and at all', 2),
  developerMargin: column(Float64Array, 'fen', 'sales, land, construction and finance of finished estates', {
    width: 4,
  }),
  lostMortgages: column(Float64Array, 'fen', 'mortgage debt the bank wrote off'),
  policyCost: column(
    Float64Array,
    'fen',
    'tagged outflows of government less inflows, by month; NaN = not counted yet',
    {
      width: 12,
      initial: Number.NaN,
    },
  ),
  encounters: column(Float64Array, '0–1', 'E, meetings with other classes, by class', { width: CLASSES }),
  encountersStart: column(Float64Array, '0–1', 'the same at tick 0', { width: CLASSES }),
  crowdMet: column(Float64Array, '0–1', 'crowd at the places a class visits', { width: CLASSES }),
  goingOut: column(Float64Array, 'visits a day', 'by class', { width: CLASSES }),
  placeDiversity: column(Float64Array, '0–1', 'diversity of places, weighted by visits'),
  everydayExposure: column(Float64Array, 'share', 'upper two fifths among those whom the lower two meet at places'),
  lowSkillWage: column(Float64Array, 'yuan', 'median income level of the low-skilled at the last ranking'),
  microWage: column(Float64Array, 'fen a month', 'of a micro-job'),
  aid: column(Float64Array, 'fen a month', 'paid to each aided household'),
  informalAtStart: column(Float64Array, 'count', 'vendors and recyclers at tick 0'),
  confiscations: column(Uint32Array, 'count', 'in each of the last 12 months', { width: 12 }),
  restorationDue: column(Float64Array, 'ha', 'of hills and banks to be restored, paid for'),
  riverTreatment: column(Float64Array, 'share', 'of rivers treated', { initial: 0.2 }),
  oldShopsAtStart: column(Uint32Array, 'count', 'time-honoured shops when the city was founded'),
  landHeld: column(Float64Array, 'fen at Ī', 'worth of the homes of residents, landlords and developers last month', {
    width: 3,
  }),
  marginCounted: column(Float64Array, 'fen', 'of developerMargin, what land gains hold already', { width: 4 }),
  landGain: column(Float64Array, 'fen at Ī', 'land gains since tick 0: residents, landlords, developers, government', {
    width: 4,
  }),
}
export type Economy = Table<typeof economyColumns>

/** Place of a tick in a ring of 12 months. */
export const monthOf = (tick: number): number => ((tick % 12) + 12) % 12

/** Ī of a tick: what incomes would be had they grown at g₀ since tick 0. The same in all runs of a city. */
export const referenceIndex = (city: City, tick = city.tick): number =>
  pow(1 + city.parameters.income_growth / 12, tick)

/** The cell of a household by the year's ranking. */
export function householdCell(city: City, h: number): number {
  const { households } = city
  const state =
    households.home[h]! < 0 ? TENURE_STATE.none : households.tenure[h] === 0 ? TENURE_STATE.owner : TENURE_STATE.tenant
  return cellOf(households.quintile[h]!, state, households.flags[h]! & 1)
}

/** Adds an event that meets a household to a count by cell and month. @param kind which of the column's tables */
export function countEvent(city: City, column: Uint32Array, h: number, kind = 0): void {
  column[(kind * CELLS + householdCell(city, h)) * 12 + monthOf(city.tick)]!++
}

/** Columns of events by cell. */
const EVENTS = ['displacements', 'moves', 'departures', 'nearMoves'] as const

/** Forgets what a count by cell holds of the month a year ago. */
export function openCells(column: Uint32Array, month: number): void {
  for (let i = month; i < column.length; i += 12) column[i] = 0
}

/** Opens the month's counts, and counts who has a home to lose. */
export function openCounts(city: City): void {
  const { economy, households } = city
  const m = monthOf(city.tick)
  economy.policyCost[m] = 0
  for (const name of EVENTS) openCells(economy[name], m)
  const { size, home, quintile, tenure, flags } = households
  const counts = new Uint32Array(CELLS)
  for (let h = 0; h < households.rows; h++)
    if (size[h] !== 0 && home[h]! >= 0)
      counts[cellOf(quintile[h]!, tenure[h] === 0 ? TENURE_STATE.owner : TENURE_STATE.tenant, flags[h]! & 1)]!++
  for (let c = 0; c < CELLS; c++) economy.atRisk[c * 12 + m] = counts[c]!
}

const rowOf = new Map(flowNames.map((name, row) => [name, row]))

/** Fen of some kinds of flow this month. */
export function flowsOfMonth(city: City, kinds: readonly FlowKind[]): number {
  const m = monthOf(city.tick)
  let fen = 0
  for (const kind of kinds) fen += city.flows.months[rowOf.get(kind)! * 12 + m]!
  return fen
}

/** What the city pays to get land ready for sale. */
export const landCosts = [
  'landReturned',
  'compensation',
  'returnRent',
  'compensationLandlords',
  'compensationVillages',
  'compensationNature',
  'servicing',
  'industrialServicing',
] as const satisfies readonly FlowKind[]

const HOLDINGS = {
  residents: {
    paid: ['boughtFromDevelopers', 'boughtFromLandlords'],
    got: ['soldToLandlords', 'soldToVillages', 'compensation', 'returnRent'],
  },
  landlords: {
    paid: ['soldToLandlords', 'soldToVillages', 'stockToLandlords'],
    got: ['boughtFromLandlords', 'compensationLandlords', 'compensationVillages'],
  },
  government: {
    got: [
      'landPrice',
      'industrialLand',
      'natureSold',
      'leisurePrice',
      'commercialPrice',
      'profitLevy',
      'dealTax',
      'propertyTax',
      'propertyTaxLandlords',
      'propertyTaxDevelopers',
      'valueCapture',
      'collectiveTax',
    ],
    paid: landCosts,
  },
} as const satisfies Record<string, { paid: readonly FlowKind[]; got: readonly FlowKind[] }>

/**
 * Adds the month's gains in land and home values to who made them (model §2.9), at the month's Ī; called when all of the
 * month's flows are booked. Residents and landlords gain what their homes are worth now, less what they were worth and
 * what they paid, and what they sold for or were paid when they lost them. Developers gain sales and stock less land,
 * construction and finance of what they finished. Before tick 0 only the worth is noted.
 */
export function countLandGains(city: City): void {
  const { buildings, economy, tick } = city
  const at = referenceIndex(city, tick)
  const after = referenceIndex(city, tick + 1)
  const held = [0, 0, 0]
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    const price = Math.round(buildings.price[b]! * buildings.floor[b]!)
    held[0]! += price * buildings.owners[b]!
    held[1]! += price * buildings.landlordStock[b]!
    held[2]! += price * buildings.developerStock[b]!
  }
  const { landHeld, landGain, developerMargin, marginCounted } = economy
  const margin = [0, 1, 2, 3].map(i => developerMargin[i]! - marginCounted[i]!)
  const { residents, landlords, government } = HOLDINGS
  const traded = [
    (flowsOfMonth(city, residents.got) - flowsOfMonth(city, residents.paid)) / at,
    (flowsOfMonth(city, landlords.got) - flowsOfMonth(city, landlords.paid)) / at,
    (margin[0]! - margin[1]! - margin[2]! - margin[3]! - flowsOfMonth(city, ['profitLevy'])) / at,
  ]
  const isKnown = landHeld[0]! + landHeld[1]! + landHeld[2]! > 0
  for (let i = 0; i < 3; i++) {
    const worth = held[i]! / after
    if (tick >= 0 && isKnown) landGain[i]! += worth - landHeld[i]! + traded[i]!
    landHeld[i] = worth
  }
  if (tick >= 0) landGain[3]! += (flowsOfMonth(city, government.got) - flowsOfMonth(city, government.paid)) / at
  for (let i = 0; i < 4; i++) marginCounted[i] = developerMargin[i]!
}
