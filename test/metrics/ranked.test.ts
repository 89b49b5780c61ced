import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gini } from '../../src/metrics/calculators/inequality/gini.ts'
import { palmaRatio } from '../../src/metrics/calculators/inequality/palma-ratio.ts'
import {
  giniInOrder,
  medianInOrder,
  palmaInOrder,
  quantile,
  sortRising,
  weightedQuantile,
} from '../../src/metrics/ranked.ts'

const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 200 })

const ordered = (values: number[]): Int32Array => {
  const order = Int32Array.from(values, (_, i) => i)
  sortRising(values, order, values.length, new Int32Array(values.length), new Float32Array(values.length))
  return order
}

const close = (a: number | null, b: number | null): void => {
  if (a === null || b === null) expect(a).toBe(b)
  else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)))
}

test('counting passes sort like a comparing sort', () => {
  fc.assert(
    fc.property(amounts, values => {
      expect(Array.from(ordered(values), i => values[i])).toEqual(values.slice().sort((a, b) => a - b))
    }),
  )
})

test('inequality read in order is what the calculators say', () => {
  fc.assert(
    fc.property(amounts, values => {
      close(giniInOrder(values, ordered(values), values.length), gini(values))
      close(palmaInOrder(values, ordered(values), values.length), palmaRatio(values))
    }),
  )
})

test('a quantile is the one of the sorted list', () => {
  fc.assert(
    fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
      const sorted = values.slice().sort((a, b) => a - b)
      const at = p * (values.length - 1)
      const k = Math.floor(at)
      const expected = sorted[k]! + (at - k) * ((sorted[k + 1] ?? sorted[k]!) - sorted[k]!)
      close(quantile(Float64Array.from(values), values.length, p), expected)
      close(
        medianInOrder(values, ordered(values), values.length),
        quantile(Float64Array.from(values), values.length, 0.5),
      )
    }),
  )
})

test('quantiles of nothing are undefined', () => {
  expect(quantile(new Float64Array(4), 0, 0.5)).toBe(null)
  expect(medianInOrder([], new Int32Array(0), 0)).toBe(null)
  expect(weightedQuantile([1], [0], 0.5)).toBe(null)
})

test('a weighted quantile stops where the weight is reached', () => {
  expect(weightedQuantile([5, 1, 9], [1, 1, 2], 0.5)).toBe(5)
  expect(weightedQuantile([5, 1, 9], [1, 1, 2], 0.51)).toBe(9)
})
