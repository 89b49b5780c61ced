import { addRow, clearRow, column, type Table } from '../lib/table.ts'
import type { City } from './city.ts'

export const TENURE = { owner: 0, market: 1, public: 2, informal: 3 } as const
export const TENURE_NAMES = ['owner', 'market tenant', 'public tenant', 'informal tenant'] as const
export const STAGE = { young: 0, children: 1, emptyNest: 2, old: 3 } as const

export const REGISTERED = 1
export const RECOGNISED = 2
export const VENDING = 4
export const SHARING = 8
export const RECYCLER = 16
export const SEATED = 32
export const RIGHT_OF_RETURN = 64
export const MICRO_JOB = 128
export const AIDED = 256
/** its stall or finds were taken last month */
export const CONFISCATED = 512
/** with a right of return, to a home of its own: it has given its title for one */
export const TITLE = 1024
/** out of work, and hired for a month by whoever does the city's works */
export const LOCAL_WORK = 2048

export const REASON = {
  none: 0,
  choice: 1,
  life: 2,
  demolition: 3,
  eviction: 4,
  burden: 5,
  arrival: 6,
  return: 7,
  clearance: 8,
} as const

/** Months of stageClock in which a household with children has one of school age. */
export const isSchoolAge = (stage: number, clock: number): boolean =>
  stage === STAGE.children && clock > 60 && clock <= 132

/** No such tick. */
export const NEVER = -32768

/** Households, a row each; a row of size 0 is an empty slot. Ids are two words, stable for life. */
export const householdColumns = {
  idHigh: column(Uint32Array, 'id', '(tick of birth + 1024)·8 + class; bit 31 for a child of the model'),
  idLow: column(Uint32Array, 'id', 'ordinal in that tick and class, or hash of the parent'),
  parentHigh: column(Uint32Array, 'id', "parent household's id, 0 = none"),
  parentLow: column(Uint32Array, 'id', ''),
  home: column(Int32Array, 'row', 'building, −1 = without home', { ref: 'buildings', initial: -1 }),
  tenure: column(Uint8Array, 'code', 'TENURE'),
  flags: column(
    Uint16Array,
    'bits',
    '1 registered, 2 recognised, 4 keeps a stall, 8 sharing (doubling up), 16 recycler, 32 children have a school seat, 64 right of return, 128 in a micro-job, 256 aided, 512 stall confiscated last month, 1024 gave its title for a home to return to, 2048 hired for public works this month',
  ),
  lnBase: column(Float32Array, 'ln yuan', 'permanent labour income a month'),
  shock: column(Float32Array, 'ln', 'AR(1) state of income'),
  level: column(Float32Array, 'yuan', 'exp(lnBase + shock): labour income at I = 1'),
  savings: column(Float64Array, 'fen', 'liquid wealth'),
  mortgage: column(Float64Array, 'fen', 'outstanding'),
  mortgageMonths: column(Uint16Array, 'months', 'left to pay'),
  mortgageArrears: column(Uint8Array, 'months', 'instalments not paid in full'),
  landlordShare: column(Float32Array, 'share', 'claim on the investor sector’s local profit'),
  size: column(Uint8Array, 'persons', '0 = empty slot'),
  stage: column(Uint8Array, 'code', 'STAGE'),
  stageClock: column(Uint16Array, 'months', 'left in the stage'),
  quintile: column(Uint8Array, '0–4', 'income rank of the year'),
  skill: column(Uint8Array, '0–2', ''),
  job: column(Uint8Array, 'row', 'job centre'),
  parentRank: column(Uint8Array, '1/255', "parent's income rank"),
  schoolSum: column(Uint16Array, '1/100', 'sum of yearly school qualities'),
  schoolYears: column(Uint8Array, 'years', 'number of them'),
  seat: column(Int32Array, 'row', 'facility: school of the children since last September, −1 = none', { initial: -1 }),
  unemployedUntil: column(Int16Array, 'tick', '', { initial: NEVER }),
  arrears: column(Uint8Array, 'months', 'of unpaid rent in a row'),
  homelessMonths: column(Uint8Array, 'months', 'searching without home'),
  overIncome: column(Uint8Array, 'months', 'as public tenant above the limit'),
  searchStart: column(Int16Array, 'tick', 'first search of this spell without home', { initial: NEVER }),
  burdenSince: column(Int16Array, 'tick', 'since housing takes over half of income', { initial: NEVER }),
  queueSince: column(Int16Array, 'tick', 'in the queue for public homes since', { initial: NEVER }),
  refusals: column(Uint8Array, 'count', 'public homes refused'),
  lastMove: column(Int16Array, 'tick', '', { initial: NEVER }),
  moveReason: column(Uint8Array, 'code', 'REASON of the last move'),
  epoch: column(Uint8Array, 'count', 'rises at a stage or job change; keys tastes'),
  attachment: column(Float32Array, '0–1', 'to the place'),
  trust: column(Float32Array, '0–1', 'in neighbours and government'),
  gain: column(Float32Array, '0–1', 'sense of gain: whether life has been getting better', { initial: 0.5 }),
  weakTies: column(Float32Array, '0–1', 'ties to people of other classes'),
  lastHome: column(Int32Array, 'row', 'parcel left at the last move, −1 = none', { initial: -1 }),
  displaced: column(Uint8Array, 'count', 'times displaced'),
  displacedAt: column(Int16Array, 'tick', 'last time', { initial: NEVER }),
  recognisedAt: column(Int16Array, 'tick', 'when an unregistered household became a resident', { initial: NEVER }),
  askedAt: column(Int16Array, 'tick', 'of a request to the council that is still open', { initial: NEVER }),
  voiceAsked: column(Uint8Array, 'count', 'votes cast and requests made this year'),
  voiceHonoured: column(Uint8Array, 'count', 'of these, votes on the side that won and requests answered'),
  lastState: column(
    Uint16Array,
    'steps',
    "last year's money after housing, access, security, voice, encounters, environment; 0 = not known",
    { width: 6 },
  ),
  arrived: column(Int16Array, 'tick', 'came to the city; synthetic households always were here', { initial: NEVER }),
  returnTo: column(Int32Array, 'row', 'parcel to which it holds a right of return, −1 = none', { initial: -1 }),
  asked: column(Uint8Array, 'bits', 'this tick: 1 stage or job change', { cache: true }),
}
export type Households = Table<typeof householdColumns>

