import { AXIS_REACH, axisDistances } from '../city/axes.ts'
import { addBuilding, CAPPED, KIND, ORIGIN } from '../city/buildings.ts'
import { CHANGE, type City } from '../city/city.ts'
import { PROJECT, STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { byId, moveIn, moveOut, NEVER, REASON, RIGHT_OF_RETURN, TENURE, TITLE } from '../city/households.ts'
import { landlordsPay } from '../city/housing.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { ACCESS, OWNER, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { userCost } from '../city/utility.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { addRow, clearRow } from '../lib/table.ts'
import type { Process } from './process.ts'
import { featurePremium, GAP, GAPS, GARDEN_M2, learnGaps, localMarket, qualityFactor } from './siteValue.ts'

/** Months after which unsold homes are offered to landlords. */
const STOCK_FOR_LANDLORDS = 6
const CAP_RESALE_MONTHS = 60
const LOAN = 0.65
const DEBT_LIMIT = 4
/** Without a limit sites may wait so many months for a better market. */
const LAND_BANK_MONTHS = 120
/** Persons that a square metre of garden serves. */
const PERSONS_PER_M2 = 0.6
const KIND_NATURE = 8
const RETURNED_LAND = 0.8

/** Building goes on, estates are finished and sold to landlords what households leave, debts and dividends are paid. */
export const developers: Process = {
  name: 'developers',
  writes: [
    ...BOOKED,
    'developers.*',
    'projects.*',
    'buildings.*',
    'households.*',
    'parcels.use',
    'parcels.owner',
    'parcels.serial',
    'parcels.firstBuilding',
    'parcels.estate',
    'parcels.canopy',
    'parcels.shopMix',
    'economy.startedOnAxis',
    'parcels.canopyTarget',
    'parcels.greened',
    'edges.estate',
    'edges.flags',
    'estates.*',
    'facilities.*',
    'zones.hedonicGap',
    'economy.medianSchool',
    'economy.homesStarted',
    'economy.startedTotal',
    'economy.homesBuilt',
    'economy.builtTotal',
    'economy.developerMargin',
  ],
  run(city, rules) {
    const { projects, tick } = city
    if (monthOf(tick) === 0) learnGaps(city)
    const order = Array.from({ length: projects.rows }, (_, i) => i)
      .filter(i => projects.state[i] === STATE.site || projects.state[i] === STATE.building)
      .sort((a, b) => projects.parcel[a]! - projects.parcel[b]!)
    for (const i of order) {
      if (projects.stateSince[i] === tick) continue
      if (projects.state[i] === STATE.site) start(city, rules, i)
      else if (construct(city, i)) finish(city, rules, i)
    }
    sellOldStock(city, rules)
    settleBooks(city)
  },
}

/** A developer builds unless waiting earns more than interest; a site not built on is returned in the end. */
function start(city: City, rules: Rules, i: number): void {
  const { projects, economy, parameters, tick, developers, accounts, parcels } = city
  const p = projects.parcel[i]!
  const d = projects.developer[i]!
  if (d >= 0) {
    const waits = localMarket(city, p).growth > parameters.interest && developers.cash[d]! > projects.cost[i]!
    if (waits && tick - projects.stateSince[i]! < (rules.levers.land_bank.max_months ?? LAND_BANK_MONTHS)) return
    if (waits) {
      const back = Math.min(
        roundHalfEven(RETURNED_LAND * projects.landPrice[i]!),
        Math.max(0, accounts.cash[ACCOUNT.government]!),
      )
      book(city, 'landReturned', back)
      developers.cash[d]! += back
      parcels.use[p] = USE.vacant
      parcels.owner[p] = OWNER.state
      if (projects.enclosed[i]! >= 0) parcels.owner[projects.enclosed[i]!] = OWNER.state
      clearRow(projects, i)
      return
    }
  }
  projects.state[i] = STATE.building
  projects.stateSince[i] = tick
  if (axisDistances(city, rules.levers.growth_axes.count)[p]! <= AXIS_REACH)
    economy.startedOnAxis[monthOf(tick)]! += projects.dwellings[i]!
  economy.homesStarted[monthOf(tick)]! += projects.dwellings[i]!
  if (tick >= 0) economy.startedTotal[0]! += projects.dwellings[i]!
}

/** A month of construction, if it can be paid. @returns whether the estate is finished */
function construct(city: City, i: number): boolean {
  const { projects, developers, parameters, economy, accounts } = city
  const d = projects.developer[i]!
  const months = parameters.build_months
  if (d < 0) {
    // the city's own homes were paid at the start
    projects.monthsBuilt[i]!++
    return projects.monthsBuilt[i]! >= months
  }
  const done = projects.monthsBuilt[i]!
  const due = Math.round((projects.cost[i]! * (done + 1)) / months) - Math.round((projects.cost[i]! * done) / months)
  const room = Math.max(0, DEBT_LIMIT * developers.startingCapital[d]! * economy.incomeIndex[0]! - developers.debt[d]!)
  const aid = Math.min(roundHalfEven(projects.subsidy[i]! * due), Math.max(0, accounts.cash[ACCOUNT.government]!))
  const own = due - aid
  const wanted = Math.max(Math.floor(LOAN * own), own - developers.cash[d]!)
  const loan = Math.min(own, Math.max(0, Math.floor(Math.min(wanted, room))))
  if (developers.cash[d]! + loan < own) return false
  book(city, 'subsidy', aid, 'use_value')
  book(city, 'developersBorrow', loan)
  developers.debt[d]! += loan
  projects.borrowed[i]! += loan
  book(city, 'construction', due)
  developers.cash[d]! += loan - own
  projects.spent[i]! += due
  projects.monthsBuilt[i]!++
  return projects.monthsBuilt[i]! >= months
}

/** An estate is finished: homes enter the market, the quota is handed over, those with a right return. */
function finish(city: City, rules: Rules, i: number): void {
  const { projects, parcels, economy, tick, developers, parameters } = city
  const p = projects.parcel[i]!
  const d = projects.developer[i]!
  const homes = projects.dwellings[i]!
  const isCity = projects.kind[i] === PROJECT.publicHomes || projects.kind[i] === PROJECT.policyHomes
  const market = localMarket(city, p)
  const b = addBuilding(city, p, homes)
  const buildings = city.buildings
  buildings.floor[b] = projects.floor[i]!
  buildings.quality[b] = projects.quality[i]!
  buildings.growthExpected[b] = market.growth
  buildings.peer[b] = 2
  const garden = projects.garden[i] === 1 ? Math.max(0, city.zones.hedonicGap[parcels.zone[p]! * GAPS + GAP.green]!) : 0
  const premium = featurePremium(city, p, market, projects.floor[i]!, projects.gated[i] === 1) + garden
  buildings.rent[b] = market.rent * qualityFactor(projects.quality[i]!) * (1 + premium)
  buildings.price[b] = (12 * buildings.rent[b]!) / (userCost(city, market.growth) + economy.propertyTax[0]!)
  buildings.developer[b] = d
  buildings.stockSince[b] = tick
  parcels.use[p] = USE.residential
  parcels.owner[p] = isCity ? OWNER.state : OWNER.leased
  parcels.canopy[p] = parcels.canopyTarget[p] = rules.levers.green_ratio.minimum + projects.moreGreen[i]!
  parcels.greened[p] = 0
  parcels.shopMix[p] = projects.mix[i]!
  if (isCity) {
    buildings.kind[b] = KIND.public
    buildings.publicHomes[b] = homes
    buildings.origin[b] = projects.kind[i] === PROJECT.policyHomes ? ORIGIN.policy : ORIGIN.city
  } else {
    buildings.kind[b] = projects.gated[i] ? KIND.gated : KIND.open
    if (projects.gated[i]) enclose(city, p, projects.garden[i] === 1, projects.enclosed[i]!)
    const due = roundHalfEven(parameters.finance_cost * (projects.landPrice[i]! + projects.cost[i]!))
    developers.due[d]! += projects.borrowed[i]! + due
    developers.debt[d]! += due
    projects.interestDue[i] = due
    if (tick >= 0) {
      economy.developerMargin[1]! += projects.landPrice[i]!
      economy.developerMargin[2]! += projects.cost[i]!
      economy.developerMargin[3]! += due
    }
    if (projects.capPrice[i]! > 0) {
      buildings.flags[b]! |= CAPPED
      buildings.capPrice[b] = projects.capPrice[i]!
      buildings.resaleAfter[b] = tick + CAP_RESALE_MONTHS
    }
    buildings.levyPrice[b] = projects.levyPrice[i]!
    const quota = Math.min(homes, Math.round(projects.publicShare[i]! * homes))
    const handed = repurchase(city, b, d, quota, 'public_housing')
    buildings.publicHomes[b] = handed
    buildings.origin[b] = handed > 0 ? ORIGIN.quota : ORIGIN.none
    buildings.developerStock[b] = homes - handed
    if (projects.returning[i]! > 0) returnHome(city, i, b)
  }
  economy.homesBuilt[monthOf(tick)]! += homes
  economy.builtTotal[0]! += homes
  clearRow(projects, i)
}

/** The city buys homes at the repurchase ratio, as many as its cash allows. @returns how many */
function repurchase(city: City, b: number, developer: number, wanted: number, tag: string): number {
  const { buildings, accounts, parameters, developers, economy } = city
  const each = roundHalfEven(parameters.repurchase_ratio * buildings.price[b]! * buildings.floor[b]!)
  const affordable = Math.max(0, Math.floor(accounts.cash[ACCOUNT.government]! / Math.max(1, each)))
  const homes = Math.min(wanted, affordable)
  book(city, 'repurchase', homes * each, tag)
  developers.cash[developer]! += homes * each
  if (city.tick >= 0) economy.developerMargin[0]! += homes * each
  return homes
}

/** Walls go up round a new estate; its parcel had open streets, which become its own. */
function enclose(city: City, p: number, garden: boolean, nature: number): void {
  const { parcels, edges, estates, facilities } = city
  const e = addRow(estates)
  estates.walled[e] = 1
  estates.privateGreen[e] = garden || nature >= 0 ? 1 : 0
  estates.rank[e] = 2
  parcels.estate[p] = e
  // streets that only serve this parcel's door fall to the estate; the nearest stays open as its gate
  const node = parcels.node[p]!
  if (node < parcels.rows && city.plan.source === 'synthetic') {
    let gate = -1
    for (const edge of edgesAt(city, node)) if (gate < 0 || edges.units[edge]! < edges.units[gate]!) gate = edge
    for (const edge of edgesAt(city, node)) {
      edges.estate[edge] = e
      edges.flags[edge] = edge === gate ? edges.flags[edge]! | 1 : edges.flags[edge]! | 16
    }
  }
  city.changes |= CHANGE.walls
  const addGreen = (kind: number, parcel: number, area: number): void => {
    const f = addRow(facilities)
    facilities.kind[f] = kind
    facilities.parcel[f] = parcel
    facilities.capacity[f] = area * PERSONS_PER_M2
    facilities.quality[f] = 0.8
    facilities.open[f] = 0
    facilities.estate[f] = e
    facilities.built[f] = city.tick
    city.changes |= CHANGE.facilities
  }
  if (garden) addGreen(ACCESS.park, p, GARDEN_M2)
  if (nature >= 0) {
    parcels.estate[nature] = e
    addGreen(KIND_NATURE, nature, parcels.area[nature]!)
  }
}

function edgesAt(city: City, node: number): number[] {
  const { edges } = city
  const index = city.derived.get('edges at') as Map<number, number[]> | undefined
  if (index) return index.get(node) ?? []
  const made = new Map<number, number[]>()
  for (let e = 0; e < edges.rows; e++)
    for (const n of [edges.a[e]!, edges.b[e]!]) {
      const list = made.get(n)
      if (list) list.push(e)
      else made.set(n, [e])
    }
  city.derived.set('edges at', made)
  return made.get(node) ?? []
}

/**
 * Those with a right of return get homes here first, as they had them before: owners their own, tenants public homes at the
 * rent a m² they paid. The city buys the homes. Who owns elsewhere by now is paid what its home here would have cost the city.
 */
function returnHome(city: City, i: number, b: number): void {
  const { households, buildings, projects, accounts } = city
  const p = projects.parcel[i]!
  const returning: number[] = []
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0 && households.returnTo[h] === p && households.flags[h]! & RIGHT_OF_RETURN)
      returning.push(h)
  returning.sort(byId(households))
  const isSettled = (h: number): boolean => households.home[h]! >= 0 && households.tenure[h] === TENURE.owner
  const hasTitle = (h: number): boolean => (households.flags[h]! & TITLE) !== 0
  const owners = returning.filter(h => !isSettled(h) && hasTitle(h))
  const tenants = returning.filter(h => !isSettled(h) && !hasTitle(h))
  const take = (list: number[], tenure: number): void => {
    const wanted = Math.min(list.length, buildings.developerStock[b]!)
    const homes = repurchase(city, b, projects.developer[i]!, wanted, 'compensation')
    buildings.developerStock[b]! -= homes
    if (tenure === TENURE.public) buildings.publicHomes[b]! += homes
    for (const h of list.slice(0, homes)) bringHome(city, h, b, tenure)
  }
  take(owners, TENURE.owner)
  take(tenants, TENURE.public)
  if (buildings.publicTenants[b]! > 0) buildings.keptRent[b] = projects.keptRent[i]!
  const each = roundHalfEven(city.parameters.repurchase_ratio * buildings.price[b]! * buildings.floor[b]!)
  for (const h of returning) {
    if (hasTitle(h) && households.home[h] !== b) {
      const paid = Math.min(each, Math.max(0, accounts.cash[ACCOUNT.government]!))
      book(city, 'compensation', paid, 'compensation')
      households.savings[h]! += paid
    }
    households.flags[h]! &= ~(RIGHT_OF_RETURN | TITLE)
    households.returnTo[h] = -1
  }
}

