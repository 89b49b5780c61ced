import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clamp,
  cos,
  exp,
  log,
  normalCdf,
  normalPdf,
  normalQuantile,
  pow,
  quickLog,
  sin,
} from '../../src/lib/numeric.ts'
import { cosOf, densityOf, exactly, expOf, fixed, logOf, normalCdfOf, sinOf, toNumber, ulps } from './precise.ts'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const RUNS = { numRuns: 4000 }

/** Largest error over many numbers, and where. */
function worst(
  arbitrary: fc.Arbitrary<number>,
  error: (x: number) => number,
  runs = 4000,
): { error: number; at: number } {
  let [most, at] = [0, 0]
  for (const x of fc.sample(arbitrary, { numRuns: runs, seed: 7 })) {
    const e = Math.abs(error(x))
    if (!(e <= most)) [most, at] = [e, x]
  }
  return { error: most, at }
}

/** Any positive normal double, whatever its size. */
const anyPositive = fc.tuple(between(1, 2), fc.integer({ min: -1021, max: 1022 })).map(([m, e]) => m * 2 ** e)

describe('exp', () => {
  const error = (x: number): number => {
    const { m, k } = expOf(fixed(x))
    return ulps(exp(x), m, k)
  }

  test('is within 1.5 ulp', () => {
    for (const numbers of [between(-708, 709), between(-1, 1), between(-1e-8, 1e-8), between(-20, 20)])
      expect(worst(numbers, error).error).toBeLessThan(1.5)
  })

  test('is exact or nearly so at known places', () => {
    expect(exp(0)).toBe(1)
    expect(Math.abs(exp(1) - 2.718281828459045)).toBeLessThan(5e-16)
    expect(exp(-Number.MIN_VALUE)).toBe(1)
  })

  test('ends where doubles end', () => {
    expect(exp(710)).toBe(Number.POSITIVE_INFINITY)
    expect(exp(709.78)).toBeLessThan(Number.POSITIVE_INFINITY)
    expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(exp(-746)).toBe(0)
    expect(exp(-745)).toBe(Number.MIN_VALUE)
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(exp(Number.NaN)).toBe(Number.NaN)
  })

  test('rises', () => {
    fc.assert(
      fc.property(between(-700, 700), between(1e-9, 1), (x, d) => exp(x + d) >= exp(x)),
      RUNS,
    )
  })
})

