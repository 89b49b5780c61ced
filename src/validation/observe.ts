/** What validation writes down of one run of the baseline, beyond the published measures. */
import { KIND } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { grossFloor } from '../city/found.ts'
import { REGISTERED, SHARING, TENURE } from '../city/households.ts'
import { USE } from '../city/parcels.ts'
import { distance, PointBins } from '../lib/geometry.ts'
import { log } from '../lib/numeric.ts'
import { bits, seedWord } from '../lib/random.ts'
import { moransI } from '../metrics/calculators/autocorrelation/morans-i.ts'
import { localMarket, NEW_QUALITY, qualityFactor, siteArea } from '../processes/siteValue.ts'
import { leastSquares } from './regression.ts'

/** Cross-section of the rent market: the drop from centre to edge, and premiums of what a home is near to. */
export interface CrossSection {
  /** ln rent at the centre less at the built edge, quality held */
  gradient: number | null
  /** ln rent of the top less the bottom quartile of green; of rail within 800 m; of one sd of schools; of walls */
  green: number | null
  rail: number | null
  school: number | null
  gate: number | null
  /** change of occupants' ln income with a year of the building's age */
  filtering: number | null
  /** drop of ln residents a hectare from centre to built edge */
  density: number | null
  /** Moran's I of parcels' rents within 300 m */
  moran: number | null
  /** slope of tenants' ln rent bill, in villages too, on their ln permanent income */
  elasticity: number | null
  /** share of households without papers that own */
  migrantOwners: number | null
}

/** A city too small to be read. */
export const nothingSeen: CrossSection = {
  gradient: null,
  green: null,
  rail: null,
  school: null,
  gate: null,
  filtering: null,
  density: null,
  moran: null,
  elasticity: null,
  migrantOwners: null,
}

export function crossSection(city: City): CrossSection {
  const { buildings, parcels, households, plan, estates } = city
  const rows: { x: number[]; rent: number }[] = []
  const income = new Float64Array(buildings.rows)
  const people = new Float64Array(buildings.rows)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    income[b]! += log(households.level[h]!)
    people[b]!++
  }
  const ages: number[][] = []
  // the gradient is that of the formal market at equal quality: villages let tiny rooms at the edge, dear by the metre
  const formal: number[][] = []
  const formalRents: number[] = []
  const incomes: number[] = []
  for (let b = 0; b < buildings.rows; b++) {
    const kind = buildings.kind[b]!
    if (buildings.dwellings[b]! === 0 || kind === KIND.public || kind === KIND.mobile) continue
    const p = buildings.parcel[b]!
    const out = distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) / plan.radius
    const near = plan.stations.some(s => distance(s.x, s.y, parcels.x[p]!, parcels.y[p]!) <= 800)
    const estate = parcels.estate[p]!
    const walled = estate >= 0 && estates.walled[estate] === 1
    if (kind === KIND.village) continue
    formal.push([Math.min(out, 1.6)])
    formalRents.push(log(buildings.rent[b]! / (0.55 + 0.5 * buildings.quality[b]!)))
    rows.push({
      x: [
        Math.min(out, 1.6),
        buildings.quality[b]!,
        parcels.green[p]!,
        buildings.school[b]! / Math.max(1e-9, city.parameters.utility_school),
        near ? 1 : 0,
        walled ? 1 : 0,
        log(buildings.floor[b]!),
      ],
      rent: log(buildings.rent[b]!),
    })
    if (people[b]! >= 10) {
      ages.push([buildings.age[b]! / 12])
      incomes.push(income[b]! / people[b]!)
    }
  }
  const none: CrossSection = { ...nothingSeen, ...peopleSection(city) }
  if (rows.length < 20) return none
  const fit = leastSquares(
    rows.map(row => row.x),
    rows.map(row => row.rent),
  )
  const filtering = ages.length > 10 ? (leastSquares(ages, incomes)?.[1] ?? null) : null
  if (fit === null) return { ...none, filtering }
  const slope = formal.length > 10 ? leastSquares(formal, formalRents)?.[1] : undefined
  const column = (i: number): number[] => rows.map(row => row.x[i]!).sort((a, b) => a - b)
  const green = column(2)
  const school = column(3)
  const mean = school.reduce((sum, v) => sum + v, 0) / school.length
  const sd = Math.sqrt(school.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / school.length)
  const top = (sorted: number[]): number => {
    const n = Math.max(1, Math.floor(sorted.length / 4))
    const part = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
    return part(sorted.slice(-n)) - part(sorted.slice(0, n))
  }
  const hasRail = plan.stations.length > 0
  return {
    ...none,
    gradient: slope === undefined ? null : -slope,
    green: fit[3]! * top(green),
    rail: hasRail ? fit[5]! : null,
    school: fit[4]! * sd,
    gate: fit[6]!,
    filtering,
  }
}

