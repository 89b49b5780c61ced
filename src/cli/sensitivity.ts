/** npm run sensitivity: the built-in sweeps over parameters, run where they are missing, and what they say as one page. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { defaultParameters } from '../city/parameters.ts'
import type { Comparison } from '../results/comparison.ts'
import { placebosByThirds, turningBox, turnsOf } from '../results/sensitivity/index.ts'
import { effectsOf, type Outcomes, pointValues, sobolOf } from '../results/sweep/analysis.ts'
import { casesOf, unitRows } from '../results/sweep/design.ts'
import { PURPOSES } from '../results/sweep/flips.ts'
import { SCREENED_OUTPUTS, screeningOf, survivorsLargerText, survivorsText } from '../results/sweep/screening.ts'
import type { Case, Sweep } from '../results/sweep/sweep.ts'
import { didYouMean } from '../scenario/error.ts'
import { varianceShares } from '../validation/emulator.ts'
import { matchHistory, nonImplausible } from '../validation/matching.ts'
import { readOutcomes } from './analyze.ts'
import { matchingCsv, matchingRules, nextWave, pointsCsv, readRuns } from './calibrate.ts'
import { endInWords } from './errors.ts'
import { packageRoot, writeWhole } from './files.ts'
import { InputError, wholeNumber } from './scenarios.ts'
import {
  CITIES,
  type Flip,
  figures,
  type StructureEffect,
  type Studies,
  sensitivityPage,
  type Wave,
} from './sensitivity-page.ts'
import { readStore } from './store.ts'
import { sweepCommand } from './sweep.ts'

endInWords()

/** Facts that the tiny city cannot be judged by. */
const LAND_SALES = 'C10,C10-early,C10-late'

const options = new Command('sensitivity')
  .description('Morris, Sobol, history matching and PRIM by the built-in sweeps, as docs/sensitivity.md')
  .option(
    '--preset <name>',
    'city that all sweeps are run in; without it each in its own: small where it can be afforded',
  )
  .option(
    '--store <folder>',
    'where the sweeps are kept: a second call makes only what is missing',
    'sensitivity-results',
  )
  .option('--threads <n>', 'worker threads')
  .option(
    '--only <names>',
    'sweeps to run, or none; all that there are stores of are shown',
    Object.keys(CITIES).join(','),
  )
  .option(
    '--leave-out <facts>',
    `facts not to be judged, separated by commas, or none; without it none, but in the tiny city ${LAND_SALES}: one site is most of its land sales`,
  )
  .option(
    '--misses <n>',
    'facts that a non-implausible point may miss, each early, late and over all years as one',
    '1',
  )
  .option('--widen <share>', "slack of a fact's band at each end, of its width", '0.2')
  .option('--second-points <n>', 'points of the second wave', '80')
  .option('--out <folder>', 'where the page and its figures go', 'docs')
  .option(
    '--compared <file>',
    'what justcity compare --parameters --format json wrote: shown as the width that parameters add',
  )
  .option('--note <text>', 'a sentence for the page on how these runs were made')
  .option('--progress <mode>', 'json: progress as JSON lines')
  .parse()
  .opts<{
    preset?: string
    store: string
    threads?: string
    only: string
    leaveOut?: string
    misses: string
    widen: string
    secondPoints: string
    out: string
    compared?: string
    note?: string
    progress?: string
  }>()

const cities = Object.fromEntries(
  Object.entries(CITIES).map(([name, own]) => [name, options.preset ?? own]),
) as Studies['cities']
const cityOf = (name: string): string => cities[name as keyof Studies['cities']] ?? 'tiny'
const folderOf = (name: string): string => join(options.store, `${name}-${cityOf(name)}`)
const sweepFile = (name: string): string => join(packageRoot, 'scenarios/sweeps', name)

// all is checked before anything is run or written
const asked = options.only === 'none' ? [] : options.only.split(',')
for (const name of asked)
  if (!Object.keys(CITIES).includes(name))
    throw new InputError(`--only ${name}: ${didYouMean(name, Object.keys(CITIES), 'sweep').en}`)
