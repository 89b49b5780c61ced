/** Initialisation: a plan, parameters and luck make a City whose households still look for homes. */

import { distance, PointBins, perimeter } from '../lib/geometry.ts'
import { exp, log, normalQuantile, pow } from '../lib/numeric.ts'
import { bits, combine, type Luck, normal, unit } from '../lib/random.ts'
import { addRow } from '../lib/table.ts'
import { addBuilding, ORIGIN } from './buildings.ts'
import { type City, createCity } from './city.ts'
import { PROJECT, STATE } from './developers.ts'
import { addHousehold, REGISTERED, STAGE } from './households.ts'
import { buildingCost } from './housing.ts'
import { ACCOUNT } from './ledger.ts'
import { AT_REST, leverDeclarations } from './levers.ts'
import type { Parameters } from './parameters.ts'
import { OWNER, SETTING_CORE, SETTING_MAIN_STREET, SETTING_VIEW, USE } from './parcels.ts'
import { massReach } from './participation.ts'
import { buildingKinds, facilityKinds, type Plan, type PlanParcel, type PlanStock, parcelUses } from './plan.ts'

/** Typical stock by kind: floor m², quality, age in months (0 = none of the kind). */
const TYPICAL = {
  lane: [32, 0.4, 700],
  'work-unit': [60, 0.55, 400],
  gated: [95, 0.85, 120],
  open: [85, 0.7, 180],
  village: [24, 0.35, 240],
  public: [50, 0.6, 120],
  mobile: [30, 0.5, 12],
} as const

const SQUARE_CAPACITY = 1500

/** Rooms a village block has, of the homes a mean block has: villages are built without a plan. */
const VILLAGE_HOMES = 1.35
/** Homes for each household at the start: vacancy is natural then. */
const HOMES_PER_HOUSEHOLD = 1 / 0.935

/** Stationary shares of the stages, and their lengths in months: mean and half-width. */
export const STAGE_SHARE = [0.11, 0.32, 0.28, 0.28] as const
export const STAGE_MONTHS = [
  [72, 24],
  [204, 36],
  [180, 24],
  [180, 48],
] as const

/** Purposes within the synthesis stream. */
const DRAW = {
  income: 1,
  stage: 2,
  clock: 3,
  size: 4,
  skill: 5,
  job: 6,
  savings: 7,
  migrant: 8,
  attachment: 9,
  shock: 10,
  age: 11,
  schedule: 12,
  developer: 13,
  lived: 14,
  culture: 15,
  square: 16,
}

/** Length of a stage, uniform round its mean. */
export function stageLength(stage: number, u: number): number {
  const [mean, half] = STAGE_MONTHS[stage]!
  return Math.floor(mean - half + u * (2 * half + 1))
}

/** Persons of a household in a stage. */
export const sizeOf = (stage: number, u: number): number =>
  stage === STAGE.children ? (u < 0.5 ? 3 : 4) : stage === STAGE.emptyNest ? 2 : u < 0.5 ? 1 : 2

/** Job centre by share of jobs. */
export function drawJob(city: City, u: number): number {
  let rest = u
  for (let c = 0; c < city.centres.rows; c++) if ((rest -= city.centres.jobs[c]!) < 0) return c
  return 0
}

/** ln of permanent income at rank u of registered or migrant households [ln yuan]. */
export function incomeQuantile(parameters: Parameters, registered: boolean, u: number): number {
  const { income } = parameters
  const median = registered ? income.local_median : income.migrant_median
  const sd = registered ? income.local_sd : income.migrant_sd
  const x = log(median) + sd * normalQuantile(Math.min(0.9999, Math.max(0.0001, u)))
  return Math.max(log(income.floor), x)
}

/** Stationary sd of the income shock. */
export const shockSd = ({ income_shock: { persistence, sd } }: Parameters): number =>
  sd / Math.sqrt(1 - persistence * persistence)

