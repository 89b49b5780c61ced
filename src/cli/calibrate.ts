import { join } from 'node:path'
import { casesOf, unitRows, valueAt } from '../results/sweep/design.ts'
import type { FactorValue, Sweep } from '../results/sweep/sweep.ts'
import { didYouMean } from '../scenario/error.ts'
import { facts } from '../validation/facts.ts'
import {
  type MatchedRun,
  type Matching,
  matchHistory,
  missedFacts,
  type NextWave,
  nextPoints,
  nonImplausible,
} from '../validation/matching.ts'
import { writeWhole } from './files.ts'
import { rendered } from './query.ts'
import { InputError, wholeNumber } from './scenarios.ts'
import { quoted, type Reading, readStore } from './store.ts'

export interface CalibrateOptions {
  out: string
  misses: string
  widen: string
  leaveOut?: string
  format: string
}

const YEARS = 20

/** One wave of history matching: which points of a sweep are not implausible, and the sweep of the next wave. */
export async function calibrateCommand(store: string, options: CalibrateOptions): Promise<number> {
  const { misses, widen, leaveOut } = matchingRules(options)
  const reading = await readStore(store)
  try {
    const { sweep } = reading
    if (sweep.ticks < 12 * YEARS || 12 % sweep.every !== 0)
      throw new InputError(
        `calibrate: facts are judged over ${YEARS} years, recorded yearly, but this sweep runs ${sweep.ticks} months and records every ${sweep.every}. Run one with ticks: ${12 * YEARS} and record: 12.`,
      )
    const matching = matchHistory(await readRuns(reading), widen, leaveOut)
    const good = nonImplausible(matching, misses)
    const values = casesOf(sweep)
    const rows = good.map(row => values[row]!.values)
    writeWhole(join(options.out, 'matching.csv'), matchingCsv(sweep, matching))
    writeWhole(join(options.out, 'non-implausible.csv'), pointsCsv(sweep, rows))
    const next = nextWave(sweep, matching, misses, matching.points.length)
    if (next !== null) {
      writeWhole(join(options.out, 'next-wave.csv'), pointsCsv(sweep, next.values))
      writeWhole(join(options.out, 'next-wave.yaml'), waveText(sweep))
    }
    const told = {
      sweep: sweep.name,
      points: matching.points.length,
      non_implausible: good.length,
      space_left: next?.left ?? null,
      misses_allowed: misses,
      facts: matching.facts,
      unjudged: matching.unjudged,
      out: options.out,
    }
    if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
    else {
      const table = matching.facts.map(({ id, band, luck, inside, says }) => [id, ...band, luck, inside, says])
      const names = ['fact', 'from', 'to', 'luck', 'points_inside', 'says']
      process.stdout.write(rendered({ names, rows: table }, 'table'))
      process.stdout.write(
        `\n${good.length} of ${matching.points.length} points are not implausible: at most ${misses} facts missed, each early, late and over all years together, and none by far. Not judged from measures alone: ${matching.unjudged.join(', ')}.\nWrote matching.csv and non-implausible.csv${next === null ? '' : `, and next-wave.yaml with next-wave.csv: ${next.values.length} points of the ${Number((100 * next.left).toPrecision(2))} % of the space that emulators do not rule out,`} into ${options.out}.\n`,
      )
    }
  } finally {
    reading.close()
  }
  return 0
}

/** What a point may miss, and what is judged. @throws {InputError} that names the option, what it was and what it must be */
export function matchingRules({ misses, widen, leaveOut }: Pick<CalibrateOptions, 'misses' | 'widen' | 'leaveOut'>): {
  misses: number
  widen: number
  leaveOut: string[]
} {
  // an empty text would be read as 0
  const slack = widen.trim() === '' ? Number.NaN : Number(widen)
  if (!(slack >= 0 && slack <= 10)) throw new InputError(`--widen ${widen}: must be a share, as in 0.2.`)
  return {
    misses: wholeNumber('--misses', misses, 0, facts.length),
    widen: slack,
    leaveOut: factsNamed(leaveOut),
  }
}

/** Ids of facts, separated by commas. @throws {InputError} if there is no such fact */
function factsNamed(text: string | undefined): string[] {
  const ids = text === undefined || text === 'none' ? [] : text.split(',')
  const known = facts.map(({ id }) => id)
  for (const id of ids)
    if (!known.includes(id)) throw new InputError(`--leave-out ${id}: ${didYouMean(id, known, 'fact').en}`)
  return ids
}

/** The scenario's runs with their yearly measures. */
export async function readRuns(reading: Reading): Promise<MatchedRun[]> {
  const { sweep } = reading
  const { rows } = await reading.query(
    `SELECT r.run, r.design_row, ${sweep.measures.map(name => `s.${quoted(name)}`).join(', ')} FROM runs r JOIN series s USING (run) WHERE r.arm = 'scenario' AND s.tick % 12 = 0 AND s.tick <= ${12 * YEARS} ORDER BY r.run, s.tick`,
  )
  const runs = new Map<number, MatchedRun>()
  for (const [run, row, ...values] of rows) {
    const own = runs.get(Number(run)) ?? { row: Number(row), yearly: [] }
    own.yearly.push(Object.fromEntries(sweep.measures.map((name, j) => [name, (values[j] as number | null) ?? null])))
    runs.set(Number(run), own)
  }
  return [...runs.values()]
}

const cell = (value: FactorValue | undefined): string =>
  value === null ? 'off' : value === undefined ? '' : String(value)

/** Points as a table that a sweep of design csv reads. */
export const pointsCsv = ({ factors }: Sweep, rows: readonly FactorValue[][]): string =>
  `${[factors.map(({ path }) => path), ...rows.map(row => row.map(cell))].map(line => line.join(',')).join('\n')}\n`

export function matchingCsv(sweep: Sweep, { points, facts }: Matching): string {
  const cases = casesOf(sweep)
  const ids = facts.map(({ id }) => id)
  const head = ['point', 'runs', 'missed', 'far', ...sweep.factors.map(({ name }) => name), ...ids]
  const rows = points.map(point => [
    ...[point.row, point.runs, missedFacts(point).length, point.far.length, ...cases[point.row]!.values.map(cell)],
    ...ids.map(id => point.values[id] ?? ''),
  ])
  return `${[head, ...rows].map(line => line.join(',')).join('\n')}\n`
}

/** The next wave's points as values of the sweep's factors; null where emulators cannot be fitted or leave nothing. */
export function nextWave(
  sweep: Sweep,
  matching: Matching,
  misses: number,
  count: number,
): (NextWave & { values: FactorValue[][] }) | null {
  const { design, factors, seed } = sweep
  const places = unitRows(design, factors.length, seed)
  if (design.kind !== 'lhs' || places === null) return null
  const next = nextPoints(matching, places, misses, count, `${seed}+`)
  if (Object.keys(next.foretold).length === 0 || next.points.length < 2) return null
  return { ...next, values: next.points.map(row => row.map((u, j) => valueAt(factors[j]!, u))) }
}

const waveText = (
  sweep: Sweep,
): string => `# The next wave of ${sweep.name}: points that emulators of its facts do not rule out.
name: ${sweep.name}-next
scenario: ${sweep.scenario.name}
baseline: none
design: csv
file: next-wave.csv
replications: ${sweep.replications}
seed: ${JSON.stringify(`${sweep.seed}+`)}
ticks: ${sweep.ticks}
record: ${sweep.every}
measures: [${sweep.measures.join(', ')}]
`
