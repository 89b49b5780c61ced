import type { Words } from '../lib/declare.ts'
import type { Theme } from '../policies/policy.ts'
import type { PayerLoss } from './payers.ts'
import type { PermutationTest } from './permutation.ts'
import type { ChangedParameter } from './settings.ts'
import type { WelfareOver } from './welfare.ts'

/**
 * The effect over members of the calibrated set of parameters, a pair of runs each: what is not known of parameters, and
 * luck on top. Wider than the interval over replications, which holds the parameters as they are.
 */
export interface ParameterBand {
  members: number
  /** mean over members */
  difference: number
  /** 5 % and 95 % quantiles of the members' differences */
  range90: [number, number]
  /** members whose difference has the sign of their mean */
  same_sign: number
  differences: (number | null)[]
  /** the same range for every year, round the policy's curve */
  series: { low: (number | null)[]; high: (number | null)[] }
}

/** One measure of one scenario against the baseline, over paired replications. */
export interface MeasureComparison {
  name: string
  theme: Theme
  title: Words
  unit: string
  better: 'higher' | 'lower' | 'to 1' | 'none'
  /**
   * means over replications of the mean over the compared years (comparedYears: the last quarter of the run's years), over those in
   * which both arms have a value, as `difference`; null where undefined in every run
   */
  baseline: number | null
  policy: number | null
  difference: number | null
  /** Student's t interval of the mean paired difference */
  ci95: [number, number] | null
  /** seeded BCa bootstrap of the replications, from 20 on */
  bootstrap95: [number, number] | null
  /** 1 − Var(d)/(Var(x) + Var(y)) */
  variance_saved: number | null
  /** what one rent changed by 1 % does: the model's chaos at this horizon */
  placebo_band: [number, number] | null
  /** the whole interval on one side of 0 and its mean outside the band: only these are called effects */
  beyond_placebo: boolean
  /** lumpy measures are unresolved below 60 replications unless clear of 0 and of the band */
  verdict: 'effect' | 'no effect seen' | 'unresolved' | 'undefined'
  /** paired differences, one a replication, for dots */
  differences: (number | null)[]
  /** yearly means over replications, year 0 = tick 0; low and high: the interval of the paired difference, round the policy's curve */
  series: {
    years: number[]
    baseline: (number | null)[]
    policy: (number | null)[]
    low: (number | null)[]
    high: (number | null)[]
  }
  /** only where members of the calibrated set were run too */
  parameters?: ParameterBand
}

/** `welfare`: gains of households as measures; `households` and `groups`: counts by what became of them. */
export interface ScenarioComparison extends WelfareOver {
  scenario: string
  title: Words
  question: Words | null
  /** a question for a workshop to talk about */
  prompt: Words | null
  /** the levers it moves, in words: "profit_cap.max_margin 0.15 from month 25 until month 121, over 12 months" */
  levers: string[]
  /** parameters in which its city differs from the baseline's: then the two are equal at no time */
  changed_parameters: ChangedParameter[]
  measures: MeasureComparison[]
  /** whether places differ in their mix of incomes at the end (Theil's H by fixed 300 m cells); null without a run */
  segregation_test: PermutationTest | null
  /** the same of one rent changed by 1 %: a small p of both says only that two runs differ; null without a placebo */
  segregation_placebo: PermutationTest | null
  /** yuan a year by policy, mean of the years in which it was in force */
  costs: { policy: string; cost: number }[]
  /** who has less than in the baseline, mean over the compared years, and whether that is told from chance */
  payers: PayerLoss[]
  /** parcel values for the map, of replication 0 at the end: same order as `map.parcels` */
  layers: MapLayers
}

/** One number a parcel; null where nobody lives. */
export interface MapLayers {
  /** yuan/m²/month */
  rent: (number | null)[]
  /** mean income of residents, yuan/month */
  income: (number | null)[]
  /** displacements on the parcel since tick 0, per 100 homes */
  displacement: (number | null)[]
}

/** The place, to draw. */
export interface MapBase {
  attribution: string | null
  /** outlines, flat x y …, metres; `use` as in the plan; walled at the end of the baseline */
  parcels: { outline: number[]; use: string; walled: boolean }[]
  drawing: { kind: string; line: number[] }[]
  buildings: { outline: number[]; levels: number }[]
}

/** A replication that failed, or a pair of runs of a member of the calibrated set. */
export interface Failure {
  scenario: string
  /** its number; of members the number of their luck */
  replicate: number
  /** of members only: where their parameters stand, as in set.csv:4 */
  member?: string
  error: string
}

export interface Comparison {
  baseline: string
  baseline_title: Words
  seed: string
  replications: number
  ticks: number
  version: string
  model_version: number
  city: string
  comparisons: ScenarioComparison[]
  map: MapBase
  baseline_layers: MapLayers
  /** the table of the calibrated set whose members were run beside the replications */
  parameters?: { table: string; members: number }
  /** what failed is left out, and said so */
  failures: Failure[]
}
