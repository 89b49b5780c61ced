import { expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { costOfPolicy } from '../../src/metrics/money.ts'
import { runReplicate } from '../../src/results/replicate.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { createSimulation } from '../../src/simulation.ts'
import { filesOf } from './sweep/made.ts'

test('what is paid once counts, spread over the years in which the policy was in force', () => {
  const files = filesOf({
    quick: 'name: quick\nextends: baseline\nburn_in: 1\n',
    open: 'name: open\nextends: quick\npolicies:\n  - open_walls: {share: 1, from: year 2}\n',
  })
  const load = (name: string) => loadScenario(name, files, { indicators: [] }).scenario
  const [quick, open] = [load('quick'), load('open')]
  const plan = generateCity('tiny', 'harbour')
  const { scenarios } = runReplicate(
    { baseline: quick, scenarios: [open], seed: 'a', replicate: 0, ticks: 60, placebo: false, map: false },
    plan,
    () => {},
  )
  const run = createSimulation(open, plan, { seed: 'a', replicate: 0 })
  const bills: number[] = []
  for (let year = 0; year < 5; year++) {
    run.run(12)
    bills.push(costOfPolicy(run.city, 'open_walls'))
  }
  const [before, ...inForce] = bills
  expect(before).toBe(0)
  // the works are paid in the first years, nothing in the last
  expect(Math.max(...inForce)).toBeGreaterThan(1e5)
  expect(bills.at(-1)).toBe(0)
  const [{ policy, cost }] = scenarios[0]!.costs as [{ policy: string; cost: number }]
  expect(policy).toBe('open_walls')
  expect(cost).toBeCloseTo(inForce.reduce((sum, c) => sum + c, 0) / 4, 6)
})
