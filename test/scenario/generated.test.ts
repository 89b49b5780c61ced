import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { leversAtRest } from '../../src/city/levers.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import { measureNames } from '../../src/metrics/index.ts'
import { policies } from '../../src/policies/index.ts'
import { loadSweep } from '../../src/results/sweep/file.ts'
import { flipsText } from '../../src/results/sweep/flips.ts'
import {
  type MeanEffect,
  screenedParameters,
  screeningText,
  survivorsLargerText,
  survivorsOf,
  survivorsText,
} from '../../src/results/sweep/screening.ts'
import { baselineText } from '../../src/scenario/baseline.ts'
import { loadScenario, type ScenarioFiles } from '../../src/scenario/load.ts'
import { schemaText } from '../../src/scenario/schema.ts'

const folder = join(import.meta.dirname, '../../scenarios')

const onDisk: ScenarioFiles = {
  read: path => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  resolve: (name, from) =>
    [resolve(from === null ? '.' : dirname(from), name), join(folder, `${name}.yaml`)].find(existsSync) ?? null,
}

/** The committed file is what the code generates; UPDATE=1 writes it. */
function expectGenerated(file: string, text: string): void {
  const path = join(folder, file)
  if (process.env.UPDATE === '1') writeFileSync(path, text)
  expect(readFileSync(path, 'utf8') === text, `${file} is out of date: UPDATE=1 npx vitest run test/scenario`).toBe(
    true,
  )
}

test('baseline.yaml is what the declarations say', () => {
  expectGenerated('baseline.yaml', baselineText())
})

test('scenario.schema.json is what the declarations say', () => {
  expectGenerated('scenario.schema.json', schemaText(policies))
})

test('sweeps/screening.yaml varies every parameter that the declarations have, or says why not', () => {
  expectGenerated('sweeps/screening.yaml', screeningText())
})

/** Numbers in a tree of parameters, by their path. */
const numbersIn = (tree: object, path = 'parameters'): [path: string, value: number][] =>
  Object.entries(tree).flatMap(([name, value]): [string, number][] => {
    if (typeof value === 'number') return [[`${path}.${name}`, value]]
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? numbersIn(value, `${path}.${name}`)
      : []
  })
const defaults = new Map(numbersIn(defaultParameters()))

test('sweeps/flips.csv tries each policy alone in worlds within the ranges of calibration.yaml', () => {
  const { sweep } = loadSweep(join(folder, 'sweeps/calibration.yaml'), onDisk)
  expectGenerated('sweeps/flips.csv', flipsText(sweep.factors))
})

const sweepText = (name: string): string => readFileSync(join(folder, 'sweeps', name), 'utf8')

test('the screening varies every number among the parameters but rules, between ends that hold its default', () => {
  const varied = new Map(screenedParameters().flatMap(({ path, range }) => (range ? [[path, range] as const] : [])))
  const numbers = [...defaults].filter(([path]) => !path.startsWith('parameters.structure.'))
  expect([...varied.keys()].sort()).toEqual(numbers.map(([path]) => path).sort())
  for (const [path, value] of numbers) {
    const [low, high] = varied.get(path)!
    expect(low < value && value < high, `${path}: ${low} … ${high} must hold ${value}`).toBe(true)
  }
})

test('shares of variance are of the parameters that the published screening tells from luck', () => {
  const table = readFileSync(join(folder, '../docs/data/screening.csv'), 'utf8')
  const [head = '', ...rows] = table.trim().split('\n')
  const column = (name: string): number => {
    const at = head.split(',').indexOf(name)
    expect(
      at,
      `docs/data/screening.csv has no ${name}: npm run sensitivity -- --only screening`,
    ).toBeGreaterThanOrEqual(0)
    return at
  }
  const [factor, t, luck, size] = [column('factor'), column('t'), column('t_luck'), column('size')]
  const number = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text))
  const effects: MeanEffect[] = rows.map(row => {
    const cells = row.split(',')
    return { factor: cells[factor]!, t: number(cells[t]), luck: number(cells[luck]), size: number(cells[size]) }
  })
  for (const [file, text] of [
    ['survivors.yaml', survivorsText(effects)],
    ['survivors-larger.yaml', survivorsLargerText(effects)],
  ] as const)
    expect(
      sweepText(file) === text,
      `sweeps/${file} is not what docs/data/screening.csv lets through: npm run sensitivity -- --only survivors`,
    ).toBe(true)
})

