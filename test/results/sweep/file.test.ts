import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Declaration, declare } from '../../../src/lib/declare.ts'
import { casesOf, gridValues, rowsOf, scenarioOf, valueAt } from '../../../src/results/sweep/design.ts'
import { loadSweep, sweepSchemaText } from '../../../src/results/sweep/file.ts'
import { casesFor } from '../../../src/results/sweep/plan.ts'
import { screenedParameters, screeningRange } from '../../../src/results/sweep/screening.ts'
import { type Factor, runNumber, runOf, type Sweep } from '../../../src/results/sweep/sweep.ts'
import { ScenarioError } from '../../../src/scenario/error.ts'
import type { ScenarioFiles } from '../../../src/scenario/load.ts'
import { scenarioDefaults } from '../../../src/scenario/scenario.ts'

const root = join(import.meta.dirname, '../../..')
const baseline = readFileSync(join(root, 'scenarios/baseline.yaml'), 'utf8')

const filesOf = (texts: Record<string, string>): ScenarioFiles => ({
  read: path => ({ baseline, ...texts })[path] ?? null,
  resolve: name => (name in { baseline, ...texts } ? name : null),
  names: () => ['baseline', ...Object.keys(texts)],
})

const load = (text: string, more: Record<string, string> = {}): Sweep =>
  loadSweep('s.yaml', filesOf({ 's.yaml': text, ...more })).sweep

function refusal(text: string, more: Record<string, string> = {}): string {
  try {
    load(text, more)
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError)
    return (error as ScenarioError).message
  }
  throw new Error('was accepted')
}

const grid = `
design: grid
factors:
  profit_cap.max_margin: ['off', 0.1, 0.2]
  profit_cap.from: [year 2, month 30]
  parameters.natural_vacancy: {min: 0.05, max: 0.09, steps: 3}
replications: 4
ticks: 24
`

