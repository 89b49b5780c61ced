import { dirname } from 'node:path'
import { mapBase } from '../results/layers.ts'
import { headlineMeasures } from '../results/reading.ts'
import { recordable } from '../results/record.ts'
import type { PrimBox, SobolIndices } from '../results/sensitivity/index.ts'
import type { TableColumn } from '../results/snapshot.ts'
import { effectRule } from '../results/statistics.ts'
import {
  type About,
  type Discovery,
  discover,
  type Effect,
  effectsOf,
  morrisOf,
  type Outcomes,
  outcomesOf,
  type Screening,
  type Sensitivity,
  sobolOf,
  standsOut,
} from '../results/sweep/analysis.ts'
import { sweepReportHtml } from '../results/sweep/report.ts'
import type { SweepMap } from '../results/sweep/reportmap.ts'
import type { Sweep } from '../results/sweep/sweep.ts'
import { didYouMean } from '../scenario/error.ts'
import { createSimulation } from '../simulation.ts'
import { isBadInput } from './errors.ts'
import { writeWhole } from './files.ts'
import { writeParquet } from './parquet.ts'
import { planOf } from './plans.ts'
import { codeHash, fromFolder } from './provenance.ts'
import { rendered } from './query.ts'
import { InputError, measuresIn } from './scenarios.ts'
import { quoted, type Reading, type Rows, readStore, StoreError } from './store.ts'

export const analyses = ['effects', 'morris', 'sobol', 'prim'] as const

export interface AnalyzeOptions {
  measures?: string
  of?: string
  interest?: string
  density: string
  format: string
  out: string
  html?: string
}

/** What a sweep says. */
export async function analyzeCommand(kind: string, store: string, options: AnalyzeOptions): Promise<number> {
  if (!(analyses as readonly string[]).includes(kind))
    throw new InputError(
      `analyze ${kind}: ${didYouMean(kind, analyses, 'analysis').en} It can be ${analyses.join(', ')}.`,
    )
  const reading = await readStore(store)
  try {
    const outcomes = await readOutcomes(reading)
    const { sweep } = outcomes
    const about = aboutOf(options.of, outcomes)
    const measures = measuresOf(options.measures, sweep)
    const answer = analyse(kind as (typeof analyses)[number], outcomes, measures, about, options)
    if (options.html !== undefined) {
      writeWhole(
        options.html,
        sweepReportHtml({ outcomes, measures, map: await readMap(reading), version: reading.version }),
      )
      process.stderr.write(`Wrote ${options.html}\n`)
    }
    if (options.out.endsWith('.parquet')) await writeParquet(options.out, columnsOf(answer.rows))
    else
      writeWhole(
        options.out,
        options.format === 'json' ? `${JSON.stringify(answer.document)}\n` : rendered(answer.rows, options.format),
      )
    for (const note of answer.notes) process.stderr.write(`${note}\n`)
  } finally {
    reading.close()
  }
  return 0
}

/** A table by columns: numbers, or text where any value is none. */
const columnsOf = ({ names, rows }: Rows): TableColumn[] =>
  names.map((name, j) => {
    const values = rows.map(row => row[j] ?? null)
    return values.every(value => value === null || typeof value === 'number')
      ? { name, type: 'DOUBLE', values: values as (number | null)[] }
      : { name, type: 'VARCHAR', values: values.map(value => (value === null ? null : String(value))) }
  })

/** Outcomes of every run that is there. */
export async function readOutcomes(reading: Reading): Promise<Outcomes> {
  const { sweep } = reading
  const columns = sweep.measures.map(quoted).join(', ')
  const { rows } = await reading.query(`SELECT case_id, replicate, ${columns} FROM outcomes ORDER BY run`)
  return outcomesOf(sweep, rows as (number | null)[][])
}

function aboutOf(of: string | undefined, { sweep }: Outcomes): About {
  if (of === undefined || of === 'level') return 'level'
  if (of !== 'difference') throw new InputError(`--of ${of}: must be level or difference.`)
  if (sweep.baseline === null)
    throw new InputError('--of difference: this sweep has no baseline to differ from. Run one with baseline: …')
  return 'difference'
}

