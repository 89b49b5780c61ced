import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type CompareOptions, compareCommand } from '../../src/cli/compare.ts'
import { planOf } from '../../src/cli/plans.ts'
import type { ReplicateTask } from '../../src/cli/worker.ts'
import { runReplicate } from '../../src/results/replicate.ts'
import { folderOf } from './command.ts'

// a pool in this thread, which cannot run the members with one value
vi.mock('piscina', () => ({
  Piscina: class {
    async run({ request, progress }: ReplicateTask) {
      progress.close()
      if (request.baseline.parameters.rent_response === 0.05) throw new Error('the ledger does not balance')
      return runReplicate(request, await planOf(request.baseline.city), () => {})
    }
    async destroy() {}
  },
}))

test('a member that fails is left out of the band and named in every form of the answer, and the exit code says so', async () => {
  const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const table = join(folderOf({ 'set.csv': 'parameters.rent_response\n0.04\n0.05\n0.08\n' }), 'set.csv')
  const answers = folderOf({})
  const options = (format: string): CompareOptions => ({
    ...{ replications: '2', seed: 'a', ticks: '12', threads: '1', preset: 'tiny', placebo: false, members: '20' },
    ...{ parameters: table, format, out: join(answers, format), html: join(answers, 'html') },
  })
  for (const format of ['json', 'table'])
    expect(await compareCommand('baseline', ['profit-cap'], options(format))).toBe(1)
  const { failures, parameters } = JSON.parse(readFileSync(join(answers, 'json'), 'utf8'))
  expect(failures).toEqual([
    { scenario: 'baseline', replicate: 1, member: `${table}:3`, error: 'the ledger does not balance' },
  ])
  expect(parameters).toEqual({ table, members: 2 })
  for (const form of ['table', 'html'])
    expect(readFileSync(join(answers, form), 'utf8').replace(/\s+/g, '')).toContain(`${table}:3`)
  expect(error.mock.calls.join('')).toContain(`${table}:3 failed: the ledger does not balance`)
})
