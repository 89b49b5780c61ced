import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { Piscina } from 'piscina'
import { studentInterval } from '../results/statistics.ts'
import { casesOf } from '../results/sweep/design.ts'
import { loadSweep, type SweepChanges } from '../results/sweep/file.ts'
import { type Bundle, bundlesOf, casesFor, partOf, plannedRuns, type Shard } from '../results/sweep/plan.ts'
import { type Case, type Precision, runNumber, type Sweep } from '../results/sweep/sweep.ts'
import { MODEL_VERSION } from '../scenario/scenario.ts'
import { MAX_TICKS } from '../scenario/times.ts'
import { threadsOf } from './cores.ts'
import { inWords } from './errors.ts'
import { onInterrupt, sweepFiles, version } from './files.ts'
import { createProgress, type Progress } from './progress.ts'
import { codeHash, describeFolder, designHash, isDescribed, recordedSweep } from './provenance.ts'
import { InputError, wholeNumber } from './scenarios.ts'
import { type Made, openStore, type Store, shardFile } from './store.ts'
import type { BundleTask, RunOutcome } from './sweep-worker.ts'

export interface SweepOptions {
  out?: string
  threads?: string
  shard?: string
  dryRun?: boolean
  resume?: boolean
  maxFailures?: string
  precision?: string
  replications?: string
  seed?: string
  ticks?: string
  preset?: string
  slurm?: string
  format: string
  progress?: string
}

/** What options of the command line change; they are part of the design. */
export function changesOf(
  options: Pick<SweepOptions, 'preset' | 'replications' | 'seed' | 'ticks' | 'precision'>,
): SweepChanges {
  return {
    ...(options.preset === undefined ? {} : { preset: options.preset }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.replications === undefined
      ? {}
      : { replications: wholeNumber('--replications', options.replications, 1, 100_000) }),
    ...(options.ticks === undefined ? {} : { ticks: wholeNumber('--ticks', options.ticks, 1, MAX_TICKS) }),
    ...(options.precision === undefined ? {} : { precision: precisionOf(options.precision) }),
  }
}

function precisionOf(text: string): Precision[] {
  return text.split(',').map(part => {
    const [, measure, width] = /^\s*([a-z0-9_]+)\s*=\s*([0-9.eE+-]+)\s*$/.exec(part) ?? []
    const halfWidth = Number(width)
    if (measure === undefined || !(halfWidth > 0))
      throw new InputError(
        `--precision ${text}: write measure=half-width, as in rent_burden_low=0.005,displacement_rate=0.001.`,
      )
    return { measure, halfWidth }
  })
}

export function shardOf(text: string | undefined): Shard {
  if (text === undefined) return { index: 1, of: 1 }
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  const shard = { index: Number(index), of: Number(of) }
  if (!(shard.index >= 1 && shard.index <= shard.of && shard.of <= 100_000))
    throw new InputError(`--shard ${text}: write i/n, from 1/n to n/n, as in 3/8.`)
  return shard
}

/** The sweep that a person means: a sweep file with its options, or the sweep.json of a folder of results as it is. */
function askedSweep(name: string, options: SweepOptions): Sweep {
  const changes = changesOf(options)
  const recorded = existsSync(name) ? recordedSweep(resolve(name)) : null
  if (recorded) {
    const [option] = Object.keys(changes)
    if (option !== undefined)
      throw new InputError(`--${option}: ${name} is run as it was. Change the sweep file it came from instead.`)
    return recorded
  }
  const { sweep, warnings } = loadSweep(name, sweepFiles, changes)
  for (const warning of warnings) process.stderr.write(`note: ${warning}\n`)
  return sweep
}