/** Measures asked for; else those that the sweep names, and of one that names none the headlines. */
function measuresOf(given: string | undefined, { measures: recorded, scenario }: Sweep): string[] {
  if (given === undefined)
    return recorded.length < recordable(scenario).length
      ? [...recorded]
      : headlineMeasures.filter(name => recorded.includes(name))
  if (given === 'all') return [...recorded]
  return measuresIn(given, recorded, 'this sweep does not record it.')
}

interface Answer {
  document: unknown
  rows: Rows
  notes: string[]
}

function analyse(
  kind: (typeof analyses)[number],
  outcomes: Outcomes,
  measures: readonly string[],
  about: About,
  options: AnalyzeOptions,
): Answer {
  const { sweep } = outcomes
  if (kind === 'effects') {
    if (sweep.baseline === null && options.html === undefined)
      throw new InputError(
        'analyze effects: this sweep has no baseline, so there are no differences. Add --html for the report page, ask for levels by justcity query … "SELECT * FROM outcomes", or run one with baseline: …',
      )
    if (sweep.baseline === null) return { document: [], rows: { names: [], rows: [] }, notes: [NO_BASELINE] }
    return effectsAnswer(effectsOf(outcomes, measures))
  }
  if (kind === 'prim') {
    if (options.interest === undefined)
      throw new InputError('analyze prim needs --interest, such as --interest "displacement_rate > 0.02".')
    const density = Number(options.density)
    if (!(density > 0 && density <= 1)) throw new InputError(`--density ${options.density}: must be a share above 0.`)
    try {
      return primAnswer(discover(outcomes, options.interest, about, density))
    } catch (error) {
      if (!isBadInput(error)) throw error
      throw new InputError(`--interest "${options.interest}": ${error.message}`)
    }
  }
  if (sweep.design.kind !== kind)
    throw new InputError(
      `analyze ${kind}: the design of this sweep is ${sweep.design.kind}. Run one with design: ${kind}.`,
    )
  if (kind === 'morris') return morrisAnswer(morrisOf(outcomes, measures, about))
  return sobolAnswer(measures.flatMap(name => sobolOf(outcomes, name, about) ?? []))
}

const NO_BASELINE = 'This sweep has no baseline, so there are no differences: the page has levels.'

const PLACEBO_NOTE = `An effect: ${effectRule.en}.`

function effectsAnswer(effects: Effect[]): Answer {
  const factors = Object.keys(effects[0]?.factors ?? {})
  const names = [
    ...['measure', ...factors, 'n', 'baseline', 'policy', 'difference', 'ci95_low', 'ci95_high'],
    ...['placebo_low', 'placebo_high', 'verdict'],
  ]
  const rows = effects.map(e => [
    ...[
      e.measure,
      ...factors.map(name => e.factors[name] ?? 'off'),
      e.replications,
      e.baseline,
      e.policy,
      e.difference,
    ],
    ...[e.ci95?.[0], e.ci95?.[1], e.placebo_band?.[0], e.placebo_band?.[1], e.verdict],
  ])
  return { document: effects, rows: { names, rows }, notes: [PLACEBO_NOTE] }
}

function sobolAnswer(all: Sensitivity<SobolIndices>[]): Answer {
  const names = ['measure', 'factor', 'S1', 'S1_conf', 'ST', 'ST_conf', 'noise_share']
  const rows = all.flatMap(({ measure, factors, indices, noise_share }) =>
    factors.map((factor, j) => [
      ...[measure, factor, indices.S1[j], indices.S1_conf[j], indices.ST[j], indices.ST_conf[j], noise_share],
    ]),
  )
  const left = all.find(({ indices }) => indices.left > 0)?.indices.left
  const notes = [
    'noise_share: of the variance between points, what their own luck explains; no factor can explain that part.',
  ]
  if (left) notes.push(`${left} base points were left out, since a run of theirs is missing.`)
  return { document: all, rows: { names, rows }, notes }
}

