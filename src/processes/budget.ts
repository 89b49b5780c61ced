/** The public budget (model §3.12): once a year the city pays what it must, then policies, then its two programmes. */
import { CHANGE, type City, derived, scratch } from '../city/city.ts'
import { PROJECT, STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { ACCOUNT, BOOKED, book, flowOfYear } from '../city/ledger.ts'
import { ACCESS_KINDS, OWNER, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { PointBins } from '../lib/geometry.ts'
import { clamp, log } from '../lib/numeric.ts'
import { combine } from '../lib/random.ts'
import { addRow } from '../lib/table.ts'
import { CAPACITY, demand, SERVES } from './amenities.ts'
import { compensationOwed, countHouseholds, freeProject, landCompensation, payVillageLand } from './land.ts'
import type { Process } from './process.ts'
import { costIndex, isAdjacentToBuilt, siteArea } from './siteValue.ts'

/** Of the justice programme, among the parts that exist so far: facilities, green, public homes. */
const JUSTICE_PARTS = { facilities: 0.45, green: 0.2, publicHomes: 0.2 }
const PARTS = JUSTICE_PARTS.facilities + JUSTICE_PARTS.green + JUSTICE_PARTS.publicHomes
/** Cash held back, and the part of what is free that bills may take. */
const SPENDABLE = 0.8
const ALLOWANCE = 0.9
const CREDIT_RATE = 0.045
const CREDIT_LIMIT = 0.3
const MICRO_PARK = { cost: 1.2e6, capacity: 800, quality: 0.8, reach: 500 }
const INDUSTRIAL_HA_PER_1000 = 0.5
const JOBS_PER_HA = 60
const PUBLIC_HOME = { floor: 50, quality: 0.75, cost: 0.8, least: 20, most: 150 }
const NEW_FACILITY_QUALITY = 0.8
const SITING_REACH = 500
const PUBLIC_UPKEEP = 600 // yuan a home and year

const kindOfAccess = ['school', 'clinic', 'park', 'market'] as const

/** Free money of the year [fen], after essentials and what is set aside. */
export function discretionary(city: City): number {
  const { economy, accounts } = city
  const carried = economy.carriedFacilities[0]! + economy.carriedGreen[0]! + economy.carriedPublic[0]!
  return Math.max(0, SPENDABLE * (accounts.cash[ACCOUNT.government]! - carried - compensationOwed(city)))
}

const taxOfYear = (city: City): number => flowOfYear(city, 'incomeTax') + flowOfYear(city, 'dealTax')

/** Households' access gaps by parcel, weighted by what the government is judged by. */
function wants(city: City, rules: Rules): Float64Array {
  const { households, buildings, parcels } = city
  const w = rules.levers.kpi_reform.justice_weight
  const wanted = scratch(city, 'wants', Float64Array, parcels.rows)
  wanted.fill(0)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const q = households.quintile[h]!
    wanted[buildings.parcel[b]!]! += Math.round(1024 * (w * (1 + 0.3 * (4 - q)) + (1 - w) * (1 + 0.3 * q)))
  }
  return wanted
}

/** Land the city can build on: vacant, or farmland beside what is built. */
function isPublicSite(city: City, p: number, live: Uint8Array): boolean {
  const { parcels, plan } = city
  if (live[p] || parcels.redLine[p] !== 0) return false
  if (parcels.use[p] === USE.vacant) return true
  return !plan.bounded && parcels.use[p] === USE.farmland && isAdjacentToBuilt(city, p)
}

/** Sites the city can build on, worst first, by a worth above 0; ties to the lower row. */
function sitesBy(city: City, worth: (p: number) => number): number[] {
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

function liveSites(city: City): Uint8Array {
  const live = scratch(city, 'live sites', Uint8Array, city.parcels.rows)
  live.fill(0)
  for (let i = 0; i < city.projects.rows; i++)
    if (city.projects.state[i] !== STATE.free) live[city.projects.parcel[i]!] = 1
  return live
}

/** Builds facilities of the kind with the largest gap on the sites where they are missed most. @returns fen left */
function buildFacilities(city: City, rules: Rules, money: number): number {
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
  const wanted = wants(city, rules)
  const bins = derived(city, 'parcel bins', () => new PointBins(parcels.x, parcels.y, parcels.rows, 300))
  const near = new Int32Array(4096)
  // access is computed in January, so within one budget a site's worth does not change: it is ranked once a kind
  const ranked: (number[] | undefined)[] = []
  const taken = new Set<number>()
  let left = money
  while (left >= cost) {
    let kind = 0
    let worst = Number.NEGATIVE_INFINITY
    kindOfAccess.forEach((_, k) => {
      const gap = (total[Math.min(k, 2)]! - capacity[k]!) / Math.max(1, total[Math.min(k, 2)]!)
      if (gap > worst) [worst, kind] = [gap, k]
    })
    const sites = (ranked[kind] ??= sitesBy(city, p => {
      const count = bins.within(parcels.x[p]!, parcels.y[p]!, SITING_REACH, near)
      let missed = 0
      for (let i = 0; i < count; i++) {
        const q = near[i]!
        if (wanted[q]! > 0) missed += Math.round(wanted[q]! * (1 - parcels.access[q * ACCESS_KINDS + kind]!) * 1024)
      }
      return missed
    }))
    while (sites.length > 0 && taken.has(sites.at(-1)!)) sites.pop()
    const best = sites.at(-1)
    if (best === undefined) return left
    const land = landCompensation(city, best)
    if (left < cost + land) return left
    taken.add(best)
    if (parcels.use[best] === USE.farmland) payVillageLand(city, best, land)
    book(city, 'facilities', cost)
    left -= cost + land
    const f = addRow(facilities)
    facilities.kind[f] = kind
    facilities.parcel[f] = best
    facilities.capacity[f] = CAPACITY[kind]!
    facilities.quality[f] = NEW_FACILITY_QUALITY
    facilities.funding[f] = 1
    facilities.history[f] = 0.5
    facilities.peer[f] = 2
    facilities.open[f] = 1
    facilities.built[f] = tick
    capacity[kind]! += CAPACITY[kind]!
    parcels.use[best] = USE.facility
    parcels.owner[best] = OWNER.state
    if (kind === 2) parcels.canopy[best] = 0.7
    city.changes |= CHANGE.facilities
  }
  return left
}

/** Pocket parks where green is missed most. @returns fen left */
function buildMicroParks(city: City, rules: Rules, money: number): number {
  const { parcels, facilities, economy, tick } = city
  const cost = roundHalfEven(MICRO_PARK.cost * 100 * economy.incomeIndex[0]!)
  const wanted = wants(city, rules)
  const taken = new Set<number>()
  for (let f = 0; f < facilities.rows; f++) if (facilities.kind[f] === 5) taken.add(facilities.parcel[f]!)
  const missed = (p: number): number => Math.round(wanted[p]! * (1 - parcels.green[p]!) * 1024)
  const sites: number[] = []
  for (let p = 0; p < parcels.rows; p++)
    if (wanted[p]! > 0 && parcels.use[p] === USE.residential && parcels.estate[p]! < 0 && !taken.has(p)) sites.push(p)
  sites.sort((a, b) => missed(a) - missed(b) || b - a)
  let left = money
  while (left >= cost) {
    const best = sites.pop()
    if (best === undefined) return left
    book(city, 'facilities', cost)
    left -= cost
    const f = addRow(facilities)
    facilities.kind[f] = 5
    facilities.parcel[f] = best
    facilities.capacity[f] = MICRO_PARK.capacity
    facilities.quality[f] = MICRO_PARK.quality
    facilities.open[f] = 1
    facilities.built[f] = tick
    city.changes |= CHANGE.facilities
  }
  return left
}

/** Public rental homes on the cheapest land. @returns fen left */
function buildPublicHomes(city: City, money: number): number {
  const { parcels, projects, parameters: k, luck, economy, tick } = city
  const each = roundHalfEven(
    (PUBLIC_HOME.floor / k.floor_efficiency) *
      k.construction_cost *
      (1 + k.soft_cost) *
      PUBLIC_HOME.cost *
      100 *
      costIndex(city),
  )
  let left = money
  if (left < PUBLIC_HOME.least * each) return left
  const key = combine(luck.stable('land'), 7)
  // farmland is the cheapest; vacant land could have been sold
  const sites = sitesBy(city, p => (parcels.use[p] === USE.farmland ? 2 : 1) - combine(key, p) / 4294967296)
  for (;;) {
    const best = sites.pop()
    if (best === undefined || left < PUBLIC_HOME.least * each) return left
    const land = landCompensation(city, best)
    const servicing = roundHalfEven(k.servicing_cost * 100 * economy.incomeIndex[0]! * siteArea(city, best))
    const homes = Math.min(PUBLIC_HOME.most, Math.floor((left - land - servicing) / each))
    if (homes < PUBLIC_HOME.least) return left
    const total = homes * each
    if (parcels.use[best] === USE.farmland) payVillageLand(city, best, land)
    book(city, 'servicing', servicing)
    book(city, 'publicBuilding', total)
    left -= total + land + servicing
    const i = freeProject(city)
    projects.parcel[i] = best
    projects.state[i] = STATE.building
    projects.kind[i] = PROJECT.publicHomes
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

/** Farmland becomes workplaces below cost, for growth. @returns fen spent, less what buyers pay */
function sellIndustrialLand(city: City, rules: Rules, money: number, households: number): number {
  const { parcels, parameters: k, luck, economy, tick, plan } = city
  if (plan.bounded) return 0
  const growthWeight = 1 - rules.levers.kpi_reform.justice_weight
  const index = economy.incomeIndex[0]!
  let hectares = (INDUSTRIAL_HA_PER_1000 * households * (growthWeight / 0.75)) / 1000
  const key = combine(combine(luck.stable('land'), 13), Math.floor(tick / 12) + 1000)
  const sites = sitesBy(city, p => (parcels.use[p] === USE.farmland ? 1 - combine(key, p) / 4294967296 : 0))
  let spent = 0
  for (;;) {
    const best = sites.pop()
    if (best === undefined) return spent
    const size = parcels.area[best]! / 10_000
    if (hectares < size) return spent
    const land = landCompensation(city, best)
    const servicing = roundHalfEven(k.industrial_servicing * 100 * index * parcels.area[best]!)
    const price = roundHalfEven(k.industrial_price * 100 * index * parcels.area[best]!)
    const net = land + servicing - price
    if (spent + net > money) return spent
    payVillageLand(city, best, land)
    book(city, 'industrialServicing', servicing)
    book(city, 'industrialLand', price)
    parcels.use[best] = USE.employment
    parcels.owner[best] = OWNER.leased
    parcels.canopy[best] = 0.08
    addJobs(city, best, size * JOBS_PER_HA, households)
    spent += net
    hectares -= size
  }
}

/** New jobs go to the centre nearest by road: shares of all jobs shift toward it. */
function addJobs(city: City, p: number, jobs: number, households: number): void {
  const { centres, parcels } = city
  let nearest = 0
  for (let c = 1; c < centres.rows; c++)
    if (parcels.minutes[p * centres.rows + c]! < parcels.minutes[p * centres.rows + nearest]!) nearest = c
  const added = jobs / Math.max(1, households * 1.3)
  let sum = 0
  for (let c = 0; c < centres.rows; c++) {
    centres.jobs[c] = (centres.jobs[c]! + (c === nearest ? added : 0)) / (1 + added)
    sum += centres.jobs[c]!
  }
  for (let c = 0; c < centres.rows; c++) centres.jobs[c] = centres.jobs[c]! / sum
}

/** Pays up to what there is; borrows within the limit for essentials. */
function payEssentials(city: City, amount: number, yearly: number): void {
  const { accounts } = city
  const missing = Math.max(0, amount - Math.max(0, accounts.cash[ACCOUNT.government]!))
  const room = Math.max(0, Math.floor(CREDIT_LIMIT * yearly) - accounts.debt[ACCOUNT.government]!)
  const loan = Math.min(missing, room)
  book(city, 'governmentBorrows', loan)
  accounts.debt[ACCOUNT.government]! += loan
  book(city, 'essential', Math.min(amount, Math.max(0, accounts.cash[ACCOUNT.government]!)))
}

function debtService(city: City): void {
  const { accounts } = city
  const debt = accounts.debt[ACCOUNT.government]!
  if (debt === 0) return
  const cash = (): number => Math.max(0, accounts.cash[ACCOUNT.government]!)
  book(city, 'governmentInterest', Math.min(cash(), roundHalfEven(debt * CREDIT_RATE)))
  const back = Math.min(debt, Math.floor(cash() / 2))
  book(city, 'governmentRepays', back)
  accounts.debt[ACCOUNT.government]! -= back
}

/**
 * Share of the bills asked that an allowance pays: every lever then acts at that share of its distance from rest.
 * @example fundedShare(200, 100) // => 0.5
 */
export const fundedShare = (asked: number, allowance: number): number =>
  asked <= 0 ? 1 : clamp(allowance / asked, 0, 1)

export const budget: Process = {
  name: 'budget',
  writes: [
    ...BOOKED,
    'economy.gap',
    'economy.growth',
    'economy.growthReference',
    'economy.carriedFacilities',
    'economy.carriedGreen',
    'economy.carriedPublic',
    'facilities.*',
    'parcels.use',
    'parcels.owner',
    'parcels.canopy',
    'projects.*',
    'centres.jobs',
    'villages.cash',
  ],
  run(city, rules) {
    const { economy, parameters: k, accounts, facilities, tick, buildings } = city
    if (monthOf(tick) !== 11) return
    const tax = taxOfYear(city)
    const households = countHouseholds(city)
    const index = economy.incomeIndex[0]!
    payEssentials(city, roundHalfEven(k.essential_spending * tax), tax + flowOfYear(city, 'landPrice'))
    debtService(city)
    let added = 0
    for (let f = 0; f < facilities.rows; f++)
      if (facilities.built[f]! > -32768 && facilities.estate[f]! < 0)
        added += facilities.kind[f] === 5 ? 40_000 : k.facility_cost * k.facility_upkeep
    const cash = (): number => Math.max(0, accounts.cash[ACCOUNT.government]!)
    book(city, 'runningCost', Math.min(cash(), roundHalfEven(added * 100 * index)))
    let quota = 0
    let own = 0
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.origin[b] === 1) quota += buildings.publicHomes[b]!
      else if (buildings.origin[b] === 2) own += buildings.publicHomes[b]!
    }
    book(city, 'publicUpkeep', Math.min(cash(), roundHalfEven(own * PUBLIC_UPKEEP * 100 * index)))
    book(city, 'publicUpkeep', Math.min(cash(), roundHalfEven(quota * PUBLIC_UPKEEP * 100 * index)), 'public_housing')

    const free = discretionary(city)
    const wanted = k.spending_target * tax
    economy.gap[0] = wanted > 0 ? clamp((wanted - free) / wanted, -0.5, 1.5) : 0
    const asked = rules.bills.reduce((sum, bill) => sum + bill.amount, 0) * 100 * index
    const paid = fundedShare(asked, ALLOWANCE * free)
    rules.funded = paid
    let billed = 0
    for (const bill of rules.bills) {
      const amount = roundHalfEven(Math.max(0, bill.amount) * 100 * index * paid)
      book(city, 'policyBills', amount, bill.policy)
      billed += amount
    }
    const rest = Math.max(0, free - billed)
    const weight = rules.levers.kpi_reform.justice_weight
    const justice = rest * Math.min(1, 1.2 * weight)
    const growth = Math.floor(rest - justice)
    economy.carriedFacilities[0] = Math.floor(
      buildFacilities(
        city,
        rules,
        economy.carriedFacilities[0]! + Math.floor((justice * JUSTICE_PARTS.facilities) / PARTS),
      ),
    )
    economy.carriedGreen[0] = Math.floor(
      buildMicroParks(city, rules, economy.carriedGreen[0]! + Math.floor((justice * JUSTICE_PARTS.green) / PARTS)),
    )
    economy.carriedPublic[0] = Math.floor(
      buildPublicHomes(city, economy.carriedPublic[0]! + Math.floor((justice * JUSTICE_PARTS.publicHomes) / PARTS)),
    )
    const industry = sellIndustrialLand(city, rules, growth, households)
    const roads = Math.min(cash(), Math.max(0, growth - Math.max(0, industry)))
    book(city, 'growthProgramme', Math.floor(roads))
    const perHousehold = growth / 100 / households / index
    if (tick < 0) economy.growthReference[0] = perHousehold
    economy.growth[0] =
      tick < 0
        ? k.income_growth
        : k.income_growth +
          k.growth_elasticity * (log(1 + perHousehold / 500) - log(1 + economy.growthReference[0]! / 500))
  },
}

/** Policies that come into force between budgets are paid from cash in hand. */
export const bills: Process = {
  name: 'bills',
  writes: BOOKED,
  run(city, rules) {
    for (const { policy, amount } of rules.billsNow) {
      const cash = Math.max(0, city.accounts.cash[ACCOUNT.government]!)
      const due = roundHalfEven(Math.max(0, amount) * 100 * city.economy.incomeIndex[0]!)
      book(city, 'policyBills', Math.min(due, Math.floor(ALLOWANCE * cash)), policy)
    }
  },
}
