/** Land supply, the land-finance motive, and the life of a project up to its site (model §3.9). */

import { AXIS_REACH, axisDistances } from '../city/axes.ts'
import { emptyHomes, KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { PROJECT, STATE } from '../city/developers.ts'
import { countHouseholds } from '../city/facts.ts'
import { plannedRatio, siteDwellings } from '../city/found.ts'
import { SHARING, TENURE } from '../city/households.ts'
import { BOOKED, book } from '../city/ledger.ts'
import { OWNER, RED_FARMLAND, RED_HERITAGE, RED_NATURE, USE } from '../city/parcels.ts'
import type { PlanParcel } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { distance } from '../lib/geometry.ts'
import { exp } from '../lib/numeric.ts'
import { combine, unit } from '../lib/random.ts'
import { addRow, clearRow } from '../lib/table.ts'
import { shareSurplus, wonOf } from './negotiation.ts'
import type { Process } from './process.ts'
import { AXIS_FLOOR, GAP, GAPS, isAdjacentToBuilt, type Offer, siteArea, siteValue } from './siteValue.ts'
import { countDecided, isHeard, termsOf } from './terms.ts'

/** Built land must have stood so many months before it is renewed. */
const RENEWAL_AGE = 200
/** What the government holds against demolishing: households, historic fabric, nature. */
const LOST = { household: 1.2, heritage: 60, nature: 80 }
/** Months of offers that may pile up. */
const OFFER_LIMIT = 12
const PIPELINE_NORMAL = 0.05
/** What bidders take off the price among themselves where nobody can see the deal. */
export const COLLUSION = 0.08
/** Weight of what is lost, where residents are heard: households and historic fabric. */
const HEARD = { household: 0.5, heritage: 20 }
/** What a site on an axis of growth counts for, at full strength. */
const AXIS_BONUS = 30
/** Tax on what a village collective gets for its land. */
const COLLECTIVE_TAX = 0.2
/** Landlords' compensation, of market price. */
const LANDLORD_COMPENSATION = 0.9

/** Compensation due when a parcel is taken [fen], and the households it costs their homes. */
export interface Taking {
  compensation: number
  /** of it, above the terms at rest */
  extra: number
  households: number
}

/** Terms for one household [fen]: owners by price, tenants by months of rent, those without contract by a share of it. */
export function householdCompensation(city: City, rules: Rules, h: number): number {
  const { households, buildings } = city
  const { owner, tenant_months, informal_tenants } = rules.levers.compensation
  const b = households.home[h]!
  const floor = buildings.floor[b]!
  switch (households.tenure[h]) {
    case TENURE.owner:
      return roundHalfEven(owner * buildings.price[b]! * floor)
    case TENURE.market:
      return roundHalfEven(tenant_months * buildings.rent[b]! * floor)
    case TENURE.informal: {
      const rent = households.flags[h]! & SHARING ? buildings.rent[b]! / 2 : buildings.rent[b]!
      return roundHalfEven(informal_tenants * tenant_months * rent * floor)
    }
    default:
      return 0
  }
}

/** Compensation for the investors' homes of a building [fen]. */
export const stockCompensation = (city: City, b: number): number =>
  roundHalfEven(
    LANDLORD_COMPENSATION *
      city.buildings.price[b]! *
      city.buildings.floor[b]! *
      (city.buildings.landlordStock[b]! + city.buildings.developerStock[b]!),
  )

/** Compensation for unbuilt land [fen]. */
export function landCompensation(city: City, p: number): number {
  const { parcels, parameters: k } = city
  const rate =
    parcels.use[p] === USE.farmland
      ? k.farmland_compensation
      : parcels.use[p] === USE.nature
        ? k.nature_compensation
        : 0
  return roundHalfEven(rate * 100 * city.economy.incomeIndex[0]! * siteArea(city, p))
}

/** Residents by building, counted by kind: made once a tick when candidates are weighed. */
function takingOf(city: City, rules: Rules, p: number): Taking {
  const { parcels, buildings } = city
  const { owner, tenant_months, informal_tenants } = rules.levers.compensation
  let compensation = landCompensation(city, p)
  let households = 0
  for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!) {
    const price = buildings.price[b]! * buildings.floor[b]!
    const rent = buildings.rent[b]! * buildings.floor[b]!
    const isVillage = buildings.kind[b] === KIND.village
    const terms = isVillage ? informal_tenants * tenant_months : tenant_months
    compensation += buildings.owners[b]! * roundHalfEven(owner * price)
    compensation += buildings.tenants[b]! * roundHalfEven(terms * rent)
    compensation += buildings.sharing[b]! * roundHalfEven((terms * rent) / 2)
    compensation += stockCompensation(city, b)
    households += buildings.owners[b]! + buildings.tenants[b]! + buildings.publicTenants[b]! + buildings.sharing[b]!
  }
  return { compensation, extra: 0, households }
}