/** A design over levers, parameters, cities and schedules. @returns the exit code */
export async function sweepCommand(name: string, options: SweepOptions): Promise<number> {
  const sweep = askedSweep(name, options)
  const folder = resolve(options.out ?? `${sweep.name}-results`)
  if (options.slurm !== undefined) return (await import('./slurm.ts')).submit(name, sweep, folder, options)
  const shard = shardOf(options.shard)
  const threads = threadsOf(options.threads)
  const design = designHash(sweep)
  const made: Made = { sweep, design, version, model: MODEL_VERSION, code: codeHash() }
  const cases = casesOf(sweep)
  if (options.dryRun) return dryRun(sweep, cases, shard, threads, options)
  const limit =
    options.maxFailures === undefined
      ? Number.POSITIVE_INFINITY
      : wholeNumber('--max-failures', options.maxFailures, 1, 1e9)
  const path = join(folder, shardFile(shard))
  const described = isDescribed(folder, design)
  const store = await openStore(path, made, options.resume ?? false)
  if (!described) describeFolder(folder, sweep, design)
  const work = new Work({ sweep, cases, shard, store, threads, limit, options })
  const done = await work.all()
  const told = {
    sweep: sweep.name,
    shard: `${shard.index}/${shard.of}`,
    ...done,
    store: path,
  }
  const kind = ['morris', 'sobol'].includes(sweep.design.kind) ? sweep.design.kind : 'effects'
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else process.stdout.write(summary(told, folder, shard, kind, sweep.maxReplications))
  return done.failed > 0 || done.missing > 0 ? 1 : 0
}

interface Done {
  /** runs of this shard in the store now */
  runs: number
  /** of them, made by this call */
  made: number
  /** failed in this call */
  failed: number
  /** left undone since too many failed */
  missing: number
  /** points whose intervals are wider than asked with the most replications there may be */
  wide: number
  seconds: number
}

const summary = (
  { runs, made, failed, missing, wide, seconds, store }: Done & { store: string },
  folder: string,
  shard: Shard,
  /** analysis that fits the design */
  kind: string,
  most: number,
): string => {
  const lines = [`${runs} runs in ${store}, ${made} of them made now in ${Math.round(seconds)} s.`]
  if (wide > 0)
    lines.push(
      `${wide} of the points are wider than asked with max_replications, ${most}: raise it in the sweep file, or ask for less.`,
    )
  if (failed > 0)
    lines.push(
      `${failed} runs failed${missing > 0 ? ` and ${missing} were not begun` : ''}: justcity query ${store} "SELECT run, seed, replicate, error FROM log WHERE status = 'failed'"`,
      'The results of the others are kept; --resume tries these again.',
    )
  else if (shard.of > 1) lines.push(`When all ${shard.of} shards are done: justcity merge ${folder}`)
  else lines.push(`Look at them: justcity analyze ${kind} ${folder} --html report.html`)
  return `${lines.join('\n')}\n`
}

/** The runs of a shard, from plan to store. */
class Work {
  private failed = 0
  private made = 0
  private missing = 0
  private wide = 0
  private present = new Set<number>()
  private readonly started = Date.now()
  private progress: Progress | null = null

  private readonly sweep: Sweep
  private readonly cases: Case[]
  private readonly shard: Shard
  private readonly store: Store
  private readonly threads: number
  private readonly limit: number
  private readonly options: SweepOptions

  constructor(plan: {
    sweep: Sweep
    cases: Case[]
    shard: Shard
    store: Store
    threads: number
    /** failures after which no more runs are begun */
    limit: number
    options: SweepOptions
  }) {
    this.sweep = plan.sweep
    this.cases = plan.cases
    this.shard = plan.shard
    this.store = plan.store
    this.threads = plan.threads
    this.limit = plan.limit
    this.options = plan.options
  }

  async all(): Promise<Done> {
    const { sweep, store } = this
    this.present = await store.present()
    const pool = new Piscina<BundleTask, RunOutcome[]>({
      filename: new URL('./sweep-worker.js', import.meta.url).href,
      maxThreads: this.threads,
      // never fewer: a worker that waits for a moment is kept, since a new one has everything to load and found again
      minThreads: this.threads,
      workerData: { sweep },
    })
    onInterrupt(
      () => `Interrupted: ${this.made} runs were made and kept. Go on with --resume; what was running is run again.`,
    )
    try {
      if (sweep.precision.length > 0) await this.untilNarrow(pool)
      else {
        const bundles = partOf(
          bundlesOf(this.cases, () => [0, sweep.replications]),
          this.shard,
        )
        const left = this.without(bundles)
        this.progress = createProgress(countOf(left), 'runs', this.options.progress)
        await this.run(pool, left)
      }
    } finally {
      this.progress?.stop()
      await pool.destroy()
      await store.close()
    }
    return {
      runs: this.present.size,
      made: this.made,
      failed: this.failed,
      missing: this.missing,
      wide: this.wide,
      seconds: (Date.now() - this.started) / 1000,
    }
  }

