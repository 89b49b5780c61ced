import type { Facts } from '../city/facts.ts'
import { type Lever, type LeverGroup, type Levers, leverDeclarations } from '../city/levers.ts'
import type { Words } from '../lib/declare.ts'
import type { Target } from './steering.ts'

export const themes = [
  'production',
  'distribution',
  'difference',
  'power',
  'encounter',
  'environment',
  'mechanism',
] as const
export type Theme = (typeof themes)[number]

export type SettingValue = number | string | null
export type SettingValues = Record<string, SettingValue>

export interface Policy {
  /** snake_case, as scenarios name it */
  readonly name: string
  readonly theme: Theme
  readonly title: Words
  /** its name beside a slider, at most 24 letters or 10 characters; the title if not given */
  readonly short?: Words
  /** what it does, and what it is known to cost, in two sentences for a workshop */
  readonly summary: Words
  /** where the idea or its numbers come from */
  readonly source: string
  /** levers and their ranges; a setting's rest value is neutral */
  readonly settings: Readonly<Record<string, Lever>>
  /** a line for each setting */
  readonly words: Readonly<Record<string, Words>>
  /** whether a use of it states targets to steer by */
  readonly targets?: boolean
  /** a rule reverts at its end; a stock policy stops buying and what it built stays */
  readonly kind: 'rule' | 'stock'
  /** what it costs or earns, in words */
  readonly cost: Words
  /**
   * The part of its yearly cost that is billed at the budget [yuan at income level 1], given the city and the values
   * wanted; flows that its working causes are tagged in the ledger instead. Where the rest of a lever has a cost, which is
   * part of essential spending, the bill is the difference and may be below 0.
   */
  bill(city: Facts, values: SettingValues): number
  /** What it asks the budget for a year to buy things with [yuan at income level 1]: see the budget's works. */
  works?(city: Facts, values: SettingValues): number
  /** Moves levers. `values` are the settings in force this tick (ramped). */
  effect(levers: Levers, values: SettingValues): void
}

type PolicyDeclaration = Omit<Policy, 'name' | 'settings' | 'effect' | 'bill'> & Partial<Pick<Policy, 'bill'>>

/** A setting's number, or the lever's rest where the scenario states none. */
export const stated = (policy: LeverGroup, values: SettingValues, name: string): number =>
  (values[name] ?? (leverDeclarations[policy] as Record<string, Lever>)[name]!.rest) as number

/** How far a setting is from the lever's rest. @example beyondRest('schools', { seats_per_1000: 50 }, 'seats_per_1000') // => 6 */
export const beyondRest = (policy: LeverGroup, values: SettingValues, name: string): number =>
  stated(policy, values, name) - ((leverDeclarations[policy] as Record<string, Lever>)[name]!.rest as number)

/** Units that are missing where each of some places is to have so many. @example missing([1, 3], 2, 2) // => 1 */
export function missing(have: ArrayLike<number>, places: number, wanted: number): number {
  let sum = 0
  for (let i = 0; i < places; i++) sum += Math.max(0, wanted - have[i]!)
  return sum
}

/** Administration of a rule: 2 yuan a household and year. */
export const administration = ({ households }: Pick<Facts, 'households'>): number => 2 * households

/**
 * A policy whose settings are the levers of the same name.
 * @example export const kpiReform = moves('kpi_reform', { theme: 'production', title: …, … })
 */
export function moves<G extends LeverGroup>(
  group: G,
  declaration: PolicyDeclaration & { words: Record<keyof (typeof leverDeclarations)[G], Words> },
): Policy {
  return {
    bill: administration,
    ...declaration,
    name: group,
    settings: leverDeclarations[group],
    effect: (levers, values) => void Object.assign(levers[group], values),
  }
}

/** A policy that moves levers of other names: settings of its own and an effect. */
export const definePolicy = (policy: Omit<Policy, 'bill'> & Partial<Pick<Policy, 'bill'>>): Policy => ({
  bill: administration,
  ...policy,
})

/** One use of a policy in a scenario, as checked: times are ticks. */
export interface PolicyUse {
  readonly policy: string
  /** only the settings that the scenario states */
  readonly settings: SettingValues
  /** first tick in force (default 24, the start of year 3) */
  readonly from: number
  /** first tick no longer in force; null = to the end */
  readonly until: number | null
  /** months from rest to the full setting */
  readonly over: number
  /** condition on last tick's indicators, as written; null = always */
  readonly when: string | null
  /** what a feedback steers by */
  readonly targets?: readonly Target[]
}
