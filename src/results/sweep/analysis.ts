/** What a sweep says: effects with paired intervals and placebo bands, and what moves a measure. Pure: rows in, numbers out. */
import type { Words } from '../../lib/declare.ts'
import { isLumpy } from '../../metrics/index.ts'
import { compileCondition } from '../../scenario/expression.ts'
import { calledBy } from '../record.ts'
import {
  elementaryEffects,
  type MorrisIndices,
  morrisIndices,
  type PrimBox,
  prim,
  type SobolIndices,
  sobolIndices,
  tellFromLuck,
} from '../sensitivity/index.ts'
import {
  bootstrapInterval,
  differencesOf,
  type Interval,
  isBeyondPlacebo,
  mean,
  meanKnown,
  placeboBand,
  studentInterval,
  type Verdict,
  variance,
  varianceSaved,
  verdict,
  welchInterval,
} from '../statistics.ts'
import { casesOf, unitRows } from './design.ts'
import type { Case, FactorValue, Sweep } from './sweep.ts'

/** Outcome of a measure in each replicate of a case; null where it is undefined or the run is missing. */
type Replicates = (number | null)[]

/** The outcomes of a sweep: the mean of each measure over the last quarter of each run. */
export interface Outcomes {
  readonly sweep: Sweep
  readonly cases: readonly Case[]
  /** of a case and measure, by replicate */
  of(number: number, measure: string): Replicates
  /** runs that are there, and runs that should be */
  readonly runs: number
}

/** Puts rows of the view `outcomes` in order. @param rows case, replicate, then a value a measure of the sweep */
export function outcomesOf(sweep: Sweep, rows: Iterable<readonly (number | null)[]>): Outcomes {
  const cases = casesOf(sweep)
  const place = new Map(sweep.measures.map((name, j) => [name, j]))
  const values: Replicates[][] = cases.map(() => sweep.measures.map(() => []))
  let runs = 0
  for (const [number, replicate, ...row] of rows) {
    runs++
    row.forEach((value, j) => {
      const own = values[number!]![j]!
      while (own.length <= replicate!) own.push(null)
      own[replicate!] = value
    })
  }
  return { sweep, cases, runs, of: (number, measure) => values[number]![place.get(measure)!]! }
}

const pair = (interval: Interval | null): [number, number] | null => interval && [interval.low, interval.high]

/** One point's difference from its baseline in one measure. Nothing is called an effect without interval and band. */
export interface Effect {
  case: number
  row: number
  factors: Record<string, FactorValue>
  measure: string
  title: Words
  unit: string
  better: 'higher' | 'lower' | 'to 1' | 'none'
  replications: number
  baseline: number | null
  policy: number | null
  difference: number | null
  ci95: [number, number] | null
  bootstrap95: [number, number] | null
  variance_saved: number | null
  placebo_band: [number, number] | null
  beyond_placebo: boolean
  verdict: Verdict
  differences: Replicates
}

/** A measure's words. */
export const wordsOf = (sweep: Sweep, name: string): Pick<Effect, 'title' | 'unit' | 'better'> => {
  const { title, unit, better } = calledBy(name, sweep.scenario.measures)
  return { title, unit, better }
}

/** Placebo bands by world. */
function bands({ cases, of }: Outcomes, measure: string): Map<number, [number, number] | null> {
  const placebos = cases.filter(({ arm }) => arm === 'placebo')
  return new Map(
    placebos.map(one => [one.world, placeboBand(differencesOf(of(one.number, measure), of(one.baseline!, measure)))]),
  )
}

/**
 * Every point against its baseline.
 * @returns measure by measure, rows of the design in their order; empty if the sweep has no baseline
 */
