/** Money as it is published: yuan at the incomes of tick 0, divided by an index that is the same in all arms. */
import type { City } from '../city/city.ts'
import { referenceIndex } from '../city/economy.ts'
import { type FlowKind, flowNames } from '../city/ledger.ts'
import { monthsKnown, tickAt } from './year.ts'

export { referenceIndex }

const rowOf = new Map(flowNames.map((name, row) => [name, row]))

/** Flows added up over the last 12 months, each month at its own Ī [yuan a year]; null if no month has run. */
export function yuanOfYear(city: City, plus: readonly FlowKind[], minus: readonly FlowKind[] = []): number | null {
  const months = monthsKnown(city)
  if (months === 0) return null
  let yuan = 0
  for (let m = 0; m < 12; m++) {
    let fen = 0
    for (const kind of plus) fen += city.flows.months[rowOf.get(kind)! * 12 + m]!
    for (const kind of minus) fen -= city.flows.months[rowOf.get(kind)! * 12 + m]!
    if (fen !== 0) yuan += fen / 100 / referenceIndex(city, tickAt(city, m))
  }
  return (yuan * 12) / months
}

/** What the city is paid for land. */
export const landReceipts: readonly FlowKind[] = [
  'landPrice',
  'industrialLand',
  'natureSold',
  'leisurePrice',
  'commercialPrice',
]

/** What it is paid in taxes. */
export const taxReceipts: readonly FlowKind[] = [
  'incomeTax',
  'dealTax',
  'propertyTax',
  'propertyTaxLandlords',
  'propertyTaxDevelopers',
]

/** Yuan a year of a ring of tagged fen, each month at its own Ī; null while nothing counts them. */
function yuanOfRing(city: City, ring: ArrayLike<number>): number | null {
  let yuan = 0
  for (let m = 0; m < 12; m++) yuan += ring[m]! / 100 / referenceIndex(city, tickAt(city, m))
  return Number.isNaN(yuan) ? null : yuan
}

/** Yuan a year that policies cost on balance. */
export const costOfYear = (city: City): number | null => yuanOfRing(city, city.economy.policyCost)

/** Yuan a year that one policy costs on balance; 0 for one that has booked nothing. */
export function costOfPolicy(city: City, policy: string): number {
  const ring = city.policyCosts.get(policy)
  return ring ? yuanOfRing(city, ring)! : 0
}
