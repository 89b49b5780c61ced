/** Tables of a run as Parquet, written by DuckDB. */

import { renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { TableColumn } from '../results/snapshot.ts'
import { makeFolder } from './files.ts'
import { quoted, StoreError, text } from './store.ts'

/** Writes columns of one length as a Parquet file, whole or not at all. */
export async function writeParquet(path: string, columns: readonly TableColumn[]): Promise<void> {
  if (path === '-') throw new StoreError('Parquet is binary: give a file with --out, not standard output.')
  const target = resolve(path)
  const temporary = `${target}.${process.pid}.tmp`
  makeFolder(dirname(target))
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await connection.run(`CREATE TABLE t (${columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')})`)
    const appender = await connection.createAppender('t')
    for (let i = 0; i < (columns[0]?.values.length ?? 0); i++) {
      for (const { type, values } of columns) {
        const value = values[i]
        if (value === null || value === undefined || Number.isNaN(value)) appender.appendNull()
        else if (type === 'VARCHAR') appender.appendVarchar(value as string)
        else if (type === 'INTEGER') appender.appendInteger(value as number)
        else appender.appendDouble(value as number)
      }
      appender.endRow()
    }
    appender.closeSync()
    await connection.run(`COPY t TO ${text(temporary)} (FORMAT parquet)`)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new StoreError(
      `${target} cannot be written: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
