/** A worker thread of a sweep: runs bundles with a warm engine. */
import { threadId } from 'node:worker_threads'
import { workerData } from 'piscina'
import { casesOf } from '../results/sweep/design.ts'
import { createRunner, type RunRecord } from '../results/sweep/run.ts'
import type { Case, Sweep } from '../results/sweep/sweep.ts'
import { inWords } from './errors.ts'
import { planOf } from './plans.ts'

export interface BundleTask {
  replicate: number
  /** numbers of the cases */
  cases: number[]
}

export interface RunOutcome {
  case: number
  replicate: number
  started: number
  seconds: number
  thread: number
  record: RunRecord | null
  /** why there is no record */
  error: string | null
}

const { sweep } = workerData as { sweep: Sweep }
let cases: Case[] | null = null
const run = createRunner(sweep, planOf)

/** Runs a bundle; a run that fails does not stop the others. */
export default async function bundle({ replicate, cases: numbers }: BundleTask): Promise<RunOutcome[]> {
  cases ??= casesOf(sweep)
  const outcomes: RunOutcome[] = []
  for (const number of numbers) {
    const started = Date.now()
    const outcome = { case: number, replicate, started, thread: threadId }
    const seconds = (): number => (Date.now() - started) / 1000
    try {
      const record = await run(cases[number]!, replicate, () => {})
      outcomes.push({ ...outcome, seconds: seconds(), record, error: null })
    } catch (error) {
      outcomes.push({ ...outcome, seconds: seconds(), record: null, error: inWords(error) })
    }
  }
  return outcomes
}
