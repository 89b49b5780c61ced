/**
 * What a home is worth to a household: V of model §3.6. One function serves search, votes and the welfare measure.
 *
 * V splits into terms by building and income quintile, by building, and by household; the first two are columns kept on
 * the buildings and refreshed once a tick.
 */
import { clamp, log } from '../lib/numeric.ts'
import { KIND } from './buildings.ts'
import type { City } from './city.ts'
import { RECOGNISED, REGISTERED, STAGE } from './households.ts'
import { feeRate, LN_SIZE } from './housing.ts'
import { ACCESS, ACCESS_KINDS } from './parcels.ts'
import type { Rules } from './rules.ts'

/** Refreshes the buildings' columns of worth. */
export function refreshWorth(city: City): void {
  const { buildings: b, parcels, parameters: k } = city
  for (let i = 0; i < b.rows; i++) {
    if (b.dwellings[i] === 0) continue
    const p = b.parcel[i]!
    const heritage = k.utility_heritage * parcels.heritage[p]! * b.quality[i]!
    for (let q = 0; q < 5; q++) {
      const peer = (k.utility_peer * (1.5 * Math.max(0, q - b.peer[i]!) + 0.3 * Math.max(0, b.peer[i]! - q))) / 4
      b.worth[i * 5 + q] =
        k.utility_green * parcels.green[p]! * (1 + (0.5 * q) / 4) +
        k.utility_quality * b.quality[i]! * (0.4 + 0.25 * q) +
        heritage * (q >= 3 ? 1 : 0.3) -
        peer
    }
    b.school[i] = k.utility_school * parcels.access[p * ACCESS_KINDS + ACCESS.school]! * parcels.schoolQuality[p]!
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
  /** least that must remain */
  floor: number
  quintile: number
  size: number
  job: number
  child: number
  old: number
  gate: number
  near: number
  zone: number
}

export const createSeeker = (): Seeker => ({
  household: -1,
  income: 0,
  net: 0,
  floor: 0,
  quintile: 0,
  size: 1,
  job: 0,
  child: 0,
  old: 1,
  gate: 0,
  near: 0,
  zone: -1,
})

/** Reads a household into a seeker. @param income before tax [fen a month] */
export function readSeeker(city: City, rules: Rules, h: number, income: number, into: Seeker): Seeker {
  const { households, buildings, parcels, parameters: k } = city
  const q = households.quintile[h]!
  const stage = households.stage[h]!
  const home = households.home[h]!
  const known = (households.flags[h]! & (REGISTERED | RECOGNISED)) !== 0
  into.household = h
  into.income = income
  into.net = income * (1 - k.income_tax)
  into.floor = k.min_residual_income * income
  into.quintile = q
  into.size = households.size[h]!
  into.job = households.job[h]!
  into.child = stage === STAGE.children ? (known ? 1 : rules.levers.schools.open_to_migrants) : 0
  into.old = stage === STAGE.old ? 2 : 1
  into.gate = k.utility_gate * (q >= 3 ? 1 : 0.1) * (1.5 - households.trust[h]!)
  into.near = k.utility_near * households.attachment[h]!
  into.zone = home >= 0 ? parcels.zone[buildings.parcel[home]!]! : -1
  return into
}

/** Time to work as money [fen a month]: 44 trips at 40 % of the hourly wage (Small & Verhoef 2007). */
export const travelCost = (city: City, seeker: Seeker, parcel: number): number =>
  (seeker.income * city.parcels.minutes[parcel * city.centres.rows + seeker.job]!) / 600

/** Whether a building stands in a walled estate. */
export const isWalled = (city: City, building: number): boolean => {
  const estate = city.parcels.estate[city.buildings.parcel[building]!]!
  return estate >= 0 && city.estates.walled[estate] === 1
}

/**
 * V of a building to a seeker, without taste and attachment to staying.
 * @param cost housing cost [fen a month]
 * @param own  1 for owning
 * @returns utility; −Infinity if too little would remain
 */
export function valueOf(city: City, seeker: Seeker, building: number, cost: number, own: number): number {
  const { buildings: b, parcels, parameters: k } = city
  const p = b.parcel[building]!
  const left = seeker.net - cost - travelCost(city, seeker, p)
  if (left < seeker.floor || left <= 0) return Number.NEGATIVE_INFINITY
  const a = k.choice_scale
  return (
    a * (1 - k.housing_share) * log(left / 100) +
    b.space[building]! -
    a * k.housing_share * LN_SIZE[seeker.size]! +
    b.worth[building * 5 + seeker.quintile]! +
    seeker.child * b.school[building]! +
    seeker.old * b.clinic[building]! +
    (seeker.gate > 0 && isWalled(city, building) ? seeker.gate : 0) +
    (own === 1 ? k.utility_own : 0) +
    (parcels.zone[p] === seeker.zone ? seeker.near : 0)
  )
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
