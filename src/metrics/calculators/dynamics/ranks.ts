/** Ranks, ties sharing their mean rank. */
import { type Numbers, type Rows, risingOrder } from '../arithmetic.ts'
import { table } from '../input.ts'

/** Input of the measures of changing ranks. */
export const panelFields = { values: table('a value by unit (row) and period (column)') } as const

/**
 * Ranks from 1, the smallest value, up; tied values share the mean of their ranks.
 * @example meanRanks([10, 30, 10]) // => [1.5, 3, 1.5]
 */
export function meanRanks(values: Numbers): Float64Array {
  const order = risingOrder(values)
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}

/**
 * How each unit's rank changed from one period to the next.
 * @param values units × periods
 * @returns one list of changes an interval
 */
export function rankChanges(values: Rows): Float64Array[] {
  const periods = values.length === 0 ? 0 : values[0]!.length
  const ranks = Array.from({ length: periods }, (_, t) => meanRanks(Float64Array.from(values, row => row[t]!)))
  return ranks.slice(1).map((now, t) => now.map((rank, i) => rank - ranks[t]![i]!))
}
