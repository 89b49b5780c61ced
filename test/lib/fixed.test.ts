import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIXED, fixed, roundHalfEven, split } from '../../src/lib/fixed.ts'

describe('roundHalfEven', () => {
  test('takes halves to the even side', () => {
    expect([0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5].map(x => roundHalfEven(x) + 0)).toEqual([0, 2, 2, 4, 0, -2, -2])
    expect([2.4999999999999996, 2.5000000000000004, 7, -7].map(roundHalfEven)).toEqual([2, 3, 7, -7])
  })

  test('is never further than a half, and leaves whole numbers alone', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), x => {
        const rounded = roundHalfEven(x)
        expect(Number.isInteger(rounded)).toBe(true)
        expect(Math.abs(rounded - x)).toBeLessThanOrEqual(0.5)
        expect(roundHalfEven(rounded)).toBe(rounded)
      }),
    )
  })
})

describe('fixed', () => {
  test('is the nearest of 2²⁰ steps a unit', () => {
    expect(fixed(1)).toBe(FIXED)
    expect(fixed(-0.25)).toBe(-FIXED / 4)
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), x => {
        expect(Math.abs(fixed(x) / FIXED - x)).toBeLessThanOrEqual(0.5000001 / FIXED)
      }),
    )
  })

  test('adds to the same sum in any order', () => {
    const numbers = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 60 })
    const sum = (xs: number[]) => xs.reduce((total, x) => total + fixed(x), 0)
    fc.assert(fc.property(numbers, xs => sum(xs) === sum([...xs].reverse()) && sum(xs) === sum([...xs].sort())))
  })
})

describe('split', () => {
  test('gives what is left over to the largest remainders, ties to the earlier', () => {
    expect(split(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(split(7, [0.5, 0.3, 0.2])).toEqual([4, 2, 1])
    expect(split(0, [1, 2])).toEqual([0, 0])
    expect(split(5, [0, 1])).toEqual([0, 5])
  })

  test('breaks ties in the order it is told', () => {
    expect(split(10, [1, 1, 1], (i, j) => j - i)).toEqual([3, 3, 4])
    // remainders that fall into one bin are told apart, and many parts need no sorting
    const many = Array.from({ length: 5000 }, (_, i) => 1 + (i % 7))
    const exact = many.map(w => (12_345 * w) / many.reduce((sum, x) => sum + x, 0))
    const order = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b)
    const parts = exact.map(Math.floor)
    const left = 12_345 - parts.reduce((sum, part) => sum + part, 0)
    for (const i of order.slice(0, left)) parts[i]!++
    expect(split(12_345, many)).toEqual(parts)
  })

  const weights = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 40,
    })
    .filter(list => list.some(w => w > 1e-3))

  test('gives away the whole amount, to the fen, and to nobody less than nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 52 }), weights, (amount, list) => {
        const parts = split(amount, list)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
        expect(parts.every(part => Number.isInteger(part) && part >= 0)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('gives nobody a whole unit more or less than its due', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), weights, (amount, list) => {
        const total = list.reduce((sum, w) => sum + w, 0)
        split(amount, list).forEach((part, i) => {
          expect(Math.abs(part - (amount * list[i]!) / total)).toBeLessThan(1.0001)
        })
      }),
    )
  })
})
