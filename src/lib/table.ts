/**
 * Tables of typed-array columns, declared once. Storage, growth, snapshots, saving, hashing and the ODD protocol's
 * tables all derive from the declaration.
 */

import { shaped } from './declare.ts'

export type Cells =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array

interface CellsConstructor<A extends Cells> {
  new (length: number): A
  new (buffer: ArrayBuffer, start: number, length: number): A
  readonly BYTES_PER_ELEMENT: number
  name: string
}

export interface ColumnOptions {
  /** entries a row; row i's are at i·width … (default 1) */
  width?: number
  /** can be recomputed from the rest: left out of the hash; saved all the same */
  cache?: boolean
  /** never changes after the city is built: shared by runs of one city, left out of snapshots */
  constant?: boolean
  /** name of the table whose row number this holds, −1 = none: hashed by that row's stable id */
  ref?: string
  /** value of a new row (default 0) */
  initial?: number
}

export interface Column<A extends Cells = Cells> extends ColumnOptions {
  type: CellsConstructor<A>
  unit: string
  meaning: string
}

/**
 * Declares a state variable.
 * @param type    typed array that holds it
 * @param unit    unit in words ('fen', 'm²', 'share')
 * @param meaning what it is, one line
 */
export const column = <A extends Cells>(
  type: CellsConstructor<A>,
  unit: string,
  meaning: string,
  options: ColumnOptions = {},
): Column<A> => ({ type, unit, meaning, ...options })

export type Columns = Record<string, Column>
type CellsOf<C> = C extends Column<infer A> ? A : never

interface TableBase<C extends Columns> {
  readonly name: string
  readonly columns: C
  /** rows in use; a row in use may be an empty slot, as the table's owner defines it */
  rows: number
  /** rows there is room for */
  room: number
  /** all columns in one buffer, and where each begins in it: what copies and clears rows without asking for names */
  bytes: Uint8Array
  starts: number[]
  readonly layout: Layout
}
export type Table<C extends Columns = Columns> = TableBase<C> & { [K in keyof C]: CellsOf<C[K]> }
export type AnyTable = TableBase<Columns> & Record<string, unknown>

/** What a row is in bytes: of each column how many, and those of the initial values one after the other. */
interface Layout {
  readonly sizes: readonly number[]
  readonly initial: Uint8Array
}

function layoutOf(columns: Columns): Layout {
  const sizes: number[] = []
  const initial: number[] = []
  for (const { type, width = 1, initial: value = 0 } of Object.values(columns)) {
    const cell = new type(width).fill(value) as Cells
    sizes.push(cell.byteLength)
    initial.push(...new Uint8Array(cell.buffer))
  }
  return { sizes, initial: Uint8Array.from(initial) }
}

/** An object with the given keys, all 0. @see shaped */
export const blank = (keys: readonly string[]): Record<string, unknown> =>
  shaped(Object.fromEntries(keys.map(key => [key, 0])))

/**
 * An empty table.
 * @param name     as in the save file
 * @param columns  its declarations
 * @param capacity rows to reserve; the table grows by half when it is full
 * @example const parcels = createTable('parcels', parcelColumns, 100)
 */
export function createTable<C extends Columns>(name: string, columns: C, capacity: number): Table<C> {
  const keys = ['name', 'columns', 'rows', 'room', 'bytes', 'starts', 'layout', ...Object.keys(columns)]
  const table = blank(keys)
  Object.assign(table, { name, columns, layout: layoutOf(columns) })
  allot(table as unknown as Table<C>, Math.max(1, capacity))
  return table as unknown as Table<C>
}

/** Moves a table to a buffer with room for `room` rows. Columns begin at whole multiples of 8 bytes. */
function allot<C extends Columns>(table: Table<C>, room: number): void {
  const starts: number[] = []
  let end = 0
  for (const size of table.layout.sizes) {
    starts.push(end)
    end += Math.ceil((size * room) / 8) * 8
  }
  const bytes = new Uint8Array(end)
  Object.entries(table.columns).forEach(([key, { type, width = 1 }], i) => {
    const column = new type(bytes.buffer, starts[i]!, room * width)
    if (table.room > 0) column.set(cells(table, key) as never)
    ;(table as unknown as Record<string, Cells>)[key] = column
  })
  table.bytes = bytes
  table.starts = starts
  table.room = room
}