/**
 * Founds a city on a plan.
 * @param plan       the place
 * @param parameters checked parameters
 * @param luck       the run's luck
 * @param years      length of the run, for tables whose size must not hang on what happens in it
 */
export function foundCity(plan: Plan, parameters: Parameters, luck: Luck, years: number): City {
  const H = plan.households
  const city = createCity(plan, parameters, luck, years, {
    parcels: plan.parcels.length,
    edges: plan.edges.a.length,
    households: Math.ceil(H * 1.15),
    buildings: plan.parcels.length,
    facilities: Math.ceil(plan.facilities.length * 1.2) + 16,
  })
  layOut(city)
  divide(city)
  addCulture(city)
  addSquares(city)
  findMeetingPlaces(city)
  build(city)
  people(city)
  builders(city)
  return city
}

function layOut(city: City): void {
  const { plan, parcels, edges, estates, villages, facilities, centres, stations, economy, luck } = city
  addRow(economy)
  addRow(city.civics)
  const street = luck.stable('synthesis')
  for (const parcel of plan.parcels) {
    const p = addRow(parcels)
    parcels.x[p] = parcel.x
    parcels.y[p] = parcel.y
    parcels.area[p] = parcel.area
    parcels.node[p] = parcel.node
    parcels.door[p] = Math.min(parcel.door, 65535)
    parcels.village[p] = parcel.village ?? -1
    parcels.setting[p] =
      (parcel.core ? SETTING_CORE : 0) +
      (parcel.mainStreet ? SETTING_MAIN_STREET : 0) +
      (parcel.view ? SETTING_VIEW : 0)
    parcels.use[p] = parcelUses.indexOf(parcel.use)
    parcels.owner[p] =
      parcel.use === 'farmland' || parcel.village !== undefined
        ? OWNER.collective
        : parcel.use === 'residential'
          ? OWNER.leased
          : OWNER.state
    parcels.farMax[p] = plannedRatio(city, p)
    parcels.heritage[p] = parcel.heritage ?? 0
    parcels.canopy[p] = parcels.canopyTarget[p] = parcel.canopy ?? 0.1
    const isShopping = parcels.use[p] === USE.commercial
    parcels.frontage[p] = perimeter(parcel.outline) * (isShopping ? 0.4 : parcel.core ? 0.25 : 0.15)
    if (isShopping) openShops(city, p)
    parcels.pollution[p] = parcel.pollution ?? 0
    parcels.estate[p] = parcel.estate ?? -1
    const out = Math.sqrt(
      (parcel.x - plan.centre[0]) * (parcel.x - plan.centre[0]) +
        (parcel.y - plan.centre[1]) * (parcel.y - plan.centre[1]),
    )
    const u = unit(bits(street, DRAW.schedule, p))
    parcels.street[p] = Math.min(1, Math.max(0, 0.6 - (0.3 * out) / plan.radius + 0.2 * (u - 0.5)))
  }
  giveFarmlandToVillages(city)
  for (const estate of plan.estates) {
    const e = addRow(estates)
    estates.walled[e] = estate.walled ? 1 : 0
    estates.privateGreen[e] = estate.privateGreen ? 1 : 0
  }
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.use[p] === USE.institution && parcels.estate[p]! >= 0) estates.institution[parcels.estate[p]!] = 1
  for (let v = 0; v < plan.villages; v++) addRow(villages)
  for (const facility of plan.facilities) {
    const f = addRow(facilities)
    facilities.kind[f] = facilityKinds.indexOf(facility.kind)
    facilities.parcel[f] = facility.parcel
    facilities.capacity[f] = facility.capacity ?? 0
    facilities.quality[f] = facility.quality ?? -1
    facilities.open[f] = facility.open ? 1 : 0
    if (!facility.open) facilities.estate[f] = parcels.estate[facility.parcel]!
    facilities.away[f] = facility.away ?? 0
  }
  for (const centre of plan.centres) {
    const c = addRow(centres)
    centres.x[c] = centre.x
    centres.y[c] = centre.y
    centres.node[c] = centre.node
    centres.jobs[c] = centre.jobs
    centres.outside[c] = centre.outside ?? 0
    centres.main[c] = centre.main ? 1 : 0
  }
  // the place of a centre that may be founded later
  addRow(centres)
  for (const station of plan.stations) {
    const s = addRow(stations)
    stations.x[s] = station.x
    stations.y[s] = station.y
    stations.node[s] = station.node
  }
  const { a, b, units, estate, flags } = plan.edges
  for (let e = 0; e < a.length; e++) {
    addRow(edges)
    edges.a[e] = a[e]!
    edges.b[e] = b[e]!
    edges.units[e] = units[e]!
    edges.estate[e] = estate[e]!
    edges.flags[e] = flags[e]!
  }
}

