/** What levers cost and who pays, from the ends of complete runs. */

import type { Words } from '../../src/lib/declare.ts'
import { policyNamed } from '../../src/policies/index.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { type PayerName, payers } from '../../src/results/payers.ts'
import { placeboBand, verdict } from '../../src/results/statistics.ts'
import type { FutureEnd } from './engine/protocol.ts'
import { comparedFrom } from './engine/results.svelte.ts'
import { results } from './engine/session.svelte.ts'

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length

/** The years that costs up to a year are averaged over: single years are lumpy. */
export function costYears(year: number): { from: number; to: number } {
  const to = Math.max(1, year)
  return { from: comparedFrom(to), to }
}

/** Yuan a year that a policy costs the city; null before the first complete run. */
export function policyCost(policy: string, year: number): number | null {
  const { from, to } = costYears(year)
  return mean(
    results
      .ends('policy')
      .flatMap(({ end }) =>
        end.costs.slice(from, to + 1).map(costs => costs.find(([name]) => name === policy)?.[1] ?? 0),
      ),
  )
}

/** What each payer has less of than in the baseline in a run of an arm [yuan a year], a number a pair of runs. */
function lossesOf(arm: 'policy' | 'placebo', year: number): Map<string, number[]> {
  const { from, to } = costYears(year)
  const bases = new Map(results.ends('baseline').map(({ replicate, end }) => [replicate, end]))
  const losses = new Map<string, number[]>()
  for (const { replicate, end } of results.ends(arm)) {
    const base = bases.get(replicate)
    for (const payer of base ? Object.keys(end.accounts[to] ?? {}) : []) {
      const of = ({ accounts }: FutureEnd): number =>
        mean(accounts.slice(from, to + 1).map(balance => balance[payer] ?? 0)) ?? 0
      losses.set(payer, [...(losses.get(payer) ?? []), of(base!) - of(end)])
    }
  }
  return losses
}

/**
 * Yuan a year that each payer has less of than in the baseline, mean over runs; null where that is not told from chance: what
 * a policy does to others is seen in differences of runs, as measures are.
 */
function lostBy(year: number): Readonly<Record<string, number | null>> {
  const chance = lossesOf('placebo', year)
  return Object.fromEntries(
    [...lossesOf('policy', year)].map(([payer, losses]) => {
      // what all of them get moves in steps of whole sites, as measures of land do
      const told = verdict(`land_${payer}`, losses, placeboBand(chance.get(payer) ?? [])) === 'effect'
      return [payer, told ? mean(losses) : null]
    }),
  )
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

export interface Budget {
  /** yuan a year that the city pays on balance; below 0 the levers bring in money */
  readonly total: number
  /** by lever and what the city no longer gets, dearest first */
  readonly items: readonly { readonly name: Words; readonly cost: number; readonly isLever: boolean }[]
  /** income from land differs, but no more than by chance */
  readonly isLandOpen: boolean
  /** the least share of what was asked that the budget paid in a year, mean over runs; 1 if all was paid */
  readonly funded: number
  /** shares of all that is lost; null stands for the city itself */
  readonly paid: readonly { readonly name: Words | null; readonly share: number }[]
}

/** What the levers cost in a year, and who has less; null before the first complete run. */
export function budget(uses: readonly PolicyUse[], year: number): Budget | null {
  if (results.ends('policy').length === 0) return null
  const lost = uses.length > 0 ? lostBy(year) : {}
  const items = [
    ...[...new Set(uses.map(({ policy }) => policy))].flatMap(policy => {
      const declared = policyNamed(policy)
      return declared
        ? [{ name: declared.short ?? declared.title, cost: policyCost(policy, year) ?? 0, isLever: true }]
        : []
    }),
    { name: (lost.land ?? 0) > 0 ? payers.land.title : payers.land.gained, cost: lost.land ?? 0, isLever: false },
  ]
    .filter(({ cost }) => Math.abs(cost) >= LEAST)
    .sort((a, b) => b.cost - a.cost)
  const total = items.reduce((sum, { cost }) => sum + cost, 0)
  const others = (Object.keys(payers) as PayerName[]).filter(name => name !== 'land')
  const all = [
    { name: null, yuan: Math.max(0, total) },
    ...others.map(name => ({ name: payers[name].title, yuan: Math.max(0, lost[name] ?? 0) })),
  ]
  const sum = all.reduce((s, { yuan }) => s + yuan, 0)
  const paid =
    sum < LEAST ? [] : all.map(({ name, yuan }) => ({ name, share: yuan / sum })).filter(({ share }) => share >= 0.01)
  return { total, items, isLandOpen: lost.land === null, funded: fundedBy(year), paid }
}
