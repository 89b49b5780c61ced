/** npm run validate: stylised facts, mechanisms, limits and convergence, written into one page. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { Command } from 'commander'
import { FixedQueue, Piscina } from 'piscina'
import { generateCity } from '../city/generate.ts'
import { headlineMeasures } from '../results/reading.ts'
import { runReplicate } from '../results/replicate.ts'
import { casesOf, scenarioOf } from '../results/sweep/design.ts'
import { loadSweep } from '../results/sweep/file.ts'
import { type PresetName, presetNames, type Scenario } from '../scenario/scenario.ts'
import { DEFAULT_FROM } from '../scenario/times.ts'
import { createSimulation } from '../simulation.ts'
import type { Observation } from '../validation/facts.ts'
import type { LimitValues } from '../validation/limits.ts'
import { claimed, type Ground, grounds, type MechanismRun, scenariosOf, ticksOf } from '../validation/mechanisms.ts'
import type { RuleRuns } from '../validation/rules.ts'
import { threadsOf } from './cores.ts'
import { endInWords } from './errors.ts'
import type { ObserveTask } from './facts-worker.ts'
import { packageRoot, sweepFiles, writeWhole } from './files.ts'
import { createProgress } from './progress.ts'
import { InputError, load, wholeNumber, withOptions } from './scenarios.ts'
import { validationPage, validationTable } from './validation-page.ts'

interface Options {
  seeds: string
  presets: string
  sizes: string
  place: string
  mechanisms: string
  worlds: string
  rules: string
  limits: string
  scenario: string
  store: string
  threads?: string
  format: string
  write?: string
  progress?: string
}

endInWords()
const program = new Command('validate')
  .description('what the model is judged by: band or sign, value found, verdict')
  .option('--seeds <sets>', 'seeds, such as 1..10 or 3,7; several sets separated by +', '1..10+201..210')
  .option(
    '--presets <names>',
    'cities in which facts are judged; medium@5: under five seeds of each set',
    'medium,small',
  )
  .option('--sizes <names>', 'further cities, as tiny or large@2 (two seeds), to see what size changes; none', 'tiny')
  .option(
    '--place <scenario>',
    'scenario of a real place to judge too, under so many seeds of each set; none',
    'butyrsky@3',
  )
  .option('--mechanisms <n>', 'paired runs of every mechanism in the small city', '20')
  .option('--worlds <n>', 'worlds with other parameters in which every mechanism is tried once', '16')
  .option(
    '--rules <n>',
    'seeds of the first set under which other rules (scenarios/structure) are judged by the facts',
    '10',
  )
  .option('--limits <n>', 'cities in which the limits of theory are run', '4')
  .option('--scenario <name>', 'judge this scenario instead of the baseline', 'baseline')
  .option(
    '--store <folder>',
    'where finished runs are kept: a second call makes only what is missing',
    'validation-results',
  )
  .option('--threads <n>', 'worker threads')
  .option('--format <format>', 'table or json', 'table')
  .option('--write <file>', 'write the page as Markdown too')
  .option('--progress <mode>', 'json: progress as JSON lines')

/** Rises when observations change their form, so that kept ones are not read. */
const FORM = 3

function seedsOf(text: string): string[] {
  return text.split(',').flatMap(part => {
    const range = /^(\d+)\.\.(\d+)$/.exec(part)
    if (!range) {
      if (/^\d+$/.test(part)) return [part]
      throw new InputError(`--seeds ${text}: write 1..10, or 3,7, or 1..10+101..110.`)
    }
    const [from, to] = [Number(range[1]), Number(range[2])]
    if (to < from || to - from > 1000) throw new InputError(`--seeds ${text}: ${part} is no range.`)
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
  })
}

function presetOf(option: string, name: string): PresetName {
  if (!(presetNames as readonly string[]).includes(name))
    throw new InputError(`${option} ${name}: presets are ${presetNames.join(', ')}.`)
  return name as PresetName
}

