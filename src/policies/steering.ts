/**
 * Feedback and re-adjustment 反馈—再调整 (model §3.21): targets against indicators shift levers, step by step. The offsets are
 * bookkeeping of the policy, no part of the city's state; they are added last, inside the lever's range.
 */
import { type Lever, type LeverGroup, type Levers, leverDeclarations } from '../city/levers.ts'

/** What a feedback steers by. */
export interface Target {
  /** a published measure */
  readonly indicator: string
  readonly goal: number
  /** the lever it moves */
  readonly policy: LeverGroup
  readonly setting: string
  /** which way the indicator goes when the lever rises */
  readonly sign: 1 | -1
  /** how far from the goal counts as one step */
  readonly scale: number
}

/** What a feedback remembers of one target. */
export interface Steered {
  offset: number
  /** the indicator's last values, oldest first */
  past: number[]
  /** the side the goal lay on at first: the promise is to get there */
  side: number
  /** months in a row that the goal has been missed by more than its scale */
  missed: number
}

/** Months an indicator is smoothed over, and after which a missed goal counts as a broken promise. */
const SMOOTHED = 6
const PATIENCE = 12
/** A step, of the lever's range. */
const STEP = 0.1

export const startSteering = (targets: readonly Target[]): Steered[] =>
  targets.map(() => ({ offset: 0, past: [], side: 0, missed: 0 }))

/** A lever that a feedback can move: a number with a range. */
export function steerable(policy: string, setting: string): Extract<Lever, { min: number }> | undefined {
  const lever = (leverDeclarations as Record<string, Record<string, Lever>>)[policy]?.[setting]
  return lever === undefined || lever.kind === 'choice' ? undefined : lever
}

/**
 * Reads the indicators, adjusts the offsets when it is time, and adds them to the levers.
 * @param levers  as the policies set them; changed in place
 * @param months  since the feedback came into force
 * @param measure a published measure as last month left it
 * @returns how many promises were broken this month
 * @example steer(targets, memory, levers, { gain: 0.3, every: 12 }, 24, name => 0.31) // => 0
 */
export function steer(
  targets: readonly Target[],
  memory: readonly Steered[],
  levers: Levers,
  { gain, every }: { gain: number; every: number },
  months: number,
  measure: (name: string) => number | null,
): number {
  let broken = 0
  targets.forEach(({ indicator, goal, policy, setting, sign, scale }, i) => {
    const kept = memory[i]!
    const value = measure(indicator)
    if (value !== null) {
      kept.past.push(value)
      if (kept.past.length > SMOOTHED) kept.past.shift()
    }
    if (kept.past.length === 0) return
    const error = (goal - kept.past.reduce((sum, v) => sum + v, 0) / kept.past.length) / scale
    if (kept.side === 0) kept.side = error < 0 ? -1 : 1
    kept.missed = error * kept.side > 1 ? kept.missed + 1 : 0
    if (kept.missed === PATIENCE) {
      kept.missed = 0
      broken++
    }
    const { min, max, kind } = steerable(policy, setting)!
    const group = levers[policy] as Record<string, number | null>
    const base = group[setting]
    // a lever that is off has no place on its range to move from
    if (base === null || base === undefined) return
    if (months > 0 && months % every === 0) kept.offset += gain * sign * error * STEP * (max - min)
    kept.offset = Math.min(max - base, Math.max(min - base, kept.offset))
    const steered = base + kept.offset
    group[setting] = kind === 'integer' ? Math.round(steered) : steered
  })
  return broken
}
