/** Reads a sweep file: YAML checked by a schema, factors checked against the scenario's own schema. */
import { z } from 'zod'
import { say } from '../../lib/declare.ts'
import { measureNames } from '../../metrics/index.ts'
import { policies } from '../../policies/index.ts'
import { crossedEnds } from '../../scenario/ends.ts'
import { didYouMean, found, type Problem, ScenarioError } from '../../scenario/error.ts'
import { loadScenario, pathBeside, readChecked, type ScenarioFiles } from '../../scenario/load.ts'
import { presetNames, type Scenario } from '../../scenario/scenario.ts'
import {
  expectationAt,
  expects,
  keysAt,
  numberSchema,
  scenarioSchema,
  schemaAt,
  textSchema,
  wordsSchema,
} from '../../scenario/schema.ts'
import { MAX_TICKS, monthsOf, tickOf } from '../../scenario/times.ts'
import { readable, recordable } from '../record.ts'
import { MAX_DIMENSIONS } from '../sensitivity/index.ts'
import { casesOf, DEFAULT_STEPS, rowsOf, scenarioOf, withFactor } from './design.ts'
import {
  type Design,
  type Factor,
  type FactorValue,
  isCityFile,
  layerNames,
  type Precision,
  type Sweep,
} from './sweep.ts'

const whole = (min: number, max: number, description: string, fallback?: number) =>
  numberSchema(
    { min, max, unit: '', whole: true },
    fallback === undefined ? { description } : { description, default: fallback },
  ).optional()

const listOf = (what: string, example: string) =>
  expects(z.array(textSchema(what)), `a list of ${what}s`, () => `Write [${example}].`).optional()

const rangeSchema = z.strictObject({
  min: z.union([z.number(), z.string()]).meta({ description: 'least value' }),
  max: z.union([z.number(), z.string()]).meta({ description: 'largest value' }),
  steps: whole(1, 1000, 'values of it in a grid', DEFAULT_STEPS),
  scale: z.enum(['linear', 'log']).meta({ description: 'how values between are spread', default: 'linear' }).optional(),
})

const factorSchema = expects(
  z.union([z.array(z.union([z.number(), z.string()])).min(1), rangeSchema]),
  'a list of values, or a range such as {min: 0.1, max: 0.3}',
  value => (typeof value === 'object' ? 'Write {min: …, max: …}, or [a, b, c].' : `Write [${String(value)}, …].`),
)

export const designKinds = ['grid', 'lhs', 'sobol', 'morris', 'csv'] as const

/** What a sweep file that says nothing about them gets. */
const sweepDefaults = { trajectories: 20, levels: 8, replications: 8, seed: 'a', record: 12 } as const

/** The form of a sweep file. */
export const sweepSchema = z.strictObject({
  name: textSchema('short name; without it, the name of the file').optional(),
  title: wordsSchema('what it is called').optional(),
  question: wordsSchema('what it is meant to answer').optional(),
  scenario: textSchema(
    'scenario whose factors are varied: a path, or a name',
    'the name or path of a scenario',
  ).optional(),
  baseline: textSchema(
    'what every point is compared with, in the same world: a scenario, or none; without it, the scenario without its policies',
    'the name or path of a scenario, or none',
  ).optional(),
  placebo: z
    .boolean()
    .meta({ description: 'one rent changed by 1 % in a run of its own: no effect without it', default: true })
    .optional(),
  design: expects(
    z.enum(designKinds).meta({ description: 'how points are chosen' }),
    `one of ${designKinds.join(', ')}`,
    value => didYouMean(String(value), designKinds, 'design'),
  ),
  points: whole(1, 1_000_000, 'points of a Latin hypercube; base points of a Sobol design'),
  second_order: z.boolean().meta({ description: 'Sobol: second-order indices too', default: false }).optional(),
  trajectories: whole(1, 100_000, 'Morris: trajectories', sweepDefaults.trajectories),
  levels: whole(2, 100, 'Morris: levels of the grid, an even number', sweepDefaults.levels),
  file: textSchema('csv: a table with a factor a column and a point a row', 'a path, relative to this file').optional(),
  factors: z
    .record(z.string(), factorSchema)
    .meta({ description: 'policy.setting, policy.from, parameters.name, city.seed … and their values' })
    .optional(),
  replications: whole(
    1,
    100_000,
    'runs of every point, which share their luck between points',
    sweepDefaults.replications,
  ),
  max_replications: whole(1, 100_000, 'most runs of a point that precision may ask for'),
  precision: z
    .record(z.string(), z.number().positive())
    .meta({ description: 'measure: half-width of its 95 % interval at which no more runs of a point are added' })
    .optional(),
  seed: z
    .union([z.string().min(1), z.number()])
    .meta({ description: "the runs' luck", default: sweepDefaults.seed })
    .optional(),
  ticks: whole(1, MAX_TICKS, "months; the scenario's years if not given"),
  record: whole(1, MAX_TICKS, 'months between records', sweepDefaults.record),
  measures: listOf('measure', 'rent_burden_p80, displacement_rate'),
  maps: expects(
    z
      .array(z.enum(layerNames as [string, ...string[]]))
      .meta({ description: 'layers of the map recorded at the end of each run' }),
    `a list of ${layerNames.join(', ')}`,
    () => 'Write [rent].',
  ).optional(),
})

