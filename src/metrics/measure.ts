import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import type { Words } from '../lib/declare.ts'
import type { Snapshot } from './snapshot.ts'

/** The seven themes of the dashboard. */
export type MeasureTheme =
  | 'production'
  | 'distribution'
  | 'difference'
  | 'power'
  | 'encounter'
  | 'environment'
  | 'mechanism'

/** What measures are counted in; `0–1` and `ratio` stand without a word. */
export const measureUnits = [
  'share',
  'yuan',
  'yuan/yr',
  'yuan/month',
  'count',
  'count/yr',
  'minutes',
  'months',
  '0–1',
  '/yr',
  'ratio',
] as const
export type MeasureUnit = (typeof measureUnits)[number]

/** Which way is more just; `to 1` for ratios of two groups. */
export const directions = ['higher', 'lower', 'to 1', 'none'] as const
export type Direction = (typeof directions)[number]

/** A measure of the simulated city: read-only, over the city's own columns. */
export interface Measure {
  /** snake_case, as scenarios and results name it */
  readonly name: string
  readonly theme: MeasureTheme
  readonly title: Words
  /** its name beside a number, at most 26 letters or 12 characters; the title if not given */
  readonly short?: Words
  /** one sentence a workshop participant understands */
  readonly explains: Words
  readonly unit: MeasureUnit
  readonly better: Direction
  readonly formula: string
  readonly source: string
  /** how it can mislead */
  readonly caveat: Words
  /** values it can take, where its unit does not say so already (see rangeOf) */
  readonly range?: string
  /** why it may have no value; nobody to measure, if not given */
  readonly missing?: Words
  /** the y axis it is drawn on, in its unit, so that charts do not jump; from the baseline's values where these grow with the city */
  readonly axis?: readonly [number, number]
  /** half the width of the plot of its change, in its unit */
  readonly halfRange?: number
  /** one of the eleven that are always in sight */
  readonly headline?: boolean
  /** it moves in steps of whole sites or sales: unresolved below 60 replications unless clear of chance */
  readonly lumpy?: boolean
  /** the value now; null where it is undefined */
  compute(city: City, rules: Rules): number | null
  /** the value among those households alone that a snapshot of a part of the city counts; not given where that says nothing */
  within?(city: City, part: Snapshot, rules: Rules): number | null
}

const RANGES: Readonly<Record<MeasureUnit, string>> = {
  share: '0 to 1',
  '0–1': '0 to 1',
  yuan: '0 and above',
  'yuan/yr': '0 and above',
  'yuan/month': '0 and above',
  count: '0 and above',
  'count/yr': '0 and above',
  minutes: '0 to 30',
  months: '0 and above',
  '/yr': '0 and above',
  ratio: '0 and above',
}
/** The values a measure can take, in words. @example rangeOf(measureNamed('segregation_h')!) // => '0 to 1' */
export const rangeOf = ({ range, unit }: Pick<Measure, 'range' | 'unit'>): string => range ?? RANGES[unit]

const NOBODY: Words = { en: 'No value: there is nobody it could be measured for.', zh: '无数值：没有可以统计的对象。' }
/** Why a measure of votes may have no value. */
export const NO_VOTE: Words = {
  en: 'No value: nobody was asked to vote in the last 12 months.',
  zh: '无数值：过去 12 个月没有举行表决。',
}
/** Why a measure may have no value, in words. */
export const missingOf = ({ missing }: Pick<Measure, 'missing'>): Words => missing ?? NOBODY
