import { permuteRows } from '../lib/table.ts'
import { type City, scratch } from './city.ts'

/**
 * Lays households out home by home, owners first, so that passes over them read buildings one after the other and guess
 * tenures well. Nothing may hang on the order of rows, so no result does. Row numbers noted before mean nothing after.
 */
export function layOut(city: City): void {
  const { households, buildings } = city
  const { rows, size, home, tenure } = households
  const places = 4 * (buildings.rows + 1)
  const start = scratch(city, 'layout starts', Int32Array, places + 1)
  const order = scratch(city, 'layout', Int32Array, rows)
  // after all homes: those without, and behind them empty rows
  const placeOf = (h: number): number => (home[h]! < 0 ? 4 * buildings.rows : 4 * home[h]! + tenure[h]!)
  start.fill(0, 0, places + 1)
  let living = 0
  for (let h = 0; h < rows; h++) {
    if (size[h] === 0) continue
    start[placeOf(h) + 1]!++
    living++
  }
  for (let i = 0; i < places; i++) start[i + 1]! += start[i]!
  let empty = living
  for (let h = 0; h < rows; h++) order[size[h] === 0 ? empty++ : start[placeOf(h)]!++] = h
  permuteRows(households, order)
  city.freeHouseholds.length = city.freedHouseholds.length = 0
  for (let h = rows - 1; h >= living; h--) city.freeHouseholds.push(h)
  city.layout++
}
