import { KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { countEvent } from '../city/economy.ts'
import {
  byId,
  MOVED,
  moveIn,
  moveOut,
  NEVER,
  REASON,
  RECOGNISED,
  REGISTERED,
  STAGE,
  TENURE,
} from '../city/households.ts'
import { housingCost, income, meanRent, publicRate } from '../city/housing.ts'
import type { Rules } from '../city/rules.ts'
import { createSeeker, readSeeker, valueOf } from '../city/utility.ts'
import { bits } from '../lib/random.ts'
import { inOrder } from '../lib/sort.ts'
import { CHILD_BIT } from './demography.ts'
import type { Process } from './process.ts'

/** Months in the city before one may queue. */
const RESIDENT = 24
/** Income below this share of the median opens the queue to higher quintiles. */
const LOW_INCOME = 0.6
/** How much worse than staying an offer may be and still be taken. */
const PATIENCE = 0.2
const REFUSALS = 3
/** Tenants above this quintile for so many months must leave. */
const RICH = 3
const RICH_MONTHS = 24

/** Of the lower two income fifths, or far below the middle. */
const isPoor = ({ households, economy }: City, h: number): boolean =>
  households.quintile[h]! <= 1 || households.level[h]! < LOW_INCOME * economy.medianIncome[0]!

/** Whether a household may queue for a public home. */
export function isEligible(city: City, rules: Rules, h: number): boolean {
  const { households, buildings, tick } = city
  const tenure = households.tenure[h]
  const home = households.home[h]!
  if (home >= 0 && (tenure === TENURE.owner || (tenure === TENURE.public && buildings.kind[home] !== KIND.mobile)))
    return false
  if (!isPoor(city, h)) return false
  const known = (households.flags[h]! & (REGISTERED | RECOGNISED)) !== 0
  if (!known && rules.levers.public_housing.migrants !== 1) return false
  const arrived = households.arrived[h]!
  return arrived === NEVER || households.idHigh[h]! >= CHILD_BIT || tick - arrived >= RESIDENT
}

/**
 * Mobile homes go to those without a home: the displaced first, then who has searched longest. The poor who lose theirs are
 * taken in at once, others when they have searched and found none.
 */
function letMobileHomes(city: City, homes: number[]): void {
  const { households, buildings, economy, luck, tick } = city
  const key = luck.stable('queue')
  const waiting: number[] = []
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0 || households.home[h]! >= 0) continue
    const hasSearched = households.searchStart[h]! <= tick
    if (hasSearched || (households.displacedAt[h] === tick && isPoor(city, h))) waiting.push(h)
  }
  const hash = (h: number): number => bits(key, households.idHigh[h]!, households.idLow[h]!)
  waiting.sort(
    (a, b) =>
      Math.min(1, households.displaced[b]!) - Math.min(1, households.displaced[a]!) ||
      households.homelessMonths[b]! - households.homelessMonths[a]! ||
      hash(b) - hash(a) ||
      byId(households)(a, b),
  )
  homes.sort((a, b) => buildings.key[a]! - buildings.key[b]!)
  waiting.slice(0, homes.length).forEach((h, i) => {
    countEvent(city, economy.moves, h)
    moveIn(city, h, homes[i]!, TENURE.public)
    households.searchStart[h] = NEVER
    households.homelessMonths[h] = 0
    households.lastMove[h] = tick
    households.moveReason[h] = REASON.choice
  })
}

/**
 * Everybody's place in the queue, and how long tenants have been rich.
 * @param queue   filled with who waits
 * @param leaving filled with tenants who have been rich for too long
 */
function queueUp(city: City, rules: Rules, queue: number[], leaving: number[]): void {
  const { households, tick } = city
  const { size, home, tenure, quintile, queueSince, overIncome } = households
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0) continue
    const held = home[h]! >= 0 ? tenure[h]! : -1
    // half the city owns: it need not be asked more
    if (held !== TENURE.owner && isEligible(city, rules, h)) {
      if (queueSince[h] === NEVER) queueSince[h] = tick
      queue.push(h)
    } else if (held === TENURE.public) {
      overIncome[h] = quintile[h]! > RICH ? Math.min(255, overIncome[h]! + 1) : 0
      if (overIncome[h]! >= RICH_MONTHS) leaving.push(h)
    } else queueSince[h] = NEVER
  }
}

