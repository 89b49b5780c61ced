import { expect, test } from 'vitest'
import { judgeRules } from '../../src/validation/rules.ts'
import { stillCity } from './made.ts'

const seeds = ['1', '2', '3', '4', '5', '6']
/** Cities that differ by luck of their own, which rule and rest share. */
const cities = (green: number, mobility: number, chaos = 0) =>
  seeds.map((seed, i) =>
    stillCity(
      seed,
      { mobility_rate: 0.08 + 0.02 * i + mobility },
      { green: 0.05 + 0.03 * i + green + chaos * (i % 3) },
    ),
  )
const atRest = cities(0, 0)
const placebo = cities(0, 0, 0.001)
const judged = judgeRules(
  {
    atRest,
    placebo,
    rules: [
      { says: 'green is worth more', runs: cities(0.02, 0) },
      { says: 'hardly', runs: cities(0.0004, 0, 0.0001) },
      { says: 'the same', runs: atRest },
    ],
  },
  0,
)
const at = (short: string): number => judged.columns.findIndex(column => column.short === short)

test('rules are paired by seed, so that luck of cities falls out of what they make', () => {
  expect(judged.columns[at('green')]).toMatchObject({ short: 'green' })
  expect(judged.columns[at('green')]!.atRest).toBeCloseTo(0.125, 12)
  const [more, hardly, same] = judged.rules.map(({ effects }) => effects[at('green')]!)
  expect(more).toMatchObject({ verdict: 'effect' })
  expect(more!.difference).toBeCloseTo(0.02, 12)
  expect(more!.half).toBeCloseTo(0, 12)
  // beyond 0, but inside what one rent makes
  expect(hardly!.difference! - hardly!.half!).toBeGreaterThan(0)
  expect(hardly).toMatchObject({ verdict: 'no effect seen' })
  expect(same).toMatchObject({ difference: 0, verdict: 'no effect seen' })
})

test('a placebo band is the mean of what one rent makes and the half-width of it', () => {
  expect(judged.columns[at('green')]!.placebo).toBeGreaterThan(0.001)
  expect(judged.columns[at('green')]!.placebo).toBeLessThan(0.003)
  expect(judged.columns[at('mobility')]!.placebo).toBe(0)
})

test('what no city shows is undefined, and rows that hold are counted for every rule', () => {
  expect(judged.rules[0]!.effects[at('school')]).toEqual({ difference: null, half: null, verdict: 'undefined' })
  expect(judged.columns[at('school')]).toMatchObject({ atRest: null, placebo: null })
  // at rest green is worth 0.125 and 0.13 move a year, each above its band; 0.03 less brings both in
  const lower = judgeRules({ atRest, placebo, rules: [{ says: 'less', runs: cities(-0.03, -0.03) }] }, 0)
  expect(lower.rules[0]!.held).toBeGreaterThan(lower.held)
})