export function effectsOf(outcomes: Outcomes, measures: readonly string[]): Effect[] {
  const { sweep, cases, of } = outcomes
  return measures.flatMap(measure => {
    const byWorld = bands(outcomes, measure)
    return cases.flatMap(one => {
      if (one.arm !== 'scenario' || one.baseline === null) return []
      const y = of(one.number, measure)
      const x = of(one.baseline, measure)
      const differences = differencesOf(y, x)
      const interval = studentInterval(differences)
      const band = byWorld.get(one.world) ?? null
      return {
        case: one.number,
        row: one.row!,
        factors: Object.fromEntries(sweep.factors.map(({ name }, j) => [name, one.values[j]!])),
        measure,
        ...wordsOf(sweep, measure),
        replications: differences.filter(d => d !== null).length,
        baseline: meanKnown(x.slice(0, y.length)),
        policy: meanKnown(y),
        difference: meanKnown(differences),
        ci95: pair(interval),
        bootstrap95: pair(bootstrapInterval(differences, `${sweep.seed} ${measure} ${one.number}`)),
        variance_saved: varianceSaved(
          y,
          x.slice(0, y.length).concat(Array(Math.max(0, y.length - x.length)).fill(null)),
        ),
        placebo_band: band,
        beyond_placebo: isBeyondPlacebo(interval, band),
        verdict: verdict(differences, band, isLumpy(measure)),
        differences,
      }
    })
  })
}

/** What an index or a box is about: the level of a measure, or a point's difference from its baseline. */
export type About = 'level' | 'difference'

/**
 * A point's value of a measure, one a row of the design: the mean over replicates. Differences that do not leave the
 * placebo band count as 0, since chance alone makes as much.
 */
export function pointValues(outcomes: Outcomes, measure: string, about: About): (number | null)[] {
  const { cases, of } = outcomes
  const byWorld = bands(outcomes, measure)
  return cases
    .filter(({ arm }) => arm === 'scenario')
    .map(one => {
      const y = of(one.number, measure)
      if (about === 'level') return meanKnown(y)
      const difference = meanKnown(differencesOf(y, of(one.baseline!, measure)))
      const band = byWorld.get(one.world)
      return difference !== null && band && difference >= band[0] && difference <= band[1] ? 0 : difference
    })
}

/** How far a measure swings from one end of a factor to the other, all else as it comes in the design. */
export interface Swing {
  factor: string
  measure: string
  /** ends compared: first and last value of a list or grid; of a range the mean of its lowest and of its highest third */
  low: FactorValue
  high: FactorValue
  at_low: number | null
  at_high: number | null
  difference: number | null
  ci95: [number, number] | null
  placebo_band: [number, number] | null
  beyond_placebo: boolean
  verdict: Verdict
}

/**
 * A tornado: each factor's swing of a measure, largest first.
 *
 * In a grid every point at one end has a twin at the other that differs in this factor alone, and the interval is
 * Student's over replicates of the mean difference of twins. In other designs points at the two ends differ in all
 * factors, so the points are the unit: Welch's interval.
 */
export function swingsOf(outcomes: Outcomes, measure: string): Swing[] {
  const { sweep, cases, of } = outcomes
  const points = cases.filter(({ arm }) => arm === 'scenario')
  const all = [...bands(outcomes, measure).values()].filter(band => band !== null)
  const half = all.length > 0 ? meanKnown(all.map(band => band[1]))! : null
  const band: [number, number] | null = half === null ? null : [-half, half]
  const swings = sweep.factors.flatMap((factor, j): Swing[] => {
    const ends = endsOf(sweep, points, j)
    if (ends === null) return []
    const { low, high } = ends
    const levelOf = (part: readonly Case[]): number | null =>
      meanKnown(part.map(one => meanKnown(of(one.number, measure))))
    const differences = sweep.design.kind === 'grid' ? twinDifferences(outcomes, measure, low, high, j) : null
    const interval = differences ? studentInterval(differences) : apart(outcomes, measure, low, high)
    const difference = differences ? meanKnown(differences) : (interval?.mean ?? null)
    const beyond = isBeyondPlacebo(interval, band)
    return [
      {
        factor: factor.name,
        measure,
        low: ends.from,
        high: ends.to,
        at_low: levelOf(low),
        at_high: levelOf(high),
        difference,
        ci95: pair(interval),
        placebo_band: band,
        beyond_placebo: beyond,
        verdict: differences
          ? verdict(differences, band, isLumpy(measure))
          : interval === null || band === null
            ? 'unresolved'
            : beyond
              ? 'effect'
              : 'no effect seen',
      },
    ]
  })
  return swings.sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
}