/** Points of those who wait. */
function scorePoints(city: City, rules: Rules, queue: readonly number[], points: Float64Array): void {
  const { households, tick, luck } = city
  const { priority, rent_ratio } = rules.levers.public_housing
  const publicRent = rent_ratio * meanRent(city)
  const key = luck.stable('queue')
  const year = Math.floor(tick / 12)
  for (const h of queue) {
    const waited = tick - households.queueSince[h]!
    if (priority === 'wait') points[h] = waited
    else if (priority === 'lottery') points[h] = bits((key + year) >>> 0, households.idHigh[h]!, households.idLow[h]!)
    else {
      const burdened = housingCost(city, h, publicRent) > 0.4 * income(city, h)
      points[h] =
        waited +
        (burdened ? 12 : 0) +
        24 * households.displaced[h]! +
        (households.stage[h] === STAGE.children ? 12 : 0) -
        6 * households.quintile[h]!
    }
  }
}

/** Public homes go to the head of the queue; tenants who have grown rich leave. */
export function letPublicHomes(city: City, rules: Rules): void {
  const { households, buildings, tick, economy } = city
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const vacant: number[] = []
  const mobile: number[] = []
  for (let b = 0; b < buildings.rows; b++)
    for (let n = buildings.publicTenants[b]!; n < buildings.publicHomes[b]!; n++)
      (buildings.kind[b] === KIND.mobile ? mobile : vacant).push(b)
  if (mobile.length > 0) letMobileHomes(city, mobile)
  const queue: number[] = []
  const leaving: number[] = []
  const points = scratch(city, 'points in the queue', Float64Array, households.rows)
  queueUp(city, rules, queue, leaving)
  if (vacant.length > 0) scorePoints(city, rules, queue, points)
  const order = byId(households)
  if (vacant.length > 0 && queue.length > 0) {
    const queued = inOrder(queue.slice(), (a, b) => points[b]! - points[a]! || order(a, b))
    vacant.sort((a, b) => buildings.key[a]! - buildings.key[b]!)
    const seeker = createSeeker()
    const housed = new Set<number>()
    for (const b of vacant) {
      const cost = publicRate(city, b, publicRent) * buildings.floor[b]!
      for (let place = 0, h = queued(0); h !== undefined; h = queued(++place)) {
        if (housed.has(h)) continue
        if (households.refusals[h]! >= REFUSALS) continue
        const home = households.home[h]!
        if (home >= 0) {
          readSeeker(city, rules, h, income(city, h), seeker)
          const offered = valueOf(city, seeker, b, cost, 0)
          const staying =
            valueOf(city, seeker, home, housingCost(city, h, publicRent), 0) +
            city.parameters.attachment_utility * households.attachment[h]!
          if (offered < staying - PATIENCE) {
            households.refusals[h]!++
            continue
          }
        }
        countEvent(city, economy.moves, h)
        moveOut(city, h)
        moveIn(city, h, b, TENURE.public)
        housed.add(h)
        households.queueSince[h] = NEVER
        households.refusals[h] = 0
        households.searchStart[h] = NEVER
        households.homelessMonths[h] = 0
        households.lastMove[h] = tick
        households.moveReason[h] = REASON.choice
        break
      }
    }
    for (const h of queue)
      if (households.refusals[h]! >= REFUSALS) {
        households.refusals[h] = 0
        households.queueSince[h] = tick
      }
  }
  for (const h of leaving.sort(order)) {
    moveOut(city, h)
    households.tenure[h] = TENURE.market
    households.searchStart[h] = tick + 1
    households.moveReason[h] = REASON.choice
  }
}

export const publicHousing: Process = {
  name: 'public housing',
  writes: [
    ...MOVED,
    'households.queueSince',
    'households.refusals',
    'households.lastMove',
    'households.searchStart',
    'households.homelessMonths',
    'households.moveReason',
    'economy.moves',
  ],
  run: letPublicHomes,
}
