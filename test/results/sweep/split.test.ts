import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateCity } from '../../../src/city/generate.ts'
import type { Plan } from '../../../src/city/plan.ts'
import { casesOf } from '../../../src/results/sweep/design.ts'
import { loadSweep } from '../../../src/results/sweep/file.ts'
import { bundlesOf, partOf } from '../../../src/results/sweep/plan.ts'
import { createRunner, freshSimulation, type RunRecord, record } from '../../../src/results/sweep/run.ts'
import { type Case, runNumber, type Sweep } from '../../../src/results/sweep/sweep.ts'
import { filesOf } from './made.ts'

const load = (text: string): Sweep =>
  loadSweep('s.yaml', filesOf({ 's.yaml': text, quick: 'name: quick\nextends: baseline\nburn_in: 1\n' })).sweep

test('any number of shards hold every run of any design once between them', () => {
  const sizes = fc.record({
    margins: fc.integer({ min: 1, max: 5 }),
    vacancies: fc.integer({ min: 1, max: 4 }),
    replications: fc.integer({ min: 1, max: 9 }),
    of: fc.integer({ min: 1, max: 60 }),
    baseline: fc.boolean(),
  })
  fc.assert(
    fc.property(sizes, ({ margins, vacancies, replications, of, baseline }) => {
      const sweep = load(`
scenario: quick
${baseline ? '' : 'baseline: none'}
design: grid
factors:
  profit_cap.max_margin: {min: 0.05, max: 0.3, steps: ${margins}}
  parameters.natural_vacancy: {min: 0.05, max: 0.09, steps: ${vacancies}}
replications: ${replications}
`)
      const cases = casesOf(sweep)
      const bundles = bundlesOf(cases, () => [0, replications])
      const runs: number[] = []
      for (let index = 1; index <= of; index++)
        for (const { replicate, cases: own } of partOf(bundles, { index, of }))
          runs.push(...own.map(one => runNumber(sweep, one, replicate)))
      expect(runs.sort((a, b) => a - b)).toEqual(Array.from({ length: cases.length * replications }, (_, i) => i))
    }),
    { numRuns: 40 },
  )
})

test('a run is the same to the bit whichever worker makes it, whatever that worker made before, in any order', async () => {
  const sweep = load(`
scenario: quick
design: grid
factors:
  profit_cap.max_margin: ['off', 0.12]
  profit_cap.from: [month 2]
  parameters.natural_vacancy: [0.06, 0.08]
replications: 2
ticks: 4
record: 2
measures: [rent_burden_p80, vacancy_rate]
maps: [rent]
`)
  const plan = generateCity('tiny', 'harbour')
  const planOf = async (): Promise<Plan> => plan
  const runs: { one: Case; replicate: number }[] = casesOf(sweep).flatMap(one =>
    [0, 1].map(replicate => ({ one, replicate })),
  )
  const plain = ({ hash, ticks, values, layers }: RunRecord) =>
    JSON.stringify([hash, ticks, [...values], [...layers.rent!]])
  const alone = new Map(
    runs.map(({ one, replicate }) => [
      runNumber(sweep, one, replicate),
      plain(record(freshSimulation(sweep, one, replicate, plan), sweep, () => {})),
    ]),
  )
  const workers = fc.integer({ min: 1, max: 4 })
  const order = fc.shuffledSubarray(runs, { minLength: runs.length, maxLength: runs.length })
  await fc.assert(
    fc.asyncProperty(workers, order, async (count, shuffled) => {
      const runners = Array.from({ length: count }, () => createRunner(sweep, planOf))
      for (const [i, { one, replicate }] of shuffled.entries())
        expect(plain(await runners[i % count]!(one, replicate, () => {}))).toBe(
          alone.get(runNumber(sweep, one, replicate)),
        )
    }),
    { numRuns: 3 },
  )
})
