/**
 * A run in one buffer: a header in JSON and every column's bytes, by name. What a reader does not know it refuses, with
 * words: a save is never half understood.
 */

import type { Luck } from '../lib/random.ts'
import { type Cells, cells, reserve } from '../lib/table.ts'
import { type City, createCity, type EntityName, tablesOf } from './city.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'

const FORMAT = 'justcity save'
const VERSION = 1

/** A save that cannot be read: what is wrong and what to do. */
export class SaveError extends Error {
  override name = 'SaveError'
}

interface SavedColumn {
  name: string
  type: string
  width: number
  length: number
  offset: number
}

interface Header {
  format: string
  version: number
  plan: string
  tick: number
  years: number
  changes: number
  streetsVersion: number
  free: { households: number[]; freedHouseholds: number[]; buildings: number[]; freedBuildings: number[] }
  policyCosts: [string, number[]][]
  tables: { name: string; rows: number; columns: SavedColumn[] }[]
  /** what the caller adds: scenario, seed, policies' bookkeeping */
  extra: unknown
}

const fingerprints = new WeakMap<Plan, string>()

/** Fingerprint of a plan: a save only fits the place it was made in. */
export function planFingerprint(plan: Plan): string {
  let known = fingerprints.get(plan)
  if (known === undefined) fingerprints.set(plan, (known = readFingerprint(plan)))
  return known
}

function readFingerprint(plan: Plan): string {
  let hash = 0x811c9dc5
  const take = (n: number): void => {
    hash = Math.imul(hash ^ Math.round(n * 100), 0x01000193)
  }
  for (const parcel of plan.parcels) {
    take(parcel.x)
    take(parcel.y)
    take(parcel.area)
  }
  for (let e = 0; e < plan.edges.a.length; e++) take(plan.edges.units[e]!)
  return `${plan.name} ${plan.parcels.length} ${(hash >>> 0).toString(16)}`
}

// UTF-8 by hand would be ours to maintain: the header is ASCII, other characters are escaped
const toAscii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Saves a city.
 * @param extra anything JSON can hold; given back by `restoreCity`
 * @returns one buffer: length of header, header, columns, each aligned to 8 bytes
 */
export function saveCity(city: City, extra: unknown): Uint8Array {
  const tables: Header['tables'] = []
  const parts: { offset: number; column: Cells }[] = []
  let offset = 0
  for (const table of tablesOf(city)) {
    const columns: SavedColumn[] = []
    for (const [name, { type, width = 1 }] of Object.entries(table.columns)) {
      const column = cells(table, name).subarray(0, table.rows * width) as Cells
      columns.push({ name, type: type.name, width, length: column.length, offset })
      parts.push({ offset, column })
      offset += Math.ceil(column.byteLength / 8) * 8
    }
    tables.push({ name: table.name, rows: table.rows, columns })
  }
  const header: Header = {
    format: FORMAT,
    version: VERSION,
    plan: planFingerprint(city.plan),
    tick: city.tick,
    years: city.years,
    changes: city.changes,
    streetsVersion: city.streetsVersion,
    free: {
      households: city.freeHouseholds,
      freedHouseholds: city.freedHouseholds,
      buildings: city.freeBuildings,
      freedBuildings: city.freedBuildings,
    },
    policyCosts: [...city.policyCosts],
    tables,
    extra,
  }
  const text = toAscii(JSON.stringify(header))
  const start = Math.ceil((8 + text.length) / 8) * 8
  const bytes = new Uint8Array(start + offset)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  for (let i = 0; i < text.length; i++) bytes[8 + i] = text.charCodeAt(i)
  for (const { offset: at, column } of parts)
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + at)
  return bytes
}

/** Reads the header alone. @throws {SaveError} if this is no save, or one of another version */
export function readSave(bytes: Uint8Array): { header: Header; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.byteLength >= 8 ? view.getUint32(0, true) : 0
  if (length === 0 || length > bytes.byteLength - 8)
    throw new SaveError('This is not a justcity save, or it was cut off. Choose a file that justcity wrote.')
  let text = ''
  for (let i = 0; i < length; i += 8192)
    text += String.fromCharCode(...bytes.subarray(8 + i, 8 + Math.min(length, i + 8192)))
  let header: Header
  try {
    header = JSON.parse(text) as Header
  } catch {
    throw new SaveError('This is not a justcity save: its header cannot be read. Choose a file that justcity wrote.')
  }
  if (header?.format !== FORMAT) throw new SaveError('This is not a justcity save. Choose a file that justcity wrote.')
  if (header.version !== VERSION)
    throw new SaveError(
      `The save has version ${header.version}; this program reads version ${VERSION}. Use the program that wrote it.`,
    )
  return { header, start: Math.ceil((8 + length) / 8) * 8 }
}

/**
 * Restores a city into a fresh one on the same plan.
 * @param read what `readSave` gave, if it was read already
 * @throws {SaveError} if the plan differs, a column is unknown or missing, or bytes are missing
 */
export function restoreCity(
  bytes: Uint8Array,
  plan: Plan,
  parameters: Parameters,
  luck: Luck,
  read = readSave(bytes),
): { city: City; extra: unknown } {
  const { header, start } = read
  if (header.plan !== planFingerprint(plan))
    throw new SaveError(
      `The save was made in ${header.plan}, not in ${planFingerprint(plan)}. Load the city it belongs to.`,
    )
  const rows = Object.fromEntries(header.tables.map(({ name, rows: count }) => [name, count])) as Partial<
    Record<EntityName, number>
  >
  const city = createCity(plan, parameters, luck, header.years, rows)
  for (const table of tablesOf(city)) {
    const saved = header.tables.find(({ name }) => name === table.name)
    if (!saved) throw new SaveError(`The save holds no ${table.name}. It comes from another version of the model.`)
    reserve(table as never, saved.rows)
    table.rows = saved.rows
    const unknown = saved.columns.find(({ name }) => !(name in table.columns))
    if (unknown) throw new SaveError(`The save holds ${table.name}.${unknown.name}, which this version does not know.`)
    for (const [name, { type, width = 1 }] of Object.entries(table.columns)) {
      const column = saved.columns.find(other => other.name === name)
      if (!column || column.type !== type.name || column.width !== width || column.length !== saved.rows * width)
        throw new SaveError(`The save's ${table.name}.${name} does not fit this version of the model.`)
      const byteLength = column.length * type.BYTES_PER_ELEMENT
      if (start + column.offset + byteLength > bytes.byteLength)
        throw new SaveError('The save was cut off: bytes are missing at its end.')
      const target = cells(table, name)
      new Uint8Array(target.buffer, target.byteOffset, byteLength).set(
        bytes.subarray(start + column.offset, start + column.offset + byteLength),
      )
    }
  }
  city.tick = header.tick
  city.changes = header.changes
  city.streetsVersion = header.streetsVersion
  city.freeHouseholds = header.free.households.slice()
  city.freedHouseholds = header.free.freedHouseholds.slice()
  city.freeBuildings = header.free.buildings.slice()
  city.freedBuildings = header.free.freedBuildings.slice()
  for (const [policy, months] of header.policyCosts) city.policyCosts.set(policy, months.slice())
  // travel by vehicle is a column that was restored: it must not be computed from streets as they stand now
  city.derived.set('travel', true)
  return { city, extra: header.extra }
}
