import type { Parameters } from '../city/parameters.ts'
import type { Words } from '../lib/declare.ts'
import type { Direction, MeasureUnit } from '../metrics/measure.ts'
import type { PolicyUse } from '../policies/policy.ts'

/** Outcomes of another version of the model may differ: it runs with a warning. */
export const MODEL_VERSION = 1

export const presetNames = ['tiny', 'small', 'medium', 'large', 'xlarge'] as const
export type PresetName = (typeof presetNames)[number]

/** Where the city comes from; file paths are relative to the scenario's file until it is loaded, then absolute. */
export type CitySource = { preset: PresetName; seed: string } | { osm: string } | { geojson: string } | { file: string }

/** What a scenario that says nothing about them gets. */
export const scenarioDefaults = {
  city: { preset: 'medium', seed: 'harbour' },
  years: 20,
  /** months */
  burn_in: 36,
} as const satisfies { city: CitySource; years: number; burn_in: number }

/** A measure of the user's own: an expression over published indicators. */
export interface UserMeasure {
  name: string
  formula: string
  /** its name if not given */
  title?: Words
  /** a bare number if not given */
  unit?: MeasureUnit
  better: Direction
}

/** A checked scenario: defaults filled in, names resolved, times in ticks. */
export interface Scenario {
  name: string
  model_version: number
  title: Words
  question: Words | null
  /** a question for a workshop to talk about */
  prompt: Words | null
  /**
   * what levers may cost a year, as a share of taxes and net land revenue, for rounds of a workshop: told where it is
   * overspent, never enforced, and no part of what is run; absent where nothing is said
   */
  purse?: number
  city: CitySource
  years: number
  burn_in: number
  parameters: Parameters
  policies: PolicyUse[]
  measures: UserMeasure[]
  watch: string[]
}
