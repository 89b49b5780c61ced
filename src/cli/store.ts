/** The store of a sweep: one DuckDB file a shard. A run's rows enter in one transaction, or not at all. */

import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api'
import { comparedAfter } from '../results/compare.ts'
import type { RunRecord } from '../results/sweep/run.ts'
import type { Case, FactorValue, Sweep } from '../results/sweep/sweep.ts'
import { runNumber } from '../results/sweep/sweep.ts'
import { makeFolder } from './files.ts'

/** The store cannot be used: where, why, and what to do. */
export class StoreError extends Error {
  override name = 'StoreError'
}

/** Layout of the tables; stores of another layout are refused. */
const LAYOUT = 1

/** What a store was made of. */
export interface Made {
  sweep: Sweep
  /** hash of all that decides the rows */
  design: string
  version: string
  model: number
  /** hash of the code that makes runs; empty where it was not noted */
  code: string
}

/** One attempt at a run, for the log. */
export interface Attempt {
  started: Date
  seconds: number
  shard: string
  host: string
  thread: number
  /** resident memory of the whole process at that time [MB] */
  memory: number
}

/** An identifier in SQL. */
export const quoted = (name: string): string => `"${name.replace(/"/g, '""')}"`
/** A text in SQL. */
export const text = (value: string): string => `'${value.replace(/'/g, "''")}'`

const GO_ON = 'What is stored is whole: free some space, or move the folder, and go on with --resume.'

/** DuckDB's error in words of ours; what is not known keeps DuckDB's words. @param full what to do about a full disk */
function explained(error: unknown, path: string, full = GO_ON): StoreError {
  const message = error instanceof Error ? error.message : String(error)
  const first = message.split('\n')[0]!
  if (/lock/i.test(message))
    return new StoreError(`${path} is open in another process. Wait until it ends, or stop it. (${first})`)
  if (/No space left|disk.*full|write all|Could not write|File too large/i.test(message))
    return new StoreError(`${path}: the disk is full. ${full} (${first})`)
  if (/Permission denied|Read-only file system|EACCES|EROFS|EPERM|ENOTDIR|Not a directory/i.test(message))
    return new StoreError(`${path} cannot be written: name a folder you may write to. (${first})`)
  if (/not a valid DuckDB|serialization|storage version/i.test(message))
    return new StoreError(`${path} is no store of this program, or of another version of DuckDB. (${first})`)
  return new StoreError(`${path}: ${first}`)
}

async function open(path: string, options: Record<string, string>): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, options)
  } catch (error) {
    throw explained(error, path)
  }
}

/** Writing needs little: one thread beside the workers, and a bound on memory whatever the number of runs. */
const WRITER = { threads: '1', memory_limit: '400MB' }

const factorType = (values: readonly FactorValue[]): 'DOUBLE' | 'VARCHAR' =>
  values.every(value => value === null || typeof value === 'number') ? 'DOUBLE' : 'VARCHAR'

/** Types of the factors' columns. Times are ticks; off is null. */
export const factorTypes = ({ factors }: Sweep): ('DOUBLE' | 'VARCHAR')[] =>
  factors.map(({ domain }) => (domain.kind === 'range' ? 'DOUBLE' : factorType(domain.values)))

/**
 * The tables. `runs`, `series` and `parcels` hold what design and seeds determine; `log` what a machine did. The view
 * `outcomes` averages the years that comparisons average: see comparedYears.
 */
function tables(sweep: Sweep): string[] {
  const types = factorTypes(sweep)
  const factors = sweep.factors.map(({ name }, j) => `${quoted(name)} ${types[j]}, `).join('')
  const measures = sweep.measures.map(name => `, ${quoted(name)} DOUBLE`).join('')
  const layers = sweep.maps.map(name => `, ${quoted(name)} FLOAT`).join('')
  const means = sweep.measures.map(name => `, avg(s.${quoted(name)}) AS ${quoted(name)}`).join('')
  return [
    'CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR)',
    `CREATE TABLE runs (run BIGINT PRIMARY KEY, case_id INTEGER, arm VARCHAR, design_row INTEGER, baseline_case INTEGER, replicate INTEGER, seed VARCHAR, ${factors}state_hash VARCHAR)`,
    `CREATE TABLE series (run BIGINT, tick INTEGER${measures})`,
    ...(sweep.maps.length > 0 ? [`CREATE TABLE parcels (run BIGINT, parcel INTEGER${layers})`] : []),
    'CREATE TABLE log (run BIGINT, status VARCHAR, started TIMESTAMP, seconds DOUBLE, seed VARCHAR, replicate INTEGER, shard VARCHAR, host VARCHAR, thread INTEGER, memory_mb DOUBLE, error VARCHAR)',
    `CREATE VIEW outcomes AS SELECT r.*${means} FROM runs r JOIN series s ON s.run = r.run AND s.tick > ${comparedAfter(sweep.ticks)} GROUP BY ALL`,
  ]
}