/** Classes that meet: income fifth × registration. */
export const CLASSES = 10
export const classOf = ({ quintile, flags }: Households, h: number): number =>
  quintile[h]! * 2 + (flags[h]! & REGISTERED)

/** A fresh household slot with the given id. Slots freed this tick are not used again before the next. */
export function addHousehold(city: City, idHigh: number, idLow: number): number {
  const { households } = city
  const free = city.freeHouseholds.pop()
  const h = free ?? addRow(households)
  if (free !== undefined) clearRow(households, h)
  households.idHigh[h] = idHigh
  households.idLow[h] = idLow
  households.trust[h] = city.parameters.trust_start
  return h
}

/** Empties a household's slot; its home must be vacated and its money gone. */
export function removeHousehold(city: City, h: number): void {
  const { households } = city
  if (households.size[h] === 0) throw new Error(`household slot ${h} was freed twice`)
  if (households.home[h] !== -1 || households.savings[h] !== 0)
    throw new Error(`household ${h} still holds a home or money`)
  clearRow(households, h)
  city.freedHouseholds.push(h)
}

/** Order of stable ids, for commits and ties. */
export const byId =
  (households: Households) =>
  (a: number, b: number): number =>
    households.idHigh[a]! - households.idHigh[b]! || households.idLow[a]! - households.idLow[b]!

/** Columns that moving in and out writes: for processes to declare. */
export const MOVED = [
  'households.home',
  'households.tenure',
  'households.flags',
  'households.attachment',
  'households.arrears',
  'households.overIncome',
  'households.burdenSince',
  'households.lastHome',
  'buildings.owners',
  'buildings.tenants',
  'buildings.publicTenants',
  'buildings.sharing',
] as const

/** Counts a household in at its home (it must have none). */
export function moveIn(city: City, h: number, building: number, tenure: number, sharing = false): void {
  const { households, buildings } = city
  households.home[h] = building
  households.tenure[h] = tenure
  if (sharing) {
    households.flags[h]! |= SHARING
    buildings.sharing[building]!++
  } else if (tenure === TENURE.owner) buildings.owners[building]!++
  else if (tenure === TENURE.public) buildings.publicTenants[building]!++
  else buildings.tenants[building]!++
}

/** Counts a household out of its home, which then stands empty. Ownership is the caller's: see sale and purchase. */
export function moveOut(city: City, h: number): void {
  const { households, buildings } = city
  const building = households.home[h]!
  if (building < 0) return
  if (households.flags[h]! & SHARING) {
    households.flags[h]! &= ~SHARING
    buildings.sharing[building]!--
  } else if (households.tenure[h] === TENURE.owner) buildings.owners[building]!--
  else if (households.tenure[h] === TENURE.public) buildings.publicTenants[building]!--
  else buildings.tenants[building]!--
  households.lastHome[h] = buildings.parcel[building]!
  households.home[h] = -1
  households.attachment[h] = 0
  households.arrears[h] = 0
  households.overIncome[h] = 0
  households.burdenSince[h] = NEVER
}
