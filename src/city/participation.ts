/** Who takes part (model §3.19): one propensity for votes, requests and volunteering. */
import { FIXED, fixed } from '../lib/fixed.ts'
import { exp, log } from '../lib/numeric.ts'
import { unit } from '../lib/random.ts'
import { KIND } from './buildings.ts'
import { type City, scratch } from './city.ts'
import { type Households, RECOGNISED, REGISTERED, STAGE, TENURE } from './households.ts'
import type { Rules } from './rules.ts'
import { isWalled } from './utility.ts'

/** What an online vote costs the old who do not use it [logit at weight 1]. */
const DIGITAL_DIVIDE = 0.5
/** How far full reach of mass organisations makes up for being unrecognised or overworked. */
const MASS_HELP = 0.5
/** Reach of mass organisations without and with full coordination. */
const MASS_REACH = { least: 0.2, more: 0.8 }

/** Reach of mass organisations 群团 that coordination sustains. @example massReach(0.3) // => 0.44 */
export const massReach = (coordination: number): number => MASS_REACH.least + MASS_REACH.more * coordination

/** Whether a household is a resident on paper: registered or recognised. */
export const isResident = (city: City, h: number): boolean =>
  (city.households.flags[h]! & (REGISTERED | RECOGNISED)) !== 0

/** Who has a seat in the renewal of its village: registered tenants and owners of its buildings, and who is recognised. */
export function isVillageMember({ households, buildings }: City, h: number): boolean {
  const flags = households.flags[h]!
  if (buildings.kind[households.home[h]!] !== KIND.village) return false
  return (flags & RECOGNISED) !== 0 || ((flags & REGISTERED) !== 0 && households.tenure[h] !== TENURE.informal)
}

/** Logit of a household's taking part in something that is not at stake for it. */
export function readiness(city: City, rules: Rules, h: number): number {
  const { households, buildings, parcels, zones, districts, parameters } = city
  const t = parameters.turnout
  const { digital, online_vote } = rules.levers
  const home = households.home[h]!
  const parcel = home < 0 ? -1 : buildings.parcel[home]!
  const reach = parcel < 0 ? 0 : MASS_HELP * districts.massOrganisation[parcels.district[parcel]!]!
  const stage = households.stage[h]!
  let logit =
    t.intercept +
    t.trust * households.trust[h]! +
    t.gain * households.gain[h]! +
    t.attachment * households.attachment[h]!
  if (parcel >= 0) logit += t.council * zones.capacity[parcels.zone[parcel]!]!
  if (stage === STAGE.young || households.skill[h]! >= 1) logit += t.digital * digital.reach * (1 + online_vote.weight)
  if (stage === STAGE.old) logit -= DIGITAL_DIVIDE * online_vote.weight
  if (!isResident(city, h)) logit += t.unrecognised * (1 - reach)
  if (households.quintile[h] === 0) logit += t.overworked * (1 - reach)
  return logit
}

/** What readiness hangs on besides the household itself, as tables: see readinessBy. */
export interface ReadinessTables {
  /** by building: what the council is heard to be, and who is not reached by mass organisations */
  readonly council: Float64Array
  readonly unreached: Float64Array
  /** by stage and skill; by stage; by papers; by income fifth */
  readonly uses: Float64Array
  readonly avoids: Float64Array
  readonly unrecognised: Float64Array
  readonly overworked: Float64Array
  readonly intercept: number
  readonly trust: number
  readonly gain: number
  readonly attachment: number
}

/** Tables for `readinessBy`, as councils and mass organisations stand: what hangs on the home alone once a building. */
export function readinessTables(city: City, rules: Rules): ReadinessTables {
  const { buildings, parcels, zones, districts, parameters } = city
  const t = parameters.turnout
  const { digital, online_vote } = rules.levers
  const council = scratch(city, 'council heard', Float64Array, buildings.rows)
  const unreached = scratch(city, 'not reached', Float64Array, buildings.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const p = buildings.parcel[b]!
    if (p < 0) continue
    council[b] = t.council * zones.capacity[parcels.zone[p]!]!
    unreached[b] = 1 - MASS_HELP * districts.massOrganisation[parcels.district[p]!]!
  }
  // tables instead of questions: what a household is cannot be foretold, and a processor that guesses wrong waits
  const used = t.digital * digital.reach * (1 + online_vote.weight)
  const divide = DIGITAL_DIVIDE * online_vote.weight
  return {
    council,
    unreached,
    uses: Float64Array.from({ length: 16 }, (_, i) => (i >> 2 === STAGE.young || (i & 3) >= 1 ? used : 0)),
    avoids: Float64Array.from({ length: 4 }, (_, stage) => (stage === STAGE.old ? divide : 0)),
    unrecognised: Float64Array.from({ length: 4 }, (_, known) => (known === 0 ? t.unrecognised : 0)),
    overworked: Float64Array.from({ length: 5 }, (_, q) => (q === 0 ? t.overworked : 0)),
    intercept: t.intercept,
    trust: t.trust,
    gain: t.gain,
    attachment: t.attachment,
  }
}