/** Farmland belongs to the village nearest, within 4 km: what is paid for it goes there. */
function giveFarmlandToVillages({ parcels }: City): void {
  const members: number[] = []
  for (let p = 0; p < parcels.rows; p++) if (parcels.village[p]! >= 0) members.push(p)
  if (members.length === 0) return
  const x = Float64Array.from(members, p => parcels.x[p]!)
  const y = Float64Array.from(members, p => parcels.y[p]!)
  const bins = new PointBins(x, y, members.length, 500)
  const near = new Int32Array(members.length)
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.use[p] !== USE.farmland || parcels.village[p]! >= 0) continue
    for (const reach of [500, 1000, 2000, 4000]) {
      const count = bins.within(parcels.x[p]!, parcels.y[p]!, reach, near)
      let best = -1
      let least = Number.POSITIVE_INFINITY
      for (let i = 0; i < count; i++) {
        const q = members[near[i]!]!
        const d = distance(parcels.x[p]!, parcels.y[p]!, parcels.x[q]!, parcels.y[q]!)
        if (d < least || (d === least && q < best)) [least, best] = [d, q]
      }
      if (best < 0) continue
      parcels.village[p] = parcels.village[best]!
      break
    }
  }
}

/** Zones and districts: built parcels split in two along the longer axis until there are enough; the rest join the nearest. */
function divide(city: City): void {
  const { parcels, zones, districts, plan } = city
  const built: number[] = []
  const weight = new Float64Array(parcels.rows)
  plan.parcels.forEach((parcel, p) => {
    if (parcel.use === 'farmland' || parcel.use === 'water' || parcel.use === 'nature') return
    built.push(p)
    for (const stock of parcel.stock ?? []) weight[p]! += stock.dwellings ?? shareOf(parcel, stock) * 71
    weight[p]! += 1e-3
  })
  const count = Math.max(1, Math.round(plan.households / plan.zoneHouseholds))
  const assign = (column: Uint16Array, parts: number): void => {
    let made = 0
    const part = (members: number[], into: number): void => {
      if (into <= 1 || members.length <= 1) {
        for (const p of members) column[p] = made
        made++
        return
      }
      let [x0, x1, y0, y1] = [
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ]
      for (const p of members) {
        x0 = Math.min(x0, parcels.x[p]!)
        x1 = Math.max(x1, parcels.x[p]!)
        y0 = Math.min(y0, parcels.y[p]!)
        y1 = Math.max(y1, parcels.y[p]!)
      }
      const along = x1 - x0 >= y1 - y0 ? parcels.x : parcels.y
      const sorted = members.slice().sort((a, b) => along[a]! - along[b]! || a - b)
      const left = Math.floor(into / 2)
      const total = sorted.reduce((sum, p) => sum + weight[p]!, 0)
      let at = 0
      let sum = 0
      while (at < sorted.length - 1 && sum + weight[sorted[at]!]! / 2 < (total * left) / into)
        sum += weight[sorted[at++]!]!
      at = Math.max(1, at)
      part(sorted.slice(0, at), left)
      part(sorted.slice(at), into - left)
    }
    part(built, parts)
  }
  assign(parcels.zone, count)
  const zoneCount = built.reduce((most, p) => Math.max(most, parcels.zone[p]! + 1), 0)
  for (let z = 0; z < zoneCount; z++) addRow(zones)
  assign(parcels.district, Math.min(plan.districts, zoneCount))
  const reach = massReach(AT_REST.co_governance.coordination)
  for (const p of built)
    while (districts.rows <= parcels.district[p]!) districts.massOrganisation[addRow(districts)] = reach
  // unbuilt land joins the nearest built parcel, found in widening rings of bins
  const isBuilt = new Uint8Array(parcels.rows)
  for (const p of built) isBuilt[p] = 1
  const bins = new Map<number, number[]>()
  const bin = (x: number, y: number): number => (Math.floor(y / 500) + 5000) * 10_000 + Math.floor(x / 500) + 5000
  for (const p of built) {
    const at = bin(parcels.x[p]!, parcels.y[p]!)
    const list = bins.get(at)
    if (list) list.push(p)
    else bins.set(at, [p])
  }
  for (let p = 0; p < parcels.rows; p++) {
    if (isBuilt[p]) continue
    let nearest = built[0]!
    let least = Number.POSITIVE_INFINITY
    for (let ring = 0; ring < 200 && (ring - 1) * 500 <= Math.sqrt(least); ring++)
      for (let dy = -ring; dy <= ring; dy++)
        for (let dx = -ring; dx <= ring; dx += Math.abs(dy) === ring ? 1 : Math.max(1, 2 * ring)) {
          for (const q of bins.get(bin(parcels.x[p]! + dx * 500, parcels.y[p]! + dy * 500)) ?? []) {
            const ex = parcels.x[q]! - parcels.x[p]!
            const ey = parcels.y[q]! - parcels.y[p]!
            const d = ex * ex + ey * ey
            if (d < least || (d === least && q < nearest)) {
              least = d
              nearest = q
            }
          }
        }
    parcels.zone[p] = parcels.zone[nearest]!
    parcels.district[p] = parcels.district[nearest]!
  }
}

