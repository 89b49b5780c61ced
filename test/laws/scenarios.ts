/** Scenarios to test the laws on: the baseline, and arbitrary ones that fast-check draws and shrinks. */
import fc from 'fast-check'
import { generateCity } from '../../src/city/generate.ts'
import type { Lever } from '../../src/city/levers.ts'
import { defaultParameters, type Parameters, parameterDeclarations } from '../../src/city/parameters.ts'
import type { Plan } from '../../src/city/plan.ts'
import { type Declaration, type Declarations, isDeclaration } from '../../src/lib/declare.ts'
import { measureNames } from '../../src/metrics/index.ts'
import { policies } from '../../src/policies/index.ts'
import type { PolicyUse, SettingValue } from '../../src/policies/policy.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from './plain.ts'

export { everyPolicy, scenario, use } from './plain.ts'

const plans = new Map<string, Plan>()

/** The plan of a tiny city, drawn once a seed. */
export function tinyPlan(seed = 'harbour'): Plan {
  let plan = plans.get(seed)
  if (!plan) plans.set(seed, (plan = generateCity('tiny', seed)))
  return plan
}

/** A tiny city, settled and burnt in. */
export const cityOf = (given: Partial<Scenario> = {}, seed = 'luck', watch?: (process: string) => void): Simulation => {
  const stated = scenario(given)
  const place = 'seed' in stated.city ? stated.city.seed : 'harbour'
  return createSimulation(stated, tinyPlan(place), { seed, ...(watch ? { watch } : {}) })
}

/** Counts and months are whole numbers. */
const isWhole = ({ unit, value }: Declaration): boolean =>
  (unit === 'count' || unit === 'months') && typeof value === 'number' && Number.isInteger(value)

const finite = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.min(min, max), max: Math.max(min, max), noNaN: true })

/** A value within a third of the default, and within its range. */
function arbitraryValue(declaration: Declaration): fc.Arbitrary<unknown> {
  const [low, high] = declaration.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const near = (value: number): fc.Arbitrary<number> => {
    const [a, b] = [Math.max(low, value - Math.abs(value) / 3), Math.min(high, value + Math.abs(value) / 3)]
    return isWhole(declaration) ? fc.integer({ min: Math.ceil(a), max: Math.floor(b) }) : finite(a, b)
  }
  const { value } = declaration
  return Array.isArray(value) ? fc.tuple(...value.map(near)) : near(value as number)
}

type Path = readonly string[]
const entries = (tree: Declarations, path: Path = []): [Path, Declaration][] =>
  Object.entries(tree).flatMap(([name, entry]): [Path, Declaration][] =>
    isDeclaration(entry) ? [[[...path, name], entry]] : entries(entry, [...path, name]),
  )

function withValue(parameters: Parameters, path: Path, value: unknown): Parameters {
  let at = parameters as unknown as Record<string, unknown>
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>
  at[path[path.length - 1]!] = value
  return parameters
}

/** Parameters of which up to a dozen differ from their defaults. */
export const anyParameters: fc.Arbitrary<Parameters> = fc
  .array(
    fc
      .constantFrom(...entries(parameterDeclarations))
      .chain(([path, declaration]) => fc.tuple(fc.constant(path), arbitraryValue(declaration))),
    { maxLength: 12 },
  )
  .map(changes =>
    changes.reduce((parameters, [path, value]) => withValue(parameters, path, value), defaultParameters()),
  )

const anySetting = (lever: Lever): fc.Arbitrary<SettingValue> => {
  if (lever.kind === 'choice') return fc.constantFrom(...lever.options)
  const number: fc.Arbitrary<SettingValue> =
    lever.kind === 'integer' ? fc.integer({ min: lever.min, max: lever.max }) : finite(lever.min, lever.max)
  return lever.rest === null ? fc.oneof(number, fc.constant(null)) : number
}

/** Conditions that hold early, late, now and then. */
const conditions = [
  'tick >= 6',
  'year == 2',
  'tick < 4 or tick > 9',
  'vacancy_rate < 0.065',
  'mean(vacancy_rate, 6) < 0.065 or rent_burden_p80 > 0.4',
].filter(text => (text.match(/[a-z]+_[a-z_0-9]+/g) ?? []).every(name => measureNames.includes(name)))

/** Some policies of the registry with any settings, beginning and ending within two years. */
export const anyPolicies: fc.Arbitrary<PolicyUse[]> = fc.array(
  fc.constantFrom(...policies).chain(policy =>
    fc.record({
      policy: fc.constant(policy.name),
      settings: fc.record(
        Object.fromEntries(Object.entries(policy.settings).map(([name, lever]) => [name, anySetting(lever)])),
        { requiredKeys: [] },
      ) as fc.Arbitrary<PolicyUse['settings']>,
      from: fc.integer({ min: 0, max: 18 }),
      until: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 30 })),
      over: fc.constantFrom(0, 0, 3, 12),
      when: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...conditions) },
      ),
    }),
  ),
  { maxLength: 5 },
)

/** Any scenario on a tiny city of one of three places, with a short burn-in. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    parameters: anyParameters,
    policies: anyPolicies,
    place: fc.constantFrom('harbour', 'mill', 'ferry'),
    burn_in: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ place, ...given }) => scenario({ ...given, city: { preset: 'tiny', seed: place } }))