  /** Bundles without what is in the store. */
  private without(bundles: readonly Bundle[]): Bundle[] {
    return bundles
      .map(({ replicate, cases }) => ({
        replicate,
        cases: cases.filter(one => !this.present.has(runNumber(this.sweep, one, replicate))),
      }))
      .filter(({ cases }) => cases.length > 0)
  }

  /** Runs bundles, a few more than threads at a time, and stores each as it comes in. */
  private async run(pool: Piscina<BundleTask, RunOutcome[]>, bundles: readonly Bundle[]): Promise<void> {
    let next = 0
    const lane = async (): Promise<void> => {
      while (next < bundles.length) {
        const { replicate, cases } = bundles[next++]!
        if (this.failed >= this.limit) {
          this.missing += cases.length
          continue
        }
        let outcomes: RunOutcome[]
        const started = Date.now()
        try {
          outcomes = await pool.run({ replicate, cases: cases.map(({ number }) => number) })
        } catch (error) {
          // the thread itself died: out of memory, for one
          outcomes = cases.map(({ number }) => ({
            case: number,
            replicate,
            started,
            seconds: (Date.now() - started) / 1000,
            thread: -1,
            record: null,
            error: inWords(error),
          }))
        }
        for (const outcome of outcomes) await this.keep(outcome)
      }
    }
    // one lane more than threads: the next task waits in the thread's queue while a result is stored
    await Promise.all(Array.from({ length: Math.min(this.threads + 1, bundles.length) }, lane))
  }

  private writing: Promise<void> = Promise.resolve()

  /** Stores one result; results are stored one after another. */
  private keep(outcome: RunOutcome): Promise<void> {
    this.writing = this.writing.then(() => this.write(outcome))
    return this.writing
  }

  private async write({ case: number, replicate, started, seconds, thread, record, error }: RunOutcome): Promise<void> {
    const one = this.cases[number]!
    const attempt = {
      started: new Date(started),
      seconds,
      shard: `${this.shard.index}/${this.shard.of}`,
      host: hostname(),
      thread,
      memory: process.memoryUsage.rss() / 1e6,
    }
    if (record) {
      await this.store.add(one, replicate, record, attempt)
      this.present.add(runNumber(this.sweep, one, replicate))
      this.made++
    } else {
      await this.store.fail(one, replicate, error!, attempt)
      this.failed++
      const run = runNumber(this.sweep, one, replicate)
      process.stderr.write(
        `run ${run} (seed ${this.sweep.seed}, replicate ${replicate}) failed: ${error!.split('\n')[0]}\n`,
      )
    }
    this.progress?.add(1)
  }

  /**
   * Adds replications until the intervals are narrow. Whether a point has enough is decided by its first replicates in
   * order, so it does not matter in which order they came in, or how often the sweep was resumed.
   */
  private async untilNarrow(pool: Piscina<BundleTask, RunOutcome[]>): Promise<void> {
    const { sweep } = this
    const { replications, maxReplications } = sweep
    const own = casesFor(this.cases, this.shard)
    const points = own.filter(({ arm }) => arm === 'scenario')
    const needs = new Map<Case, number>(points.map(one => [one, replications]))
    let open = points
    while (open.length > 0) {
      const most = new Map<number, number>()
      for (const one of points) most.set(one.world, Math.max(most.get(one.world) ?? 0, needs.get(one)!))
      const left = this.without(bundlesOf(own, one => [0, needs.get(one) ?? most.get(one.world)!]))
      this.progress?.stop()
      this.progress = createProgress(countOf(left), 'runs', this.options.progress)
      const before = this.failed
      await this.run(pool, left)
      if (this.failed > before || this.missing > 0) return
      const outcomes = await this.outcomes(own)
      open = open.filter(one => {
        const enough = sweep.precision.every(({ measure, halfWidth }) => {
          const values = (of: number | null): (number | null)[] =>
            Array.from({ length: needs.get(one)! }, (_, r) => outcomes.get(`${of} ${r} ${measure}`) ?? null)
          const mine = values(one.number)
          const theirs = one.baseline === null ? null : values(one.baseline)
          const interval = studentInterval(
            mine.map((v, r) => (theirs === null ? v : v === null || theirs[r] == null ? null : v - theirs[r])),
          )
          return interval !== null && (interval.high - interval.low) / 2 <= halfWidth
        })
        const last = needs.get(one)! >= maxReplications
        if (!enough && last) this.wide++
        return !enough && !last
      })
      for (const one of open) needs.set(one, Math.min(maxReplications, needs.get(one)! + replications))
    }
  }

