/**
 * Fields of a case's input, declared once: each says its kind, range and how its length follows from other fields, and
 * checks itself. A calculator lists its fields; nothing about input is checked anywhere else.
 */
import { nearest } from '../../lib/nearest.ts'

type Input = Readonly<Record<string, unknown>>

/** One declared field. `T` is what a checked value may be taken for. */
export interface Field<T = unknown> {
  readonly kind: string
  /** what it holds and in which unit */
  readonly meaning: string
  /** false where the field may be left out of this input */
  readonly needed: (input: Input) => boolean
  /** the problem with a value, or undefined; fields declared earlier have passed already */
  readonly check: (value: unknown, input: Input) => string | undefined
  /** carries T for the compiler; never set */
  readonly type?: T
}

/** Fields by name, in the order in which they are checked. */
export type Fields = Readonly<Record<string, Field>>

/** The input a calculator receives once its fields have passed. */
export type InputOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

interface Range {
  /** smallest allowed value */
  readonly min?: number
  /** largest allowed value */
  readonly max?: number
  /** every value lies above this */
  readonly above?: number
  /** every value lies below this */
  readonly below?: number
  /** whole numbers only */
  readonly whole?: true
}

/** Shows a value as found, shortened. */
export function shown(value: unknown): string {
  let text: string
  try {
    // JSON writes numbers too large for it as null
    text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')
  } catch {
    // reading JSON is not stopped by depth, writing it is
    text = 'a value nested too deeply'
  }
  return text.length > 40 ? `${text.slice(0, 37)}…` : text
}

function rangeWords(range: Range): string {
  const limits: string[] = []
  if (range.min !== undefined) limits.push(`at least ${range.min}`)
  if (range.above !== undefined) limits.push(`above ${range.above}`)
  if (range.max !== undefined) limits.push(`at most ${range.max}`)
  if (range.below !== undefined) limits.push(`below ${range.below}`)
  const noun = range.whole ? 'a whole number' : 'a number'
  return limits.length === 0 ? noun : `${noun} ${limits.join(' and ')}`
}

function inRange(value: unknown, range: Range): value is number {
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    !(range.min !== undefined && value < range.min) &&
    !(range.max !== undefined && value > range.max) &&
    !(range.above !== undefined && value <= range.above) &&
    !(range.below !== undefined && value >= range.below) &&
    !(range.whole && !Number.isInteger(value))
  )
}

function numberProblem(value: unknown, range: Range, where = ''): string | undefined {
  return inRange(value, range) ? undefined : `${where}expected ${rangeWords(range)}, got ${shown(value)}`
}

function listProblem(value: unknown, noun: string, length?: number): string | undefined {
  if (!Array.isArray(value)) return `expected a list of ${noun}, got ${shown(value)}`
  if (length !== undefined && value.length !== length) return `expected ${length} ${noun}, got ${value.length}`
  return undefined
}

/** The problem of the first entry that has one, with its place. */
function firstProblem(list: readonly unknown[], problem: (entry: unknown, i: number) => string | undefined) {
  for (let i = 0; i < list.length; i++) {
    const found = problem(list[i], i)
    if (found !== undefined) return `entry ${i}: ${found}`
  }
  return undefined
}

const always = () => true

/** How many entries a field checked before this one has. */
const lengthOf = (input: Input, field: string | undefined): number | undefined =>
  field !== undefined && Array.isArray(input[field]) ? input[field].length : undefined

/** Makes a field one that may be left out, unless `needed` says so for the input at hand. */
export const optional = <T>(field: Field<T>, needed: (input: Input) => boolean = () => false): Field<T | undefined> =>
  ({ ...field, needed }) as Field<T | undefined>

interface ListShape {
  /** a field with as many entries */
  readonly length?: string
  /** a field no entry may fall below, entry by entry */
  readonly atLeast?: string
  /** a field no entry may exceed, entry by entry */
  readonly atMost?: string
}

