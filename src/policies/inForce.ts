/** When and how far policies are in force: one mechanism for all (model §3.1). */
import type { Facts } from '../city/facts.ts'
import { type Levers, leversAtRest } from '../city/levers.ts'
import { type Bill, type Rules, rulesOf } from '../city/rules.ts'
import type { Policy, PolicyUse, SettingValues } from './policy.ts'
import { type Steered, startSteering, steer } from './steering.ts'

/** A change of a condition's truth counts when it has held for so many ticks. */
const DEBOUNCE = 3

/** A policy of a scenario with its own bookkeeping, which is no part of the city's state. */
export interface ActivePolicy {
  readonly policy: Policy
  readonly use: PolicyUse
  /** whether its condition counts as true, how long the opposite has held, and the tick the ramp starts from */
  holds: boolean
  against: number
  since: number
  /** share of its bill that the budget paid: how far the levers move of the distance asked */
  funded: number
  wasInForce: boolean
  /** what it remembers of its targets */
  readonly steered: Steered[]
}

/** @param policyNamed finds a policy of the registry */
export function activePolicies(
  uses: readonly PolicyUse[],
  policyNamed: (name: string) => Policy | undefined,
): ActivePolicy[] {
  return uses.map(use => {
    const policy = policyNamed(use.policy)
    if (!policy) throw new RangeError(`no policy is named ${use.policy}`)
    return {
      policy,
      use,
      holds: use.when === null,
      against: 0,
      since: use.from,
      funded: 1,
      wasInForce: false,
      steered: startSteering(use.targets ?? []),
    }
  })
}

/** Takes in this tick's truth of a condition. */
export function debounce(active: ActivePolicy, truth: boolean, tick: number): void {
  if (truth === active.holds) {
    active.against = 0
    return
  }
  active.against++
  if (active.against < DEBOUNCE) return
  active.holds = truth
  active.against = 0
  active.since = tick
}

/** How far a policy has been phased in, 0 … 1. */
export function rampOf({ use, holds, since }: ActivePolicy, tick: number): number {
  if (!holds || tick < use.from || (use.until !== null && tick >= use.until)) return 0
  const start = Math.max(use.from, since)
  if (use.over === 0) return 1
  return Math.min(1, Math.max(0, (tick - start) / use.over))
}

/** The settings in force: ramped from rest, or from the loosest end of the range for a lever that rests at off. */
export function settingsAt(policy: Policy, stated: SettingValues, ramp: number, funded: number): SettingValues {
  const values: SettingValues = {}
  if (ramp === 0) return values
  for (const [name, setting] of Object.entries(stated)) {
    const lever = policy.settings[name]!
    if (lever.kind !== 'number' || setting === null || typeof setting === 'string') values[name] = setting
    else {
      const from = lever.rest ?? lever.loosest ?? lever.max
      values[name] = from + ramp * funded * (setting - from)
    }
  }
  return values
}

/** Whether settings differ from rest: a policy at rest is no policy and costs nothing. */
const moves = (policy: Policy, values: SettingValues): boolean =>
  Object.entries(values).some(([name, value]) => value !== policy.settings[name]!.rest)

/**
 * The rules of a tick: levers at rest, then each policy in force, in the scenario's order; the last writer wins.
 * @param facts the city as bills know it
 */
export function rulesAt(actives: readonly ActivePolicy[], tick: number, facts: Facts): Rules {
  const levers: Levers = leversAtRest()
  const bills: Bill[] = []
  const billsNow: Bill[] = []
  for (const active of actives) {
    const { policy, use } = active
    const ramp = tick < 0 ? 0 : rampOf(active, tick)
    if (ramp > 0) policy.effect(levers, settingsAt(policy, use.settings, ramp, active.funded))
    // what is asked for hangs on what is wanted, not on what last year's money paid: else bills would swing
    const wanted = settingsAt(policy, use.settings, ramp, 1)
    const isInForce = moves(policy, wanted)
    if (isInForce) {
      const bill = { policy: policy.name, amount: policy.bill(facts, wanted) }
      bills.push(bill)
      const monthsLeft = 11 - (tick % 12)
      if (!active.wasInForce && monthsLeft > 0) billsNow.push({ ...bill, amount: (bill.amount * monthsLeft) / 12 })
      const works = policy.works?.(facts, wanted) ?? 0
      if (works > 0) bills.push({ policy: policy.name, amount: works, buys: true })
    }
    active.wasInForce = isInForce
  }
  return rulesOf(levers, bills, billsNow)
}

/**
 * Lets each feedback in force move the levers it steers, after all policies have set them (model §3.21).
 * @param measure a published measure as last month left it
 * @param policyNamed finds the policy whose lever is steered: what the shift costs is its bill
 */
export function steerLevers(
  actives: readonly ActivePolicy[],
  rules: Rules,
  tick: number,
  facts: Facts,
  measure: (name: string) => number | null,
  policyNamed: (name: string) => Policy | undefined,
): Rules {
  let broken = 0
  const bills = rules.bills.slice()
  for (const { use, wasInForce, steered, since } of actives) {
    const { gain, every } = rules.levers.feedback
    const { targets } = use
    // no money, no step: but what was steered so far stays where it is
    if (targets === undefined || !wasInForce || !use.settings.gain) continue
    const before = targets.map(({ policy, setting }) => (rules.levers[policy] as SettingValues)[setting] ?? null)
    broken += steer(targets, steered, rules.levers, { gain, every }, tick - Math.max(use.from, since), measure)
    targets.forEach(({ policy, setting }, i) => {
      const now = (rules.levers[policy] as SettingValues)[setting] ?? null
      const of = policyNamed(policy)
      if (now === before[i] || of === undefined) return
      const more = (cost: NonNullable<Policy['works']>): number =>
        cost(facts, { [setting]: now }) - cost(facts, { [setting]: before[i]! })
      const amount = more((city, values) => of.bill(city, values))
      if (amount !== 0) bills.push({ policy, amount })
      if (of.works === undefined) return
      // one bill for what a policy buys, as large as the lever that is left
      const at = bills.findIndex(bill => bill.policy === policy && bill.buys === true)
      const asked = (bills[at]?.amount ?? 0) + more((city, values) => of.works!(city, values))
      if (at >= 0) bills.splice(at, 1)
      if (asked > 0) bills.push({ policy, amount: asked, buys: true })
    })
  }
  return rulesOf(rules.levers, bills, rules.billsNow, broken)
}
