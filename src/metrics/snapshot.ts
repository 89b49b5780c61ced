/**
 * What many measures need of every household, read once a month: incomes, housing costs, what is left, and who belongs
 * to which group. It stands in `city.derived` and is made anew when the tick or the rules of public rents move.
 */
import { type City, derived, scratch } from '../city/city.ts'
import { REGISTERED, SHARING, TENURE } from '../city/households.ts'
import {
  annuities,
  EARNS_BESIDE,
  EQUIVALENT,
  feeRate,
  meanRent,
  OWNER_UPKEEP,
  propertyTaxOf,
  untaxedIncome,
} from '../city/housing.ts'
import type { Rules } from '../city/rules.ts'
import { CELLS, cellOf, NO_CELL, TENURE_STATE } from './groups.ts'
import { referenceIndex } from './money.ts'
import { sortRising } from './ranked.ts'

/** All living households, or those with a home who rent or own it. */
export type Among = 'all' | 'tenants' | 'owners'

/** Sums over households, one entry a cell. */
export interface CellSums {
  readonly sum: Float64Array
  readonly count: Float64Array
}

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
  /** by household row [yuan a month at Ī]: before tax; cost of the home; left of it per equivalent adult after tax */
  income: Float64Array
  housing: Float64Array
  leftEach: Float64Array
  /** cost of the home over income; NaN without home */
  burden: Float64Array
  /** living households by cell */
  counts: Float64Array
  /** rows of living households, of tenants and of owners with a home; the first `households`, `tenantCount`, `ownerCount` */
  living: Int32Array
  tenants: Int32Array
  tenantCount: number
  owners: Int32Array
  ownerCount: number
  /** households and persons by building and cell, building·CELLS + cell */
  residents: Uint32Array
  residentPersons: Uint32Array
  /** sums by name, as far as asked for this month */
  sums: Map<string, CellSums>
  sumsAt: Map<string, number>
  /** structures by name, as far as asked for this month */
  made: Map<string, unknown>
}

/** Housing beyond ten times income counts as ten times: incomes can be all but nothing for a month. */
const BURDEN_LIMIT = 10

/** The month's snapshot. @example const { income, cell } = snapshotOf(city, rules) */
export function snapshotOf(city: City, rules: Rules): Snapshot {
  const s = derived<Snapshot>(city, 'measures', empty)
  const { rent_ratio } = rules.levers.public_housing
  if (s.tick === city.tick && s.rentRatio === rent_ratio && s.rows === city.households.rows) return s
  s.tick = city.tick
  s.rentRatio = rent_ratio
  s.rows = city.households.rows
  s.sumsAt.clear()
  s.made.clear()
  read(city, s, rent_ratio * meanRent(city))
  return s
}

/** Forgets the month's snapshot: for those who change a city between two readings of one tick. */
export const forgetSnapshot = (city: City): boolean => city.derived.delete('measures')

const empty = (): Snapshot => ({
  tick: Number.NaN,
  rentRatio: Number.NaN,
  rows: 0,
  households: 0,
  fen: 100,
  cell: new Uint8Array(0),
  income: new Float64Array(0),
  housing: new Float64Array(0),
  leftEach: new Float64Array(0),
  burden: new Float64Array(0),
  counts: new Float64Array(CELLS),
  living: new Int32Array(0),
  tenants: new Int32Array(0),
  tenantCount: 0,
  owners: new Int32Array(0),
  ownerCount: 0,
  residents: new Uint32Array(0),
  residentPersons: new Uint32Array(0),
  sums: new Map(),
  sumsAt: new Map(),
  made: new Map(),
})