/**
 * Red lines in force: bits by parcel, made anew when the levers have moved. Ranks are those of the plan, not of what is left of
 * it, so the lines of the same levers are the same whenever they are drawn; land already built on gets none.
 */
function drawRedLines(city: City, rules: Rules): void {
  const { parcels, plan, luck } = city
  const { heritage, nature, farmland } = rules.levers.red_line
  const drawn = city.economy.redLines
  if (drawn[0] === heritage && drawn[1] === nature && drawn[2] === farmland) return
  drawn.set([heritage, nature, farmland])
  const mark = (bit: number, share: number, members: number[], still: (p: number) => boolean): void => {
    const kept = Math.round(share * members.length)
    members.forEach((p, i) => {
      parcels.redLine[p] = i < kept && still(p) ? parcels.redLine[p]! | bit : parcels.redLine[p]! & ~bit
    })
  }
  const members = (of: (parcel: PlanParcel) => boolean): number[] =>
    plan.parcels.flatMap((parcel, p) => (of(parcel) ? [p] : []))
  const fabric = (p: number): number => plan.parcels[p]!.heritage ?? 0
  const cover = (p: number): number => plan.parcels[p]!.canopy ?? 0
  mark(
    RED_HERITAGE,
    heritage,
    members(parcel => (parcel.heritage ?? 0) > 0).sort((a, b) => fabric(b) - fabric(a) || a - b),
    p => parcels.heritage[p]! > 0,
  )
  mark(
    RED_NATURE,
    nature,
    members(parcel => parcel.use === 'nature').sort((a, b) => cover(b) - cover(a) || a - b),
    p => parcels.use[p] === USE.nature,
  )
  const key = luck.stable('land')
  mark(
    RED_FARMLAND,
    farmland,
    members(parcel => parcel.use === 'farmland').sort((a, b) => combine(key, a) - combine(key, b) || a - b),
    p => parcels.use[p] === USE.farmland,
  )
}

export interface Candidate {
  parcel: number
  offer: Offer
  /** what the auction would bring [fen] */
  price: number
  reserve: number
  taking: Taking
  dwellings: number
}

/** Reserve price of a site [fen]: what it costs the city, with a margin (rent gap: Smith 1979, Clark 1995). */
export const reserveOf = (city: City, p: number, compensation: number): number =>
  city.parameters.renewal_threshold * compensation +
  city.parameters.servicing_cost * 100 * city.economy.incomeIndex[0]! * siteArea(city, p)

/**
 * A parcel as a site: its best offer, price and taking; null if nobody bids its reserve.
 * @param density share of the floor that may be built
 */
export function candidate(city: City, rules: Rules, p: number, density = 1): Candidate | null {
  const taking = takingOf(city, rules, p)
  const reserve = reserveOf(city, p, taking.compensation)
  const { best, second } = siteValue(city, rules, p)
  if (best === null || best.value * density < reserve) return null
  const offer =
    density === 1
      ? best
      : { ...best, value: best.value * density, cost: best.cost * density, saleFloor: best.saleFloor * density }
  const price = Math.max(reserve, second * density * (1 - COLLUSION * (1 - rules.levers.open_data.share)))
  return { parcel: p, offer, price, reserve, taking, dwellings: Math.floor(offer.saleFloor / offer.floor) }
}

/** Parcels that may be offered at all, whoever bids. */
function isOffered(city: City, p: number, live: Uint8Array): boolean {
  const { parcels, buildings, plan } = city
  if (live[p] || parcels.redLine[p] !== 0) return false
  switch (parcels.use[p]) {
    case USE.vacant:
      // mobile homes stand there until their time is over
      return parcels.firstBuilding[p]! < 0
    case USE.farmland:
    case USE.nature:
      return !plan.bounded && parcels.owner[p] !== OWNER.leased && isAdjacentToBuilt(city, p)
    case USE.residential: {
      for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
        if (buildings.age[b]! <= RENEWAL_AGE || buildings.publicHomes[b]! > 0) return false
      return parcels.firstBuilding[p]! >= 0
    }
    default:
      return false
  }
}

