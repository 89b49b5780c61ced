/**
 * What many measures need of every household, read once a month: incomes, housing costs, what is left, who belongs to
 * which group, and how many live where. It stands in `city.derived` and is made anew when the tick or the rules of public
 * rents move.
 */
import { type City, derived, scratch } from '../city/city.ts'
import { isSchoolAge, REGISTERED, SEATED, SHARING, TENURE } from '../city/households.ts'
import {
  annuities,
  EARNS_BESIDE,
  EQUIVALENT,
  feeRate,
  informalIncome,
  meanRent,
  OWNER_UPKEEP,
  propertyTaxOf,
  publicRate,
  untaxedIncome,
} from '../city/housing.ts'
import type { Rules } from '../city/rules.ts'
import { CELLS, cellOf, NO_CELL, TENURE_STATE } from './groups.ts'
import { referenceIndex } from './money.ts'
import { type SortRoom, sortRising, sortRoom } from './ranked.ts'

/** Steps a unit by which terms of sums are quantised, so that sums do not hang on the order of rows. */
export const SHARE_STEPS = 1073741824
export const YUAN_STEPS = 65536

/** Sums over households that the month's one pass makes: counts where nothing else is said. */
const sumNames = [
  'households',
  'tenants',
  'owners',
  'sharing',
  'schoolAge',
  /** of these, with a seat */
  'seated',
  /** below the sufficiency line, of all and of tenants */
  'poor',
  'poorTenants',
  /** tenants who pay over 30 % and over 50 % of income */
  'burdened',
  'overburdened',
  /** what is left of income after tax and housing per equivalent adult, and what lacks to the line, in steps */
  'left',
  'shortfall',
  /** cost of the home over income, in steps */
  'tenantBurden',
  'ownerBurden',
  /** of stalls, recycling and micro-jobs, in steps */
  'informal',
] as const
export type SumName = (typeof sumNames)[number]

export interface Snapshot {
  tick: number
  rentRatio: number
  /** household rows looked at, and living households */
  rows: number
  households: number
  /** fen that a published yuan is worth */
  fen: number
  /** by household row: its cell, NO_CELL for an empty slot */
  cell: Uint8Array
  /** by household row [yuan a month at Ī]: before tax; left after tax and cost of the home per equivalent adult */
  income: Float64Array
  leftEach: Float64Array
  /** cost of the home over income and cell, of tenants in the order of rows: the first `tenantCount` */
  tenantBurden: Float64Array
  tenantCell: Uint8Array
  tenantCount: number
  /** sums by cell */
  sums: Readonly<Record<SumName, Float64Array>>
  /** households and persons by building and cell, building·CELLS + cell; what is left to all of a building */
  residents: Int32Array
  residentPersons: Int32Array
  residentLeft: Float64Array
  /** living rows in rising order of labour income, and these incomes: the first `households` */
  byLevel: Int32Array
  levels: Float64Array
  /** by household row: income fifth of the month; 1 if income is not the full wage alone */
  fifth: Uint8Array
  isIrregular: Uint8Array
  /** the rows of such households: the first `irregularCount` */
  irregular: Int32Array
  irregularCount: number
  /** orders by other values, as far as asked for this month */
  orders: Map<string, Order>
  room: SortRoom
  /** structures by name, as far as asked for this month */
  made: Map<string, unknown>
}

/** Living rows in rising order of a value, and the values in that order: the first `households`. */
export interface Order {
  rows: Int32Array
  sorted: Float64Array
  tick: number
}

/** Housing beyond ten times income counts as ten times: incomes can be all but nothing for a month. */
const BURDEN_LIMIT = 10
/** Shares of income above which rent is a burden, and a severe one. */
const BURDENED = 0.3
const OVERBURDENED = 0.5

/** The month's snapshot. @example const { income, cell } = snapshotOf(city, rules) */
export function snapshotOf(city: City, rules: Rules): Snapshot {
  const s = derived<Snapshot>(city, 'measures', empty)
  const { rent_ratio } = rules.levers.public_housing
  if (s.tick === city.tick && s.rentRatio === rent_ratio && s.rows === city.households.rows) return s
  s.tick = city.tick
  s.rentRatio = rent_ratio
  s.rows = city.households.rows
  s.made.clear()
  for (const order of s.orders.values()) order.tick = Number.NaN
  makeRoom(city, s)
  rankLevels(city, s)
  read(city, s, rent_ratio * meanRent(city))
  return s
}

/** Forgets the month's snapshot: for those who change a city between two readings of one tick. */
export function forgetSnapshot(city: City): void {
  const s = city.derived.get('measures') as Snapshot | undefined
  if (s) s.tick = Number.NaN
}

