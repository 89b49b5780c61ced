/**
 * What a home is worth to a household: V of model §3.6. One function serves search, votes and the welfare measure.
 *
 * V splits into terms by building and income quintile, by building, and by household; the first two are columns kept on
 * the buildings and refreshed once a tick.
 */
import { clamp, log } from '../lib/numeric.ts'
import { bits, combine, unit } from '../lib/random.ts'
import { KIND } from './buildings.ts'
import { type City, scratch } from './city.ts'
import { MICRO_JOB, RECOGNISED, REGISTERED, STAGE } from './households.ts'
import { feeRate, LN_SIZE, untaxedIncome } from './housing.ts'
import type { Parameters } from './parameters.ts'
import { ACCESS, ACCESS_KINDS, SCHOOL_CHOICES, UNSEATED_QUALITY } from './parcels.ts'
import type { Rules } from './rules.ts'

/** Sets the draw of a newcomer's kin apart from the draws of its search. */
const KIN = 9000
/** Likewise for a family's identity group; groups are this many and alike in size. */
const IDENTITY = 9001
export const GROUPS = 4

// what an income fifth q makes of a home, reason by reason
const greenWorth = (k: Parameters, green: number, q: number): number => k.utility_green * green * (1 + (0.5 * q) / 4)
const qualityWorth = (k: Parameters, quality: number, q: number): number =>
  k.utility_quality * quality * (0.4 + 0.25 * q)
const heritageWorth = (k: Parameters, fabric: number, quality: number, q: number): number =>
  k.utility_heritage * fabric * quality * (q >= 3 ? 1 : 0.3)
const peerLoss = (k: Parameters, peer: number, q: number): number =>
  (k.utility_peer * (k.peer_weight.poorer * Math.max(0, q - peer) + k.peer_weight.richer * Math.max(0, peer - q))) / 4

/** Refreshes the buildings' columns of worth. */
export function refreshWorth(city: City): void {
  const { buildings: b, parcels, facilities, parameters: k } = city
  const { school_catchments, chain_migration, identity_weight } = k.structure
  if (chain_migration > 0) countMigrants(city)
  if (identity_weight > 0) countGroups(city)
  for (let i = 0; i < b.rows; i++) {
    if (b.dwellings[i] === 0) continue
    const p = b.parcel[i]!
    for (let q = 0; q < 5; q++)
      b.worth[i * 5 + q] =
        greenWorth(k, parcels.green[p]!, q) +
        qualityWorth(k, b.quality[i]!, q) +
        heritageWorth(k, parcels.heritage[p]!, b.quality[i]!, q) -
        peerLoss(k, b.peer[i]!, q)
    let schools = parcels.schoolQuality[p]!
    if (school_catchments > 0) {
      const own = parcels.schools[p * SCHOOL_CHOICES]!
      schools += school_catchments * ((own >= 0 ? facilities.quality[own]! : UNSEATED_QUALITY) - schools)
    }
    b.school[i] = k.utility_school * parcels.access[p * ACCESS_KINDS + ACCESS.school]! * schools
    b.clinic[i] = k.utility_clinic * parcels.access[p * ACCESS_KINDS + ACCESS.clinic]!
    b.space[i] = k.choice_scale * k.housing_share * log(b.floor[i]!)
  }
}

/** A household as a seeker of homes: what V needs of it, read once. */
export interface Seeker {
  household: number
  /** income before and after tax [fen a month] */
  income: number
  net: number
  /** of the income, what a micro-job brings: within the own zone it takes no way to work [fen a month] */
  room: number
  /** least that must remain */
  floor: number
  quintile: number
  size: number
  job: number
  child: number
  old: number
  gate: number
  noise: number
  near: number
  zone: number
  /** dislike of living among other groups than one's own, 0 = none */
  identity: number
  group: number
  /** shares of groups by building */
  shares: Float64Array | null
}

