import { csvCell } from '../results/table.ts'
import { writeWhole } from './files.ts'
import { type Rows, readStore } from './store.ts'

/** Values as JSON knows them. */
export const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  return value
}

/** Lists and records stand as JSON in their cell. */
const cell = (value: unknown): string => {
  const known = plain(value)
  return csvCell(
    known === null || known === undefined ? '' : typeof known === 'object' ? JSON.stringify(known) : String(known),
  )
}

/** Rows as CSV, JSON, or a table for the eye. */
export function rendered({ names, rows }: Rows, format: string): string {
  if (format === 'json')
    return `${JSON.stringify(rows.map(row => Object.fromEntries(names.map((name, i) => [name, plain(row[i])]))))}\n`
  if (format === 'csv') return `${[names, ...rows].map(row => row.map(cell).join(',')).join('\n')}\n`
  const shown = (value: unknown): string => {
    const known = plain(value)
    if (known === null || known === undefined) return '–'
    if (typeof known === 'number' && !Number.isInteger(known)) return String(Number(known.toPrecision(6)))
    return typeof known === 'object' ? JSON.stringify(known) : String(known)
  }
  const cells = rows.map(row => row.map(shown))
  const widths = names.map((name, i) =>
    Math.min(
      60,
      cells.reduce((most, row) => Math.max(most, row[i]!.length), name.length),
    ),
  )
  const numeric = names.map((_, i) =>
    rows.every(row => ['number', 'bigint'].includes(typeof row[i]) || row[i] === null),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  return `${[names, ...cells].map(line).join('\n')}\n`
}

/** Asks a store by SQL. */
export async function queryCommand(
  store: string,
  sql: string,
  options: { format: string; out: string },
): Promise<number> {
  const reading = await readStore(store)
  try {
    if (options.out.endsWith('.parquet')) await reading.copy(sql.replace(/;\s*$/, ''), options.out, 'parquet')
    else writeWhole(options.out, rendered(await reading.query(sql), options.format))
  } finally {
    reading.close()
  }
  return 0
}
