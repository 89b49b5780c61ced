/** Incomes passed on: child and parent are ranked on one base. */
import { expect, test } from 'vitest'
import { NO_CELL } from '../../src/metrics/groups.ts'
import { incomePersistence } from '../../src/metrics/measures/distribution/income_persistence.ts'
import { snapshotOf } from '../../src/metrics/snapshot.ts'
import { livedIn } from './city.ts'

const CHILD = 0x80000000
const [measure] = incomePersistence.all

/** Makes every household a child of parents at the rank that `of` gives its own within its registration. */
function passOn(of: (rank: number) => number): ReturnType<typeof livedIn> {
  const simulation = livedIn('tiny', 'passed on', 2)
  const { city, rules } = simulation
  const { households } = city
  const s = snapshotOf(city, rules)
  for (const registered of [0, 1]) {
    const rising = Array.from(s.levels.rows.subarray(0, s.households)).filter(h => (s.cell[h]! & 1) === registered)
    rising.forEach((h, i) => {
      households.idHigh[h] = (households.idHigh[h]! | CHILD) >>> 0
      households.arrived[h] = city.tick
      households.parentRank[h] = Math.floor(255 * of((i + 0.5) / rising.length))
    })
    expect(rising.length).toBeGreaterThan(30)
    expect(rising.every(h => s.cell[h] !== NO_CELL)).toBe(true)
  }
  return simulation
}

test('whose place among the own registration is the parents’ has passed on all of it, whatever the registrations earn', () => {
  const all = passOn(rank => rank)
  expect(measure!.compute(all.city, all.rules)).toBeCloseTo(1, 2)
  const none = passOn(rank => Math.abs(2 * rank - 1))
  expect(Math.abs(measure!.compute(none.city, none.rules)!)).toBeLessThan(0.05)
  const reversed = passOn(rank => 1 - rank)
  expect(measure!.compute(reversed.city, reversed.rules)).toBeCloseTo(-1, 2)
})