/** Names with how many seeds each: medium@5,small; none is an empty list. */
const countedOf = (option: string, text: string): { name: string; most: number }[] =>
  text === 'none'
    ? []
    : text.split(',').map(part => {
        const [name = '', count] = part.split('@')
        return { name, most: count === undefined ? 1000 : wholeNumber(option, count, 1, 1000) }
      })

function oneOf<T>(option: string, list: readonly T[]): readonly T[] {
  if (list.length > 1) throw new InputError(`${option}: the page has room for one; run the command once for each.`)
  return list
}

/** Seeds as they are written: 1..5, or 3,7. */
const shortOf = (seeds: readonly string[]): string =>
  seeds.length > 2 && seeds.every((seed, i) => Number(seed) === Number(seeds[0]) + i)
    ? `${seeds[0]}..${seeds.at(-1)}`
    : seeds.join(',')

/** What the model makes of a tiny city in two years: runs that are kept are those of the same model. */
function fingerprint(scenario: Scenario): string {
  const tiny = createSimulation({ ...scenario, city: { preset: 'tiny', seed: '1' } }, generateCity('tiny', '1'), {
    seed: '1',
  })
  tiny.run(24)
  return `${tiny.hash()}-${FORM}`
}

/** Measures by which mechanisms are watched. */
const WATCHED = [...new Set([...claimed, ...headlineMeasures])]

/** What is tried, watched, and made of a tiny city in a year: kept runs of mechanisms are those of the same policies at work. */
function mechanismKey(baseline: Scenario, ground: Ground): string {
  const seed = '1'
  const tried = scenariosOf({ ...baseline, city: { preset: 'tiny', seed } }, ground)
  const { scenarios } = runReplicate(
    { ...tried, seed, replicate: 0, ticks: DEFAULT_FROM + 12, placebo: false, map: false },
    generateCity('tiny', seed),
    () => {},
  )
  const made = scenarios.map(({ hash }) => hash)
  return keyOf([tried, WATCHED, ticksOf(ground), made])
}

const keyOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)

/** So many worlds, drawn over the space of the calibration; names of its parameters, and each world's place and scenario. */
function worldsOf(baseline: Scenario, points: number): Worlds & { scenarios: Scenario[] } {
  const { sweep } = loadSweep('calibration', sweepFiles)
  const drawn = { ...sweep, scenario: baseline, design: { kind: 'lhs' as const, points } }
  const cases = points === 0 ? [] : casesOf(drawn)
  return {
    parameters: sweep.factors.map(({ path }) => path),
    places: cases.map(({ values }) => values as number[]),
    scenarios: cases.map(one => scenarioOf(drawn, one)),
    runs: [],
  }
}

/** Scenarios that put another rule in the place of one of the model's. */
const otherRules = (): Scenario[] =>
  readdirSync(join(packageRoot, 'scenarios/structure'))
    .sort()
    .map(file => load(join(packageRoot, 'scenarios/structure', file)))