export const createSeeker = (): Seeker => ({
  household: -1,
  income: 0,
  net: 0,
  room: 0,
  floor: 0,
  quintile: 0,
  size: 1,
  job: 0,
  child: 0,
  old: 1,
  gate: 0,
  noise: 0,
  near: 0,
  zone: -1,
  identity: 0,
  group: 0,
  shares: null,
})

/** Reads a household into a seeker. @param income before tax [fen a month] */
export function readSeeker(city: City, rules: Rules, h: number, income: number, into: Seeker): Seeker {
  const { households, buildings, parcels, economy, parameters: k } = city
  const q = households.quintile[h]!
  const stage = households.stage[h]!
  const home = households.home[h]!
  const known = (households.flags[h]! & (REGISTERED | RECOGNISED)) !== 0
  into.household = h
  into.income = income
  into.net = income - k.income_tax * (income - untaxedIncome(city, h))
  into.room = home >= 0 && households.flags[h]! & MICRO_JOB ? economy.microWage[0]! : 0
  into.floor = k.min_residual_income * income
  into.quintile = q
  into.size = households.size[h]!
  into.job = households.job[h]!
  into.child = stage === STAGE.children ? (known ? 1 : rules.levers.schools.open_to_migrants) : 0
  into.old = stage === STAGE.old ? 2 : 1
  into.gate = k.utility_gate * (q >= 3 ? 1 : 0.1) * (1.5 - households.trust[h]!)
  into.noise = k.utility_noise * (stage === STAGE.old ? 1.5 : 1)
  into.near = k.utility_near * households.attachment[h]!
  into.zone = home >= 0 ? parcels.zone[buildings.parcel[home]!]! : -1
  const { school_catchments, chain_migration, identity_weight } = k.structure
  if (identity_weight > 0) {
    into.identity = identity_weight
    into.group = groupOf(city, h)
    into.shares = groupShares(city)
  }
  if (school_catchments > 0) into.child *= 1 + school_catchments * (0.4 * q - 0.8)
  if (chain_migration > 0 && home < 0 && !known) {
    into.zone = zoneOfKin(city, h)
    into.near = chain_migration
  }
  return into
}

/**
 * Identity group of a household: drawn once for a family, so that children who leave home are of their parents' group. It is
 * no column: it follows from who somebody is, and a city without a weight on it knows no groups.
 */
export function groupOf({ households, luck }: City, h: number): number {
  const { idHigh, idLow, parentHigh, parentLow } = households
  const isChild = parentHigh[h] !== 0
  const family = bits(luck.stable('sample'), isChild ? parentHigh[h]! : idHigh[h]!, isChild ? parentLow[h]! : idLow[h]!)
  return Math.floor(unit(combine(family, IDENTITY)) * GROUPS)
}

const groupShares = (city: City): Float64Array =>
  scratch(city, 'identity groups by building', Float64Array, city.buildings.rows * GROUPS)

/** Share of each group among those who live in a building; where nobody lives, as many of each. */
function countGroups(city: City): void {
  const { households, buildings } = city
  const shares = groupShares(city)
  shares.fill(0, 0, buildings.rows * GROUPS)
  for (let h = 0; h < households.rows; h++) {
    const home = households.home[h]!
    if (households.size[h] !== 0 && home >= 0) shares[home * GROUPS + groupOf(city, h)]!++
  }
  for (let b = 0; b < buildings.rows; b++) {
    let all = 0
    for (let g = 0; g < GROUPS; g++) all += shares[b * GROUPS + g]!
    for (let g = 0; g < GROUPS; g++) shares[b * GROUPS + g] = all > 0 ? shares[b * GROUPS + g]! / all : 1 / GROUPS
  }
}

/** What living among other groups takes from V. */
const identityLoss = ({ identity, group, shares }: Seeker, building: number): number =>
  identity > 0 ? identity * (1 - shares![building * GROUPS + group]!) : 0

/** Migrants by zone, for chains of migration. */
function countMigrants(city: City): void {
  const { households, buildings, parcels, zones } = city
  const migrants = scratch(city, 'migrants by zone', Int32Array, zones.rows)
  migrants.fill(0, 0, zones.rows)
  for (let h = 0; h < households.rows; h++) {
    const home = households.home[h]!
    if (households.size[h] === 0 || home < 0 || households.flags[h]! & REGISTERED) continue
    migrants[parcels.zone[buildings.parcel[home]!]!]!++
  }
}

