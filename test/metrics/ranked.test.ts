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
  sortRoom,
  weightedQuantile,
} from '../../src/metrics/ranked.ts'

const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 200 })

const ordered = (values: number[]): { rows: Int32Array; sorted: Float64Array } => {
  const rows = Int32Array.from(values, (_, i) => i)
  const sorted = new Float64Array(values.length)
  sortRising(Float64Array.from(values), rows, values.length, sorted, sortRoom(values.length))
  return { rows, sorted }
}

const close = (a: number | null, b: number | null): void => {
  if (a === null || b === null) expect(a).toBe(b)
  else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)))
}

test('counting passes sort like a comparing sort, to the last bit and ties as they stood', () => {
  const check = (values: number[]): void => {
    const { rows, sorted } = ordered(values)
    const expected = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
    expect(Array.from(rows)).toEqual(expected)
    expect(Array.from(sorted)).toEqual(expected.map(i => values[i]))
  }
  fc.assert(fc.property(amounts, check))
  const near = fc.double({ min: 0, max: 1, noNaN: true }).map(x => 5000 * (1 + x * 1e-12))
  const far = fc.double({ min: 0, max: 1e12, noNaN: true }).map(x => x + 0)
  fc.assert(fc.property(fc.array(fc.oneof(near, far, fc.constant(0)), { maxLength: 300 }), check))
  // many that only their last bits tell apart, beside one far away: too many moves for the last step
  check([1e12, ...Array.from({ length: 300 }, (_, i) => 5000 * (1 + (300 - i) * 1e-12))])
})

test('inequality read in order is what the calculators say', () => {
  fc.assert(
    fc.property(amounts, values => {
      close(giniInOrder(ordered(values).sorted, values.length), gini(values))
      close(palmaInOrder(ordered(values).sorted, values.length), palmaRatio(values))
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
        medianInOrder(ordered(values).sorted, values.length),
        quantile(Float64Array.from(values), values.length, 0.5),
      )
    }),
  )
})

test('quantiles of nothing are undefined', () => {
  expect(quantile(new Float64Array(4), 0, 0.5)).toBe(null)
  expect(medianInOrder(new Float64Array(0), 0)).toBe(null)
  expect(weightedQuantile([1], [0], 0.5)).toBe(null)
})

test('a weighted quantile stops where the weight is reached', () => {
  expect(weightedQuantile([5, 1, 9], [1, 1, 2], 0.5)).toBe(5)
  expect(weightedQuantile([5, 1, 9], [1, 1, 2], 0.51)).toBe(9)
})
