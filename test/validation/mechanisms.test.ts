import { expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { givenWords } from '../../src/cli/validation-page.ts'
import {
  type Ground,
  groundsOf,
  judgeMechanisms,
  type Mechanism,
  type MechanismRun,
  mechanisms,
  runMechanisms,
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

test('nothing is tried that is given already', () => {
  for (const { id, policies, given = {} } of mechanisms)
    for (const name of Object.keys(policies)) expect(given[name], id).toBeUndefined()
})

test('what is given is said in words', () => {
  expect(givenWords({})).toBe('')
  expect(givenWords({ hearings: { required: 1 }, profit_cap: { max_margin: null } })).toBe(
    " (given “Ask before building”: required 1; “Cap developers' profit”: max_margin off)",
  )
})