test('of a screening ten survive at most and six at least, those first that are told from luck, the largest first', () => {
  /** Each told on its second output or not, by its size there. */
  const effects = (sizes: [size: number, told: boolean][]): MeanEffect[] =>
    sizes.flatMap(([size, told], i) => [
      { factor: `f${i}`, t: 0.1, luck: 5, size: 0.001 },
      { factor: `f${i}`, t: told ? -6 : 4, luck: 5, size },
    ])
  const few = effects([
    [9, false],
    [0, false],
    [0.1, true],
    [7, false],
    [0.2, true],
    [5, false],
    [4, false],
    [3, false],
  ])
  // what is told and small stands before what is large and not told
  expect(survivorsOf(few)).toEqual(['f4', 'f2', 'f0', 'f3', 'f5', 'f6'])
  const many = effects(Array.from({ length: 14 }, (_, i): [number, boolean] => [1 + i, i % 7 !== 0]))
  expect(survivorsOf(many)).toEqual(['f13', 'f12', 'f11', 'f10', 'f9', 'f8', 'f6', 'f5', 'f4', 'f3'])
  // an effect that does not vary with a factor at all is none
  expect(survivorsOf([{ factor: 'f', t: null, luck: null, size: null }])).toEqual([])
})

test('no default lies at the edge of what history matching looks at', () => {
  const ranges = [...sweepText('calibration.yaml').matchAll(/^ {2}(parameters\S+): \{min: (\S+), max: (\S+)\}$/gm)]
  expect(ranges.length).toBeGreaterThan(20)
  for (const [, path, min, max] of ranges) {
    const [low, high] = [Number(min), Number(max)]
    const share = (defaults.get(path!)! - low) / (high - low)
    expect(share > 0.1 && share < 0.9, `${path}: ${defaults.get(path!)} in ${low} … ${high}`).toBe(true)
  }
  const [columns = '', first = ''] = sweepText('calibration-second-wave.csv').split('\n')
  expect(columns.split(',')).toEqual(ranges.map(([, path]) => path))
  expect(first.split(',').map(Number), 'the defaults are judged with the points that are left').toEqual(
    columns.split(',').map(path => defaults.get(path)),
  )
})

test('baseline.yaml loads and changes nothing', () => {
  const { scenario, warnings } = loadScenario('baseline', onDisk, { indicators: measureNames })
  expect(warnings).toEqual([])
  expect(scenario.parameters).toEqual(defaultParameters())
  expect(scenario.policies).toEqual([])
  expect(scenario).toMatchObject({ years: 20, burn_in: 36, city: { preset: 'medium', seed: 'harbour' } })
})

test('every scenario of the folder loads without a warning, in both languages, under the name of its file', () => {
  const names = readdirSync(folder).filter(file => file.endsWith('.yaml'))
  expect(names.length).toBeGreaterThanOrEqual(10)
  for (const file of names) {
    const { scenario, warnings } = loadScenario(basename(file, '.yaml'), onDisk, { indicators: measureNames })
    expect(warnings, file).toEqual([])
    expect(scenario.name).toBe(basename(file, '.yaml'))
    expect(scenario.title.zh, file).toMatch(/[\u4e00-\u9fff]/)
    expect(scenario.question?.zh, file).toMatch(/[\u4e00-\u9fff]/)
  }
})

test('an imported city is found beside the scenario that names it, through extends too', () => {
  const { scenario } = loadScenario('butyrsky-open', onDisk, { indicators: measureNames })
  expect(scenario.city).toEqual({ osm: join(folder, 'cities/butyrsky.osm.gz') })
  expect(scenario.policies).toEqual([
    { policy: 'open_walls', settings: { share: 1, new_gates: 'ban' }, from: 24, until: null, over: 12, when: null },
  ])
})

test('the schema knows every policy, every setting and every lever', () => {
  const schema = JSON.parse(schemaText(policies))
  const uses = schema.properties.policies.items.properties
  for (const policy of policies) {
    const [form] = uses[policy.name].anyOf ?? [uses[policy.name]]
    expect(Object.keys(form.properties)).toEqual([
      ...Object.keys(policy.settings),
      ...(policy.targets ? ['targets'] : []),
      'from',
      'until',
      'over',
      'when',
    ])
    expect(form.additionalProperties).toBe(false)
  }
  expect(Object.keys(schema.properties.levers.properties)).toEqual(Object.keys(leversAtRest()))
})
