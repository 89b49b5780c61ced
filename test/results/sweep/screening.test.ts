import { expect, test } from 'vitest'
import { bits, normal, seedWord } from '../../../src/lib/random.ts'
import { isTold, ranking, screeningOf } from '../../../src/results/sweep/screening.ts'
import { capAndQuota, madeUp } from './made.ts'

const names = ['rent_response', 'natural_vacancy', 'interest', 'upkeep', 'deal_tax', 'income_tax']
const factors = names.map(name => `  parameters.${name}: {min: 0.02, max: 0.1}`).join('\n')

const found = (effect: number) =>
  screeningOf(
    madeUp(
      `design: morris\ntrajectories: 12\nbaseline: none\nreplications: 1\nmeasures: [vacancy_rate, income_gini]\nfactors:\n${factors}\n`,
      ({ values, number }, _, measure) =>
        measure === 'income_gini'
          ? 0.001 * Number(values[1])
          : effect * Number(values[2]) + 0.01 * normal(bits(seedWord('luck'), number, 0)),
    ),
  )

test('a screening tells what moves an output from luck, over all outputs together, and how large it is', () => {
  const effects = found(5)
  expect(effects).toHaveLength(12)
  expect(effects.filter(isTold).map(({ measure, factor }) => [measure, factor])).toEqual([
    ['vacancy_rate', 'parameters.interest'],
    ['income_gini', 'parameters.natural_vacancy'],
  ])
  const [vacancy, gini] = effects.filter(isTold)
  expect(vacancy!.mu!).toBeCloseTo(5 * 0.08, 1)
  // alone in moving an output, from end to end, a factor does about as much as three standard deviations
  for (const { size } of [vacancy!, gini!]) {
    expect(size!).toBeGreaterThan(2)
    expect(size!).toBeLessThan(3.5)
  }
  expect(new Set(effects.map(({ luck }) => luck)).size).toBe(1)
  expect(
    ranking(effects)
      .slice(0, 2)
      .map(({ told }) => told),
  ).toEqual([true, true])
  expect(
    found(0)
      .filter(isTold)
      .map(({ measure }) => measure),
  ).toEqual(['income_gini'])
})

test('a sweep that is no screening screens nothing', () => {
  expect(screeningOf(capAndQuota())).toEqual([])
})