/** Makes an empty store, whole or not at all: under another name first. */
async function create(path: string, made: Made, source: string | null = null): Promise<void> {
  makeFolder(dirname(path))
  const temporary = `${path}.new`
  for (const rest of [temporary, `${temporary}.wal`]) rmSync(rest, { force: true })
  const instance = await open(temporary, WRITER)
  try {
    const connection = await instance.connect()
    await connection.run('BEGIN')
    for (const statement of tables(made.sweep)) await connection.run(statement)
    const meta: [string, string][] = [
      ['layout', String(LAYOUT)],
      ['design', made.design],
      ['version', made.version],
      ['model_version', String(made.model)],
      ['code', made.code],
      ['sweep', JSON.stringify(made.sweep)],
    ]
    for (const [key, value] of meta) await connection.run(`INSERT INTO meta VALUES (${text(key)}, ${text(value)})`)
    await connection.run('COMMIT')
    if (source !== null) await connection.run(source)
    await connection.run('CHECKPOINT')
    connection.closeSync()
  } catch (error) {
    throw explained(error, path)
  } finally {
    instance.closeSync()
  }
  renameSync(temporary, path)
}

export interface Rows {
  names: string[]
  rows: unknown[][]
}

/** Reads what a store says of itself. */
async function readMeta(connection: DuckDBConnection, path: string, schema = 'main'): Promise<Made> {
  let rows: unknown[][]
  try {
    rows = (await connection.runAndReadAll(`SELECT key, value FROM ${schema}.meta`)).getRows() as unknown[][]
  } catch {
    throw new StoreError(`${path} is no store of a sweep: it has no table meta.`)
  }
  const meta = new Map(rows as [string, string][])
  if (meta.get('layout') !== String(LAYOUT))
    throw new StoreError(
      `${path} has layout ${meta.get('layout')}, this version reads layout ${LAYOUT}. Read it with justcity ${meta.get('version')}.`,
    )
  return {
    sweep: JSON.parse(meta.get('sweep')!) as Sweep,
    design: meta.get('design')!,
    version: meta.get('version')!,
    model: Number(meta.get('model_version')),
    code: meta.get('code') ?? '',
  }
}

/** Says how two stores, or a store and what is asked for, differ; null if they belong together. */
export function difference(a: Made, b: Made): string | null {
  if (a.version !== b.version) return `version ${a.version} against ${b.version}`
  if (a.model !== b.model) return `model version ${a.model} against ${b.model}`
  if (a.code !== b.code && a.code !== '' && b.code !== '')
    return `runs of other code of the same version (${a.code.slice(0, 12)} against ${b.code.slice(0, 12)})`
  if (a.design !== b.design) return `another design (${a.design.slice(0, 12)} against ${b.design.slice(0, 12)})`
  return null
}

/** A store open for writing. */
export interface Store {
  readonly path: string
  /** runs that are there */
  present(): Promise<Set<number>>
  add(one: Case, replicate: number, record: RunRecord, attempt: Attempt): Promise<void>
  fail(one: Case, replicate: number, error: string, attempt: Attempt): Promise<void>
  query(sql: string): Promise<Rows>
  close(): Promise<void>
}

/**
 * Opens the store of a shard for writing, or makes it.
 * @param resume whether it may hold runs already
 */