describe('log', () => {
  const error = (x: number): number => ulps(log(x), logOf(x))

  test('is within 1.5 ulp', () => {
    for (const numbers of [anyPositive, between(0.5, 2), between(0.999, 1.001), between(1, 1e6)])
      expect(
        worst(
          numbers.filter(x => x !== 1),
          error,
        ).error,
      ).toBeLessThan(1.5)
  })

  test('of subnormal numbers too', () => {
    expect(worst(between(Number.MIN_VALUE, 2.2e-308), error, 300).error).toBeLessThan(1.5)
    expect(log(Number.MIN_VALUE)).toBe(-744.4400719213812)
  })

  test('has its known values', () => {
    expect(log(1)).toBe(0)
    expect(log(2)).toBe(0.6931471805599453)
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(log(-1)).toBe(Number.NaN)
    expect(log(Number.NaN)).toBe(Number.NaN)
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('quickLog', () => {
  test('is as near as it claims, for any size and beside 1', () => {
    const off = (x: number): number => (quickLog(x) - log(x)) / Math.max(1, Math.abs(log(x)))
    expect(worst(anyPositive, off).error).toBeLessThan(2 ** -50)
    expect(worst(between(0.5, 2), off).error).toBeLessThan(2 ** -50)
    expect(quickLog(1)).toBe(0)
  })
})

describe('pow', () => {
  /** Relative error in units of 2⁻⁵², and y·ln x. */
  function measure(x: number, y: number): { error: number; exponent: number } {
    const exponent = (fixed(y) * logOf(x)) >> 420n
    const { m, k } = expOf(exponent)
    const found = pow(x, y)
    const mantissa = Number(exactly(found).m) / 2 ** 52
    return { error: Math.abs(ulps(found, m, k)) / mantissa, exponent: Math.abs(toNumber(exponent)) }
  }

  test('is as near as it claims, for any exponent', () => {
    let most = 0
    const pairs = fc.tuple(between(1e-6, 1e6), between(-40, 40)).filter(([, y]) => !Number.isInteger(y))
    for (const [x, y] of fc.sample(pairs, { numRuns: 4000, seed: 7 })) {
      const { error, exponent } = measure(x, y)
      most = Math.max(most, error / (2 + exponent))
    }
    expect(most).toBeLessThan(1)
  })

  test('is as near as it claims, for whole exponents', () => {
    let most = 0
    const pairs = fc.tuple(
      between(0.5, 3),
      fc.integer({ min: -400, max: 400 }).filter(y => y !== 0),
    )
    for (const [x, y] of fc.sample(pairs, { numRuns: 4000, seed: 7 })) {
      const { error, exponent } = measure(x, y)
      most = Math.max(most, error / (Math.abs(y) <= 64 ? Math.abs(y) / 2 : 2 + exponent))
    }
    expect(most).toBeLessThan(1)
  })

  test('is exact where squares and cubes are', () => {
    fc.assert(fc.property(fc.integer({ min: -1e5, max: 1e5 }), n => pow(n, 2) === n * n && pow(n, 3) === n * n * n))
    expect(pow(2, 10)).toBe(1024)
    expect(pow(2, -3)).toBe(0.125)
    expect(pow(9, 0.5)).toBe(3)
    expect(pow(0, 0)).toBe(1)
    expect(pow(0, 0.3)).toBe(0)
    expect(pow(0, -0.3)).toBe(Number.POSITIVE_INFINITY)
    expect(pow(7, 1)).toBe(7)
  })
})

describe('sin and cos', () => {
  test('are within 2·10⁻¹⁶', () => {
    for (const numbers of [between(-10, 10), between(-999_999, 999_999), between(-1e-5, 1e-5)]) {
      expect(worst(numbers, x => toNumber(sinOf(fixed(x)) - fixed(sin(x)))).error).toBeLessThan(2e-16)
      expect(worst(numbers, x => toNumber(cosOf(fixed(x)) - fixed(cos(x)))).error).toBeLessThan(2e-16)
    }
  })

  test('have no value where quarter turns cannot be counted', () => {
    expect(sin(1e7)).toBe(Number.NaN)
    expect(cos(Number.POSITIVE_INFINITY)).toBe(Number.NaN)
    expect([sin(0), cos(0)]).toEqual([0, 1])
  })
})

describe('the normal distribution', () => {
  test('density and distribution are within 10⁻¹³ of their size', () => {
    const relative = (found: number, due: bigint): number => (found - toNumber(due)) / toNumber(due)
    const deep = between(-11, 11)
    expect(worst(deep, x => relative(normalCdf(x), normalCdfOf(fixed(x))), 1500).error).toBeLessThan(1e-13)
    expect(worst(deep, x => relative(normalPdf(x), densityOf(fixed(x))), 500).error).toBeLessThan(1e-13)
    for (const x of [-3, 3, -2.9999999, 2.9999999])
      expect(Math.abs(relative(normalCdf(x), normalCdfOf(fixed(x)))), `at ${x}`).toBeLessThan(1e-13)
  })

  test('far tails have the values of the tables', () => {
    // Abramowitz & Stegun 1964, table 26.2: −lg Q(x)
    for (const [x, minusLg] of [
      [10, 23.11805],
      [15, 50.43522],
      [20, 88.5601],
      [30, 197.30921],
    ] as const)
      expect(-Math.log10(normalCdf(-x))).toBeCloseTo(minusLg, 4)
    expect(normalCdf(-39)).toBe(0)
    expect(normalCdf(39)).toBe(1)
    expect(normalCdf(Number.NaN)).toBe(Number.NaN)
  })

  test('the quantile turns the distribution round to 10⁻¹²', () => {
    const error = (p: number): number => {
      const x = fixed(normalQuantile(p))
      return toNumber(normalCdfOf(x) - fixed(p)) / toNumber(densityOf(x))
    }
    for (const numbers of [between(1e-12, 1 - 1e-12), between(1e-20, 1e-3), between(0.4999, 0.5001)])
      expect(worst(numbers, error, 700).error).toBeLessThan(1e-12)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15)
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
    expect(normalQuantile(-0.1)).toBe(Number.NaN)
  })

  test('the quantile is odd about one half', () => {
    fc.assert(fc.property(between(1e-9, 0.5), p => Math.abs(normalQuantile(p) + normalQuantile(1 - p)) < 1e-6))
  })
})

test('clamp keeps what is inside', () => {
  expect([clamp(7, 0, 5), clamp(-1, 0, 5), clamp(3, 0, 5)]).toEqual([5, 0, 3])
})
