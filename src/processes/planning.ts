/** Public works that change the shape of the city (model §3.24): a new centre of work, rail, and mobile homes' end. */
import { addBuilding, KIND, ORIGIN, removeBuilding } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { countHouseholds } from '../city/facts.ts'
import { byId, MOVED, moveOut, REASON, TENURE } from '../city/households.ts'
import { book } from '../city/ledger.ts'
import { parcelBins } from '../city/near.ts'
import { USE } from '../city/parcels.ts'
import { isRoad } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import { userCost } from '../city/utility.ts'
import { JOBS_MOVED, MOBILE_HOME_COST, railCost } from '../city/works.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { distance } from '../lib/geometry.ts'
import { combine } from '../lib/random.ts'
import { addRow } from '../lib/table.ts'
import { RAIL_SPEED, travel } from './networks.ts'
import type { Process } from './process.ts'
import { localMarket, qualityFactor } from './siteValue.ts'
import { isPublicSite, liveSites } from './works.ts'

const RAIL_MONTHS = 24
/** Stations stand so far apart at least, and a line is extended so far at most [m]. */
const STATION = { apart: 700, reach: 1600, serves: 800 }
const WALK_SPEED = 80 // m/min
const MOBILE = { floor: 30, quality: 0.5, perHectare: 100 }
/** Months in the queue that those are given whose mobile homes are taken away: they stand at its head. */
const HEAD_OF_QUEUE = 600

/** The first month of a new centre: where it stands. Opposite the largest sub-centre, at the street corner nearest. */
function foundCentre(city: City, out: number): void {
  const { centres, plan } = city
  const row = centres.rows - 1
  const [cx, cy] = plan.centre
  let largest = -1
  for (let c = 0; c < row; c++)
    if (!centres.main[c] && (largest < 0 || centres.jobs[c]! > centres.jobs[largest]!)) largest = c
  const [dx, dy] = largest < 0 ? [-1, 0] : [cx - centres.x[largest]!, cy - centres.y[largest]!]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  const [x, y] = [cx + (dx / length) * out * plan.radius, cy + (dy / length) * out * plan.radius]
  const ends = new Uint8Array(plan.nodes.length / 2)
  for (let e = 0; e < city.edges.rows; e++)
    if (isRoad(city.edges.flags[e]!)) ends[city.edges.a[e]!] = ends[city.edges.b[e]!] = 1
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < ends.length; n++) {
    if (!ends[n]) continue
    const d = distance(x, y, plan.nodes[2 * n]!, plan.nodes[2 * n + 1]!)
    if (d < least) [least, nearest] = [d, n]
  }
  centres.x[row] = plan.nodes[2 * nearest]!
  centres.y[row] = plan.nodes[2 * nearest + 1]!
  centres.node[row] = nearest
}

/** Jobs move to the new centre until it has its share; households follow as they change jobs. */
function growCentre(city: City, rules: Rules): boolean {
  const { centres } = city
  const { jobs_share, distance: out } = rules.levers.new_centre
  const row = centres.rows - 1
  const own = centres.jobs[row]!
  const moved = Math.min(JOBS_MOVED / 12, jobs_share - own)
  if (moved <= 0) return false
  const isNew = own === 0
  if (isNew) foundCentre(city, out)
  for (let c = 0; c < row; c++) centres.jobs[c] = centres.jobs[c]! * ((1 - own - moved) / (1 - own))
  centres.jobs[row] = own + moved
  return isNew
}

/** Minutes from a parcel to the main centre by a station there. */
function railMinutes(city: City, walk: number, x: number, y: number): number {
  const { centres } = city
  const ride = distance(x, y, centres.x[0]!, centres.y[0]!) / RAIL_SPEED
  return walk + city.parameters.rail_overhead + ride
}

/** The next station: where most household minutes are saved for each km of new line; null if nowhere any are. */
export function nextStation(city: City): { parcel: number; metres: number } | null {
  const { parcels, buildings, stations, centres, plan } = city
  const bins = parcelBins(city)
  const near = scratch(city, 'near station', Int32Array, 4096)
  const homes = scratch(city, 'homes of parcels', Uint32Array, parcels.rows)
  homes.fill(0, 0, parcels.rows)
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0) homes[buildings.parcel[b]!]! += buildings.dwellings[b]!
  let best: { parcel: number; metres: number } | null = null
  let most = 0
  for (let p = 0; p < parcels.rows; p++) {
    if (homes[p] === 0) continue
    const [x, y] = [parcels.x[p]!, parcels.y[p]!]
    let metres = stations.rows === 0 ? distance(x, y, plan.centre[0], plan.centre[1]) : Number.POSITIVE_INFINITY
    for (let s = 0; s < stations.rows; s++) metres = Math.min(metres, distance(x, y, stations.x[s]!, stations.y[s]!))
    if (metres < STATION.apart || metres > STATION.reach) continue
    let saved = 0
    const count = bins.within(x, y, STATION.serves, near)
    for (let i = 0; i < count; i++) {
      const q = near[i]!
      if (homes[q] === 0) continue
      const walk = distance(x, y, parcels.x[q]!, parcels.y[q]!) / WALK_SPEED
      const gain = parcels.minutes[q * centres.rows]! - railMinutes(city, walk, x, y)
      if (gain > 0) saved += Math.round(homes[q]! * gain * 64)
    }
    const score = Math.round((saved * 1000) / metres)
    if (score > most) {
      most = score
      best = { parcel: p, metres }
    }
  }
  return best
}

