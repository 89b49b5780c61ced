import { measureNames } from '../metrics/index.ts'
import { withFactor } from '../results/sweep/design.ts'
import { didYouMean } from '../scenario/error.ts'
import { loadScenario } from '../scenario/load.ts'
import { presetNames, type Scenario } from '../scenario/scenario.ts'
import { scenarioFiles } from './files.ts'

/** Bad input from a person: exit code 2, the message alone. */
export class InputError extends Error {
  override name = 'InputError'
}

/** Loads a scenario; warnings go to standard error. @throws {ScenarioError} with every problem in the file */
export function load(name: string): Scenario {
  const { scenario, warnings } = loadScenario(name, scenarioFiles, { indicators: measureNames })
  for (const warning of warnings) process.stderr.write(`note: ${warning.en}\n`)
  return scenario
}

/** Changes that options of the command line make to a scenario. */
export function withOptions(scenario: Scenario, { preset }: { preset?: string }): Scenario {
  if (preset === undefined) return scenario
  if (!(presetNames as readonly string[]).includes(preset))
    throw new InputError(`--preset ${preset}: is not a preset. ${didYouMean(preset, presetNames, 'preset').en}`)
  return withFactor(scenario, 'city.preset', preset)
}

/** A whole number given as an option. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InputError(`${option} ${text}: must be a whole number from ${least} to ${most}.`)
  return value
}

/**
 * Names in a list of --measures.
 * @param known those that may be asked for
 * @param fault what is wrong with another
 * @throws {InputError}
 */
export function measuresIn(list: string, known: readonly string[], fault: string): string[] {
  const names = list.split(',').map(name => name.trim())
  for (const name of names)
    if (!known.includes(name))
      throw new InputError(`--measures ${name}: ${fault} ${didYouMean(name, known, 'measure').en}`)
  return names
}
