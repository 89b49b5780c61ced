/** Tables of calibrated parameters, as files. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParameterSet, parseMembers } from '../results/members.ts'
import { packageRoot } from './files.ts'
import { InputError } from './scenarios.ts'

const OWN = join('scenarios', 'parameters', 'non-implausible.csv')

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
  const text = readFileSync(path, 'utf8')
  try {
    return { table: given === true ? OWN : path, sets: parseMembers(path, text, most) }
  } catch (cause) {
    throw new InputError((cause as Error).message)
  }
}
