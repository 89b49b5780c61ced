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
import { CELL_BITS, CELLS, cellOf, EVERYBODY, GROUP_CELLS, NO_CELL, TENURE_STATE } from './groups.ts'
import { referenceIndex } from './money.ts'
import { createRanking, type Ranking, rank, type SortRoom, sortRising, sortRoom } from './ranked.ts'

/** Steps a unit by which terms of sums are quantised, so that sums do not hang on the order of rows. */
export const SHARE_STEPS = 1073741824
export const YUAN_STEPS = 65536

/** What `leftEach` is, in a formula's words. */
export const AFTER_HOUSING = 'income − tax − housing, per equivalent adult (size^0.6), yuan a month at Ī'

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
  /** fen that a published yuan is worth; fen of wage for a yuan of `level` */
  fen: number
  wage: number
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
  /** households and persons by building and cell, building·CELLS + cell; what is left to all of a building; those without home behind the last */
  residents: Int32Array
  residentPersons: Int32Array
  residentLeft: Float64Array
  /** living rows in rising order of labour income */
  levels: Ranking
  /** by household row: income fifth of the month; 1 if income is not the full wage alone */
  fifth: Uint8Array
  isIrregular: Uint8Array
  /** the rows of such households: the first `irregularCount` */
  irregular: Int32Array
  irregularCount: number
  /** of these, incomes in rising order; and everybody's order, if asked for this month */
  incomes: Float64Array
  byIncome: Order
  room: SortRoom
  /** structures by name, as far as asked for this month */
  made: Map<string, unknown>
}

/** Living rows in rising order of a value, and the values in that order: the first `households`. */
export interface Order {
  rows: Int32Array
  sorted: Float64Array
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
  begin(city, s)
  read(city, s, rent_ratio * meanRent(city))
  return s
}

/** What was made of an earlier month is forgotten, and households are ranked. */
function begin(city: City, s: Snapshot): void {
  s.rows = city.households.rows
  s.made.clear()
  makeRoom(city, s)
  rankLevels(city, s)
}

/**
 * Snapshots of one part of the city after another, in the same memory: each is good until the next is taken.
 * @returns a function of whether a household of a row belongs to the part; income fifths stay those of the whole city
 */
export function snapshotsOfParts(city: City, rules: Rules): (belongs: (h: number) => boolean) => Snapshot {
  const whole = snapshotOf(city, rules)
  const part = empty()
  const { size } = city.households
  const own = new Uint8Array(whole.rows)
  const view: City = { ...city, households: { ...city.households, size: own } }
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  return belongs => {
    for (let h = 0; h < own.length; h++) own[h] = size[h] !== 0 && belongs(h) ? size[h]! : 0
    begin(view, part)
    part.fifth.set(whole.fifth.subarray(0, whole.rows))
    read(view, part, publicRent)
    return part
  }
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
  wage: 100,
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
  levels: createRanking(0),
  fifth: new Uint8Array(0),
  isIrregular: new Uint8Array(0),
  irregular: new Int32Array(0),
  irregularCount: 0,
  incomes: new Float64Array(0),
  byIncome: { rows: new Int32Array(0), sorted: new Float64Array(0) },
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
    s.levels = createRanking(room)
    s.fifth = new Uint8Array(room)
    s.isIrregular = new Uint8Array(room)
    s.irregular = new Int32Array(room)
    s.room = sortRoom(room)
    s.incomes = new Float64Array(room)
    s.byIncome = { rows: new Int32Array(room), sorted: new Float64Array(room) }
  }
  if (s.residentLeft.length <= buildings.rows) {
    const room = Math.ceil(buildings.rows * 1.25) + 1
    s.residents = new Int32Array(room * CELLS)
    s.residentPersons = new Int32Array(room * CELLS)
    s.residentLeft = new Float64Array(room)
  }
}

