import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gini } from '../../src/metrics/calculators/inequality/gini.ts'
import { palmaRatio } from '../../src/metrics/calculators/inequality/palma-ratio.ts'
import {
  createRanking,
  giniInOrder,
  medianInOrder,
  palmaInOrder,
  quantile,
  rank,
  sortAmounts,
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

test('an order kept from reading to reading is the one made anew, ties by row, whoever comes, goes or changes', () => {
  const rows = 40
  const step = fc.record({
    at: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(9)), { maxLength: 30 }),
    rows: fc.integer({ min: 20, max: rows }),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), steps => {
      const ranking = createRanking(rows)
      const room = sortRoom(rows)
      const values = new Float64Array(rows)
      const exists = new Uint8Array(rows)
      let known = 0
      for (const { at, rows: wanted } of steps) {
        known = Math.max(known, wanted) // rows are never taken away, only emptied
        for (const [h, value] of at) {
          exists[h] = value === 9 ? 0 : 1
          values[h] = value / 2
        }
        rank(ranking, values, exists, known, room)
        const expected = Array.from({ length: known }, (_, h) => h)
          .filter(h => exists[h] === 1)
          .sort((a, b) => values[a]! - values[b]! || a - b)
        expect(Array.from(ranking.rows.subarray(0, ranking.count))).toEqual(expected)
        expect(Array.from(ranking.sorted.subarray(0, ranking.count))).toEqual(expected.map(h => values[h]))
      }
    }),
  )
})

test('amounts that nobody owns are sorted alike', () => {
  const check = (values: number[]): void => {
    const amounts = Float64Array.from([...values, -1])
    sortAmounts(amounts, values.length, new Float64Array(values.length), sortRoom(values.length))
    expect(Array.from(amounts)).toEqual([...values.toSorted((a, b) => a - b), -1])
  }
  const near = fc.double({ min: 0, max: 1, noNaN: true }).map(x => 5000 * (1 + x * 1e-12))
  const far = fc.double({ min: 0, max: 1e12, noNaN: true }).map(x => x + 0)
  fc.assert(fc.property(amounts, check))
  fc.assert(fc.property(fc.array(fc.oneof(near, far, fc.constant(0)), { maxLength: 300 }), check))
  check([1e12, ...Array.from({ length: 300 }, (_, i) => 5000 * (1 + (300 - i) * 1e-12))])
})

test('amounts are sorted to the last bit', () => {
  const near = fc.double({ min: 0, max: 1, noNaN: true }).map(x => 5000 * (1 + x * 1e-12))
  const far = fc.double({ min: 0, max: 1e12, noNaN: true }).map(x => x + 0)
  const check = (values: number[]): void => {
    expect(Array.from(ordered(values).sorted)).toEqual(values.slice().sort((a, b) => a - b))
  }
  fc.assert(fc.property(fc.array(fc.oneof(near, far, fc.constant(0)), { maxLength: 300 }), check))
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
