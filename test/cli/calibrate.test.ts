import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { build, folderOf, justcity } from './command.ts'

beforeAll(build, 240_000)

/** Facts of incomes alone: they take no burn-in, and spread as parameters say. */
const wave = (ticks: number): string => `
name: wave
scenario: quick
baseline: none
design: lhs
points: 8
replications: 2
seed: a
ticks: ${ticks}
record: 12
factors:
  parameters.income.local_sd: {min: 0.3, max: 1.4}
measures: [income_gini, rent_burden_p50]
`
const quick = 'name: quick\nextends: baseline\ncity: {preset: tiny}\nburn_in: 1\n'

test('calibrate judges a wave and draws the next where emulators leave points, which sweep can run', () => {
  const at = folderOf({ 'wave.yaml': wave(240), 'quick.yaml': quick })
  // beside the wave, since the next one names its scenario as this does
  const [store, out] = [join(at, 'store'), at]
  expect(justcity('sweep', join(at, 'wave.yaml'), '--out', store).code).toBe(0)
  const { code, out: told } = justcity(
    'calibrate',
    store,
    '--out',
    out,
    '--format',
    'json',
    '--leave-out',
    'C3,C3-early,C3-late',
  )
  expect(code).toBe(0)
  const { points, non_implausible, facts, space_left } = JSON.parse(told)
  expect(points).toBe(8)
  expect(facts.map(({ id }: { id: string }) => id)).toContain('C6')
  expect(facts.map(({ id }: { id: string }) => id)).not.toContain('C3')
  expect(facts.find(({ id }: { id: string }) => id === 'C6').luck).toBeGreaterThan(0)
  expect(space_left).toBeGreaterThanOrEqual(0)

  const matching = readFileSync(join(out, 'matching.csv'), 'utf8').trim().split('\n')
  expect(matching).toHaveLength(9)
  expect(matching[0]).toMatch(/^point,runs,missed,far,/)
  expect(readFileSync(join(out, 'non-implausible.csv'), 'utf8').trim().split('\n')).toHaveLength(1 + non_implausible)

  const drawn = readFileSync(join(out, 'next-wave.csv'), 'utf8').trim().split('\n')
  expect(drawn.length).toBeGreaterThan(2)
  for (const value of drawn.slice(1)) expect(Number(value) > 0.3 && Number(value) < 1.4, value).toBe(true)
  const dry = justcity('sweep', join(out, 'next-wave.yaml'), '--dry-run', '--preset', 'tiny')
  expect(dry.error).toBe('')
  expect(dry.code).toBe(0)
})

test('calibrate says what is wrong with a sweep or an option', () => {
  const at = folderOf({ 'wave.yaml': wave(24).replace('points: 8', 'points: 2'), 'quick.yaml': quick })
  const store = join(at, 'store')
  expect(justcity('sweep', join(at, 'wave.yaml'), '--out', store).code).toBe(0)
  for (const [options, message] of [
    [
      [],
      'calibrate: facts are judged over 20 years, recorded yearly, but this sweep runs 24 months and records every 12',
    ],
    [['--misses', '-1'], '--misses -1: must be a whole number from 0'],
    [['--widen', 'a'], '--widen a: must be a share, as in 0.2'],
    [['--leave-out', 'C99'], '--leave-out C99:'],
  ] as const) {
    const { code, error } = justcity('calibrate', store, '--out', join(at, 'out'), ...options)
    expect(code, error).toBe(2)
    expect(error).toContain(message)
  }
})