export async function openStore(path: string, made: Made, resume: boolean): Promise<Store> {
  const target = resolve(path)
  try {
    if (!existsSync(target)) await create(target, made)
  } catch (error) {
    throw error instanceof StoreError ? error : explained(error, target)
  }
  const instance = await open(target, WRITER)
  const connection = await instance.connect()
  const give = (message: string): never => {
    connection.closeSync()
    instance.closeSync()
    throw new StoreError(message)
  }
  const present = await readMeta(connection, target)
  const apart = difference(present, made)
  if (apart !== null)
    give(`${target} holds ${apart}. Choose another folder with --out, or delete it if it is no longer wanted.`)
  const query = async (sql: string): Promise<Rows> => {
    const reader = await connection.runAndReadAll(sql)
    return { names: reader.columnNames(), rows: reader.getRowsJS() as unknown[][] }
  }
  const count = Number((await query('SELECT count(*) FROM runs')).rows[0]![0])
  const attempts = Number((await query('SELECT count(*) FROM log')).rows[0]![0])
  if (count + attempts > 0 && !resume)
    give(`${target} holds ${count} runs already. Go on with --resume, or choose another folder with --out.`)

  const { sweep } = made
  const types = factorTypes(sweep)
  const transaction = async (work: () => Promise<void>): Promise<void> => {
    try {
      await connection.run('BEGIN')
      await work()
      await connection.run('COMMIT')
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => {})
      throw explained(error, target)
    }
  }
  const fill = async (table: string, rows: number, row: (append: Appender, i: number) => void): Promise<void> => {
    const appender = await connection.createAppender(table)
    for (let i = 0; i < rows; i++) {
      row(appender, i)
      appender.endRow()
    }
    appender.closeSync()
  }
  const note = (run: number, replicate: number, status: string, error: string | null, a: Attempt): Promise<void> =>
    fill('log', 1, append => {
      append.appendBigInt(BigInt(run))
      append.appendVarchar(status)
      append.appendTimestamp(new DuckDBTimestampValue(BigInt(a.started.getTime()) * 1000n))
      append.appendDouble(a.seconds)
      append.appendVarchar(sweep.seed)
      append.appendInteger(replicate)
      append.appendVarchar(a.shard)
      append.appendVarchar(a.host)
      append.appendInteger(a.thread)
      append.appendDouble(a.memory)
      if (error === null) append.appendNull()
      else append.appendVarchar(error)
    })
  return {
    path: target,
    query,
    present: async () => new Set((await query('SELECT run FROM runs')).rows.map(([run]) => Number(run))),
    add: (one, replicate, record, attempt) =>
      transaction(async () => {
        const run = BigInt(runNumber(sweep, one, replicate))
        const width = sweep.measures.length
        await fill('series', record.ticks.length, (append, i) => {
          append.appendBigInt(run)
          append.appendInteger(record.ticks[i]!)
          for (let j = 0; j < width; j++) appendNumber(append, record.values[i * width + j]!)
        })
        const [layer] = sweep.maps
        if (layer !== undefined)
          await fill('parcels', record.layers[layer]!.length, (append, p) => {
            append.appendBigInt(run)
            append.appendInteger(p)
            for (const name of sweep.maps) {
              const value = record.layers[name]![p]!
              if (Number.isNaN(value)) append.appendNull()
              else append.appendFloat(value)
            }
          })
        await fill('runs', 1, append => {
          append.appendBigInt(run)
          append.appendInteger(one.number)
          append.appendVarchar(one.arm)
          appendWhole(append, one.row)
          appendWhole(append, one.baseline)
          append.appendInteger(replicate)
          append.appendVarchar(sweep.seed)
          one.values.forEach((value, j) => {
            if (value === null) append.appendNull()
            else if (types[j] === 'DOUBLE') append.appendDouble(value as number)
            else append.appendVarchar(String(value))
          })
          append.appendVarchar(record.hash)
        })
        await note(Number(run), replicate, 'done', null, attempt)
      }),
    fail: (one, replicate, error, attempt) =>
      transaction(() => note(runNumber(sweep, one, replicate), replicate, 'failed', error, attempt)),
    async close() {
      try {
        await connection.run('CHECKPOINT')
      } catch (error) {
        throw explained(error, target)
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    },
  }
}

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>

function appendNumber(append: Appender, value: number): void {
  if (Number.isNaN(value)) append.appendNull()
  else append.appendDouble(value)
}

