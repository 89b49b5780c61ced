/**
 * The informal economy (model §3.15): stalls, recycling and micro-jobs of those who earn too little, complaints about
 * them, enforcement, and the clearance of crowded rooms in villages. Places are given out every third month; stalls are
 * taken any month.
 */
import { emptyHomes, KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { CAUSE, DISPLACED, loseHome } from '../city/displacement.ts'
import { monthOf } from '../city/economy.ts'
import { byId, CONFISCATED, MICRO_JOB, RECYCLER, SHARING, VENDING } from '../city/households.ts'
import { BOOKED, book } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import { USE } from '../city/parcels.ts'
import { facilityKinds } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import { fixed, roundHalfEven } from '../lib/fixed.ts'
import { clamp, pow } from '../lib/numeric.ts'
import { bits, combine, unit } from '../lib/random.ts'
import type { Process } from './process.ts'
import { siteArea } from './siteValue.ts'

const EVERY = 3
/** A stall is half a month's work. */
const HALF_MONTH = 0.5
const SLOT_FEE = 50 // yuan a month
const STALL_DAYS = 30
/** When crowded village buildings are cleared and storeys added. */
const CLEARANCE_MONTH = 5
const MARKET = facilityKinds.indexOf('market')
const SQUARE = facilityKinds.indexOf('square')

/** Fronts of a zone at which there are passers-by [m]: all of them, and those of shops. */
function fronts(city: City): { all: Float64Array; shops: Float64Array } {
  const { parcels, zones, facilities } = city
  const all = scratch(city, 'fronts', Float64Array, zones.rows)
  const shops = scratch(city, 'fronts of shops', Float64Array, zones.rows)
  all.fill(0)
  shops.fill(0)
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.use[p] === USE.commercial) shops[parcels.zone[p]!]! += parcels.frontage[p]!
  for (let z = 0; z < zones.rows; z++) all[z] = shops[z]!
  for (let f = 0; f < facilities.rows; f++)
    if ((facilities.kind[f] === MARKET || facilities.kind[f] === SQUARE) && facilities.away[f] === 0)
      all[parcels.zone[facilities.parcel[f]!]!]! += parcels.frontage[facilities.parcel[f]!]!
  return { all, shops }
}

/** Households, persons and better-off households by zone. */
function countZones(city: City): { households: Float64Array; persons: Float64Array; high: Float64Array } {
  const { households, buildings, parcels, zones } = city
  const count = scratch(city, 'zone households', Float64Array, zones.rows)
  const persons = scratch(city, 'zone persons', Float64Array, zones.rows)
  const high = scratch(city, 'zone high', Float64Array, zones.rows)
  count.fill(0)
  persons.fill(0)
  high.fill(0)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    count[z]!++
    persons[z]! += households.size[h]!
    if (households.quintile[h]! >= 3) high[z]!++
  }
  return { households: count, persons, high }
}

/** What passers-by and visitors spend at the stalls of a zone in a month if there were many [fen]. */
function demandOf(city: City, z: number): number {
  const { zones, parameters: k, economy } = city
  const buyers = k.stall_share * zones.footfall[z]! * STALL_DAYS * k.purchase
  const visitors = k.stalls.from_visitors * zones.visitors[z]! * STALL_DAYS * k.visitor_spending
  return (buyers + visitors) * 100 * economy.incomeIndex[0]!
}

/** Risk a month that a stall without licence is taken. */
export const confiscationRisk = (city: City, rules: Rules, z: number): number =>
  city.parameters.confiscation * (1 - rules.levers.informal.tolerance) * city.zones.enforcement[z]!

/**
 * Stalls at which another would no longer pay. Without a licence a stall must bring 0.9 of half a month's micro-job over
 * the risk of losing the month's sales and a fine; with one it may be tended beside other work and must bring less, but
 * no more are licensed than there are slots.
 */
export function stallsThatPay(city: City, rules: Rules, z: number): number {
  const { zones, parameters: k, economy } = city
  const demand = demandOf(city, z)
  const needed = k.stalls.enough * HALF_MONTH * economy.microWage[0]!
  const risk = confiscationRisk(city, rules, z)
  const fine = k.confiscation_fine * 100 * economy.incomeIndex[0]!
  const fee = SLOT_FEE * 100 * economy.incomeIndex[0]!
  if (needed <= 0) return 0
  const others = (demand * (1 - risk)) / (needed + risk * fine) - 1
  const licensed = Math.min(zones.slots[z]!, demand / (k.licensed_reservation * needed + fee) - 1)
  return Math.max(0, others, licensed)
}

/**
 * Licences are for a year, from January; more of them are given at once. So many slots per 1,000 persons, where people
 * pass by: largest remainders, ties to the lower zone.
 */
