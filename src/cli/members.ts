/** Tables of calibrated parameters, as files. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParameterSet, parseMembers, spread, withSet } from '../results/members.ts'
import { crossedEnds } from '../scenario/ends.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { packageRoot } from './files.ts'
import { InputError } from './scenarios.ts'

const OWN = join('scenarios', 'parameters', 'non-implausible.csv')

/** A member of a calibrated set, and where it stands: set.csv:4. */
export interface Member {
  place: string
  set: ParameterSet
}

/**
 * Reads a table of parameters.
 * @param given its path; true for the one that comes with the package
 * @param most  rows taken at most, spread evenly over the table
 * @param scenarios  what the members are laid over
 * @throws {InputError} that names line, column and value
 */
export function readMembers(
  given: string | true,
  most: number,
  scenarios: readonly Scenario[],
): { table: string; members: Member[] } {
  const path = given === true ? join(packageRoot, OWN) : given
  if (!existsSync(path))
    throw new InputError(`--parameters ${path}: there is no such file. justcity calibrate writes such tables.`)
  const text = readFileSync(path, 'utf8')
  const table = given === true ? OWN : path
  let sets: ParameterSet[]
  try {
    sets = parseMembers(path, text, Number.POSITIVE_INFINITY)
  } catch (cause) {
    throw new InputError((cause as Error).message)
  }
  // the head is line 1
  const members = sets.map((set, i) => ({ place: `${table}:${i + 2}`, set }))
  for (const { place, set } of members)
    for (const scenario of scenarios)
      for (const { group, low, high, from, to } of crossedEnds(withSet(scenario, set).parameters))
        throw new InputError(
          `${place}: ${group}.${low} is ${from}, above ${group}.${high}, which is ${to} in ${scenario.name}. Give both a column, the smaller first.`,
        )
  return { table, members: spread(members, most) }
}
