import type { HouseholdGains } from '../../../src/metrics/welfare.ts'
import type { GainMode, GainRow } from '../../../src/results/gains.ts'

export interface GainsQueries {
  /** every household of the shown run; null until both futures are done */
  gains: { ask: null; answer: HouseholdGains | null }
  /** tables of a worker's runs: all households, then each group and place */
  gainTables: {
    ask: { mode: GainMode; threshold: number; districts: number }
    /** `placebo`: the same of one rent changed by 1 %; null until that run is done */
    answer: { replicate: number; rows: GainRow[]; placebo: GainRow[] | null }[]
  }
}
