/** Tables of calibrated parameters, as files. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParameterSet, parseMembers, spread } from '../results/members.ts'
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
 * @throws {InputError} that names line, column and value
 */
export function readMembers(given: string | true, most: number): { table: string; members: Member[] } {
  const path = given === true ? join(packageRoot, OWN) : given
  if (!existsSync(path))
    throw new InputError(`--parameters ${path}: there is no such file. justcity calibrate writes such tables.`)
  const text = readFileSync(path, 'utf8')
  const table = given === true ? OWN : path
  try {
    const all = parseMembers(path, text, Number.POSITIVE_INFINITY)
    // the head is line 1
    const members = all.map((set, i) => ({ place: `${table}:${i + 2}`, set }))
    return { table, members: spread(members, most) }
  } catch (cause) {
    throw new InputError((cause as Error).message)
  }
}
