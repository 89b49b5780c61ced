import type { Life } from '../../../src/results/story.ts'

/** How one household fared in one run. */
export interface Standing {
  there: boolean
  forced: number
}

export interface StoryQueries {
  /** lives of households in the shown run, without or with the policies; null if it was superseded */
  lives: { ask: { ids: readonly string[]; arm: 'baseline' | 'policy' }; answer: Life[] | null }
  /**
   * The same household where a policy is left out (null = none, '*' = all), in the run with the k-th change of chance:
   * one rent 1 % higher or lower, 0 = none.
   */
  standing: { ask: { id: string; without: string | null; k: number }; answer: Standing | null }
}
