/**
 * Input on which plain sums lose their digits: one unit with nearly everybody, a minority of a few, values that differ
 * little beside their size, weights of extreme size. The values wanted are the formulas worked out with 60 digits.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerCases } from '../../../src/metrics/calculators/answer.ts'
import type { Value } from '../../../src/metrics/calculators/calculator.ts'
import { sumOf, Twofold } from '../../../src/metrics/calculators/twofold.ts'

/** What the calculator answers to one case. */
function measured(measure: string, input: unknown): Value {
  const answer = answerCases(JSON.stringify({ cases: [{ id: 'x', measure, input }] }))
  if ('problems' in answer) throw new Error(answer.problems.join())
  return answer.results[0]!.value
}

/** Equal entry by entry within one part in 10⁹. */
function near(got: Value | undefined, want: Value | undefined): void {
  if (typeof got === 'number' && typeof want === 'number')
    expect(Math.abs(got - want), `${got} for ${want}`).toBeLessThanOrEqual(Math.max(1e-12, 1e-9 * Math.abs(want)))
  else if (typeof got === 'object' && got !== null && typeof want === 'object' && want !== null) {
    expect(Object.keys(got)).toEqual(Object.keys(want))
    for (const [key, part] of Object.entries(got)) near(part, (want as Record<string, Value>)[key])
  } else expect(got).toEqual(want)
}

describe('autocorrelation', () => {
  const skewed = {
    values: [1598, 4530000, 1443, 732, 660],
    neighbors: [
      [1, 4],
      [0, 2],
      [1, 3],
      [2, 4],
      [0, 3],
    ],
    weights: [
      [0, 1],
      [3, 1],
      [1, 0],
      [3, 2],
      [1, 3],
    ],
    transform: 'binary',
  }

  test('one unit with nearly everything', () => {
    near(measured('morans-i', skewed), {
      i: -0.16643262464296524,
      expected: -0.25,
      varianceNormality: 0.12453703703703704,
      zNormality: 0.23680316237320945,
      varianceRandomisation: 0.011111130311619104,
      zRandomisation: 0.7927890476438056,
    })
    near(measured('gearys-c', skewed), {
      c: 0.833175917315975,
      expected: 1,
      varianceNormality: 0.0962962962962963,
      zNormality: -0.5375934313110654,
      varianceRandomisation: 0.04444445322181953,
      zRandomisation: -0.7913160266357937,
    })
    near(measured('getis-ord-g', skewed), {
      g: 0.8661192427886825,
      expected: 0.75,
      variance: 0.05732670087700922,
      z: 0.4849821121781064,
    })
  })

  test('a variance that the formula makes negative stays so, and gives no score', () => {
    const selfish = { values: [25, 76, -83, -51], neighbors: [[3, 0], [], [], [0]], transform: 'binary' }
    near(measured('morans-i', selfish), {
      i: -0.14830999066293185,
      expected: -1 / 3,
      varianceNormality: 0.2074074074074074,
      zNormality: 0.4062696606207591,
      varianceRandomisation: -0.03634284698006186,
      zRandomisation: null,
    })
  })

  test('the score of G has the sign of G less its expectation, also where products between units sum below 0', () => {
    const neighbors = [[1, 2], [0, 3], [0, 3, 4], [1, 2], [2]]
    near(measured('getis-ord-g', { values: [-2, 23, 282, -138, -5], neighbors, transform: 'row' }), {
      g: 0.5168239806327014,
      expected: 0.25,
      variance: 0.0806675544917846,
      z: 0.939453769572276,
    })
  })

  test('what all values share changes nothing, however large, nor does the size of the weights', () => {
    const units = fc.array(fc.record({ value: fc.nat(1000), links: fc.array(fc.nat(20), { maxLength: 4 }) }), {
      minLength: 4,
      maxLength: 15,
    })
    const measures = fc.constantFrom('morans-i', 'gearys-c', 'local-morans-i', 'local-getis-ord-g-star')
    fc.assert(
      fc.property(units, measures, fc.constantFrom('row', 'binary'), (list, measure, transform) => {
        const neighbors = list.map(({ links }, i) => [...new Set(links.map(j => j % list.length))].filter(j => j !== i))
        // eighths, so that the sum with 10⁹ is exact
        const values = list.map(unit => unit.value / 8)
        const plain = measured(measure, { values, neighbors, transform })
        near(measured(measure, { values: values.map(value => value + 1e9), neighbors, transform }), plain)
        if (transform === 'row') {
          const weights = neighbors.map(list => list.map(() => 1e200))
          near(measured(measure, { values, neighbors, transform, weights }), plain)
        }
      }),
    )
  })

  test('weights far from 1 beside a unit’s own', () => {
    const values = [1, 2, 5, 9]
    const neighbors = [[1], [0], [3], [2]]
    const alone = measured('local-getis-ord-g-star', { values, neighbors: [[], [], [], []], transform: 'binary' })
    const of = (weight: number): Value =>
      measured('local-getis-ord-g-star', {
        values,
        neighbors,
        weights: neighbors.map(list => list.map(() => weight)),
        transform: 'binary',
      })
    near(of(1e-200), alone)
    const [first, second] = alone as number[]
    near((of(1e200) as Value[]).slice(0, 2), [second!, first!])
  })
})

