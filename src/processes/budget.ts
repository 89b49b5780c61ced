/** The public budget (model §3.12): once a year the city pays what it must, then policies, then its two programmes. */
import { ORIGIN } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { CARRIED, monthOf } from '../city/economy.ts'
import { countHouseholds } from '../city/facts.ts'
import { ACCOUNT, BOOKED, book, flowOfYear } from '../city/ledger.ts'
import { type LeverGroup, leverDeclarations } from '../city/levers.ts'
import { OWNER, SERVES, USE } from '../city/parcels.ts'
import type { Bill, Rules } from '../city/rules.ts'
import { addJobs, nearestCentre, POCKET_PARK } from '../city/works.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { clamp, log } from '../lib/numeric.ts'
import { combine } from '../lib/random.ts'
import { CAPACITY } from './amenities.ts'
import { compensationOwed, landCompensation, payVillageLand } from './land.ts'
import { shareSurplus, wonOf } from './negotiation.ts'
import { shareWithNeighbours } from './neighbourhoodBudget.ts'
import { buyMobileHomes, extendRail, nextStation } from './planning.ts'
import type { Process } from './process.ts'
import { VOTED } from './vote.ts'
import {
  buildFacilities,
  buildPocketParks,
  buildPublicHomes,
  buildRooms,
  repairFabric,
  repairHomes,
  sitesBy,
} from './works.ts'

/** Parts of the justice programme, before levers that name a share of it; they are scaled to add to 1. */
const JUSTICE_PARTS = { facilities: 0.45, green: 0.2, culture: 0.15, publicHomes: 0.2 }
/** Cash held back, and the part of what is free that bills may take. */
const SPENDABLE = 0.8
const ALLOWANCE = 0.9
const CREDIT_RATE = 0.045
const CREDIT_LIMIT = 0.3
const INDUSTRIAL_HA_PER_1000 = 0.5
const JOBS_PER_HA = 60
const PUBLIC_UPKEEP = 600 // yuan a home and year
const MOBILE_UPKEEP = 900
/** Running cost of small facilities by kind [yuan a year]; others by a share of what they cost. */
const SMALL_UPKEEP: Readonly<Record<number, number>> = { 5: 40_000, 6: 200_000, 8: 30_000 }

/** Size of a facility, of one that the city builds: neighbours build branches. */
const partOfFull = ({ facilities }: City, f: number): number => {
  const full = CAPACITY[SERVES[facilities.kind[f]!]!]
  return full === undefined ? 1 : Math.min(1, facilities.capacity[f]! / full)
}

/** Free money of the year [fen], after essentials and what is set aside. */
export function discretionary(city: City): number {
  const { economy, accounts, zones } = city
  let carried = economy.carried.reduce((sum, fen) => sum + fen, 0)
  for (let z = 0; z < zones.rows; z++) carried += zones.fund[z]!
  return Math.max(0, SPENDABLE * (accounts.cash[ACCOUNT.government]! - carried - compensationOwed(city)))
}

/** Taxes that there are at rest: wages and upkeep follow them. What a property tax brings is free money. */
const taxOfYear = (city: City): number => flowOfYear(city, 'incomeTax') + flowOfYear(city, 'dealTax')

/**
 * Farmland becomes workplaces below cost, for growth. A village that bargains has its part of the price.
 * @returns fen spent, less what buyers pay
 */
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
    const net = land + servicing + wonOf(city, rules, best, price - land) - price
    if (spent + net > money) return spent
    payVillageLand(city, best, land)
    shareSurplus(city, rules, best, price - land)
    book(city, 'industrialServicing', servicing)
    book(city, 'industrialLand', price)
    parcels.use[best] = USE.employment
    parcels.owner[best] = OWNER.leased
    parcels.canopy[best] = parcels.canopyTarget[best] = 0.08
    addJobs(city, nearestCentre(city, best), size * JOBS_PER_HA, households)
    spent += net
    hectares -= size
  }
}