type SweepFile = z.infer<typeof sweepSchema>

/** sweep.schema.json: for editors. */
export function sweepSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(sweepSchema, { io: 'input', target: 'draft-7' })
  return `${JSON.stringify({ $schema, title: 'justcity sweep', ...schema }, null, 2)}\n`
}

/** Options of the command line that change a sweep. */
export interface SweepChanges {
  preset?: string
  replications?: number
  seed?: string
  ticks?: number
  precision?: Precision[]
}

/** Where a factor stands in a scenario file, so that the scenario's own schema can judge its values. */
function scenarioPath(path: string): (string | number)[] {
  const [head = '', ...rest] = path.split('.')
  if (head === 'parameters' || head === 'city' || path === 'burn_in') return [head, ...rest]
  return ['policies', 0, head, ...rest]
}

const schema = scenarioSchema(policies)

/**
 * A value in the form that scenarios have once loaded: times as ticks, `off` as null, files of cities by their path from
 * here, not from the sweep's own file.
 */
function loaded(path: string, value: number | string, file: string): FactorValue {
  if (isCityFile(path)) return pathBeside(file, String(value))
  if (path.startsWith('parameters.') || path.startsWith('city.') || path === 'burn_in') return value
  const setting = path.split('.').at(-1)
  if (setting === 'from' || setting === 'until') return tickOf(value)
  if (setting === 'over') return monthsOf(value)
  return value === 'off' ? null : value
}

const accepts = (path: string, value: unknown): boolean =>
  schemaAt(schema, scenarioPath(path))?.safeParse(value).success ?? false

/** Whether a factor takes whole numbers only: a broken one inside the range is refused. */
const isWhole = (path: string, min: number, max: number): boolean => !accepts(path, min + 0.381966 * (max - min))

/** What is wrong with the name of a factor; null if nothing is. */
function wrongName(path: string): { what: string; remedy: string } | null {
  const place = scenarioPath(path)
  const here = schemaAt(schema, place)
  if (here !== undefined && !(here instanceof z.ZodObject) && !(here instanceof z.ZodArray)) return null
  const known = [
    ...policies.flatMap(({ name }) => keysAt(schema, ['policies', 0, name]).map(key => `${name}.${key}`)),
    ...parameterPaths([]).map(name => `parameters.${name}`),
    ...['preset', 'seed', 'osm', 'geojson', 'file'].map(key => `city.${key}`),
    'burn_in',
  ]
  const under = known.filter(name => name.startsWith(`${path}.`))
  const remedy =
    under.length > 0 ? `It has parts: ${under.slice(0, 8).join(', ')}.` : didYouMean(path, known, 'factor').en
  return { what: `"${path}" is nothing that can be varied.`, remedy }
}

function parameterPaths(at: string[]): string[] {
  return keysAt(schema, ['parameters', ...at]).flatMap(key => {
    const inner = keysAt(schema, ['parameters', ...at, key])
    return inner.length > 0 ? parameterPaths([...at, key]) : [[...at, key].join('.')]
  })
}

/** Column of a factor: its path without `parameters`, with underscores. */
const columnOf = (path: string): string => path.replace(/^parameters\./, '').replace(/[^a-zA-Z0-9]+/g, '_')

