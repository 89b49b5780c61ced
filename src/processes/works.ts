/** What the city builds (model §3.12, §3.24): facilities, pocket parks and public homes, each where it is wanted most. */
import { KIND, LIFT } from '../city/buildings.ts'
import { CHANGE, type City, scratch } from '../city/city.ts'
import { PROPOSAL } from '../city/civics.ts'
import { PROJECT, STATE } from '../city/developers.ts'
import { STAGE } from '../city/households.ts'
import { PUBLIC_FLOOR, publicHomeCost } from '../city/housing.ts'
import { book } from '../city/ledger.ts'
import { type LeverGroup, leverDeclarations } from '../city/levers.ts'
import { parcelBins } from '../city/near.ts'
import { ACCESS, ACCESS_KINDS, OWNER, SERVES, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { fabricCost, POCKET_PARK } from '../city/works.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { combine } from '../lib/random.ts'
import { addRow } from '../lib/table.ts'
import { CAPACITY, demand } from './amenities.ts'
import { freeProject, landCompensation, payVillageLand, turnoutOfZone } from './land.ts'
import { costIndex, isAdjacentToBuilt, siteArea } from './siteValue.ts'
import { consentIn, EXPECTED_QUINTILE, motion } from './vote.ts'

/** Persons whom a restored hill or bank serves. */
export const NATURE_PARK = 6000
export const ROOM = { cost: 1.5e6, capacity: 1000 }
/** Yuan a dwelling, months of age from which, what it adds to the condition and up to where. */
const REPAIR = { cost: 12_000, age: 240, gain: 0.15, best: 0.75, majority: 2 / 3 }
const KIND_POCKET_PARK = 5
const KIND_ROOM = 6
const PUBLIC_HOME = { floor: PUBLIC_FLOOR, quality: 0.75, least: 20, most: 150 }
const NEW_FACILITY_QUALITY = 0.8
/** What need counts where parks go by votes and nobody was asked. */
const UNHEARD = 0.1
const SITING_REACH = 500

const kindOfAccess = ['school', 'clinic', 'park', 'market'] as const
const leverNames = Object.keys(leverDeclarations)

/**
 * Households by parcel, weighted by what the government is judged by.
 * @param need extra weight of the old and of the poorer two fifths
 */
function wants(city: City, rules: Rules, need = 0): Float64Array {
  const { households, buildings, parcels } = city
  const w = rules.levers.kpi_reform.justice_weight
  const wanted = scratch(city, 'wants', Float64Array, parcels.rows)
  wanted.fill(0)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const q = households.quintile[h]!
    // a village counts in half unless services are to be alike in town and country
    const counts = buildings.kind[b] === KIND.village ? 0.5 + 0.5 * rules.levers.city_rural.service_parity : 1
    const needy = Number(households.stage[h] === STAGE.old) + Number(q <= 1)
    const judged = w * (1 + 0.3 * (4 - q)) + (1 - w) * (1 + 0.3 * q)
    wanted[buildings.parcel[b]!]! += Math.round(1024 * judged * (1 + need * needy) * counts)
  }
  return wanted
}

/** Land the city can build on: vacant, or farmland beside what is built. */
export function isPublicSite(city: City, p: number, live: Uint8Array): boolean {
  const { parcels, plan } = city
  if (live[p] || parcels.redLine[p] !== 0) return false
  if (parcels.use[p] === USE.vacant) return parcels.firstBuilding[p]! < 0
  return !plan.bounded && parcels.use[p] === USE.farmland && isAdjacentToBuilt(city, p)
}

/** Sites the city can build on, worst first, by a worth above 0; ties to the lower row. */
export function sitesBy(city: City, worth: (p: number) => number): number[] {
  const { parcels } = city
  const live = liveSites(city)
  const sites: number[] = []
  const worths = scratch(city, 'worth of sites', Float64Array, parcels.rows)
  for (let p = 0; p < parcels.rows; p++) {
    if (!isPublicSite(city, p, live)) continue
    worths[p] = worth(p)
    if (worths[p]! > 0) sites.push(p)
  }
  return sites.sort((a, b) => worths[a]! - worths[b]! || b - a)
}

export function liveSites(city: City): Uint8Array {
  const live = scratch(city, 'live sites', Uint8Array, city.parcels.rows)
  live.fill(0)
  for (let i = 0; i < city.projects.rows; i++)
    if (city.projects.state[i] !== STATE.free) live[city.projects.parcel[i]!] = 1
  return live
}

