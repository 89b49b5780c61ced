import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { defaultParameters } from '../../../src/city/parameters.ts'
import { casesOf, scenarioOf } from '../../../src/results/sweep/design.ts'
import { loadSweep } from '../../../src/results/sweep/file.ts'
import type { ScenarioFiles } from '../../../src/scenario/load.ts'

const scenarios = join(import.meta.dirname, '../../../scenarios')
const files: ScenarioFiles = {
  read: path => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  resolve: (name, from) =>
    [resolve(from === null ? '.' : dirname(from), name), join(scenarios, `${name}.yaml`)].find(existsSync) ?? null,
}

const sweeps = readdirSync(join(scenarios, 'sweeps')).filter(name => name.endsWith('.yaml'))

test.each(sweeps)('%s is good, and every range of a parameter holds its default', name => {
  const { sweep } = loadSweep(join(scenarios, 'sweeps', name), files)
  for (const { path, domain } of sweep.factors) {
    if (!path.startsWith('parameters.') || domain.kind !== 'range') continue
    let value: unknown = defaultParameters()
    for (const key of path.split('.').slice(1)) value = (value as Record<string, unknown>)[key]
    expect(value, path).toBeGreaterThanOrEqual(domain.min)
    expect(value, path).toBeLessThanOrEqual(domain.max)
  }
})

test('structures.yaml sets the rules as they are at rest beside each of the others', () => {
  const { sweep } = loadSweep(join(scenarios, 'sweeps/structures.yaml'), files)
  const [first, ...others] = casesOf(sweep).filter(({ arm }) => arm === 'scenario')
  expect(scenarioOf(sweep, first!).parameters).toEqual(defaultParameters())
  const rules = new Set(others.map(one => JSON.stringify(scenarioOf(sweep, one).parameters)))
  expect(rules.size).toBe(sweep.factors.filter(({ path }) => path.startsWith('parameters.')).length + 1)
})
