/** What levers cost and who pays, from the ends of complete runs. */
import { comparedYears } from '../../src/results/compare.ts'
import { results } from './engine/session.svelte.ts'

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length

/** The years that costs up to a year are averaged over: single years are lumpy. */
export function costYears(year: number): { from: number; to: number } {
  const to = Math.max(1, year)
  return { from: Math.max(1, to - comparedYears(Math.max(to, 1)) + 1), to }
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

/** Yuan a year that each payer has less than in the baseline: paired runs, mean. */
export function paidBy(year: number): Readonly<Record<string, number>> {
  const { from, to } = costYears(year)
  const bases = new Map(results.ends('baseline').map(({ replicate, end }) => [replicate, end]))
  const lost: Record<string, number[]> = {}
  for (const { replicate, end } of results.ends('policy')) {
    const base = bases.get(replicate)
    if (!base) continue
    for (let y = from; y <= to; y++)
      for (const [payer, yuan] of Object.entries(end.accounts[y] ?? {}))
        (lost[payer] ??= []).push((base.accounts[y]?.[payer] ?? yuan) - yuan)
  }
  return Object.fromEntries(Object.entries(lost).map(([payer, values]) => [payer, mean(values) ?? 0]))
}