/** Share of let and for-sale homes that stand empty in the whole city. */
export function vacancyRate(city: City): number {
  const { buildings } = city
  let homes = 0
  let empty = 0
  for (let b = 0; b < buildings.rows; b++) {
    homes += buildings.dwellings[b]! - buildings.publicHomes[b]!
    empty += emptyHomes(buildings, b)
  }
  return homes > 0 ? empty / homes : 0
}

function offerLand(city: City, rules: Rules): void {
  const { economy, projects, parcels, parameters: k, luck, tick, buildings } = city
  const { levers } = rules
  const growthWeight = 1 - levers.kpi_reform.justice_weight
  const H = countHouseholds(city)
  let standing = 0
  for (let b = 0; b < buildings.rows; b++) standing += buildings.dwellings[b]!
  let coming = 0
  const live = scratch(city, 'live sites', Uint8Array, parcels.rows)
  live.fill(0, 0, parcels.rows)
  for (let i = 0; i < projects.rows; i++) {
    if (projects.state[i] === STATE.free) continue
    live[projects.parcel[i]!] = 1
    if (projects.state[i]! >= STATE.auctioned) coming += projects.dwellings[i]!
  }
  const pipeline = standing > 0 ? coming / standing : 0
  const monthly = (H * k.land_base) / 12
  const drive = Math.max(
    0.15,
    1 +
      levers.land_finance.impulse * (growthWeight / 0.75) * Math.max(0, economy.gap[0]!) +
      k.vacancy_feedback * (k.natural_vacancy - vacancyRate(city) - 0.5 * Math.max(0, pipeline - PIPELINE_NORMAL)),
  )
  const half = 0.5 * siteDwellings(city, 10_000 * city.plan.siteShare, 90)
  // a year's worth at most, but never less than a site: a hamlet would otherwise never offer one
  const most = Math.max(OFFER_LIMIT * monthly, 2 * half)
  economy.landOffer[0] = Math.min(most, economy.landOffer[0]! + monthly * drive)
  if (economy.landOffer[0]! < half) return
  const key = combine(luck.stable('land'), Math.floor(tick / 12) + 1000)
  const axes = levers.growth_axes.strength > 0 ? axisDistances(city, levers.growth_axes.count) : null
  const best: { site: Candidate; score: number; hash: number }[] = []
  for (let p = 0; p < parcels.rows; p++) {
    const hash = combine(key, p)
    const isUnbuilt = parcels.use[p] === USE.farmland || parcels.use[p] === USE.nature
    if (unit(hash) >= (isUnbuilt ? k.new_land_share : k.offer_share) || !isOffered(city, p, live)) continue
    const site = candidate(city, rules, p)
    if (site === null) continue
    const surplus = site.price - site.taking.compensation
    const score =
      (growthWeight * (surplus - wonOf(city, rules, p, surplus))) / 100 / 1e6 -
      levers.kpi_reform.justice_weight *
        (LOST.household * site.taking.households +
          LOST.heritage * parcels.heritage[p]! +
          LOST.nature * (parcels.use[p] === USE.nature ? 1 : 0)) -
      levers.hearings.required *
        turnoutOfZone(city, parcels.zone[p]!) *
        (HEARD.household * site.taking.households + HEARD.heritage * parcels.heritage[p]!) +
      (axes === null ? 0 : AXIS_BONUS * levers.growth_axes.strength * exp(-axes[p]! / AXIS_REACH))
    best.push({ site, score, hash })
  }
  best.sort((a, b) => b.score - a.score || b.hash - a.hash || a.site.parcel - b.site.parcel)
  for (const { site } of best) {
    if (economy.landOffer[0]! < half) break
    const i = freeProject(city)
    projects.parcel[i] = site.parcel
    projects.state[i] = STATE.proposed
    projects.kind[i] = PROJECT.housing
    projects.opened[i] = tick
    projects.stateSince[i] = tick
    projects.dwellings[i] = site.dwellings
    economy.landOffer[0]! -= site.dwellings
  }
}

