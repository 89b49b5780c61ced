import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { casesOf } from '../results/sweep/design.ts'
import { plannedRuns } from '../results/sweep/plan.ts'
import { InputError } from './scenarios.ts'
import { mergeStores, shardPattern } from './store.ts'

/** Shards of one sweep become one store. */
export async function mergeCommand(folder: string, options: { out?: string; format: string }): Promise<number> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new InputError(`${folder}: there is no such folder. Give the folder that holds the shards.`)
  const shards = readdirSync(folder)
    .filter(name => shardPattern.test(name))
    .sort()
    .map(name => join(folder, name))
  if (shards.length === 0)
    throw new InputError(
      `${folder} holds no shards. ${existsSync(join(folder, 'sweep.duckdb')) ? 'Its sweep.duckdb is whole already: there is nothing to merge.' : 'They are called shard-1-of-8.duckdb and so on.'}`,
    )
  const target = resolve(options.out ?? join(folder, 'sweep.duckdb'))
  const { made, runs } = await mergeStores(target, shards)
  const { sweep } = made
  const planned = plannedRuns(sweep, casesOf(sweep))
  const missing = Math.max(0, planned - runs)
  const told = { store: target, shards: shards.length, runs, planned, missing }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else
    process.stdout.write(
      `${runs} runs of ${shards.length} shards in ${target}.\n${missing > 0 ? `${missing} of ${planned} planned runs are missing: go on with justcity sweep … --shard i/n --resume, then merge again.\n` : ''}`,
    )
  return missing > 0 ? 1 : 0
}
