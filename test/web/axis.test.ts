import { expect, test } from 'vitest'
import { axisOf, roundUp } from '../../web/src/headlines.ts'

const measure = { unit: 'yuan', axis: undefined }

test('an axis holds every value, whichever of the two futures comes first', () => {
  for (const [baseline, all] of [
    [[], [3, 5]],
    [[null], [3, null, 5]],
    [
      [3, 4],
      [3, 4, 50],
    ],
    [[0], [0, 0]],
    [
      [-2, 1],
      [-2, 1, -700],
    ],
    [[1e-7], [1e-7, 2e-7]],
    [[1], [1, Number.POSITIVE_INFINITY, Number.NaN]],
  ] as const) {
    const [from, to] = axisOf(measure, baseline, all)
    expect(from).toBeLessThan(to)
    for (const v of all) {
      if (v === null || !Number.isFinite(v)) continue
      expect(v).toBeGreaterThanOrEqual(from)
      expect(v).toBeLessThanOrEqual(to)
    }
  }
})

test('an axis without any value is the one declared, or from 0 to 1', () => {
  expect(axisOf(measure, [], [])).toEqual([0, 1])
  expect(axisOf({ unit: 'share', axis: [0, 0.6] }, [null], [null])).toEqual([0, 0.6])
})

test('steps are 1, 2 or 5 of a power of ten, and 1 for what has no size', () => {
  expect([0.3, 2.1, 7, 1000, 0, Number.POSITIVE_INFINITY, Number.NaN].map(roundUp)).toEqual([0.5, 5, 10, 1000, 1, 1, 1])
})
