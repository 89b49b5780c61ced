/** A city in two groups, the group and everybody else: what the two-group measures share. */
import { type Numbers, safeScale } from '../arithmetic.ts'
import { amounts } from '../input.ts'

/** Input of the two-group measures. */
export const twoGroupFields = {
  group: amounts('people of the group, by unit'),
  total: amounts('all people, by unit', { length: 'group', atLeast: 'group' }),
} as const

/**
 * Where some people live: each unit's share of them.
 * @param people how many, one entry a unit
 * @returns shares that sum to 1; null if there is nobody
 */
export function whereLive(people: Numbers): Float64Array | null {
  const scale = safeScale(people)
  let all = 0
  for (let i = 0; i < people.length; i++) all += people[i]! * scale
  return all > 0 ? Float64Array.from(people, here => (here * scale) / all) : null
}

/** Everybody who is not of the group, one entry a unit. */
export const others = (group: Numbers, total: Numbers): Float64Array =>
  Float64Array.from(total, (all, i) => all - group[i]!)

/** Where the two groups live. */
export interface TwoSpreads {
  /** xᵢ/X */
  readonly ofGroup: Float64Array
  /** yᵢ/Y, of everybody else */
  readonly ofOthers: Float64Array
}

/**
 * What measures of evenness compare.
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns null if the group or everybody else is absent: there is nothing to compare
 */
export function twoSpreads(group: Numbers, total: Numbers): TwoSpreads | null {
  const ofGroup = whereLive(group)
  const ofOthers = whereLive(others(group, total))
  return ofGroup === null || ofOthers === null ? null : { ofGroup, ofOthers }
}

/** Shares by unit and for the city. */
export interface TwoGroups extends TwoSpreads {
  /** tᵢ/T: where all live */
  readonly ofAll: Float64Array
  /** pᵢ = xᵢ/tᵢ, the group's share of the unit; 0 in an empty unit */
  readonly inUnit: Float64Array
  /** 1 − pᵢ; 0 in an empty unit */
  readonly restOfUnit: Float64Array
  /** P, the group's share of the city */
  readonly inCity: number
  /** 1 − P */
  readonly restOfCity: number
}

/**
 * The shares from which two-group measures are made.
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @returns null if the group or everybody else is absent, or too few beside the other for a share above 0
 */
export function twoGroups(group: Numbers, total: Numbers): TwoGroups | null {
  const spreads = twoSpreads(group, total)
  if (spreads === null) return null
  const scale = safeScale(total)
  let inside = 0
  let outside = 0
  for (let i = 0; i < group.length; i++) {
    inside += group[i]! * scale
    outside += (total[i]! - group[i]!) * scale
  }
  const all = inside + outside
  const inCity = inside / all
  const restOfCity = outside / all
  if (!(inCity > 0 && restOfCity > 0)) return null
  const n = group.length
  const ofAll = new Float64Array(n)
  const inUnit = new Float64Array(n)
  const restOfUnit = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const x = group[i]!
    const t = total[i]!
    if (t === 0) continue
    ofAll[i] = (t * scale) / all
    inUnit[i] = x / t
    restOfUnit[i] = (t - x) / t
  }
  return { ...spreads, ofAll, inUnit, restOfUnit, inCity, restOfCity }
}