function bringHome(city: City, h: number, b: number, tenure: number): void {
  const { households, tick } = city
  moveOut(city, h)
  moveIn(city, h, b, tenure)
  households.lastMove[h] = tick
  households.moveReason[h] = REASON.return
  households.searchStart[h] = NEVER
  households.homelessMonths[h] = 0
}

/** Of what homes bring, the city takes the part above the levy price. @param homes sold for `price` together */
export function payLevy(city: City, b: number, developer: number, price: number, homes: number): void {
  const { buildings, developers } = city
  if (buildings.levyPrice[b] === 0) return
  const levy = Math.max(0, price - homes * roundHalfEven(buildings.levyPrice[b]! * buildings.floor[b]!))
  book(city, 'profitLevy', levy, 'profit_cap')
  developers.cash[developer]! -= levy
}

/** Developer stock older than half a year goes to landlords at the asking price, unless capped homes are reserved. */
function sellOldStock(city: City, rules: Rules): void {
  const { buildings, developers, tick, parameters, economy } = city
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.developerStock[b]!
    const since = tick - buildings.stockSince[b]!
    if (homes === 0 || since <= STOCK_FOR_LANDLORDS) continue
    const sold = homesForLandlords(rules, homes, since)
    if (sold === 0) continue
    if (
      buildings.capPrice[b]! > 0 &&
      rules.levers.profit_cap.allot !== 'open' &&
      rules.levers.profit_cap.max_margin !== null
    )
      continue
    const d = buildings.developer[b]!
    const rate =
      buildings.capPrice[b]! > 0 ? Math.min(buildings.capPrice[b]!, buildings.price[b]!) : buildings.price[b]!
    const price = sold * roundHalfEven(rate * buildings.floor[b]!)
    landlordsPay(city, price)
    book(city, 'stockToLandlords', price)
    const cost = roundHalfEven(parameters.selling_cost * price)
    payLevy(city, b, d, price, sold)
    developers.cash[d]! += price - cost
    book(city, 'sellingCost', cost)
    if (tick >= 0) economy.developerMargin[0]! += price - cost
    buildings.developerStock[b]! -= sold
    buildings.landlordStock[b]! += sold
  }
}

