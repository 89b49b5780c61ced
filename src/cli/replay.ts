import { casesOf, scenarioOf } from '../results/sweep/design.ts'
import { freshSimulation, record } from '../results/sweep/run.ts'
import { runOf } from '../results/sweep/sweep.ts'
import { version } from './files.ts'
import { planOf } from './plans.ts'
import { wholeNumber } from './scenarios.ts'
import { quoted, readStore, StoreError } from './store.ts'

/** Runs one row again from its very beginning. @returns 0 if it is the same to the bit, 1 if not */
export async function replayCommand(store: string, number: string, options: { format: string }): Promise<number> {
  const run = wholeNumber('run', number, 0, Number.MAX_SAFE_INTEGER)
  const reading = await readStore(store)
  const { sweep } = reading
  const columns = sweep.measures.map(quoted).join(', ')
  const { rows } = await reading.query(`SELECT state_hash, case_id, replicate FROM runs WHERE run = ${run}`)
  const series = (await reading.query(`SELECT tick, ${columns} FROM series WHERE run = ${run} ORDER BY tick`)).rows
  const errors = (await reading.query(`SELECT error FROM log WHERE run = ${run} AND status = 'failed'`)).rows
  reading.close()
  const { number: caseNumber, replicate } = runOf(sweep, run)
  const one = casesOf(sweep)[caseNumber]
  const stored = rows[0] as [string, number, number] | undefined
  if (!one || (!stored && errors.length === 0))
    throw new StoreError(
      `${reading.path} holds no run ${run}. List them: justcity query ${store} "SELECT run FROM runs"`,
    )
  if (reading.version !== version)
    process.stderr.write(
      `note: the store was made by version ${reading.version}, this is ${version}: runs may differ.\n`,
    )
  const scenario = scenarioOf(sweep, one)
  const again = record(freshSimulation(sweep, one, replicate, await planOf(scenario.city)), sweep, () => {})
  const width = sweep.measures.length
  const apart = series.flatMap(([tick, ...values], i) =>
    values.flatMap((value, j) =>
      Object.is(value ?? Number.NaN, again.values[i * width + j]) ? [] : [`${sweep.measures[j]} at tick ${tick}`],
    ),
  )
  const same =
    stored !== undefined && again.hash === stored[0] && apart.length === 0 && series.length === again.ticks.length
  const told = {
    run,
    scenario: scenario.name,
    arm: one.arm,
    factors: Object.fromEntries(sweep.factors.map(({ name }, j) => [name, one.values[j]])),
    seed: sweep.seed,
    replicate,
    ticks: sweep.ticks,
    state_hash: again.hash,
    stored_hash: stored?.[0] ?? null,
    same,
    differences: apart,
  }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else
    process.stdout.write(
      `Run ${run}: ${one.arm}, seed ${sweep.seed}, replicate ${replicate}, ${Object.entries(told.factors)
        .map(([name, value]) => `${name} ${value ?? 'off'}`)
        .join(
          ', ',
        )}\nstate ${again.hash}${same ? ': the same to the bit.' : `, stored ${told.stored_hash ?? 'as failed'}: not the same. ${apart.slice(0, 5).join('; ')}`}\n`,
    )
  return same ? 0 : 1
}
