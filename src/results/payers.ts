/** Who has less money a year because of a policy: what reaches each payer, so that two runs can be subtracted. */
import type { City } from '../city/city.ts'
import type { FlowKind } from '../city/ledger.ts'
import type { Words } from '../lib/declare.ts'
import { yuanOfYear } from '../metrics/money.ts'

interface Payer {
  readonly title: Words
  /** what it is called where it gets more instead */
  readonly gained?: Words
  /** flows that reach it, and that it gives up for them */
  readonly plus: readonly FlowKind[]
  readonly minus: readonly FlowKind[]
}

export const payers = {
  land: {
    title: { en: 'less land income', zh: '土地收入减少' },
    gained: { en: 'more land income', zh: '土地收入增加' },
    plus: ['landPrice', 'industrialLand'],
    minus: ['compensation', 'compensationLandlords', 'compensationVillages', 'servicing', 'industrialServicing'],
  },
  developers: { title: { en: 'developers', zh: '开发商' }, plus: ['dividends'], minus: ['equity'] },
  landlords: { title: { en: 'landlords', zh: '房东' }, plus: ['landlordsProfit', 'landlordsProfitAbroad'], minus: [] },
  villages: { title: { en: 'village collectives', zh: '村集体' }, plus: ['villageDividend'], minus: [] },
} as const satisfies Record<string, Payer>
export type PayerName = keyof typeof payers

/** What each payer got on balance in the last twelve months [yuan a year at the incomes of tick 0]. */
export const payerBalances = (city: City): Record<string, number> =>
  Object.fromEntries(
    Object.entries(payers).map(([name, { plus, minus }]) => [name, yuanOfYear(city, plus, minus) ?? 0]),
  )