/** Homes of an old stock that landlords may buy this month: all, or under a purchase limit a share of it once a year. */
function homesForLandlords(rules: Rules, homes: number, since: number): number {
  const { homes: limit } = rules.levers.purchase_limit
  if (limit === null) return homes
  return (since - STOCK_FOR_LANDLORDS) % 12 === 1 ? Math.floor((0.075 + 0.025 * limit) * homes) : 0
}

/** Debts for finished estates are redeemed from all cash; rich developers pay dividends, poor ones get fresh equity. */
function settleBooks(city: City): void {
  const { developers, economy } = city
  for (let d = 0; d < developers.rows; d++) {
    const paid = Math.min(developers.due[d]!, Math.max(0, developers.cash[d]!))
    book(city, 'developersRepay', paid)
    developers.cash[d]! -= paid
    developers.due[d]! -= paid
    developers.debt[d]! -= paid
    const start = developers.startingCapital[d]! * economy.incomeIndex[0]!
    if (developers.cash[d]! > 1.5 * start) {
      const dividend = Math.floor(0.2 * (developers.cash[d]! - 1.5 * start))
      book(city, 'dividends', dividend)
      developers.cash[d]! -= dividend
    } else if (developers.cash[d]! < 0.3 * start) {
      const equity = Math.floor(0.1 * (0.3 * start - developers.cash[d]!))
      book(city, 'equity', equity)
      developers.cash[d]! += equity
    }
  }
}
