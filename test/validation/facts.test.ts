import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Fact, facts, judge, limitFacts, widened } from '../../src/validation/facts.ts'

const fact = (more: Partial<Fact<number | null>> = {}): Fact<number | null> => ({
  id: 'X',
  says: 'a number',
  band: [0.2, 0.4],
  source: 'here',
  value: v => v,
  cause: 'so it is',
  ...more,
})
const verdict = (runs: (number | null)[], widen = 0, more: Partial<Fact<number | null>> = {}) =>
  judge([fact(more)], runs, widen)[0]!

test('no band, however widened, comes to admit the other sign, nothing, or what cannot be', () => {
  for (const fact of [...facts, ...limitFacts]) {
    const { id, band } = fact
    const [low, high] = widened(band, 0.3, fact)
    expect(low <= band[0] && high >= band[1], id).toBe(true)
    if (band[0] > 0) expect(low, id).toBeGreaterThan(0)
    if (band[1] < 0) expect(high, id).toBeLessThan(0)
    if (fact.isShare && band[1] < 1) expect(high, id).toBeLessThan(1)
    if (fact.isFirm) expect([low, high]).toEqual([...band])
  }
  expect(widened([0.6, 0.9], 0.3, { isShare: true }).map(end => Number(end.toFixed(12)))).toEqual([0.48, 0.93])
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (low, share) => {
        expect(widened([low, 2], share)[0]).toBeGreaterThan(0)
        expect(widened([-2, -low], share)[1]).toBeLessThan(0)
      },
    ),
  )
})

test('what history matching judges points by is not held out', () => {
  const path = join(import.meta.dirname, '../../scenarios/parameters/matching.csv')
  const head = readFileSync(path, 'utf8').split('\n')[0]!.split(',')
  const judged = facts.filter(({ id }) => head.includes(id))
  expect(judged.length).toBeGreaterThan(20)
  for (const { id, use } of judged) expect(use, id).toBeDefined()
  for (const { id, use } of facts) if (use === 'matched') expect(head, id).toContain(id)
  expect(facts.filter(({ use }) => use === undefined).length).toBeGreaterThan(5)
})

test('a mean is judged, and beside it stand the cities in the band', () => {
  expect(verdict([0.1, 0.3, 0.35])).toMatchObject({ holds: true, inBand: 2, judged: 3, runs: 3 })
  expect(verdict([0.41, 0.42])).toMatchObject({ holds: false, cause: 'so it is' })
  expect(verdict([0.41, 0.42], 0.3)).toMatchObject({ holds: true })
  expect(verdict([0.3, 0.3, 0.3, 0.5], 0, { seeds: 0.9 })).toMatchObject({ holds: false, inBand: 3 })
})

test('beside a mean stands half of its 95 % interval, and whether an end of the band lies in it', () => {
  expect(verdict([0.3])).toMatchObject({ half: null, isAtEdge: false })
  const { half, isAtEdge } = verdict([0.29, 0.3, 0.31])
  expect(half).toBeCloseTo((4.302653 * 0.01) / Math.sqrt(3), 6)
  expect(isAtEdge).toBe(false)
  expect(verdict([0.38, 0.39, 0.4])).toMatchObject({ holds: true, isAtEdge: true })
  expect(verdict([0.4, 0.41, 0.42])).toMatchObject({ holds: false, isAtEdge: true })
})

test('what can be judged in less than half of the cities was not found', () => {
  expect(verdict([0.3, null])).toMatchObject({ holds: true, judged: 1, runs: 2 })
  expect(verdict([0.3, null, null])).toMatchObject({ holds: false, judged: 1, runs: 3, cause: 'so it is' })
  expect(verdict([null])).toMatchObject({ holds: false, value: null })
  expect(verdict([])).toMatchObject({ holds: false, value: null })
})
