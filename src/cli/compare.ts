import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
import pc from 'picocolors'
import { Piscina } from 'piscina'
import { compareResults } from '../results/compare.ts'
import type { Comparison, Failure } from '../results/comparison.ts'
import { withSet } from '../results/members.ts'
import type { ReplicateRequest, ReplicateResult } from '../results/replicate.ts'
import { reportHtml } from '../results/report.ts'
import { comparisonTable, measuresCsv } from '../results/table.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { threadsOf } from './cores.ts'
import { version, writeWhole } from './files.ts'
import { type Member, readMembers } from './members.ts'
import { planOf } from './plans.ts'
import { createProgress } from './progress.ts'
import { InputError, load, wholeNumber, withOptions } from './scenarios.ts'
import type { ReplicateTask } from './worker.ts'

export interface CompareOptions {
  replications: string
  seed: string
  ticks?: string
  threads?: string
  preset?: string
  html?: string
  format: string
  out: string
  placebo: boolean
  parameters?: string | true
  members: string
  progress?: string
}

export interface ComparisonPlan {
  baseline: Scenario
  scenarios: Scenario[]
  replications: number
  seed: string
  ticks: number
  threads: number
  placebo: boolean
  /** members of the calibrated set, to be run a pair each */
  parameters?: { table: string; members: Member[] } | undefined
  /** how progress is shown; see createProgress */
  progress?: string | undefined
}

/**
 * Scenarios that are compared, each with the measures that any of them defines: a difference takes two values.
 * @throws {InputError} if one name stands for two formulas
 */
function withSharedMeasures(compared: readonly Scenario[]): Scenario[] {
  const shared = new Map<string, { of: string; measure: Scenario['measures'][number] }>()
  for (const { name: of, measures } of compared)
    for (const measure of measures) {
      const known = shared.get(measure.name)
      if (known && known.measure.formula !== measure.formula)
        throw new InputError(
          `measure ${measure.name}: is ${known.measure.formula} in ${known.of}, but ${measure.formula} in ${of}. ` +
            'Give the two different names, or the same formula.',
        )
      if (!known) shared.set(measure.name, { of, measure })
    }
  const measures = [...shared.values()].map(({ measure }) => measure)
  return compared.map(scenario => ({ ...scenario, measures }))
}

/**
 * Paired replications of scenarios against a baseline, on worker threads.
 * @returns the comparison, failed replications and members told and left out; null when no replication succeeded
 */
export async function compareScenarios(plan: ComparisonPlan): Promise<Comparison | null> {
  const { replications, seed, ticks, threads, placebo } = plan
  const [baseline, ...scenarios] = withSharedMeasures([plan.baseline, ...plan.scenarios]) as [Scenario, ...Scenario[]]
  const place = await planOf(baseline.city)
  const members = plan.parameters?.members ?? []
  const arms = scenarios.length + 1
  const months =
    replications * (baseline.burn_in + ticks * (arms + (placebo ? 1 : 0))) +
    members.length * (baseline.burn_in + ticks * arms)
  const progress = createProgress(months, 'months', plan.progress)
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    maxThreads: Math.min(threads, replications + members.length),
    minThreads: Math.min(threads, replications + members.length),
  })
  const run = async (request: ReplicateRequest, member?: string): Promise<ReplicateResult | Failure> => {
    const { port1, port2 } = new MessageChannel()
    port1.on('message', (done: number) => progress.add(done))
    port1.unref()
    const task: ReplicateTask = { request, progress: port2 }
    try {
      return (await pool.run(task, { transferList: [port2] })) as ReplicateResult
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause)
      return { scenario: baseline.name, replicate: request.replicate, ...(member ? { member } : {}), error }
    }
  }
  const replicationRuns = Array.from({ length: replications }, (_, replicate) =>
    run({ baseline, scenarios, seed, replicate, ticks, placebo, map: replicate === 0 }),
  )
  // a member has a luck of its own too
  const memberRuns = members.map(({ place: at, set }, m) => {
    const given = { baseline: withSet(baseline, set), scenarios: scenarios.map(one => withSet(one, set)) }
    return run({ ...given, seed, replicate: m, ticks, placebo: false, map: false }, at)
  })
  const [done, doneMembers] = await Promise.all([Promise.all(replicationRuns), Promise.all(memberRuns)])
  progress.stop()
  await pool.destroy()
  const failures = [...done, ...doneMembers].filter(isFailure)
  for (const { replicate, member, error } of failures)
    process.stderr.write(`${member ?? `replicate ${replicate}`} failed: ${error}\n`)
  const results = done.filter(isResult)
  if (results.length === 0) return null
  const parameters = plan.parameters && { table: plan.parameters.table, results: doneMembers.filter(isResult) }
  return compareResults({
    ...{ baseline, scenarios, results, members: parameters, failures, seed, ticks, version, city: place.name },
  })
}