const empty = (): Snapshot => ({
  tick: Number.NaN,
  rentRatio: Number.NaN,
  rows: 0,
  households: 0,
  fen: 100,
  cell: new Uint8Array(0),
  income: new Float64Array(0),
  leftEach: new Float64Array(0),
  tenantBurden: new Float64Array(0),
  tenantCell: new Uint8Array(0),
  tenantCount: 0,
  sums: Object.fromEntries(sumNames.map(name => [name, new Float64Array(CELLS)])) as Record<SumName, Float64Array>,
  residents: new Int32Array(0),
  residentPersons: new Int32Array(0),
  residentLeft: new Float64Array(0),
  byLevel: new Int32Array(0),
  levels: new Float64Array(0),
  fifth: new Uint8Array(0),
  isIrregular: new Uint8Array(0),
  irregular: new Int32Array(0),
  irregularCount: 0,
  orders: new Map(),
  room: sortRoom(0),
  made: new Map(),
})

function makeRoom({ buildings }: City, s: Snapshot): void {
  if (s.cell.length < s.rows) {
    const room = Math.ceil(s.rows * 1.25)
    s.cell = new Uint8Array(room)
    s.income = new Float64Array(room)
    s.leftEach = new Float64Array(room)
    s.tenantBurden = new Float64Array(room)
    s.tenantCell = new Uint8Array(room)
    s.byLevel = new Int32Array(room)
    s.levels = new Float64Array(room)
    s.fifth = new Uint8Array(room)
    s.isIrregular = new Uint8Array(room)
    s.irregular = new Int32Array(room)
    s.room = sortRoom(room)
    s.orders.clear()
  }
  if (s.residentLeft.length < buildings.rows) {
    const room = Math.ceil(buildings.rows * 1.25)
    s.residents = new Int32Array(room * CELLS)
    s.residentPersons = new Int32Array(room * CELLS)
    s.residentLeft = new Float64Array(room)
  }
}

/** Living households by labour income, and the fifth each is in: the lowest up to and including the first bound. */
function rankLevels({ households }: City, s: Snapshot): void {
  const { size, level } = households
  const { byLevel, levels, fifth, income, rows } = s
  // incomes are not yet read: their column holds wages for the sort
  income.set(level.subarray(0, rows))
  let count = 0
  for (let h = 0; h < rows; h++) if (size[h] !== 0) byLevel[count++] = h
  s.households = count
  sortRising(income, byLevel, count, levels, s.room)
  let i = 0
  for (let q = 0; q < 5; q++) {
    const bound = q < 4 ? boundOf(levels, count, q) : Number.POSITIVE_INFINITY
    for (; i < count && levels[i]! <= bound; i++) fifth[byLevel[i]!] = q
  }
}

/** Labour income up to which a household is in fifth q or below. */
const boundOf = (levels: Float64Array, count: number, q: number): number =>
  levels[Math.ceil(((q + 1) * count) / 5) - 1]!