function appendWhole(append: Appender, value: number | null): void {
  if (value === null) append.appendNull()
  else append.appendInteger(value)
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

/** Name of a shard's file in the folder of its sweep. */
export const shardFile = ({ index, of }: { index: number; of: number }): string =>
  of === 1 ? 'sweep.duckdb' : `shard-${String(index).padStart(String(of).length, '0')}-of-${of}.duckdb`

export const shardPattern = /^shard-\d+-of-\d+\.duckdb$/

/** The store that a person means: a file, or the whole sweep's in a folder. */
export function storeIn(path: string): string {
  const file = isFolder(path) ? join(path, 'sweep.duckdb') : path
  if (existsSync(file)) return resolve(file)
  const shards = isFolder(path) && readdirSync(path).some(name => shardPattern.test(name))
  const remedy = shards
    ? `Put its shards together first: justcity merge ${path}`
    : 'Give the folder that justcity sweep wrote, or a .duckdb file.'
  throw new StoreError(`${file}: there is no such store. ${remedy}`)
}

/** A store open for reading. */
export interface Reading extends Made {
  readonly path: string
  query(sql: string): Promise<Rows>
  /** writes what a SELECT gives into a file, whole or not at all */
  copy(select: string, file: string, format: 'parquet' | 'csv'): Promise<void>
  close(): void
}

/** Opens a store to read. @throws {StoreError} if there is none, or it is being written */
export async function readStore(path: string): Promise<Reading> {
  const file = storeIn(path)
  const instance = await open(file, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  try {
    const made = await readMeta(connection, file)
    return {
      ...made,
      path: file,
      async query(sql) {
        try {
          const reader = await connection.runAndReadAll(sql)
          return { names: reader.deduplicatedColumnNames(), rows: reader.getRowsJS() as unknown[][] }
        } catch (error) {
          throw new StoreError(error instanceof Error ? error.message : String(error))
        }
      },
      async copy(select, to, format) {
        const target = resolve(to)
        makeFolder(dirname(target))
        const temporary = `${target}.tmp`
        try {
          const how = format === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet'
          await connection.run(`COPY (${select}) TO ${text(temporary)} (${how})`)
        } catch (error) {
          rmSync(temporary, { force: true })
          throw explained(error, target, 'What is stored is whole: free some space, and write it again.')
        }
        renameSync(temporary, target)
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/**
 * Puts shards together.
 * @returns what they were made of, and how many runs the whole has
 * @throws {StoreError} if they are of different designs or versions, or disagree on a run
 */
export async function mergeStores(target: string, shards: readonly string[]): Promise<{ made: Made; runs: number }> {
  const mades: Made[] = []
  for (const shard of shards) {
    // a killed writer leaves its last runs in a log beside the file: opening it takes them in
    if (existsSync(`${shard}.wal`)) (await open(resolve(shard), WRITER)).closeSync()
    const reading = await readStore(shard)
    const { sweep, design, version, model, code } = reading
    reading.close()
    mades.push({ sweep, design, version, model, code })
    const apart = difference(mades[0]!, mades.at(-1)!)
    if (apart !== null)
      throw new StoreError(
        `${shard} does not belong to ${shards[0]}: ${apart}. Merge shards of one sweep, run by one version.`,
      )
  }
  const made = mades[0]!
  const path = resolve(target)
  for (const rest of [`${path}.merge`, `${path}.merge.wal`]) rmSync(rest, { force: true })
  await create(`${path}.merge`, made)
  const instance = await open(`${path}.merge`, { memory_limit: '1GB' })
  let runs = 0
  try {
    const connection = await instance.connect()
    const all = async (sql: string): Promise<unknown[][]> =>
      (await connection.runAndReadAll(sql)).getRowsJS() as unknown[][]
    for (const shard of shards) {
      await connection.run(`ATTACH ${text(resolve(shard))} AS shard (READ_ONLY)`)
      const [clash] = await all(
        'SELECT run FROM runs JOIN shard.runs AS other USING (run) WHERE runs.state_hash <> other.state_hash LIMIT 1',
      )
      if (clash)
        throw new StoreError(
          `${shard}: its run ${clash[0]} ended in another state than the same run of another shard. They were not run by the same program: replay it with justcity replay.`,
        )
      await connection.run('BEGIN')
      for (const table of ['series', ...(made.sweep.maps.length > 0 ? ['parcels'] : [])])
        await connection.run(
          `INSERT INTO ${table} SELECT * FROM shard.${table} WHERE run NOT IN (SELECT run FROM main.runs) ORDER BY ALL`,
        )
      await connection.run('INSERT INTO runs SELECT * FROM shard.runs ON CONFLICT DO NOTHING')
      await connection.run('INSERT INTO log SELECT * FROM shard.log')
      await connection.run('COMMIT')
      await connection.run('DETACH shard')
    }
    runs = Number((await all('SELECT count(*) FROM runs'))[0]![0])
    await connection.run('CHECKPOINT')
    connection.closeSync()
  } catch (error) {
    throw error instanceof StoreError ? error : explained(error, path)
  } finally {
    instance.closeSync()
  }
  rmSync(`${path}.wal`, { force: true })
  renameSync(`${path}.merge`, path)
  return { made, runs }
}