interface Ends {
  low: Case[]
  high: Case[]
  from: FactorValue
  to: FactorValue
}

function endsOf(sweep: Sweep, points: readonly Case[], j: number): Ends | null {
  const { domain } = sweep.factors[j]!
  const values = points.map(({ values: own }) => own[j]!)
  if (domain.kind === 'list' || sweep.design.kind === 'grid') {
    const levels = domain.kind === 'list' ? domain.values : [...new Set(values)]
    const [from, to] = [levels[0]!, levels.at(-1)!]
    if (levels.length < 2) return null
    return {
      low: points.filter((_, i) => values[i] === from),
      high: points.filter((_, i) => values[i] === to),
      from,
      to,
    }
  }
  const numbers = values as number[]
  const sorted = numbers.toSorted((a, b) => a - b)
  const third = Math.max(1, Math.floor(sorted.length / 3))
  // as many points at either end, but for points of one value, which stay together
  const [top, bottom] = [sorted[third - 1]!, sorted.at(-third)!]
  if (top >= bottom) return null
  return {
    low: points.filter((_, i) => numbers[i]! <= top),
    high: points.filter((_, i) => numbers[i]! >= bottom),
    from: mean(numbers.filter(v => v <= top)),
    to: mean(numbers.filter(v => v >= bottom)),
  }
}

/** Mean difference of twins, by replicate. */
function twinDifferences(
  { of }: Outcomes,
  measure: string,
  low: readonly Case[],
  high: readonly Case[],
  j: number,
): Replicates {
  const key = (values: readonly FactorValue[]): string => JSON.stringify(values.with(j, null))
  const twins = new Map(high.map(one => [key(one.values), one]))
  const pairs = low.map(one => differencesOf(of(twins.get(key(one.values))!.number, measure), of(one.number, measure)))
  const replicates = pairs.reduce((most, { length }) => Math.max(most, length), 0)
  return Array.from({ length: replicates }, (_, r) => meanKnown(pairs.map(list => list[r])))
}

/** Interval of the difference of two means of points. */
function apart({ of }: Outcomes, measure: string, low: readonly Case[], high: readonly Case[]): Interval | null {
  const values = (part: readonly Case[]): number[] => part.flatMap(one => meanKnown(of(one.number, measure)) ?? [])
  return welchInterval(values(low), values(high))
}

/** Pareto-optimal points: no other is as just in every measure and more just in one. `signs` 1: more is more just. */
export function paretoFront(points: readonly (readonly (number | null)[])[], signs: readonly (1 | -1)[]): boolean[] {
  const good = (a: readonly (number | null)[], b: readonly (number | null)[]): boolean => {
    let better = false
    for (const [k, sign] of signs.entries()) {
      const gain = sign * (a[k]! - b[k]!)
      if (gain < 0) return false
      if (gain > 0) better = true
    }
    return better
  }
  const known = points.map(values => values.every(v => v !== null))
  return points.map((own, i) => known[i]! && !points.some((other, k) => known[k]! && k !== i && good(other, own)))
}

/** Variance of points that the luck of their replicates explains: what is left of it cannot be split among factors. */
function noiseShare({ cases, of }: Outcomes, measure: string): number | null {
  const points = cases.filter(({ arm }) => arm === 'scenario')
  const means = points.flatMap(one => meanKnown(of(one.number, measure)) ?? [])
  if (means.length < 2) return null
  const total = variance(means)
  const within = meanKnown(
    points.map(one => {
      const known = of(one.number, measure).filter((v): v is number => v !== null)
      return known.length < 2 ? null : variance(known) / known.length
    }),
  )
  return within === null || total === 0 ? null : Math.min(1, within / total)
}

export interface Sensitivity<I> {
  measure: string
  title: Words
  unit: string
  factors: string[]
  about: About
  indices: I
  /** half-width of the placebo band in the measure's unit; null without placebos */
  placebo: number | null
  /** share of the points' variance that their own luck explains; null with one replicate */
  noise_share: number | null
}

