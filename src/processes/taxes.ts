import { KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import { REGISTERED, TENURE } from '../city/households.ts'
import { OWNER_UPKEEP, propertyTaxOf } from '../city/housing.ts'
import { ACCOUNT, BOOKED, book, flowNames } from '../city/ledger.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import type { Process } from './process.ts'

/** Of village rent, paid to members. */
const VILLAGE_DIVIDEND = 0.7

/** Landlords' and village collectives' accounts are settled: upkeep, interest, redemption, and the month's profit. */
export const taxes: Process = {
  name: 'taxes',
  writes: [...BOOKED, 'households.savings', 'villages.cash', 'developers.cash'],
  run(city) {
    if (city.economy.propertyTax[0]! > 0) levyPropertyTax(city)
    settleLandlords(city)
    payVillagers(city)
  },
}

/** What collecting a tax takes of it. */
const COLLECTION = 0.03

/**
 * Every private home is taxed on its price: of its owner's home what persons are exempt of is free. Nobody pays more than
 * there is in hand; the rest is lost to the city. Village homes belong to the collective and are not taxed.
 */
function levyPropertyTax(city: City): void {
  const { households, buildings, developers, accounts } = city
  let owners = 0
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0 || households.tenure[h] !== TENURE.owner) continue
    const due = Math.min(households.savings[h]!, roundHalfEven(propertyTaxOf(city, b, households.size[h]!)))
    households.savings[h]! -= due
    owners += due
  }
  book(city, 'propertyTax', owners, 'property_tax')
  let landlords = 0
  let builders = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0 || buildings.kind[b] === KIND.village) continue
    const each = roundHalfEven(propertyTaxOf(city, b, 0))
    landlords += each * buildings.landlordStock[b]!
    const d = buildings.developer[b]!
    const unsold = d < 0 ? 0 : Math.min(Math.max(0, developers.cash[d]!), each * buildings.developerStock[b]!)
    if (unsold === 0) continue
    developers.cash[d]! -= unsold
    builders += unsold
  }
  const paid = Math.min(landlords, Math.max(0, accounts.cash[ACCOUNT.landlords]!))
  book(city, 'propertyTaxLandlords', paid, 'property_tax')
  book(city, 'propertyTaxDevelopers', builders, 'property_tax')
  book(city, 'policyBills', roundHalfEven(COLLECTION * (owners + paid + builders)), 'property_tax')
}

const month = (city: City, kind: (typeof flowNames)[number]): number =>
  city.flows.months[flowNames.indexOf(kind) * 12 + monthOf(city.tick)]!

function settleLandlords(city: City): void {
  const { accounts, buildings, parameters: k, households } = city
  let upkeep = 0
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.landlordStock[b]! > 0 && buildings.kind[b] !== KIND.village)
      upkeep += Math.round(OWNER_UPKEEP * buildings.price[b]! * buildings.floor[b]!) * buildings.landlordStock[b]!
  const rent = month(city, 'rentToLandlords')
  const cash = (): number => Math.max(0, accounts.cash[ACCOUNT.landlords]!)
  const kept = Math.min(upkeep, cash())
  book(city, 'landlordsUpkeep', kept)
  const debt = accounts.debt[ACCOUNT.landlords]!
  const interest = roundHalfEven((debt * k.interest) / 12)
  const paid = Math.min(interest, cash())
  book(city, 'landlordsInterest', paid)
  accounts.debt[ACCOUNT.landlords]! += interest - paid
  const left = Math.max(0, Math.min(cash(), rent - kept - paid - month(city, 'propertyTaxLandlords')))
  const redeemed = Math.min(accounts.debt[ACCOUNT.landlords]!, debt > 0 ? Math.floor(left / 2) : 0)
  book(city, 'landlordsRepay', redeemed)
  accounts.debt[ACCOUNT.landlords]! -= redeemed
  const profit = left - redeemed
  let local = 0
  const { landlordShare, savings, size } = households
  for (let h = 0; h < households.rows; h++) {
    const share = landlordShare[h]!
    if (share === 0 || size[h] === 0) continue
    const part = Math.floor(profit * share)
    savings[h]! += part
    local += part
  }
  book(city, 'landlordsProfit', local)
  book(city, 'landlordsProfitAbroad', profit - local)
}

/** Registered residents of a village's buildings are its members. */
function payVillagers(city: City): void {
  const { villages, households, buildings, parcels } = city
  if (villages.rows === 0) return
  const { size, home, tenure, flags, savings } = households
  const rents = scratch(city, 'village rents', Float64Array, villages.rows)
  const count = scratch(city, 'village members', Int32Array, villages.rows)
  rents.fill(0, 0, villages.rows)
  count.fill(0, 0, villages.rows)
  // what a home brings the village, by building; −1 = the building is none of a village
  const brings = scratch(city, 'village rent', Float64Array, buildings.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const isVillage = buildings.kind[b] === KIND.village && parcels.village[buildings.parcel[b]!]! >= 0
    brings[b] = isVillage ? Math.floor(buildings.rent[b]! * buildings.floor[b]!) : -1
  }
  const members = scratch(city, 'members', Int32Array, households.rows)
  let found = 0
  for (let h = 0; h < households.rows; h++) {
    const b = home[h]!
    if (b < 0 || brings[b]! < 0 || size[h] === 0) continue
    const village = parcels.village[buildings.parcel[b]!]!
    if (tenure[h] === TENURE.informal) rents[village]! += brings[b]!
    if ((flags[h]! & REGISTERED) === 0) continue
    count[village]!++
    members[found++] = h
  }
  const each = scratch(city, 'village dividend', Float64Array, villages.rows)
  for (let v = 0; v < villages.rows; v++) {
    each[v] = 0
    if (count[v] === 0) continue
    each[v] = Math.max(0, Math.floor(Math.min(villages.cash[v]!, VILLAGE_DIVIDEND * rents[v]!) / count[v]!))
    book(city, 'villageDividend', each[v]! * count[v]!)
    villages.cash[v]! -= each[v]! * count[v]!
  }
  for (let i = 0; i < found; i++) {
    const h = members[i]!
    savings[h]! += each[parcels.village[buildings.parcel[home[h]!]!]!]!
  }
}