/** Living households by labour income, and the fifth each is in: the lowest up to and including the first bound. */
function rankLevels({ households }: City, s: Snapshot): void {
  const { levels, fifth } = s
  rank(levels, households.level, households.size, s.rows, s.room)
  const { rows, sorted, count } = levels
  s.households = count
  let i = 0
  for (let q = 0; q < 5; q++) {
    const bound = q < 4 ? boundOf(sorted, count, q) : Number.POSITIVE_INFINITY
    for (; i < count && sorted[i]! <= bound; i++) fifth[rows[i]!] = q
  }
}

/** Labour income up to which a household is in fifth q or below. */
const boundOf = (levels: Float64Array, count: number, q: number): number =>
  levels[Math.ceil(((q + 1) * count) / 5) - 1]!

/** Who is of school age, by stage and clock, as far as clocks tell. */
const CLOCKS = 256
const SCHOOL_AGE = Uint8Array.from({ length: 4 * CLOCKS }, (_, i) =>
  Number(isSchoolAge(Math.floor(i / CLOCKS), i % CLOCKS)),
)
const TENANT_CELLS = GROUP_CELLS.tenant
const TENURES = 4
const STATE_OF = Uint8Array.from({ length: TENURES }, (_, tenure) =>
  tenure === TENURE.owner ? TENURE_STATE.owner : TENURE_STATE.tenant,
)

/**
 * Cost of a home by building and tenure, without what its household owes and whom it shares with; the place behind the
 * last building is no home, at no cost.
 */
function costsOf(city: City, publicRent: number): Float64Array {
  const { buildings } = city
  const { floor, rent, price, rows } = buildings
  const costs = scratch(city, 'measured costs', Float64Array, (rows + 1) * TENURES)
  for (let b = 0; b < rows; b++) {
    const fee = buildings.dwellings[b] === 0 ? 0 : feeRate(city, b)
    costs[b * TENURES + TENURE.owner] = (OWNER_UPKEEP * price[b]! + fee) * floor[b]!
    costs[b * TENURES + TENURE.public] = publicRate(city, b, publicRent) * floor[b]!
    costs[b * TENURES + TENURE.market] = costs[b * TENURES + TENURE.informal] = (rent[b]! + fee) * floor[b]!
  }
  costs.fill(0, rows * TENURES, (rows + 1) * TENURES)
  return costs
}

/**
 * The pass over households: income and housingCost of city/housing.ts, and what is counted of them. What a processor could not foretell is not asked but counted: a comparison is 1 or 0.
 */
function read(city: City, s: Snapshot, publicRent: number): void {
  s.fen = 100 * referenceIndex(city)
  s.wage = 100 * city.economy.incomeIndex[0]!
  for (const name of sumNames) s.sums[name].fill(0)
  const counts = scratch(city, 'measured facts', Int32Array, 1 << (FACTS.length + CELL_BITS))
  counts.fill(0)
  readHouseholds(city, s, costsOf(city, publicRent), counts)
  placeResidents(city, s)
  countFacts(s.sums, counts)
  partTenures(s.sums)
}

