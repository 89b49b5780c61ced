import { expect, test } from 'vitest'
import { latinHypercube } from '../../src/results/sensitivity/index.ts'
import { type MechanismRun, mechanisms } from '../../src/validation/mechanisms.ts'
import { judgeWorlds } from '../../src/validation/worlds.ts'

const { id, claims } = mechanisms.find(({ claims }) => claims[0]?.sign === -1)!
const { measure } = claims[0]!
const places = latinHypercube(40, 5, 'worlds')

/** A mechanism that lowers its measure, but where the second parameter is large raises it; chaos is 0.1 or less. */
const turning = (from: number): MechanismRun[] =>
  places.map((at, i) => ({
    seed: String(i + 1),
    baseline: { [measure]: 10 },
    placebo: { [measure]: 10 + 0.1 * Math.cos(i) },
    arms: { [id]: { [measure]: at[1]! > from ? 11 : at[1]! > from - 0.1 ? 10.01 : 9 } },
  }))

const judged = (runs: MechanismRun[]) => judgeWorlds(runs).find(v => v.id === id && v.measure === measure)!

test('a claim is counted as it moves, beyond what one rent of 1 % more makes', () => {
  const { worlds, asMeant, opposite, placebo } = judged(turning(0.7))
  expect(worlds).toBe(40)
  expect(opposite).toBe(places.filter(at => at[1]! > 0.7).length)
  expect(asMeant).toBe(places.filter(at => at[1]! <= 0.6).length)
  expect(placebo).toBeGreaterThan(0.1)
  expect(placebo).toBeLessThan(0.2)
})

test('what is not known is no world', () => {
  const runs = turning(0.7)
  runs[0] = { ...runs[0]!, baseline: { [measure]: null } }
  expect(judged(runs).worlds).toBe(39)
})
