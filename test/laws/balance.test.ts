import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { createSimulation } from '../../src/simulation.ts'
import { census, contradictions, imbalances } from './audit.ts'
import { anyScenario, cityOf, everyPolicy, scenario } from './scenarios.ts'

/** Runs a city and audits it after every tick. */
function audit(run: ReturnType<typeof cityOf>, ticks: number): void {
  const { city } = run
  const complain = (wrong: string[]): void =>
    expect(wrong, `tick ${city.tick}: ${wrong.slice(0, 10).join('; ')}`).toEqual([])
  complain(contradictions(city))
  let before = census(city)
  for (let n = 0; n < ticks; n++) {
    run.tick()
    const after = census(city)
    complain(imbalances(city, before, after))
    complain(contradictions(city))
    before = after
  }
}

describe('nothing appears or vanishes', () => {
  test('over ten years of the baseline', () => {
    audit(cityOf({ years: 10 }), 120)
  })

  test('over ten years with every policy at its strongest', () => {
    audit(cityOf({ years: 10, policies: everyPolicy({ from: 3 }) }), 120)
  })

  test('whatever the scenario', () => {
    fc.assert(
      fc.property(anyScenario, fc.integer({ min: 1, max: 36 }), (given, ticks) => {
        audit(cityOf(given), ticks)
      }),
      { numRuns: 25 },
    )
  })

  test('in a burn-in as well', () => {
    audit(cityOf(scenario({ burn_in: 0 })), 36)
  })

  test('in a larger city, where farmland and nature are built on', () => {
    const given = scenario({ policies: everyPolicy({ from: 6, over: 3, until: 30 }), burn_in: 12 })
    audit(createSimulation(given, generateCity('small', 'ferry'), { seed: 'luck' }), 36)
  })
})
