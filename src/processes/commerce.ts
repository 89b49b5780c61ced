/** Heritage, tourism and street commerce (model §3.17): what visitors bring, what shops can pay, what is kept up. */
import { type City, scratch } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import { countHouseholds } from '../city/facts.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import { parcelsNear } from '../city/near.ts'
import { SETTING_CORE, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { addJobs, fabricCost, nearestCentre } from '../city/works.ts'
import { FIXED, fixed, roundHalfEven } from '../lib/fixed.ts'
import { clamp, exp, log } from '../lib/numeric.ts'
import { bits, unit } from '../lib/random.ts'
import type { Process } from './process.ts'

const MONTH_DAYS = 30
const SEATING_FEE = 10 // yuan/m² a month, seats a metre deep

/** Fen a month that shops take from residents who pass by, a m² of shop. */
function localRevenue({ parcels, parameters: k, economy }: City, p: number): number {
  const floor = parcels.shops[p]! * k.shop_floor
  return floor > 0 ? (parcels.visits[p]! * MONTH_DAYS * k.purchase * 100 * economy.incomeIndex[0]!) / floor : 0
}

/** Shops' revenue from visitors, by parcel [fen a month]: that of historic fabric goes to the shops within 300 m. */
function visitorRevenue(city: City): Float64Array {
  const { parcels, parameters: k, economy } = city
  const near = parcelsNear(city)
  const revenue = scratch(city, 'visitor revenue', Float64Array, parcels.rows)
  revenue.fill(0, 0, parcels.rows)
  const each = k.shop.from_visitors * MONTH_DAYS * k.visitor_spending * 100 * economy.incomeIndex[0]!
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.visitors[p] === 0) continue
    let shops = 0
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) shops += parcels.shops[near.items[i]!]!
    if (shops === 0) continue
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) {
      const q = near.items[i]!
      if (parcels.shops[q]! > 0) revenue[q]! += (each * parcels.visitors[p]! * parcels.shops[q]!) / shops
    }
  }
  return revenue
}

/** Shops as they are when a city is founded: rents are what revenue bears. */
export function settleShops(city: City): void {
  const { parcels, parameters: k } = city
  const visitors = visitorRevenue(city)
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.shops[p] === 0) continue
    parcels.shopRevenue[p] = localRevenue(city, p) + visitors[p]! / (parcels.shops[p]! * k.shop_floor)
    parcels.commercialRent[p] = k.shop.rent_of_revenue * parcels.shopRevenue[p]!
  }
}

/** Revenue, rents and old shops of shopping streets. */
function trade(city: City, rules: Rules): void {
  const { parcels, zones, parameters: k, luck, tick } = city
  const { levers } = rules
  const visitors = visitorRevenue(city)
  const key = luck.at('heritage', tick)
  const seats = levers.outdoor_seating.share * (1 - levers.beautification.intensity)
  const shelter = levers.old_shops.rent_shelter
  const ceiling = k.old_shop.unsheltered - k.old_shop.sheltered * shelter
  const zoneShops = scratch(city, 'zone shops', Float64Array, zones.rows)
  zoneShops.fill(0)
  for (let p = 0; p < parcels.rows; p++) zoneShops[parcels.zone[p]!]! += parcels.shops[p]!
  let sheltered = 0
  for (let p = 0; p < parcels.rows; p++) {
    const shops = parcels.shops[p]!
    if (shops === 0) continue
    if (parcels.use[p] !== USE.commercial) {
      parcels.shops[p] = parcels.oldShops[p] = 0
      parcels.commercialRent[p] = parcels.shopRevenue[p] = 0
      continue
    }
    const z = parcels.zone[p]!
    const local = localRevenue(city, p)
    const stalls = (k.shop.lost_to_stalls * zones.stallIncome[z]! * zones.vendors[z]!) / (zoneShops[z]! * k.shop_floor)
    const now = Math.max(1, local + visitors[p]! / (shops * k.shop_floor) - stalls)
    parcels.shopRevenue[p] = k.shop.revenue_memory * parcels.shopRevenue[p]! + (1 - k.shop.revenue_memory) * now
    // a street that begins to trade starts at the rent its revenue bears
    if (parcels.commercialRent[p] === 0) parcels.commercialRent[p] = k.shop.rent_of_revenue * parcels.shopRevenue[p]!
    if (parcels.renewedAt[p] === tick) parcels.commercialRent[p]! *= k.shop.renewed_rent
    const bears = k.shop.rent_of_revenue * (1 + k.shop.seating_rent * seats) * parcels.shopRevenue[p]!
    parcels.commercialRent[p]! *= exp(
      clamp(k.shop.rent_pace * log(bears / parcels.commercialRent[p]!), -k.shop.rent_step, k.shop.rent_step),
    )
    const old = parcels.oldShops[p]!
    if (old === 0) continue
    // old shops live on neighbours: those whom a livelier street draws come for something else
    const drawn = parcels.setting[p]! & SETTING_CORE ? 1 + levers.old_street.activation : 1
    const own = Math.max(1, local / drawn - stalls)
    const ratio = parcels.commercialRent[p]! / own
    const paid = shelter > 0 ? Math.min(ratio, ceiling) : ratio
    sheltered += Math.max(0, ratio - paid) * own * old * k.shop_floor
    const hazard =
      (parcels.renewedAt[p]! <= tick ? k.shop.renewed_hazard : 1) *
      k.old_shop.hazard *
      clamp((Math.min(paid, k.old_shop.unsheltered) - k.old_shop.bears) / k.old_shop.bears, 0, 1)
    let closed = 0
    for (let i = 0; i < old; i++) if (unit(bits(key, p, i)) < hazard) closed++
    parcels.oldShops[p] = old - closed
  }
  const cash = Math.max(0, city.accounts.cash[ACCOUNT.government]!)
  book(city, 'rentShelter', Math.min(cash, roundHalfEven(sheltered)), 'old_shops')
}