/** Builds facilities of the kind with the largest gap on the sites where they are missed most. @returns fen left */
export function buildFacilities(city: City, rules: Rules, money: number): number {
  const { facilities, parcels, parameters, economy, tick } = city
  const cost = roundHalfEven(parameters.facility_cost * 100 * economy.incomeIndex[0]!)
  if (money < cost) return money
  const need = demand(city)
  const total = [0, 0, 0]
  for (let p = 0; p < parcels.rows; p++) for (let k = 0; k < 3; k++) total[k]! += need[p * 3 + k]!
  const capacity = [0, 0, 0, 0, 0]
  for (let f = 0; f < facilities.rows; f++) {
    const kind = SERVES[facilities.kind[f]!]!
    if (kind >= 0 && facilities.open[f]) capacity[kind]! += facilities.capacity[f]!
  }
  const { need_weight } = rules.levers.clinics
  const bins = parcelBins(city)
  const near = new Int32Array(4096)
  // access is computed in January, so within one budget a site's worth does not change: it is ranked once a kind
  const ranked: (number[] | undefined)[] = []
  const rankSites = (kind: number): number[] => {
    const wanted = wants(city, rules, kind === ACCESS.clinic ? need_weight : 0)
    return sitesBy(city, p => {
      const count = bins.within(parcels.x[p]!, parcels.y[p]!, SITING_REACH, near)
      let missed = 0
      for (let i = 0; i < count; i++) {
        const q = near[i]!
        if (wanted[q]! > 0) missed += Math.round(wanted[q]! * (1 - parcels.access[q * ACCESS_KINDS + kind]!) * 1024)
      }
      return missed
    })
  }
  const taken = new Set<number>()
  const consents = consentIn(city, rules)
  let left = money
  while (left >= cost) {
    let kind = 0
    let worst = Number.NEGATIVE_INFINITY
    kindOfAccess.forEach((_, k) => {
      const weight = k === ACCESS.clinic ? 1 + need_weight : 1
      const missing = (total[Math.min(k, 2)]! - capacity[k]!) / Math.max(1, total[Math.min(k, 2)]!)
      // beyond the need, weight means that a surplus counts less
      const gap = missing > 0 ? missing * weight : missing / weight
      if (gap > worst) [worst, kind] = [gap, k]
    })
    const sites = (ranked[kind] ??= rankSites(kind))
    while (sites.length > 0 && taken.has(sites.at(-1)!)) sites.pop()
    const best = sites.at(-1)
    if (best === undefined) return left
    const land = landCompensation(city, best)
    if (left < cost + land) return left
    taken.add(best)
    const serves =
      kind === ACCESS.market ? {} : { service: kind, capacity: CAPACITY[kind]!, quality: NEW_FACILITY_QUALITY }
    if (!consents(motion(PROPOSAL.facility, best, tick, { ...serves, isNoisy: true }))) continue
    if (parcels.use[best] === USE.farmland) payVillageLand(city, best, land)
    book(city, 'facilities', cost)
    left -= cost + land
    addFacility(city, kind, best, CAPACITY[kind]!)
    capacity[kind]! += CAPACITY[kind]!
    parcels.use[best] = USE.facility
    parcels.owner[best] = OWNER.state
    if (kind === ACCESS.park) parcels.canopy[best] = parcels.canopyTarget[best] = 0.7
  }
  return left
}

/** A facility that the city adds. @param policy the one that pays for it, if one does */
export function addFacility(city: City, kind: number, parcel: number, capacity: number, policy?: LeverGroup): void {
  const { facilities, tick } = city
  const f = addRow(facilities)
  facilities.kind[f] = kind
  facilities.parcel[f] = parcel
  facilities.capacity[f] = capacity
  facilities.quality[f] = NEW_FACILITY_QUALITY
  facilities.funding[f] = 1
  facilities.history[f] = 0.5
  facilities.peer[f] = 2
  facilities.open[f] = 1
  facilities.built[f] = tick
  facilities.policy[f] = policy === undefined ? 0 : leverNames.indexOf(policy) + 1
  city.changes |= CHANGE.facilities
}

/**
 * How much a pocket park is wanted at each parcel. By need: green that is missed, weighted by what the government is
 * judged by; by value: the rise in rents it would bring; by votes: need where people turn out to say so.
 */