/** Cells, incomes, what is left; who lives where; and who has too little, pays too much, shares, or has children of school age. */
function readHouseholds(city: City, s: Snapshot, costs: Float64Array, counts: Int32Array): void {
  const { households, buildings, parameters, tick } = city
  const { size, home, tenure, flags, level, unemployedUntil, mortgage, mortgageMonths, stage, stageClock } = households
  const { cell, income, leftEach, fifth, isIrregular, irregular, rows, fen, wage, tenantBurden, tenantCell } = s
  const { informal, left: leftSum, shortfall, tenantBurden: burdenSum } = s.sums
  const yuan = 1 / fen
  const line = parameters.sufficiency_line
  const perLine = 1 / line
  let irregularCount = 0
  let tenantCount = 0
  const noHome = buildings.rows
  const insured = [1, parameters.job_loss.insurance]
  const kept = 1 - parameters.income_tax
  const each = Float64Array.from(EQUIVALENT, adults => 1 / adults)
  // who has nothing to pay off owes nothing
  const factors = scratch(city, 'measured annuities', Float64Array, annuities(city).length)
  factors.set(annuities(city))
  factors[0] = 0
  const isTaxed = city.economy.propertyTax[0]! > 0
  for (let h = 0; h < rows; h++) {
    const persons = size[h]!
    if (persons === 0) {
      cell[h] = NO_CELL
      continue
    }
    const flag = flags[h]!
    const tenured = tenure[h]!
    let b = home[h]!
    let state = STATE_OF[tenured]!
    if (b < 0) {
      b = noHome
      state = TENURE_STATE.none
    }
    const own = cellOf(fifth[h]!, state, flag & REGISTERED)
    cell[h] = own
    const isOut = Number(unemployedUntil[h]! > tick)
    const earnsBeside = Number((flag & EARNS_BESIDE) !== 0)
    const taxed = level[h]! * wage * insured[isOut]!
    let beside = 0
    if (earnsBeside !== 0) {
      beside = untaxedIncome(city, h)
      informal[own]! += Math.floor((informalIncome(city, h) / fen) * YUAN_STEPS + 0.5)
    }
    irregular[irregularCount] = h
    irregularCount += isIrregular[h] = earnsBeside | isOut
    const owes = Number(state === TENURE_STATE.owner) * mortgageMonths[h]!
    let paid = costs[b * TENURES + tenured]! + mortgage[h]! * factors[owes]!
    if ((flag & SHARING) !== 0 && state === TENURE_STATE.tenant && tenured !== TENURE.public)
      paid = (buildings.rent[b]! * buildings.floor[b]!) / 2
    if (isTaxed && state === TENURE_STATE.owner) paid += propertyTaxOf(city, b, persons)
    const earned = (taxed + beside) * yuan
    const left = (taxed * kept + beside - paid) * yuan * each[persons]!
    const cost = paid * yuan
    income[h] = earned
    leftEach[h] = left
    const learns = SCHOOL_AGE[stage[h]! * CLOCKS + Math.min(stageClock[h]!, CLOCKS - 1)]!
    const facts =
      Number((flag & SHARING) !== 0) |
      (learns << 1) |
      ((learns & Number((flag & SEATED) !== 0)) << 2) |
      (Number(left < line) << 3) |
      (Number(cost > BURDENED * earned) << 4) |
      (Number(cost > OVERBURDENED * earned) << 5)
    counts[(facts << CELL_BITS) | own]!++
    leftSum[own]! += Math.floor(left * YUAN_STEPS + 0.5)
    shortfall[own]! += Math.floor(Math.max(0, 1 - left * perLine) * SHARE_STEPS + 0.5)
    const burden = cost > BURDEN_LIMIT * earned ? BURDEN_LIMIT : earned > 0 ? cost / earned : 0
    burdenSum[own]! += Math.floor(burden * SHARE_STEPS + 0.5)
    tenantBurden[tenantCount] = burden
    tenantCell[tenantCount] = own
    tenantCount += (TENANT_CELLS >>> own) & 1
  }
  s.irregularCount = irregularCount
  s.tenantCount = tenantCount
}

/** Who lives where. */
function placeResidents({ households, buildings }: City, s: Snapshot): void {
  const { size, home } = households
  const { cell, residents, residentPersons, residentLeft, leftEach, rows } = s
  residents.fill(0)
  residentPersons.fill(0)
  residentLeft.fill(0)
  const noHome = buildings.rows
  for (let h = 0; h < rows; h++) {
    const own = cell[h]!
    if (own === NO_CELL) continue
    let b = home[h]!
    if (b < 0) b = noHome
    residents[b * CELLS + own]!++
    residentPersons[b * CELLS + own]! += size[h]!
    residentLeft[b]! += leftEach[h]!
  }
}

/** What is counted of a household besides its being there, a bit each. */
const FACTS = ['sharing', 'schoolAge', 'seated', 'poor', 'burdened', 'overburdened'] as const satisfies SumName[]

/** Households by facts and cell become a count a fact. */
function countFacts(sums: Snapshot['sums'], counts: Int32Array): void {
  for (let facts = 0; facts < 1 << FACTS.length; facts++)
    for (let c = 0; c < CELLS; c++) {
      const n = counts[(facts << CELL_BITS) | c]!
      if (n === 0) continue
      sums.households[c]! += n
      for (let bit = 0; bit < FACTS.length; bit++) if ((facts >>> bit) & 1) sums[FACTS[bit]!][c]! += n
    }
}