test('a minority of a few', () => {
  const counts = [
    [999999999, 1],
    [500000000, 3],
    [700000000, 0],
  ]
  near(measured('multigroup-dissimilarity', { counts }), 0.5227272726239669)
  near(measured('multigroup-gini', { counts }), 0.6022727272055786)
  near(measured('multigroup-information-theory', { counts }), 0.03531206894133877)
  for (const measure of ['relative-diversity', 'normalized-exposure', 'squared-coefficient-of-variation'])
    expect((measured(`multigroup-${measure}`, { counts }) as number) / 2.931818162628099e-9).toBeCloseTo(1, 9)
  expect((measured('multigroup-diversity', { counts }) as number) / 3.840987055970533e-8).toBeCloseTo(1, 9)
  const places = { coordinates: counts.map((_, i) => [9 * i, 0]), kernel: 'uniform', bandwidth: 1 }
  near(measured('spatial-information-theory', { counts, ...places }), 0.03531206894133877)
  // the group and the rest are each counted for themselves
  near(measured('isolation', { group: [1e-200, 0], total: [1e-200, 1e200] }), 1)
  near(measured('gini-segregation', { group: [1e-100, 0, 0], total: [1e-100, 1e100, 1e100] }), 1)
})

test('values that differ little beside their size', () => {
  const values = [0, 1, 3]
  near(
    measured('kolm', { values: values.map(value => 1e9 + value / 8), alpha: 2 }),
    measured('kolm', { values: values.map(value => value / 8), alpha: 2 })!,
  )
  const bounded = { values: [1e9, 1e9 - 1, 1e9 - 3], rank: [3, 2, 1], kind: 'wagstaff', bounds: [0, 1e9] }
  near(measured('concentration-index', bounded), 0.5000000006666667)
})

test('a power at cost 0 has no bounds: what rests on it is undefined', () => {
  const decay = { kind: 'power', alpha: 1 }
  const cost = [
    [0, 5],
    [5, 5],
  ]
  const all = { demand: [4, 4], supply: [2, 3], cost, decay, threshold: 10 }
  expect(measured('gravity-access', { supply: [2, 3], cost, decay })).toEqual([null, 1])
  near(measured('enhanced-two-step-fca', all), [null, 3 / 8])
  expect(measured('three-step-fca', all)).toEqual([null, null])
  const { demand, supply, threshold } = all
  expect(
    measured('floating-catchment-area', { demand, supply, supplyCost: cost, demandCost: cost, decay, threshold }),
  ).toEqual([null, 5 / 8])
})

describe('twofold numbers', () => {
  test('hold what a double drops', () => {
    expect(sumOf(1, 1e-20).lo).toBe(1e-20)
    expect(sumOf(1, 1e-20).minus(1).hi).toBe(1e-20)
    expect(new Twofold(1).over(3).times(3).minus(1).hi).toBeCloseTo(0, 30)
  })

  test('sums, products and quotients of whole numbers are exact to 32 digits', () => {
    const whole = fc.integer({ min: -1e15, max: 1e15 })
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const exact = BigInt(a) * BigInt(b) + BigInt(c)
        const got = new Twofold(a).times(b).plus(c)
        expect(BigInt(got.hi) + BigInt(got.lo)).toBe(exact)
        if (c !== 0) expect(new Twofold(a).over(c).times(c).minus(a).hi).toBeCloseTo(0, 14)
      }),
    )
  })
})