/** Where people live and what they pay: patterns that calibration has not looked at. */
function peopleSection(city: City): Pick<CrossSection, 'density' | 'moran' | 'elasticity' | 'migrantOwners'> {
  const { buildings, parcels, households, plan } = city
  const people = new Float64Array(parcels.rows)
  const incomes: number[][] = []
  const bills: number[] = []
  let migrants = 0
  let owners = 0
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    people[buildings.parcel[b]!]! += households.size[h]!
    const isOwner = households.tenure[h] === TENURE.owner
    if (!(households.flags[h]! & REGISTERED)) {
      migrants++
      if (isOwner) owners++
    }
    const isTenant = households.tenure[h] === TENURE.market || households.tenure[h] === TENURE.informal
    if (!isTenant || households.flags[h]! & SHARING) continue
    incomes.push([households.lnBase[h]!])
    bills.push(log(buildings.rent[b]! * buildings.floor[b]!))
  }
  const out: number[][] = []
  const density: number[] = []
  const rents: number[] = []
  const place: number[] = []
  for (let p = 0; p < parcels.rows; p++) {
    const b = parcels.firstBuilding[p]!
    if (people[p] === 0 || b < 0) continue
    out.push([distance(parcels.x[p]!, parcels.y[p]!, plan.centre[0], plan.centre[1]) / plan.radius])
    density.push(log((people[p]! * 10_000) / parcels.area[p]!))
    rents.push(log(buildings.rent[b]!))
    place.push(p)
  }
  const slope = (x: number[][], y: number[]): number | null =>
    x.length > 20 ? (leastSquares(x, y)?.[1] ?? null) : null
  const drop = slope(out, density)
  const bins = new PointBins(
    place.map(p => parcels.x[p]!),
    place.map(p => parcels.y[p]!),
    place.length,
    300,
  )
  const found = new Int32Array(place.length)
  const near = place.map((p, i) =>
    Array.from(found.subarray(0, bins.within(parcels.x[p]!, parcels.y[p]!, 300, found))).filter(q => q !== i),
  )
  return {
    density: drop === null ? null : -drop,
    moran: moransI(rents, near, 'row')?.i ?? null,
    elasticity: slope(incomes, bills),
    migrantOwners: migrants > 0 ? owners / migrants : null,
  }
}

/** Demolitions by zone: kept by whoever calls `note` every month. */
export class DemolitionLog {
  readonly byZone: Float64Array
  readonly #homes: Float64Array

  constructor(city: City) {
    this.byZone = new Float64Array(city.zones.rows)
    this.#homes = new Float64Array(city.parcels.rows)
    this.#read(city)
  }

  #read(city: City): Float64Array {
    const now = new Float64Array(city.parcels.rows)
    for (let b = 0; b < city.buildings.rows; b++)
      if (city.buildings.dwellings[b]! > 0) now[city.buildings.parcel[b]!]! += city.buildings.dwellings[b]!
    return now
  }

  note(city: City): void {
    if (city.economy.homesDemolished[monthOf(city.tick - 1)] === 0 && monthOf(city.tick) !== 0) return
    const now = this.#read(city)
    for (let p = 0; p < now.length; p++)
      if (now[p]! < this.#homes[p]! && city.parcels.use[p] === USE.site)
        this.byZone[city.parcels.zone[p]!]! += this.#homes[p]! - now[p]!
    this.#homes.set(now)
  }
}