/** Sums that are of owners or of tenants alone: a cell has the one or the other. */
function partTenures({ households, owners, tenants, poor, poorTenants, ...of }: Snapshot['sums']): void {
  const { tenantBurden, ownerBurden, burdened, overburdened } = of
  for (let c = 0; c < CELLS; c++) {
    owners[c] = (GROUP_CELLS.owner >>> c) & 1 ? households[c]! : 0
    tenants[c] = (GROUP_CELLS.tenant >>> c) & 1 ? households[c]! : 0
    ownerBurden[c] = owners[c]! > 0 ? tenantBurden[c]! : 0
    if (tenants[c]! > 0) poorTenants[c] = poor[c]!
    else tenantBurden[c] = burdened[c] = overburdened[c] = 0
  }
}

/** A sum of the month over the cells of a group, in its steps. @example sumOver(s, 'sharing', EVERYBODY) */
export const sumOver = ({ sums }: Snapshot, name: SumName, cells: number): number => sumCells(sums[name], cells)

export function sumCells(byCell: Float64Array, cells: number): number {
  let total = 0
  for (let c = 0; c < CELLS; c++) if ((cells >>> c) & 1) total += byCell[c]!
  return total
}

/** Labour incomes between the fifths of this month: a household is in the lowest up to and including the first bound. */
export function quintileBounds({ households }: City): Float64Array {
  const { rows, size, level } = households
  const levels = createRanking(rows)
  rank(levels, level, size, rows, sortRoom(rows))
  const { sorted, count } = levels
  return Float64Array.from({ length: 4 }, (_, q) => (count > 0 ? boundOf(sorted, count, q) : Infinity))
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
 * Mean of something about a building over those of a group who live there.
 * @returns null if nobody of the group has a home
 */
export function meanAtHome(
  city: City,
  s: Snapshot,
  per: 'household' | 'person',
  cells: number,
  values: Float64Array,
): number | null {
  const group = groupByBuilding(city, s, per, cells)
  let total = 0
  let n = 0
  for (let b = 0; b < group.length; b++) {
    const here = group[b]!
    if (here === 0) continue
    total += here * values[b]!
    n += here
  }
  return n > 0 ? total / n : null
}

/** Something about a parcel, by building. */
export function byBuilding({ buildings }: City, value: (parcel: number) => number): Float64Array {
  const { rows, parcel, dwellings } = buildings
  const values = new Float64Array(rows)
  for (let b = 0; b < rows; b++) if (dwellings[b] !== 0) values[b] = value(parcel[b]!)
  return values
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

/**
 * Living households in rising order of income. Most have their wage alone, which is in order already: the others are put
 * in order among themselves, and the two merged.
 */
export const risingByIncome = (s: Snapshot): Order =>
  once(s, 'rising by income', () => {
    mergeIncomes(s)
    return s.byIncome
  })

/** Incomes of a group in rising order: the first `count`, good until they are asked for again. */
export function incomesInOrder(city: City, s: Snapshot, cells: number): { values: Float64Array; count: number } {
  const { rows, sorted } = risingByIncome(s)
  if (cells === EVERYBODY) return { values: sorted, count: s.households }
  const values = scratch(city, 'incomes of a group', Float64Array, s.households + 1)
  let count = 0
  for (let i = 0; i < s.households; i++) {
    values[count] = sorted[i]!
    count += (cells >>> s.cell[rows[i]!]!) & 1
  }
  return { values, count }
}

function mergeIncomes(s: Snapshot): void {
  const { income, isIrregular, irregular, irregularCount, households, incomes, wage } = s
  const { rows, sorted } = s.byIncome
  const { rows: byLevel, sorted: levels } = s.levels
  const yuan = 1 / s.fen
  sortRising(income, irregular, irregularCount, incomes, s.room)
  let n = 0
  let k = 0
  for (let i = 0; i < households; i++) {
    const h = byLevel[i]!
    if (isIrregular[h] !== 0) continue
    const earned = levels[i]! * wage * yuan
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
}