/** One place of culture a district, on a workplace parcel drawn by hash, unless the plan knows its own. */
function addCulture(city: City): void {
  const { plan, parcels, facilities, luck } = city
  if (plan.source !== 'synthetic') return
  const key = luck.stable('synthesis')
  const site = new Map<number, { p: number; hash: number }>()
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.use[p] !== USE.employment && parcels.use[p] !== USE.commercial) continue
    const hash = bits(key, DRAW.culture, p)
    const best = site.get(parcels.district[p]!)
    if (!best || hash < best.hash) site.set(parcels.district[p]!, { p, hash })
  }
  for (const [, { p }] of [...site].sort(([a], [b]) => a - b)) {
    const f = addRow(facilities)
    facilities.kind[f] = facilityKinds.indexOf('culture')
    facilities.parcel[f] = p
    facilities.quality[f] = -1
    facilities.open[f] = 1
  }
}

/** Shops of a shopping street: ten a hectare, in the core four of ten time-honoured. */
function openShops(city: City, p: number): void {
  const { parcels, economy } = city
  const shops = Math.min(255, Math.round((10 * parcels.area[p]!) / 10_000))
  parcels.shops[p] = shops
  parcels.oldShops[p] = parcels.setting[p]! & SETTING_CORE ? Math.round(0.4 * shops) : 0
  economy.oldShopsAtStart[0]! += parcels.oldShops[p]!
}

