import { expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { givenWords } from '../../src/cli/validation-page.ts'
import {
  differencesOf,
  type Ground,
  groundsOf,
  judgeMechanisms,
  type Mechanism,
  type MechanismRun,
  mechanisms,
  runMechanisms,
  scenariosOf,
  ticksOf,
} from '../../src/validation/mechanisms.ts'
import { scenario } from '../laws/plain.ts'

const hearings = { hearings: { required: 1 } }
const choice = { scheme_choice: { options: 4 } }
const mechanism = (id: string, more: Partial<Mechanism>): Mechanism => ({
  id,
  says: id,
  policies: {},
  claims: [{ measure: 'trust_mean', sign: 1 }],
  source: 'here',
  ...more,
})

test('what is given both sides of the pair have, from the same month, and the placebo stands beside it', () => {
  const [plain, beside] = groundsOf([
    mechanism('hearings', { policies: hearings }),
    mechanism('choice', { given: hearings, policies: choice }),
    mechanism('both', { policies: { ...hearings, ...choice } }),
  ])
  expect(plain!.mechanisms.map(({ id }) => id)).toEqual(['hearings', 'both'])
  const run = (ground: Ground): MechanismRun =>
    runMechanisms(
      scenario({ burn_in: 0 }),
      ground,
      generateCity('tiny', '3'),
      '3',
      ['trust_mean', 'mobility_rate'],
      () => {},
    )
  const [alone, given] = [run(plain!), run(beside!)]
  expect(given.baseline).toEqual(alone.arms.hearings)
  expect(given.arms).toEqual({ choice: alone.arms.both })
  expect(given.placebo).not.toEqual(alone.placebo)
  expect(given.placebo).not.toEqual(given.baseline)
})

test('a mechanism that needs more years stands beside a baseline of as many', () => {
  const list = groundsOf([mechanism('soon', {}), mechanism('late', { years: 10 }), mechanism('too', { years: 5 })])
  expect(list.map(({ mechanisms }) => mechanisms.map(({ id }) => id))).toEqual([['soon', 'too'], ['late']])
  expect(list.map(ticksOf)).toEqual([24 + 60, 24 + 120])
})

test('a claim is judged beside its own baseline and placebo', () => {
  const id = mechanisms.find(({ given }) => given !== undefined)!.id
  const { measure, sign } = mechanisms.find(m => m.id === id)!.claims[0]!
  const values = (value: number): Record<string, number> => ({ [measure]: value })
  const runs = [0, 1, 2, 3].flatMap((n): MechanismRun[] => [
    { seed: String(n), baseline: values(90), placebo: values(190), arms: {} },
    {
      seed: String(n),
      baseline: values(10 + n),
      placebo: values(10 + n),
      arms: { [id]: values(10 + n + sign) },
    },
  ])
  expect(judgeMechanisms(runs).find(m => m.id === id)).toMatchObject({
    baseline: 11.5,
    difference: sign,
    placebo_band: [-0, 0],
    holds: true,
  })
})

test('what is tried takes the place of what is given under the same name', () => {
  const [ground] = groundsOf([
    mechanism('need', {
      given: { participatory_budget: { share: 0.5, need_weight: 0 } },
      policies: { participatory_budget: { share: 0.5, need_weight: 1 } },
      years: 8,
    }),
  ])
  const { baseline, scenarios } = scenariosOf(scenario(), ground!)
  const settings = (one: typeof baseline): unknown[] => one.policies.map(({ settings }) => settings)
  expect(settings(baseline)).toEqual([{ share: 0.5, need_weight: 0 }])
  expect(settings(scenarios[0]!)).toEqual([{ share: 0.5, need_weight: 1 }])
  expect(ticksOf(ground!)).toBe(24 + 96)
})

test('a claim for each of something is judged as a ratio', () => {
  const arms = { 'M-beauty': { confiscations: 42, informal_survival: 0.7 } }
  const baseline = { confiscations: 49, informal_survival: 1 }
  const run: MechanismRun = { seed: '1', baseline, placebo: baseline, arms }
  const watched = { measure: 'confiscations', per: 'informal_survival' }
  expect(differencesOf([run], 'M-beauty', watched)[0]).toBeCloseTo(60 - 49, 9)
  const none = { ...run, arms: { 'M-beauty': { confiscations: 1, informal_survival: 0 } } }
  expect(differencesOf([none], 'M-beauty', watched)).toEqual([null])
})

test('what is given is said in words', () => {
  expect(givenWords({})).toBe('')
  expect(givenWords({ hearings: { required: 1 }, profit_cap: { max_margin: null } })).toBe(
    " (given “Ask before building”: required 1; “Cap developers' profit”: max_margin off)",
  )
})