/** Visitors' money: shops, stalls, tax, and what of it residents of the zone are given. @returns tax left for repair */
function tourism(city: City, rules: Rules): number {
  const { zones, parameters: k, economy } = city
  const { share_to_residents } = rules.levers.heritage_tourism
  const spent = MONTH_DAYS * k.visitor_spending * 100 * economy.incomeIndex[0]!
  const dividend = scratch(city, 'tourism dividend', Float64Array, zones.rows)
  let all = 0
  let tax = 0
  for (let z = 0; z < zones.rows; z++) {
    const revenue = Math.floor((fixed(zones.visitors[z]!) / FIXED) * spent)
    all += revenue
    tax += Math.floor(k.shop.visitor_tax * revenue)
    dividend[z] = share_to_residents * revenue
  }
  book(city, 'tourismSpending', all)
  book(city, 'tourismTax', tax)
  const { fromTax, fromShops } = share_to_residents > 0 ? payResidents(city, dividend) : { fromTax: 0, fromShops: 0 }
  book(city, 'shopCosts', all - tax - fromShops)
  return tax - fromTax
}

/** Residents of a zone share alike in the tax on its tourism and in a tenth of what its shops take from visitors. */
function payResidents(city: City, dividend: Float64Array): { fromTax: number; fromShops: number } {
  const shop = city.parameters.shop
  const { households, buildings, parcels, zones } = city
  const { home, size, savings } = households
  const count = scratch(city, 'zone shares', Uint32Array, zones.rows)
  count.fill(0)
  const zoneOf = (h: number): number =>
    size[h] === 0 || home[h]! < 0 ? -1 : parcels.zone[buildings.parcel[home[h]!]!]!
  for (let h = 0; h < households.rows; h++) if (zoneOf(h) >= 0) count[zoneOf(h)]!++
  let fromTax = 0
  let fromShops = 0
  const each = scratch(city, 'zone dividend', Float64Array, zones.rows)
  for (let z = 0; z < zones.rows; z++) {
    if (count[z] === 0) continue
    const tax = Math.floor((shop.visitor_tax * dividend[z]!) / count[z]!)
    const shops = Math.floor((shop.dividend * shop.from_visitors * dividend[z]!) / count[z]!)
    each[z] = tax + shops
    fromTax += tax * count[z]!
    fromShops += shops * count[z]!
  }
  for (let h = 0; h < households.rows; h++) {
    const z = zoneOf(h)
    if (z >= 0) savings[h]! += each[z]!
  }
  book(city, 'tourismDividend', fromTax, 'heritage_tourism')
  book(city, 'shopDividend', fromShops)
  return { fromTax, fromShops }
}

/** Once a year: what shops take from visitors pays jobs in the centres nearest to them, at the wage of the low-skilled. */
function employ(city: City): void {
  const { centres, parcels, economy } = city
  const wage = economy.lowSkillWage[0]! * 100 * economy.incomeIndex[0]!
  if (wage === 0) return
  const revenue = visitorRevenue(city)
  const wages = new Float64Array(centres.rows)
  for (let p = 0; p < parcels.rows; p++)
    if (revenue[p]! > 0) wages[nearestCentre(city, p)]! += Math.round(city.parameters.shop.wages * revenue[p]!)
  const households = countHouseholds(city)
  for (let c = 0; c < centres.rows; c++) {
    const jobs = wages[c]! / wage
    const more = jobs - centres.visitorJobs[c]!
    centres.visitorJobs[c] = jobs
    // before the first count nobody knows which of the jobs there are visitors'
    if (city.tick >= 0) addJobs(city, c, more, households)
  }
}

/** Repair fades and is paid for; time and crowds wear the fabric. @param money fen for repair */
function keepUp(city: City, money: number): void {
  const fabric = city.parameters.fabric
  const { parcels } = city
  const cost = fabricCost(city)
  const added = cost > 0 ? money / cost : 0
  if (cost > 0) book(city, 'heritageRepair', money)
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.heritage[p] === 0) continue
    parcels.heritageRepair[p] = parcels.heritageOpen[p]
      ? clamp(parcels.heritageRepair[p]! * (1 - fabric.fades) + added, 0, 1)
      : 1
    parcels.heritage[p] = clamp(
      parcels.heritage[p]! +
        fabric.heals * parcels.heritageRepair[p]! -
        fabric.ages -
        fabric.trodden * parcels.crowding[p]!,
      0,
      1,
    )
  }
}

/** Fees for seats on the pavement beyond those at rest. */
function chargeSeats(city: City, rules: Rules): void {
  const { share } = rules.levers.outdoor_seating
  const beyond = share - AT_REST.outdoor_seating.share
  if (beyond <= 0) return
  const { parcels, economy } = city
  let front = 0
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.use[p] === USE.commercial) front += Math.round(parcels.frontage[p]!)
  book(
    city,
    'seatingFees',
    roundHalfEven(SEATING_FEE * 100 * economy.incomeIndex[0]! * beyond * front),
    'outdoor_seating',
  )
}

export const commerce: Process = {
  name: 'commerce',
  writes: [
    ...BOOKED,
    'parcels.shops',
    'parcels.oldShops',
    'parcels.shopRevenue',
    'parcels.commercialRent',
    'parcels.heritage',
    'parcels.heritageRepair',
    'households.savings',
    'centres.jobs',
    'centres.visitorJobs',
  ],
  run(city, rules) {
    trade(city, rules)
    if (monthOf(city.tick) === 11) employ(city)
    chargeSeats(city, rules)
    keepUp(city, tourism(city, rules))
  },
}
