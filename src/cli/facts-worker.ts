import type { MessagePort } from 'node:worker_threads'
import type { Scenario } from '../scenario/scenario.ts'
import { limits } from '../validation/limits.ts'
import { type Ground, runMechanisms } from '../validation/mechanisms.ts'
import { observe } from '../validation/observation.ts'
import { planOf } from './plans.ts'

/** What a worker is asked to do with one city and luck. */
export interface ObserveTask {
  kind: 'facts' | 'limits' | 'mechanisms'
  scenario: Scenario
  seed: string
  /** the mechanisms that are tried */
  ground?: Ground
  /** one rent changed by 1 % in the first month: up for odd numbers, down for even ones */
  placebo?: number
  /** measures that mechanisms are watched by */
  measures: string[]
  progress: MessagePort
}

/** One validation run in a worker thread: an Observation, LimitValues or a MechanismRun, by kind. */
export default async function run({
  kind,
  scenario,
  seed,
  ground,
  placebo,
  measures,
  progress,
}: ObserveTask): Promise<unknown> {
  const plan = await planOf(scenario.city)
  const step = (months: number): void => progress.postMessage(months)
  try {
    if (kind === 'limits') return limits(scenario, plan, seed)
    if (kind === 'mechanisms') return runMechanisms(scenario, ground!, plan, seed, measures, step)
    return observe(scenario, plan, seed, step, placebo)
  } finally {
    progress.close()
  }
}