/** A square in every district that has none, on a parcel drawn by hash: before shops, else workplaces, else anything built. */
function addSquares(city: City): void {
  const { parcels, facilities, luck } = city
  const key = luck.stable('synthesis')
  const square = facilityKinds.indexOf('square')
  const has = new Set<number>()
  for (let f = 0; f < facilities.rows; f++)
    if (facilities.kind[f] === square) {
      has.add(parcels.district[facilities.parcel[f]!]!)
      if (facilities.capacity[f] === 0) facilities.capacity[f] = SQUARE_CAPACITY
    }
  const site = new Map<number, { p: number; order: number }>()
  for (let p = 0; p < parcels.rows; p++) {
    const use = parcels.use[p]
    const suits = use === USE.commercial ? 0 : use === USE.employment ? 1 : use === USE.residential ? 2 : 3
    if (suits === 3 || parcels.estate[p]! >= 0 || has.has(parcels.district[p]!)) continue
    const order = suits + unit(bits(key, DRAW.square, p))
    const best = site.get(parcels.district[p]!)
    if (!best || order < best.order) site.set(parcels.district[p]!, { p, order })
  }
  for (const [, { p }] of [...site].sort(([a], [b]) => a - b)) {
    const f = addRow(facilities)
    facilities.kind[f] = square
    facilities.parcel[f] = p
    facilities.capacity[f] = SQUARE_CAPACITY
    facilities.quality[f] = -1
    facilities.open[f] = 1
  }
}

/** A zone's own activities take place on the open built parcel nearest to the middle of its built land. */
function findMeetingPlaces(city: City): void {
  const { parcels, zones, parameters } = city
  const x = new Float64Array(zones.rows)
  const y = new Float64Array(zones.rows)
  const count = new Float64Array(zones.rows)
  const isBuilt = (p: number): boolean => {
    const use = parcels.use[p]
    return use !== USE.farmland && use !== USE.water && use !== USE.nature
  }
  for (let p = 0; p < parcels.rows; p++) {
    if (!isBuilt(p)) continue
    x[parcels.zone[p]!]! += parcels.x[p]!
    y[parcels.zone[p]!]! += parcels.y[p]!
    count[parcels.zone[p]!]!++
  }
  const nearest = new Float64Array(zones.rows).fill(Number.POSITIVE_INFINITY)
  for (let p = 0; p < parcels.rows; p++) {
    if (!isBuilt(p)) continue
    const z = parcels.zone[p]!
    const dx = parcels.x[p]! - x[z]! / count[z]!
    const dy = parcels.y[p]! - y[z]! / count[z]!
    // behind a wall only where a zone has nothing else
    const d = dx * dx + dy * dy + (parcels.estate[p]! >= 0 ? 1e12 : 0)
    if (d >= nearest[z]!) continue
    nearest[z] = d
    zones.meeting[z] = p
  }
  zones.enforcement.fill(parameters.base_enforcement + 0.5 * AT_REST.beautification.intensity, 0, zones.rows)
  zones.microSpaces.fill(AT_REST.micro_spaces.per_zone, 0, zones.rows)
}

/** Homes of a stock whose number the plan leaves open, relative: as the floor its block carries, but for villages. */
const shareOf = ({ intensity = 1 }: PlanParcel, { kind }: PlanStock): number =>
  kind === 'village' ? VILLAGE_HOMES : intensity

function build(city: City): void {
  const { plan, parcels, buildings, economy, zones, parameters, luck } = city
  const key = luck.stable('synthesis')
  const wanted = Math.round(plan.households * HOMES_PER_HOUSEHOLD)
  let shares = 0
  let known = 0
  for (const parcel of plan.parcels)
    for (const stock of parcel.stock ?? [])
      if (stock.dwellings === undefined) shares += shareOf(parcel, stock)
      else known += stock.dwellings
  const each = shares > 0 ? Math.max(0, wanted - known) / shares : 0
  const rent = parameters.rent_start * 100
  plan.parcels.forEach((parcel, p) => {
    ;(parcel.stock ?? []).forEach((stock, i) => {
      const share = each * shareOf(parcel, stock)
      const dwellings = Math.min(
        stock.dwellings === undefined ? 400 : 60_000,
        Math.max(5, stock.dwellings ?? Math.round(share)),
      )
      const b = addBuilding(city, p, dwellings)
      const [floor, quality, age] = TYPICAL[stock.kind]
      buildings.kind[b] = buildingKinds.indexOf(stock.kind)
      buildings.floor[b] = stock.floor ?? floor
      buildings.quality[b] = stock.quality ?? quality
      buildings.age[b] = stock.age ?? Math.round(age * (0.5 + unit(bits(key, DRAW.age, p * 8 + i))))
      buildings.rent[b] = stock.rent === undefined ? rent : stock.rent * 100
      buildings.growthExpected[b] = 0.025
      buildings.peer[b] = 2
      if (stock.kind === 'public') {
        buildings.publicHomes[b] = dwellings
        buildings.origin[b] = ORIGIN.start
      } else buildings.landlordStock[b] = dwellings
      economy.homesAtStart[0]! += dwellings
      zones.homesAtStart[parcels.zone[p]!]! += dwellings
    })
  })
}

