import type { Levers } from './levers.ts'

/** A policy's yearly bill, asked at the budget. */
export interface Bill {
  policy: string
  /** yuan at I = 1 */
  amount: number
}

/** What processes obey this tick: the levers as policies set them. Made afresh each tick. */
export interface Rules {
  readonly levers: Levers
  /** bills of the policies in force, for the yearly budget */
  readonly bills: readonly Bill[]
}