/** A parameter that is called as a measure keeps its first word. */
const ownColumn = (factor: Factor, measures: readonly string[]): Factor =>
  factor.path.startsWith('parameters.') && measures.includes(factor.name)
    ? { ...factor, name: `parameters_${factor.name}` }
    : factor

const RESERVED = [
  'run',
  'case_id',
  'arm',
  'design_row',
  'baseline_case',
  'replicate',
  'seed',
  'state_hash',
  'tick',
  'parcel',
]

type Fault = (path: readonly (string | number)[], what: string, remedy: string, at?: 'key' | 'value') => Problem

function factorOf(path: string, given: unknown, file: string, fault: Fault, problems: Problem[]): Factor | null {
  const wrong = wrongName(path)
  if (wrong) {
    problems.push(fault(['factors', path], wrong.what, wrong.remedy, 'key'))
    return null
  }
  const place = scenarioPath(path)
  const check = (value: unknown, at: (string | number)[]): boolean => {
    if (accepts(path, value)) return true
    const { expected, remedy } = expectationAt(schema, place)
    problems.push(
      fault(['factors', path, ...at], `must be ${expected.en}, but is ${found(value).en}.`, remedy(value).en),
    )
    return false
  }
  const part = place[0] === 'policies' ? 'policy' : 'world'
  const head = { name: columnOf(path), path, part } as const
  if (Array.isArray(given)) {
    const good = given.filter((value, i) => check(value, [i]))
    if (good.length < given.length) return null
    return {
      ...head,
      domain: { kind: 'list', values: good.map(value => loaded(path, value as number | string, file)) },
    }
  }
  const { min, max, steps, scale } = given as z.infer<typeof rangeSchema>
  if (!check(min, ['min']) || !check(max, ['max'])) return null
  const [low, high] = [loaded(path, min, file), loaded(path, max, file)]
  if (typeof low !== 'number' || typeof high !== 'number' || low >= high) {
    problems.push(
      fault(
        ['factors', path],
        `must be a range from less to more, but is ${found(min).en} to ${found(max).en}.`,
        'Write {min: 0.1, max: 0.3}; what is no number goes in a list: [a, b].',
      ),
    )
    return null
  }
  if (scale === 'log' && low <= 0) {
    problems.push(
      fault(
        ['factors', path, 'min'],
        `must be above 0 on a log scale, but is ${low}.`,
        'Raise it, or leave scale out.',
      ),
    )
    return null
  }
  const isWholeNumber = isWhole(path, low, high)
  return {
    ...head,
    domain: {
      kind: 'range',
      min: low,
      max: high,
      whole: isWholeNumber,
      log: scale === 'log',
      steps: (steps as number | undefined) ?? null,
    },
  }
}

/** A table of one's own: a factor a column, a point a row. */
function readTable(text: string): { head: string[]; rows: (number | string)[][] } {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => splitCsv(line))
  const value = (cell: string): number | string => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell)
  return { head: lines[0] ?? [], rows: lines.slice(1).map(cells => cells.map(value)) }
}

/** Cells of a line (RFC 4180). */
function splitCsv(line: string): string[] {
  const cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy
  for (let match = cell.exec(line); match; match = cell.exec(line)) {
    cells.push((match[1] !== undefined ? match[1].replace(/""/g, '"') : match[2]!).trim())
    if (match[3] === '') break
  }
  return cells
}