/** A list of numbers. */
export const numbers = (meaning: string, shape: Range & ListShape = {}): Field<readonly number[]> => ({
  kind: 'numbers',
  meaning,
  needed: always,
  check(value, input) {
    const problem = listProblem(value, 'numbers', lengthOf(input, shape.length))
    if (problem !== undefined) return problem
    const atLeast = shape.atLeast === undefined ? undefined : (input[shape.atLeast] as number[])
    const atMost = shape.atMost === undefined ? undefined : (input[shape.atMost] as number[])
    return firstProblem(value as unknown[], (entry, i) => {
      if (!inRange(entry, shape)) return numberProblem(entry, shape)
      if (atLeast !== undefined && entry < atLeast[i]!) return `${entry} is less than ${shape.atLeast}, ${atLeast[i]}`
      if (atMost !== undefined && entry > atMost[i]!) return `${entry} is more than ${shape.atMost}, ${atMost[i]}`
      return undefined
    })
  },
})

/** Counts, amounts, sizes: a list of numbers from 0 up. */
export const amounts = (meaning: string, shape: Range & ListShape = {}): Field<readonly number[]> =>
  numbers(meaning, { min: 0, ...shape })

/** One number. */
export const number = (meaning: string, range: Range = {}): Field<number> => ({
  kind: 'number',
  meaning,
  needed: always,
  check: value => numberProblem(value, range),
})

/** true or false. */
export const flag = (meaning: string): Field<boolean> => ({
  kind: 'flag',
  meaning,
  needed: always,
  check: value => (typeof value === 'boolean' ? undefined : `expected true or false, got ${shown(value)}`),
})

/** One word out of a few. */
export const choice = <const O extends readonly string[]>(meaning: string, options: O): Field<O[number]> => ({
  kind: 'choice',
  meaning: `${meaning}: ${options.join(', ')}`,
  needed: always,
  check: value =>
    options.includes(value as string) ? undefined : `expected one of ${options.join(', ')}, got ${shown(value)}`,
})

/** Group labels: a list of texts or numbers. */
export const labels = (meaning: string, shape: { length?: string } = {}): Field<readonly (string | number)[]> => ({
  kind: 'labels',
  meaning,
  needed: always,
  check(value, input) {
    const problem = listProblem(value, 'labels', lengthOf(input, shape.length))
    if (problem !== undefined) return problem
    return firstProblem(value as unknown[], entry =>
      typeof entry === 'string' || inRange(entry, {}) ? undefined : `expected a text or number, got ${shown(entry)}`,
    )
  },
})

interface TableShape extends Range {
  /** a field with an entry for every row */
  readonly rows?: string
  /** a field with an entry for every column */
  readonly columns?: string
  readonly square?: true
  /** rows are probabilities: each sums to 1 within 1e-9 */
  readonly probabilities?: true
}

function tableCheck(shape: TableShape, holes: boolean) {
  return (value: unknown, input: Input): string | undefined => {
    const problem = listProblem(value, 'rows', lengthOf(input, shape.rows))
    if (problem !== undefined) return problem
    const rows = value as unknown[]
    const first = Array.isArray(rows[0]) ? rows[0].length : undefined
    const width = shape.square ? rows.length : (lengthOf(input, shape.columns) ?? first)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      const wrong = listProblem(row, 'numbers', width)
      if (wrong !== undefined) return `row ${i}: ${wrong}`
      let total = 0
      for (let k = 0; k < (row as unknown[]).length; k++) {
        const entry = (row as unknown[])[k]
        if (holes && entry === null) continue
        if (!inRange(entry, shape)) return `row ${i}, column ${k}: ${numberProblem(entry, shape)}`
        total += entry
      }
      if (shape.probabilities && !(Math.abs(total - 1) <= 1e-9)) return `row ${i}: sums to ${total}, expected 1`
    }
    return undefined
  }
}

/** A table of numbers, its rows equally long. */
export const table = (meaning: string, shape: TableShape = {}): Field<readonly (readonly number[])[]> => ({
  kind: 'table',
  meaning,
  needed: always,
  check: tableCheck(shape, false),
})