/** An estate that a developer has built: what it cost and what its homes have brought. */
export interface Estate {
  homes: number
  /** land, construction and finance [fen] */
  cost: number
  /** less selling cost and tax [fen] */
  sales: number
  sold: number
}

/** Estates from the auction to the last home sold, and the rent gap of those that took built land. */
export class EstateLog {
  readonly finished: Estate[] = []
  /** share of residential land whose rent gap was smaller, of each parcel sold for redevelopment */
  readonly gapRanks: number[] = []
  readonly #costs = new Map<number, number>()
  readonly #byKey = new Map<number, Estate>()
  #stock: { key: number; homes: number; price: number }[] = []

  constructor(city: City) {
    this.before(city)
  }

  /** Before the month runs: what is being built, and what is for sale at which price. */
  before(city: City): void {
    const { projects, buildings, parameters } = city
    for (let i = 0; i < projects.rows; i++)
      if (projects.state[i] === STATE.building && projects.developer[i]! >= 0)
        this.#costs.set(
          projects.parcel[i]!,
          (projects.landPrice[i]! + projects.cost[i]!) * (1 + parameters.finance_cost),
        )
    this.#stock = []
    for (let b = 0; b < buildings.rows; b++)
      this.#stock.push({
        key: buildings.key[b]!,
        homes: buildings.developerStock[b]!,
        price: buildings.price[b]! * buildings.floor[b]!,
      })
  }

  /** After it has run. */
  after(city: City): void {
    const { projects, buildings, parameters, tick } = city
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.dwellings[b] === 0) continue
      const was = this.#stock[b]
      if (was?.key === buildings.key[b]) {
        const estate = this.#byKey.get(was.key)
        const sold = was.homes - buildings.developerStock[b]!
        if (!estate || sold <= 0) continue
        estate.sales += sold * was.price * (1 - parameters.selling_cost)
        estate.sold += sold
        continue
      }
      const cost = this.#costs.get(buildings.parcel[b]!)
      if (cost === undefined || buildings.developerStock[b] === 0) continue
      const estate = { homes: buildings.dwellings[b]!, cost, sales: 0, sold: 0 }
      this.#costs.delete(buildings.parcel[b]!)
      this.#byKey.set(buildings.key[b]!, estate)
      this.finished.push(estate)
    }
    for (let i = 0; i < projects.rows; i++)
      if (projects.state[i] === STATE.vacating && projects.stateSince[i] === tick - 1)
        this.gapRanks.push(gapRank(city, projects.parcel[i]!))
  }

  /** Margins on cost of the estates that are sold out. */
  get margins(): number[] {
    return this.finished.filter(({ homes, sold }) => sold === homes).map(({ sales, cost }) => sales / cost - 1)
  }
}

/** Potential less actual rent of a hectare of residential land [fen a month]: Smith's rent gap. */
function rentGap(city: City, p: number): number {
  const { parcels, buildings, parameters } = city
  const floor = grossFloor(city, p, siteArea(city, p)) * parameters.floor_efficiency
  let actual = 0
  for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
    actual += buildings.rent[b]! * buildings.floor[b]! * buildings.dwellings[b]!
  return (localMarket(city, p).rent * qualityFactor(NEW_QUALITY) * floor - actual) / parcels.area[p]!
}

function gapRank(city: City, taken: number): number {
  const { parcels } = city
  const own = rentGap(city, taken)
  let below = 0
  let count = 0
  for (let p = 0; p < parcels.rows; p++) {
    if (p === taken || parcels.use[p] !== USE.residential || parcels.firstBuilding[p]! < 0) continue
    count++
    if (rentGap(city, p) < own) below++
  }
  return count > 0 ? below / count : 0.5
}

/** Zones at a moment: mean income fifth (0–4) and share of the unregistered; NaN where fewer than 50 live. */
export interface ZoneState {
  rank: number[]
  migrants: number[]
}

