import { column, type Table } from '../lib/table.ts'
import type { City } from './city.ts'

/**
 * Money: whole fen, from one account to another. Single accounts have a row of their own; households, developers and
 * village collectives hold their cash in their tables, and the process that books a flow moves it there.
 */
export const accounts = ['government', 'landlords', 'enterprises', 'bank', 'outside', 'estates'] as const
export type Account = (typeof accounts)[number] | 'households' | 'developers' | 'villages'

export const accountColumns = {
  cash: column(Float64Array, 'fen', 'may be negative where credit is'),
  debt: column(Float64Array, 'fen', 'owed to the bank'),
}
export type Accounts = Table<typeof accountColumns>

/** Every kind of flow, from → to. A new flow is a line here. */
export const flowKinds = {
  wages: ['outside', 'households'],
  insurance: ['outside', 'households'],
  savingsBrought: ['outside', 'households'],
  consumption: ['households', 'outside'],
  ownersUpkeep: ['households', 'outside'],
  savingsTaken: ['households', 'outside'],
  bequestsAbroad: ['households', 'outside'],
  incomeTax: ['households', 'government'],
  dealTax: ['households', 'government'],
  propertyTax: ['households', 'government'],
  propertyTaxLandlords: ['landlords', 'government'],
  propertyTaxDevelopers: ['developers', 'government'],
  publicRent: ['households', 'government'],
  rentToLandlords: ['households', 'landlords'],
  rentToVillages: ['households', 'villages'],
  rentToDevelopers: ['households', 'developers'],
  fees: ['households', 'estates'],
  feesSpent: ['estates', 'outside'],
  mortgageGranted: ['bank', 'households'],
  mortgageInterest: ['households', 'bank'],
  mortgagePrincipal: ['households', 'bank'],
  boughtFromDevelopers: ['households', 'developers'],
  boughtFromLandlords: ['households', 'landlords'],
  soldToLandlords: ['landlords', 'households'],
  soldToVillages: ['villages', 'households'],
  stockToLandlords: ['landlords', 'developers'],
  landlordsBorrow: ['bank', 'landlords'],
  landlordsInterest: ['landlords', 'bank'],
  landlordsRepay: ['landlords', 'bank'],
  landlordsUpkeep: ['landlords', 'outside'],
  landlordsProfit: ['landlords', 'households'],
  landlordsProfitAbroad: ['landlords', 'outside'],
  villageDividend: ['villages', 'households'],
  villageRooms: ['villages', 'outside'],
  developersBorrow: ['bank', 'developers'],
  developersInterest: ['developers', 'bank'],
  developersRepay: ['developers', 'bank'],
  construction: ['developers', 'outside'],
  sellingCost: ['developers', 'outside'],
  dividends: ['developers', 'outside'],
  equity: ['outside', 'developers'],
  landPrice: ['developers', 'government'],
  profitLevy: ['developers', 'government'],
  landReturned: ['government', 'developers'],
  repurchase: ['government', 'developers'],
  compensation: ['government', 'households'],
  compensationLandlords: ['government', 'landlords'],
  compensationVillages: ['government', 'villages'],
  compensationNature: ['government', 'outside'],
  returnRent: ['government', 'households'],
  essential: ['government', 'outside'],
  runningCost: ['government', 'outside'],
  servicing: ['government', 'outside'],
  facilities: ['government', 'outside'],
  publicBuilding: ['government', 'outside'],
  publicUpkeep: ['government', 'outside'],
  growthProgramme: ['government', 'outside'],
  industrialLand: ['outside', 'government'],
  industrialServicing: ['government', 'outside'],
  policyBills: ['government', 'outside'],
  policySavings: ['outside', 'government'],
  microRepair: ['government', 'outside'],
  natureSold: ['developers', 'government'],
  leisurePrice: ['outside', 'government'],
  commercialPrice: ['outside', 'government'],
  railWorks: ['government', 'outside'],
  valueCapture: ['developers', 'government'],
  collectiveLand: ['developers', 'villages'],
  collectiveTax: ['villages', 'government'],
  subsidy: ['government', 'developers'],
  mobileHomes: ['government', 'outside'],
  schoolSeats: ['government', 'outside'],
  charity: ['households', 'households'],
  hearings: ['government', 'outside'],
  neighbourhoodWorks: ['government', 'outside'],
  servicesBought: ['government', 'outside'],
  localJobs: ['outside', 'households'],
  localPremium: ['government', 'outside'],
  recognition: ['government', 'outside'],
  villageSurplus: ['government', 'villages'],
  villageSurplusShared: ['villages', 'households'],
  openingWorks: ['government', 'outside'],
  openingCompensation: ['government', 'households'],
  platforms: ['government', 'outside'],
  stallSales: ['outside', 'households'],
  stallFees: ['households', 'government'],
  finds: ['outside', 'households'],
  microWages: ['outside', 'households'],
  fines: ['households', 'government'],
  aid: ['government', 'households'],
  aidCost: ['government', 'outside'],
  seatingFees: ['outside', 'government'],
  tourismSpending: ['outside', 'enterprises'],
  shopCosts: ['enterprises', 'outside'],
  tourismTax: ['enterprises', 'government'],
  tourismDividend: ['government', 'households'],
  shopDividend: ['enterprises', 'households'],
  heritageRepair: ['government', 'outside'],
  rentShelter: ['government', 'outside'],
  governmentBorrows: ['bank', 'government'],
  governmentRepays: ['government', 'bank'],
  governmentInterest: ['government', 'bank'],
} as const satisfies Record<string, readonly [Account, Account]>
export type FlowKind = keyof typeof flowKinds
export const flowNames = Object.keys(flowKinds) as FlowKind[]

