/** What the parts of the view agree on. Data that crosses between worker and page is typed arrays and plain objects. */
import type { City } from '../../src/city/city.ts'
import type { Plan } from '../../src/city/plan.ts'
import type { Rules } from '../../src/city/rules.ts'
import type { WelfareRecorder } from '../../src/metrics/welfare.ts'
import type { PlaceShape } from '../../src/results/place.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Simulation, SimulationOptions } from '../../src/simulation.ts'
import type { GainsQueries } from './gains/queries.ts'
import type { MapQueries } from './map/queries.ts'
import type { StoryQueries } from './stories/queries.ts'

/** The place as it is drawn; nothing in it changes while a city runs. */
export interface CityView {
  /** equal for the same place */
  readonly key: string
  readonly source: Plan['source']
  readonly households: number
  /** what the importer read, inferred, assumed and left out */
  readonly report: Plan['report'] | null
  readonly shape: PlaceShape
}

/** One layer of the map in one year, both futures: a value a parcel, NaN where there is none. */
export interface Frame {
  readonly layer: string
  readonly year: number
  readonly baseline: Float32Array
  /** null as long as the future with policies has not come so far */
  readonly policy: Float32Array | null
  /** use of each parcel, as in src/city/parcels.ts, both futures */
  readonly use: Uint8Array
  readonly policyUse: Uint8Array | null
  /** estates still walled, by row of the estate */
  readonly walled: Uint8Array
  readonly policyWalled: Uint8Array | null
  /** floor standing on each parcel, of its land */
  readonly floors: Float32Array
  readonly policyFloors: Float32Array | null
  /** stations that trains call at, x y …: new lines open some */
  readonly stations: Float32Array
  readonly policyStations: Float32Array | null
}

/**
 * What a part writes down of the shown replicate while it runs. `month` is called after every tick, in both futures;
 * `fork` when the future with policies leaves the shared past, and must give a recorder that goes on from here alone.
 */
export interface Recorder {
  month(city: City, rules: Rules): void
  fork(): Recorder
}

/** Recorders by the name of their part. @see web/src/engine/recorders.ts */
export type Recorders = Readonly<Record<string, Recorder>>

/** One future of one replicate. */
export interface Future {
  readonly replicate: number
  readonly scenario: Scenario
  /** stands where the future has come to; at its end once `done` */
  readonly simulation: Simulation
  readonly done: boolean
  /** empty unless this is the shown replicate */
  readonly recorders: Recorders
  /** households present when policies may first act, and their last year; complete once `done` */
  readonly welfare: WelfareRecorder
}

/** What a query may read in a worker. */
export interface Bench {
  readonly plan: Plan
  readonly baseline: Scenario
  readonly scenario: Scenario
  /** the replicate whose map and lives are shown; it belongs to one worker */
  readonly shown: number
  /** this worker's replicates, as far as they have come */
  readonly replicates: readonly number[]
  /** the city of a replicate as soon as it stands, before any future is told apart */
  foundedOf(replicate: number): Pick<Future, 'simulation' | 'recorders'> | null
  baselineOf(replicate: number): Future | null
  /** the baseline's own future if no policy is set */
  policyOf(replicate: number): Future | null
  /** the baseline with one rent changed by 1 % */
  placeboOf(replicate: number): Future | null
  /** Runs another future of a replicate to its end, in slices; null if it was superseded. */
  rerun(replicate: number, scenario: Scenario, options?: RerunOptions): Promise<Future | null>
}

export interface RerunOptions {
  /** called after each process of each month, with the city as the process left it */
  readonly watch?: (process: string, city: City, rules: Rules) => void
  /** a change of chance, as in a placebo */
  readonly placebo?: NonNullable<SimulationOptions['placebo']>
  /** from year 0 on, not from where policies may first act: for what is watched */
  readonly fromStart?: boolean
}

/** A query of the page, answered in a worker from what stands there. Results should be small. */
export type Handler<Q extends { ask: unknown; answer: unknown }> = (
  bench: Bench,
  ask: Q['ask'],
) => Q['answer'] | Promise<Q['answer']>

/** Every query with what it asks and what it answers; each part declares its own. */
export interface Queries extends MapQueries, StoryQueries, GainsQueries {}

export type Handlers<Q> = { [K in keyof Q]: Q[K] extends { ask: unknown; answer: unknown } ? Handler<Q[K]> : never }
