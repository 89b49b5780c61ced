/**
 * Capital that is after other things than homes (model §3.8), once a year: leisure capital bids for historic fabric that draws
 * visitors and closes it to all but guests; commercial capital renews shopping streets whose rents bear it.
 */
import type { City } from '../city/city.ts'
import { STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { BOOKED, book } from '../city/ledger.ts'
import { USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { combine, unit } from '../lib/random.ts'
import { COLLUSION } from './land.ts'
import type { Process } from './process.ts'
import { costIndex, siteArea } from './siteValue.ts'

/** Operators: one for each 10,000 households, at least two. They and their money come from outside. */
const HOUSEHOLDS_EACH = 10_000
const FEWEST = 2
/** Initial value of `renewedAt`. */
const NEVER_RENEWED = 32767
/** Worth of a visitor a day [yuan]: 12 months of 30 days, 40 yuan, 60 % of it theirs, half of that profit, at 8 % a year. */
const VISITOR = (12 * 30 * 40 * 0.6 * 0.5) / 0.08
/** Works that a parcel needs [yuan/m² of a tenth of it]. */
const WORKS = 800 * 0.1
/** Spread of their guesses about visitors, uniform half-width. */
const ERROR = 0.1

/** What each operator would pay for a parcel of historic fabric [yuan at I = 1], highest first. */
export function leisureBids(city: City, p: number): number[] {
  const { parcels, plan, parameters: k, luck, tick } = city
  const count = Math.max(FEWEST, Math.round(plan.households / HOUSEHOLDS_EACH))
  const key = combine(combine(luck.stable('heritage'), Math.floor(tick / 12) + 1000), p)
  const { low, high } = k.required_return
  return Array.from({ length: count }, (_, d) => {
    const aim = low + ((high - low) * (d + 0.5)) / count
    const guess = 1 + ERROR * (2 * unit(combine(key, d)) - 1)
    return (VISITOR * parcels.visitors[p]! * guess) / (1 + aim) - WORKS * siteArea(city, p)
  }).sort((a, b) => b - a)
}

/** Historic fabric on sale: open, standing, outside the lines, nothing planned there. */
function onSale(city: City): number[] {
  const { parcels, projects } = city
  const planned = new Set<number>()
  for (let i = 0; i < projects.rows; i++) if (projects.state[i] !== STATE.free) planned.add(projects.parcel[i]!)
  const found: number[] = []
  for (let p = 0; p < parcels.rows; p++)
    if (
      parcels.heritage[p]! > 0 &&
      parcels.heritageOpen[p] === 1 &&
      parcels.redLine[p] === 0 &&
      parcels.use[p] !== USE.site &&
      !planned.has(p)
    )
      found.push(p)
  return found
}

/** The year's sales: second price with a reserve, to those who bid most; no operator takes more than one parcel a year. */
function sellFabric(city: City, rules: Rules): void {
  const { parcels, plan, parameters: k, luck, economy, tick } = city
  const key = combine(luck.stable('land'), Math.floor(tick / 12) + 2000)
  const offers: { p: number; price: number; hash: number }[] = []
  for (const p of onSale(city)) {
    const hash = combine(key, p)
    if (unit(hash) >= k.offer_share) continue
    const reserve = k.servicing_cost * siteArea(city, p)
    const [best, second] = leisureBids(city, p)
    if (best! < reserve) continue
    offers.push({ p, price: Math.max(reserve, second! * (1 - COLLUSION * (1 - rules.levers.open_data.share))), hash })
  }
  offers.sort((a, b) => b.price - a.price || b.hash - a.hash || a.p - b.p)
  const most = Math.max(FEWEST, Math.round(plan.households / HOUSEHOLDS_EACH))
  for (const { p, price } of offers.slice(0, most)) {
    book(city, 'leisurePrice', roundHalfEven(price * 100 * economy.incomeIndex[0]!))
    parcels.heritageOpen[p] = 0
    parcels.heritageRepair[p] = 1
  }
}

/** Rent of a shop that is profit, and the return it is sold for; part of the cost of building that a renewed front takes. */
const SHOP = { net: 0.5, yield: 0.07, works: 1 }

/** What each commercial developer would pay to renew the front of a shopping street [fen], highest first. */
export function commercialBids(city: City, p: number): number[] {
  const { parcels, plan, parameters: k, luck, tick } = city
  const count = Math.max(FEWEST, Math.round(plan.households / HOUSEHOLDS_EACH))
  const key = combine(combine(luck.stable('developer'), Math.floor(tick / 12) + 3000), p)
  const { low, high } = k.required_return
  const floor = parcels.shops[p]! * k.shop_floor
  const works = SHOP.works * floor * k.construction_cost * 100 * (1 + k.soft_cost) * costIndex(city)
  return Array.from({ length: count }, (_, d) => {
    const aim = low + ((high - low) * (d + 0.5)) / count
    const guess = 1 + ERROR * (2 * unit(combine(key, d)) - 1)
    return (12 * parcels.commercialRent[p]! * guess * SHOP.net * floor) / SHOP.yield / (1 + aim) - works
  }).sort((a, b) => b - a)
}

/** The year's street fronts: second price, to those who bid most; what is renewed stays as it is for years. */
function sellFronts(city: City, rules: Rules): void {
  const { parcels, plan, parameters: k, luck, tick } = city
  const key = combine(luck.stable('land'), Math.floor(tick / 12) + 3000)
  const offers: { p: number; price: number; hash: number }[] = []
  for (let p = 0; p < parcels.rows; p++) {
    if (parcels.use[p] !== USE.commercial || parcels.shops[p] === 0 || parcels.redLine[p] !== 0) continue
    const hash = combine(key, p)
    if (parcels.renewedAt[p] !== NEVER_RENEWED || unit(hash) >= k.offer_share) continue
    const [best, second] = commercialBids(city, p)
    if (best! <= 0) continue
    offers.push({ p, price: Math.max(0, second!) * (1 - COLLUSION * (1 - rules.levers.open_data.share)), hash })
  }
  offers.sort((a, b) => b.price - a.price || b.hash - a.hash || a.p - b.p)
  const most = Math.max(FEWEST, Math.round(plan.households / HOUSEHOLDS_EACH))
  for (const { p, price } of offers.slice(0, most)) {
    book(city, 'commercialPrice', roundHalfEven(price))
    parcels.renewedAt[p] = tick + k.build_months
  }
}

export const capital: Process = {
  name: 'capital',
  writes: [...BOOKED, 'parcels.heritageOpen', 'parcels.heritageRepair', 'parcels.renewedAt'],
  run(city, rules) {
    if (city.tick < 0 || monthOf(city.tick) !== 0) return
    sellFabric(city, rules)
    sellFronts(city, rules)
  },
}