/** Readiness of a household by tables: the sum of `readiness`, term by term. */
export function readinessBy(tables: ReadinessTables, households: Households, h: number): number {
  const b = households.home[h]!
  const stage = households.stage[h]!
  const missed = b < 0 ? 1 : tables.unreached[b]!
  return (
    tables.intercept +
    tables.trust * households.trust[h]! +
    tables.gain * households.gain[h]! +
    tables.attachment * households.attachment[h]! +
    (b < 0 ? 0 : tables.council[b]!) +
    tables.uses[(stage << 2) | households.skill[h]!]! -
    tables.avoids[stage]! +
    tables.unrecognised[households.flags[h]! & (REGISTERED | RECOGNISED)]! * missed +
    tables.overworked[households.quintile[h]!]! * missed
  )
}

/** Chance of a logit. @example chance(0) // => 0.5 */
export const chance = (logit: number): number => 1 / (1 + exp(-logit))

/**
 * Bounds of ln(u/(1 − u)) by the top ten bits of a draw u, a little wider than they are: most comparisons with a logit are
 * settled by them without a logarithm or an exponential.
 */
const BINS = 1024
const BIN_SHIFT = 22
const ROUNDING = 1e-9
const LOGIT_BELOW = Float64Array.from({ length: BINS }, (_, k) => log(k / (BINS - k)) - ROUNDING)
const LOGIT_ABOVE = Float64Array.from({ length: BINS }, (_, k) => log((k + 1) / (BINS - k - 1)) + ROUNDING)

/**
 * Whether something of the given logit happens at a draw: unit(hash) < chance(logit).
 * @returns 1 if so, 0 if not: a number that is added up needs no branch that cannot be foretold
 */
export function happens(hash: number, logit: number): number {
  const bin = hash >>> BIN_SHIFT
  const surely = Number(logit >= LOGIT_ABOVE[bin]!)
  if ((surely | Number(logit <= LOGIT_BELOW[bin]!)) !== 0) return surely
  return Number(unit(hash) < chance(logit))
}

/**
 * Whether somebody is for a change of utility dV, with opinions that no reason explains spread logistically.
 * @returns 1 if so, 0 if not
 */
export function favours(hash: number, dV: number, spread: number): number {
  const bin = hash >>> BIN_SHIFT
  const surely = Number(dV + spread * LOGIT_BELOW[bin]! > 0)
  if ((surely | Number(dV + spread * LOGIT_ABOVE[bin]! <= 0)) !== 0) return surely
  const u = unit(hash)
  return Number(dV + spread * log(u / (1 - u)) > 0)
}

/** Chance that a household turns out. @param stake 0 … 1, what it stands to win or lose */
export const turnout = (city: City, rules: Rules, h: number, stake: number): number =>
  chance(readiness(city, rules, h) + city.parameters.turnout.stake * stake)

/** Mean trust of each zone's households, by way of their buildings: rows lie home by home. */
export function zoneTrust(city: City): Float64Array {
  const { households, buildings, parcels, zones } = city
  const { home, size, trust, rows } = households
  const ofBuilding = scratch(city, 'trust by building', Float64Array, buildings.rows)
  const residents = scratch(city, 'households by building', Float64Array, buildings.rows)
  ofBuilding.fill(0, 0, buildings.rows)
  residents.fill(0, 0, buildings.rows)
  for (let h = 0; h < rows; h++) {
    const b = home[h]!
    if (size[h] === 0 || b < 0) continue
    ofBuilding[b]! += fixed(trust[h]!)
    residents[b]!++
  }
  const sum = new Float64Array(zones.rows)
  const count = new Float64Array(zones.rows)
  for (let b = 0; b < buildings.rows; b++) {
    if (residents[b] === 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    sum[z]! += ofBuilding[b]!
    count[z]! += residents[b]!
  }
  return sum.map((s, z) => (count[z]! > 0 ? s / FIXED / count[z]! : 0))
}

/** Safety 安全感 at a home, 0 … 1: the street outside, trust around, and a wall. */
export function safetyAt(city: City, zonesTrust: ArrayLike<number>, building: number): number {
  const { parcels, buildings } = city
  const p = buildings.parcel[building]!
  return 0.4 * parcels.street[p]! + 0.4 * zonesTrust[parcels.zone[p]!]! + (isWalled(city, building) ? 0.2 : 0)
}
