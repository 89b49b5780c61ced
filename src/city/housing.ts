/** What homes cost and what households have for them: shared by every process that reads or pays housing. */
import { roundHalfEven } from '../lib/fixed.ts'
import { log, pow } from '../lib/numeric.ts'
import { KIND } from './buildings.ts'
import { type City, derived } from './city.ts'
import { AIDED, CONFISCATED, LOCAL_WORK, MICRO_JOB, RECYCLER, SHARING, TENURE, VENDING } from './households.ts'
import { ACCOUNT, BOOKED, book } from './ledger.ts'
import type { Parameters } from './parameters.ts'

/** Monthly instalment of a loan of 1 with n months left, n = 0 … 360. */
export function annuities(city: City): Float64Array {
  return derived(city, 'annuities', () => {
    const i = city.parameters.interest / 12
    return Float64Array.from({ length: 361 }, (_, n) => (n === 0 ? 1 : i === 0 ? 1 / n : i / (1 - 1 / pow(1 + i, n))))
  })
}

/** Floor of a home that the city builds [m²], and its cost of construction relative to the market's. */
export const PUBLIC_FLOOR = 50
const PUBLIC_COST = 0.8

/** Construction [yuan, at building costs of tick 0]: shells by gross floor [m²], and what every home needs. */
export const buildingCost = (k: Parameters, gross: number, homes: number): number =>
  gross * k.construction_cost * (1 + k.soft_cost) + homes * k.home_cost

/** Construction of a public home [yuan, at building costs of tick 0]. */
export const publicHomeCost = (k: Parameters): number =>
  buildingCost(k, PUBLIC_FLOOR / k.floor_efficiency, 1) * PUBLIC_COST

export const MORTGAGE_MONTHS = 360
/** Owners' upkeep a month, of the price. */
export const OWNER_UPKEEP = 0.0008

/** Flags of households with income beside wages. */
export const EARNS_BESIDE = VENDING | RECYCLER | MICRO_JOB | AIDED | LOCAL_WORK

/** Income of stalls, recycling and micro-jobs this month [fen]; nobody taxes it. */
export function informalIncome({ households, buildings, parcels, zones, economy }: City, h: number): number {
  const flags = households.flags[h]!
  const home = households.home[h]!
  if ((flags & EARNS_BESIDE) === 0 || home < 0) return 0
  const z = parcels.zone[buildings.parcel[home]!]!
  const kept = (flags & CONFISCATED) === 0
  return (
    (flags & VENDING && kept ? zones.stallIncome[z]! - zones.stallFee[z]! : 0) +
    (flags & RECYCLER && kept ? zones.recyclerIncome[z]! : 0) +
    (flags & MICRO_JOB ? economy.microWage[0]! : 0)
  )
}

/** What public works pay a resident for a month [fen]: the median income of low skill. */
export const worksWage = ({ economy }: City): number =>
  roundHalfEven(economy.lowSkillWage[0]! * 100 * economy.incomeIndex[0]!)

/** Income of this month on which there is no tax [fen]: informal income, aid and work for the city. */
export function untaxedIncome(city: City, h: number): number {
  const flags = city.households.flags[h]!
  if ((flags & EARNS_BESIDE) === 0) return 0
  return (
    informalIncome(city, h) + (flags & AIDED ? city.economy.aid[0]! : 0) + (flags & LOCAL_WORK ? worksWage(city) : 0)
  )
}

/** Income this month before tax [fen]: labour income, or insurance when out of work, and what is earned beside. */
export function income(city: City, h: number): number {
  return wage(city, h) + untaxedIncome(city, h)
}

/** Labour income this month [fen], or insurance when out of work. */
export function wage(city: City, h: number): number {
  const { households, economy, parameters } = city
  const full = households.level[h]! * economy.incomeIndex[0]! * 100
  return households.unemployedUntil[h]! > city.tick ? full * parameters.job_loss.insurance : full
}

/** Fee of a building [fen/m²/month]: walled estates charge it, more with private green; green walls cost everywhere. */
export function feeRate(city: City, building: number): number {
  const { parcels, estates, buildings, parameters, economy } = city
  const p = buildings.parcel[building]!
  const estate = parcels.estate[p]!
  const facade = parcels.greened[p] ? parameters.facade_fee : 0
  if (estate < 0 || !estates.walled[estate] || buildings.kind[building] === KIND.village)
    return facade * 100 * economy.incomeIndex[0]!
  const green = estates.privateGreen[estate] ? parameters.private_green_fee : 0
  return (parameters.estate_fee + green + facade) * 100 * economy.incomeIndex[0]!
}