function sensitivity<I>(outcomes: Outcomes, measure: string, about: About, indices: I): Sensitivity<I> {
  const all = [...bands(outcomes, measure).values()].filter(band => band !== null)
  const { title, unit } = wordsOf(outcomes.sweep, measure)
  return {
    measure,
    title,
    unit,
    factors: outcomes.sweep.factors.map(({ name }) => name),
    about,
    indices,
    placebo: all.length > 0 ? meanKnown(all.map(band => band[1])) : null,
    noise_share: noiseShare(outcomes, measure),
  }
}

/** Sobol indices of a measure; null if the design is none of Sobol's, or the measure does not vary. */
export function sobolOf(outcomes: Outcomes, measure: string, about: About): Sensitivity<SobolIndices> | null {
  const { design, factors, seed } = outcomes.sweep
  if (design.kind !== 'sobol') return null
  const values = pointValues(outcomes, measure, about)
  const indices = sobolIndices(values, factors.length, design.secondOrder, { seed: `${seed} ${measure}` })
  return indices && sensitivity(outcomes, measure, about, indices)
}

/** Morris' measures, and whether luck alone would make them. */
export interface Screening extends Sensitivity<MorrisIndices> {
  /** of each factor's mean effect: over its standard error; null where there are not two effects, or all are 0 */
  t: (number | null)[]
  /** the largest |t| of all factors and measures that luck makes in 95 of 100 studies; null where there is no t */
  luck: number | null
}

/** Whether a factor stands out of luck, and of a placebo's effect where placebos were run; null: nothing to judge by. */
export function standsOut({ indices, t, luck, placebo }: Screening, factor: number): boolean | null {
  const [own, size, conf] = [t[factor], indices.mu_star[factor], indices.mu_star_conf[factor]]
  if (own == null || luck === null) return null
  const beyondPlacebo = placebo === null || (size != null && conf != null && size - conf > placebo)
  return beyondPlacebo && Math.abs(own) > luck
}

/**
 * Morris' measures of some measures, each told from luck with all factors and all of the measures looked at together.
 * @returns measure by measure; empty if the design is none of Morris'
 */
export function morrisOf(outcomes: Outcomes, measures: readonly string[], about: About): Screening[] {
  const { design, factors, seed } = outcomes.sweep
  if (design.kind !== 'morris') return []
  const rows = unitRows(design, factors.length, seed)!
  const values = measures.map(measure => pointValues(outcomes, measure, about))
  const { t, luck } = tellFromLuck(
    values.map(own => elementaryEffects(rows, own)),
    { seed },
  )
  return measures.map((measure, m) => {
    const indices = morrisIndices(rows, values[m]!, { seed: `${seed} ${measure}` })
    return { ...sensitivity(outcomes, measure, about, indices), t: t[m]!, luck }
  })
}

export interface Discovery {
  interest: string
  about: About
  factors: string[]
  points: number
  /** points of interest */
  cases: number
  boxes: PrimBox[]
}

/**
 * Boxes of factor space in which points of interest are frequent.
 * @param interest a condition over measures, such as displacement_rate > 0.02; of differences it is about differences
 * @throws {ExpressionError} if it cannot be read
 */
export function discover(outcomes: Outcomes, interest: string, about: About, density: number): Discovery {
  const { sweep, cases } = outcomes
  const condition = compileCondition(interest, sweep.measures)
  const columns = new Map(condition.names.map(name => [name, pointValues(outcomes, name, about)]))
  const rows = cases.filter(({ arm }) => arm === 'scenario')
  const known = rows.map((_, i) => condition.names.every(name => columns.get(name)![i] !== null))
  const used = rows.filter((_, i) => known[i])
  const marks = rows.flatMap((_, i) =>
    known[i]
      ? condition.evaluate(
          name => columns.get(name)![i]!,
          () => null,
        ) === true
      : [],
  )
  const values = used.map(one => one.values.map(value => value ?? 'off'))
  return {
    interest,
    about,
    factors: sweep.factors.map(({ name }) => name),
    points: used.length,
    cases: marks.filter(Boolean).length,
    boxes: prim(values, marks, { density }),
  }
}