/** A table of costs or distances from 0 up; `null` where there is no way. */
export const costs = (meaning: string, shape: TableShape = {}): Field<readonly (readonly (number | null)[])[]> => ({
  kind: 'costs',
  meaning: `${meaning}; null where there is no way`,
  needed: always,
  check: tableCheck({ min: 0, ...shape }, true),
})

/** Checked costs or distances as rows of numbers, with Infinity for null, where there is no way. */
export const openCosts = (rows: readonly (readonly (number | null)[])[]): Float64Array[] =>
  rows.map(row => Float64Array.from(row, cost => cost ?? Number.POSITIVE_INFINITY))

/** Points [x, y], needed unless a field of distances stands in their place. */
export const points = (meaning: string, shape: { length: string; unless?: string }) =>
  optional<readonly (readonly [number, number])[]>(
    {
      kind: 'points',
      meaning,
      needed: always,
      check(value, input) {
        const problem = listProblem(value, 'points', lengthOf(input, shape.length))
        if (problem !== undefined) return problem
        return firstProblem(value as unknown[], point =>
          Array.isArray(point) && point.length === 2 && point.every(part => inRange(part, {}))
            ? undefined
            : `expected a point [x, y], got ${shown(point)}`,
        )
      },
    },
    input => shape.unless === undefined || input[shape.unless] === undefined,
  )

/** A field of row numbers: for each unit the list of its neighbours, counted from 0. */
export const neighborLists = (meaning: string, shape: { length: string }): Field<readonly (readonly number[])[]> => ({
  kind: 'neighbor lists',
  meaning,
  needed: always,
  check(value, input) {
    const units = lengthOf(input, shape.length)!
    const problem = listProblem(value, 'lists', units)
    if (problem !== undefined) return problem
    return firstProblem(
      value as unknown[],
      list =>
        listProblem(list, 'row numbers') ??
        firstProblem(list as unknown[], entry => numberProblem(entry, { min: 0, max: units - 1, whole: true })),
    )
  },
})

/** Weights that run parallel to a field of lists. */
export const parallelWeights = (meaning: string, shape: { to: string }): Field<readonly (readonly number[])[]> => ({
  kind: 'parallel weights',
  meaning,
  needed: always,
  check(value, input) {
    const lists = input[shape.to] as unknown[][]
    const problem = listProblem(value, 'lists', lists.length)
    if (problem !== undefined) return problem
    return firstProblem(
      value as unknown[],
      (list, i) =>
        listProblem(list, 'numbers', lists[i]!.length) ??
        firstProblem(list as unknown[], entry => numberProblem(entry, { min: 0 })),
    )
  },
})

/** Shared borders [i, j, length], each pair of units once. */
export const borders = (
  meaning: string,
  shape: { units: string },
): Field<readonly (readonly [number, number, number])[]> => ({
  kind: 'borders',
  meaning,
  needed: always,
  check(value, input) {
    const index: Range = { min: 0, max: lengthOf(input, shape.units)! - 1, whole: true }
    return (
      listProblem(value, 'borders') ??
      firstProblem(value as unknown[], border =>
        Array.isArray(border) && border.length === 3
          ? (numberProblem(border[0], index, 'first unit: ') ??
            numberProblem(border[1], index, 'second unit: ') ??
            numberProblem(border[2], { min: 0 }, 'length: '))
          : `expected a border [i, j, length], got ${shown(border)}`,
      )
    )
  },
})

/** Bounds [a, b] with a < b that hold every entry of another field. */
export const bounds = (meaning: string, shape: { hold: string }): Field<readonly [number, number]> => ({
  kind: 'bounds',
  meaning,
  needed: always,
  check(value, input) {
    if (!Array.isArray(value) || value.length !== 2 || !value.every(part => inRange(part, {})) || value[0] >= value[1])
      return `expected bounds [a, b] with a < b, got ${shown(value)}`
    const outside = (input[shape.hold] as number[]).find(entry => entry < value[0] || entry > value[1])
    return outside === undefined ? undefined : `${shape.hold} holds ${outside}, outside ${shown(value)}`
  },
})

