/** Answers a file of cases: the pure part of `justcity metrics`, from text to values or to problems in words. */
import { nearest } from '../../lib/nearest.ts'
import type { Calculator, Value } from './calculator.ts'
import { calculators } from './index.ts'
import { problemWith, shown } from './input.ts'

/** A value as it is printed: plain arrays, finite numbers or null. */
export type Answer = number | null | Answer[] | { [part: string]: Answer }

export interface Result {
  readonly id: string
  readonly value: Answer
}

const byId = new Map<string, Calculator>(calculators.map(calculator => [calculator.id, calculator]))

/**
 * Reads cases `{"cases": [{"id", "measure", "input"}, …]}` and measures each, in their order.
 * All problems are found before anything is measured: one bad case leaves no half answer.
 *
 * @param text a JSON document
 * @returns results, one a case; or problems, one line a bad case that names its id and field
 * @example answerCases('{"cases":[{"id":"a","measure":"gini","input":{"values":[0,1]}}]}')
 * // => { results: [{ id: 'a', value: 0.5 }] }
 */
export function answerCases(text: string): { results: Result[] } | { problems: string[] } {
  let file: unknown
  try {
    // some editors put a mark of byte order first
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { problems: [`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
  const cases = isRecord(file) && Object.hasOwn(file, 'cases') ? file.cases : undefined
  if (!Array.isArray(cases)) return { problems: ['field cases: expected a list of cases'] }

  const problems: string[] = []
  const seen = new Set<string>()
  cases.forEach((entry: unknown, i) => {
    const problem = caseProblem(entry, i, seen)
    if (problem !== undefined) problems.push(problem)
  })
  if (problems.length > 0) return { problems }

  return {
    results: (cases as { id: string; measure: string; input: never }[]).map(({ id, measure, input }) => ({
      id,
      value: plain(byId.get(measure)!.compute(input)),
    })),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function caseProblem(entry: unknown, place: number, seen: Set<string>): string | undefined {
  if (!isRecord(entry)) return `case number ${place + 1}: field cases: expected a record, got ${shown(entry)}`
  const { id, measure, input } = entry
  if (typeof id !== 'string') return `case number ${place + 1}: field id: expected a text, got ${shown(id)}`
  // one line a problem, whatever the id
  const name = id.replace(/[\r\n]+/g, ' ')
  if (seen.has(id)) return `case ${name}: field id: used by an earlier case too`
  seen.add(id)
  if (typeof measure !== 'string')
    return `case ${name}: field measure: expected the id of a measure, got ${shown(measure)}`
  const calculator = byId.get(measure)
  if (calculator === undefined) return `case ${name}: field measure: no measure ${shown(measure)}${suggestion(measure)}`
  const found = problemWith(calculator.input, input)
  return found && `case ${name}: field ${found.field}: ${found.problem}`
}

function suggestion(word: string): string {
  const [name] = nearest(word, [...byId.keys()])
  return name === undefined ? '' : `; did you mean "${name}"?`
}

/** Typed arrays become arrays, and a number too large to hold becomes null. */
function plain(value: Value): Answer {
  if (value === null) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<Value>, plain)
  return Object.fromEntries(Object.entries(value as Record<string, Value>).map(([part, entry]) => [part, plain(entry)]))
}