export function zoneState({ zones, households, buildings, parcels }: City): ZoneState {
  const rank = new Array<number>(zones.rows).fill(0)
  const migrants = new Array<number>(zones.rows).fill(0)
  const count = new Array<number>(zones.rows).fill(0)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    count[z]!++
    rank[z]! += households.quintile[h]!
    if (!(households.flags[h]! & REGISTERED)) migrants[z]!++
  }
  const share = (sum: number, z: number): number => (count[z]! >= 50 ? sum / count[z]! : Number.NaN)
  return { rank: rank.map(share), migrants: migrants.map(share) }
}

/** Zones of which at least a third of the homes are lanes or work-unit blocks: the old core. */
export function oldZones({ zones, buildings, parcels }: City): boolean[] {
  const old = new Array<number>(zones.rows).fill(0)
  const all = new Array<number>(zones.rows).fill(0)
  for (let b = 0; b < buildings.rows; b++) {
    const z = parcels.zone[buildings.parcel[b]!]!
    all[z]! += buildings.dwellings[b]!
    if (buildings.kind[b] === KIND.lane || buildings.kind[b] === KIND.workUnit) old[z]! += buildings.dwellings[b]!
  }
  return old.map((homes, z) => all[z]! > 0 && homes / all[z]! >= 1 / 3)
}

/** Permutations by which a threshold is told from chance, and how seldom chance may draw as good a one. */
const PERMUTATIONS = 199
const CHANCE = 0.05

/** A zone over five years: its share of migrants, and how much more of them it has gained than zones did on average. */
interface Change {
  period: number
  share: number
  change: number
}

/** The split of zones, sorted by share, that explains most of their changes; null if growth is nowhere larger above. */
function bestSplit(points: readonly Change[]): { threshold: number; above: number; explained: number } | null {
  const n = points.length
  const least = Math.max(1, Math.ceil(0.1 * n))
  const most = Math.min(n - 1, Math.floor(0.9 * n))
  let best: ReturnType<typeof bestSplit> = null
  let sum = points.slice(least).reduce((all, { change }) => all + change, 0)
  for (let low = least; low <= most; sum -= points[low++]!.change) {
    // zones of equal shares stay together
    if (points[low - 1]!.share === points[low]!.share) continue
    const high = n - low
    const jump = sum / high + sum / low // changes add to 0, so those below add to −sum
    const explained = (jump * jump * low * high) / n
    if (jump > 0 && explained > (best?.explained ?? 0))
      best = { threshold: points[low]!.share, above: high / n, explained }
  }
  return best
}

/**
 * A threshold of the share of migrants beyond which it grows faster (Card, Mas & Rothstein 2008): the split of zones that
 * explains most of their five-year changes. The best of many splits explains something by chance, so that changes are
 * handed round among the zones of each period: a threshold is told if fewer than 5 in 100 such draws explain as much.
 * @param states zones every five years
 * @returns the share, and how much of zones lie above it; null if none is told from chance
 */
export function tippingPoint(states: readonly ZoneState[]): { threshold: number; above: number } | null {
  const points: Change[] = []
  for (let period = 1; period < states.length; period++) {
    const from = states[period - 1]!.migrants
    const changes = from.map((share, z) => states[period]!.migrants[z]! - share)
    const known = changes.filter(change => !Number.isNaN(change))
    const mean = known.reduce((sum, change) => sum + change, 0) / Math.max(1, known.length)
    changes.forEach((change, z) => {
      if (!Number.isNaN(change)) points.push({ period, share: from[z]!, change: change - mean })
    })
  }
  points.sort((a, b) => a.share - b.share)
  const best = bestSplit(points)
  if (best === null) return null
  const key = seedWord('tipping')
  let asGood = 1
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    const order = points
      .map(({ period, change }, i) => ({ period, change, at: bits(key, draw, i) }))
      .sort((a, b) => a.at - b.at)
    const handed = states.map((_, period) => order.filter(one => one.period === period))
    const drawn = points.map(point => ({ ...point, change: handed[point.period]!.pop()!.change }))
    if ((bestSplit(drawn)?.explained ?? 0) >= best.explained) asGood++
  }
  return asGood / (PERMUTATIONS + 1) < CHANCE ? { threshold: best.threshold, above: best.above } : null
}