/** Sequences of class numbers, counted from 0; they may differ in length. */
export const sequences = (meaning: string, shape: { states: string }): Field<readonly (readonly number[])[]> => ({
  kind: 'sequences',
  meaning,
  needed: always,
  check(value, input) {
    const states = input[shape.states] as number
    return (
      listProblem(value, 'sequences') ??
      firstProblem(
        value as unknown[],
        list =>
          listProblem(list, 'class numbers') ??
          firstProblem(list as unknown[], entry => numberProblem(entry, { min: 0, max: states - 1, whole: true })),
      )
    )
  },
})

const isRecord = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Amounts by name; they may be negative. */
export const namedAmounts = (meaning: string): Field<Readonly<Record<string, number>>> => ({
  kind: 'named amounts',
  meaning,
  needed: always,
  check(value) {
    if (!isRecord(value)) return `expected named amounts, got ${shown(value)}`
    for (const [name, amount] of Object.entries(value)) {
      const problem = numberProblem(amount, {}, `${name}: `)
      if (problem !== undefined) return problem
    }
    return undefined
  },
})

/** A record that is one of several kinds, told by its key `kind`, each with fields of its own. */
export const variant = <const V extends Readonly<Record<string, Fields>>>(meaning: string, kinds: V) =>
  ({
    kind: 'variant',
    meaning: `${meaning}: ${Object.keys(kinds).join(', ')}`,
    needed: always,
    check(value) {
      if (!isRecord(value)) return `expected a record with a kind, got ${shown(value)}`
      const { kind } = value
      if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
        return `kind: expected one of ${Object.keys(kinds).join(', ')}, got ${shown(kind)}`
      const problem = problemWith(kinds[kind]!, value)
      return problem === undefined ? undefined : `${problem.field}: ${problem.problem}`
    },
  }) as Field<{ [K in keyof V]: { readonly kind: K } & InputOf<V[K]> }[keyof V]>

/** Pairs [bound, weight], in the order in which they are tried. */
export const steps = (meaning: string): Field<readonly (readonly [number, number])[]> => ({
  kind: 'steps',
  meaning,
  needed: always,
  check: value =>
    listProblem(value, 'steps') ??
    firstProblem(value as unknown[], step =>
      Array.isArray(step) && step.length === 2
        ? (numberProblem(step[0], {}, 'bound: ') ?? numberProblem(step[1], { min: 0 }, 'weight: '))
        : `expected a step [bound, weight], got ${shown(step)}`,
    ),
})

/**
 * The first problem with an input, or undefined when every field passes. A name that is not declared is ignored, unless a
 * field that is not given may have been meant by it: a misspelt option would change the answer in silence.
 * @param fields as a calculator declares them
 * @param input  the `input` of a case
 * @example problemWith({ q: number('order', { min: 0 }) }, {}) // => { field: 'q', problem: 'is missing' }
 */
export function problemWith(fields: Fields, input: unknown): { field: string; problem: string } | undefined {
  if (!isRecord(input)) return { field: 'input', problem: `expected the measure's fields, got ${shown(input)}` }
  // a name that a record inherits, such as "constructor", is not a field of the case
  const own: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) if (Object.hasOwn(input, name)) own[name] = input[name]
  for (const [name, field] of Object.entries(fields)) {
    if (own[name] === undefined) {
      if (field.needed(own)) return { field: name, problem: `is missing${misspelt(name, fields, input)}` }
      continue
    }
    const problem = field.check(own[name], own)
    if (problem !== undefined) return { field: name, problem }
  }
  const absent = Object.keys(fields).filter(name => own[name] === undefined)
  for (const name of Object.keys(input)) {
    if (Object.hasOwn(fields, name)) continue
    const [meant] = nearest(name, absent)
    if (meant !== undefined) return { field: name, problem: `is no field of this measure; did you mean "${meant}"?` }
  }
  return undefined
}

/** A name in the input by which a missing field may have been meant. */
function misspelt(field: string, fields: Fields, input: Input): string {
  const [name] = nearest(
    field,
    Object.keys(input).filter(given => !Object.hasOwn(fields, given)),
  )
  return name === undefined ? '' : `; is it called "${name}" here?`
}