/** Runs by kind, place and seed; done ones are read from the store. */
class Runs {
  readonly #folder: string
  readonly #threads: number
  readonly #progress: string | undefined
  readonly #wanted: {
    file: string
    months: number
    task: Omit<ObserveTask, 'progress'>
    give(result: unknown): void
  }[] = []
  readonly #asked = new Map<string, Promise<unknown>>()

  constructor(folder: string, threads: number, progress: string | undefined) {
    this.#folder = folder
    this.#threads = threads
    this.#progress = progress
  }

  /** Asks for a run: it is there once `all` has ended. */
  ask<T>(
    kind: ObserveTask['kind'],
    place: string,
    scenario: Scenario,
    seed: string,
    months: number,
    more?: { ground?: Ground; placebo?: number; key: string },
  ): Promise<T> {
    const file = join(this.#folder, `${[kind, place, seed, ...(more ? [more.key] : [])].join('-')}.json`)
    const before = this.#asked.get(file)
    if (before !== undefined) return before as Promise<T>
    if (existsSync(file)) return Promise.resolve(JSON.parse(readFileSync(file, 'utf8')) as T)
    // a seed sets the city and the luck
    const own = 'preset' in scenario.city ? { ...scenario, city: { ...scenario.city, seed } } : scenario
    const run = new Promise<T>(resolve => {
      this.#wanted.push({
        file,
        months,
        task: {
          kind,
          scenario: own,
          seed,
          measures: WATCHED,
          ...(more?.ground && { ground: more.ground }),
          ...(more?.placebo !== undefined && { placebo: more.placebo }),
        },
        give: result => resolve(result as T),
      })
    })
    this.#asked.set(file, run)
    return run
  }

  async all(): Promise<void> {
    if (this.#wanted.length === 0) return
    const progress = createProgress(
      this.#wanted.reduce((sum, { months }) => sum + months, 0),
      'months',
      this.#progress,
    )
    const pool = new Piscina({
      filename: new URL('./facts-worker.js', import.meta.url).href,
      maxThreads: Math.min(this.#threads, this.#wanted.length),
      minThreads: Math.min(this.#threads, this.#wanted.length),
      // what is asked first is done first: the other queue hands tasks out in an order of its own
      taskQueue: new FixedQueue(),
    })
    try {
      await Promise.all(
        this.#wanted.map(async ({ file, task, give }) => {
          const { port1, port2 } = new MessageChannel()
          port1.on('message', (done: number) => progress.add(done))
          port1.unref()
          const result: unknown = await pool.run({ ...task, progress: port2 }, { transferList: [port2] })
          writeWhole(file, JSON.stringify(result))
          give(result)
        }),
      )
    } finally {
      progress.stop()
      await pool.destroy()
    }
  }
}

/** A set of seeds, and what was seen in a place under them. */
export interface SeenSet {
  seeds: string
  runs: Observation[]
}

/** Mechanisms in worlds with other parameters. */
export interface Worlds {
  /** paths of those that are drawn */
  parameters: string[]
  /** their values by world */
  places: number[][]
  runs: MechanismRun[]
}

/** Everything that validation has seen. */
export interface Seen {
  scenario: string
  presets: { preset: PresetName; sets: SeenSet[] }[]
  sizes: { preset: PresetName; runs: Observation[] }[]
  place: { scenario: string; title: string; homes: number; sets: SeenSet[] } | null
  /** other rules by city */
  rules: ({ preset: PresetName; seeds: string } & RuleRuns)[]
  limits: LimitValues[]
  mechanisms: MechanismRun[]
  worlds: Worlds
  command: string
}

