import { describe, expect, test } from 'vitest'
import { bits, normal, seedWord } from '../../../src/lib/random.ts'
import { mean } from '../../../src/results/statistics.ts'
import {
  discover,
  effectsOf,
  morrisOf,
  paretoFront,
  pointValues,
  sobolOf,
  standsOut,
  swingsOf,
} from '../../../src/results/sweep/analysis.ts'
import { sweepReportHtml } from '../../../src/results/sweep/report.ts'
import { mapSvg, spreadCuts } from '../../../src/results/sweep/reportmap.ts'
import { capAndQuota, madeUp } from './made.ts'

const outcomes = capAndQuota()
const effects = effectsOf(outcomes, ['rent_burden_low', 'displacement_rate'])
const at = (measure: string, margin: number | null, share: number) =>
  effects.find(
    e =>
      e.measure === measure && e.factors.profit_cap_max_margin === margin && e.factors.public_housing_share === share,
  )!

test('a map is drawn of however many parcels', () => {
  const outline = [0, 0, 10, 0, 10, 10]
  const parcels = Array.from({ length: 200_000 }, () => ({ outline, use: 'residential', walled: false }))
  const values = parcels.map((_, p) => (p === 7 ? null : p))
  const cuts = spreadCuts(values)
  expect(cuts[5]).toBeCloseTo((6 * 199_999) / 7)
  const svg = mapSvg({ attribution: null, parcels, drawing: [], buildings: [] }, values, cuts, 'x')
  expect(svg).toContain('viewBox="-0.3 -0.3 10.6 10.6"')
})

describe('effects', () => {
  test('are found where they were put, with their size', () => {
    expect(at('rent_burden_low', 0.1, 0)).toMatchObject({ verdict: 'effect', replications: 8 })
    expect(at('rent_burden_low', 0.1, 0).difference).toBeCloseTo(0.03, 2)
    expect(at('rent_burden_low', null, 0.2).difference).toBeCloseTo(-0.04, 2)
  })

  test('are not seen where there is none, however many points are looked at', () => {
    expect(at('rent_burden_low', null, 0).verdict).not.toBe('effect')
    for (const e of effects) if (e.measure === 'displacement_rate') expect(e.verdict).not.toBe('effect')
  })

  test('are nowhere without a baseline', () => {
    const alone = madeUp(
      'design: grid\nbaseline: none\nfactors: {public_housing.share: [0, 0.1]}\nmeasures: [vacancy_rate]\n',
      () => 1,
    )
    expect(effectsOf(alone, ['vacancy_rate'])).toEqual([])
  })
})

describe('swings of factors', () => {
  test('come largest first, by twins that differ in one factor alone', () => {
    const [first, second] = swingsOf(outcomes, 'rent_burden_low')
    expect(first).toMatchObject({ factor: 'public_housing_share', low: 0, high: 0.2, verdict: 'effect' })
    expect(first!.difference).toBeCloseTo(-0.04, 2)
    expect(second).toMatchObject({ factor: 'profit_cap_max_margin', low: null, high: 0.1, verdict: 'effect' })
    for (const swing of swingsOf(outcomes, 'displacement_rate')) expect(swing.verdict).not.toBe('effect')
  })

  test('of a hypercube are differences of thirds, with Welch’s interval', () => {
    const lhs = madeUp(
      'design: lhs\npoints: 91\nreplications: 2\nfactors:\n  public_housing.share: {min: 0, max: 0.3}\n  compensation.owner: {min: 1, max: 1.4}\nmeasures: [vacancy_rate]\n',
      ({ arm, values }, _, __, luck) => 0.1 * luck + (arm === 'scenario' ? Number(values[0]) : 0.001 * luck),
    )
    const [share, owner] = swingsOf(lhs, 'vacancy_rate')
    expect(share!.factor).toBe('public_housing_share')
    const values = lhs.cases.flatMap(({ arm, values: [value] }) => (arm === 'scenario' ? [value as number] : []))
    const sorted = values.toSorted((a, b) => a - b)
    expect(sorted).toHaveLength(91)
    expect(share!.low).toBeCloseTo(mean(sorted.slice(0, 30)), 12)
    expect(share!.high).toBeCloseTo(mean(sorted.slice(-30)), 12)
    // the measure is its factor, but for luck that is the same at every point
    expect(share!.at_high! - share!.at_low!).toBeCloseTo((share!.high as number) - (share!.low as number), 12)
    expect(share!.difference!).toBeCloseTo(0.2, 2)
    expect(share!.ci95![0]).toBeLessThan(0.2)
    expect(Math.abs(owner!.difference!)).toBeLessThan(0.08)
  })
})

test('points of one value stay at one end of a swing', () => {
  const months = madeUp(
    'design: lhs\npoints: 12\nreplications: 1\nbaseline: none\nfactors: {parameters.max_search: {min: 1, max: 2}}\nmeasures: [vacancy_rate]\n',
    ({ values }) => Number(values[0]),
  )
  expect(swingsOf(months, 'vacancy_rate')).toMatchObject([{ low: 1, high: 2, at_low: 1, at_high: 2 }])
})

