import { moneyHeld } from '../city/ledger.ts'
import { zonalMeasures, zoneValues } from '../metrics/zones.ts'
import { readable, reader, type Values } from '../results/record.ts'
import { snapshotGeoJson, snapshotTables } from '../results/snapshot.ts'
import { createSimulation } from '../simulation.ts'
import { writeWhole } from './files.ts'
import { planOf } from './plans.ts'
import { createProgress } from './progress.ts'
import { InputError, load, measuresIn, wholeNumber, withOptions } from './scenarios.ts'

export interface RunOptions {
  seed: string
  replicate: string
  ticks?: string
  preset?: string
  measures?: string
  format: string
  out: string
  snapshot?: string
  zones?: string
  progress?: string
}

/** One run: every measure at every month. */
export async function runCommand(name: string, options: RunOptions): Promise<number> {
  const scenario = withOptions(load(name), options)
  const replicate = wholeNumber('--replicate', options.replicate, 0, 1_000_000)
  const ticks = options.ticks === undefined ? scenario.years * 12 : wholeNumber('--ticks', options.ticks, 0, 2400)
  const parquet = options.format === 'parquet' || options.out.endsWith('.parquet')
  if (parquet && options.out === '-')
    throw new InputError('--format parquet: Parquet is no text. Give a file, as in --out series.parquet.')
  const plan = await planOf(scenario.city)
  const read = reader(
    scenario,
    options.measures === undefined
      ? undefined
      : measuresIn(options.measures, readable(scenario), 'there is no such measure.'),
  )
  const progress = createProgress(ticks, 'months', options.progress)
  const simulation = createSimulation(scenario, plan, { seed: options.seed, replicate })
  const { city } = simulation
  const money = moneyHeld(city)
  const rows: Values[] = []
  const totals = { households: [] as number[], dwellings: [] as number[], money_error: [] as number[] }
  const note = (): void => {
    rows.push(read(city, simulation.rules))
    let households = 0
    for (let h = 0; h < city.households.rows; h++) if (city.households.size[h] !== 0) households++
    let dwellings = 0
    for (let b = 0; b < city.buildings.rows; b++) dwellings += city.buildings.dwellings[b]!
    totals.households.push(households)
    totals.dwellings.push(dwellings)
    totals.money_error.push(moneyHeld(city) - money)
  }
  note()
  for (let tick = 0; tick < ticks; tick++) {
    simulation.tick()
    note()
    progress.add(1)
    // let an interrupt be heard
    if (tick % 12 === 11) await new Promise(resolve => setImmediate(resolve))
  }
  progress.stop()
  const names = Object.keys(rows[0]!)
  const head = { scenario: scenario.name, seed: options.seed, replicate, ticks, state_hash: simulation.hash() }
  if (options.snapshot?.endsWith('.parquet')) {
    const { writeParquet } = await import('./parquet.ts')
    const tables = snapshotTables(city, simulation.rules)
    await writeParquet(options.snapshot, tables.parcels)
    await writeParquet(options.snapshot.replace(/parquet$/, 'households.parquet'), tables.households)
  } else if (options.snapshot) writeWhole(options.snapshot, snapshotGeoJson(city, simulation.rules))
  if (options.zones !== undefined) {
    const lines = zoneValues(city, simulation.rules).map(({ households, values }, zone) =>
      [zone, households, ...values.map(value => value ?? '')].join(','),
    )
    const columns = ['zone', 'households', ...zonalMeasures.map(measure => measure.name)]
    writeWhole(options.zones, `${[columns.join(','), ...lines].join('\n')}\n`)
  }
  const series = Object.fromEntries(names.map(measure => [measure, rows.map(row => row[measure] ?? null)]))
  if (parquet) {
    const { writeParquet } = await import('./parquet.ts')
    const values = (measure: string): (number | null)[] => rows.map(row => row[measure] ?? null)
    await writeParquet(options.out, [
      { name: 'tick', type: 'INTEGER', values: rows.map((_, tick) => tick) },
      ...names.map(measure => ({ name: measure, type: 'DOUBLE' as const, values: values(measure) })),
    ])
  } else if (options.format === 'json')
    writeWhole(options.out, `${JSON.stringify({ ...head, measures: series, totals })}\n`)
  else if (options.format === 'csv')
    writeWhole(
      options.out,
      `${['tick', ...names].join(',')}\n${rows.map((row, t) => [t, ...names.map(n => row[n] ?? '')].join(',')).join('\n')}\n`,
    )
  else {
    const years = rows.map((_, t) => t).filter(t => t % 12 === 0)
    const shown =
      years.length > 6 ? years.filter((_, i) => i % Math.ceil(years.length / 6) === 0 || i === years.length - 1) : years
    const cell = (v: number | null | undefined): string =>
      (v == null ? '–' : Math.abs(v) >= 1000 ? Math.round(v).toLocaleString('en') : v.toFixed(3)).padStart(15)
    writeWhole(
      options.out,
      `${scenario.title.en} · seed ${options.seed} · state ${head.state_hash}\n\n${''.padEnd(30)}${shown.map(t => `month ${t}`.padStart(15)).join('')}\n${names
        .map(n => `${n.padEnd(30)}${shown.map(t => cell(rows[t]![n])).join('')}`)
        .join('\n')}\n`,
    )
  }
  return 0
}