function license(city: City, rules: Rules, persons: Float64Array): void {
  const { zones } = city
  let given = 0
  let all = 0
  let footfall = 0
  for (let z = 0; z < zones.rows; z++) {
    all += persons[z]!
    footfall += fixed(zones.footfall[z]!)
    given += zones.slots[z]!
  }
  const slots = Math.round((rules.levers.vendor_zones.slots_per_1000 * all) / 1000)
  if (monthOf(city.tick) !== 0 && slots <= given) return
  const rest = new Float64Array(zones.rows)
  let left = slots
  for (let z = 0; z < zones.rows; z++) {
    const exact = footfall > 0 ? (slots * fixed(zones.footfall[z]!)) / footfall : 0
    zones.slots[z] = Math.floor(exact)
    rest[z] = exact - zones.slots[z]!
    left -= zones.slots[z]!
  }
  if (footfall === 0) return
  const order = Array.from(rest, (_, z) => z).sort((a, b) => rest[b]! - rest[a]! || a - b)
  for (let i = 0; i < left; i++) zones.slots[order[i % order.length]!]!++
}

/** Who could take up a place, by zone: household rows of zone z are rows[start[z]] … */
interface Able {
  start: Int32Array
  rows: Int32Array
}

function listAble(city: City): Able {
  const { households, buildings, parcels, zones, economy, parameters, tick } = city
  const { size, home, level, unemployedUntil } = households
  const start = scratch(city, 'able start', Int32Array, zones.rows + 1)
  start.fill(0)
  const most = city.parameters.stalls.may_sell * economy.medianIncome[0]!
  const isAble = (h: number): boolean => {
    if (size[h] === 0 || home[h]! < 0) return false
    const out = unemployedUntil[h]! > tick
    // somebody must have the time: one out of work, or a second grown-up
    return (out || size[h]! >= 2) && (out ? parameters.job_loss.insurance : 1) * level[h]! < most
  }
  let count = 0
  const found = scratch(city, 'able', Int32Array, households.rows)
  for (let h = 0; h < households.rows; h++)
    if (isAble(h)) {
      found[count++] = h
      start[parcels.zone[buildings.parcel[home[h]!]!]! + 1]!++
    } else if (size[h] !== 0) households.flags[h]! &= ~(VENDING | RECYCLER | MICRO_JOB)
  for (let z = 0; z < zones.rows; z++) start[z + 1]! += start[z]!
  const next = start.slice(0, zones.rows)
  const rows = scratch(city, 'able by zone', Int32Array, count)
  for (let i = 0; i < count; i++) rows[next[parcels.zone[buildings.parcel[home[found[i]!]!]!]!]!++] = found[i]!
  return { start, rows }
}

/** Gives the places of a zone out: rooms to those out of work, stalls and recycling to the poorest; who came last goes first. */
function fill(city: City, able: Able, z: number, stalls: number, places: number): void {
  const { households, luck, economy, parameters, tick, zones } = city
  const { flags, level, skill, unemployedUntil, idHigh, idLow } = households
  const key = luck.stable('vend')
  const tie = (h: number): number => bits(key, idHigh[h]!, idLow[h]!)
  const own = able.rows.slice(able.start[z]!, able.start[z + 1]!)
  const earned = scratch(city, 'earned by the able', Float64Array, households.rows)
  for (const h of own) earned[h] = level[h]! * (unemployedUntil[h]! > tick ? parameters.job_loss.insurance : 1)
  const order = byId(households)
  own.sort((a, b) => earned[a]! - earned[b]! || tie(a) - tie(b) || order(a, b))
  for (const h of own) flags[h]! &= ~MICRO_JOB
  let rooms = Math.floor(zones.rooms[z]! + 1e-6)
  for (const needy of [true, false])
    for (const h of own) {
      if (rooms === 0) break
      const suits = needy ? unemployedUntil[h]! > tick : (flags[h]! & VENDING) !== 0
      if (skill[h] !== 0 || (flags[h]! & MICRO_JOB) !== 0 || !suits) continue
      flags[h] = (flags[h]! | MICRO_JOB) & ~(VENDING | RECYCLER)
      rooms--
    }
  const settle = (flag: number, wanted: number, may: (h: number) => boolean): number => {
    let have = 0
    for (const h of own) if (flags[h]! & flag) have++
    if (have > wanted) {
      const leaving = own.filter(h => flags[h]! & flag).sort((a, b) => tie(b) - tie(a) || order(b, a))
      for (let i = 0; have > wanted; i++, have--) flags[leaving[i]!]! &= ~flag
    }
    for (const h of own) {
      if (have >= wanted) break
      if (flags[h]! & (VENDING | RECYCLER | MICRO_JOB) || !may(h)) continue
      flags[h]! |= flag
      have++
    }
    return have
  }
  const poor = city.parameters.stalls.may_recycle * economy.medianIncome[0]!
  settle(RECYCLER, places, h => skill[h] === 0 && earned[h]! < poor)
  settle(VENDING, stalls, () => true)
}

