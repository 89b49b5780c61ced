/**
 * Who has less money a year because of a policy: what reaches each payer, what it loses from one run to another, and whether
 * that is told from chance. The page, the table and the report all ask here.
 */
import type { City } from '../city/city.ts'
import type { FlowKind } from '../city/ledger.ts'
import type { Words } from '../lib/declare.ts'
import { yuanOfYear } from '../metrics/money.ts'
import { formatChange, type Language } from './format.ts'
import { mean, placeboBand, studentInterval, type Verdict, verdict } from './statistics.ts'

interface Payer {
  readonly title: Words
  /** flows that reach it, and that it gives up for them */
  readonly plus: readonly FlowKind[]
  readonly minus: readonly FlowKind[]
}

export const payers = {
  land: {
    title: { en: 'the city, from land', zh: '市政府的土地收入' },
    plus: ['landPrice', 'industrialLand'],
    minus: ['compensation', 'compensationLandlords', 'compensationVillages', 'servicing', 'industrialServicing'],
  },
  developers: { title: { en: 'developers', zh: '开发商' }, plus: ['dividends'], minus: ['equity'] },
  landlords: { title: { en: 'landlords', zh: '房东' }, plus: ['landlordsProfit', 'landlordsProfitAbroad'], minus: [] },
  villages: { title: { en: 'village collectives', zh: '村集体' }, plus: ['villageDividend'], minus: [] },
} as const satisfies Record<string, Payer>
export type PayerName = keyof typeof payers
export const payerNames = Object.keys(payers) as PayerName[]

/** By payer [yuan a year at the incomes of tick 0]. */
export type Balances = Readonly<Record<PayerName, number>>

const each = (of: (name: PayerName) => number): Balances =>
  Object.fromEntries(payerNames.map(name => [name, of(name)])) as Record<PayerName, number>

/** What each payer got on balance in the last twelve months. */
export const payerBalances = (city: City): Balances =>
  each(name => yuanOfYear(city, payers[name].plus, payers[name].minus) ?? 0)

/** Means over years: single years are lumpy. */
export const meanBalances = (years: readonly Balances[]): Balances =>
  each(name => (years.length === 0 ? 0 : mean(years.map(balances => balances[name]))))

/** What a payer has less of than in the baseline, over paired runs. */
export interface PayerLoss {
  payer: PayerName
  /** mean over runs [yuan a year at the incomes of tick 0]; below 0 it has more; null without a run */
  loss: number | null
  ci95: [number, number] | null
  placebo_band: [number, number] | null
  /** only an effect is told from chance */
  verdict: Verdict
}

/** What a payer gets more (+) or less (−), with its interval, as people read it; and whether it is told from chance. */
export const payerText = (
  { loss, ci95, placebo_band, verdict }: PayerLoss,
  language: Language,
): { isTold: boolean; change: string; interval: string } => {
  const minus = (v: number): number => 0 - v
  const change = formatChange(
    loss === null ? null : minus(loss),
    ci95 && [minus(ci95[1]), minus(ci95[0])],
    placebo_band,
    'yuan/yr',
    language,
  )
  return {
    isTold: verdict === 'effect',
    change: change.difference,
    interval: ci95 ? `[${change.low}, ${change.high}]` : '',
  }
}

/** Two runs that share their luck, what each payer got in either. */
export interface BalancePair {
  readonly baseline: Balances
  readonly other: Balances
}

/**
 * What each payer loses, judged as measures are: what a policy does to others is seen in differences of runs alone. All of
 * it moves in steps of whole sites, so that it is judged as lumpy measures are.
 *
 * @param runs  with policies against baseline, a pair a replication
 * @param placebos  one rent changed by 1 % against baseline
 */
export const payerLosses = (runs: readonly BalancePair[], placebos: readonly BalancePair[]): PayerLoss[] =>
  payerNames.map(payer => {
    const lost = ({ baseline, other }: BalancePair): number => baseline[payer] - other[payer]
    const losses = runs.map(lost)
    const interval = studentInterval(losses)
    const band = placeboBand(placebos.map(lost))
    return {
      payer,
      loss: losses.length === 0 ? null : mean(losses),
      ci95: interval ? [interval.low, interval.high] : null,
      placebo_band: band,
      verdict: verdict(losses, band, true),
    }
  })