async function main(): Promise<void> {
  const options = program.parse().opts<Options>()
  const sets = options.seeds.split('+').map(text => ({ seeds: text, own: seedsOf(text) }))
  const baseline = load(options.scenario)
  const folder = join(options.store, fingerprint(baseline))
  const runs = new Runs(folder, threadsOf(options.threads), options.progress)
  const months = 240 + baseline.burn_in
  const facts = (scenario: Scenario, place: string, seeds: readonly string[]): Promise<Observation[]> =>
    Promise.all(seeds.map(seed => runs.ask<Observation>('facts', place, scenario, seed, months)))
  const setsOf = (scenario: Scenario, place: string, most: number): Promise<SeenSet[]> =>
    Promise.all(
      sets.map(async ({ seeds, own }) => ({
        seeds: own.length > most ? shortOf(own.slice(0, most)) : seeds,
        runs: await facts(scenario, place, own.slice(0, most)),
      })),
    )
  const first = sets.flatMap(({ own }) => own)
  const small = withOptions(baseline, { preset: 'small' })
  const seeds = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i + 1))
  const limitCount = wholeNumber('--limits', options.limits, 0, 100)
  const pairs = wholeNumber('--mechanisms', options.mechanisms, 0, 1000)
  const tried = pairs === 0 ? [] : grounds.map(ground => ({ ground, key: mechanismKey(small, ground) }))
  const ruleSeeds = wholeNumber('--rules', options.rules, 0, 1000)
  // they are written against the baseline
  const ruled = ruleSeeds === 0 || options.scenario !== 'baseline' ? [] : otherRules()
  const worlds = worldsOf(small, wholeNumber('--worlds', options.worlds, 0, 1000))
  const inWorlds = Promise.all(
    (worlds.places.length === 0 ? [] : grounds).flatMap(ground => {
      const key = keyOf([mechanismKey(small, ground), worlds.places])
      return worlds.scenarios.map((scenario, i) => {
        const months = ticksOf(ground) * (ground.mechanisms.length + 2)
        return runs.ask<MechanismRun>('mechanisms', 'world', scenario, String(i + 1), months, { ground, key })
      })
    }),
  )
  const asked = Promise.all([
    Promise.all(
      countedOf('--presets', options.presets).map(async ({ name, most }) => {
        const preset = presetOf('--presets', name)
        return { preset, sets: await setsOf(withOptions(baseline, { preset }), preset, most) }
      }),
    ),
    Promise.all(
      countedOf('--sizes', options.sizes).map(async ({ name, most }) => {
        const preset = presetOf('--sizes', name)
        return { preset, runs: await facts(withOptions(baseline, { preset }), preset, first.slice(0, most)) }
      }),
    ),
    Promise.all(
      oneOf('--place', countedOf('--place', options.place)).map(async ({ name, most }) => {
        const scenario = load(name)
        const seen = await setsOf(scenario, scenario.name, most)
        return { scenario: scenario.name, title: scenario.title.en, homes: seen[0]?.runs[0]?.homes ?? 0, sets: seen }
      }),
    ),
    Promise.all(
      // half of the cities from the first set, half from the last
      Array.from({ length: limitCount }, (_, i) => sets[i % sets.length]!.own[Math.floor(i / sets.length)])
        .filter(seed => seed !== undefined)
        .map(seed => runs.ask<LimitValues>('limits', 'small', small, seed, 0)),
    ),
    Promise.all(
      (ruled.length === 0 ? [] : countedOf('--presets', options.presets)).map(async ({ name }) => {
        const preset = presetOf('--presets', name)
        const own = sets[0]!.own.slice(0, ruleSeeds)
        const ask = (rule: Scenario, key: string, placebo?: number): Promise<Observation[]> =>
          Promise.all(
            own.map((seed, k) =>
              runs.ask<Observation>('facts', preset, withOptions(rule, { preset }), seed, months, {
                key,
                ...(placebo !== undefined && { placebo: placebo + k }),
              }),
            ),
          )
        const [atRest, placebo, rules] = await Promise.all([
          facts(withOptions(baseline, { preset }), preset, own),
          ask(baseline, 'placebo', 1),
          Promise.all(
            ruled.map(async rule => ({
              says: rule.title.en,
              runs: await ask(rule, `${rule.name}-${keyOf(rule.parameters)}`),
            })),
          ),
        ])
        return { preset, seeds: shortOf(own), atRest, placebo, rules }
      }),
    ),
    Promise.all(
      tried.flatMap(({ ground, key }) =>
        seeds(pairs).map(seed => {
          const months = ticksOf(ground) * (ground.mechanisms.length + 2)
          return runs.ask<MechanismRun>('mechanisms', 'small', small, seed, months, { ground, key })
        }),
      ),
    ),
  ])
  await runs.all()
  const [presets, sizes, [place = null], limits, rules, paired] = await asked
  const command = commandOf(options)
  const { parameters, places } = worlds
  const seen: Seen = {
    scenario: baseline.name,
    presets,
    sizes,
    place,
    rules,
    limits,
    mechanisms: paired,
    worlds: { parameters, places, runs: await inWorlds },
    command,
  }
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(validationTable(seen).document)}\n` : validationTable(seen).text,
  )
  if (options.write) writeWhole(options.write, validationPage(seen))
}

/** The command that makes the same page again: options that differ from their defaults. */
function commandOf(options: Options): string {
  const told = [
    'scenario',
    'presets',
    'seeds',
    'sizes',
    'place',
    'mechanisms',
    'worlds',
    'rules',
    'limits',
    'write',
  ] as const
  const changed = told.flatMap(name => {
    const value = options[name]
    const usual = program.options.find(option => option.attributeName() === name)?.defaultValue as string | undefined
    return value === undefined || value === usual ? [] : [`--${name} ${value}`]
  })
  return ['npm run validate --', ...changed].join(' ')
}

await main()