/** Takes stalls and finds from those it hits, counts who is left, and sets what a stall brings next month. */
function trade(city: City, rules: Rules): void {
  const { zones, luck, economy, tick, buildings, parcels } = city
  const { flags, home, size, idHigh, idLow, rows } = city.households
  const vendors = scratch(city, 'vendors', Uint32Array, zones.rows)
  const recyclers = scratch(city, 'recyclers', Uint32Array, zones.rows)
  vendors.fill(0)
  recyclers.fill(0)
  const key = luck.at('vend', tick)
  for (let h = 0; h < rows; h++) {
    const flag = flags[h]!
    if ((flag & (VENDING | RECYCLER | CONFISCATED)) === 0 || size[h] === 0) continue
    flags[h] = flag & ~CONFISCATED
    if ((flag & (VENDING | RECYCLER)) === 0) continue
    const b = home[h]!
    if (b < 0) {
      flags[h] = flag & ~(VENDING | RECYCLER | CONFISCATED)
      continue
    }
    const z = parcels.zone[buildings.parcel[b]!]!
    const sells = (flag & VENDING) !== 0
    if (sells) vendors[z]!++
    else recyclers[z]!++
    // a licence protects: of the stalls of last month so many had none
    const exposed = sells
      ? 1 - Math.min(1, zones.slots[z]! / Math.max(1, zones.vendors[z]!))
      : city.parameters.stalls.recycling_risk
    if (unit(bits(key, idHigh[h]!, idLow[h]!)) >= confiscationRisk(city, rules, z) * exposed) continue
    flags[h]! |= CONFISCATED
    economy.confiscations[monthOf(tick)]!++
  }
  const fee = SLOT_FEE * 100 * economy.incomeIndex[0]!
  for (let z = 0; z < zones.rows; z++) {
    const count = vendors[z]!
    zones.vendors[z] = count
    zones.recyclers[z] = recyclers[z]!
    zones.stallIncome[z] = roundHalfEven(demandOf(city, z) / (1 + count))
    const due = count === 0 ? 0 : Math.floor((fee * Math.min(count, zones.slots[z]!)) / count)
    zones.stallFee[z] = Math.min(zones.stallIncome[z]!, due)
  }
}

/** What a household throws away feeds recyclers; each can collect from so many households and no more. */
function share(city: City, households: Float64Array): void {
  const { zones, parameters: k, economy } = city
  const worth = k.recyclables * 100 * economy.incomeIndex[0]!
  const most = (worth * 1000) / Math.max(0.001, k.recycler_places)
  for (let z = 0; z < zones.rows; z++)
    zones.recyclerIncome[z] =
      zones.recyclers[z] === 0 ? 0 : Math.floor(Math.min(most, (worth * households[z]!) / zones.recyclers[z]!))
}

/** Neighbours complain where stalls and seats take too much of the front; enforcement follows complaints and campaigns. */
function complain(city: City, rules: Rules, households: Float64Array, high: Float64Array): void {
  const { zones, parameters: k } = city
  const { intensity } = rules.levers.beautification
  const front = fronts(city)
  const keep = pow(1 - k.enforcement.speed, EVERY)
  const seats = rules.levers.outdoor_seating.share * (1 - intensity)
  for (let z = 0; z < zones.rows; z++) {
    const taken = zones.vendors[z]! * k.complaint.stall + k.complaint.seats * seats * front.shops[z]!
    const over = front.all[z]! > 0 ? Math.max(0, (taken / front.all[z]!) * k.complaint.steep - k.complaint.from) : 0
    const share = households[z]! > 0 ? high[z]! / households[z]! : 0
    zones.complaints[z] = Math.min(k.complaint.most, k.complaint.scale * over * over * (1 + k.complaint.high * share))
    const wanted = zones.protected[z]
      ? k.base_enforcement
      : clamp(
          k.base_enforcement +
            k.enforcement.complaints * zones.complaints[z]! +
            k.enforcement.beautification * intensity,
          0,
          1,
        )
    zones.enforcement[z]! += (1 - keep) * (wanted - zones.enforcement[z]!)
  }
}

