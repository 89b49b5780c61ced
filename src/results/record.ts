/** What is written down of a run: published measures and the scenario's own. */
import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import type { Words } from '../lib/declare.ts'
import { measureNamed, measureNames, measures } from '../metrics/index.ts'
import type { Direction, Measure, MeasureTheme, MeasureUnit } from '../metrics/measure.ts'
import { compileFormula } from '../scenario/expression.ts'
import type { Scenario, UserMeasure } from '../scenario/scenario.ts'

/** What a measure is called and counted in: one of the registry's, or a scenario's own. */
export interface Called {
  readonly theme: MeasureTheme
  readonly title: Words
  /** empty for a bare number */
  readonly unit: MeasureUnit | ''
  readonly better: Direction
}

/** @example calledBy('rent_burden_p80', scenario.measures).unit // => 'share' */
export function calledBy(name: string, own: readonly UserMeasure[]): Called {
  const measure = measureNamed(name) ?? own.find(user => user.name === name)
  return {
    theme: measure && 'theme' in measure ? measure.theme : 'mechanism',
    title: measure?.title ?? { en: name, zh: name },
    unit: measure?.unit ?? '',
    better: measure?.better ?? 'none',
  }
}

export type Values = Record<string, number | null>

/** Names of measures that a scenario's run can record: the registry's, then its own. */
export const recordable = (scenario: Scenario): string[] => [
  ...measures.map(({ name }) => name),
  ...scenario.measures.map(({ name }) => name),
]

/** Names that may be asked for: the same, and every measure for every group it is defined for. */
export const readable = (scenario: Scenario): string[] => [
  ...measureNames,
  ...scenario.measures.map(({ name }) => name),
]

/**
 * Reads measures of a city.
 * @param names measures wanted; all if not given
 * @returns a function of the city: one value a name; null where undefined
 * @example const read = reader(scenario, ['rent_burden_p80']); read(city, rules).rent_burden_p80
 */
export function reader(scenario: Scenario, names?: readonly string[]): (city: City, rules: Rules) => Values {
  const wanted = new Set(names ?? recordable(scenario))
  const own = scenario.measures
    .filter(({ name }) => wanted.has(name))
    .map(({ name, formula }) => ({
      name,
      formula: compileFormula(formula, measureNames),
    }))
  const needed = new Set([...wanted, ...own.flatMap(({ formula }) => formula.names)])
  const read = [...needed].map(measureNamed).filter((measure): measure is Measure => measure !== undefined)
  return (city, rules) => {
    const known: Values = {}
    for (const measure of read) known[measure.name] = finite(measure.compute(city, rules))
    const values: Values = {}
    for (const { name } of read) if (wanted.has(name)) values[name] = known[name]!
    const clock: Values = { tick: city.tick, year: Math.floor(city.tick / 12) + 1 }
    for (const { name, formula } of own)
      values[name] = finite(
        formula.evaluate(
          indicator => clock[indicator] ?? known[indicator] ?? null,
          () => null,
        ),
      )
    return values
  }
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)
