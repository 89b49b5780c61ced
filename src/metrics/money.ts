/** Money as it is published: yuan at the incomes of tick 0, divided by an index that is the same in all arms. */
import type { City } from '../city/city.ts'
import { monthOf, referenceIndex } from '../city/economy.ts'
import { type FlowKind, flowNames } from '../city/ledger.ts'

export { referenceIndex }

/** Months that the rings of the last 12 hold: fewer only while the first year of burn-in runs. */
export function monthsKnown(city: City): number {
  let months = 0
  for (let m = 0; m < 12; m++) if (city.economy.atRisk[m]! > 0) months++
  return months
}

/** The tick whose month stands at an entry of a ring: the last 12 ticks before this one. */
export const tickAt = (city: City, entry: number): number => city.tick - 1 - monthOf(city.tick - 1 - entry)

const rowOf = new Map(flowNames.map((name, row) => [name, row]))

/** Flows added up over the last 12 months, each month at its own Ī [yuan a year]; null if no month has run. */
export function yuanOfYear(city: City, plus: readonly FlowKind[], minus: readonly FlowKind[] = []): number | null {
  const months = monthsKnown(city)
  if (months === 0) return null
  let yuan = 0
  for (let m = 0; m < 12; m++) {
    let fen = 0
    for (const kind of plus) fen += city.flows.months[rowOf.get(kind)! * 12 + m]!
    for (const kind of minus) fen -= city.flows.months[rowOf.get(kind)! * 12 + m]!
    if (fen !== 0) yuan += fen / 100 / referenceIndex(city, tickAt(city, m))
  }
  return (yuan * 12) / months
}

/** Events of the last 12 months in a ring, a year. @param first entry of the ring's first month */
export function countOfYear(city: City, ring: ArrayLike<number>, first = 0): number | null {
  const months = monthsKnown(city)
  if (months === 0) return null
  let count = 0
  for (let m = 0; m < 12; m++) count += ring[first + m]!
  return (count * 12) / months
}

/** Household-years at risk of losing a home, over the same months. */
export function yearsAtRisk(city: City): number {
  let months = 0
  for (let m = 0; m < 12; m++) months += city.economy.atRisk[m]!
  return months / 12
}

/** Events of the last 12 months for each household-year at risk; null if nobody was. */
export function ratePerHousehold(city: City, ring: ArrayLike<number>, first = 0, rings = 1): number | null {
  const risk = yearsAtRisk(city)
  if (risk === 0) return null
  let count = 0
  for (let i = first; i < first + 12 * rings; i++) count += ring[i]!
  return count / risk
}