  private async outcomes(own: readonly Case[]): Promise<Map<string, number | null>> {
    const measures = this.sweep.precision.map(({ measure }) => measure)
    const wanted = new Set(own.map(({ number }) => number))
    const { rows } = await this.store.query(
      `SELECT case_id, replicate, ${measures.map(name => `"${name}"`).join(', ')} FROM outcomes ORDER BY run`,
    )
    const map = new Map<string, number | null>()
    for (const [number, replicate, ...values] of rows as [number, number, ...(number | null)[]][])
      if (wanted.has(number))
        measures.forEach((name, j) => void map.set(`${number} ${replicate} ${name}`, values[j] ?? null))
    return map
  }
}

const countOf = (bundles: readonly Bundle[]): number => bundles.reduce((sum, { cases }) => sum + cases.length, 0)

/** Says how many runs there are and how long they take, timed by a few real ones. */
async function dryRun(
  sweep: Sweep,
  cases: Case[],
  shard: Shard,
  threads: number,
  options: SweepOptions,
): Promise<number> {
  const bundles =
    sweep.precision.length > 0
      ? bundlesOf(casesFor(cases, shard), () => [0, sweep.replications])
      : partOf(
          bundlesOf(cases, () => [0, sweep.replications]),
          shard,
        )
  const pool = new Piscina<BundleTask, RunOutcome[]>({
    filename: new URL('./sweep-worker.js', import.meta.url).href,
    maxThreads: threads,
    minThreads: threads,
    workerData: { sweep },
  })
  // as many at a time as there will be, spread over the design
  const tried = Math.min(threads, bundles.length, 8)
  const samples = await Promise.all(
    Array.from({ length: tried }, (_, i) => {
      const { replicate, cases: own } = bundles[Math.floor((i * bundles.length) / tried)]!
      return pool.run({ replicate, cases: own.slice(0, 2).map(({ number }) => number) })
    }),
  )
  await pool.destroy()
  const good = samples.map(outcomes => outcomes.filter(({ error }) => error === null)).filter(list => list.length > 0)
  const failures = samples.flat().filter(({ error }) => error !== null)
  // the first run of a bundle founds the city, the next ones take it up
  const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length)
  const first = mean(good.map(([one]) => one!.seconds))
  const further = mean(good.flatMap(list => (list[1] ? [list[1].seconds] : []))) || first
  const runs = countOf(bundles)
  const seconds = bundles.reduce((sum, { cases: own }) => sum + first + (own.length - 1) * further, 0) / threads
  const told = {
    sweep: sweep.name,
    points: cases.filter(({ arm }) => arm === 'scenario').length,
    cases: cases.length,
    runs_all: plannedRuns(sweep, cases),
    runs,
    runs_at_most: sweep.precision.length > 0 ? (runs / sweep.replications) * sweep.maxReplications : runs,
    threads,
    seconds_a_run: (first + further) / 2,
    minutes: seconds / 60,
    tried: samples.flat().length,
    failed: failures.length,
  }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else
    process.stdout.write(
      `${told.points} points, ${told.cases} cases with what they are compared with, ${sweep.replications} replications: ${told.runs_all} runs${shard.of > 1 ? `, ${runs} of them in shard ${shard.index}/${shard.of}` : ''}${told.runs_at_most > runs ? `, up to ${told.runs_at_most} until intervals are narrow` : ''}.\nAbout ${minutes(told.minutes)} on ${threads} threads, timed by ${told.tried} runs of ${told.seconds_a_run.toFixed(2)} s.\n`,
    )
  for (const { case: number, replicate, error } of failures)
    process.stderr.write(`run ${runNumber(sweep, cases[number]!, replicate)} failed: ${error}\n`)
  return failures.length > 0 ? 1 : 0
}

const minutes = (n: number): string =>
  n < 1
    ? `${Math.max(1, Math.round(n * 60))} seconds`
    : n < 120
      ? `${Math.round(n)} minutes`
      : `${(n / 60).toFixed(1)} hours`
