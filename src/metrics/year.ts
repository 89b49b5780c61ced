/** The last twelve months, as rings of twelve entries hold them: one behind the other where a column has several. */
import type { City } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'

/** Months that the rings hold: fewer only while the first year of burn-in runs. */
export function monthsKnown(city: City): number {
  let months = 0
  for (let m = 0; m < 12; m++) if (city.economy.atRisk[m]! > 0) months++
  return months
}

/** The tick whose month stands at an entry of a ring: the last 12 ticks before this one. */
export const tickAt = (city: City, entry: number): number => city.tick - 1 - monthOf(city.tick - 1 - entry)

/** All months of a ring together. @param first entry of the ring's first month; rings from there on that are added */
export function sumOfYear(ring: ArrayLike<number>, first = 0, rings = 1): number {
  let sum = 0
  for (let i = first; i < first + 12 * rings; i++) sum += ring[i]!
  return sum
}

/** One sum over another; null where there is nothing to divide by. */
export const shareOf = (part: number, all: number): number | null => (all > 0 ? part / all : null)

/** Share of one ring in another. */
export const ratioOfYear = (part: ArrayLike<number>, all: ArrayLike<number>): number | null =>
  shareOf(sumOfYear(part), sumOfYear(all))

/** Events in a ring, a year; null if no month has run. */
export function countOfYear(city: City, ring: ArrayLike<number>, first = 0): number | null {
  const months = monthsKnown(city)
  return months > 0 ? (sumOfYear(ring, first) * 12) / months : null
}

/** Events for each household-year at risk of losing a home, over the same months; null if nobody was. */
export const ratePerHousehold = (city: City, ring: ArrayLike<number>, first = 0, rings = 1): number | null =>
  shareOf(sumOfYear(ring, first, rings), sumOfYear(city.economy.atRisk) / 12)
