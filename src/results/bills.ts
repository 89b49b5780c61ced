/** What policies cost, year by year: the page, the table and the report all ask here. */
import type { City } from '../city/city.ts'
import { costOfPolicy } from '../metrics/money.ts'

/** Yuan a year at the incomes of tick 0, by policy that has booked anything. */
export type Bills = readonly (readonly [policy: string, yuan: number])[]

/** What each policy cost on balance in the last twelve months. */
export const billsOf = (city: City): Bills =>
  [...city.policyCosts.keys()].map(policy => [policy, costOfPolicy(city, policy)] as const)

/** The first whole year in which any of some uses of policies acts, counted from 1. @example firstYear([{ from: 24 }]) // => 3 */
export const firstYear = (uses: readonly { readonly from: number }[]): number =>
  Math.floor(Math.min(...uses.map(({ from }) => from)) / 12) + 1

/** Mean over years, so that what is paid once counts as much a year as it was while the policy was in force; null without a year. */
export function meanBill(years: readonly Bills[], policy: string): number | null {
  if (years.length === 0) return null
  const yuan = years.map(bills => bills.find(([name]) => name === policy)?.[1] ?? 0)
  return yuan.reduce((sum, v) => sum + v, 0) / years.length
}
