/** Households' gains of the shown run, and tables over all runs: asked for when both futures are done. */
import type { HouseholdGains } from '../../../src/metrics/welfare.ts'
import { type GainMode, type GainRow, verdictOf } from '../../../src/results/gains.ts'
import { studentInterval } from '../../../src/results/statistics.ts'
import { engine, results } from '../engine/session.svelte.ts'
import { textOf } from '../stories/ids.ts'

/** A row of the table over runs: shares of those who stay in both futures, with their intervals over runs. */
export interface GainShares {
  /** households, mean over runs */
  counts: GainRow
  worse: number
  same: number
  better: number
  intervals: { worse: [number, number] | null; same: [number, number] | null; better: [number, number] | null }
}

class Gains {
  rows = $state.raw<HouseholdGains | null>(null)
  tables = $state.raw<readonly GainShares[] | null>(null)
  runs = $state(0)
  mode = $state<GainMode>('income')
  threshold = $state(0.05)
  private asked = 0

  /** Asks anew for the households and the tables of what is chosen. */
  async load(districts: number): Promise<void> {
    const turn = ++this.asked
    const { mode, threshold } = this
    const [rows, answers] = await Promise.all([
      engine.ask('gains', null),
      engine.askAll('gainTables', { mode, threshold, districts }),
    ])
    if (turn !== this.asked) return
    if (rows) this.rows = rows
    const tables = answers.flatMap(answer => answer ?? []).sort((a, b) => a.replicate - b.replicate)
    if (tables.length === 0) return
    this.runs = tables.length
    this.tables = tables[0]!.rows.map((_, i) => sharesOf(tables.map(({ rows: all }) => all[i]!)))
  }

  /** Row of a household in the table; −1 if it was not there when the first policy started. */
  rowOf(id: string): number {
    const { rows } = this
    if (!rows) return -1
    for (let i = 0; i < rows.idHigh.length; i++)
      if (textOf({ high: rows.idHigh[i]!, low: rows.idLow[i]! }) === id) return i
    return -1
  }

  idOf(i: number): string {
    return textOf({ high: this.rows!.idHigh[i]!, low: this.rows!.idLow[i]! })
  }

  /**
   * Households that fared like one: the same tenure, origin and side of the line, those nearest in income first.
   * @returns their ids, at most `count`
   */
  like(id: string, count: number): string[] {
    const { rows, mode, threshold } = this
    const at = this.rowOf(id)
    if (!rows || at < 0) return []
    const verdict = verdictOf(rows, mode, threshold, at)
    const near: { i: number; apart: number }[] = []
    for (let i = 0; i < rows.class.length; i++) {
      if (i === at || rows.tenure[i] !== rows.tenure[at] || rows.registered[i] !== rows.registered[at]) continue
      if (rows.class[at]! > 2 ? rows.class[i] !== rows.class[at] : verdictOf(rows, mode, threshold, i) !== verdict)
        continue
      near.push({ i, apart: Math.abs((rows.leftBaseline[i] || 0) - (rows.leftBaseline[at] || 0)) })
    }
    return near
      .sort((a, b) => a.apart - b.apart || a.i - b.i)
      .slice(0, count)
      .map(({ i }) => this.idOf(i))
  }

  /** Households whose stories are worth opening first: who lost most, then who gained most, then who had to go. */
  telling(count: number): { id: string; i: number }[] {
    const { rows } = this
    if (!rows) return []
    const order = Array.from(rows.ev, (ev, i) => ({ i, ev })).filter(({ ev }) => !Number.isNaN(ev))
    order.sort((a, b) => a.ev - b.ev)
    const gone = Array.from(rows.class, (c, i) => ({ c, i })).filter(({ c }) => c === 3 || c === 4)
    const third = Math.ceil(count / 3)
    const chosen = [
      ...order.slice(0, third).filter(({ ev }) => ev < 0),
      ...gone.slice(0, third),
      ...order
        .slice(-third)
        .reverse()
        .filter(({ ev }) => ev > 0),
    ]
    return chosen.map(({ i }) => ({ id: this.idOf(i), i }))
  }
}

const interval = (values: readonly number[]): [number, number] | null => {
  const found = values.length > 1 ? studentInterval(values) : null
  return found ? [Math.max(0, found.low), Math.min(1, found.high)] : null
}

function sharesOf(runs: readonly GainRow[]): GainShares {
  const mean = (of: (row: GainRow) => number | null): number | null => {
    const known = runs.map(of).filter((v): v is number => v !== null)
    return known.length > 0 ? known.reduce((sum, v) => sum + v, 0) / known.length : null
  }
  const keys = ['worse', 'same', 'better', 'leftPolicy', 'leftBaseline', 'leftBoth', 'ended'] as const
  const counts = Object.fromEntries(keys.map(key => [key, mean(row => row[key])])) as unknown as GainRow
  for (const key of ['mean', 'meanWorse', 'meanBetter'] as const) counts[key] = mean(row => row[key])
  const stay = (row: GainRow): number => row.worse + row.same + row.better
  const shares = (key: 'worse' | 'same' | 'better'): number[] =>
    runs.filter(row => stay(row) > 0).map(row => row[key] / stay(row))
  const share = (key: 'worse' | 'same' | 'better'): number => {
    const all = shares(key)
    return all.length > 0 ? all.reduce((sum, v) => sum + v, 0) / all.length : 0
  }
  return {
    counts,
    worse: share('worse'),
    same: share('same'),
    better: share('better'),
    intervals: {
      worse: interval(shares('worse')),
      same: interval(shares('same')),
      better: interval(shares('better')),
    },
  }
}

export const gains = new Gains()

/** Loads again whenever a run is done or another table is wanted. */
export function followGains(districts: () => number): void {
  const runs = $derived(results.progress().runs)
  $effect(() => {
    void [results.order, gains.mode, gains.threshold]
    if (runs > 0) void gains.load(districts())
  })
}
