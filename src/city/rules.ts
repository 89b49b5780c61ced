import type { Levers } from './levers.ts'

/** A policy's yearly bill. */
export interface Bill {
  policy: string
  /** yuan at I = 1; below 0 it gives back what the lever's rest costs in essential spending */
  amount: number
  /** true: the money buys things in the budget's works; what it does not buy is carried over */
  buys?: true
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
  /** the same for policies that came into force between budgets, by name */
  fundedNow: Record<string, number>
  /** goals of feedback that were missed for a year, as of this month */
  broken?: number
}

/** Rules of one shape, whoever makes them: code that has seen two shapes is compiled twice. */
export const rulesOf = (
  levers: Levers,
  bills: readonly Bill[] = [],
  billsNow: readonly Bill[] = [],
  broken = 0,
): Rules => ({ levers, bills, billsNow, funded: null, fundedNow: {}, broken })