/** Share of those asked in a zone who voted, last year. */
export function turnoutOfZone({ zones }: City, z: number): number {
  const called = zones.called[z * 2 + 1]!
  return called > 0 ? zones.voted[z * 2 + 1]! / called : 0
}

/** A project row to use: rows freed in the same tick are not reused, since states move once a tick. */
export function freeProject(city: City): number {
  const { projects } = city
  for (let i = 0; i < projects.rows; i++)
    if (projects.state[i] === STATE.free) {
      clearRow(projects, i)
      return i
    }
  return addRow(projects)
}

/** An approved site is auctioned, second price with a reserve, to those who bid that month. */
function auction(city: City, rules: Rules, i: number): void {
  const { projects, parcels, economy, developers, tick, parameters: k } = city
  const p = projects.parcel[i]!
  // a red line drawn since bars the sale
  const site = parcels.redLine[p] === 0 ? candidate(city, termsOf(city, rules, i), p, projects.density[i]!) : null
  if (site === null) {
    dropProject(city, i)
    return
  }
  const { offer } = site
  const d = offer.developer
  const price = roundHalfEven(Math.min(site.price, offer.value))
  const loan = Math.max(0, Math.min(Math.floor(0.65 * price), price), price - Math.max(0, developers.cash[d]!))
  book(city, 'developersBorrow', loan)
  developers.debt[d]! += loan
  developers.cash[d]! += loan - price
  const isCollective = sellsItself(city, rules, p)
  if (isCollective) {
    const village = parcels.village[p]!
    const tax = roundHalfEven(COLLECTIVE_TAX * price)
    book(city, 'collectiveLand', price)
    book(city, 'collectiveTax', tax, 'city_rural')
    city.villages.cash[village]! += price - tax
  } else book(city, 'landPrice', price)
  const captured = Math.min(Math.max(0, developers.cash[d]!), roundHalfEven(offer.captured))
  book(city, 'valueCapture', captured, 'rail')
  developers.cash[d]! -= captured
  const isBuilt = parcels.firstBuilding[p]! >= 0
  const land = isCollective ? 0 : landCompensation(city, p)
  const servicing = roundHalfEven(k.servicing_cost * 100 * economy.incomeIndex[0]! * siteArea(city, p))
  book(city, 'servicing', servicing)
  if (parcels.use[p] === USE.farmland) payVillageLand(city, p, land)
  else book(city, 'compensationNature', land)
  projects.developer[i] = d
  projects.landPrice[i] = price
  projects.borrowed[i] = loan
  projects.cost[i] = Math.round(offer.cost)
  projects.dwellings[i] = site.dwellings
  projects.floor[i] = offer.floor
  projects.quality[i] = offer.quality
  projects.gated[i] = offer.gated ? 1 : 0
  projects.garden[i] = offer.garden ? 1 : 0
  if (offer.gated) takeNature(city, i, offer)
  projects.subsidy[i] = offer.subsidy
  projects.mix[i] = rules.levers.zoning.mix
  projects.publicShare[i] = rules.levers.public_housing.share
  const cap = rules.levers.profit_cap.max_margin
  if (cap !== null) {
    const total = (price + offer.cost) * (1 + k.finance_cost)
    const most = (total * (1 + cap)) / (offer.saleFloor * (1 - k.selling_cost))
    // with a price cap homes may not cost more; with a levy they may, and the city takes the rest
    if (rules.levers.profit_cap.mode === 'price') projects.capPrice[i] = most
    else projects.levyPrice[i] = most
  }
  shareSurplus(city, rules, p, price - site.taking.compensation)
  projects.compensationDue[i] = isBuilt ? Math.max(0, site.taking.compensation - land) : 0
  projects.state[i] = isBuilt ? STATE.vacating : STATE.auctioned
  projects.stateSince[i] = tick
  parcels.owner[p] = OWNER.leased
  if (!isBuilt) parcels.use[p] = USE.site
}

/** A project is given up: its homes may be offered elsewhere. */
export function dropProject(city: City, i: number): void {
  const { projects, economy, tick } = city
  economy.landOffer[0]! += projects.dwellings[i]!
  countDecided(city, tick - projects.opened[i]!)
  clearRow(projects, i)
}