function people(city: City): void {
  const { plan, households, parameters, luck, economy } = city
  const key = luck.stable('synthesis')
  const H = plan.households
  const tick = -66
  economy.growth[0] = parameters.income_growth
  economy.incomeIndex[0] = 1 / pow(1 + parameters.income_growth / 12, 36)
  const sd = shockSd(parameters)
  const idHigh = (tick + 1024) * 8
  for (let i = 0; i < H; i++) {
    const h = addHousehold(city, idHigh, i)
    const draw = (purpose: number): number => unit(bits(key, combine(purpose, idHigh), i))
    const registered = draw(DRAW.migrant) >= parameters.migrant_share
    households.flags[h] = registered ? REGISTERED : 0
    let u = draw(DRAW.stage) * (STAGE_SHARE[0] + STAGE_SHARE[1] + STAGE_SHARE[2] + STAGE_SHARE[3])
    let stage = 0
    while (stage < 3 && u >= STAGE_SHARE[stage]!) u -= STAGE_SHARE[stage++]!
    households.stage[h] = stage
    households.stageClock[h] = Math.max(1, Math.ceil(draw(DRAW.clock) * STAGE_MONTHS[stage]![0]))
    households.size[h] = sizeOf(stage, draw(DRAW.size))
    const rank = draw(DRAW.income)
    households.lnBase[h] = incomeQuantile(parameters, registered, rank)
    households.parentRank[h] = Math.floor(rank * 255)
    households.shock[h] = sd * normal(bits(key, combine(DRAW.shock, idHigh), i))
    households.level[h] = exp(households.lnBase[h]! + households.shock[h]!)
    households.job[h] = drawJob(city, draw(DRAW.job))
    const wealth = exp(-0.4 + 0.9 * normal(bits(key, combine(DRAW.savings, idHigh), i)))
    households.savings[h] = Math.round(
      households.level[h]! * 100 * 12 * (registered ? 2.6 : 0.5) * wealth * economy.incomeIndex[0]!,
    )
    households.attachment[h] = 1 - exp(-parameters.attachment_growth * 120 * draw(DRAW.attachment))
    households.landlordShare[h] = 0
    households.queueSince[h] = -32768
  }
  // skill: income tercile, with 30 % drawn at large
  const order = Array.from({ length: H }, (_, i) => i).sort(
    (a, b) => households.lnBase[a]! - households.lnBase[b]! || a - b,
  )
  order.forEach((h, i) => {
    const u = unit(bits(key, combine(DRAW.skill, idHigh), households.idLow[h]!))
    households.skill[h] = u < 0.3 ? Math.floor((u / 0.3) * 3) : Math.floor((3 * i) / H)
  })
  rankIncomes(city)
  matchParents(city, key)
}

/**
 * Income quintiles by counting bins of 50 yuan of level, the last bin open: no sorting.
 * Sets every household's quintile, and the bounds and the median for newcomers in between.
 */
