/** What levers cost and who pays, from the ends of complete runs. */

import type { Words } from '../../src/lib/declare.ts'
import { policyNamed } from '../../src/policies/index.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { firstYear, meanBill } from '../../src/results/bills.ts'
import {
  type BalancePair,
  type Balances,
  meanBalances,
  type PayerLoss,
  type PayerName,
  payerLosses,
  payerNames,
  payers,
} from '../../src/results/payers.ts'
import type { FutureEnd } from './engine/protocol.ts'
import { comparedFrom } from './engine/results.svelte.ts'
import { results } from './engine/session.svelte.ts'

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length

/** The years that what others lose is averaged over, as in reports: single years are lumpy. */
export function costYears(year: number): { from: number; to: number } {
  const to = Math.max(1, year)
  return { from: comparedFrom(to), to }
}

/** The years that bills are averaged over: all in which a policy was in force, so that what is paid once counts too. */
export function billYears(uses: readonly PolicyUse[], year: number): { from: number; to: number } {
  const to = Math.max(1, year)
  return { from: Math.min(to, firstYear(uses)), to }
}

/** Yuan a year that a policy costs the city; null before the first complete run. */
export function policyCost(policy: string, uses: readonly PolicyUse[], year: number): number | null {
  const { from, to } = billYears(
    uses.filter(use => use.policy === policy),
    year,
  )
  const years = results.ends('policy').flatMap(({ end }) => end.costs.slice(from, to + 1))
  return meanBill(years, policy)
}

/** What others have less of than in the baseline, over the runs that are in. */
function lossesIn(year: number): PayerLoss[] {
  const { from, to } = costYears(year)
  const of = ({ accounts }: FutureEnd): Balances => meanBalances(accounts.slice(from, to + 1))
  const bases = new Map(results.ends('baseline').map(({ replicate, end }) => [replicate, end]))
  const pairs = (arm: 'policy' | 'placebo'): BalancePair[] =>
    results.ends(arm).flatMap(({ replicate, end }) => {
      const base = bases.get(replicate)
      return base ? [{ baseline: of(base), other: of(end) }] : []
    })
  return payerLosses(pairs('policy'), pairs('placebo'))
}

function fundedBy(year: number): number {
  const { from, to } = costYears(year)
  const least = results
    .ends('policy')
    .map(({ end }) => Math.min(1, ...end.funded.slice(from, to + 1).map(share => share ?? 1)))
  return mean(least) ?? 1
}

/** Amounts below this are not worth a word [yuan a year]. */
export const LEAST = 1000

const LAND = {
  less: { en: 'less land income', zh: '土地收入减少' },
  more: { en: 'more land income', zh: '土地收入增加' },
} as const

export interface Budget {
  /** yuan a year that the city pays on balance; below 0 the levers bring in money */
  readonly total: number
  /** by lever and what the city no longer gets, dearest first */
  readonly items: readonly { readonly name: Words; readonly cost: number; readonly isLever: boolean }[]
  /** income from land differs, but no more than by chance */
  readonly isLandOpen: boolean
  /** share of the city's budget – taxes and net land revenue of the baseline – that this is; null while that is not known */
  readonly share: number | null
  /** share of it that the levers' bills are: what a purse limits */
  readonly billed: number | null
  /** yuan a year above the purse, and the cheapest lever that would make room for it, else the dearest; null within it */
  readonly over: { readonly yuan: number; readonly drop: Words } | null
  /** the least share of what was asked that the budget paid in a year, mean over runs; 1 if all was paid */
  readonly funded: number
  /** shares of all that is lost; null stands for the city itself */
  readonly paid: readonly { readonly name: Words | null; readonly share: number }[]
}

/** What the levers cost in a year, and who has less; null before the first complete run. */
export function budget(uses: readonly PolicyUse[], year: number, purse: number | null): Budget | null {
  if (results.ends('policy').length === 0) return null
  const losses = uses.length > 0 ? lossesIn(year) : []
  /** 0 as long as it may be chance */
  const lost = (payer: PayerName): number => {
    const of = losses.find(loss => loss.payer === payer)
    return of?.verdict === 'effect' ? of.loss! : 0
  }
  const land = lost('land')
  const items = [
    ...[...new Set(uses.map(({ policy }) => policy))].flatMap(policy => {
      const declared = policyNamed(policy)
      return declared
        ? [{ name: declared.short ?? declared.title, cost: policyCost(policy, uses, year) ?? 0, isLever: true }]
        : []
    }),
    { name: land > 0 ? LAND.less : LAND.more, cost: land, isLever: false },
  ]
    .filter(({ cost }) => Math.abs(cost) >= LEAST)
    .sort((a, b) => b.cost - a.cost)
  const total = items.reduce((sum, { cost }) => sum + cost, 0)
  const recurrent = results.compareNamed('recurrent_revenue', year)?.baseline
  const net = results.compareNamed('land_net', year)?.baseline
  const revenue = recurrent == null ? null : recurrent + Math.max(0, net ?? 0)
  const levers = items.filter(({ isLever }) => isLever)
  const bills = levers.reduce((sum, { cost }) => sum + cost, 0)
  const excess = purse === null || revenue === null ? 0 : bills - purse * revenue
  const drop = levers.findLast(({ cost }) => cost >= excess) ?? levers[0]
  const others = payerNames.filter(name => name !== 'land')
  const all = [
    { name: null, yuan: Math.max(0, total) },
    ...others.map(name => ({ name: payers[name].title, yuan: Math.max(0, lost(name)) })),
  ]
  const sum = all.reduce((s, { yuan }) => s + yuan, 0)
  const paid =
    sum < LEAST ? [] : all.map(({ name, yuan }) => ({ name, share: yuan / sum })).filter(({ share }) => share >= 0.01)
  return {
    total,
    share: revenue === null ? null : total / revenue,
    billed: revenue === null ? null : bills / revenue,
    over: excess > LEAST && drop ? { yuan: excess, drop: drop.name } : null,
    items,
    isLandOpen: land === 0 && losses.length > 0,
    funded: fundedBy(year),
    paid,
  }
}
