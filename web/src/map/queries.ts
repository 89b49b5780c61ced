import type { ParcelStory } from '../../../src/results/story.ts'
import type { CityView, Frame } from '../contracts.ts'

/** Sums over a worker's replicates of the change by parcel at the end of the run. */
export interface ChangeSums {
  readonly runs: number
  readonly count: Float32Array
  readonly sum: Float64Array
  readonly squares: Float64Array
}

/** Both futures of one parcel. */
export interface ParcelLives {
  readonly baseline: ParcelStory
  readonly policy: ParcelStory | null
  /** who lives there at the end with the policies: ids as `high-low` */
  readonly residents: readonly string[]
}

export interface MapQueries {
  /** the place to draw; null if it is the one known by this key, or there is none yet */
  place: { ask: { known: string | null }; answer: CityView | null }
  frame: { ask: { layer: string; year: number }; answer: Frame | null }
  changes: { ask: { layer: string }; answer: ChangeSums | null }
  parcel: { ask: { parcel: number }; answer: ParcelLives | null }
}
