/**
 * Trust and the sense of gain 获得感 (model §3.20). What happened to people fades and trust returns to where it started;
 * once a year each household compares its life with a year ago, and losses weigh more than gains.
 */
import { type City, scratch } from '../city/city.ts'
import { monthOf, referenceIndex } from '../city/economy.ts'
import { classOf, type Households, SHARING, TENURE } from '../city/households.ts'
import { EQUIVALENT, housingCost, income, meanRent } from '../city/housing.ts'
import { ACCESS_KINDS } from '../city/parcels.ts'
import { chance, safetyAt, zoneTrust } from '../city/participation.ts'
import type { Rules } from '../city/rules.ts'
import { clamp, log } from '../lib/numeric.ts'
import type { Process } from './process.ts'
import { moveTrust } from './vote.ts'

/** Parts of life that are compared, and their weight in the sense of gain. */
const PARTS = 6
const WEIGHT = [0.3, 0.15, 0.2, 0.15, 0.1, 0.1] as const
/** Steps by which each part is remembered: ln yuan, then shares. */
const STEPS = [4000, 60_000, 60_000, 60_000, 60_000, 25_000] as const
/** Least money left that is told apart [yuan]. */
const LEAST_LEFT = 100
/** A change of more than so many standard deviations feels like that many. */
const MOST_FELT = 3
/** How strongly the weighted change moves the sense of gain [logit a standard deviation]. */
const SENSE = 0.5
const SECURITY = { owner: 1, public: 0.8, market: 0.5, informal: 0.2, none: 0 }
/** Trust that seeing land deals builds [1/month]. */
const SUPERVISION = 0.001

/** How secure a home is, 0 … 1. */
function security({ households }: City, h: number): number {
  if (households.home[h]! < 0 || households.flags[h]! & SHARING) return SECURITY.none
  switch (households.tenure[h]) {
    case TENURE.owner:
      return SECURITY.owner
    case TENURE.public:
      return SECURITY.public
    case TENURE.informal:
      return SECURITY.informal
    default:
      return SECURITY.market
  }
}

/** What places give this year to those who live there, by building: access, and environment. */
interface Surroundings {
  access: Float64Array
  environment: Float64Array
}

function surroundings(city: City): Surroundings {
  const { buildings, parcels } = city
  const trust = zoneTrust(city)
  const access = scratch(city, 'access at home', Float64Array, buildings.rows)
  const environment = scratch(city, 'environment at home', Float64Array, buildings.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const p = buildings.parcel[b]!
    if (p < 0) continue
    access[b] = 0
    for (let kind = 0; kind < ACCESS_KINDS; kind++)
      access[b]! += parcels.access[p * ACCESS_KINDS + kind]! / ACCESS_KINDS
    environment[b] = 1 + (parcels.green[p]! - 0.5 * parcels.crowding[p]! + 0.3 * safetyAt(city, trust, b))
  }
  return { access, environment }
}

/** Changes of the year by household and part, and over all who remember last year their sums, squares and number. */
interface Changes {
  readonly moved: Float64Array
  readonly sum: Float64Array
  readonly squares: Float64Array
  count: number
}

/** Everybody compares this year with the last. */
function compareYears(city: City, rules: Rules): void {
  const changes: Changes = {
    moved: scratch(city, 'changes of the year', Float64Array, city.households.rows * PARTS),
    sum: new Float64Array(PARTS),
    squares: new Float64Array(PARTS),
    count: 0,
  }
  lookBack(city, rules, changes)
  if (changes.count > 0) feel(city, changes)
}

/** Notes how everybody lives now, and what has moved since last year. */
function lookBack(city: City, rules: Rules, changes: Changes): void {
  const { households, economy, parameters: k, tick } = city
  const { moved: change, sum, squares } = changes
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const { access, environment } = surroundings(city)
  const deflator = 100 * referenceIndex(city, tick)
  const now = new Float64Array(PARTS)
  const { size, home, voiceAsked, voiceHonoured, weakTies, lastState } = households
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0) continue
    const b = home[h]!
    const left = income(city, h) * (1 - k.income_tax) - housingCost(city, h, publicRent)
    now[0] = log(Math.max(LEAST_LEFT, left / deflator / EQUIVALENT[size[h]!]!))
    now[1] = b >= 0 ? access[b]! : 0
    now[2] = security(city, h)
    now[3] = voiceAsked[h]! > 0 ? voiceHonoured[h]! / voiceAsked[h]! : 0.5
    now[4] = (economy.encounters[classOf(households, h)]! + weakTies[h]!) / 2
    now[5] = b >= 0 ? environment[b]! : 1
    const isKnown = lastState[h * PARTS] !== 0
    for (let i = 0; i < PARTS; i++) {
      // 0 is kept for "not known"
      const state = 1 + Math.min(65_534, Math.round(now[i]! * STEPS[i]!))
      const moved = state - lastState[h * PARTS + i]!
      lastState[h * PARTS + i] = state
      change[h * PARTS + i] = isKnown ? moved : Number.NaN
      if (!isKnown) continue
      sum[i]! += moved
      squares[i]! += moved * moved
    }
    if (isKnown) changes.count++
  }
}

/** The sense of gain follows the weighted changes. */
function feel(city: City, { moved, sum, squares, count }: Changes): void {
  const { households, parameters: k, tick } = city
  const { size, displacedAt, gain } = households
  const { loss_weight, displacement_felt, gain_memory } = k
  const sd = squares.map((s, i) => Math.sqrt(Math.max(0, s / count - (sum[i]! / count) * (sum[i]! / count))))
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0 || Number.isNaN(moved[h * PARTS]!)) continue
    let felt = 0
    for (let i = 0; i < PARTS; i++) {
      if (sd[i] === 0) continue
      const z = Math.min(MOST_FELT, Math.max(-MOST_FELT, moved[h * PARTS + i]! / sd[i]!))
      // what is lost weighs more
      felt += WEIGHT[i]! * (Math.max(0, z) + loss_weight * Math.min(0, z))
    }
    const wasDisplaced = tick - displacedAt[h]! < 12
    const sense = chance(SENSE * felt - (wasDisplaced ? displacement_felt : 0))
    gain[h] = gain_memory * gain[h]! + (1 - gain_memory) * sense
  }
}

/** Once a year those inside opened estates are reminded, unless they were paid. */
function remindInsiders(city: City, rules: Rules): void {
  const { households, buildings, parcels, estates, parameters } = city
  if (rules.levers.open_walls.compensate > 0) return
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const estate = parcels.estate[buildings.parcel[b]!]!
    if (estate >= 0 && estates.openedAt[estate]! > -32768) moveTrust(city, h, parameters.trust_change.opened)
  }
}

/** Trust returns toward where it started. */
function revert({ size, trust, rows }: Households, start: number, rate: number, drift: number, broken: number): void {
  for (let h = 0; h < rows; h++)
    if (size[h] !== 0) trust[h] = clamp(trust[h]! + rate * (start - trust[h]!) + drift + broken, 0, 1)
}

export const trust: Process = {
  name: 'trust and gain',
  writes: ['households.trust', 'households.gain', 'households.lastState'],
  run(city, rules) {
    const { households, tick, parameters } = city
    const { trust_start, trust_reversion } = parameters
    const drift = SUPERVISION * rules.levers.open_data.share
    const broken = parameters.trust_change.broken_target * (rules.broken ?? 0)
    revert(households, trust_start, trust_reversion, drift, broken)
    if (monthOf(tick) !== 11) return
    remindInsiders(city, rules)
    compareYears(city, rules)
  },
}