const isFailure = (done: ReplicateResult | Failure): done is Failure => 'error' in done
const isResult = (done: ReplicateResult | Failure): done is ReplicateResult => !isFailure(done)

/** What is wrong with two scenarios of different cities, and how to mend it: `--preset` leaves each the seed of its file. */
function otherCity(scenario: Scenario, baseline: Scenario): string {
  const [own, other] = [scenario.city, baseline.city]
  const remedy =
    'preset' in own && 'preset' in other && own.preset === other.preset
      ? `Its seed is ${own.seed}, not ${other.seed}: write seed: ${other.seed} under its city.`
      : 'Compare it with a baseline of its own city, or give both --preset.'
  return `${scenario.name} is set in another city than ${baseline.name}. ${remedy}`
}

/** The main job: scenarios against a baseline over paired replications. @returns the exit code */
export async function compareCommand(baselineName: string, names: string[], options: CompareOptions): Promise<number> {
  const replications = wholeNumber('--replications', options.replications, 1, 10_000)
  const threads = threadsOf(options.threads)
  const baseline = withOptions(load(baselineName), options)
  const scenarios = names.map(name => withOptions(load(name), options))
  for (const scenario of scenarios)
    if (JSON.stringify(scenario.city) !== JSON.stringify(baseline.city))
      throw new InputError(otherCity(scenario, baseline))
  const ticks = options.ticks ? wholeNumber('--ticks', options.ticks, 1, 2400) : baseline.years * 12
  const { name, households } = await planOf(baseline.city)
  if (options.format !== 'json' || process.stderr.isTTY)
    process.stderr.write(
      `Comparing ${names.join(', ')} with ${baselineName}: ${name}, ${households.toLocaleString('en')} households, ${ticks} months, ${replications} replications on ${threads} threads.\n`,
    )
  const { seed, placebo, progress } = options
  const most = wholeNumber('--members', options.members, 2, 10_000)
  const parameters =
    options.parameters === undefined ? undefined : readMembers(options.parameters, most, [baseline, ...scenarios])
  const comparison = await compareScenarios({
    ...{ baseline, scenarios, replications, seed, ticks, threads, placebo, parameters, progress },
  })
  if (comparison === null) return 1
  if (options.html) {
    writeWhole(options.html, reportHtml(comparison, chartJs()))
    process.stderr.write(`Wrote ${options.html}\n`)
  }
  writeWhole(options.out, render(comparison, options.format))
  return comparison.failures.length > 0 ? 1 : 0
}

function render(comparison: Comparison, format: string): string {
  if (format === 'json') return `${JSON.stringify(withoutMap(comparison))}\n`
  if (format === 'csv') return measuresCsv(comparison)
  return comparisonTable(comparison, 'en', {
    title: pc.bold,
    theme: pc.underline,
    faint: pc.dim,
    more: pc.green,
    less: pc.red,
  })
}

/** Maps are for the report: as JSON they would be megabytes. */
const withoutMap = ({ map: _map, baseline_layers: _layers, ...rest }: Comparison): unknown => ({
  ...rest,
  comparisons: rest.comparisons.map(({ layers: _own, ...scenario }) => scenario),
})

const chartJs = (): string => {
  const main = createRequire(import.meta.url).resolve('chart.js')
  return readFileSync(new URL('./chart.umd.min.js', `file://${main}`), 'utf8')
}
