/** The last twelve months, as rings of twelve entries hold them: one behind the other where a column has several. */
import type { City } from '../city/city.ts'
import { CELLS, monthOf } from '../city/economy.ts'

/** Months that the rings hold: fewer only while the first year of burn-in runs. */
export function monthsKnown(city: City): number {
  const { atRisk } = city.economy
  let months = 0
  for (let m = 0; m < 12; m++)
    for (let i = m; i < atRisk.length; i += 12)
      if (atRisk[i]! > 0) {
        months++
        break
      }
  return months
}

/** The tick whose month stands at an entry of a ring: the last 12 ticks before this one. */
export const tickAt = (city: City, entry: number): number => city.tick - 1 - monthOf(city.tick - 1 - entry)

/** All months of a ring together. @param first entry of the ring's first month */
export function sumOfYear(ring: ArrayLike<number>, first = 0): number {
  let sum = 0
  for (let i = first; i < first + 12; i++) sum += ring[i]!
  return sum
}

/** Events of a group in a year, of a column by cell and month. @param kinds which of the column's tables, added up */
export function sumOfCells(column: ArrayLike<number>, cells: number, ...kinds: readonly number[]): number {
  let sum = 0
  for (const kind of kinds)
    for (let c = 0; c < CELLS; c++) if ((cells >>> c) & 1) sum += sumOfYear(column, (kind * CELLS + c) * 12)
  return sum
}

/** One sum over another; null where there is nothing to divide by. */
export const shareOf = (part: number, all: number): number | null => (all > 0 ? part / all : null)

/** Share of one ring in another. */
export const ratioOfYear = (part: ArrayLike<number>, all: ArrayLike<number>): number | null =>
  shareOf(sumOfYear(part), sumOfYear(all))

/** Events of the months known, a year; null if no month has run. */
export const eventsOfYear = (city: City, events: number): number | null => shareOf(events * 12, monthsKnown(city))

/** Events in a ring, a year; null if no month has run. */
export const countOfYear = (city: City, ring: ArrayLike<number>): number | null => eventsOfYear(city, sumOfYear(ring))

/** Events for each household-year at risk of losing a home, over the same months; null if nobody was at risk. */
export const ratePerHousehold = (city: City, events: number, cells: number): number | null =>
  shareOf(events, sumOfCells(city.economy.atRisk, cells, 0) / 12)
