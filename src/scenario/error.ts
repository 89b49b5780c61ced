import { inBoth, say, type Words } from '../lib/declare.ts'
import { nearest } from '../lib/nearest.ts'

/** One thing to put right in a scenario. */
export interface Problem {
  /** as the person named it or as it was found */
  readonly file: string
  /** 1-based; null where the file itself is the problem */
  readonly line: number | null
  readonly column: number | null
  /** e.g. policies[0].profit_cap.max_margin; '' for the whole file */
  readonly path: string
  /** what is wrong, with the value found */
  readonly what: Words
  /** how to put it right */
  readonly remedy: Words
}

/** Three lines a problem: this many, and a line for the rest, fill a terminal of 24 lines. */
const SHOWN = 7

/** Where a problem is: file:line:column, path. */
export function whereOf({ file, line, column, path }: Omit<Problem, 'what' | 'remedy'>): string {
  const place = line === null ? file : `${file}:${line}:${column}`
  return path === '' ? place : `${place}, ${path}`
}

/** A scenario cannot be used. The message tells all problems in English, in the order of the file, up to a screenful. */
export class ScenarioError extends Error {
  /** at least one */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const told = problems
      .slice(0, SHOWN)
      .map(problem => `${whereOf(problem)}\n  ${problem.what.en}\n  ${problem.remedy.en}`)
    if (problems.length > SHOWN) told.push(`… and ${problems.length - SHOWN} more.`)
    super(told.join('\n'))
    this.name = 'ScenarioError'
    this.problems = problems
  }

  /** Of the first problem. */
  get where(): string {
    return whereOf(this.problems[0]!)
  }

  get what(): Words {
    return this.problems[0]!.what
  }

  get remedy(): Words {
    return this.problems[0]!.remedy
  }
}

/** An expression cannot be used. The message is in English. */
export class ExpressionError extends Error {
  /** 0-based place in the text; null if it is about the whole */
  readonly at: number | null
  readonly what: Words
  readonly remedy: Words

  constructor(what: Words, remedy: Words, at: number | null = null) {
    super(`${what.en} ${remedy.en}`)
    this.name = 'ExpressionError'
    this.what = what
    this.remedy = remedy
    this.at = at
  }
}

export const INDICATOR = say('indicator', '指标')

/** "Did you mean …?", or what there is to choose from. */
export function didYouMean(word: string, names: readonly string[], kind: Words | string): Words {
  const near = nearest(word, names)
  if (near.length > 0) return say(`Did you mean ${near.join(' or ')}?`, `是否想写${near.join('或')}？`)
  const { en, zh } = inBoth(kind)
  if (names.length === 0) return say(`There is no ${en} to name here.`, `这里没有可写的${zh}。`)
  const some = names.slice(0, 12)
  const more = names.length - some.length
  return say(
    `There is: ${some.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`,
    `可写：${some.join('、')}${more > 0 ? `，另有${more}个` : ''}。`,
  )
}

/** A value as an error tells it. @example found('harbour').en // => '"harbour"' */
export function found(value: unknown): Words {
  if (value === undefined) return say('missing', '缺失')
  if (value === null) return say('empty', '空')
  if (Array.isArray(value)) return value.length === 0 ? say('an empty list', '空列表') : say('a list', '列表')
  if (typeof value === 'object') return say('a block of settings', '一组设置')
  return say(quoted(value))
}

/** A text in quotation marks, or a number, cut where it is long; alike in all languages. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
