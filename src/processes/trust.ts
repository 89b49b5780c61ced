/**
 * Trust and the sense of gain 获得感 (model §3.20). What happened to people fades and trust returns to where it started;
 * once a year each household compares its life with a year ago, and losses weigh more than gains.
 */
import { type City, scratch } from '../city/city.ts'
import { monthOf, referenceIndex } from '../city/economy.ts'
import { classOf, SHARING, TENURE } from '../city/households.ts'
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

/** Everybody compares this year with the last. */
function compareYears(city: City, rules: Rules): void {
  const { households, buildings, parcels, economy, parameters: k, tick } = city
  const change = scratch(city, 'changes of the year', Float64Array, households.rows * PARTS)
  const sum = new Float64Array(PARTS)
  const squares = new Float64Array(PARTS)
  let count = 0
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const trust = zoneTrust(city)
  const deflator = 100 * referenceIndex(city, tick)
  const now = new Float64Array(PARTS)
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0) continue
    const b = households.home[h]!
    const left = income(city, h) * (1 - k.income_tax) - housingCost(city, h, publicRent)
    now[0] = log(Math.max(LEAST_LEFT, left / deflator / EQUIVALENT[households.size[h]!]!))
    now[1] = 0
    now[5] = 1
    if (b >= 0) {
      const p = buildings.parcel[b]!
      for (let kind = 0; kind < ACCESS_KINDS; kind++) now[1]! += parcels.access[p * ACCESS_KINDS + kind]! / ACCESS_KINDS
      now[5]! += parcels.green[p]! - 0.5 * parcels.crowding[p]! + 0.3 * safetyAt(city, trust, b)
    }
    now[2] = security(city, h)
    now[3] = households.voiceAsked[h]! > 0 ? households.voiceHonoured[h]! / households.voiceAsked[h]! : 0.5
    now[4] = (economy.encounters[classOf(households, h)]! + households.weakTies[h]!) / 2
    const isKnown = households.lastState[h * PARTS] !== 0
    for (let i = 0; i < PARTS; i++) {
      // 0 is kept for "not known"
      const state = 1 + Math.min(65_534, Math.round(now[i]! * STEPS[i]!))
      const before = households.lastState[h * PARTS + i]!
      households.lastState[h * PARTS + i] = state
      const moved = isKnown ? state - before : Number.NaN
      change[h * PARTS + i] = moved
      if (!isKnown) continue
      sum[i]! += moved
      squares[i]! += moved * moved
    }
    if (isKnown) count++
  }
  if (count === 0) return
  const sd = squares.map((s, i) => Math.sqrt(Math.max(0, s / count - (sum[i]! / count) * (sum[i]! / count))))
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0 || Number.isNaN(change[h * PARTS]!)) continue
    let felt = 0
    for (let i = 0; i < PARTS; i++) {
      if (sd[i] === 0) continue
      const z = clamp(change[h * PARTS + i]! / sd[i]!, -MOST_FELT, MOST_FELT)
      felt += WEIGHT[i]! * z * (z < 0 ? k.loss_weight : 1)
    }
    const wasDisplaced = tick - households.displacedAt[h]! < 12
    const sense = chance(SENSE * felt - (wasDisplaced ? k.displacement_felt : 0))
    households.gain[h] = k.gain_memory * households.gain[h]! + (1 - k.gain_memory) * sense
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

export const trust: Process = {
  name: 'trust and gain',
  writes: ['households.trust', 'households.gain', 'households.lastState'],
  run(city, rules) {
    const { households, tick, parameters } = city
    const { trust_start, trust_reversion } = parameters
    const { trust: level, size } = households
    const drift = SUPERVISION * rules.levers.open_data.share
    const broken = parameters.trust_change.broken_target * (rules.broken ?? 0)
    for (let h = 0; h < households.rows; h++)
      if (size[h] !== 0)
        level[h] = clamp(level[h]! + trust_reversion * (trust_start - level[h]!) + drift + broken, 0, 1)
    if (monthOf(tick) !== 11) return
    remindInsiders(city, rules)
    compareYears(city, rules)
  },
}
