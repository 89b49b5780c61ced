import { type City, scratch } from '../city/city.ts'
import { isSchoolAge, STAGE } from '../city/households.ts'
import { parcelsNear } from '../city/near.ts'
import { ACCESS_KINDS, SCHOOL_CHOICES, SERVES, SETTING_VIEW, UNSEATED_QUALITY } from '../city/parcels.ts'
import { UNITS_PER_MINUTE, WALK_LIMIT } from '../city/plan.ts'
import { clamp, exp } from '../lib/numeric.ts'
import { isAccessDue, reachOf } from './networks.ts'
import type { Process } from './process.ts'

/** Capacity [persons, seats] and distance decay μ [min] by kind of access: school, clinic, park, market, culture. */
export const CAPACITY: readonly number[] = [1200, 12_000, 4000, 8000, 10_000]
export const DECAY_MINUTES = [9, 11, 7, 6, 8]

/** exp(−minutes/μ) by kind and walking unit. */
export const ACCESS_DECAY = DECAY_MINUTES.map(mu =>
  Float64Array.from({ length: WALK_LIMIT + 1 }, (_, units) => exp(-units / UNITS_PER_MINUTE / mu)),
)

/** Heads in need by parcel and kind of access: school-age households, persons (the old twice) for clinics, persons. */
export function demand(city: City): Float64Array {
  const { households, buildings, parcels } = city
  const need = scratch(city, 'need', Float64Array, parcels.rows * 3)
  need.fill(0)
  for (let h = 0; h < households.rows; h++) {
    const size = households.size[h]!
    const home = households.home[h]!
    if (size === 0 || home < 0) continue
    const at = buildings.parcel[home]! * 3
    const stage = households.stage[h]!
    if (isSchoolAge(stage, households.stageClock[h]!)) need[at]!++
    need[at + 1]! += stage === STAGE.old ? 2 * size : size
    need[at + 2]! += size
  }
  return need
}

/** Which need a kind of access meets: column of `demand`. */
export const NEED_OF = [0, 1, 2, 2, 2]
/** Needs for a market that full mix meets. */
const SHOPS = 0.2

/**
 * Access by the enhanced two-step floating catchment (Luo & Qi 2009): E = Σ q·R·decay, R = C/Σ need·decay, in needs met.
 * Sums run over facilities in row order and parcels in walking order, both stable.
 */
export function computeAccess(city: City): void {
  const { parcels, facilities } = city
  const reach = reachOf(city)
  const need = demand(city)
  const { needs, access, walk } = parcels
  needs.fill(0, 0, parcels.rows * ACCESS_KINDS)
  walk.fill(WALK_LIMIT, 0, parcels.rows * ACCESS_KINDS)
  for (let f = 0; f < facilities.rows; f++) {
    const kind = SERVES[facilities.kind[f]!]!
    if (kind < 0 || facilities.capacity[f] === 0) continue
    const decay = ACCESS_DECAY[kind]!
    const which = NEED_OF[kind]!
    const { parcel, units } = reach[f]!
    let demanded = 0
    for (let i = 0; i < parcel.length; i++) demanded += need[parcel[i]! * 3 + which]! * decay[units[i]!]!
    const ratio = demanded > 0 ? (facilities.quality[f]! * facilities.capacity[f]!) / demanded : 0
    for (let i = 0; i < parcel.length; i++) {
      const at = parcel[i]! * ACCESS_KINDS + kind
      needs[at]! += ratio * decay[units[i]!]!
      if (units[i]! < walk[at]!) walk[at] = units[i]!
    }
  }
  // shops on the ground floor serve those who live above them
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.shopMix[p]! > 0) needs[p * ACCESS_KINDS + 3]! += SHOPS * parcels.shopMix[p]!
  for (let i = 0; i < parcels.rows * ACCESS_KINDS; i++) access[i] = 1 - exp(-needs[i]!)
}

/** Mean green cover within 300 m of each parcel, weighted by land. */
function canopyAround(city: City): Float64Array {
  const { parcels } = city
  const near = parcelsNear(city)
  const mean = scratch(city, 'canopy around', Float64Array, parcels.rows)
  for (let p = 0; p < parcels.rows; p++) {
    let green = 0
    let land = 0
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) {
      const q = near.items[i]!
      green += parcels.canopy[q]! * parcels.area[q]!
      land += parcels.area[q]!
    }
    mean[p] = land > 0 ? green / land : 0
  }
  return mean
}

/** G of model §3.3: parks in reach, green cover around, water or hill in view, less pollution. */
function computeGreen(city: City): void {
  const { parcels } = city
  const canopy = canopyAround(city)
  for (let p = 0; p < parcels.rows; p++) {
    const park = parcels.access[p * ACCESS_KINDS + 2]!
    const view = parcels.setting[p]! & SETTING_VIEW ? 0.2 : 0
    parcels.green[p] = clamp(0.45 * park + 0.35 * canopy[p]! + view - 0.5 * parcels.pollution[p]!, 0, 1)
  }
}

/** Schools a home is judged by. */
const JUDGED = 3
const SCHOOL = 0

/** The schools each parcel's families apply to, by quality over distance, and what a home there is judged by. */
function rankSchools(city: City): void {
  const { parcels, facilities } = city
  const reach = reachOf(city)
  const { schools, schoolWalk } = parcels
  const worth = scratch(city, 'worth of schools', Float64Array, parcels.rows * SCHOOL_CHOICES)
  schools.fill(-1, 0, parcels.rows * SCHOOL_CHOICES)
  for (let f = 0; f < facilities.rows; f++) {
    if (facilities.kind[f] !== SCHOOL || facilities.capacity[f] === 0) continue
    const { parcel, units } = reach[f]!
    for (let i = 0; i < parcel.length; i++) {
      const base = parcel[i]! * SCHOOL_CHOICES
      const value = facilities.quality[f]! * ACCESS_DECAY[SCHOOL]![units[i]!]!
      let at = SCHOOL_CHOICES
      while (at > 0 && (schools[base + at - 1]! < 0 || worth[base + at - 1]! < value)) at--
      if (at === SCHOOL_CHOICES) continue
      for (let k = SCHOOL_CHOICES - 1; k > at; k--) {
        schools[base + k] = schools[base + k - 1]!
        schoolWalk[base + k] = schoolWalk[base + k - 1]!
        worth[base + k] = worth[base + k - 1]!
      }
      schools[base + at] = f
      schoolWalk[base + at] = units[i]!
      worth[base + at] = value
    }
  }
  for (let p = 0; p < parcels.rows; p++) {
    let sum = 0
    let count = 0
    for (; count < JUDGED && schools[p * SCHOOL_CHOICES + count]! >= 0; count++)
      sum += facilities.quality[schools[p * SCHOOL_CHOICES + count]!]!
    parcels.schoolQuality[p] = count > 0 ? sum / count : UNSEATED_QUALITY
  }
}

/** Access, green and schools of every parcel, computed afresh. */
export function refreshAmenities(city: City): void {
  computeAccess(city)
  computeGreen(city)
  rankSchools(city)
}

/** What each parcel can reach. */
export const amenities: Process = {
  name: 'amenities',
  writes: [
    'parcels.access',
    'parcels.needs',
    'parcels.walk',
    'parcels.green',
    'parcels.schools',
    'parcels.schoolWalk',
    'parcels.schoolQuality',
  ],
  run(city) {
    if (!isAccessDue(city)) return
    city.changes = 0
    refreshAmenities(city)
  },
}