function csvDesign(
  file: SweepFile,
  path: string,
  files: ScenarioFiles,
  fault: Fault,
  problems: Problem[],
): { factors: Factor[]; design: Design } {
  const none = { factors: [], design: { kind: 'csv', rows: [] } as Design }
  if (file.file === undefined) {
    problems.push(fault(['design'], 'csv needs a table.', 'Add file: points.csv.'))
    return none
  }
  if (file.factors !== undefined)
    problems.push(
      fault(['factors'], 'The factors of a csv design are the columns of its table.', 'Leave factors out.', 'key'),
    )
  const at = files.resolve(file.file, path)
  const text = at === null ? null : files.read(at)
  if (text === null) {
    problems.push(fault(['file'], `There is no table ${found(file.file).en}.`, 'The path is relative to this file.'))
    return none
  }
  const { head, rows } = readTable(text)
  if (head.length === 0 || rows.length === 0) {
    problems.push(
      fault(
        ['file'],
        `${file.file} holds no points.`,
        'Its first line names factors, every other line holds their values.',
      ),
    )
    return none
  }
  const factors: Factor[] = []
  const values: FactorValue[][] = rows.map(() => [])
  head.forEach((name, j) => {
    const wrong = wrongName(name)
    if (wrong) {
      problems.push(fault(['file'], `${file.file}, column ${j + 1}: ${wrong.what}`, wrong.remedy))
      return
    }
    rows.forEach((row, i) => {
      const value = row[j]
      const { expected, remedy } = expectationAt(schema, scenarioPath(name))
      if (value === undefined || !accepts(name, value))
        problems.push(
          fault(
            ['file'],
            `${file.file}, point ${i + 1}, ${name}: must be ${expected.en}, but is ${found(value).en}.`,
            remedy(value).en,
          ),
        )
      else values[i]!.push(loaded(name, value, path))
    })
    const part = scenarioPath(name)[0] === 'policies' ? 'policy' : 'world'
    const list = [...new Set(values.map(row => row[factors.length]!))]
    factors.push({ name: columnOf(name), path: name, part, domain: { kind: 'list', values: list } })
  })
  return { factors, design: { kind: 'csv', rows: values } }
}

function designOf(file: SweepFile, fault: Fault, problems: Problem[]): Design {
  const number = (value: unknown, fallback: number): number => (value as number | undefined) ?? fallback
  const unused: [keyof SweepFile, readonly string[]][] = [
    ['points', ['lhs', 'sobol']],
    ['second_order', ['sobol']],
    ['trajectories', ['morris']],
    ['levels', ['morris']],
    ['file', ['csv']],
  ]
  for (const [key, kinds] of unused)
    if (file[key] !== undefined && !kinds.includes(file.design))
      problems.push(
        fault([key], `belongs to ${kinds.join(' and ')}, but the design is ${file.design}.`, 'Leave it out.', 'key'),
      )
  for (const [path, given] of Object.entries(file.factors ?? {}))
    if (file.design !== 'grid' && !Array.isArray(given) && (given as z.infer<typeof rangeSchema>).steps !== undefined)
      problems.push(
        fault(
          ['factors', path, 'steps'],
          `belongs to grid, but the design is ${file.design}.`,
          'Leave it out, or choose design: grid.',
          'key',
        ),
      )
  if ((file.design === 'lhs' || file.design === 'sobol') && file.points === undefined)
    problems.push(
      fault(
        ['design'],
        `${file.design} needs a number of points.`,
        file.design === 'lhs' ? 'Add points: 100.' : 'Add points: 512, a power of two.',
      ),
    )
  if (file.design === 'sobol')
    return { kind: 'sobol', points: number(file.points, 1), secondOrder: file.second_order ?? false }
  if (file.design === 'lhs') return { kind: 'lhs', points: number(file.points, 1) }
  if (file.design === 'morris') {
    const levels = number(file.levels, sweepDefaults.levels)
    if (levels % 2 === 1)
      problems.push(
        fault(['levels'], `must be even, but is ${levels}.`, 'Write 8: then all levels are equally likely.'),
      )
    return { kind: 'morris', trajectories: number(file.trajectories, sweepDefaults.trajectories), levels }
  }
  return { kind: 'grid' }
}

const MAX_RUNS = 10_000_000

/**
 * Reads a sweep.
 * @param name  path of a sweep file, or the name of a built-in one
 * @throws {ScenarioError} with every problem found, each with its place and remedy
 */