const rulesOf = (name: string): ReturnType<typeof matchingRules> =>
  matchingRules({ ...options, leaveOut: options.leaveOut ?? (cityOf(name) === 'tiny' ? LAND_SALES : 'none') })
rulesOf('calibration')
const secondPoints = wholeNumber('--second-points', options.secondPoints, 2, 10_000)

const isRun = (name: string): boolean => existsSync(folderOf(name))

async function outcomesIn(name: string): Promise<Outcomes | null> {
  if (!isRun(name)) return null
  const reading = await readStore(folderOf(name))
  try {
    return await readOutcomes(reading)
  } finally {
    reading.close()
  }
}

function sharesOf(outcomes: Outcomes): Studies['sobol'] {
  return outcomes.sweep.measures.flatMap(measure => {
    const found = sobolOf(outcomes, measure, 'level')
    if (found === null) return []
    const { indices } = found
    return outcomes.sweep.factors.map(({ path }, j) => ({
      measure,
      factor: path,
      S1: indices.S1[j] ?? null,
      S1_conf: indices.S1_conf[j] ?? null,
      ST: indices.ST[j] ?? null,
      ST_conf: indices.ST_conf[j] ?? null,
      noise: found.noise_share,
      used: indices.used,
      left: indices.left,
    }))
  })
}

/** Whose the variance of each output is over the first wave of history matching, by emulators. */
function emulatedOf(outcomes: Outcomes): Studies['emulated'] {
  const { sweep, cases, of } = outcomes
  const places = unitRows(sweep.design, sweep.factors.length, sweep.seed)
  if (places === null) return []
  return SCREENED_OUTPUTS.flatMap(measure => {
    if (!sweep.measures.includes(measure)) return []
    const found = varianceShares(
      places,
      cases.map(one => of(one.number, measure)),
    )
    return found === null ? [] : { measure, factors: sweep.factors.map(({ path }) => path), ...found }
  })
}

/** Where a policy does the opposite of what it is for, beyond what one rent changed by 1 % does anywhere. */
function flipsOf(outcomes: Outcomes): Flip[] {
  const { sweep, cases } = outcomes
  const at = (path: string): number => sweep.factors.findIndex(factor => factor.path === path)
  const parameters = sweep.factors.flatMap(({ path }, j) => (path.startsWith('parameters.') ? [j] : []))
  const scenarios = cases.filter(({ arm }) => arm === 'scenario')
  return PURPOSES.flatMap(({ column, rest, says, measure, sign }) => {
    const j = at(column)
    if (j < 0 || !sweep.measures.includes(measure)) return []
    const values = pointValues(outcomes, measure, 'difference')
    const rows = scenarios.flatMap((one, i) => {
      const d = values[i] ?? null
      return one.values[j] === rest || d === null ? [] : [{ one, d: sign * d }]
    })
    if (rows.length === 0) return []
    const place = (one: Case): number[] => parameters.map(p => one.values[p] as number)
    const name = (factor: number): string => sweep.factors[parameters[factor]!]!.path
    const chaos = placebosOf(outcomes, measure)
    const { placebo, worlds, asMeant, opposite } = turnsOf(
      rows.map(({ d }) => d),
      chaos.flatMap(({ differences }) => differences),
    )
    const box = turningBox(
      rows.map(({ one }) => place(one)),
      rows.map(({ d }) => placebo !== null && d < -placebo),
      column,
    )
    const even =
      placebo === null
        ? null
        : placebosByThirds(
            chaos.map(({ one }) => place(one)),
            chaos.map(({ differences }) => differences),
            placebo,
          )
    return [
      {
        policy: column,
        says,
        measure,
        sign,
        placebo,
        worlds,
        as_meant: asMeant,
        reversed: opposite,
        box: box && {
          coverage: box.coverage,
          density: box.density,
          p: box.pSearch,
          limits: box.limits.map(({ factor, limit, p }) => ({ factor: name(factor), limit, p })),
        },
        even: even && {
          least: { ...even.least, factor: name(even.least.factor) },
          largest: { ...even.largest, factor: name(even.largest.factor) },
          luck: even.luck,
        },
      },
    ]
  })
}

