/**
 * History matching: points of parameter space whose runs do not show the stylised facts are ruled out; what is left is
 * the calibration, a set and not a point. Facts are judged from published measures alone, so any sweep that records them
 * yearly over 20 years can be matched.
 * Source: Craig et al. 1997; Vernon, Goldstein & Bower 2010, Bayesian Analysis 5(4).
 */
import type { Values } from '../results/record.ts'
import { facts, type Observation } from './facts.ts'

/** One run of a sweep: its design row, and its measures at tick 0, 12 … 240. */
export interface MatchedRun {
  row: number
  yearly: Values[]
}

export interface MatchedPoint {
  row: number
  runs: number
  /** mean over runs by fact; null where it cannot be judged */
  values: Record<string, number | null>
  /** facts whose mean lies outside the widened band */
  missed: string[]
}

export interface Matching {
  /** facts judged, with their widened bands and the share of points inside */
  facts: { id: string; says: string; band: [number, number]; inside: number; source: string }[]
  /** facts that published measures do not tell */
  unjudged: string[]
  points: MatchedPoint[]
}

/** Measures of a run in the form that facts read. What only a run watched from inside tells is left empty. */
const observed = ({ row, yearly }: MatchedRun): Observation => ({
  seed: String(row),
  yearly,
  sections: [],
  homes: 0,
  demolished: 0,
  demolishedByZone: [],
  margins: [],
  estateSizes: [],
  gapRanks: [],
  tipping: null,
  gentrified: null,
  lnRents: [],
})

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)

/**
 * Judges every point.
 * @param widen    slack of the bands, as a share of their width at each end
 * @param leaveOut ids of facts that are not judged, as they cannot be in a city of that size
 */
export function matchHistory(runs: readonly MatchedRun[], widen = 0.2, leaveOut: readonly string[] = []): Matching {
  const byRow = new Map<number, Observation[]>()
  for (const run of runs) byRow.set(run.row, [...(byRow.get(run.row) ?? []), observed(run)])
  const rows = [...byRow.keys()].sort((a, b) => a - b)
  const means = new Map<string, Map<number, number>>()
  for (const { id, value } of facts) {
    const own = new Map<number, number>()
    for (const row of rows) {
      const known = byRow.get(row)!.flatMap(run => finite(value(run)) ?? [])
      if (known.length > 0) own.set(row, known.reduce((sum, v) => sum + v, 0) / known.length)
    }
    if (own.size > 0) means.set(id, own)
  }
  const judged = facts.filter(({ id }) => means.has(id) && !leaveOut.includes(id))
  const bandOf = ([low, high]: readonly [number, number]): [number, number] => [
    low - widen * (high - low),
    high + widen * (high - low),
  ]
  const inside = (id: string, band: readonly [number, number], row: number): boolean => {
    const value = means.get(id)!.get(row)
    const [low, high] = bandOf(band)
    return value !== undefined && value >= low && value <= high
  }
  return {
    facts: judged.map(({ id, says, band, source }) => ({
      id,
      says,
      band: bandOf(band),
      inside: rows.filter(row => inside(id, band, row)).length / rows.length,
      source,
    })),
    unjudged: facts.filter(one => !judged.includes(one)).map(({ id }) => id),
    points: rows.map(row => ({
      row,
      runs: byRow.get(row)!.length,
      values: Object.fromEntries(judged.map(({ id }) => [id, means.get(id)!.get(row) ?? null])),
      missed: judged.filter(({ id, band }) => !inside(id, band, row)).map(({ id }) => id),
    })),
  }
}