function wantsPark(city: City, rules: Rules): (p: number) => number {
  const { parcels, buildings } = city
  if (rules.levers.pocket_parks.target === 'value')
    return p => {
      let rents = 0
      for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
        rents += Math.round(buildings.rent[b]! * buildings.floor[b]! * buildings.dwellings[b]!)
      return Math.round(rents * (1 - parcels.green[p]!))
    }
  const wanted = wants(city, rules)
  const byVotes = rules.levers.pocket_parks.target === 'votes'
  return p => {
    const heard = byVotes ? UNHEARD + turnoutOfZone(city, parcels.zone[p]!) : 1
    return Math.round(wanted[p]! * heard * (1 - parcels.green[p]!) * 1024)
  }
}

/** Pocket parks, one a parcel at most. @returns fen left */
export function buildPocketParks(city: City, rules: Rules, money: number, policy?: LeverGroup): number {
  const { parcels, facilities, economy } = city
  const cost = roundHalfEven(POCKET_PARK.cost * 100 * economy.incomeIndex[0]!)
  if (money < cost) return money
  const taken = new Set<number>()
  for (let f = 0; f < facilities.rows; f++)
    if (facilities.kind[f] === KIND_POCKET_PARK) taken.add(facilities.parcel[f]!)
  const worth = wantsPark(city, rules)
  const sites: { p: number; worth: number }[] = []
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.use[p] === USE.residential && parcels.estate[p]! < 0 && !taken.has(p)) {
      const wanted = worth(p)
      if (wanted > 0) sites.push({ p, worth: wanted })
    }
  sites.sort((a, b) => a.worth - b.worth || b.p - a.p)
  let left = money
  while (left >= cost) {
    const best = sites.pop()
    if (best === undefined) return left
    book(city, 'facilities', cost, policy)
    left -= cost
    addFacility(city, KIND_POCKET_PARK, best.p, POCKET_PARK.capacity, policy)
  }
  return left
}

/** Community rooms where places of culture are missed by most households. @returns fen left */
export function buildRooms(city: City, money: number): number {
  const { parcels, buildings, economy, facilities } = city
  const cost = roundHalfEven(ROOM.cost * 100 * economy.incomeIndex[0]!)
  if (money < cost) return money
  const taken = new Set<number>()
  for (let f = 0; f < facilities.rows; f++) if (facilities.kind[f] === KIND_ROOM) taken.add(facilities.parcel[f]!)
  const sites: { p: number; missed: number }[] = []
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.use[p] !== USE.residential || parcels.estate[p]! >= 0 || taken.has(p)) continue
    let homes = 0
    for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!) homes += buildings.dwellings[b]!
    if (homes > 0)
      sites.push({ p, missed: Math.round(homes * (1 - parcels.access[p * ACCESS_KINDS + ACCESS.culture]!) * 1024) })
  }
  sites.sort((a, b) => a.missed - b.missed || b.p - a.p)
  let left = money
  while (left >= cost) {
    const best = sites.pop()
    if (best === undefined) return left
    book(city, 'facilities', cost)
    left -= cost
    addFacility(city, KIND_ROOM, best.p, ROOM.capacity)
  }
  return left
}

/** Historic fabric open to all is repaired with part of the culture programme. @returns fen left */
export function repairFabric(city: City, money: number): number {
  const { parcels, parameters: k } = city
  const cost = fabricCost(city)
  if (cost === 0) return money
  const part = Math.min(Math.floor(k.culture_to_heritage * money), Math.floor(cost))
  book(city, 'heritageRepair', part)
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.heritage[p]! > 0 && parcels.heritageOpen[p])
      parcels.heritageRepair[p] = Math.min(1, parcels.heritageRepair[p]! + part / cost)
  return money - part
}