/** What each policy does for its purpose under each rule: the model's own, and those put in its place. */
function structuresOf(outcomes: Outcomes): StructureEffect[] {
  const { sweep, cases } = outcomes
  const at = (path: string): number => sweep.factors.findIndex(factor => factor.path === path)
  return PURPOSES.flatMap(({ column, rest, says, measure, sign }) =>
    effectsOf(outcomes, [measure]).flatMap(({ case: number, difference, ci95, placebo_band, verdict }) => {
      const { values } = cases[number]!
      if (values[at(column)] === rest) return []
      // the rules at rest are the first point's
      const rule = sweep.factors.flatMap(({ path }, j) =>
        path.startsWith('parameters.') && values[j] !== cases[0]!.values[j] ? `${path} ${values[j]}` : [],
      )
      return {
        rule: rule.join(', '),
        says,
        measure,
        sign,
        difference,
        ci95,
        placebo: placebo_band?.[1] ?? null,
        verdict,
      }
    }),
  )
}

/** What one rent changed by 1 % makes of a measure, world by world, in each of its runs. */
const placebosOf = ({ cases, of }: Outcomes, measure: string): { one: Case; differences: number[] }[] =>
  cases
    .filter(({ arm }) => arm === 'placebo')
    .map(one => ({
      one,
      differences: of(one.number, measure).flatMap((v, r) => {
        const base = of(one.baseline!, measure)[r]
        return v === null || base == null ? [] : v - base
      }),
    }))

/** One wave as its runs judge it; null where it was not run. */
async function waveOf(name: 'calibration' | 'calibration-second-wave' | 'calibration-medium'): Promise<Wave | null> {
  if (!isRun(name)) return null
  const reading = await readStore(folderOf(name))
  try {
    const { sweep } = reading
    const { misses, widen, leaveOut } = rulesOf(name)
    const matching = matchHistory(await readRuns(reading), widen, leaveOut)
    const values = casesOf(sweep).map(one => one.values as number[])
    return { sweep, matching, values, good: nonImplausible(matching, misses), widen, leftOut: leaveOut, misses }
  } finally {
    reading.close()
  }
}

/** The defaults of the parameters that a sweep varies. */
function defaultsOf({ factors }: Sweep): number[] {
  const defaults: unknown = defaultParameters()
  return factors.map(
    ({ path }) =>
      path
        .split('.')
        .slice(1)
        .reduce((group, key) => (group as Record<string, unknown>)[key], defaults) as number,
  )
}

/** Where emulators of the first wave leave points for the second. */
const nextOf = (first: Wave): ReturnType<typeof nextWave> =>
  nextWave(first.sweep, first.matching, first.misses, secondPoints)

/** The second wave runs new points, after the defaults, which are judged beside them. */
async function writeSecondWave(): Promise<void> {
  const first = await waveOf('calibration')
  if (first === null) return
  const next = nextOf(first)
  if (next === null) return
  writeWhole(
    sweepFile('calibration-second-wave.csv'),
    pointsCsv(first.sweep, [defaultsOf(first.sweep), ...next.values]),
  )
}

/** The second wave without the defaults, which are its first point and no draw. */
function withoutDefaults(wave: Wave): Wave {
  const { points } = wave.matching
  return {
    ...wave,
    good: wave.good.filter(row => row > 0),
    matching: { ...wave.matching, points: points.filter(({ row }) => row > 0) },
  }
}

/** The points of a wave that are not implausible, as a table. */
const goodCsv = ({ sweep, good, values }: Wave): string =>
  pointsCsv(
    sweep,
    good.map(row => values[row]!),
  )

/** The larger city runs what the second wave leaves. */
async function writeMedium(): Promise<void> {
  const second = await waveOf('calibration-second-wave')
  if (second !== null) writeWhole(sweepFile('calibration-medium.csv'), goodCsv(withoutDefaults(second)))
}

