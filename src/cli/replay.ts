import { dirname } from 'node:path'
import { casesOf, scenarioOf } from '../results/sweep/design.ts'
import { freshSimulation, type RunRecord, record } from '../results/sweep/run.ts'
import { runOf, type Sweep } from '../results/sweep/sweep.ts'
import { inWords } from './errors.ts'
import { version } from './files.ts'
import { planOf } from './plans.ts'
import { codeHash, copiesIn, designHash, fromFolder, missingCities } from './provenance.ts'
import { wholeNumber } from './scenarios.ts'
import { quoted, type Reading, readStore, StoreError } from './store.ts'

/** What a run left in its store. */
interface Stored {
  hash: string | null
  series: unknown[][]
  /** one value a layer, one row a parcel */
  parcels: unknown[][]
  /** why it failed, the last time */
  error: string | null
}

async function storedRun({ sweep, query }: Reading, run: number): Promise<Stored | null> {
  const rows = async (sql: string): Promise<unknown[][]> => (await query(sql)).rows
  const list = (names: readonly string[]): string => names.map(quoted).join(', ')
  const [kept] = await rows(`SELECT state_hash FROM runs WHERE run = ${run}`)
  const [failed] = await rows(
    `SELECT error FROM log WHERE run = ${run} AND status = 'failed' ORDER BY started DESC LIMIT 1`,
  )
  if (!kept && !failed) return null
  return {
    hash: (kept?.[0] as string | undefined) ?? null,
    series: await rows(`SELECT tick, ${list(sweep.measures)} FROM series WHERE run = ${run} ORDER BY tick`),
    parcels:
      sweep.maps.length === 0
        ? []
        : await rows(`SELECT ${list(sweep.maps)} FROM parcels WHERE run = ${run} ORDER BY parcel`),
    error: (failed?.[0] as string | undefined) ?? null,
  }
}

const value = (stored: unknown): number => (stored === null ? Number.NaN : (stored as number))

/** Where a record is not what was stored. */
function apart(sweep: Sweep, stored: Stored, again: RunRecord): string[] {
  const width = sweep.measures.length
  const ticks = stored.series.map(([tick]) => tick)
  if (JSON.stringify(ticks) !== JSON.stringify(again.ticks))
    return [`ticks ${ticks.join(', ')} against ${again.ticks.join(', ')}`]
  return [
    ...stored.series.flatMap(([tick, ...values], i) =>
      sweep.measures.flatMap((name, j) =>
        Object.is(value(values[j]), again.values[i * width + j]) ? [] : [`${name} at tick ${tick}`],
      ),
    ),
    ...sweep.maps.flatMap((name, j) =>
      stored.parcels.length === again.layers[name]!.length &&
      stored.parcels.every((row, p) => Object.is(value(row[j]), again.layers[name]![p]))
        ? []
        : [`layer ${name}`],
    ),
  ]
}

/** The first line of an error: below it stands where in the program it arose. */
const firstLine = (error: string): string => error.split('\n')[0]!

/** Runs one row again from its very beginning. @returns 0 if it is the same to the bit, 1 if not */
export async function replayCommand(store: string, number: string, options: { format: string }): Promise<number> {
  const run = wholeNumber('run', number, 0, Number.MAX_SAFE_INTEGER)
  const reading = await readStore(store)
  const stored = await storedRun(reading, run)
  reading.close()
  const folder = dirname(reading.path)
  const sweep = fromFolder(reading.sweep, folder)
  const { number: caseNumber, replicate } = runOf(sweep, run)
  const one = casesOf(sweep)[caseNumber]
  if (!one || !stored)
    throw new StoreError(
      `${reading.path} holds no run ${run}. List them: justcity query ${store} "SELECT run FROM runs"`,
    )
  if (reading.version !== version)
    process.stderr.write(
      `note: the store was made by version ${reading.version}, this is ${version}: runs may differ.\n`,
    )
  else if (reading.code !== '' && reading.code !== codeHash())
    process.stderr.write('note: the store was made by another state of the program: runs may differ.\n')
  const missing = missingCities(sweep)
  if (missing.length > 0) process.stderr.write(`note: ${missing.join(', ')} is not there any more.\n`)
  else if (designHash(sweep) !== reading.design)
    process.stderr.write('note: a city this sweep reads from a file was changed since: runs may differ.\n')
  const scenario = scenarioOf(sweep, one)
  let again: RunRecord | null = null
  let error: string | null = null
  try {
    again = record(freshSimulation(sweep, one, replicate, await planOf(scenario.city)), sweep, () => {})
  } catch (thrown) {
    error = inWords(thrown)
    // a city is named as it was then
    for (const [then, now] of copiesIn(folder)) error = error.replaceAll(now, then)
  }
  const differences = again && stored.hash !== null ? apart(sweep, stored, again) : []
  const same =
    stored.hash !== null
      ? again?.hash === stored.hash && differences.length === 0
      : error !== null && firstLine(error) === firstLine(stored.error!)
  const told = {
    run,
    scenario: scenario.name,
    arm: one.arm,
    factors: Object.fromEntries(sweep.factors.map(({ name }, j) => [name, one.values[j]])),
    seed: sweep.seed,
    replicate,
    ticks: sweep.ticks,
    state_hash: again?.hash ?? null,
    stored_hash: stored.hash,
    error,
    stored_error: stored.hash === null ? stored.error : null,
    same,
    differences,
  }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else {
    const now = error === null ? `state ${told.state_hash}` : `failed: ${firstLine(error)}`
    const then = stored.hash === null ? `failed: ${firstLine(stored.error!)}` : `state ${stored.hash}`
    const where = differences.length > 0 ? ` ${differences.slice(0, 5).join('; ')}` : ''
    const verdict = !same
      ? `, stored ${then}: not the same.${where}`
      : error === null
        ? ': the same to the bit.'
        : '\nIt failed so before.'
    process.stdout.write(
      `Run ${run}: ${one.arm}, seed ${sweep.seed}, replicate ${replicate}, ${Object.entries(told.factors)
        .map(([name, set]) => `${name} ${set ?? 'off'}`)
        .join(', ')}\n${now}${verdict}\n`,
    )
    // where in the program it arose: a failed run is replayed to find out
    if (error?.includes('\n')) process.stderr.write(`${error}\n`)
  }
  return same ? 0 : 1
}
