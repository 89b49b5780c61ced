import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { Sweep } from '../results/sweep/sweep.ts'
import { makeFolder, packageRoot, sweepFiles } from './files.ts'
import { InputError, wholeNumber } from './scenarios.ts'
import type { SweepOptions } from './sweep.ts'

/** The sbatch script of a job. */
const script = (name: string): string => join(packageRoot, 'deploy/slurm', name)

/**
 * Hands a sweep to Slurm: an array of shards, and their merge when all have ended. What a job needs – partition, time,
 * memory, cores – is said by Slurm's own variables, such as SBATCH_PARTITION, SBATCH_TIMELIMIT and SLURM_CPUS_PER_TASK.
 */
export function submit(name: string, sweep: Sweep, folder: string, options: SweepOptions): number {
  const shards = wholeNumber('--slurm', options.slurm!, 1, 10_000)
  const given = {
    replications: options.replications,
    seed: options.seed,
    ticks: options.ticks,
    preset: options.preset,
    precision: options.precision,
  }
  const more = [
    ...Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [`--${key}=${value}`])),
    ...(options.threads === undefined ? [] : [`--threads=${options.threads}`]),
    ...(options.maxFailures === undefined ? [] : [`--max-failures=${options.maxFailures}`]),
  ]
  makeFolder(folder)
  const environment = {
    ...process.env,
    JUSTCITY: `${process.execPath} ${join(packageRoot, 'dist/cli/main.js')}`,
    SWEEP: sweepFiles.resolve(name, null) ?? resolve(name),
    OUT: folder,
    SHARDS: String(shards),
    MORE: more.join(' '),
  }
  const sbatch = (...args: string[]): string => {
    const { status, stdout, stderr, error } = spawnSync('sbatch', ['--parsable', '--export=ALL', ...args], {
      encoding: 'utf8',
      env: environment,
    })
    if (error)
      throw new InputError(`sbatch cannot be run here: ${error.message}. Submit from a login node of the cluster.`)
    if (status !== 0) throw new InputError(`sbatch refused the job: ${stderr.trim()}`)
    return stdout.trim().split(';')[0]!
  }
  const log = `--output=${join(folder, 'slurm-%A_%a.log')}`
  const array = sbatch(`--array=1-${shards}`, `--job-name=${sweep.name}`, log, script('sweep.sbatch'))
  const merge = sbatch(
    `--dependency=afterany:${array}`,
    `--job-name=${sweep.name}-merge`,
    `--output=${join(folder, 'slurm-merge-%j.log')}`,
    script('merge.sbatch'),
  )
  const told = { sweep: sweep.name, shards, array, merge, out: folder }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(told)}\n`)
  else
    process.stdout.write(
      `Submitted ${shards} shards as job ${array}, and their merge as job ${merge}, into ${folder}.\nWatch them with squeue; logs are in the folder.\n`,
    )
  return 0
}
