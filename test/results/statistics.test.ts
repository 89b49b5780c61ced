import { describe, expect, test } from 'vitest'
import { bits, normal, seedWord, unit } from '../../src/lib/random.ts'
import { isLumpy, measureNames } from '../../src/metrics/index.ts'
import {
  bootstrapInterval,
  differencesOf,
  extent,
  isBeyondPlacebo,
  justSign,
  placeboBand,
  signCounts,
  studentInterval,
  studentQuantile,
  variance,
  varianceSaved,
  verdict,
  welchInterval,
} from '../../src/results/statistics.ts'

test('differences are of pairs that have both values, and variance is that of a sample', () => {
  expect(differencesOf([3, null, 2, 5], [1, 1, null])).toEqual([2, null, null, null])
  expect(variance([1, 2, 3, 6])).toBeCloseTo(14 / 3, 14)
  expect(variance([1])).toBeNaN()
  // two passes: what is large and differs little keeps its digits
  expect(variance([1e9, 1e9 + 1, 1e9 + 2])).toBe(1)
})

test('the least and the largest of values are found, however many', () => {
  expect(extent([2, 3, 1])).toEqual([1, 3])
  expect(extent([])).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  expect(extent(Array.from({ length: 300_000 }, (_, i) => -i))).toEqual([-299_999, -0])
})

describe('Student’s quantile', () => {
  // one and two degrees of freedom have closed forms: tan(π(p − ½)) and (2p − 1)/√(2p(1 − p))
  test.each([
    [0.975, 1, 12.706204736174698],
    [0.9, 1, 3.0776835371752536],
    [0.975, 2, 4.302652729911275],
    [0.975, 3, 3.182446305284263],
    [0.975, 7, 2.3646242515927853],
    [0.995, 7, 3.4994832973505026],
    [0.95, 10, 1.8124611228107335],
    [0.975, 19, 2.093024054408263],
    [0.975, 59, 2.0009953780882688],
    [0.975, 100, 1.9839715185235518],
  ])('p %d with %d degrees of freedom', (p, df, known) => {
    expect(Math.abs(studentQuantile(p, df) - known)).toBeLessThan(1e-9)
    expect(studentQuantile(1 - p, df)).toBeCloseTo(-known, 9)
  })

  test.each([0.6, 0.9, 0.99, 0.9999])('two degrees of freedom: the closed form at p %d', p => {
    expect(studentQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 9)
  })

  test('many degrees of freedom come near to the normal distribution', () => {
    // first term of the expansion in 1/df (Abramowitz & Stegun 1964, 26.7.5)
    const z = 1.959963984540054
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(z + (z * z * z + z) / 4e6, 9)
  })

  test('fractions of a degree lie between whole ones; wrong input is refused', () => {
    expect(studentQuantile(0.975, 7.5)).toBeLessThan(studentQuantile(0.975, 7))
    expect(studentQuantile(0.975, 7.5)).toBeGreaterThan(studentQuantile(0.975, 8))
    expect(studentQuantile(0.5, 3)).toBe(0)
    expect(() => studentQuantile(1, 3)).toThrow(RangeError)
    expect(() => studentQuantile(0.9, 0)).toThrow(RangeError)
  })
})

test('the difference of two means that share no luck (scipy 1.17.1, ttest_ind with unequal variances)', () => {
  const { mean, low, high } = welchInterval([1, 2, 3], [2, 4, 9, 5])!
  expect(mean).toBe(3)
  expect(low).toBeCloseTo(-1.4548171539275065, 9)
  expect(high).toBeCloseTo(7.4548171539275065, 9)
  expect(welchInterval([1, 1], [3, 3])).toEqual({ mean: 2, low: 2, high: 2 })
  expect(welchInterval([1], [2, 3])).toBeNull()
})

