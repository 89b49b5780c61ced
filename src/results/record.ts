/** What is written down of a run: published measures and the scenario's own. */
import type { City } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { measureNamed, measureNames, measures } from '../metrics/index.ts'
import type { Measure } from '../metrics/measure.ts'
import { compileFormula } from '../scenario/expression.ts'
import type { Scenario } from '../scenario/scenario.ts'

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
