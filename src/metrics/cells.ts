/** Fixed cells of 300 m by which segregation is counted: the same units through time, whatever parcels do. */
import { type City, ofPlan } from '../city/city.ts'
import type { Rules } from '../city/rules.ts'
import { FIFTHS, livedIn } from './sites.ts'
import { once, type Snapshot, snapshotOf } from './snapshot.ts'

/** The cells, in a formula's words. */
export const CELLS_NOTE = 'by fixed 300 m cells, a cell of fewer than 30 households joined to the next'

const CELL_METRES = 300
/** Households of a unit at least: chance alone parts fewer. */
const FEWEST = 30

/** Households by unit: income fifths, migrants, all. */
interface Units {
  readonly fifths: number[][]
  readonly migrants: number[]
  readonly all: number[]
}

/** Parcels in the order of a walk through 300 m cells, row by row, there and back: and the cell of each. */
const cellsOfParcels = (city: City): { order: number[]; cell: number[] } =>
  ofPlan(city, 'segregation cells', () => {
    const { parcels } = city
    let left = Number.POSITIVE_INFINITY
    let bottom = Number.POSITIVE_INFINITY
    let right = Number.NEGATIVE_INFINITY
    for (let p = 0; p < parcels.rows; p++) {
      left = Math.min(left, parcels.x[p]!)
      right = Math.max(right, parcels.x[p]!)
      bottom = Math.min(bottom, parcels.y[p]!)
    }
    const columns = Math.floor((right - left) / CELL_METRES) + 1
    const cell = Array.from({ length: parcels.rows }, (_, p) => {
      const column = Math.floor((parcels.x[p]! - left) / CELL_METRES)
      const row = Math.floor((parcels.y[p]! - bottom) / CELL_METRES)
      return row * columns + (row % 2 === 0 ? column : columns - 1 - column)
    })
    return { cell, order: cell.map((_, p) => p).sort((a, b) => cell[a]! - cell[b]! || a - b) }
  })

/** Fixed cells of 300 m; one with fewer than 30 households is joined to the next, the last ones to the one before. */
export const unitsOf = (city: City, s: Snapshot): Units =>
  once(s, 'segregation units', () => {
    const { order, cell } = cellsOfParcels(city)
    const lived = livedIn(city, s)
    const units: Units = { fifths: [], migrants: [], all: [] }
    let open = [0, 0, 0, 0, 0]
    let migrants = 0
    let all = 0
    const close = (): void => {
      units.fifths.push(open)
      units.migrants.push(migrants)
      units.all.push(all)
      open = [0, 0, 0, 0, 0]
      migrants = all = 0
    }
    let at = -1
    for (const p of order) {
      if (cell[p] !== at) {
        if (all >= FEWEST) close()
        at = cell[p]!
      }
      const place = lived.place[p]!
      if (place < 0) continue
      const here = lived.fifths[place]!
      for (let q = 0; q < FIFTHS; q++) {
        open[q]! += here[q]!
        all += here[q]!
      }
      migrants += lived.migrants[place]!
    }
    const last = units.all.length - 1
    if (all >= FEWEST || (last < 0 && all > 0)) close()
    else if (all > 0) {
      for (let q = 0; q < FIFTHS; q++) units.fifths[last]![q]! += open[q]!
      units.migrants[last]! += migrants
      units.all[last]! += all
    }
    return units
  })

/** Households by income fifth in every fixed cell of 300 m, empty ones too: the same units in any run of a city. */
export function fifthsByCell(city: City, rules: Rules): number[][] {
  const { cell } = cellsOfParcels(city)
  const lived = livedIn(city, snapshotOf(city, rules))
  const rows = new Map<number, number[]>()
  cell.forEach((own, p) => {
    let row = rows.get(own)
    if (!row) rows.set(own, (row = [0, 0, 0, 0, 0]))
    const here = lived.fifths[lived.place[p]!]
    if (here) for (let q = 0; q < FIFTHS; q++) row[q]! += here[q]!
  })
  return [...rows.values()]
}

/** The lowest two fifths and those with the top fifth, by unit. */
export function lowAgainstTop(city: City, rules: Rules): [low: number[], both: number[]] {
  const units = unitsOf(city, snapshotOf(city, rules)).fifths
  const low = units.map(unit => unit[0]! + unit[1]!)
  return [low, units.map((unit, i) => low[i]! + unit[4]!)]
}
