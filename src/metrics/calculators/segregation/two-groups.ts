/** A city in two groups, the group and everybody else: what the two-group measures share. */
import { type Numbers, safeScale } from '../arithmetic.ts'
import { amounts } from '../input.ts'

/** Input of the two-group measures. */
export const twoGroupFields = {
  group: amounts('people of the group, by unit'),
  total: amounts('all people, by unit', { length: 'group', atLeast: 'group' }),
} as const

/** Sums over the city, in people times `scale`. */
export interface TwoGroupSums {
  readonly group: number
  readonly others: number
  /** a power of two; 1 for ordinary counts */
  readonly scale: number
}

/** How many belong to the group and how many do not. */
export function twoGroupSums(group: Numbers, total: Numbers): TwoGroupSums {
  const scale = safeScale(total)
  let inside = 0
  let outside = 0
  for (let i = 0; i < group.length; i++) {
    inside += group[i]! * scale
    outside += (total[i]! - group[i]!) * scale
  }
  return { group: inside, others: outside, scale }
}

/** Shares by unit and for the city. */
export interface TwoGroups {
  /** xᵢ/X: where the group lives */
  readonly ofGroup: Float64Array
  /** yᵢ/Y: where everybody else lives */
  readonly ofOthers: Float64Array
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
 * @returns null if the group or everybody else is absent: there is nothing to compare
 */
export function twoGroups(group: Numbers, total: Numbers): TwoGroups | null {
  const sums = twoGroupSums(group, total)
  const all = sums.group + sums.others
  const inCity = sums.group / all
  const restOfCity = sums.others / all
  if (!(inCity > 0 && restOfCity > 0)) return null
  const n = group.length
  const ofGroup = new Float64Array(n)
  const ofOthers = new Float64Array(n)
  const ofAll = new Float64Array(n)
  const inUnit = new Float64Array(n)
  const restOfUnit = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const x = group[i]!
    const t = total[i]!
    if (t === 0) continue
    const y = t - x
    ofGroup[i] = (x * sums.scale) / sums.group
    ofOthers[i] = (y * sums.scale) / sums.others
    ofAll[i] = (t * sums.scale) / all
    inUnit[i] = x / t
    restOfUnit[i] = y / t
  }
  return { ofGroup, ofOthers, ofAll, inUnit, restOfUnit, inCity, restOfCity }
}