describe('intervals of paired differences', () => {
  test('a sample worked by hand', () => {
    const interval = studentInterval([1, 2, 3])!
    expect(interval.mean).toBe(2)
    expect(interval.high - 2).toBeCloseTo(4.302652729911275 / Math.sqrt(3), 9)
    expect(interval.low + interval.high).toBeCloseTo(4, 12)
  })

  test('undefined runs are left out; one run has no interval; equal runs have one of no width', () => {
    expect(studentInterval([1, null, 3])).toEqual(studentInterval([1, 3]))
    expect(studentInterval([1, null])).toBeNull()
    expect(studentInterval([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 })
  })

  test('at eight runs 95 % of intervals hold the true mean', () => {
    const key = seedWord('coverage')
    let held = 0
    for (let k = 0; k < 2000; k++) {
      const { low, high } = studentInterval(Array.from({ length: 8 }, (_, i) => normal(bits(key, k, i))))!
      if (low < 0 && high > 0) held++
    }
    expect(held / 2000).toBeGreaterThan(0.935)
    expect(held / 2000).toBeLessThan(0.965)
  })

  test('the bootstrap starts at 20 runs, repeats itself, and depends on its seed', () => {
    const key = seedWord('bootstrap test')
    const d = Array.from({ length: 20 }, (_, i) => 1 + normal(bits(key, 1, i)))
    expect(bootstrapInterval(d.slice(1), 'x')).toBeNull()
    expect(bootstrapInterval(d, 'x')).toEqual(bootstrapInterval([...d, null], 'x'))
    expect(bootstrapInterval(d, 'x')).not.toEqual(bootstrapInterval(d, 'y'))
    const { mean, low, high } = bootstrapInterval(d, 'x')!
    const student = studentInterval(d)!
    expect(mean).toBe(student.mean)
    expect((high - low) / (student.high - student.low)).toBeGreaterThan(0.8)
    expect((high - low) / (student.high - student.low)).toBeLessThan(1.05)
  })

  test('a skewed sample has the intervals of scipy', () => {
    const d = [
      0.31, -0.12, 0.55, 0.8, 0.02, 1.9, 0.44, -0.3, 0.61, 0.27, 3.1, 0.09, 0.5, -0.05, 0.72, 0.33, 1.2, 0.18, 0.4,
      0.66, 2.2, 0.11,
    ]
    // scipy.stats.t.interval(0.95, 21, mean, sem)
    const student = studentInterval(d)!
    expect(student.low).toBeCloseTo(0.2706814707685159, 9)
    expect(student.high).toBeCloseTo(0.9947730746860295, 9)
    // scipy.stats.bootstrap((d,), np.mean, method='BCa', n_resamples=200000): ends of 2,000 resamples scatter by 0.007 and 0.018
    const ends = Array.from({ length: 40 }, (_, i) => bootstrapInterval(d, `seed ${i}`)!)
    const meanOf = (pick: (end: { low: number; high: number }) => number): number =>
      ends.reduce((sum, end) => sum + pick(end), 0) / ends.length
    expect(Math.abs(meanOf(({ low }) => low) - 0.37182)).toBeLessThan(0.005)
    expect(Math.abs(meanOf(({ high }) => high) - 1.07773)).toBeLessThan(0.012)
  })

  test('the bootstrap leans with skewed differences, mirrored when they are', () => {
    const key = seedWord('skew')
    const d = Array.from({ length: 40 }, (_, i) => 1 / unit(bits(key, 2, i)) ** 0.4)
    const { mean, low, high } = bootstrapInterval(d, 'x')!
    expect(high - mean).toBeGreaterThan(mean - low)
    const mirrored = bootstrapInterval(
      d.map(v => -v),
      'x',
    )!
    expect(mirrored.low).toBeCloseTo(-high, 9)
    expect(mirrored.high).toBeCloseTo(-low, 9)
    expect(bootstrapInterval(Array(20).fill(2), 'x')).toEqual({ mean: 2, low: 2, high: 2 })
  })
})

test('pairing saves all of the variance of parallel runs, none of unrelated ones', () => {
  expect(varianceSaved([1, 2, 3], [2, 3, 4])).toBe(1)
  expect(varianceSaved([1, 2, 3], [3, 2, 1])).toBe(-1)
  expect(varianceSaved([0, 1, 0, 1], [0, 0, 1, 1])).toBeCloseTo(0, 12)
  expect(varianceSaved([1, null, 3], [2, 9, 4])).toBe(1)
  expect(varianceSaved([1, 1], [2, 2])).toBeNull()
  expect(() => varianceSaved([1], [1, 2])).toThrow(RangeError)
})

test('the placebo band is its mean’s distance from 0 plus its half-width, on both sides', () => {
  const interval = studentInterval([1, 2, 3])!
  expect(placeboBand([1, 2, 3])![1]).toBeCloseTo(interval.high, 12)
  expect(placeboBand([-1, -2, -3])).toEqual(placeboBand([1, 2, 3]))
  expect(placeboBand([1])).toBeNull()
})

describe('verdicts', () => {
  const far = [10, 10.1, 9.9, 10]
  const wide = [10, 1, 9, 2]

  test('an effect is clear of 0 and of the band', () => {
    expect(verdict(far, [-1, 1], false)).toBe('effect')
    expect(verdict(far, [-20, 20], false)).toBe('no effect seen')
    expect(verdict([-1, 1, -1, 1], [-0.1, 0.1], false)).toBe('no effect seen')
  })

  test('without an interval or a band nothing is resolved, without values nothing is said', () => {
    expect(verdict([3], [-1, 1], false)).toBe('unresolved')
    expect(verdict(far, null, false)).toBe('unresolved')
    expect(verdict([null, null], [-1, 1], false)).toBe('undefined')
  })

  test('lumpy measures need their whole interval outside the band below 60 runs', () => {
    const interval = studentInterval([5, 6, 7, 6])!
    const band: [number, number] = [-5.5, 5.5]
    expect(isBeyondPlacebo(interval, band)).toBe(true)
    expect(verdict([5, 6, 7, 6], band, false)).toBe('effect')
    expect(verdict([5, 6, 7, 6], band, true)).toBe('unresolved')
    expect(verdict(far, [-1, 1], true)).toBe('effect')
    expect(verdict(wide, [-20, 20], true)).toBe('unresolved')
    expect(verdict(Array(15).fill(wide).flat(), [-20, 20], true)).toBe('no effect seen')
  })

  test('which measures are lumpy: those that the model names, for every group', () => {
    const isNamed = /^(displacement_|land_|segregation_|homes_|heritage_standing$|conflicts$)/
    for (const name of measureNames) expect(isLumpy(name), name).toBe(isNamed.test(name))
    const lumpy = [
      'displacement_rate',
      'land_revenue',
      'segregation_walk',
      'homes_built',
      'heritage_standing',
      'conflicts',
    ]
    expect(lumpy.every(isLumpy)).toBe(true)
    expect(['rent_burden_low', 'idle_land_months', 'green_300m'].some(isLumpy)).toBe(false)
  })
})

test('what is more just: by direction, and towards 1 from both sides unless it overshoots', () => {
  expect(justSign('higher', 0, 1)).toBe(1)
  expect(justSign('lower', 0, 1)).toBe(-1)
  expect(justSign('none', 0, 1)).toBe(0)
  expect(justSign('to 1', 0.7, 0.8)).toBe(1)
  expect(justSign('to 1', 0.7, 0.6)).toBe(1)
  expect(justSign('to 1', 1.3, 1.2)).toBe(-1)
  expect(justSign('to 1', 0.9, 1.5)).toBe(-1)
  expect(justSign('to 1', null, 1)).toBe(0)
})

test('signs are counted over the runs that have a value', () => {
  expect(signCounts([1, 2, -1, 0, null], 1)).toEqual({ better: 2, worse: 1, same: 1, left: 1, runs: 4 })
  expect(signCounts([1, 2, -1], -1)).toEqual({ better: 1, worse: 2, same: 0, left: 0, runs: 3 })
})
