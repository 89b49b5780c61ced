/**
 * Declarations of numbers that people may change: default, unit, range, meaning and source in one place. The scenario
 * schema, baseline.yaml, the Assumptions page and the sensitivity designs are generated from them.
 */

export interface Declaration<V = unknown> {
  readonly declared: true
  readonly value: V
  readonly unit: string
  readonly meaning: string
  /** smallest and largest value worth trying; checked on input */
  readonly range?: readonly [number, number]
  /** where the value comes from; "assumption" where it is a judgement */
  readonly source: string
}

/**
 * Declares a parameter.
 * @example declare(4.5, '1/utility', 'scale of location choice', [1, 20], 'calibrated')
 */
export const declare = <V extends number | readonly number[]>(
  value: V,
  unit: string,
  meaning: string,
  range: readonly [number, number],
  source = 'assumption',
): Declaration<V extends number ? number : readonly number[]> => ({
  declared: true,
  value: value as never,
  unit,
  meaning,
  range,
  source,
})

export interface Declarations {
  readonly [name: string]: Declaration | Declarations
}

/** The plain values of a tree of declarations. */
export type Values<T> = {
  -readonly [K in keyof T]: T[K] extends Declaration<infer V> ? V : Values<T[K]>
}

export const isDeclaration = (entry: Declaration | Declarations): entry is Declaration => entry.declared === true

/**
 * A copy of plain data of which equals share a hidden class. An object that so many properties are added to one by one
 * becomes a hash table, ten times slower to read in a loop; and code that has seen many shapes reads them all slowly.
 */
export function shaped<T extends object>(values: T): T {
  const entries = Object.entries(values)
  const part = (from: number, to: number): object =>
    JSON.parse(JSON.stringify(Object.fromEntries(entries.slice(from, to)))) as object
  // of 128 properties and more JSON.parse makes a hash table too; what is assigned after stays as it is
  return Object.assign(part(0, WIDE), part(WIDE, entries.length)) as T
}

const WIDE = 100

/** Fresh default values of a tree of declarations. @example defaults({ a: declare(1, '', 'a', [0, 2]) }) // => { a: 1 } */
export function defaults<T extends Declarations>(tree: T): Values<T> {
  const values: Record<string, unknown> = {}
  for (const [name, entry] of Object.entries(tree)) values[name] = isDeclaration(entry) ? entry.value : defaults(entry)
  return values as Values<T>
}

/** Words for people in both languages of the project. */
export interface Words {
  readonly en: string
  readonly zh: string
}

/** What is said, in both languages; one text where both write it alike. @example say('is empty.', '是空的。') */
export const say = (en: string, zh = en): Words => ({ en, zh })

/** Words of what may also be a text that is the same in both languages. */
export const inBoth = (said: Words | string): Words => (typeof said === 'string' ? say(said) : said)
