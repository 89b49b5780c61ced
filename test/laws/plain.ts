/** Scenarios without chance, for every place where the engine must run: nothing here needs more than the engine itself. */
import { generateCity } from '../../src/city/generate.ts'
import type { Lever } from '../../src/city/levers.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import { policies } from '../../src/policies/index.ts'
import type { PolicyUse, SettingValue } from '../../src/policies/policy.ts'
import { MODEL_VERSION, type Scenario } from '../../src/scenario/scenario.ts'
import { createSimulation } from '../../src/simulation.ts'

/** A scenario on a tiny city; what is not given is at rest. */
export const scenario = (given: Partial<Scenario> = {}): Scenario => ({
  name: 'law',
  model_version: MODEL_VERSION,
  title: { en: 'A law', zh: '定律' },
  question: null,
  prompt: null,
  city: { preset: 'tiny', seed: 'harbour' },
  years: 5,
  burn_in: 36,
  parameters: defaultParameters(),
  policies: [],
  measures: [],
  watch: [],
  ...given,
})

/** One use of a policy, in force from tick 0 unless said otherwise. */
export const use = (policy: string, settings: PolicyUse['settings'], given: Partial<PolicyUse> = {}): PolicyUse => ({
  policy,
  settings,
  from: 0,
  until: null,
  over: 0,
  when: null,
  ...given,
})

/** Settings of every policy at their strongest legal values that differ from rest: what a stress run switches on. */
export const everyPolicy = (given: Partial<PolicyUse> = {}): PolicyUse[] =>
  policies.map(policy =>
    use(
      policy.name,
      Object.fromEntries(Object.entries(policy.settings).map(([name, lever]) => [name, strong(lever)])),
      given,
    ),
  )

function strong(lever: Lever): SettingValue {
  if (lever.kind === 'choice') return lever.options.find(option => option !== lever.rest) ?? lever.rest
  if (lever.rest === null) return lever.min + 0.25 * (lever.max - lever.min)
  return lever.rest === lever.max ? lever.min : lever.max
}

/** A trial that any engine can be put to: hashes of a tiny city with every policy on, one a tick, the first at tick 0. */
export function trial(burn_in: number, ticks: number): string[] {
  const policies = everyPolicy({ from: 1, over: 3 }).map(
    (one, i): PolicyUse => (i % 2 === 0 ? one : { ...one, when: 'tick >= 1 and 2 ^ 0.5 < 1.5' }),
  )
  const run = createSimulation(scenario({ burn_in, policies }), generateCity('tiny', 'harbour'), { seed: 'trial' })
  const hashes = [run.hash()]
  for (let n = 0; n < ticks; n++) {
    run.tick()
    hashes.push(run.hash())
  }
  return hashes
}