/** Extends the line station by station; trains call after two years. @returns fen left */
export function extendRail(city: City, money: number): number {
  const { stations, parcels, economy, tick } = city
  const perMetre = (railCost(city) / 1000) * 100 * economy.incomeIndex[0]!
  let left = money
  for (;;) {
    const next = nextStation(city)
    const cost = next === null ? 0 : roundHalfEven(next.metres * perMetre)
    if (next === null || cost > left) return left
    book(city, 'railWorks', cost, 'rail')
    left -= cost
    const add = (x: number, y: number, node: number): void => {
      const s = addRow(stations)
      stations.x[s] = x
      stations.y[s] = y
      stations.node[s] = node
      stations.opens[s] = tick + RAIL_MONTHS
    }
    // a city without rail begins its line at the centre
    if (stations.rows === 0) add(city.centres.x[0]!, city.centres.y[0]!, city.centres.node[0]!)
    add(parcels.x[next.parcel]!, parcels.y[next.parcel]!, parcels.node[next.parcel]!)
  }
}

/** Mobile homes up to what the lever asks for, on land that waits for a buyer. @returns fen left */
export function buyMobileHomes(city: City, rules: Rules, money: number): number {
  const { parcels, luck, economy, tick, plan } = city
  const { stock_per_1000, months } = rules.levers.mobile_homes
  const each = roundHalfEven(MOBILE_HOME_COST * 100 * economy.incomeIndex[0]!)
  let standing = 0
  for (let b = 0; b < city.buildings.rows; b++)
    if (city.buildings.kind[b] === KIND.mobile) standing += city.buildings.dwellings[b]!
  let wanted = Math.min(
    Math.floor((stock_per_1000 * countHouseholds(city)) / 1000) - standing,
    Math.floor(money / each),
  )
  let left = money
  if (wanted <= 0) return left
  const key = combine(luck.stable('land'), 17)
  const live = liveSites(city)
  const sites: number[] = []
  for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.vacant && isPublicSite(city, p, live)) sites.push(p)
  sites.sort((a, b) => combine(key, a) - combine(key, b) || a - b)
  for (const p of sites) {
    const homes = Math.min(wanted, Math.floor((MOBILE.perHectare * parcels.area[p]! * plan.siteShare) / 10_000))
    if (homes <= 0) continue
    book(city, 'mobileHomes', homes * each, 'mobile_homes')
    left -= homes * each
    wanted -= homes
    const market = localMarket(city, p)
    const b = addBuilding(city, p, homes)
    const { buildings } = city
    buildings.kind[b] = KIND.mobile
    buildings.origin[b] = ORIGIN.mobile
    buildings.publicHomes[b] = homes
    buildings.floor[b] = MOBILE.floor
    buildings.quality[b] = MOBILE.quality
    buildings.peer[b] = 2
    buildings.rent[b] = market.rent * qualityFactor(MOBILE.quality)
    buildings.price[b] = (12 * buildings.rent[b]!) / userCost(city, market.growth)
    buildings.growthExpected[b] = market.growth
    buildings.stockSince[b] = tick
    buildings.standsUntil[b] = tick + months
    economy.builtTotal[0]! += homes
    if (wanted <= 0) break
  }
  return left
}

/** Mobile homes whose months are over are taken away; who lives there goes to the head of the queue. */
function removeMobileHomes(city: City): void {
  const { buildings, households, economy, tick } = city
  const over = new Set<number>()
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0 && buildings.standsUntil[b]! <= tick) over.add(b)
  if (over.size === 0) return
  const leaving: number[] = []
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0 && over.has(households.home[h]!)) leaving.push(h)
  for (const h of leaving.sort(byId(households))) {
    moveOut(city, h)
    households.tenure[h] = TENURE.market
    households.queueSince[h] = tick - HEAD_OF_QUEUE
    households.searchStart[h] = tick
    households.homelessMonths[h] = 0
    households.moveReason[h] = REASON.choice
  }
  for (const b of [...over].sort((a, c) => buildings.key[a]! - buildings.key[c]!)) {
    economy.demolishedTotal[0]! += buildings.dwellings[b]!
    removeBuilding(city, b)
  }
}

/** A new centre grows, lines open, mobile homes go. */
export const planning: Process = {
  name: 'planning',
  writes: [
    ...MOVED,
    'centres.jobs',
    'centres.x',
    'centres.y',
    'centres.node',
    'parcels.minutes',
    'parcels.firstBuilding',
    'buildings.*',
    'households.queueSince',
    'households.searchStart',
    'households.homelessMonths',
    'households.moveReason',
    'economy.demolishedTotal',
  ],
  run(city, rules) {
    const { stations, tick } = city
    let isReached = growCentre(city, rules)
    for (let s = 0; s < stations.rows; s++) if (stations.opens[s] === tick) isReached = true
    if (isReached) {
      city.derived.delete('near rail')
      travel(city)
    }
    removeMobileHomes(city)
  },
}
