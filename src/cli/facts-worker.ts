import type { MessagePort } from 'node:worker_threads'
import type { Scenario } from '../scenario/scenario.ts'
import type { Observation } from '../validation/facts.ts'
import { observe } from '../validation/observation.ts'
import { planOf } from './plans.ts'

export interface ObserveTask {
  scenario: Scenario
  seed: string
  withLimits: boolean
  progress: MessagePort
}

/** One validation run in a worker thread. */
export default async function run({ scenario, seed, withLimits, progress }: ObserveTask): Promise<Observation> {
  const plan = await planOf(scenario.city)
  try {
    return observe(scenario, plan, seed, withLimits, months => progress.postMessage(months))
  } finally {
    progress.close()
  }
}
