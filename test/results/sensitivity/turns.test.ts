import { expect, test } from 'vitest'
import { bits, normal, seedWord } from '../../../src/lib/random.ts'
import { latinHypercube, placebosByThirds, turningBox, turnsOf } from '../../../src/results/sensitivity/index.ts'

const key = seedWord('turns')
const luck = (i: number, k = 0): number => normal(bits(key, k, i))
const points = latinHypercube(100, 10, 'turns')

test('worlds count as moved beyond what placebos make, by Student’s t with as many degrees as placebos', () => {
  // two placebos of 1: t of two degrees is 4.303, where the normal’s is 1.96
  expect(turnsOf([5, 4, -4, -5], [1, -1])).toEqual({
    placebo: expect.closeTo(4.3027, 4),
    worlds: 4,
    asMeant: 1,
    opposite: 1,
  })
  expect(turnsOf([5, -5], [1])).toEqual({ placebo: null, worlds: 2, asMeant: 0, opposite: 0 })
  // of luck alone 5 % are moved, however few placebos there were
  for (const n of [2, 5, 40]) {
    let moved = 0
    for (let trial = 0; trial < 2000; trial++) {
      const { asMeant, opposite } = turnsOf(
        [luck(trial, 1)],
        Array.from({ length: n }, (_, i) => luck(trial * 40 + i, 2)),
      )
      moved += asMeant + opposite
    }
    expect(moved / 2000).toBeGreaterThan(0.035)
    expect(moved / 2000).toBeLessThan(0.065)
  }
})

test('a box in which a policy turns round is found, and no order of the worlds has one as good', () => {
  const box = turningBox(
    points,
    points.map(at => at[3]! > 0.75),
  )!
  expect(box.limits.map(({ factor }) => factor)).toContain(3)
  expect(box.pSearch).toBe(1 / 200)
  expect(box.coverage).toBeGreaterThan(0.9)
})

test('among marks dealt at random a box is found nearly always, and its chance is told', () => {
  const studies = 40
  let [found, told] = [0, 0]
  for (let s = 0; s < studies; s++) {
    const marks = points.map((_, i) => bits(key, 10 + s, i) % 6 === 0)
    const box = turningBox(points, marks, String(s))
    if (box) found++
    if (box && box.pSearch < 0.05) told++
  }
  expect(found).toBeGreaterThan(studies * 0.9)
  expect(told / studies).toBeLessThan(0.15)
})

test('no box is looked for where three worlds turn round, and equal seeds give equal chances', () => {
  const marks = (n: number) => points.map((_, i) => i < n)
  expect(turningBox(points, marks(3))).toBeNull()
  expect(turningBox(points, marks(4), 'a')).toEqual(turningBox(points, marks(4), 'a'))
  expect(turningBox(points, marks(100))).toBeNull()
})

test('placebos that are wider in a third of a parameter are found there; even ones are as luck has them', () => {
  const made = (wide: number) => points.map((at, i) => [0, 1].map(k => luck(i, 20 + k) * (at[6]! > 2 / 3 ? wide : 1)))
  const half = 1.96
  const uneven = placebosByThirds(points, made(3), half)!
  expect(uneven.largest).toMatchObject({ factor: 6, third: 'upper' })
  expect(uneven.largest.share).toBeGreaterThan(0.3)
  expect(uneven.largest.share).toBeGreaterThan(uneven.luck)
  const even = placebosByThirds(points, made(1), half)!
  expect(even.least.share).toBeLessThanOrEqual(0.05)
  expect(even.largest.share).toBeGreaterThanOrEqual(0.03)
  expect(even.largest.share).toBeLessThanOrEqual(even.luck + 0.03)
  expect(placebosByThirds(points.slice(0, 2), made(1).slice(0, 2), half)).toBeNull()
})