export function loadSweep(
  name: string,
  files: ScenarioFiles,
  changes: SweepChanges = {},
): { sweep: Sweep; warnings: string[] } {
  const path = files.resolve(name, null)
  const text = path === null ? null : files.read(path)
  if (path === null || text === null) {
    const remedy = didYouMean(name, files.names?.(null) ?? [], 'sweep')
    throw new ScenarioError([
      { file: name, line: null, column: null, path: '', what: say(`There is no sweep ${found(name).en}.`), remedy },
    ])
  }
  const checked = readChecked(path, text, sweepSchema)
  const file = checked.data as SweepFile
  // sweeps are run by the command line alone, which speaks English
  const fault: Fault = (at, what, remedy, kind) => checked.problem(at, say(what), say(remedy), kind)
  const problems: Problem[] = []
  const warnings: string[] = []
  const load = (wanted: string): Scenario => {
    const at = files.resolve(wanted, path)
    const result = loadScenario(at ?? wanted, files, { indicators: measureNames })
    warnings.push(...result.warnings.map(({ en }) => en))
    return result.scenario
  }
  let scenario = load(file.scenario ?? 'baseline')
  if (changes.preset !== undefined) {
    if (!(presetNames as readonly string[]).includes(changes.preset))
      problems.push(
        fault([], `--preset ${changes.preset} is no preset.`, didYouMean(changes.preset, presetNames, 'preset').en),
      )
    scenario = withFactor(scenario, 'city.preset', changes.preset)
  }

  let design = designOf(file, fault, problems)
  let factors: Factor[]
  if (file.design === 'csv') ({ factors, design } = csvDesign(file, path, files, fault, problems))
  else
    factors = Object.entries(file.factors ?? {}).flatMap(
      ([factor, given]) => factorOf(factor, given, path, fault, problems) ?? [],
    )
  if (file.design !== 'csv' && Object.keys(file.factors ?? {}).length === 0)
    problems.push(
      fault(
        ['design'],
        'There is nothing to vary.',
        'Add factors, such as factors: {profit_cap.max_margin: {min: 0.1, max: 0.3}}.',
      ),
    )
  const names = recordable(scenario)
  factors = factors.map(factor => ownColumn(factor, names))
  checkFactors(factors, scenario, design, fault, problems)

  const policyFactors = factors.some(({ part }) => part === 'policy')
  let baseline: Scenario | null = null
  if (file.baseline !== undefined && file.baseline !== 'none') {
    const other = load(file.baseline)
    // the same world: what is compared differs in policies alone
    baseline = { ...scenario, name: other.name, title: other.title, question: other.question, policies: other.policies }
  } else if (file.baseline === undefined && (policyFactors || scenario.policies.length > 0))
    baseline = {
      ...scenario,
      name: 'baseline',
      title: { en: 'Without policies', zh: '无政策' },
      question: null,
      policies: [],
    }

  const measures = (file.measures as string[] | undefined) ?? names
  const known = readable(scenario)
  measures.forEach((measure, i) => {
    if (!known.includes(measure))
      problems.push(
        fault(['measures', i], `There is no measure ${found(measure).en}.`, didYouMean(measure, known, 'measure').en),
      )
  })
  const precision =
    changes.precision ?? Object.entries(file.precision ?? {}).map(([measure, halfWidth]) => ({ measure, halfWidth }))
  for (const { measure } of precision)
    if (!measures.includes(measure))
      problems.push(
        fault(
          changes.precision ? [] : ['precision', measure],
          `${changes.precision ? '--precision' : 'precision'}: ${found(measure).en} is not recorded by this sweep.`,
          didYouMean(measure, measures, 'measure').en,
          'key',
        ),
      )
  if (file.max_replications !== undefined && precision.length === 0)
    problems.push(
      fault(
        ['max_replications'],
        'belongs to precision, but none is asked for.',
        'Leave it out, or add precision: {rent_burden_low: 0.005}.',
        'key',
      ),
    )
  const replications = changes.replications ?? (file.replications as number | undefined) ?? sweepDefaults.replications
  const most =
    precision.length === 0 ? replications : ((file.max_replications as number | undefined) ?? 8 * replications)
  if (precision.length > 0 && (replications < 2 || most < replications))
    problems.push(
      fault(
        ['precision'],
        `needs at least 2 replications and as many at most, but there are ${replications} to ${most}.`,
        'Write replications: 4 and max_replications: 64.',
        'key',
      ),
    )
  const ownName = (file.name as string | undefined) ?? path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '')
  const titles = words(file.title)
  const sweep: Sweep = {
    name: ownName,
    title: titles ?? { en: ownName, zh: ownName },
    question: words(file.question),
    scenario,
    baseline,
    placebo: baseline !== null && (file.placebo ?? true),
    design,
    factors,
    replications,
    maxReplications: Math.max(replications, most),
    precision,
    seed: changes.seed ?? String(file.seed ?? sweepDefaults.seed),
    ticks: changes.ticks ?? (file.ticks as number | undefined) ?? scenario.years * 12,
    every: (file.record as number | undefined) ?? sweepDefaults.record,
    measures,
    maps: (file.maps as Sweep['maps'] | undefined) ?? [],
  }
  if (problems.length > 0) throw new ScenarioError(problems)
  const rows = rowsOf(sweep)
  if (rows * replications > MAX_RUNS)
    throw new ScenarioError([
      fault(
        ['design'],
        `has ${rows} points of ${replications} runs each; at most ${MAX_RUNS} runs are made.`,
        'Take fewer values or points.',
      ),
    ])
  checkEnds(sweep, fault)
  return { sweep, warnings }
}