function read(city: City, s: Snapshot, publicRent: number): void {
  const { households, buildings, parameters } = city
  const { rows } = households
  if (s.cell.length < rows) {
    const room = Math.ceil(rows * 1.25)
    s.cell = new Uint8Array(room)
    s.income = new Float64Array(room)
    s.housing = new Float64Array(room)
    s.leftEach = new Float64Array(room)
    s.burden = new Float64Array(room)
    s.living = new Int32Array(room)
    s.tenants = new Int32Array(room)
    s.owners = new Int32Array(room)
  }
  if (s.residents.length < buildings.rows * CELLS) {
    const room = Math.ceil(buildings.rows * 1.25) * CELLS
    s.residents = new Uint32Array(room)
    s.residentPersons = new Uint32Array(room)
  }
  s.residents.fill(0)
  s.residentPersons.fill(0)
  const fen = 100 * referenceIndex(city)
  s.fen = fen
  const bounds = quintileBounds(city)
  // income and housingCost of city/housing.ts, with columns taken out of their tables and fees read once a building
  const { size, home, tenure, flags, level, unemployedUntil, mortgage, mortgageMonths } = households
  const { floor, rent, price } = buildings
  const { cell, residents, residentPersons, income, housing, leftEach, burden, counts, living, tenants, owners } = s
  counts.fill(0)
  let tenantCount = 0
  let ownerCount = 0
  const index = city.economy.incomeIndex[0]!
  const { insurance } = parameters.job_loss
  const kept = 1 - parameters.income_tax
  const factors = annuities(city)
  const isTaxed = city.economy.propertyTax[0]! > 0
  const upkeep = scratch(city, 'measured upkeep', Float64Array, buildings.rows)
  const rents = scratch(city, 'measured rents', Float64Array, buildings.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const fee = buildings.dwellings[b] === 0 ? 0 : feeRate(city, b)
    upkeep[b] = (OWNER_UPKEEP * price[b]! + fee) * floor[b]!
    rents[b] = (rent[b]! + fee) * floor[b]!
  }
  let count = 0
  for (let h = 0; h < rows; h++) {
    const persons = size[h]!
    if (persons === 0) {
      cell[h] = NO_CELL
      continue
    }
    living[count++] = h
    const b = home[h]!
    const wage = level[h]!
    const quintile =
      wage <= bounds[0]! ? 0 : wage <= bounds[1]! ? 1 : wage <= bounds[2]! ? 2 : wage <= bounds[3]! ? 3 : 4
    const tenured = tenure[h]!
    const state = b < 0 ? TENURE_STATE.none : tenured === TENURE.owner ? TENURE_STATE.owner : TENURE_STATE.tenant
    const own = cellOf(quintile, state, (flags[h]! & REGISTERED) !== 0 ? 1 : 0)
    cell[h] = own
    counts[own]!++
    if (state === TENURE_STATE.owner) owners[ownerCount++] = h
    else if (state === TENURE_STATE.tenant) tenants[tenantCount++] = h
    const taxed = wage * index * 100 * (unemployedUntil[h]! > city.tick ? insurance : 1)
    const beside = (flags[h]! & EARNS_BESIDE) === 0 ? 0 : untaxedIncome(city, h)
    const earned = taxed + beside
    let paid = 0
    if (b >= 0) {
      if (tenured === TENURE.owner) {
        paid = mortgage[h]! * factors[mortgageMonths[h]!]! + upkeep[b]!
        if (isTaxed) paid += propertyTaxOf(city, b, persons)
      } else if (tenured === TENURE.public) paid = publicRent * floor[b]!
      else paid = (flags[h]! & SHARING) !== 0 ? (rent[b]! * floor[b]!) / 2 : rents[b]!
      residents[b * CELLS + own]!++
      residentPersons[b * CELLS + own]! += persons
    }
    income[h] = earned / fen
    housing[h] = paid / fen
    leftEach[h] = (taxed * kept + beside - paid) / fen / EQUIVALENT[persons]!
    burden[h] = b < 0 ? Number.NaN : paid > BURDEN_LIMIT * earned ? BURDEN_LIMIT : earned > 0 ? paid / earned : 0
  }
  s.households = count
  s.tenantCount = tenantCount
  s.ownerCount = ownerCount
}

/**
 * Labour incomes between the fifths of this month: a household is in the lowest fifth up to and including the first
 * bound, and so on. Exact, by counting the upper half of each number's bits and sorting the few that share them.
 */
export function quintileBounds(city: City): Float64Array {
  const { households } = city
  const { rows, level, size } = households
  const words = new Uint32Array(level.buffer, level.byteOffset, rows)
  const bins = scratch(city, 'income bins', Uint32Array, 65536)
  bins.fill(0)
  let count = 0
  for (let h = 0; h < rows; h++) {
    if (size[h] === 0) continue
    bins[words[h]! >>> 16]!++
    count++
  }
  const bounds = scratch(city, 'income bounds', Float64Array, 4)
  bounds.fill(Number.POSITIVE_INFINITY)
  if (count === 0) return bounds
  let seen = 0
  let k = 0
  for (let bin = 0; bin < 65536 && k < 4; bin++) {
    const here = bins[bin]!
    if ((seen + here) * 5 < (k + 1) * count) {
      seen += here
      continue
    }
    const within = new Float32Array(here)
    let n = 0
    for (let h = 0; h < rows; h++) if (words[h]! >>> 16 === bin && size[h] !== 0) within[n++] = level[h]!
    within.sort()
    while (k < 4 && (seen + here) * 5 >= (k + 1) * count) {
      bounds[k] = within[Math.ceil(((k + 1) * count) / 5) - seen - 1]!
      k++
    }
    seen += here
  }
  return bounds
}

