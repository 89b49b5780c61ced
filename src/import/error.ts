import { inBoth, say, type Words } from '../lib/declare.ts'
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

/** A file that no place can be made of: what is wrong, where, and how to put it right. The message is in English. */
export class CityFileError extends Error {
  readonly kind: CityFileProblem
  readonly what: Words
  /** byte, line and column, or element, as near as known */
  readonly where: Words
  readonly remedy: Words

  constructor(kind: CityFileProblem, where: Words | string, what: Words, remedy: Words) {
    const place = inBoth(where)
    super(`${place.en}: ${what.en} ${remedy.en}`)
    this.name = 'CityFileError'
    this.kind = kind
    this.where = place
    this.what = what
    this.remedy = remedy
  }

  /** The whole of it in a sentence or two. */
  get said(): Words {
    return say(this.message, `${this.where.zh}：${this.what.zh}${this.remedy.zh}`)
  }
}

export const THE_FILE = say('the file', '文件')

/** "a, b or c", with the nearest word first where one is near. */
export function allowed(word: string, known: readonly string[]): Words {
  const [near] = nearest(word, known)
  const all = known.map(name => `'${name}'`)
  return say(
    `${near === undefined ? '' : `Did you mean '${near}'? `}Allowed are ${all.join(', ')}.`,
    `${near === undefined ? '' : `是否想写'${near}'？`}可用：${all.join('、')}。`,
  )
}
