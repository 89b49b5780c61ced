/** npm run sensitivity: the built-in sweeps over parameters, run where they are missing, and what they say as one page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { defaultParameters } from '../city/parameters.ts'
import type { Comparison } from '../results/comparison.ts'
import { turnsOf } from '../results/sensitivity/index.ts'
import { effectsOf, morrisOf, type Outcomes, pointValues, sobolOf, standsOut } from '../results/sweep/analysis.ts'
import { casesOf, unitRows } from '../results/sweep/design.ts'
import { PURPOSES } from '../results/sweep/flips.ts'
import { SCREENED_OUTPUTS, survivorsLargerText, survivorsText } from '../results/sweep/screening.ts'
import type { Case, Sweep } from '../results/sweep/sweep.ts'
import { varianceShares } from '../validation/emulator.ts'
import { matchHistory } from '../validation/matching.ts'
import { readOutcomes } from './analyze.ts'
import { factsNamed, matchingCsv, nextWave, pointsCsv, readRuns } from './calibrate.ts'
import { endInWords } from './errors.ts'
import { makeFolder, packageRoot, writeWhole } from './files.ts'
import {
  type Flip,
  figures,
  type Strength,
  type StructureEffect,
  type Studies,
  sensitivityPage,
  type Wave,
} from './sensitivity-page.ts'
import { readStore } from './store.ts'
import { sweepCommand } from './sweep.ts'

endInWords()
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
    'sweeps to run; all that there are stores of are shown',
    'screening,survivors,survivors-larger,calibration,calibration-second-wave,calibration-medium,flips,structures',
  )
  .option(
    '--leave-out <facts>',
    'facts not to be judged: one site is most of a small city’s land sales',
    'C10,C10-early,C10-late',
  )
  .option('--misses <n>', 'facts that a non-implausible point may miss', '2')
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
    leaveOut: string
    misses: string
    widen: string
    secondPoints: string
    out: string
    compared?: string
    note?: string
    progress?: string
  }>()

/** The city of each study. */
const CITIES: Studies['cities'] = {
  screening: 'tiny',
  survivors: 'tiny',
  'survivors-larger': 'small',
  calibration: 'small',
  'calibration-second-wave': 'small',
  'calibration-medium': 'medium',
  flips: 'small',
  structures: 'small',
}
const cities = Object.fromEntries(
  Object.entries(CITIES).map(([name, own]) => [name, options.preset ?? own]),
) as Studies['cities']
const cityOf = (name: string): string => cities[name as keyof Studies['cities']] ?? 'tiny'
const folderOf = (name: string): string => join(options.store, `${name}-${cityOf(name)}`)
const sweepFile = (name: string): string => join(packageRoot, 'scenarios/sweeps', name)

async function outcomesIn(name: string): Promise<Outcomes | null> {
  try {
    readdirSync(folderOf(name))
  } catch {
    return null
  }
  const reading = await readStore(folderOf(name))
  try {
    return await readOutcomes(reading)
  } finally {
    reading.close()
  }
}

function screeningOf(outcomes: Outcomes): Strength[] {
  return outcomes.sweep.measures.flatMap(measure => {
    const found = morrisOf(outcomes, measure, 'level')
    if (found === null) return []
    return outcomes.sweep.factors.map(({ path }, j) => ({
      measure,
      factor: path,
      size: found.indices.mu_star[j] ?? null,
      conf: found.indices.mu_star_conf[j] ?? null,
      signed: found.indices.mu[j] ?? null,
      spread: found.indices.sigma[j] ?? null,
      margin: found.margin,
      clear: standsOut(found, j) === true,
    }))
  })
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
  const { sweep, cases, of } = outcomes
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
    const { placebo, worlds, asMeant, opposite, box } = turnsOf(
      rows.map(({ one }) => parameters.map(p => one.values[p] as number)),
      rows.map(({ d }) => d),
      placebosOf(cases, of, measure),
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
          limits: box.limits.map(({ factor, limit, p }) => ({
            factor: sweep.factors[parameters[factor]!]!.path,
            limit,
            p,
          })),
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
    effectsOf(outcomes, [measure]).flatMap(({ case: number, difference, ci95, verdict }) => {
      const { values } = cases[number]!
      if (values[at(column)] === rest) return []
      // the rules at rest are the first point's
      const rule = sweep.factors.flatMap(({ path }, j) =>
        path.startsWith('parameters.') && values[j] !== cases[0]!.values[j] ? `${path} ${values[j]}` : [],
      )
      return { rule: rule.join(', '), says, measure, sign, difference, ci95, verdict }
    }),
  )
}

/** What one rent changed by 1 % makes of a measure in single worlds. */
const placebosOf = (cases: readonly Case[], of: Outcomes['of'], measure: string): number[] =>
  cases
    .filter(({ arm }) => arm === 'placebo')
    .flatMap(one =>
      of(one.number, measure).flatMap((v, r) => {
        const base = of(one.baseline!, measure)[r]
        return v === null || base == null ? [] : v - base
      }),
    )

/** One wave as its runs judge it; null where it was not run. */
async function waveOf(name: 'calibration' | 'calibration-second-wave' | 'calibration-medium'): Promise<Wave | null> {
  if ((await outcomesIn(name)) === null) return null
  const reading = await readStore(folderOf(name))
  try {
    const { sweep } = reading
    const leftOut = cityOf(name) === 'tiny' ? factsNamed(options.leaveOut) : []
    const matching = matchHistory(await readRuns(reading), Number(options.widen), leftOut)
    const values = casesOf(sweep).map(one => one.values as number[])
    const good = matching.points.filter(({ missed }) => missed.length <= Number(options.misses)).map(({ row }) => row)
    return { sweep, matching, values, good, widen: Number(options.widen), leftOut, misses: Number(options.misses) }
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
  nextWave(first.sweep, first.matching, first.misses, Number(options.secondPoints))

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

async function calibrationOf(): Promise<Studies['calibration']> {
  const first = await waveOf('calibration')
  if (first === null) return null
  const next = nextOf(first)
  const second = await waveOf('calibration-second-wave')
  if (second === null) return { first, second, next, medium: null, defaults: null }
  const defaults = second.matching.points.find(({ row }) => row === 0) ?? null
  const without = { ...second, good: second.good.filter(row => row > 0) }
  without.matching = { ...second.matching, points: second.matching.points.filter(({ row }) => row > 0) }
  const folder = join(packageRoot, 'scenarios/parameters')
  makeFolder(folder)
  writeWhole(join(folder, 'matching.csv'), matchingCsv(first.sweep, first.matching))
  writeWhole(join(folder, 'matching-second-wave.csv'), matchingCsv(second.sweep, second.matching))
  writeWhole(
    join(folder, 'non-implausible.csv'),
    pointsCsv(
      second.sweep,
      without.good.map(row => second.values[row]!),
    ),
  )
  return {
    first,
    second: without,
    next,
    medium: await waveOf('calibration-medium'),
    defaults: defaults && { missed: defaults.missed, values: defaultsOf(first.sweep) },
  }
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
}

const asked = options.only.split(',')
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