async function calibrationOf(): Promise<Studies['calibration']> {
  const first = await waveOf('calibration')
  if (first === null) return null
  const publish = (name: string, text: string): void =>
    writeWhole(join(packageRoot, 'scenarios/parameters', name), text)
  publish('matching.csv', matchingCsv(first.sweep, first.matching))
  const next = nextOf(first)
  const whole = await waveOf('calibration-second-wave')
  if (whole === null) return { first, second: null, next, medium: null, defaults: null }
  publish('matching-second-wave.csv', matchingCsv(whole.sweep, whole.matching))
  const second = withoutDefaults(whole)
  const medium = await mediumOf(second)
  if (medium !== null) publish('matching-medium.csv', matchingCsv(medium.sweep, medium.matching))
  publish('non-implausible.csv', goodCsv(medium ?? second))
  const point = whole.matching.points.find(({ row }) => row === 0)
  const defaults = point ? { point, values: defaultsOf(first.sweep) } : null
  return { first, second, next, medium, defaults }
}

/** The set that the second wave leaves, in the larger city; null where it was not run, or of another set. */
async function mediumOf(second: Wave): Promise<Wave | null> {
  const medium = await waveOf('calibration-medium')
  if (medium === null || pointsCsv(medium.sweep, medium.values) === goodCsv(second)) return medium
  process.stderr.write(
    `${folderOf('calibration-medium')}: its runs are of other points than the second wave leaves, so they are not used. Move it away and run --only calibration-medium.\n`,
  )
  return null
}

/** Lets through what the screening tells from luck. */
async function writeSurvivors(): Promise<void> {
  const outcomes = await outcomesIn('screening')
  if (outcomes === null) return
  const effects = screeningOf(outcomes)
  writeWhole(sweepFile('survivors.yaml'), survivorsText(effects))
  writeWhole(sweepFile('survivors-larger.yaml'), survivorsLargerText(effects))
}

/** What a sweep is designed by, written before it runs. */
const designs: Record<string, () => Promise<void>> = {
  survivors: writeSurvivors,
  'survivors-larger': writeSurvivors,
  'calibration-second-wave': writeSecondWave,
  'calibration-medium': writeMedium,
}

// in this order: some are designed by those before them
for (const name of Object.keys(CITIES).filter(one => asked.includes(one))) {
  await designs[name]?.()
  const code = await sweepCommand(name, {
    out: folderOf(name),
    preset: cityOf(name),
    resume: true,
    format: 'table',
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.progress === undefined ? {} : { progress: options.progress }),
  })
  if (code !== 0) process.exit(code)
}
await writeSurvivors()
await writeSecondWave()
await writeMedium()
const [screening, survivors, larger, flips, structures, wave] = await Promise.all(
  ['screening', 'survivors', 'survivors-larger', 'flips', 'structures', 'calibration'].map(outcomesIn),
)
const studies: Studies = {
  cities,
  note: options.note ?? null,
  runs: {
    screening: screening?.runs ?? 0,
    survivors: survivors?.runs ?? 0,
    larger: larger?.runs ?? 0,
    calibration: wave?.runs ?? 0,
    flips: flips?.runs ?? 0,
    structures: structures?.runs ?? 0,
  },
  replications: survivors?.sweep.replications ?? 1,
  screening: screening ? screeningOf(screening) : [],
  larger: larger ? screeningOf(larger) : [],
  sobol: survivors ? sharesOf(survivors) : [],
  emulated: wave ? emulatedOf(wave) : [],
  flips: flips ? flipsOf(flips) : [],
  structures: structures ? structuresOf(structures) : [],
  calibration: await calibrationOf(),
  compared: options.compared === undefined ? null : (JSON.parse(readFileSync(options.compared, 'utf8')) as Comparison),
}
for (const [path, content] of figures(studies)) writeWhole(join(options.out, path), content)
const page = join(options.out, 'sensitivity.md')
writeWhole(page, sensitivityPage(studies, existsSync(page) ? readFileSync(page, 'utf8') : ''))
process.stderr.write(`Wrote ${page}\n`)