function read(city: City, s: Snapshot, publicRent: number): void {
  const { households, buildings, parameters } = city
  const fen = 100 * referenceIndex(city)
  s.fen = fen
  // income and housingCost of city/housing.ts, with columns taken out of their tables and fees read once a building
  const { size, home, tenure, flags, level, unemployedUntil, mortgage, mortgageMonths, stage, stageClock } = households
  const { floor, rent, price } = buildings
  const { cell, residents, residentPersons, residentLeft, income, leftEach, fifth, isIrregular, irregular, sums } = s
  const { tenantBurden, tenantCell, rows } = s
  const { households: all, tenants, owners, sharing, schoolAge, seated, poor, poorTenants } = sums
  const { burdened, overburdened, left: leftSum, shortfall, tenantBurden: burdenSum, ownerBurden, informal } = sums
  const { tick } = city
  residents.fill(0)
  residentPersons.fill(0)
  residentLeft.fill(0)
  for (const name of sumNames) sums[name].fill(0)
  let tenantCount = 0
  let irregularCount = 0
  const index = city.economy.incomeIndex[0]!
  const { insurance } = parameters.job_loss
  const kept = 1 - parameters.income_tax
  const line = parameters.sufficiency_line
  const factors = annuities(city)
  const isTaxed = city.economy.propertyTax[0]! > 0
  const upkeep = scratch(city, 'measured upkeep', Float64Array, buildings.rows)
  const rents = scratch(city, 'measured rents', Float64Array, buildings.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const fee = buildings.dwellings[b] === 0 ? 0 : feeRate(city, b)
    upkeep[b] = (OWNER_UPKEEP * price[b]! + fee) * floor[b]!
    rents[b] = (rent[b]! + fee) * floor[b]!
  }
  for (let h = 0; h < rows; h++) {
    const persons = size[h]!
    if (persons === 0) {
      cell[h] = NO_CELL
      continue
    }
    const b = home[h]!
    const flag = flags[h]!
    const tenured = tenure[h]!
    const state = b < 0 ? TENURE_STATE.none : tenured === TENURE.owner ? TENURE_STATE.owner : TENURE_STATE.tenant
    const own = cellOf(fifth[h]!, state, flag & REGISTERED)
    cell[h] = own
    const isOut = unemployedUntil[h]! > tick
    const earnsBeside = (flag & EARNS_BESIDE) !== 0
    const taxed = level[h]! * index * 100 * (isOut ? insurance : 1)
    let beside = 0
    if (earnsBeside) {
      beside = untaxedIncome(city, h)
      informal[own]! += Math.floor((informalIncome(city, h) / fen) * YUAN_STEPS + 0.5)
    }
    if (earnsBeside || isOut) {
      isIrregular[h] = 1
      irregular[irregularCount++] = h
    } else isIrregular[h] = 0
    const earned = taxed + beside
    let paid = 0
    if (state !== TENURE_STATE.none) {
      if (state === TENURE_STATE.owner) {
        paid = upkeep[b]!
        if (mortgageMonths[h] !== 0) paid += mortgage[h]! * factors[mortgageMonths[h]!]!
        if (isTaxed) paid += propertyTaxOf(city, b, persons)
      } else if (tenured === TENURE.public) paid = publicRate(city, b, publicRent) * floor[b]!
      else paid = (flag & SHARING) !== 0 ? (rent[b]! * floor[b]!) / 2 : rents[b]!
    }
    const left = (taxed * kept + beside - paid) / fen / EQUIVALENT[persons]!
    income[h] = earned / fen
    leftEach[h] = left
    all[own]!++
    leftSum[own]! += Math.floor(left * YUAN_STEPS + 0.5)
    if (left < line) {
      poor[own]!++
      shortfall[own]! += Math.floor((1 - left / line) * SHARE_STEPS + 0.5)
    }
    if ((flag & SHARING) !== 0) sharing[own]!++
    if (isSchoolAge(stage[h]!, stageClock[h]!)) {
      schoolAge[own]!++
      if ((flag & SEATED) !== 0) seated[own]!++
    }
    if (state === TENURE_STATE.none) continue
    residents[b * CELLS + own]!++
    residentPersons[b * CELLS + own]! += persons
    residentLeft[b]! += left
    const burden = paid > BURDEN_LIMIT * earned ? BURDEN_LIMIT : earned > 0 ? paid / earned : 0
    const steps = Math.floor(burden * SHARE_STEPS + 0.5)
    if (state === TENURE_STATE.owner) {
      owners[own]!++
      ownerBurden[own]! += steps
      continue
    }
    tenantBurden[tenantCount] = burden
    tenantCell[tenantCount++] = own
    tenants[own]!++
    burdenSum[own]! += steps
    if (left < line) poorTenants[own]!++
    if (paid > BURDENED * earned) burdened[own]!++
    if (paid > OVERBURDENED * earned) overburdened[own]!++
  }
  s.tenantCount = tenantCount
  s.irregularCount = irregularCount
}

/** A sum of the month over the cells of a group, in its steps. @example sumOver(s, 'sharing', EVERYBODY) */
export const sumOver = ({ sums }: Snapshot, name: SumName, cells: number): number => sumCells(sums[name], cells)

function sumCells(byCell: Float64Array, cells: number): number {
  let total = 0
  for (let c = 0; c < CELLS; c++) if ((cells >>> c) & 1) total += byCell[c]!
  return total
}

/** Labour incomes between the fifths of this month: a household is in the lowest up to and including the first bound. */
export function quintileBounds({ households }: City): Float64Array {
  const { rows, size, level } = households
  const order = Int32Array.from({ length: rows }, (_, h) => h).filter(h => size[h] !== 0)
  const levels = new Float64Array(order.length)
  sortRising(Float64Array.from(level.subarray(0, rows)), order, order.length, levels, sortRoom(order.length))
  return Float64Array.from({ length: 4 }, (_, q) => (order.length > 0 ? boundOf(levels, order.length, q) : Infinity))
}

