import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import type { Words } from '../lib/declare.ts'

/** The seven themes of the dashboard. */
export type MeasureTheme =
  | 'production'
  | 'distribution'
  | 'difference'
  | 'power'
  | 'encounter'
  | 'environment'
  | 'mechanism'

/** A measure of the simulated city: read-only, over the city's own columns. */
export interface Measure {
  /** snake_case, as scenarios and results name it */
  readonly name: string
  readonly theme: MeasureTheme
  readonly title: Words
  /** one sentence a workshop participant understands */
  readonly explains: Words
  readonly unit:
    | 'share'
    | 'yuan'
    | 'yuan/yr'
    | 'yuan/month'
    | 'count'
    | 'count/yr'
    | 'minutes'
    | 'months'
    | '0–1'
    | '/yr'
    | 'ratio'
  readonly better: 'higher' | 'lower' | 'to 1' | 'none'
  readonly formula: string
  readonly source: string
  readonly caveat?: Words
  /** one of the eleven that are always in sight */
  readonly headline?: boolean
  /** few, large events: unresolved below 60 replications unless clear of chance */
  readonly lumpy?: boolean
  /** computed at the end of years only; every tick otherwise */
  readonly yearly?: boolean
  /** the value now; null where it is undefined */
  compute(city: City, rules: Rules): number | null
}
