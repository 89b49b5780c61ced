/** Members of a calibrated set of parameters: what else fits observed cities as well. */
import { parameterDeclarations } from '../city/parameters.ts'
import { type Declaration, type Declarations, isDeclaration } from '../lib/declare.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { isWhole } from '../scenario/schema.ts'
import { withFactor } from './sweep/design.ts'

/** Values of parameters by their path, as in parameters.rent_response. */
export type ParameterSet = ReadonlyMap<string, number>

/** The declaration of a parameter that is one number. @param path without "parameters." */
function declarationOf(path: string): Declaration | null {
  let entry: Declaration | Declarations | undefined = parameterDeclarations
  for (const key of path.split('.')) {
    if (entry === undefined || isDeclaration(entry)) return null
    entry = entry[key]
  }
  return entry !== undefined && isDeclaration(entry) && typeof entry.value === 'number' ? entry : null
}

/** At most so many of some rows, spread evenly over them. @example spread(['a', 'b', 'c', 'd'], 2) // => ['a', 'c'] */
export function spread<T>(rows: readonly T[], most: number): T[] {
  const count = Math.min(most, rows.length)
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!)
}

/**
 * Members in the text of a table, as `calibrate` writes it.
 * @param path the table's name, for errors
 * @param most rows taken at most, spread evenly over the table
 * @throws {Error} that names line, column and value
 * @example parseMembers('two.csv', 'parameters.rent_response\n0.04\n0.06\n', 2)[1].get('parameters.rent_response') // => 0.06
 */
export function parseMembers(path: string, text: string, most: number): ParameterSet[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const paths = head.split(',')
  const known = paths.map(name => (name.startsWith('parameters.') ? declarationOf(name.slice(11)) : null))
  known.forEach((declaration, j) => {
    if (declaration === null)
      throw new Error(`${path}:1, column ${j + 1}: ${paths[j]} is no parameter. Columns are named parameters.NAME.`)
  })
  if (lines.length < 2) throw new Error(`${path}: has ${lines.length} rows; a band needs at least two.`)
  const sets = lines.map((line, i) => {
    const cells = line.split(',')
    if (cells.length !== paths.length)
      throw new Error(
        `${path}:${i + 2}: has ${cells.length} cells, but the table has ${paths.length} columns. Give every column one number.`,
      )
    return new Map(
      paths.map((name, j) => {
        const cell = cells[j]!.trim()
        const value = cell === '' ? Number.NaN : Number(cell)
        const [low, high] = known[j]!.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
        const whole = isWhole(known[j]!)
        if (!(value >= low && value <= high && (!whole || Number.isInteger(value))))
          throw new Error(
            `${path}:${i + 2}, ${name}: must be ${whole ? 'a whole number' : 'a number'} from ${low} to ${high}, but is ${cell === '' ? 'empty' : cell}. Choose one, or leave the column out.`,
          )
        return [name, value] as const
      }),
    )
  })
  return spread(sets, most)
}

/** A scenario with a member's parameters. */
export const withSet = (scenario: Scenario, set: ParameterSet): Scenario =>
  [...set].reduce((changed, [path, value]) => withFactor(changed, path, value), scenario)
