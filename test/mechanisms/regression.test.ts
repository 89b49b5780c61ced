import { expect, test } from 'vitest'
import { bits, normal, unit } from '../../src/lib/random.ts'
import { leastSquares } from '../../src/validation/regression.ts'

test('a plane is found again exactly', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [unit(bits(1, i, 0)), 10 * unit(bits(1, i, 1)), i % 2])
  const [constant, a, b, c] = leastSquares(
    rows,
    rows.map(([x, y, z]) => 3 - 2 * x! + 0.5 * y! + 7 * z!),
  )!
  expect(constant).toBeCloseTo(3, 9)
  expect(a).toBeCloseTo(-2, 9)
  expect(b).toBeCloseTo(0.5, 9)
  expect(c).toBeCloseTo(7, 9)
})

test('Anscombe’s first quartet has intercept 3.0 and slope 0.5', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const [constant, slope] = leastSquares(
    x.map(v => [v]),
    y,
  )!
  expect(constant).toBeCloseTo(3.0000909, 6)
  expect(slope).toBeCloseTo(0.5000909, 6)
})

test('residuals are orthogonal to every regressor', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [normal(bits(2, i, 0)), normal(bits(2, i, 1))])
  const y = rows.map(([a], i) => a! + normal(bits(2, i, 2)))
  const [constant, b, c] = leastSquares(rows, y)!
  const residual = rows.map(([u, v], i) => y[i]! - constant! - b! * u! - c! * v!)
  for (const column of [() => 1, (i: number) => rows[i]![0]!, (i: number) => rows[i]![1]!])
    expect(residual.reduce((sum, r, i) => sum + r * column(i), 0)).toBeCloseTo(0, 8)
})

test('regressors that say the same have no answer', () => {
  expect(
    leastSquares(
      [
        [1, 2],
        [2, 4],
        [3, 6],
        [4, 8],
      ],
      [1, 2, 3, 4],
    ),
  ).toBeNull()
})