/** The zone where somebody from the same place lives: drawn once for a life, among zones by their migrants. */
function zoneOfKin(city: City, h: number): number {
  const { households, zones, luck } = city
  const migrants = scratch(city, 'migrants by zone', Int32Array, zones.rows)
  let all = 0
  for (let z = 0; z < zones.rows; z++) all += migrants[z]!
  let left = unit(combine(bits(luck.stable('sample'), households.idHigh[h]!, households.idLow[h]!), KIN)) * all
  for (let z = 0; z < zones.rows; z++) {
    left -= migrants[z]!
    if (left < 0) return z
  }
  return -1
}

/**
 * Time to work as money [fen a month]: 44 trips at 40 % of the hourly wage (Small & Verhoef 2007). What a micro-job brings
 * is earned round the corner, and elsewhere only at the end of a way to work.
 * @param minutes of a trip
 * @param zone    from where, −1 = from none
 */
export const travelCostOf = (seeker: Seeker, minutes: number, zone: number): number =>
  ((zone === seeker.zone ? seeker.income - seeker.room : seeker.income) * minutes) / 600

/** Time to work from a parcel as money [fen a month]. */
export const travelCost = (city: City, seeker: Seeker, parcel: number): number =>
  travelCostOf(seeker, city.parcels.minutes[parcel * city.centres.rows + seeker.job]!, city.parcels.zone[parcel]!)

/** Whether a building stands in a walled estate. */
export const isWalled = (city: City, building: number): boolean => {
  const estate = city.parcels.estate[city.buildings.parcel[building]!]!
  return estate >= 0 && city.estates.walled[estate] === 1
}

/** The part of V that hangs neither on money nor on tenure. */
export function surroundings(city: City, seeker: Seeker, building: number): number {
  const { buildings: b, parcels } = city
  const p = b.parcel[building]!
  return (
    b.space[building]! -
    spaceOf(city, seeker.size) +
    b.worth[building * 5 + seeker.quintile]! +
    seeker.child * b.school[building]! +
    seeker.old * b.clinic[building]! +
    (seeker.gate > 0 && isWalled(city, building) ? seeker.gate : 0) -
    seeker.noise * parcels.crowding[p]! +
    (parcels.zone[p]! === seeker.zone ? seeker.near : 0) -
    identityLoss(seeker, building)
  )
}

/**
 * The parts of `surroundings` of every building side by side, 16 numbers each: what a searcher reads of a home lies in
 * two cache lines. Offsets are PART; those from `free` on are the caller's.
 */
export const PART = { space: 0, worth: 1, school: 6, clinic: 7, walled: 8, crowding: 9, zone: 10, free: 11 } as const
export const PARTS = 16

/** Lays the parts out, from columns as they stand: call `refreshWorth` before. */
export function surroundingParts(city: City): Float64Array {
  const { buildings: b, parcels } = city
  const parts = scratch(city, 'surroundings side by side', Float64Array, b.rows * PARTS)
  for (let i = 0; i < b.rows; i++) {
    const p = b.parcel[i]!
    if (p < 0) continue
    const at = i * PARTS
    parts[at + PART.space] = b.space[i]!
    for (let q = 0; q < 5; q++) parts[at + PART.worth + q] = b.worth[i * 5 + q]!
    parts[at + PART.school] = b.school[i]!
    parts[at + PART.clinic] = b.clinic[i]!
    parts[at + PART.walled] = isWalled(city, i) ? 1 : 0
    parts[at + PART.crowding] = parcels.crowding[p]!
    parts[at + PART.zone] = parcels.zone[p]!
  }
  return parts
}

/**
 * `surroundings` from the parts of a building, term by term.
 * @param at      where its parts begin
 * @param persons what the seeker's size takes of the worth of space: `spaceOf`
 */
