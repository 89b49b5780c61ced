/** Other row numbers for the same city: what may not change anything. */
import { type City, type EntityName, tablesOf } from '../../src/city/city.ts'
import { bits } from '../../src/lib/random.ts'
import { cells } from '../../src/lib/table.ts'

/** 0 … n − 1 in an order that hangs on the seed alone. */
export const shuffled = (n: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) => i).sort((a, b) => bits(seed, 1, a) - bits(seed, 1, b) || a - b)

/**
 * Moves every row of a table to another place and follows all references to it, as the columns' `ref` declares them.
 * Empty slots move as well, and free lists come in another order.
 */
export function relabel(city: City, name: 'households' | 'buildings', seed: number): void {
  const { rows } = city[name]
  const from = shuffled(rows, seed)
  const to = new Int32Array(rows)
  from.forEach((old, row) => {
    to[old] = row
  })
  for (const table of tablesOf(city))
    for (const [column, { width = 1, ref }] of Object.entries(table.columns)) {
      const values = cells(table, column)
      if (ref === name) for (let i = 0; i < table.rows * width; i++) if (values[i]! >= 0) values[i] = to[values[i]!]!
      if (table.name !== (name satisfies EntityName)) continue
      const old = values.slice(0, rows * width)
      for (let row = 0; row < rows; row++)
        for (let k = 0; k < width; k++) values[row * width + k] = old[from[row]! * width + k]!
    }
  const move = (list: number[]): number[] => shuffled(list.length, seed + 1).map(i => to[list[i]!]!)
  if (name === 'households') {
    city.freeHouseholds = move(city.freeHouseholds)
    city.freedHouseholds = move(city.freedHouseholds)
  } else {
    city.freeBuildings = move(city.freeBuildings)
    city.freedBuildings = move(city.freedBuildings)
  }
}

/** Lists the buildings of every parcel the other way round. */
export function reverseLists({ parcels, buildings }: City): void {
  for (let p = 0; p < parcels.rows; p++) {
    let turned = -1
    for (let b = parcels.firstBuilding[p]!; b >= 0; ) {
      const after = buildings.next[b]!
      buildings.next[b] = turned
      turned = b
      b = after
    }
    parcels.firstBuilding[p] = turned
  }
}