/** Once a year crowded village buildings may be cleared of those who share a room, without compensation. */
function clearVillages(city: City, rules: Rules): void {
  const { buildings, households, luck, tick, parameters } = city
  const key = luck.at('vend', tick)
  const { informal, beautification } = rules.levers
  const campaign = 1 + beautification.intensity - AT_REST.beautification.intensity
  const hazard = parameters.clearance * (1 - informal.housing_tolerance) * campaign
  const cleared = scratch(city, 'cleared', Uint8Array, buildings.rows)
  let any = false
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.dwellings[b]!
    const lived = buildings.owners[b]! + buildings.tenants[b]! + buildings.sharing[b]!
    cleared[b] =
      homes > 0 &&
      buildings.kind[b] === KIND.village &&
      lived > city.parameters.stalls.crowded_village * homes &&
      unit(combine(key, buildings.key[b]!)) < hazard
        ? 1
        : 0
    if (cleared[b]) any = true
  }
  if (!any) return
  const out: number[] = []
  for (let h = 0; h < households.rows; h++)
    if (
      households.size[h] !== 0 &&
      households.home[h]! >= 0 &&
      cleared[households.home[h]!] &&
      households.flags[h]! & SHARING
    )
      out.push(h)
  for (const h of out.sort(byId(households))) loseHome(city, h, CAUSE.clearance)
}

/**
 * Villages add storeys while their rooms are full and pay for themselves: once a year, out of the collective's cash, as far
 * as such building is tolerated and the alleys hold.
 */
function addRooms(city: City, rules: Rules): void {
  const { buildings, parcels, villages, economy, luck, tick, parameters: k } = city
  const { growth, cost, payback, floor_area_ratio } = k.village_rooms
  const key = luck.at('vend', tick)
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.dwellings[b]!
    const p = buildings.parcel[b]!
    if (homes === 0 || buildings.kind[b] !== KIND.village || parcels.village[p]! < 0) continue
    if (emptyHomes(buildings, b) >= k.natural_vacancy * homes) continue
    const floor = buildings.floor[b]!
    const price = roundHalfEven(cost * 100 * economy.incomeIndex[0]! * floor)
    if (12 * buildings.rent[b]! * floor * payback < price) continue
    const most = Math.floor((floor_area_ratio * k.land_share_built * siteArea(city, p)) / floor)
    const wanted = Math.floor(
      growth * rules.levers.informal.housing_tolerance * homes + unit(combine(key, buildings.key[b]!)),
    )
    const v = parcels.village[p]!
    const rooms = Math.max(0, Math.min(wanted, most - homes, Math.floor(villages.cash[v]! / price)))
    if (rooms === 0) continue
    book(city, 'villageRooms', rooms * price)
    villages.cash[v]! -= rooms * price
    buildings.dwellings[b]! += rooms
    buildings.landlordStock[b]! += rooms
    economy.homesBuilt[monthOf(tick)]! += rooms
    economy.builtTotal[0]! += rooms
  }
}

/** Every third month: what pays is learned, and places are given out anew. */
function giveOut(city: City, rules: Rules, counts: ReturnType<typeof countZones>): void {
  const { zones, parameters: k } = city
  const keep = pow(1 - k.stalls.learning, EVERY)
  const places = (k.recycler_places / 1000) * (1 - rules.levers.beautification.intensity)
  const able = listAble(city)
  for (let z = 0; z < zones.rows; z++) {
    zones.stalls[z] = keep * zones.stalls[z]! + (1 - keep) * stallsThatPay(city, rules, z)
    fill(city, able, z, Math.round(zones.stalls[z]!), Math.floor(places * counts.households[z]!))
  }
}

/** Vendors and recyclers of the whole city. */
export function informalPlaces({ zones }: City): number {
  let count = 0
  for (let z = 0; z < zones.rows; z++) count += zones.vendors[z]! + zones.recyclers[z]!
  return count
}

export const informal: Process = {
  name: 'informal',
  writes: [
    ...DISPLACED,
    ...BOOKED,
    'villages.cash',
    'buildings.dwellings',
    'buildings.landlordStock',
    'economy.homesBuilt',
    'economy.builtTotal',
    'zones.slots',
    'zones.stalls',
    'zones.vendors',
    'zones.recyclers',
    'zones.stallIncome',
    'zones.stallFee',
    'zones.recyclerIncome',
    'zones.complaints',
    'zones.enforcement',
    'economy.microWage',
    'economy.confiscations',
    'economy.informalAtStart',
  ],
  run(city, rules) {
    const { economy, tick } = city
    economy.microWage[0] = roundHalfEven(
      city.parameters.stalls.micro_wage * economy.lowSkillWage[0]! * 100 * economy.incomeIndex[0]!,
    )
    if (tick % EVERY === 0) {
      const counts = countZones(city)
      license(city, rules, counts.persons)
      giveOut(city, rules, counts)
      trade(city, rules)
      share(city, counts.households)
      complain(city, rules, counts.households, counts.high)
    } else trade(city, rules)
    if (monthOf(tick) === CLEARANCE_MONTH) {
      clearVillages(city, rules)
      addRooms(city, rules)
    }
    // the last count before tick 0 is what survival is measured against
    if (tick < 0) economy.informalAtStart[0] = informalPlaces(city)
  },
}
