import { describe, expect, test } from 'vitest'
import { policies } from '../../src/policies/index.ts'
import type { Policy, PolicyUse, SettingValues } from '../../src/policies/policy.ts'
import { branch } from '../../src/simulation.ts'
import { cityOf, everyPolicy, scenario, use } from './scenarios.ts'

const TICKS = 27
const root = cityOf()
const parameters = scenario().parameters

/** Hashes after each month of a run that goes on from the end of burn-in. */
function hashes(uses: PolicyUse[]): string[] {
  const run = branch(root, scenario({ parameters, policies: uses }))
  return Array.from({ length: TICKS }, () => {
    run.tick()
    return run.hash()
  })
}

const baseline = hashes([])
const atRest = (policy: Policy): SettingValues =>
  Object.fromEntries(Object.entries(policy.settings).map(([name, lever]) => [name, lever.rest]))
const strong = new Map(everyPolicy().map(one => [one.policy, one.settings]))

test('a branch goes on as the run it left', () => {
  const run = cityOf()
  run.run(TICKS)
  expect(run.hash()).toBe(baseline[TICKS - 1])
})

describe('a policy that does nothing changes nothing', () => {
  test.each(policies.map(policy => [policy.name, policy] as const))('%s', (name, policy) => {
    const settings = strong.get(name)!
    const idle: Record<string, PolicyUse> = {
      'with nothing stated': use(name, {}),
      'with settings at rest': use(name, atRest(policy)),
      'with settings at rest, phased in': use(name, atRest(policy), { over: 12 }),
      'before its start': use(name, settings, { from: TICKS }),
      'when it ends as it starts': use(name, settings, { from: 3, until: 3 }),
      'when its condition never holds': use(name, settings, { when: 'tick < 0' }),
      'when its condition never holds for three months': use(name, settings, {
        when: 'tick == 2 or tick == 3 or tick == 5',
      }),
    }
    for (const [words, one] of Object.entries(idle)) expect(hashes([one]), words).toEqual(baseline)
  })

  test('while the same policies at work do change the city', () => {
    expect(hashes(everyPolicy())).not.toEqual(baseline)
  })
})