/** The cells of a column by name. */
export const cells = (table: TableBase<Columns>, name: string): Cells =>
  (table as unknown as Record<string, Cells>)[name]!

/** Reserves room for at least `rows` rows. References to columns taken before are stale after this. */
export function reserve<C extends Columns>(table: Table<C>, rows: number): void {
  if (rows > table.room) allot(table, Math.max(rows, Math.ceil(table.room * 1.5)))
}

/** Appends a row holding every column's initial value and gives its number. */
export function addRow<C extends Columns>(table: Table<C>): number {
  const row = table.rows
  reserve(table, row + 1)
  table.rows++
  clearRow(table, row)
  return row
}

/** Sets every column of a row to its initial value. */
export function clearRow(table: Pick<TableBase<Columns>, 'bytes' | 'starts' | 'layout'>, row: number): void {
  const { bytes, starts, layout } = table
  const { sizes, initial } = layout
  let from = 0
  for (let c = 0; c < sizes.length; c++) {
    const size = sizes[c]!
    const at = starts[c]! + row * size
    for (let k = 0; k < size; k++) bytes[at + k] = initial[from++]!
  }
}

// a loop for each size of cell: compiled for one kind of array it is many times as fast
const move1 = (to: Uint8Array, from: Uint8Array, order: Int32Array, rows: number): void => {
  for (let i = 0; i < rows; i++) to[i] = from[order[i]!]!
}
const move2 = (to: Uint16Array, from: Uint16Array, order: Int32Array, rows: number): void => {
  for (let i = 0; i < rows; i++) to[i] = from[order[i]!]!
}
const move4 = (to: Uint32Array, from: Uint32Array, order: Int32Array, rows: number): void => {
  for (let i = 0; i < rows; i++) to[i] = from[order[i]!]!
}
const move8 = (to: Float64Array, from: Float64Array, order: Int32Array, rows: number): void => {
  for (let i = 0; i < rows; i++) to[i] = from[order[i]!]!
}
const moveWide = (to: Uint8Array, from: Uint8Array, order: Int32Array, rows: number, size: number): void => {
  for (let i = 0; i < rows; i++) {
    const at = order[i]! * size
    for (let k = 0; k < size; k++) to[i * size + k] = from[at + k]!
  }
}

/** Moves rows: row i becomes what row order[i] was. @param order every row in use once */
export function permuteRows(
  { bytes, starts, layout, rows }: Pick<TableBase<Columns>, 'bytes' | 'starts' | 'layout' | 'rows'>,
  order: Int32Array,
): void {
  const spare = new Uint8Array(8 * rows)
  layout.sizes.forEach((size, c) => {
    const at = bytes.byteOffset + starts[c]!
    const own = bytes.subarray(starts[c]!, starts[c]! + size * rows)
    const from = size <= 8 ? spare : new Uint8Array(size * rows)
    from.set(own)
    if (size === 1) move1(own, from, order, rows)
    else if (size === 2)
      move2(new Uint16Array(bytes.buffer, at, rows), new Uint16Array(from.buffer, 0, rows), order, rows)
    else if (size === 4)
      move4(new Uint32Array(bytes.buffer, at, rows), new Uint32Array(from.buffer, 0, rows), order, rows)
    else if (size === 8)
      move8(new Float64Array(bytes.buffer, at, rows), new Float64Array(from.buffer, 0, rows), order, rows)
    else moveWide(own, from, order, rows, size)
  })
}

/** Bytes a row takes in all columns together. */
export const bytesPerRow = (columns: Columns): number =>
  Object.values(columns).reduce((sum, { type, width = 1 }) => sum + type.BYTES_PER_ELEMENT * width, 0)