export function rankIncomes(city: City): void {
  const { households, economy } = city
  const bins = new Uint32Array(4097)
  const low = new Uint32Array(4097)
  let count = 0
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0) continue
    const bin = Math.min(4096, Math.floor(households.level[h]! / 50))
    bins[bin]!++
    count++
    if (households.skill[h] === 0) low[bin]!++
  }
  economy.lowSkillWage[0] = middleOf(low)
  let seen = 0
  let q = 0
  let median = -1
  for (let bin = 0; bin <= 4096; bin++) {
    seen += bins[bin]!
    while (q < 4 && seen * 5 >= (q + 1) * count) economy.quintileBounds[q++] = (bin + 1) * 50
    if (median < 0 && seen * 2 >= count) median = bin * 50 + 25
  }
  economy.medianIncome[0] = median
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0) households.quintile[h] = quintileOf(city, households.level[h]!)
}

/** Middle of the bin of 50 yuan that holds the median; 0 of nothing. */
export function middleOf(bins: Uint32Array): number {
  let all = 0
  for (const n of bins) all += n
  let seen = 0
  for (let bin = 0; bin < bins.length; bin++) if ((seen += bins[bin]!) * 2 >= all && all > 0) return bin * 50 + 25
  return 0
}

/** Quintile of an income level by the last ranking. */
export function quintileOf(city: City, level: number): number {
  const bounds = city.economy.quintileBounds
  return level < bounds[0]! ? 0 : level < bounds[1]! ? 1 : level < bounds[2]! ? 2 : level < bounds[3]! ? 3 : 4
}

/** Old households become parents of younger ones, oldest of the longest-lived first, registered and migrants apart. */
function matchParents(city: City, key: number): void {
  const { households } = city
  for (const registered of [REGISTERED, 0]) {
    const parents: number[] = []
    const children: number[] = []
    for (let h = 0; h < households.rows; h++) {
      if ((households.flags[h]! & REGISTERED) !== registered) continue
      ;(households.stage[h]! >= STAGE.emptyNest ? parents : children).push(h)
      if (households.stage[h] === STAGE.emptyNest) children.push(h)
    }
    const sinceChildren = (h: number): number =>
      households.stage[h] === STAGE.old ? 360 - households.stageClock[h]! : 180 - households.stageClock[h]!
    const lived = (h: number): number => [72, 276, 456][households.stage[h]!]! - households.stageClock[h]!
    parents.sort((a, b) => sinceChildren(b) - sinceChildren(a) || a - b)
    children.sort((a, b) => lived(b) - lived(a) || a - b)
    // nobody is its own parent: an empty nest ranks after the old, so the pairing is shifted by one where they meet
    for (let i = 0; i < parents.length && i < children.length; i++) {
      const parent = parents[i]!
      const child = children[i]!
      if (parent === child) continue
      households.parentHigh[child] = households.idHigh[parent]!
      households.parentLow[child] = households.idLow[parent]!
    }
  }
  void key
}