test('differences inside the placebo band count as 0', () => {
  const values = pointValues(outcomes, 'displacement_rate', 'difference')
  for (const value of values) expect(value).toBe(0)
  expect(pointValues(outcomes, 'rent_burden_low', 'difference').filter(value => value !== 0).length).toBeGreaterThan(3)
})

test('Sobol and Morris designs give back the indices of a function put in the model’s place', () => {
  const factors = 'factors:\n  public_housing.share: {min: 0, max: 0.5}\n  compensation.owner: {min: 1, max: 2}\n'
  const model = ({ values }: { values: readonly unknown[] }): number => 3 * (2 * Number(values[0])) + Number(values[1])
  const tail = `baseline: none\nreplications: 1\nmeasures: [vacancy_rate]\n${factors}`
  const sobol = sobolOf(madeUp(`design: sobol\npoints: 256\n${tail}`, model), 'vacancy_rate', 'level')!
  expect(sobol.factors).toEqual(['public_housing_share', 'compensation_owner'])
  expect(sobol.indices.S1[0]!).toBeCloseTo(0.9, 1)
  expect(sobol.indices.ST[1]!).toBeCloseTo(0.1, 1)
  const morris = morrisOf(madeUp(`design: morris\ntrajectories: 10\n${tail}`, model), ['vacancy_rate'], 'level')[0]!
  expect(morris.indices.mu_star[0]!).toBeCloseTo(3, 8)
  expect(morris.indices.mu_star[1]!).toBeCloseTo(1, 8)
  expect(sobolOf(outcomes, 'rent_burden_low', 'level')).toBeNull()
  expect(morrisOf(outcomes, ['rent_burden_low'], 'level')).toEqual([])
})

test('a screening tells the factors that do something from luck, without a placebo', () => {
  const names = [
    'rent_response',
    'natural_vacancy',
    'interest',
    'upkeep',
    'deal_tax',
    'income_tax',
    'gate_cost',
    'purchase',
  ]
  const factors = names
    .map(name => `  parameters.${name}: {min: 0.02, max: 0.1}`)
    .join('\n')
    .replace(/(gate_cost|purchase): .*/g, '$1: {min: 10, max: 80}')
  const found = (effect: number) =>
    morrisOf(
      madeUp(
        `design: morris\ntrajectories: 8\nbaseline: none\nreplications: 1\nmeasures: [vacancy_rate]\nfactors:\n${factors}\n`,
        ({ values, number }) => effect * Number(values[2]) + 0.01 * normal(bits(seedWord('luck'), number, 0)),
      ),
      ['vacancy_rate'],
      'level',
    )[0]!
  expect(found(5).factors.filter((_, j) => standsOut(found(5), j))).toEqual(['interest'])
  expect(found(0).factors.filter((_, j) => standsOut(found(0), j))).toEqual([])
  expect(found(0).placebo).toBeNull()
})

test('boxes name the factors that hold the points of interest', () => {
  const lhs = madeUp(
    'design: lhs\npoints: 200\nreplications: 2\nfactors:\n  profit_cap.max_margin: {min: 0.05, max: 0.3}\n  compensation.owner: {min: 1, max: 1.4}\nmeasures: [rent_burden_low]\n',
    ({ arm, values }, _, __, luck) =>
      0.3 +
      0.02 * luck +
      (arm === 'placebo' ? 0.002 * luck : arm === 'scenario' && Number(values[0]) < 0.12 ? 0.05 : 0),
  )
  const found = discover(lhs, 'rent_burden_low > 0', 'difference', 0.8)
  const [box] = found.boxes
  expect(box!.limits.map(({ factor }) => found.factors[factor])).toEqual(['profit_cap_max_margin'])
  expect(box!.coverage).toBeGreaterThan(0.9)
  expect(found.cases).toBeGreaterThan(40)
})

test('a point is on the front unless another is as just in everything and more in something', () => {
  const points = [
    [1, 1],
    [2, 0],
    [0, 2],
    [0.5, 0.5],
    [2, null],
  ]
  expect(paretoFront(points, [1, 1])).toEqual([true, true, true, false, false])
  expect(
    paretoFront(
      [
        [1, 1],
        [2, 0],
      ],
      [1, -1],
    ),
  ).toEqual([false, true])
})

test('the report page holds every part and needs no network', () => {
  const html = sweepReportHtml({
    outcomes,
    measures: ['rent_burden_low', 'displacement_rate'],
    map: null,
    version: '1',
  })
  for (const part of ['Distributions', 'What moves a measure', 'Trade-offs', 'Every point against its baseline'])
    expect(html).toContain(part)
  expect(html).not.toMatch(/(src|href)="https?:/)
  expect(html).not.toMatch(/NaN|undefined|Infinity/)
})