/**
 * A value of households added up by cell, once a month. Terms are quantised, so the sums do not hang on the order of rows.
 * @param name  unique name of the value
 * @param value of a household row, as a column or a function; NaN where it does not apply
 * @param steps quantisation: steps a unit
 * @param among whose value it is
 */
export function sumsOf(
  s: Snapshot,
  name: string,
  steps: number,
  value: Float64Array | ((h: number) => number),
  among: Among = 'all',
): CellSums {
  let kept = s.sums.get(name)
  if (kept === undefined) {
    kept = { sum: new Float64Array(CELLS), count: new Float64Array(CELLS) }
    s.sums.set(name, kept)
  } else if (s.sumsAt.get(name) === s.tick) return kept
  s.sumsAt.set(name, s.tick)
  const { sum, count } = kept
  sum.fill(0)
  count.fill(0)
  const { cell } = s
  const rows = among === 'tenants' ? s.tenants : among === 'owners' ? s.owners : s.living
  const n = among === 'tenants' ? s.tenantCount : among === 'owners' ? s.ownerCount : s.households
  if (typeof value === 'function') addUp(rows, n, cell, value, steps, sum, count)
  else addUpColumn(rows, n, cell, value, steps, sum, count)
  for (let c = 0; c < CELLS; c++) sum[c]! /= steps
  return kept
}

function addUp(
  rows: Int32Array,
  n: number,
  cell: Uint8Array,
  value: (h: number) => number,
  steps: number,
  sum: Float64Array,
  count: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const h = rows[i]!
    const x = value(h)
    if (Number.isNaN(x)) continue
    sum[cell[h]!]! += Math.floor(x * steps + 0.5)
    count[cell[h]!]!++
  }
}

/** The same for a column, without a call for each household. */
function addUpColumn(
  rows: Int32Array,
  n: number,
  cell: Uint8Array,
  column: Float64Array,
  steps: number,
  sum: Float64Array,
  count: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const h = rows[i]!
    sum[cell[h]!]! += Math.floor(column[h]! * steps + 0.5)
    count[cell[h]!]!++
  }
}

/** Mean over the cells of a group; null if nobody is in it. */
export function meanOver({ sum, count }: CellSums, cells: number): number | null {
  let total = 0
  let n = 0
  for (let c = 0; c < CELLS; c++) {
    if (((cells >>> c) & 1) === 0) continue
    total += sum[c]!
    n += count[c]!
  }
  return n > 0 ? total / n : null
}

/** Share of a group's households that belong to some cells too; null if nobody is in the group. */
export function shareIn({ counts }: Snapshot, cells: number, among: number): number | null {
  let all = 0
  let some = 0
  for (let c = 0; c < CELLS; c++) {
    if (((among >>> c) & 1) === 0) continue
    all += counts[c]!
    if ((cells >>> c) & 1) some += counts[c]!
  }
  return all > 0 ? some / all : null
}

/** Households of a group in a building. */
export function inBuilding({ residents }: Snapshot, building: number, cells: number): number {
  let n = 0
  for (let c = 0, at = building * CELLS; c < CELLS; c++, at++)
    if (residents[at] !== 0 && (cells >>> c) & 1) n += residents[at]!
  return n
}

/** Households or persons of a group by building, added up once a month. */
const groupByBuilding = (city: City, s: Snapshot, per: 'household' | 'person', cells: number): Float64Array =>
  once(s, `${per} ${cells}`, () => {
    const counts = per === 'household' ? s.residents : s.residentPersons
    const group = new Float64Array(city.buildings.rows)
    for (let b = 0, at = 0; b < group.length; b++)
      for (let c = 0; c < CELLS; c++, at++) if ((cells >>> c) & 1) group[b]! += counts[at]!
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

/** Living households in rising order of a value ≥ 0, made once a month: the first `households` entries. */
export const risingBy = (city: City, s: Snapshot, name: string, values: ArrayLike<number>): Int32Array =>
  once(s, `order ${name}`, () => {
    const order = scratch(city, `order by ${name}`, Int32Array, s.rows)
    const spare = scratch(city, 'order spare', Int32Array, s.rows)
    order.set(s.living.subarray(0, s.households))
    sortRising(values, order, s.households, spare, scratch(city, 'order keys', Float32Array, s.rows))
    return order
  })
