/** A worker thread: runs replicates with a warm engine. */
import type { MessagePort } from 'node:worker_threads'
import { type ReplicateRequest, type ReplicateResult, runReplicate } from '../results/replicate.ts'
import { planOf } from './plans.ts'

export interface ReplicateTask {
  request: ReplicateRequest
  progress: MessagePort
}

/** One replicate; months done are told through the port as they are done. */
export default async function replicate({ request, progress }: ReplicateTask): Promise<ReplicateResult> {
  const plan = await planOf(request.baseline.city)
  try {
    return runReplicate(request, plan, months => progress.postMessage(months))
  } finally {
    progress.close()
  }
}
