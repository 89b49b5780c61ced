/**
 * History matching: points of parameter space whose runs do not show the stylised facts are ruled out; what is left is
 * the calibration, a set and not a point. Facts are judged from published measures alone, so any sweep that records them
 * yearly over 20 years can be matched.
 * Source: Craig et al. 1997; Vernon, Goldstein & Bower 2010, Bayesian Analysis 5(4).
 */
import type { Values } from '../results/record.ts'
import { latinHypercube } from '../results/sensitivity/index.ts'
import { emulate } from './emulator.ts'
import { facts, type Observation, unwatched } from './facts.ts'

/** One run of a sweep: its design row, and its measures at tick 0, 12 … 240. */
export interface MatchedRun {
  row: number
  yearly: Values[]
}

export interface MatchedPoint {
  row: number
  runs: number
  /** mean over runs by fact; null where it is found in less than half of them */
  values: Record<string, number | null>
  /** facts that speak against it: beyond the widened band by more than the luck of its runs makes, or not found */
  missed: string[]
  /** those of them that lie beyond twice the threshold: no other fact makes up for that */
  far: string[]
}

export interface JudgedFact {
  id: string
  says: string
  source: string
  /** widened: of the mean of infinitely many runs */
  band: [number, number]
  /** as declared */
  own: readonly [number, number]
  /** standard deviation between runs of one point that differ by luck alone, pooled over points; 0 if each ran once */
  luck: number
  /** share of points that it does not rule out */
  inside: number
}

export interface Matching {
  facts: JudgedFact[]
  /** facts that published measures do not tell */
  unjudged: string[]
  /** a point misses a fact whose implausibility is larger */
  threshold: number
  points: MatchedPoint[]
}

/** Measures of a run in the form that facts read. */
const observed = ({ row, yearly }: MatchedRun): Observation => ({ ...unwatched(String(row)), yearly })

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)

/**
 * The fact that a row belongs to. Rows of one fact, early, late, over all years and in the year farthest out, move together: who
 * misses one misses it.
 * @example familyOf('C3b-late') // => 'C3b'
 */
export const familyOf = (id: string): string => id.replace(/-(early|late|years)$/, '')

/** Facts that a point misses, each once however many of its rows are missed. */
export const missedFacts = ({ missed }: Pick<MatchedPoint, 'missed'>): string[] => [...new Set(missed.map(familyOf))]

/**
 * Rows of the points that are not implausible: they miss no more facts than allowed, and none by far.
 * @example nonImplausible(matchHistory(runs), 1) // => [0, 4, 7]
 */
export const nonImplausible = ({ points }: Pick<Matching, 'points'>, misses: number): number[] =>
  points.flatMap(point => (point.far.length === 0 && missedFacts(point).length <= misses ? point.row : []))

/** A fact beyond so many thresholds rules a point out by itself. */
const FAR = 2

/** A band is read as what 95 of 100 cities show. */
const Z = 1.96

/** How far a value lies from a band's middle, in standard deviations of the band and of what else blurs the value. */
function implausibility(value: number, [low, high]: readonly [number, number], variance: number): number {
  const sd = (high - low) / 2 / Z
  return Math.abs(value - (low + high) / 2) / Math.sqrt(sd * sd + variance)
}

/**
 * Judges every point by implausibility: the distance of the mean over its runs from the middle of a fact's band, over the
 * standard deviations of band and mean together, so that luck rules no point out. A fact that is found in less than half of a
 * point's runs is missed, as validation has it.
 * @param widen    slack of the bands, as a share of their width at each end: without luck, what lies beyond is ruled out
 * @param leaveOut ids of facts that are not judged, as they cannot be in a city of that size
 */
