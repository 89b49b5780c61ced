/** The hash of a city's whole state: equal exactly when every state variable is, whatever order rows stand in. */
import { type AnyTable, type Cells, cells } from '../lib/table.ts'
import { type City, tablesOf } from './city.ts'

/** Rows in stable-id order, or in row order where the row is the id. */
function orderOf(city: City, table: AnyTable): number[] {
  const rows = Array.from({ length: table.rows }, (_, i) => i)
  const { households, buildings, projects, proposals } = city
  switch (table.name) {
    case 'households':
      return rows
        .filter(h => households.size[h] !== 0)
        .sort((a, b) => households.idHigh[a]! - households.idHigh[b]! || households.idLow[a]! - households.idLow[b]!)
    case 'buildings':
      return rows.filter(b => buildings.dwellings[b] !== 0).sort((a, b) => buildings.key[a]! - buildings.key[b]!)
    case 'projects':
      return rows.filter(i => projects.state[i] !== 0).sort((a, b) => projects.parcel[a]! - projects.parcel[b]!)
    case 'proposals':
      return rows
        .filter(i => proposals.state[i] !== 0)
        .sort(
          (a, b) =>
            proposals.parcel[a]! - proposals.parcel[b]! ||
            proposals.kind[a]! - proposals.kind[b]! ||
            proposals.opened[a]! - proposals.opened[b]!,
        )
    default:
      return rows
  }
}

/**
 * Hash of the state, 16 hexadecimal digits. Caches and constants are left out; a reference to a building is hashed by
 * the building's key.
 */
export function entityHash(city: City): string {
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  const word = (w: number): void => {
    low = Math.imul(low ^ w, 0x01000193)
    low ^= low >>> 15
    high = Math.imul(high ^ w, 0x85ebca6b)
    high ^= high >>> 13
  }
  const float = new Float64Array(1)
  const words = new Uint32Array(float.buffer)
  word(city.tick)
  for (const table of tablesOf(city)) {
    const order = orderOf(city, table)
    word(order.length)
    for (const [name, { width = 1, cache, constant, ref }] of Object.entries(table.columns)) {
      if (cache || constant) continue
      const column: Cells = cells(table, name)
      for (const row of order)
        for (let i = row * width; i < (row + 1) * width; i++) {
          const value = column[i]!
          if (ref === 'buildings') word(value < 0 ? -1 : city.buildings.key[value]!)
          else {
            // −0 is 0, and NaN has one pattern: engines are free to store others
            float[0] = value === 0 ? 0 : value
            word(Number.isNaN(value) ? 0 : words[0]!)
            word(Number.isNaN(value) ? 0x7ff80000 : words[1]!)
          }
        }
    }
  }
  const hex = (w: number): string => (w >>> 0).toString(16).padStart(8, '0')
  return hex(high) + hex(low)
}