export const surroundingsAt = (parts: Float64Array, at: number, seeker: Seeker, persons: number): number =>
  parts[at + PART.space]! -
  persons +
  parts[at + PART.worth + seeker.quintile]! +
  seeker.child * parts[at + PART.school]! +
  seeker.old * parts[at + PART.clinic]! +
  (seeker.gate > 0 ? seeker.gate * parts[at + PART.walled]! : 0) -
  seeker.noise * parts[at + PART.crowding]! +
  (parts[at + PART.zone] === seeker.zone ? seeker.near : 0) -
  identityLoss(seeker, at / PARTS)

/** What a household's size takes of the worth of space. */
export const spaceOf = ({ parameters: k }: City, size: number): number =>
  k.choice_scale * k.housing_share * LN_SIZE[size]!

/** Weight in V of the ln of what is left after housing and travel. */
export const moneyWeight = ({ parameters: k }: City): number => k.choice_scale * (1 - k.housing_share)

/**
 * V of a building to a seeker, without taste and attachment to staying.
 * @param cost housing cost [fen a month]
 * @param own  1 for owning
 * @returns utility; −Infinity if too little would remain
 */
export function valueOf(city: City, seeker: Seeker, building: number, cost: number, own: number): number {
  const left = seeker.net - cost - travelCost(city, seeker, city.buildings.parcel[building]!)
  if (left < seeker.floor || left <= 0) return Number.NEGATIVE_INFINITY
  return (
    moneyWeight(city) * log(left / 100) +
    surroundings(city, seeker, building) +
    (own === 1 ? city.parameters.utility_own : 0)
  )
}

/** V reason by reason; the sum is V, up to the rounding of the columns it is kept in. */
export interface Worth {
  money: number
  space: number
  green: number
  quality: number
  heritage: number
  neighbours: number
  school: number
  clinic: number
  gate: number
  noise: number
  own: number
  near: number
}

/**
 * Why a building is worth to a seeker what `valueOf` says. For explanations: it is not called in a tick.
 * @param cost housing cost [fen a month]
 * @param own  1 for owning
 */
export function worthOf(city: City, seeker: Seeker, building: number, cost: number, own: number): Worth {
  const { buildings: b, parcels, parameters: k } = city
  const p = b.parcel[building]!
  const q = seeker.quintile
  const a = k.choice_scale
  return {
    money: a * (1 - k.housing_share) * log((seeker.net - cost - travelCost(city, seeker, p)) / 100),
    space: a * k.housing_share * (log(b.floor[building]!) - LN_SIZE[seeker.size]!),
    green: greenWorth(k, parcels.green[p]!, q),
    quality: qualityWorth(k, b.quality[building]!, q),
    heritage: heritageWorth(k, parcels.heritage[p]!, b.quality[building]!, q),
    neighbours: -peerLoss(k, b.peer[building]!, q) - identityLoss(seeker, building),
    school: seeker.child * b.school[building]!,
    clinic: seeker.old * b.clinic[building]!,
    gate: seeker.gate > 0 && isWalled(city, building) ? seeker.gate : 0,
    noise: -seeker.noise * parcels.crowding[p]!,
    own: own === 1 ? k.utility_own : 0,
    near: parcels.zone[p] === seeker.zone ? seeker.near : 0,
  }
}

/** Rent of a home in a building with the estate fee [fen a month]. */
export const rentOf = (city: City, building: number): number =>
  (city.buildings.rent[building]! + feeRate(city, building)) * city.buildings.floor[building]!

/** Kinds whose homes are sold to households. */
export const isForSale = (kind: number): boolean =>
  kind !== KIND.village && kind !== KIND.public && kind !== KIND.mobile

/** User cost of a home [1/yr], model §3.7. */
export function userCost(city: City, growthExpected: number): number {
  const { interest, upkeep, extrapolation, user_cost } = city.parameters
  return clamp(
    0.9 * interest + upkeep - extrapolation * clamp(growthExpected, -0.02, 0.06),
    user_cost.min,
    user_cost.max,
  )
}