/** Pays up to what there is; borrows within the limit for essentials. @param parks the part that goes to pocket parks */
function payEssentials(city: City, amount: number, parks: number, yearly: number): void {
  const { accounts, economy } = city
  const missing = Math.max(0, amount - Math.max(0, accounts.cash[ACCOUNT.government]!))
  const room = Math.max(0, Math.floor(CREDIT_LIMIT * yearly) - accounts.debt[ACCOUNT.government]!)
  const loan = Math.min(missing, room)
  book(city, 'governmentBorrows', loan)
  accounts.debt[ACCOUNT.government]! += loan
  const paid = Math.min(amount, Math.max(0, accounts.cash[ACCOUNT.government]!))
  const forParks = Math.min(paid, parks)
  economy.carried[CARRIED.pocket_parks]! += forParks
  book(city, 'essential', paid - forParks)
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

/** Running costs of what has been added since the start, each with the tag of the policy that caused it. */
function payUpkeep(city: City): void {
  const { economy, parameters: k, accounts, facilities, buildings } = city
  const names = Object.keys(leverDeclarations)
  const facilityCosts = new Float64Array(names.length + 1)
  for (let f = 0; f < facilities.rows; f++)
    if (facilities.built[f]! > -32768 && facilities.estate[f]! < 0)
      facilityCosts[facilities.policy[f]!]! +=
        SMALL_UPKEEP[facilities.kind[f]!] ?? k.facility_cost * k.facility_upkeep * partOfFull(city, f)
  const homes = new Float64Array(6)
  for (let b = 0; b < buildings.rows; b++) homes[buildings.origin[b]!]! += buildings.publicHomes[b]!
  const pay = (kind: 'runningCost' | 'publicUpkeep', yuan: number, tag?: string): void => {
    const due = roundHalfEven(yuan * 100 * economy.incomeIndex[0]!)
    book(city, kind, Math.min(Math.max(0, accounts.cash[ACCOUNT.government]!), due), tag)
  }
  facilityCosts.forEach((yuan, i) => {
    pay('runningCost', yuan, i > 0 ? names[i - 1] : undefined)
  })
  pay('publicUpkeep', homes[ORIGIN.city]! * PUBLIC_UPKEEP)
  pay('publicUpkeep', homes[ORIGIN.quota]! * PUBLIC_UPKEEP, 'public_housing')
  pay('publicUpkeep', homes[ORIGIN.policy]! * PUBLIC_UPKEEP, 'public_building')
  pay('publicUpkeep', homes[ORIGIN.mobile]! * MOBILE_UPKEEP, 'mobile_homes')
}

/** Platforms are run on what the programme gives them; what they get beyond rest is the policy's. @returns fen left */
function runPlatforms(city: City, rules: Rules, money: number): number {
  const share = rules.levers.platforms.budget_share
  const beyond = share - leverDeclarations.platforms.budget_share.rest
  const own = beyond > 0 ? Math.floor((money * beyond) / share) : 0
  book(city, 'platforms', own, 'platforms')
  book(city, 'platforms', money - own)
  return 0
}

/** What policies ask money for. */
interface Work {
  /** @returns what is carried over, since it buys nothing whole [fen] */
  buy(city: City, rules: Rules, money: number): number
  /** there is nothing left to buy: it is no longer asked for */
  isDone?(city: City): boolean
}

const works: Partial<Record<LeverGroup & keyof typeof CARRIED, Work>> = {
  pocket_parks: { buy: (city, rules, money) => buildPocketParks(city, rules, money, 'pocket_parks') },
  public_building: { buy: (city, rules, money) => buildPublicHomes(city, rules, money, 'public_building') },
  mobile_homes: { buy: buyMobileHomes },
  rail: {
    buy: (city, _rules, money) => extendRail(city, money),
    // no station more would save anybody a minute
    isDone: city => nextStation(city) === null,
  },
}
const worksInTurn = Object.entries(works) as [keyof typeof works, Work][]

/** Bills of this year, but for works that have nothing left to buy. */
const billsDue = (city: City, { bills }: Rules): readonly Bill[] =>
  bills.filter(({ policy, buys }) => buys !== true || works[policy as keyof typeof works]?.isDone?.(city) !== true)

export const budget: Process = {
  name: 'budget',
  writes: [
    ...BOOKED,
    'economy.gap',
    'economy.growth',
    'economy.growthReference',
    'economy.carried',
    'facilities.*',
    'buildings.*',
    'stations.*',
    'economy.builtTotal',
    'parcels.serial',
    'parcels.firstBuilding',
    'parcels.use',
    'parcels.owner',
    'parcels.canopy',
    'parcels.canopyTarget',
    'parcels.heritageRepair',
    'projects.*',
    'centres.jobs',
    'villages.cash',
    'households.savings',
    ...VOTED,
    'zones.fund',
    'districts.contract',
    'districts.productivity',
  ],
  run(city, rules) {
    const { economy, parameters: k, accounts, tick, zones } = city
    if (monthOf(tick) !== 11) return
    const { levers } = rules
    const tax = taxOfYear(city)
    const households = countHouseholds(city)
    const index = economy.incomeIndex[0]!
    const fen = (yuan: number): number => roundHalfEven(yuan * 100 * index)
    const parksAtRest = Math.min(leverDeclarations.pocket_parks.per_zone_yr.rest, levers.pocket_parks.per_zone_yr)
    payEssentials(
      city,
      roundHalfEven(k.essential_spending * tax),
      fen(parksAtRest * zones.rows * POCKET_PARK.cost),
      tax + flowOfYear(city, 'landPrice'),
    )
    debtService(city)
    payUpkeep(city)
    const due = billsDue(city, rules)
    // levers below rest give back what their rest costs
    for (const { policy, amount } of due) if (amount < 0) book(city, 'policySavings', fen(-amount), policy)
    // works that are no longer asked for give back what they had not spent
    const asking = new Set(due.flatMap(bill => (bill.buys ? [bill.policy] : [])))
    for (const [policy] of worksInTurn)
      if (policy !== 'pocket_parks' && !asking.has(policy)) economy.carried[CARRIED[policy]] = 0

    const free = discretionary(city)
    const wanted = k.spending_target * tax
    economy.gap[0] = wanted > 0 ? clamp((wanted - free) / wanted, -0.5, 1.5) : 0
    const asked = due.reduce((sum, bill) => sum + Math.max(0, bill.amount), 0) * 100 * index
    const paid = fundedShare(asked, ALLOWANCE * free)
    rules.funded = paid
    let billed = 0
    for (const bill of due) {
      if (bill.amount <= 0) continue
      const amount = Math.floor(bill.amount * 100 * index * paid)
      if (bill.buys) economy.carried[CARRIED[bill.policy as keyof typeof works]]! += amount
      else book(city, 'policyBills', amount, bill.policy)
      billed += amount
    }
    for (const [policy, { buy }] of worksInTurn)
      economy.carried[CARRIED[policy]] = Math.floor(buy(city, rules, economy.carried[CARRIED[policy]]!))

    const rest = Math.max(0, free - billed)
    const programme = rest * Math.min(1, 1.2 * levers.kpi_reform.justice_weight)
    const growth = Math.floor(rest - programme)
    const justice = shareWithNeighbours(city, rules, programme)
    const parts = {
      ...JUSTICE_PARTS,
      microRepair: levers.micro_repair.budget_share,
      platforms: levers.platforms.budget_share,
    }
    const all = Object.values(parts).reduce((sum, part) => sum + part, 0)
    const programmes: Record<keyof typeof parts, (money: number) => number> = {
      facilities: money => buildFacilities(city, rules, money),
      green: money => buildPocketParks(city, rules, money),
      culture: money => buildRooms(city, repairFabric(city, money)),
      publicHomes: money => buildPublicHomes(city, rules, money),
      microRepair: money => repairHomes(city, rules, money),
      platforms: money => runPlatforms(city, rules, money),
    }
    for (const [part, spend] of Object.entries(programmes) as [keyof typeof parts, (money: number) => number][]) {
      const money = economy.carried[CARRIED[part]]! + Math.floor((justice * parts[part]) / all)
      economy.carried[CARRIED[part]] = Math.floor(spend(money))
    }
    const industry = sellIndustrialLand(city, rules, growth, households)
    const cash = Math.max(0, accounts.cash[ACCOUNT.government]!)
    const roads = Math.min(cash, Math.max(0, growth - Math.max(0, industry)))
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

/** Policies that come into force between budgets are paid from cash in hand; where it is short, they act in part. */
export const bills: Process = {
  name: 'bills',
  writes: BOOKED,
  run(city, rules) {
    if (rules.billsNow.length === 0) return
    const fen = (yuan: number): number => yuan * 100 * city.economy.incomeIndex[0]!
    const asked = rules.billsNow.reduce((sum, { amount }) => sum + Math.max(0, fen(amount)), 0)
    const share = fundedShare(asked, ALLOWANCE * Math.max(0, city.accounts.cash[ACCOUNT.government]!))
    for (const { policy, amount } of rules.billsNow) {
      if (amount < 0) book(city, 'policySavings', roundHalfEven(fen(-amount)), policy)
      else book(city, 'policyBills', Math.floor(fen(amount) * share), policy)
      rules.fundedNow[policy] = share
    }
  },
}