function morrisAnswer(all: Screening[]): Answer {
  const names = ['measure', 'factor', 'mu', 'mu_star', 'mu_star_conf', 'sigma', 't', 't_luck', 'placebo', 'verdict']
  const rows = all.flatMap(one => {
    const { measure, factors, indices, t, luck, placebo } = one
    const size = (j: number): number => Math.abs(indices.mu[j] ?? 0)
    const order = [...factors.keys()].sort((a, b) => size(b) - size(a))
    return order.map(j => [
      ...[measure, factors[j], indices.mu[j], indices.mu_star[j], indices.mu_star_conf[j], indices.sigma[j]],
      ...[t[j], luck, placebo, standsOut(one, j) ? 'stands out' : 'unresolved'],
    ])
  })
  return {
    document: all.map(({ indices: { effects: _effects, ...indices }, ...rest }) => ({ ...rest, indices })),
    rows: { names, rows },
    notes: [
      't: mu over its standard error between trajectories. t_luck: the largest |t| of all factors and measures that luck alone makes in 95 of 100 studies.',
      'placebo: half-width of what one rent changed by 1 % makes. What stands out exceeds both where there are both.',
    ],
  }
}

const limitText = ({ limit }: PrimBox['limits'][number]): string => {
  if (limit.kind === 'set') return limit.values.join(' or ')
  const number = (x: number): string => String(Number(x.toPrecision(4)))
  if (!Number.isFinite(limit.from)) return `≤ ${number(limit.to)}`
  return Number.isFinite(limit.to) ? `${number(limit.from)} … ${number(limit.to)}` : `≥ ${number(limit.from)}`
}

function primAnswer(found: Discovery): Answer {
  const names = ['box', 'coverage', 'density', 'mass', 'res_dim', 'factor', 'limit', 'p']
  const rows = found.boxes.flatMap((box, i) =>
    box.limits.map(limit => [
      ...[i + 1, box.coverage, box.density, box.mass, box.res_dim],
      ...[found.factors[limit.factor], limitText(limit), limit.p],
    ]),
  )
  const notes = [`${found.cases} of ${found.points} points are of interest: ${found.interest}.`]
  if (found.about === 'difference') notes.push('Differences that do not leave the placebo band count as 0.')
  if (found.boxes.length > 0)
    notes.push('p: how often luck alone would give a limit as good; a limit with a large p may be dropped.')
  else notes.push('No box holds them more often than the rest of the space.')
  const document = { ...found, boxes: found.boxes.map(({ rows: _rows, ...box }) => box) }
  return { document, rows: { names, rows }, notes }
}

const OTHER_CITY = 'the store was made by another state of the program, whose city this one does not build.'

/** Mean and spread of a layer over the runs of one place; null if no map was recorded, or its place is not to be had. */
async function readMap(reading: Reading): Promise<SweepMap | null> {
  const { sweep } = reading
  const [layer] = sweep.maps
  const place = sweep.factors.some(({ path }) => path.startsWith('city.'))
  if (layer === undefined || place) return null
  const { rows } = await reading.query(
    `SELECT avg(p.${quoted(layer)}), stddev_samp(p.${quoted(layer)}), count(p.${quoted(layer)}) FROM parcels p JOIN runs USING (run) WHERE arm = 'scenario' GROUP BY parcel ORDER BY parcel`,
  )
  try {
    const { scenario } = fromFolder(sweep, dirname(reading.path))
    const plan = await planOf(scenario.city)
    const { city } = createSimulation({ ...scenario, policies: [], burn_in: 0 }, plan, { seed: sweep.seed })
    if (rows.length !== city.parcels.rows) throw new StoreError(OTHER_CITY)
    const values = (column: number): (number | null)[] => rows.map(row => row[column] as number | null)
    return {
      layer,
      base: mapBase(city),
      mean: values(0),
      spread: values(1),
      runs: rows.reduce((most, row) => Math.max(most, Number(row[2])), 0),
    }
  } catch (error) {
    // what a newer program asks of a scenario, an older store's does not have: only bad input has words of its own
    const why = isBadInput(error) && reading.code === codeHash() ? error.message : OTHER_CITY
    process.stderr.write(`note: no map, since ${why}\n`)
    return null
  }
}
