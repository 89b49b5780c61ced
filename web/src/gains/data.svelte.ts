/** Households' gains of the shown run, and tables over all runs: asked for when both futures are done. */
import type { HouseholdGains } from '../../../src/metrics/welfare.ts'
import { type GainMode, type GainRow, verdictOf } from '../../../src/results/gains.ts'
import { type Judged, judgeGain, judgeShare } from '../../../src/results/welfare.ts'
import { engine, results } from '../engine/session.svelte.ts'
import { textOf } from '../stories/ids.ts'

/** A row of the table over runs: shares of those who stay in both futures and their mean, beside the placebo's. */
export interface GainShares {
  /** households, mean over runs */
  counts: GainRow
  worse: Judged
  same: Judged
  better: Judged
  mean: Judged
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
    this.tables = tables[0]!.rows.map((_, i) =>
      sharesOf(
        tables.map(({ rows: all }) => all[i]!),
        tables.map(({ placebo }) => placebo?.[i] ?? null),
      ),
    )
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

/** @param placebos of the same runs */
function sharesOf(runs: readonly GainRow[], placebos: readonly (GainRow | null)[]): GainShares {
  const mean = (of: (row: GainRow) => number | null): number | null => {
    const known = runs.map(of).filter((v): v is number => v !== null)
    return known.length > 0 ? known.reduce((sum, v) => sum + v, 0) / known.length : null
  }
  const keys = ['worse', 'same', 'better', 'leftPolicy', 'leftBaseline', 'leftBoth', 'ended'] as const
  const counts = Object.fromEntries(keys.map(key => [key, mean(row => row[key])])) as unknown as GainRow
  for (const key of ['mean', 'meanWorse', 'meanBetter'] as const) counts[key] = mean(row => row[key])
  const share = (row: GainRow | null, key: 'worse' | 'same' | 'better'): number | null => {
    const stay = row === null ? 0 : row.worse + row.same + row.better
    return stay > 0 ? row![key] / stay : null
  }
  const judged = (key: 'worse' | 'same' | 'better'): Judged =>
    judgeShare(
      runs.map(row => share(row, key)),
      placebos.map(row => share(row, key)),
    )
  return {
    counts,
    worse: judged('worse'),
    same: judged('same'),
    better: judged('better'),
    mean: judgeGain(
      runs.map(row => row.mean),
      placebos.map(row => row?.mean ?? null),
    ),
  }
}

export const gains = new Gains()

/** Loads again whenever a run is done or another table is wanted. */
export function followGains(districts: () => number): void {
  const runs = $derived(results.progress().runs)
  const placebos = $derived(results.progress().placebos)
  $effect(() => {
    void [results.order, placebos, gains.mode, gains.threshold]
    if (runs > 0) void gains.load(districts())
  })
}
