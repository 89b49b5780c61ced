/** What the page and its workers say to each other. */
import type { Words } from '../../../src/lib/declare.ts'
import type { Bills } from '../../../src/results/bills.ts'
import type { Balances } from '../../../src/results/payers.ts'
import type { PresetName, Scenario } from '../../../src/scenario/scenario.ts'
import type { Queries } from '../contracts.ts'

/** Where a place comes from: drawn, read from a file's bytes, or read before: bytes cross to the workers once. */
export type PlaceSource =
  | { kind: 'preset'; preset: PresetName; seed: string }
  | { kind: 'known' }
  | { kind: 'osm' | 'geojson' | 'file'; name: string; bytes: ArrayBuffer }

/** What is wanted now. A later order supersedes it: what only the earlier one wanted is abandoned. */
export interface Order {
  /** rises with every change of levers */
  readonly generation: number
  readonly place: { readonly key: string; readonly source: PlaceSource }
  /** a smaller city that answers first; null if the city itself is small */
  readonly preview: { readonly key: string; readonly source: PlaceSource } | null
  /** the scenario without its policies */
  readonly baseline: Scenario
  readonly scenario: Scenario
  readonly seed: string
  /** this worker's replicates, in the order they are wanted, and the preview's */
  readonly replicates: readonly number[]
  readonly previewReplicate: number
  /** measures that the smaller city is asked for: those in sight, as reading all takes longer than running it */
  readonly glance: readonly string[]
  readonly shown: number
  /** this worker's members of the calibrated set of parameters, each a pair of runs; empty unless they are asked for */
  readonly members: readonly Member[]
}

/** The city under other parameters that fit as well, with and without the policies. */
export interface Member {
  /** its place in the set, and its luck */
  readonly index: number
  readonly baseline: Scenario
  readonly scenario: Scenario
}

/** What a future is run for; of arms 'member' and 'member policy' the replicate is the member's index. */
export type Arm = 'baseline' | 'policy' | 'placebo' | 'without' | 'member' | 'member policy'

export type EngineEvent =
  /** rows of one future: year by year from `from`, a value a measure, NaN where undefined */
  | {
      readonly kind: 'years'
      readonly of: 'city' | 'preview'
      readonly arm: Arm
      /** bench the rows belong to, and for policies the generation */
      readonly bench: string
      readonly generation: number
      readonly replicate: number
      readonly from: number
      readonly rows: Float64Array
      readonly done: boolean
      /** at the end: state hash, yuan a year by policy, and who pays */
      readonly end?: FutureEnd
      /** for arm 'without': the policy left out */
      readonly lever?: string
    }
  /** measures of the rows, in their order */
  | { readonly kind: 'names'; readonly bench: string; readonly names: readonly string[] }
  /** the place stands, and may be drawn */
  | { readonly kind: 'founded' }
  | { readonly kind: 'failed'; readonly message: string }

export interface FutureEnd {
  readonly hash: string
  /** by year: yuan a year at the incomes of tick 0, net cost to the city of each policy */
  readonly costs: readonly Bills[]
  /** by year: share of what the levers ask that the budget paid; null where nothing was asked */
  readonly funded: readonly (number | null)[]
  /** by year: net money of each payer [yuan a year at the incomes of tick 0] */
  readonly accounts: readonly Balances[]
}

export interface EngineApi {
  listen(listener: (event: EngineEvent) => void): void
  /** Reads a place, so that an order may name its key; where it cannot be read, the importer's words. */
  read(
    key: string,
    source: PlaceSource,
  ): Promise<{ ok: true; households: number; name: string } | { ok: false; problem: Words }>
  order(order: Order): Promise<void>
  ask<K extends keyof Queries>(name: K, ask: Queries[K]['ask']): Promise<Queries[K]['answer'] | null>
}

/** The key that rows are filed under: equal keys, equal baseline futures. */
export const benchKey = (place: string, baseline: Scenario, seed: string): string =>
  JSON.stringify([place, seed, baseline.years, baseline.burn_in, baseline.parameters, baseline.measures])