/** Old buildings in the worst condition are repaired and get a lift; under rules of consent two thirds must want it. @returns fen left */
export function repairHomes(city: City, rules: Rules, money: number): number {
  const { buildings, economy, tick } = city
  const each = REPAIR.cost * 100 * economy.incomeIndex[0]!
  const old: number[] = []
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0 && buildings.age[b]! > REPAIR.age && buildings.quality[b]! < REPAIR.best)
      old.push(b)
  old.sort((a, b) => buildings.quality[a]! - buildings.quality[b]! || buildings.key[a]! - buildings.key[b]!)
  const consents = consentIn(city, rules, REPAIR.majority)
  let left = money
  for (const b of old) {
    const cost = roundHalfEven(each * buildings.dwellings[b]!)
    if (cost > left) break
    const better = Math.min(REPAIR.best, buildings.quality[b]! + REPAIR.gain)
    if (!consents(motion(PROPOSAL.repair, buildings.parcel[b]!, tick, { quality: better }))) continue
    left -= cost
    buildings.quality[b] = better
    buildings.flags[b]! |= LIFT
  }
  const spent = Math.round(money - left)
  // what the lever adds to its rest is the policy's
  const share = rules.levers.micro_repair.budget_share
  const usual = leverDeclarations.micro_repair.budget_share.rest
  const extra = share > usual ? Math.floor(spent * (1 - usual / share)) : 0
  book(city, 'microRepair', spent - extra)
  book(city, 'microRepair', extra, 'micro_repair')
  return left
}

/** Where public homes go: on the cheapest land, where those who need them can live near facilities, or by turns. */
function homeSites(city: City, siting: Rules['levers']['public_building']['siting']): () => number | undefined {
  const { parcels, luck, tick } = city
  const key = combine(luck.stable('land'), 7)
  const cheap = () =>
    // farmland is the cheapest; vacant land could have been sold
    sitesBy(city, p => (parcels.use[p] === USE.farmland ? 2 : 1) - combine(key, p) / 4294967296)
  const near = () => sitesBy(city, p => nearness(city, p) + 1 - combine(key, p) / 4294967296)
  const lists = siting === 'cheap_land' ? [cheap()] : siting === 'need' ? [near()] : [cheap(), near()]
  const taken = new Set<number>()
  let turn = Math.floor(tick / 12) + 1000
  return () => {
    const list = lists[turn++ % lists.length]!
    while (list.length > 0 && taken.has(list.at(-1)!)) list.pop()
    const best = list.pop()
    if (best !== undefined) taken.add(best)
    return best
  }
}

/** What a home here has within a walk, in whole thousandths: four kinds of facility, and work within reach. */
function nearness({ parcels, centres }: City, p: number): number {
  let sum = 0
  for (let kind = 0; kind < 4; kind++) sum += parcels.access[p * ACCESS_KINDS + kind]!
  let minutes = 0
  for (let c = 0; c < centres.rows; c++) minutes += centres.jobs[c]! * parcels.minutes[p * centres.rows + c]!
  return Math.max(0, Math.round(1000 * (sum / 4 + 1 - minutes / 60)))
}

/** Public rental homes. @returns fen left */
export function buildPublicHomes(city: City, rules: Rules, money: number, policy?: LeverGroup): number {
  const { parcels, projects, parameters: k, economy, tick } = city
  const each = roundHalfEven(publicHomeCost(k) * 100 * costIndex(city))
  let left = money
  if (left < PUBLIC_HOME.least * each) return left
  const next = homeSites(city, rules.levers.public_building.siting)
  const consents = consentIn(city, rules)
  for (;;) {
    if (left < PUBLIC_HOME.least * each) return left
    const best = next()
    if (best === undefined) return left
    const land = landCompensation(city, best)
    const servicing = roundHalfEven(k.servicing_cost * 100 * economy.incomeIndex[0]! * siteArea(city, best))
    const homes = Math.min(PUBLIC_HOME.most, Math.floor((left - land - servicing) / each))
    if (homes < PUBLIC_HOME.least) return left
    const quintile = EXPECTED_QUINTILE.public
    if (!consents(motion(PROPOSAL.publicHomes, best, tick, { homes, quintile }))) continue
    const total = homes * each
    if (parcels.use[best] === USE.farmland) payVillageLand(city, best, land, policy)
    book(city, 'servicing', servicing, policy)
    book(city, 'publicBuilding', total, policy)
    left -= total + land + servicing
    const i = freeProject(city)
    projects.parcel[i] = best
    projects.state[i] = STATE.building
    projects.kind[i] = policy === undefined ? PROJECT.publicHomes : PROJECT.policyHomes
    projects.developer[i] = -1
    projects.opened[i] = tick
    projects.stateSince[i] = tick
    projects.dwellings[i] = homes
    projects.floor[i] = PUBLIC_HOME.floor
    projects.quality[i] = PUBLIC_HOME.quality
    parcels.use[best] = USE.site
    parcels.owner[best] = OWNER.state
  }
}
