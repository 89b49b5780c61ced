import { expect, test } from 'vitest'
import { bits, unit } from '../../src/lib/random.ts'
import { latinHypercube } from '../../src/results/sensitivity/index.ts'
import { emulate } from '../../src/validation/emulator.ts'
import { matchHistory, nextPoints } from '../../src/validation/matching.ts'

const yearly = (vacancy: number) => Array.from({ length: 21 }, () => ({ vacancy_rate: vacancy, income_gini: 0.45 }))
const noise = (i: number): number => unit(bits(7, 0, i)) - 0.5

test('history matching rules out points whose runs miss a fact, and tells which', () => {
  const { points, facts, unjudged, threshold } = matchHistory([
    { row: 0, yearly: yearly(0.07) },
    { row: 1, yearly: yearly(0.4) },
  ])
  expect(points).toMatchObject([
    { row: 0, runs: 1, missed: [] },
    { row: 1, runs: 1, missed: ['C2', 'C2-early', 'C2-late'] },
  ])
  expect(facts.find(({ id }) => id === 'C6')).toMatchObject({ inside: 1, luck: 0 })
  expect(facts.find(({ id }) => id === 'C2')).toMatchObject({ inside: 0.5, luck: 0 })
  expect(unjudged).toContain('C15')
  expect(threshold).toBeCloseTo(1.96 * 1.4, 12)
})

test('without luck a point is ruled out just beyond the widened band', () => {
  const judged = (vacancy: number) => matchHistory([{ row: 0, yearly: yearly(vacancy) }], 0.2).points[0]!.missed
  const [low, high] = matchHistory([{ row: 0, yearly: yearly(0.07) }], 0.2).facts.find(({ id }) => id === 'C2')!.band
  expect([low, high]).toEqual([expect.closeTo(0.028, 12), expect.closeTo(0.112, 12)])
  expect(judged(low + 1e-9)).toEqual([])
  expect(judged(low - 1e-9)).toContain('C2')
  expect(judged(high - 1e-9)).toEqual([])
  expect(judged(high + 1e-9)).toContain('C2')
})

test('luck rules no point out: it is pooled over points, and more runs of a point narrow it', () => {
  const steady = [0.05, 0.09].map(v => ({ row: 1, yearly: yearly(v) }))
  const { facts, points } = matchHistory([
    ...steady,
    { row: 0, yearly: yearly(0.115) },
    ...Array.from({ length: 8 }, () => ({ row: 2, yearly: yearly(0.115) })),
  ])
  // eight freedoms, of which one is that of 0.05 and 0.09
  expect(facts.find(({ id }) => id === 'C2')!.luck).toBeCloseTo(Math.sqrt(0.0008 / 8), 12)
  expect(points.map(({ missed }) => missed.includes('C2'))).toEqual([false, false, true])
  expect(points[1]!.values.C2).toBeCloseTo(0.07, 12)
})

test('an emulator finds a plane and a bend, and knows how far it errs', () => {
  const points = latinHypercube(80, 3, 'a')
  const plane = emulate(
    points,
    points.map(([x, y]) => 2 + 3 * x! - y!),
  )!
  expect(plane.predict([0.25, 0.5, 0.9])).toBeCloseTo(2.25, 9)
  expect(plane.error).toBeLessThan(1e-18)
  const bent = points.map(([x]) => (x! - 0.5) ** 2)
  expect(emulate(points, bent)!.error).toBeLessThan(1e-18)
  const noisy = emulate(
    points,
    bent.map((v, i) => v + noise(i)),
  )!
  // the variance of the noise, and a little for what the fit takes of it
  expect(noisy.error / (1 / 12)).toBeGreaterThan(0.8)
  expect(noisy.error / (1 / 12)).toBeLessThan(1.5)
})

test('an emulator wants two points a term, and terms that the points span', () => {
  expect(emulate([], [])).toBeNull()
  expect(emulate([[0.1], [0.5], [0.9]], [1, 2, 3])).toBeNull()
  expect(
    emulate(
      Array.from({ length: 20 }, () => [0.5]),
      Array.from({ length: 20 }, (_, i) => i),
    ),
  ).toBeNull()
})

test('the next wave is drawn where emulated facts lie in their bands', () => {
  const places = latinHypercube(60, 2, 'b')
  // vacancy goes from 0 to 0.2 along the first parameter: within 0.028 … 0.112 between 0.14 and 0.56
  const runs = places.map(([x], row) => ({ row, yearly: yearly(0.2 * x!) }))
  const next = nextPoints(matchHistory(runs), places, 0, 50, 'c')
  expect(next.points).toHaveLength(50)
  for (const [x] of next.points) expect(x! > 0.13 && x! < 0.57, String(x)).toBe(true)
  expect(next.left).toBeCloseTo(0.42, 2)
  expect(next.foretold.C2).toBeCloseTo(1, 9)
  expect(nextPoints(matchHistory(runs), places, 0, 50, 'c')).toEqual(next)
  // C2, C2-early and C2-late together: a point that may miss three goes anywhere
  expect(nextPoints(matchHistory(runs), places, 3, 50, 'c').left).toBe(1)
})
