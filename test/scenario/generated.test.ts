import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { leversAtRest } from '../../src/city/levers.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import { measureNames } from '../../src/metrics/index.ts'
import { policies } from '../../src/policies/index.ts'
import { screeningText } from '../../src/results/sweep/screening.ts'
import { baselineText } from '../../src/scenario/baseline.ts'
import { loadScenario, type ScenarioFiles } from '../../src/scenario/load.ts'
import { schemaText } from '../../src/scenario/schema.ts'

const folder = join(import.meta.dirname, '../../scenarios')

const onDisk: ScenarioFiles = {
  read: path => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  resolve: (name, from) => {
    const path = join(from === null ? folder : dirname(from), `${name}.yaml`)
    return existsSync(path) ? path : null
  },
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