/** A row a kind of flow. `months` is a ring of the last 12 ticks, entry tick mod 12. */
export const flowColumns = {
  months: column(Float64Array, 'fen', 'booked in each of the last 12 months', { width: 12 }),
  total: column(Float64Array, 'fen', 'booked since the city was built'),
}
export type Flows = Table<typeof flowColumns>

const index = Object.fromEntries(flowNames.map((name, i) => [name, i])) as Record<FlowKind, number>
const accountRow = (account: Account): number => (accounts as readonly string[]).indexOf(account)
const fromRow = flowNames.map(name => accountRow(flowKinds[name][0]))
const toRow = flowNames.map(name => accountRow(flowKinds[name][1]))

export const ACCOUNT = Object.fromEntries(accounts.map((name, i) => [name, i])) as Record<
  (typeof accounts)[number],
  number
>

/** Columns that booking a flow writes: for processes to declare. */
export const BOOKED = ['accounts.cash', 'accounts.debt', 'flows.months', 'flows.total', 'economy.policyCost'] as const

const month = (tick: number): number => ((tick % 12) + 12) % 12

/**
 * Books a flow of whole fen and moves it between single accounts.
 * @param tag policy that causes it, for its cost (see policy costs); none for what would flow anyway
 */
export function book(city: City, kind: FlowKind, amount: number, tag?: string): void {
  if (amount === 0) return
  if (!(amount > 0) || Math.floor(amount) !== amount) throw new RangeError(`${kind}: ${amount} is no amount of fen`)
  const row = index[kind]
  const { flows, accounts } = city
  flows.months[row * 12 + month(city.tick)]! += amount
  flows.total[row]! += amount
  const from = fromRow[row]!
  const to = toRow[row]!
  if (from >= 0) accounts.cash[from]! -= amount
  if (to >= 0) accounts.cash[to]! += amount
  if (tag !== undefined) {
    const sign = from === ACCOUNT.government ? 1 : to === ACCOUNT.government ? -1 : 0
    let ring = city.policyCosts.get(tag)
    if (!ring) city.policyCosts.set(tag, (ring = new Array(12).fill(0)))
    ring[month(city.tick)]! += sign * amount
    city.economy.policyCost[month(city.tick)]! += sign * amount
  }
}

/** Fen of a kind of flow in the trailing 12 ticks. */
export function flowOfYear(city: City, kind: FlowKind): number {
  let sum = 0
  for (let m = 0; m < 12; m++) sum += city.flows.months[index[kind] * 12 + m]!
  return sum
}

/** Fen of a kind of flow since the city was built. */
export const flowTotal = (city: City, kind: FlowKind): number => city.flows.total[index[kind]]!

/** Opens the month: forgets what was booked 12 ticks ago. */
export function openMonth(city: City): void {
  const m = month(city.tick)
  for (let row = 0; row < flowNames.length; row++) city.flows.months[row * 12 + m] = 0
  for (const ring of city.policyCosts.values()) ring[m] = 0
}

/** All money there is, in fen: constant for ever. */
export function moneyHeld(city: City): number {
  let sum = 0
  for (let i = 0; i < accounts.length; i++) sum += city.accounts.cash[i]!
  for (let h = 0; h < city.households.rows; h++) sum += city.households.savings[h]!
  for (let d = 0; d < city.developers.rows; d++) sum += city.developers.cash[d]!
  for (let v = 0; v < city.villages.rows; v++) sum += city.villages.cash[v]!
  return sum
}