/** Property tax a month on a home whose owner lives in it [fen]; 0 persons = let or empty, nothing exempt. */
export function propertyTaxOf(city: City, building: number, persons: number): number {
  const { buildings, economy } = city
  const rate = economy.propertyTax[0]!
  if (rate === 0) return 0
  const taxed = buildings.floor[building]! - economy.taxExempt[0]! * persons
  return taxed > 0 ? (rate / 12) * buildings.price[building]! * taxed : 0
}

/** Mean market rent a m² [fen], by dwellings, village and public left out; set at the start of the tick. */
export const meanRent = (city: City): number => {
  const { buildings } = city
  let sum = 0
  let homes = 0
  for (let b = 0; b < buildings.rows; b++) {
    const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
    if (n <= 0 || buildings.kind[b] === KIND.village) continue
    sum += Math.round(buildings.rent[b]! * 1024) * n
    homes += n
  }
  return homes > 0 ? sum / 1024 / homes : city.parameters.rent_start * 100
}

/** Rent a m² of a building's public homes [fen]: where tenants of the old site have returned, no more than they paid there. */
export const publicRate = ({ buildings, economy }: City, b: number, publicRent: number): number =>
  buildings.keptRent[b]! > 0 ? Math.min(publicRent, buildings.keptRent[b]! * economy.incomeIndex[0]!) : publicRent

/** What a household pays for its home this month [fen]: rent or instalment and upkeep, and the estate fee. */
export function housingCost(city: City, h: number, publicRent: number): number {
  const { households, buildings } = city
  const b = households.home[h]!
  if (b < 0) return 0
  const floor = buildings.floor[b]!
  switch (households.tenure[h]) {
    case TENURE.owner: {
      const instalment = households.mortgage[h]! * annuities(city)[households.mortgageMonths[h]!]!
      const tax = propertyTaxOf(city, b, households.size[h]!)
      return instalment + (OWNER_UPKEEP * buildings.price[b]! + feeRate(city, b)) * floor + tax
    }
    case TENURE.public:
      return publicRate(city, b, publicRent) * floor
    default: {
      const rent = buildings.rent[b]! * floor
      return households.flags[h]! & SHARING ? rent / 2 : rent + feeRate(city, b) * floor
    }
  }
}

/** Columns that a sale to landlords writes: for processes to declare. */
export const SOLD = [
  ...BOOKED,
  'households.savings',
  'households.mortgage',
  'households.mortgageMonths',
  'households.mortgageArrears',
  'buildings.landlordStock',
  'economy.lostMortgages',
] as const

/** Landlords buy a home from its owner, who redeems the mortgage; the home is let from the next tick. */
export function sellToLandlords(city: City, h: number): void {
  const { households, buildings } = city
  const b = households.home[h]!
  const price = roundHalfEven(buildings.price[b]! * buildings.floor[b]!)
  landlordsPay(city, price)
  book(city, 'soldToLandlords', price)
  households.savings[h]! += price
  redeem(city, h)
  buildings.landlordStock[b]!++
}

/** Redeems the mortgage out of savings; what savings do not cover is the bank's loss. */
export function redeem(city: City, h: number): void {
  const { households, economy } = city
  const owed = households.mortgage[h]!
  const paid = Math.min(owed, households.savings[h]!)
  book(city, 'mortgagePrincipal', paid)
  households.savings[h]! -= paid
  economy.lostMortgages[0]! += owed - paid
  households.mortgage[h] = 0
  households.mortgageMonths[h] = 0
  households.mortgageArrears[h] = 0
}

/** Sees that landlords can pay an amount: from cash, else on credit. */
export function landlordsPay(city: City, amount: number): void {
  const { accounts } = city
  const missing = amount - Math.max(0, accounts.cash[ACCOUNT.landlords]!)
  if (missing <= 0) return
  book(city, 'landlordsBorrow', missing)
  accounts.debt[ACCOUNT.landlords]! += missing
}

/** ln size^0.6 by size, 0 … 8. */
export const LN_SIZE = Float64Array.from({ length: 9 }, (_, n) => (n > 0 ? 0.6 * log(n) : 0))
/** size^0.7 by size, for consumption, and size^0.6, for equivalent adults. */
export const SIZE_07 = Float64Array.from({ length: 9 }, (_, n) => (n > 0 ? pow(n, 0.7) : 0))
export const EQUIVALENT = Float64Array.from({ length: 9 }, (_, n) => (n > 0 ? pow(n, 0.6) : 0))
