/** Members of a calibrated set of parameters: rows of a table that `calibrate` wrote. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declaration, type Declarations, isDeclaration } from '../lib/declare.ts'
import { withFactor } from '../results/sweep/design.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { packageRoot } from './files.ts'
import { InputError } from './scenarios.ts'

/** Values of parameters by their path, as in parameters.rent_response. */
export type ParameterSet = ReadonlyMap<string, number>

const OWN = join('scenarios', 'parameters', 'non-implausible.csv')

/** The declaration of a parameter. @param path without "parameters." */
function declarationOf(path: string): Declaration | null {
  let entry: Declaration | Declarations | undefined = parameterDeclarations
  for (const key of path.split('.')) {
    if (entry === undefined || isDeclaration(entry)) return null
    entry = entry[key]
  }
  return entry !== undefined && isDeclaration(entry) ? entry : null
}

/**
 * Reads a table of parameters.
 * @param given its path; true for the one that comes with the package
 * @param most  rows taken at most, spread evenly over the table
 * @throws {InputError} that names line, column and value
 */
export function readMembers(given: string | true, most: number): { table: string; sets: ParameterSet[] } {
  const path = given === true ? join(packageRoot, OWN) : given
  if (!existsSync(path))
    throw new InputError(`--parameters ${path}: there is no such file. justcity calibrate writes such tables.`)
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const paths = head.split(',')
  const known = paths.map(name => (name.startsWith('parameters.') ? declarationOf(name.slice(11)) : null))
  known.forEach((declaration, j) => {
    if (declaration === null)
      throw new InputError(
        `${path}:1, column ${j + 1}: ${paths[j]} is no parameter. Columns are named parameters.NAME.`,
      )
  })
  if (lines.length < 2) throw new InputError(`${path}: has ${lines.length} rows; a band needs at least two.`)
  const sets = lines.map((line, i) => {
    const cells = line.split(',')
    return new Map(
      paths.map((name, j) => {
        const value = Number(cells[j])
        const [low, high] = known[j]!.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
        if (!(value >= low && value <= high))
          throw new InputError(`${path}:${i + 2}, ${name}: must be from ${low} to ${high}, but is ${cells[j]}.`)
        return [name, value] as const
      }),
    )
  })
  const count = Math.min(most, sets.length)
  return {
    table: given === true ? OWN : path,
    sets: Array.from({ length: count }, (_, i) => sets[Math.floor((i * sets.length) / count)]!),
  }
}

/** A scenario with a member's parameters. */
export const withSet = (scenario: Scenario, set: ParameterSet): Scenario =>
  [...set].reduce((changed, [path, value]) => withFactor(changed, path, value), scenario)
