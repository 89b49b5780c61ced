/** What a justice measure declares: its words, its formula, the input it takes and the function that computes it. */
import type { Words } from '../../lib/declare.ts'
import type { Fields, InputOf } from './input.ts'

/** A measured value. `null` stands where a measure is undefined; numbers are finite. */
export type Value = number | null | ArrayLike<number> | readonly Value[] | { readonly [part: string]: Value }

export interface Calculator<F extends Fields = Fields> {
  /** the name by which a case asks for it */
  readonly id: string
  readonly title: Words
  /** what the number says, for people who have never met the measure */
  readonly summary: Words
  readonly formula: string
  /** the paper that defines it */
  readonly source: string
  readonly unit: string
  readonly range: string
  /** the direction that counts as more just, all else equal; see the caveat */
  readonly better: 'higher' | 'lower' | 'none' | 'to 1'
  /** how it misleads, and what to read beside it */
  readonly caveat: Words
  readonly input: F
  /** Expects input that has passed `problemWith`; never throws on it. */
  compute(input: InputOf<F>): Value
}

/** Declares a calculator; the fields of its input give `compute` its types. */
export const defineCalculator = <F extends Fields>(calculator: Calculator<F>): Calculator<F> => calculator