/** A hill beside a walled estate is bought as its garden where green sells homes for more than the hill costs. */
function takeNature(city: City, i: number, offer: Offer): void {
  const { projects, parcels, zones, developers, parameters: k, economy } = city
  const p = projects.parcel[i]!
  const d = offer.developer
  const gap = zones.hedonicGap[parcels.zone[p]! * GAPS + GAP.green]!
  if (gap <= 0) return
  const q = natureBeside(city, p)
  if (q < 0) return
  const price = roundHalfEven(k.nature_price * 100 * economy.incomeIndex[0]! * siteArea(city, q))
  if (gap * (offer.value + offer.cost) <= price || price > developers.cash[d]!) return
  book(city, 'natureSold', price)
  developers.cash[d]! -= price
  projects.enclosed[i] = q
  parcels.owner[q] = OWNER.leased
}

/** A parcel of nature next to this one that nobody has and no line protects; −1 = none. */
function natureBeside({ parcels }: City, p: number): number {
  const reach = 1.4 * Math.sqrt(parcels.area[p]!)
  for (let q = 0; q < parcels.rows; q++) {
    if (parcels.use[q] !== USE.nature || parcels.redLine[q] !== 0 || parcels.owner[q] === OWNER.leased) continue
    if (distance(parcels.x[p]!, parcels.y[p]!, parcels.x[q]!, parcels.y[q]!) <= reach) return q
  }
  return -1
}

/** Under a market of its own a village sells part of its farmland itself: which parcels is drawn once for all. */
function sellsItself(city: City, rules: Rules, p: number): boolean {
  const { parcels, luck } = city
  const share = rules.levers.city_rural.collective_market
  if (share === 0 || parcels.use[p] !== USE.farmland || parcels.village[p]! < 0) return false
  return unit(combine(combine(luck.stable('land'), 31), p)) < share
}

/** On axes of growth the plan allows more floor, and goes on to allow it. */
function widenAxes(city: City, rules: Rules): void {
  const { parcels } = city
  const { strength, count } = rules.levers.growth_axes
  if (strength === 0) return
  const distance = axisDistances(city, count)
  for (let p = 0; p < parcels.rows; p++) {
    if (distance[p]! > AXIS_REACH) continue
    parcels.farMax[p] = Math.max(parcels.farMax[p]!, plannedRatio(city, p) * (1 + AXIS_FLOOR * strength))
  }
}

/** Farmland belongs to the nearest village; where there is none the money leaves the city. */
export function payVillageLand(city: City, p: number, amount: number, policy?: string): void {
  const village = city.parcels.village[p]!
  if (village >= 0) {
    book(city, 'compensationVillages', amount, policy)
    city.villages.cash[village]! += amount
  } else book(city, 'compensationNature', amount, policy)
}

export const land: Process = {
  name: 'land',
  writes: [
    ...BOOKED,
    'projects.*',
    'parcels.use',
    'parcels.owner',
    'parcels.redLine',
    'parcels.farMax',
    'economy.landOffer',
    'economy.redLines',
    'households.savings',
    'civics.delay',
    'civics.decided',
    'developers.cash',
    'developers.debt',
    'villages.cash',
    'zones.fund',
  ],
  run(city, rules) {
    const { projects, tick } = city
    drawRedLines(city, rules)
    widenAxes(city, rules)
    const order = Array.from({ length: projects.rows }, (_, i) => i)
      .filter(
        i =>
          projects.state[i]! >= STATE.proposed &&
          projects.state[i]! <= STATE.auctioned &&
          projects.state[i] !== STATE.hearing &&
          projects.stateSince[i]! < tick,
      )
      .sort((a, b) => projects.parcel[a]! - projects.parcel[b]!)
    for (const i of order) {
      const state = projects.state[i]
      if (state === STATE.approved) auction(city, rules, i)
      else {
        if (state === STATE.proposed)
          projects.state[i] = isHeard(city, rules, projects.parcel[i]!) ? STATE.hearing : STATE.approved
        else {
          projects.state[i] = STATE.site
          countDecided(city, tick - projects.opened[i]!)
        }
        projects.stateSince[i] = tick
      }
    }
    offerLand(city, rules)
  },
}

/** The reserve of money that projects will need [fen]. */
export function compensationOwed(city: City): number {
  let owed = 0
  for (let i = 0; i < city.projects.rows; i++) owed += city.projects.compensationDue[i]!
  return owed
}
