import { nearest } from '../lib/nearest.ts'

/** What can be wrong with a file that a place is read from. */
export type CityFileProblem =
  | 'not a city'
  | 'cut off'
  | 'no homes'
  | 'bad shape'
  | 'out of range'
  | 'unknown value'
  | 'unsupported'

/** A file that no place can be made of: what is wrong, where, and how to put it right. */
export class CityFileError extends Error {
  readonly kind: CityFileProblem
  readonly what: string
  /** byte, line and column, or element, as near as known */
  readonly where: string
  readonly remedy: string

  constructor(kind: CityFileProblem, where: string, what: string, remedy: string) {
    super(`${where}: ${what} ${remedy}`)
    this.name = 'CityFileError'
    this.kind = kind
    this.where = where
    this.what = what
    this.remedy = remedy
  }
}

/** "a, b or c", with the nearest word first where one is near. */
export function allowed(word: string, known: readonly string[]): string {
  const [near] = nearest(word, known)
  return `${near === undefined ? '' : `Did you mean '${near}'? `}Allowed are ${known.map(k => `'${k}'`).join(', ')}.`
}