describe('a sweep file', () => {
  test('becomes cases: points, and a baseline and a placebo for each world', () => {
    const sweep = load(grid)
    const cases = casesOf(sweep)
    expect(rowsOf(sweep)).toBe(18)
    expect(cases).toHaveLength(18 + 3 + 3)
    expect(sweep.factors.map(({ name }) => name)).toEqual([
      'profit_cap_max_margin',
      'profit_cap_from',
      'natural_vacancy',
    ])
    const [, second] = cases
    expect(second).toMatchObject({ arm: 'scenario', values: [null, 12, 0.07], baseline: 19 })
    expect(cases[19]).toMatchObject({ arm: 'baseline', values: [null, null, 0.07] })
    const scenario = scenarioOf(sweep, cases[17]!)
    expect(scenario.parameters.natural_vacancy).toBeCloseTo(0.09, 12)
    expect(scenario.policies).toMatchObject([{ policy: 'profit_cap', settings: { max_margin: 0.2 }, from: 29 }])
    const twin = scenarioOf(sweep, cases[cases[17]!.baseline!]!)
    expect(twin.policies).toEqual([])
    expect(twin.parameters.natural_vacancy).toBe(scenario.parameters.natural_vacancy)
  })

  test('numbers runs by case and replicate, and back', () => {
    const sweep = load(`${grid}precision: {rent_burden_low: 0.01}\nmax_replications: 10\n`)
    const one = casesOf(sweep)[7]!
    expect(runNumber(sweep, one, 9)).toBe(79)
    expect(runOf(sweep, 79)).toEqual({ number: 7, replicate: 9 })
  })

  test('with a baseline of its own compares with that policy, in the same world', () => {
    const other = 'extends: baseline\npolicies:\n  - public_housing: {share: 0.1}\n'
    const sweep = load(`${grid}baseline: other\n`, { other })
    const cases = casesOf(sweep)
    expect(scenarioOf(sweep, cases[20]!).policies).toMatchObject([{ policy: 'public_housing' }])
    expect(load(`${grid}baseline: none\n`).baseline).toBeNull()
  })

  test('of a Latin hypercube, Sobol and Morris design has the rows its method asks for', () => {
    const factors =
      'factors:\n  profit_cap.max_margin: {min: 0.1, max: 0.3}\n  parameters.alternatives: {min: 10, max: 12}\n'
    const lhs = load(`design: lhs\npoints: 30\n${factors}`)
    const counts = new Map<unknown, number>()
    for (const { values, arm } of casesOf(lhs))
      if (arm === 'scenario') counts.set(values[1], (counts.get(values[1]) ?? 0) + 1)
    expect([...counts].sort()).toEqual([
      [10, 10],
      [11, 10],
      [12, 10],
    ])
    expect(rowsOf(load(`design: sobol\npoints: 8\n${factors}`))).toBe(32)
    expect(rowsOf(load(`design: sobol\npoints: 8\nsecond_order: true\n${factors}`))).toBe(48)
    expect(rowsOf(load(`design: morris\ntrajectories: 5\n${factors}`))).toBe(15)
  })

  test('takes a table of points', () => {
    const points = 'profit_cap.max_margin,city.seed\n0.1,"a, b"\noff,c\n'
    const sweep = load('design: csv\nfile: points.csv\n', { 'points.csv': points })
    const cases = casesOf(sweep)
    expect(cases.slice(0, 2).map(({ values }) => values)).toEqual([
      [0.1, 'a, b'],
      [null, 'c'],
    ])
    expect(scenarioOf(sweep, cases[0]!).city).toEqual({ preset: 'medium', seed: 'a, b' })
  })

  test('names files of cities from where it stands, in a list and in a table', () => {
    const list = 'design: grid\nfactors: {city.file: [own.json, ../other.json, /whole.json]}\n'
    const table = { 'points.csv': 'city.file\nown.json\n../other.json\n/whole.json\n' }
    for (const text of [list, 'design: csv\nfile: points.csv\n']) {
      const { sweep } = loadSweep('at/study/s.yaml', filesOf({ 'at/study/s.yaml': text, ...table }))
      const files = casesOf(sweep).map(one => scenarioOf(sweep, one).city)
      expect(files).toEqual([{ file: 'at/study/own.json' }, { file: 'at/other.json' }, { file: '/whole.json' }])
    }
  })

  test.each<[string, string, RegExp[]]>([
    ['an unknown key', 'desing: grid\n', [/s\.yaml:1:1/, /desing/, /Did you mean design/]],
    ['an unknown design', 'design: latin\nfactors: {city.seed: [a]}\n', [/one of grid, lhs/]],
    ['a misspelt factor', 'design: grid\nfactors:\n  profit_cap.max_margn: [0.1]\n', [/s\.yaml:3:3/, /max_margin/]],
    ['a parameter that is none', 'design: grid\nfactors:\n  parameters.natural_vacncy: [0.1]\n', [/natural_vacancy/]],
    [
      'a value out of range',
      'design: grid\nfactors:\n  public_housing.share: [0.1, 20]\n',
      [/s\.yaml:3/, /is 20/, /0\.2/],
    ],
    [
      'a range the wrong way round',
      'design: grid\nfactors:\n  public_housing.share: {min: 0.3, max: 0.1}\n',
      [/from less to more/],
    ],
    [
      'a word as the end of a range',
      'design: lhs\npoints: 4\nfactors:\n  profit_cap.max_margin: {min: 0.1, max: off}\n',
      [/in a list/],
    ],
    ['no factors', 'design: grid\n', [/nothing to vary/]],
    ['no points', 'design: lhs\nfactors: {city.seed: [a]}\n', [/points: 100/]],
    [
      'odd levels',
      'design: morris\nlevels: 5\nfactors: {public_housing.share: {min: 0, max: 0.2}}\n',
      [/must be even/],
    ],
    ['an unknown measure', `${grid}measures: [rent_burdn_p80]\n`, [/There is no measure/, /rent_burden_/]],
    [
      'precision of what is not recorded',
      `${grid}measures: [vacancy_rate]\nprecision: {rent_burden_low: 1}\n`,
      [/not recorded/],
    ],
    [
      'a scenario that is nowhere',
      'scenario: capp\ndesign: grid\nfactors: {city.seed: [a]}\n',
      [/There is no scenario/],
    ],
    [
      'ends that cross',
      'design: grid\nfactors:\n  parameters.required_return.low: [0.1, 0.3]\n',
      [/above required_return\.high/],
    ],
    [
      'steps of what is no grid',
      'design: lhs\npoints: 4\nfactors:\n  public_housing.share: {min: 0, max: 0.2, steps: 5}\n',
      [/s\.yaml:4:/, /share\.steps\n *belongs to grid, but the design is lhs/, /Leave it out/],
    ],
    [
      'most replications without a precision',
      `${grid}max_replications: 10\n`,
      [/s\.yaml:9:1/, /max_replications\n *belongs to precision/, /Leave it out, or add precision/],
    ],
    ['an end before its start', 'design: grid\nfactors:\n  profit_cap.until: [year 2]\n', [/before it starts/]],
  ])('refuses %s, and says where and how to mend it', (_, text, expected) => {
    const message = refusal(text)
    for (const pattern of expected) expect(message).toMatch(pattern)
  })

  test('refuses a table with a value out of range, naming point and factor', () => {
    const message = refusal('design: csv\nfile: p.csv\n', { 'p.csv': 'public_housing.share\n0.1\n3\n' })
    expect(message).toMatch(/point 2, public_housing\.share: must be .* is 3/)
  })
})

