/** A sweep as checked: what is varied, how often each point is run, and what is written down. All of it is plain data. */
import type { Words } from '../../lib/declare.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { mapLayerList } from '../layers.ts'

/** null is the setting `off`; in the baseline's rows it also says that no policy is there. */
export type FactorValue = number | string | null

/** Something that is varied. */
export interface Factor {
  /** name of its column: profit_cap_max_margin */
  name: string
  /** as written: profit_cap.max_margin, parameters.natural_vacancy, city.seed */
  path: string
  /** a setting of a policy, or a fact about the world that the baseline shares */
  part: 'policy' | 'world'
  domain:
    | { kind: 'list'; values: FactorValue[] }
    | { kind: 'range'; min: number; max: number; whole: boolean; log: boolean; steps: number | null }
}

/** Whether what stands at a path of a scenario names the file of a city. @example isCityFile('city.osm') // => true */
export const isCityFile = (path: string): boolean => /^city\.(osm|geojson|file)$/.test(path)

export type Design =
  | { kind: 'grid' }
  | { kind: 'lhs'; points: number }
  | { kind: 'sobol'; points: number; secondOrder: boolean }
  | { kind: 'morris'; trajectories: number; levels: number }
  | { kind: 'csv'; rows: FactorValue[][] }

/** Layers of the map that can be averaged over runs: levels, not kinds. */
export const layerNames: readonly string[] = mapLayerList
  .filter(({ kind }) => kind === 'levels')
  .map(({ name }) => name)

/** Replications are added to a point until the half-width of every named measure's 95 % interval is small enough. */
export interface Precision {
  measure: string
  halfWidth: number
}

export interface Sweep {
  name: string
  title: Words
  question: Words | null
  scenario: Scenario
  /** what each point is paired with, in the same world; null: nothing */
  baseline: Scenario | null
  placebo: boolean
  design: Design
  factors: Factor[]
  replications: number
  /** of a point, reached only if `precision` asks for it */
  maxReplications: number
  precision: Precision[]
  seed: string
  ticks: number
  /** months between records */
  every: number
  measures: string[]
  /** layers of the map recorded at the end */
  maps: string[]
}

/** One thing to run: the scenario at a point of the design, or what it is compared with. */
export interface Case {
  number: number
  arm: 'scenario' | 'baseline' | 'placebo'
  /** row of the design; null for baselines and placebos, which many rows share */
  row: number | null
  /** one a factor */
  values: FactorValue[]
  /** number of the case it is compared with; null: none */
  baseline: number | null
  /** cases of one world share city, parameters and luck */
  world: number
}

/** Number of a run: the cases' replicates in a row, whatever is run first or where. */
export const runNumber = (sweep: Sweep, one: Case, replicate: number): number =>
  one.number * sweep.maxReplications + replicate

/** Case and replicate of a run's number. */
export const runOf = (sweep: Sweep, run: number): { number: number; replicate: number } => ({
  number: Math.floor(run / sweep.maxReplications),
  replicate: run % sweep.maxReplications,
})
