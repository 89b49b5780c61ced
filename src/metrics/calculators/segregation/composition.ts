/** A city in several groups: what the multigroup, local and spatial measures share. */
import { quickLog } from '../../../lib/numeric.ts'
import { log1p, type Rows, safeScaleOfRows } from '../arithmetic.ts'
import { table } from '../input.ts'

/** Input of the multigroup measures. */
export const countFields = { counts: table('people, one row a unit, one column a group', { min: 0 }) } as const

/** The groups that exist and their shares. */
export interface Composition {
  readonly units: number
  /** K, groups with somebody in them */
  readonly groups: number
  /** their columns in the counts */
  readonly columns: readonly number[]
  /** tᵢ/T, one entry a unit */
  readonly ofAll: Float64Array
  /** pᵢₖ at i·K + k; 0 throughout an empty unit */
  readonly inUnit: Float64Array
  /** Pₖ, one entry a group */
  readonly inCity: Float64Array
  /** 1 − Pₖ, summed from the other groups */
  readonly restOfCity: Float64Array
  /** cᵢₖ at i·K + k, times a power of two that keeps sums within range */
  readonly people: Float64Array
}

/**
 * The shares from which multigroup measures are made.
 * @param counts people, one row a unit, one column a group
 * @returns null if there is nobody
 */
export function composition(counts: Rows): Composition | null {
  const units = counts.length
  const scale = safeScaleOfRows(counts)
  const width = units === 0 ? 0 : counts[0]!.length
  const sums = new Float64Array(width)
  let all = 0
  for (let i = 0; i < units; i++) {
    const row = counts[i]!
    for (let k = 0; k < width; k++) {
      const people = row[k]! * scale
      sums[k]! += people
      all += people
    }
  }
  if (!(all > 0)) return null
  const columns: number[] = []
  for (let k = 0; k < width; k++) if (sums[k]! / all > 0) columns.push(k)
  const groups = columns.length
  const inCity = new Float64Array(groups)
  const restOfCity = new Float64Array(groups)
  for (let k = 0; k < groups; k++) {
    inCity[k] = sums[columns[k]!]! / all
    for (let m = 0; m < groups; m++) if (m !== k) restOfCity[k]! += sums[columns[m]!]! / all
  }
  const ofAll = new Float64Array(units)
  const inUnit = new Float64Array(units * groups)
  const people = new Float64Array(units * groups)
  for (let i = 0; i < units; i++) {
    const row = counts[i]!
    let here = 0
    for (let k = 0; k < groups; k++) here += people[i * groups + k] = row[columns[k]!]! * scale
    if (here === 0) continue
    ofAll[i] = here / all
    for (let k = 0; k < groups; k++) inUnit[i * groups + k] = people[i * groups + k]! / here
  }
  return { units, groups, columns, ofAll, inUnit, inCity, restOfCity, people }
}

/** From this share on the rest is summed from the other groups, for 1 less the share has lost digits. */
const NEARLY_ALL = 0.999

/**
 * How far a group's share around a unit lies from its share of the city: qᵢₖ − Pₖ. For a group that is more than half
 * the city it is read off the others, whose shares are the accurate ones.
 * @param shares qᵢₖ at i·K + k: `inUnit`, or those of environments
 */
export function excess(
  { groups, inCity, restOfCity }: Composition,
  shares: Float64Array,
  i: number,
  k: number,
): number {
  const start = i * groups
  return inCity[k]! <= 0.5 ? shares[start + k]! - inCity[k]! : restOfCity[k]! - restAt(shares, start, groups, k)
}

/** The shares of all groups but one. */
function restAt(shares: ArrayLike<number>, start: number, length: number, but: number): number {
  let rest = 0
  for (let k = 0; k < length; k++) if (k !== but) rest += shares[start + k]!
  return rest
}

/** Σ Pₖ(1 − Pₖ): the chance that two people drawn from the city are of different groups. */
export function interactionOf(city: Composition): number {
  let total = 0
  for (let k = 0; k < city.groups; k++) total += city.inCity[k]! * city.restOfCity[k]!
  return total
}

/** Shares up to this add nothing that a sum would show. */
const LEAST = 1e-300

/** −Σ p ln p over part of a list, in nats; 0 ln 0 = 0. */
export function entropyAt(shares: ArrayLike<number>, start: number, length: number): number {
  let total = 0
  for (let k = start; k < start + length; k++) {
    const share = shares[k]!
    if (share > NEARLY_ALL) total -= share * log1p(-restAt(shares, start, length, k - start))
    else if (share > LEAST) total -= share * quickLog(share)
  }
  return total
}

/** Whether nearly everybody is of one group: then entropies are so small that their differences need other formulas. */
export const dominated = (city: Composition): boolean => city.inCity.some(share => share > NEARLY_ALL)

/** −Σ Pₖ ln Pₖ of the city, in nats. */
export const entropyOf = (city: Composition): number => entropyAt(city.inCity, 0, city.groups)

/**
 * Shares of one unit's people by group, for measures that look at units one at a time.
 * @param row people by group
 * @returns shares that sum to 1; null in an empty unit
 */
export function sharesOfUnit(row: ArrayLike<number>): Float64Array | null {
  const scale = safeScaleOfRows([row])
  let total = 0
  for (let k = 0; k < row.length; k++) total += row[k]! * scale
  if (!(total > 0)) return null
  const shares = new Float64Array(row.length)
  for (let k = 0; k < row.length; k++) shares[k] = (row[k]! * scale) / total
  return shares
}