const words = (value: unknown): { en: string; zh: string } | null => {
  if (value === undefined) return null
  if (typeof value === 'string') return { en: value, zh: value }
  const { en, zh } = value as { en?: string; zh?: string }
  return { en: en ?? zh ?? '', zh: zh ?? en ?? '' }
}

function checkFactors(
  factors: readonly Factor[],
  scenario: Scenario,
  design: Design,
  fault: Fault,
  problems: Problem[],
): void {
  const place = (factor: Factor): readonly (string | number)[] =>
    design.kind === 'csv' ? ['file'] : ['factors', factor.path]
  const names = new Set<string>()
  for (const factor of factors) {
    if (names.has(factor.name) || RESERVED.includes(factor.name) || readable(scenario).includes(factor.name))
      problems.push(
        fault(
          place(factor),
          `Its column would be called ${factor.name}, which is taken.`,
          'Leave one of the two out.',
          'key',
        ),
      )
    names.add(factor.name)
    const uses = scenario.policies.filter(({ policy }) => policy === factor.path.split('.')[0]).length
    if (factor.part === 'policy' && uses > 1)
      problems.push(
        fault(
          place(factor),
          `The scenario uses this policy ${uses} times, so it is not clear which is meant.`,
          'Vary a scenario that uses it once.',
          'key',
        ),
      )
    if (
      factor.path.startsWith('city.') &&
      factor.path !== 'city.preset' &&
      factor.path !== 'city.seed' &&
      factors.some(other => /^city\.(preset|seed)$/.test(other.path))
    )
      problems.push(fault(place(factor), 'A city is either drawn or read from a file.', 'Vary one of the two.', 'key'))
    if (design.kind === 'morris' && factor.domain.kind === 'list' && factor.domain.values.length === 1)
      problems.push(fault(place(factor), 'has one value only.', 'Leave it out, or give more values.'))
  }
  const most = design.kind === 'sobol' ? MAX_DIMENSIONS / 2 : Number.POSITIVE_INFINITY
  if (factors.length > most)
    problems.push(
      fault(
        ['factors'],
        `${factors.length} factors; a Sobol design takes ${most}.`,
        'Screen them first with design: morris.',
        'key',
      ),
    )
}

/** Parameters that are two ends of a range must not cross at any point; an end of a policy must follow its start. */
function checkEnds(sweep: Sweep, fault: Fault): void {
  if (!sweep.factors.some(({ path }) => /\.(low|high|min|max|from|until)$/.test(path))) return
  for (const one of casesOf(sweep)) {
    const { parameters, policies: uses } = scenarioOf(sweep, one)
    const where = sweep.design.kind === 'csv' ? ['file'] : ['factors']
    const name = one.row === null ? one.arm : `point ${one.row + 1}`
    const crossed = crossedEnds(parameters)[0]
    if (crossed) {
      const { group, low, high, from, to } = crossed
      const what = `${name}: ${group}.${low} is ${from}, above ${group}.${high}, ${to}.`
      throw new ScenarioError([fault(where, what, 'Choose ranges that do not overlap.', 'key')])
    }
    for (const { policy, from, until } of uses)
      if (until !== null && until <= from)
        throw new ScenarioError([
          fault(
            where,
            `${name}: ${policy} ends at tick ${until}, before it starts at ${from}.`,
            'Choose times that do not overlap.',
            'key',
          ),
        ])
  }
}