/**
 * Mean of a column over living households of a group, added up once a month for all groups.
 * @param name   of the column, unique
 * @param values by household row
 * @param steps  quantisation: steps a unit
 * @returns null if nobody is in the group
 */
export function meanOfColumn(
  s: Snapshot,
  name: string,
  values: () => Float64Array | Float32Array,
  steps: number,
  cells: number,
): number | null {
  const sum = once(s, `sum of ${name}`, () => addUp(values(), steps, s.cell, s.rows))
  const n = sumOver(s, 'households', cells)
  return n > 0 ? sumCells(sum, cells) / steps / n : null
}

function addUp(values: Float64Array | Float32Array, steps: number, cell: Uint8Array, rows: number): Float64Array {
  const byCell = new Float64Array(NO_CELL + 1) // with a place for empty slots that nobody reads
  for (let h = 0; h < rows; h++) byCell[cell[h]!]! += Math.floor(values[h]! * steps + 0.5)
  return byCell
}

/** Share of a group's households that belong to some cells too; null if nobody is in the group. */
export function shareIn(s: Snapshot, cells: number, among: number): number | null {
  const all = sumOver(s, 'households', among)
  return all > 0 ? sumOver(s, 'households', cells & among) / all : null
}

/** Households or persons of a group by building, added up once a month. */
export const groupByBuilding = (city: City, s: Snapshot, per: 'household' | 'person', cells: number): Float64Array =>
  once(s, `${per} ${cells}`, () => {
    const counts = per === 'household' ? s.residents : s.residentPersons
    const group = new Float64Array(city.buildings.rows)
    for (let b = 0, at = 0; b < group.length; b++) {
      let n = 0
      for (let c = 0; c < CELLS; c++, at++) if ((cells >>> c) & 1) n += counts[at]!
      group[b] = n
    }
    return group
  })

/**
 * Mean of something about a parcel over those of a group who live there.
 * @returns null if nobody of the group has a home
 */
export function meanAtHome(
  city: City,
  s: Snapshot,
  per: 'household' | 'person',
  cells: number,
  value: (parcel: number) => number,
): number | null {
  const { parcel } = city.buildings
  const group = groupByBuilding(city, s, per, cells)
  let total = 0
  let n = 0
  for (let b = 0; b < group.length; b++) {
    const here = group[b]!
    if (here === 0) continue
    total += here * value(parcel[b]!)
    n += here
  }
  return n > 0 ? total / n : null
}

/** A structure made once a month. */
export function once<T>(s: Snapshot, name: string, make: () => T): T {
  let value = s.made.get(name) as T | undefined
  if (value === undefined) {
    value = make()
    s.made.set(name, value)
  }
  return value
}

/** An order to be filled this month; null if it is. */
function orderDue(s: Snapshot, name: string): [order: Order, isDue: boolean] {
  let order = s.orders.get(name)
  if (order === undefined) {
    const room = s.cell.length
    order = { rows: new Int32Array(room), sorted: new Float64Array(room), tick: Number.NaN }
    s.orders.set(name, order)
  }
  const isDue = order.tick !== s.tick
  order.tick = s.tick
  return [order, isDue]
}

/** Living households in rising order of a value ≥ 0, made once a month. */
export function risingBy(s: Snapshot, name: string, values: () => Float64Array): Order {
  const [order, isDue] = orderDue(s, name)
  if (!isDue) return order
  let count = 0
  for (let h = 0; h < s.rows; h++) if (s.cell[h] !== NO_CELL) order.rows[count++] = h
  sortRising(values(), order.rows, count, order.sorted, s.room)
  return order
}

/**
 * Living households in rising order of income. Most have their wage alone, which is in order already: the others are put
 * in order among themselves, and the two merged.
 */
export function risingByIncome(s: Snapshot): Order {
  const [order, isDue] = orderDue(s, 'income')
  if (!isDue) return order
  const { byLevel, income, isIrregular, irregular, irregularCount, households } = s
  const { rows, sorted } = order
  const incomes = new Float64Array(irregularCount)
  sortRising(income, irregular, irregularCount, incomes, s.room)
  let n = 0
  let k = 0
  for (let i = 0; i < households; i++) {
    const h = byLevel[i]!
    if (isIrregular[h] !== 0) continue
    const earned = income[h]!
    while (k < irregularCount && incomes[k]! < earned) {
      sorted[n] = incomes[k]!
      rows[n++] = irregular[k++]!
    }
    sorted[n] = earned
    rows[n++] = h
  }
  while (k < irregularCount) {
    sorted[n] = incomes[k]!
    rows[n++] = irregular[k++]!
  }
  return order
}