export function matchHistory(runs: readonly MatchedRun[], widen = 0.2, leaveOut: readonly string[] = []): Matching {
  const byRow = new Map<number, Observation[]>()
  for (const run of runs) byRow.set(run.row, [...(byRow.get(run.row) ?? []), observed(run)])
  const rows = [...byRow.keys()].sort((a, b) => a - b)
  const threshold = Z * (1 + 2 * widen)
  const judged = facts.flatMap(({ id, says, band, source, value }) => {
    if (leaveOut.includes(id)) return []
    const means = new Map<number, { mean: number; runs: number }>()
    let [squares, freedom, found] = [0, 0, 0]
    for (const row of rows) {
      const all = byRow.get(row)!
      const known = all.flatMap(run => finite(value(run)) ?? [])
      if (known.length === 0) continue
      const mean = known.reduce((sum, v) => sum + v, 0) / known.length
      for (const v of known) squares += (v - mean) * (v - mean)
      freedom += known.length - 1
      found += known.length
      if (2 * known.length >= all.length) means.set(row, { mean, runs: known.length })
    }
    if (found === 0) return []
    const luck = freedom > 0 ? Math.sqrt(squares / freedom) : 0
    const implausible = (row: number): number | null => {
      const own = means.get(row)
      return own === undefined ? null : implausibility(own.mean, band, (luck * luck) / own.runs)
    }
    const isMissed = (row: number): boolean => (implausible(row) ?? Number.POSITIVE_INFINITY) > threshold
    const isFar = (row: number): boolean => (implausible(row) ?? 0) > FAR * threshold
    const [low, high] = band
    const slack = widen * (high - low)
    const inside = rows.filter(row => !isMissed(row)).length / rows.length
    return {
      fact: { id, says, source, band: [low - slack, high + slack] as [number, number], own: band, luck, inside },
      means,
      isMissed,
      isFar,
    }
  })
  const ids = new Set(judged.map(({ fact }) => fact.id))
  return {
    facts: judged.map(({ fact }) => fact),
    unjudged: facts.flatMap(({ id }) => (ids.has(id) ? [] : id)),
    threshold,
    points: rows.map(row => ({
      row,
      runs: byRow.get(row)!.length,
      values: Object.fromEntries(judged.map(({ fact, means }) => [fact.id, means.get(row)?.mean ?? null])),
      missed: judged.flatMap(({ fact, isMissed }) => (isMissed(row) ? fact.id : [])),
      far: judged.flatMap(({ fact, isFar }) => (isFar(row) ? fact.id : [])),
    })),
  }
}

/** Points that the next wave may choose from. */
const CANDIDATES = 20_000

export interface NextWave {
  /** in the unit cube */
  points: number[][]
  /** share of the space that emulators do not rule out */
  left: number
  /** by fact: share of the variance between points that its emulator foretells at points it was not fitted to */
  foretold: Record<string, number>
}

/**
 * Points for the next wave: of a Latin hypercube over the whole space, the first that emulators of the facts do not rule
 * out, their error counted as blur. An emulator is fitted to the points in which its fact was found, and says what it would be
 * where it is found: that a fact will be missing, it does not foretell, and the wave's own runs judge that.
 * @param places  the points that were run, in the unit cube, by row
 * @param misses  facts that a point may miss, as in `nonImplausible`
 * @param count   points wanted; there are fewer where little of the space is left
 * @param seed    equal seeds give equal points
 */
export function nextPoints(
  { facts: judged, points, threshold }: Matching,
  places: readonly (readonly number[])[],
  misses: number,
  count: number,
  seed: string,
): NextWave {
  const foretold: NextWave['foretold'] = {}
  const emulated = judged.flatMap(({ id, own }) => {
    const known = points.filter(({ values }) => values[id] !== null)
    const values = known.map(point => point.values[id]!)
    const emulator = emulate(
      known.map(({ row }) => places[row]!),
      values,
    )
    if (emulator === null) return []
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length
    const variance = values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length
    if (variance > 0) foretold[id] = 1 - emulator.error / variance
    return { family: familyOf(id), band: own, ...emulator }
  })
  const kept = latinHypercube(CANDIDATES, places[0]!.length, seed).filter(x => {
    const missed = new Set<string>()
    for (const { family, band, predict, error } of emulated) {
      const found = implausibility(predict(x), band, error)
      if (found > threshold) missed.add(family)
      if (found > FAR * threshold || missed.size > misses) return false
    }
    return true
  })
  return { points: kept.slice(0, count), left: kept.length / CANDIDATES, foretold }
}
