/** Steering by targets: it closes a gap, overshoots where it is hasty and the city slow, and keeps no promise it cannot. */
import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { leversAtRest } from '../../src/city/levers.ts'
import { type Steered, startSteering, steer, type Target } from '../../src/policies/steering.ts'
import { createSimulation, restoreSimulation } from '../../src/simulation.ts'
import { scenario, use } from '../laws/plain.ts'

const LAG = 24
const target: Target = {
  indicator: 'rent_burden_low',
  goal: 0.25,
  policy: 'public_housing',
  setting: 'share',
  sign: -1,
  scale: 0.1,
}

/** A burden that follows the share of public homes as long after as they take to build. @returns burden by month */
function steered(gain: number, every: number, months = 480): number[] {
  const memory = startSteering([target])
  const shares: number[] = []
  const burdens: number[] = []
  for (let month = 0; month < months; month++) {
    const burden = 0.45 - (shares[month - LAG] ?? 0)
    burdens.push(burden)
    const levers = leversAtRest()
    steer([target], memory, levers, { gain, every }, month, () => burden)
    shares.push(levers.public_housing.share)
  }
  return burdens
}

/** Turns from one side of the goal to the other, by more than a tenth of the scale. */
function turns(burdens: number[]): number {
  let side = 0
  let count = 0
  for (const burden of burdens) {
    const error = burden - target.goal
    if (Math.abs(error) < 0.01) continue
    if (side !== 0 && Math.sign(error) !== side) count++
    side = Math.sign(error)
  }
  return count
}

describe('feedback', () => {
  test('with patience reaches its goal and does not swing', () => {
    const burdens = steered(0.2, 12)
    expect(burdens.at(-1)).toBeCloseTo(target.goal, 2)
    expect(turns(burdens)).toBe(0)
  })

  test('hard and hasty, in a city that builds for two years, swings from side to side for ever', () => {
    const burdens = steered(0.9, 3)
    expect(turns(burdens)).toBeGreaterThanOrEqual(4)
    const late = burdens.slice(-120)
    expect(Math.max(...late) - Math.min(...late)).toBeGreaterThan(0.1)
  })

  test('with a period of six years, where model §8.2 T15 claims two to four', () => {
    const years = 400
    const period = (2 * years) / turns(steered(0.9, 3, 12 * years))
    expect(period).toBeGreaterThan(6)
    expect(period).toBeLessThan(6.5)
  })

  test('stays inside the range of its lever, and moves nothing that is off', () => {
    const memory = startSteering([target])
    for (let month = 0; month < 600; month++) {
      const levers = leversAtRest()
      steer([target], memory, levers, { gain: 1, every: 3 }, month, () => 0.9)
      expect(levers.public_housing.share).toBeLessThanOrEqual(0.5)
    }
    const off: Target = { ...target, policy: 'profit_cap', setting: 'max_margin' }
    const levers = leversAtRest()
    steer([off], startSteering([off]), levers, { gain: 1, every: 3 }, 3, () => 0.9)
    expect(levers.profit_cap.max_margin).toBeNull()
  })

  test('breaks a promise once for each year its goal is missed by more than the scale, and never once it is near', () => {
    const count = (burden: number): number => {
      const memory: Steered[] = startSteering([target])
      let broken = 0
      for (let month = 0; month < 36; month++)
        broken += steer([target], memory, leversAtRest(), { gain: 0.3, every: 12 }, month, () => burden)
      return broken
    }
    expect(count(0.5)).toBe(3)
    expect(count(0.3)).toBe(0)
  })

  test('moves the lever of a running city, survives saving, and with gain 0 changes no bit', () => {
    const plan = generateCity('tiny', 'harbour')
    const run = (gain: number, ticks: number) => {
      const policies = [{ ...use('feedback', { gain, every: 3 }), targets: [target] }]
      const simulation = createSimulation(scenario({ burn_in: 12, policies }), plan, { seed: 'steered' })
      simulation.run(ticks)
      return simulation
    }
    const through = run(0.9, 12)
    expect(through.rules.levers.public_housing.share).toBeGreaterThan(0)
    const again = restoreSimulation(run(0.9, 7).save(), plan)
    again.run(5)
    expect(again.hash()).toBe(through.hash())
    const plain = createSimulation(scenario({ burn_in: 12 }), plan, { seed: 'steered' })
    plain.run(12)
    expect(run(0, 12).hash()).toBe(plain.hash())
  })
})