function builders(city: City): void {
  const { plan, parameters, developers, projects, parcels, luck, economy, accounts } = city
  const H = plan.households
  const key = luck.stable('developer')
  // at least ten; a city of hamlet size has fewer, else none of them could afford a single site
  const least = Math.min(10, Math.max(4, Math.round(H / 200)))
  const count = Math.min(400, Math.max(least, Math.round((parameters.developers * H) / 10_000)))
  // and each can put up half of what building costs on nine sites in ten, or nothing would ever be built there
  const lots = plan.parcels.flatMap(({ use, intensity = 1 }) =>
    use === 'residential' || use === 'vacant' ? [intensity] : [],
  )
  lots.sort((a, b) => a - b)
  const lot = lots[Math.floor(0.9 * lots.length)] ?? 1
  const site = 10_000 * plan.siteShare * parameters.land_share_built * parameters.floor_area_ratio * 0.95 * lot
  const capital = Math.max(
    (parameters.starting_capital * 100 * H) / count,
    0.5 * 100 * buildingCost(parameters, site, (site * parameters.floor_efficiency) / 90),
  )
  const { low, high } = parameters.required_return
  const order = Array.from({ length: count }, (_, d) => d).sort(
    (a, b) => bits(key, DRAW.developer, a) - bits(key, DRAW.developer, b) || a - b,
  )
  for (let d = 0; d < count; d++) addDeveloper(d)
  // returns evenly spaced, given out by hash; the state-owned quarter comes from the lower half
  order.forEach((d, rank) => {
    developers.requiredReturn[d] = count > 1 ? low + ((high - low) * rank) / (count - 1) : (low + high) / 2
    developers.stateOwned[d] = rank < count / 2 && rank % 2 === 0 ? 1 : 0
  })
  function addDeveloper(d: number): void {
    const row = addRow(developers)
    developers.cash[row] = Math.round(capital)
    developers.startingCapital[row] = Math.round(capital)
    developers.priceBias[row] = 0.02 * normal(bits(key, DRAW.developer + 100, d))
  }
  accounts.cash[ACCOUNT.government] = 0
  // projects under way: they finish evenly over months 4 … 27 of burn-in
  const months = parameters.build_months
  const homes = siteDwellings(city, 10_000 * plan.siteShare, 90)
  const sites: number[] = []
  for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.vacant) sites.push(p)
  sites.sort((a, b) => bits(key, DRAW.schedule, a) - bits(key, DRAW.schedule, b) || a - b)
  const underWay = plan.bounded
    ? 0
    : Math.min(sites.length, Math.round((2 * H * parameters.land_base) / Math.max(1, homes)))
  for (let i = 0; i < underWay; i++) {
    const p = sites[i]!
    const project = addRow(projects)
    const done = months - 4 - Math.floor((i * 24) / Math.max(1, underWay))
    const area = parcels.area[p]! * plan.siteShare
    const gross = grossFloor(city, p, area)
    const dwellings = Math.floor((gross * parameters.floor_efficiency) / 90)
    const total = Math.round(100 * buildingCost(parameters, gross, dwellings))
    projects.parcel[project] = p
    projects.state[project] = STATE.building
    projects.kind[project] = PROJECT.housing
    projects.developer[project] = i % count
    projects.opened[project] = -66
    projects.stateSince[project] = -66
    projects.monthsBuilt[project] = Math.max(0, done)
    projects.cost[project] = total
    projects.spent[project] = Math.round((total * Math.max(0, done)) / months)
    projects.dwellings[project] = dwellings
    projects.floor[project] = 90
    projects.quality[project] = 0.92
    projects.gated[project] = i % 2
    parcels.use[p] = USE.site
    parcels.owner[p] = OWNER.leased
  }
  void economy
}

/** Floor that full mix gives to shops, of all. */
const SHOP_FLOOR = 0.1

/**
 * Gross floor of homes [m²] that a site of this area carries (model §3.8).
 * @param mix  share of ground floors that are shops: they pay for themselves and leave housing
 * @param axis factor on the floor area ratio, on an axis of growth
 */
export function grossFloor(
  city: City,
  p: number,
  area: number,
  mix: number = leverDeclarations.zoning.mix.rest,
  axis = 1,
): number {
  const ratio = Math.min(plannedRatio(city, p) * axis, city.parcels.farMax[p]!)
  return area * city.parameters.land_share_built * ratio * (1 - SHOP_FLOOR * mix)
}

/** Floor area ratio of the plan [m²/m²]: the city's by how intense the block is, within the limit the plan names. */
export function plannedRatio({ plan, parameters }: City, p: number): number {
  const { far_max = Number.POSITIVE_INFINITY, intensity = 1 } = plan.parcels[p]!
  return Math.min(far_max, parameters.floor_area_ratio * intensity)
}

/** Dwellings of a floor size on a site of this area at the default plan limit: 118 on a hectare at 90 m². */
export function siteDwellings(city: City, area: number, floor: number): number {
  const { floor_area_ratio, land_share_built, floor_efficiency } = city.parameters
  return Math.floor((area * land_share_built * floor_area_ratio * 0.95 * floor_efficiency) / floor)
}