test('a parameter that is called as a measure is varied under its whole name', () => {
  const { factors } = load('design: grid\nbaseline: none\nfactors: {parameters.income_persistence: [0.4, 0.5]}\n')
  expect(factors[0]).toMatchObject({ name: 'parameters_income_persistence', path: 'parameters.income_persistence' })
})

test('a screening varies a parameter by half as much again, and near an end by what it lacks of it', () => {
  const range = (value: number, of: [number, number], unit = 'share') =>
    screeningRange(declare(value, unit, '', of) as Declaration<number>)
  expect(range(0.3, [0, 1])).toEqual([0.2, 0.45])
  expect(range(0.9, [0, 1])).toEqual([0.85, 0.933])
  expect(range(-3, [-4, 0])).toEqual([-4, -2])
  expect(range(3, [1, 36], 'months')).toEqual([2, 5])
  expect(range(0, [0, 1])).toBeNull()
  for (const { path, range: ends } of screenedParameters()) if (ends) expect(ends[0], path).toBeLessThan(ends[1])
})

test('a range spreads evenly, by whole numbers or by ratios', () => {
  const factor = (domain: Factor['domain']): Factor => ({ name: 'x', path: 'x', part: 'world', domain })
  const range = { kind: 'range', min: 1, max: 100, whole: false, log: true, steps: null } as const
  expect(valueAt(factor(range), 0.5)).toBeCloseTo(10, 10)
  const whole = factor({ ...range, min: 1, max: 3, log: false, whole: true })
  expect([0, 0.3, 0.34, 0.67, 1].map(u => valueAt(whole, u))).toEqual([1, 1, 2, 3, 3])
})

test('whole numbers on a log scale are spread by ratios, in designs and in grids', () => {
  const factor: Factor = {
    ...{ name: 'x', path: 'x', part: 'world' },
    domain: { kind: 'range', min: 3, max: 96, whole: true, log: true, steps: 6 },
  }
  expect(gridValues(factor)).toEqual([3, 6, 12, 24, 48, 96])
  const values = Array.from({ length: 1001 }, (_, i) => valueAt(factor, i / 1000) as number)
  expect([values[0], values[500], values[1000]]).toEqual([3, 17, 96])
  expect(values.every(v => Number.isInteger(v) && v >= 3 && v <= 96)).toBe(true)
  // each doubling holds as many
  const share = (from: number, to: number) => values.filter(v => v >= from && v < to).length / values.length
  for (const from of [3, 6, 12, 24]) expect(share(from, 2 * from)).toBeCloseTo(0.2, 2)
  const months = 'design: grid\nfactors:\n  parameters.max_search: {min: 1, max: 16, steps: 5, scale: log}\n'
  expect(load(`${months}baseline: none\n`).factors.map(gridValues)).toEqual([[1, 2, 4, 8, 16]])
})

test('a sweep gets what it does not say as its schema says, and a preset the usual seed', () => {
  const { properties } = JSON.parse(sweepSchemaText())
  const text = 'scenario: real\ndesign: morris\nfactors: {public_housing.share: {min: 0, max: 0.2}}\n'
  const real = 'extends: baseline\ncity: {file: city.json}\n'
  const { sweep } = loadSweep('s.yaml', filesOf({ 's.yaml': text, real }), { preset: 'tiny' })
  const { replications, every: record, seed, design } = sweep
  for (const [key, value] of Object.entries({ replications, record, seed, ...design }))
    if (key !== 'kind') expect(value, key).toBe(properties[key].default)
  expect(sweep.scenario.city).toEqual({ ...scenarioDefaults.city, preset: 'tiny' })
})

test('most replications in the file stand for a precision asked for by the command', () => {
  const text = `${grid}max_replications: 10\n`
  const precision = [{ measure: 'rent_burden_low', halfWidth: 0.01 }]
  const { sweep } = loadSweep('s.yaml', filesOf({ 's.yaml': text }), { precision })
  expect(sweep.maxReplications).toBe(10)
})

describe('shards', () => {
  const sweep = load(grid)
  const cases = casesOf(sweep)

  test('of a sweep with precision bring what their points are compared with', () => {
    const own = [1, 2, 3].map(index => casesFor(cases, { index, of: 3 }))
    expect(own.flat().filter(({ arm }) => arm === 'scenario')).toHaveLength(18)
    for (const part of own)
      for (const { baseline: of } of part) if (of !== null) expect(part.some(({ number }) => number === of)).toBe(true)
  })
})

test('the committed schema of sweep files is the code’s; UPDATE=1 writes it', () => {
  const path = join(root, 'scenarios/sweeps/sweep.schema.json')
  if (process.env.UPDATE) writeFileSync(path, sweepSchemaText())
  expect(readFileSync(path, 'utf8')).toBe(sweepSchemaText())
})
