import type { Levers } from './levers.ts'

/** A policy's yearly bill. */
export interface Bill {
  policy: string
  /** yuan at I = 1 */
  amount: number
}

/** What processes obey this tick: the levers as policies set them. Made afresh each tick. */
export interface Rules {
  readonly levers: Levers
  /** bills of the policies in force, presented at the yearly budget */
  readonly bills: readonly Bill[]
  /** bills of policies that came into force this tick, paid from cash in hand until the next budget */
  readonly billsNow: readonly Bill[]
  /** the budget's answer: share of the bills it pays; null until it has met */
  funded: number | null
}
