import { join, resolve } from 'node:path'
import { casesOf, scenarioOf } from '../results/sweep/design.ts'
import { writeWhole } from './files.ts'
import { InputError } from './scenarios.ts'
import { quoted, type Reading, readStore } from './store.ts'

export interface ExportOptions {
  parquet?: string
  csv?: string
  table?: string
}

/** A sweep's tables for other programs. */
export async function exportCommand(store: string, options: ExportOptions): Promise<number> {
  if (!options.parquet && !options.csv && !options.table)
    throw new InputError('Say what to write: --parquet <folder>, --csv <folder> or --table <file>.')
  const reading = await readStore(store)
  const written: string[] = []
  try {
    const tables = ['runs', 'series', 'outcomes', ...(reading.sweep.maps.length > 0 ? ['parcels'] : [])]
    const keys: Record<string, string> = { series: 'run, tick', parcels: 'run, parcel' }
    for (const format of ['parquet', 'csv'] as const) {
      const folder = options[format]
      if (folder === undefined) continue
      for (const table of tables) {
        const file = resolve(join(folder, `${table}.${format}`))
        await reading.copy(`SELECT * FROM ${table} ORDER BY ${keys[table] ?? 'run'}`, file, format)
        written.push(file)
      }
    }
    if (options.table !== undefined) {
      writeWhole(options.table, await behaviorSpace(reading))
      if (options.table !== '-') written.push(resolve(options.table))
    }
  } finally {
    reading.close()
  }
  if (written.length > 0) process.stderr.write(`Wrote ${written.join(', ')}\n`)
  return 0
}

/**
 * The table of NetLogo's BehaviorSpace: six lines of head, then a row a run and step, every cell quoted, so that scripts
 * which skip six lines and read columns by name work as they are.
 */
async function behaviorSpace({ sweep, query, version }: Reading): Promise<string> {
  const factors = sweep.factors.map(({ name }) => name)
  const { rows } = await query(
    `SELECT r.run + 1, r.arm, r.replicate, ${factors.map(name => `r.${quoted(name)}, `).join('')}s.tick, ${sweep.measures
      .map(name => `s.${quoted(name)}`)
      .join(', ')} FROM runs r JOIN series s USING (run) ORDER BY r.run, s.tick`,
  )
  const cell = (value: unknown): string =>
    `"${value === null || value === undefined ? '' : String(value).replace(/"/g, '""')}"`
  const line = (values: readonly unknown[]): string => values.map(cell).join(',')
  const [first] = casesOf(sweep)
  const place = first ? scenarioOf(sweep, first).city : sweep.scenario.city
  const head = [
    [`BehaviorSpace results (justcity ${version})`],
    [`${sweep.name}.yaml`],
    [sweep.name],
    [new Date().toISOString()],
    ['min-pxcor', 'max-pxcor', 'min-pycor', 'max-pycor'],
    // there are no patches: the place stands in their stead
    [JSON.stringify(place), '', '', ''],
    ['[run number]', 'arm', 'replicate', ...factors, '[step]', ...sweep.measures],
  ]
  return `${[...head, ...rows].map(line).join('\n')}\n`
}
