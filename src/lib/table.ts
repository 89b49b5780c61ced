/**
 * Tables of typed-array columns, declared once. Storage, growth, snapshots, saving, hashing and the ODD protocol's
 * tables all derive from the declaration.
 */

export type Cells =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array

type CellsConstructor<A extends Cells> = { new (length: number): A; readonly BYTES_PER_ELEMENT: number; name: string }

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
}
export type Table<C extends Columns = Columns> = TableBase<C> & { [K in keyof C]: CellsOf<C[K]> }
export type AnyTable = TableBase<Columns> & Record<string, unknown>

/**
 * An empty table.
 * @param name     as in the save file
 * @param columns  its declarations
 * @param capacity rows to reserve; the table grows by half when it is full
 * @example const parcels = createTable('parcels', parcelColumns, 100)
 */
export function createTable<C extends Columns>(name: string, columns: C, capacity: number): Table<C> {
  const room = Math.max(1, capacity)
  const arrays = Object.entries(columns).map(([key, { type, width = 1 }]) => [key, new type(room * width)])
  // made at once: an object that so many properties are added to one by one becomes a hash table, ten times slower to read
  return { ...({ name, columns, rows: 0, room } satisfies TableBase<C>), ...Object.fromEntries(arrays) } as Table<C>
}

/** The cells of a column by name. */
export const cells = (table: TableBase<Columns>, name: string): Cells =>
  (table as unknown as Record<string, Cells>)[name]!

/** Reserves room for at least `rows` rows. References to columns taken before are stale after this. */
export function reserve<C extends Columns>(table: Table<C>, rows: number): void {
  if (rows <= table.room) return
  const capacity = Math.max(rows, Math.ceil(table.room * 1.5))
  for (const [key, { type, width = 1 }] of Object.entries(table.columns)) {
    const grown = new type(capacity * width)
    grown.set(cells(table, key) as never)
    ;(table as unknown as Record<string, Cells>)[key] = grown
  }
  table.room = capacity
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
export function clearRow<C extends Columns>(table: Table<C>, row: number): void {
  for (const [key, { width = 1, initial = 0 }] of Object.entries(table.columns))
    cells(table, key).fill(initial, row * width, (row + 1) * width)
}

/** Bytes a row takes in all columns together. */
export const bytesPerRow = (columns: Columns): number =>
  Object.values(columns).reduce((sum, { type, width = 1 }) => sum + type.BYTES_PER_ELEMENT * width, 0)
