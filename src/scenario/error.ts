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
  readonly what: string
  /** how to put it right */
  readonly remedy: string
}

/** Three lines a problem: this many, and a line for the rest, fill a terminal of 24 lines. */
const SHOWN = 7

/** Where a problem is: file:line:column, path. */
export function whereOf({ file, line, column, path }: Problem): string {
  const place = line === null ? file : `${file}:${line}:${column}`
  return path === '' ? place : `${place}, ${path}`
}

/** A scenario cannot be used. The message tells all problems, in the order of the file, up to a screenful. */
export class ScenarioError extends Error {
  /** at least one */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const told = problems.slice(0, SHOWN).map(problem => `${whereOf(problem)}\n  ${problem.what}\n  ${problem.remedy}`)
    if (problems.length > SHOWN) told.push(`… and ${problems.length - SHOWN} more.`)
    super(told.join('\n'))
    this.name = 'ScenarioError'
    this.problems = problems
  }

  /** Of the first problem. */
  get where(): string {
    return whereOf(this.problems[0]!)
  }

  get what(): string {
    return this.problems[0]!.what
  }

  get remedy(): string {
    return this.problems[0]!.remedy
  }
}

/** An expression cannot be used. */
export class ExpressionError extends Error {
  /** 0-based place in the text; null if it is about the whole */
  readonly at: number | null
  readonly what: string
  readonly remedy: string

  constructor(what: string, remedy: string, at: number | null = null) {
    super(`${what} ${remedy}`)
    this.name = 'ExpressionError'
    this.what = what
    this.remedy = remedy
    this.at = at
  }
}

/** "Did you mean …?", or what there is to choose from. */
export function didYouMean(word: string, names: readonly string[], kind: string): string {
  const near = nearest(word, names)
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
  if (names.length === 0) return `There is no ${kind} to name here.`
  const some = names.slice(0, 12).join(', ')
  return `There is: ${some}${names.length > 12 ? `, and ${names.length - 12} more` : ''}.`
}

/** A value as an error tells it. @example found('harbour') // => '"harbour"' */
export function found(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'empty'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a block of settings'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
