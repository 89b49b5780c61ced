/** Which events of two lives are numbered, and where their discs stand. */
import type { Life, StoryEvent } from '../../../src/results/story.ts'

export interface Numbered {
  n: number
  arm: 'baseline' | 'policy'
  event: StoryEvent
}

/** Told in words only where they matter: jobs and stages are part of life, not of housing. */
const QUIET = new Set(['life changed', 'job lost', 'queued', 'arrived', 'formed'])
const MOST = 9

/** Numbers the events of the baseline, then those of the future with policies, each in time. */
export function numberEvents(baseline: Life | null, policy: Life | null): Numbered[] {
  const of = (life: Life | null, arm: Numbered['arm']): Omit<Numbered, 'n'>[] =>
    (life?.events ?? [])
      .filter(({ kind }) => !QUIET.has(kind))
      .slice(0, MOST)
      .map(event => ({ arm, event }))
  return [...of(baseline, 'baseline'), ...of(policy, 'policy')].map((entry, i) => ({ ...entry, n: i + 1 }))
}
