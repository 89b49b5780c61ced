import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, justcity, root } from '../cli/command.ts'
import { need, rows, sweepFolder } from './sweep.ts'

/** A cluster of one node in a folder of its own. */
const cluster = mkdtempSync(join(tmpdir(), 'justcity-slurm-'))
const node = hostname().split('.')[0]!
const daemons: ChildProcess[] = []

/** Waits until something holds, looking four times a second. */
async function until(what: string, holds: () => boolean, seconds = 300): Promise<void> {
  const end = Date.now() + 1000 * seconds
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${what} did not come about in ${seconds} s:\n${diagnosis()}`)
    await new Promise(done => setTimeout(done, 250))
  }
}

const tail = (path: string): string =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-30).join('\n') : ''
const diagnosis = (): string =>
  `${slurm('sinfo', '-N', '-l')}\n${slurm('squeue')}\n${tail(join(cluster, 'slurmctld.log'))}\n${tail(join(cluster, 'slurmd.log'))}`

const environment = { ...process.env, SLURM_CONF: join(cluster, 'slurm.conf') }
const slurm = (command: string, ...args: string[]): string => {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: environment })
  return stdout + stderr
}

function daemon(name: string, command: string, ...args: string[]): void {
  const log = openSync(join(cluster, `${name}.out`), 'a')
  daemons.push(spawn(command, args, { env: environment, stdio: ['ignore', log, log] }))
}

beforeAll(async () => {
  build()
  need('command -v munged', 'munge')
  need('command -v slurmctld', 'slurm-wlm')
  for (const folder of ['state', 'spool', 'munge']) mkdirSync(join(cluster, folder), { mode: 0o755 })
  chmodSync(cluster, 0o755)
  const socket = join(cluster, 'munge/munge.socket')
  writeFileSync(join(cluster, 'munge/munge.key'), crypto.getRandomValues(new Uint8Array(1024)), { mode: 0o400 })
  // cred_expire is also how long a requeued job waits: two minutes if not given
  writeFileSync(
    join(cluster, 'slurm.conf'),
    `ClusterName=justcity
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=${socket},cred_expire=20
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${cluster}/state
SlurmdSpoolDir=${cluster}/spool
SlurmctldPidFile=${cluster}/slurmctld.pid
SlurmdPidFile=${cluster}/slurmd.pid
SlurmctldLogFile=${cluster}/slurmctld.log
SlurmdLogFile=${cluster}/slurmd.log
JobRequeue=1
MinJobAge=3600
KillWait=5
SchedulerParameters=sched_interval=1
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`,
  )
  daemon(
    'munged',
    'munged',
    '--foreground',
    '--force',
    `--key-file=${cluster}/munge/munge.key`,
    `--socket=${socket}`,
    `--pid-file=${cluster}/munge/munged.pid`,
    `--log-file=${cluster}/munge/munged.log`,
    `--seed-file=${cluster}/munge/munged.seed`,
  )
  await until('a munge socket', () => existsSync(socket), 60)
  daemon('slurmctld', 'slurmctld', '-D')
  daemon('slurmd', 'slurmd', '-D', '-N', node)
  await until('an idle node', () => /idle/.test(slurm('sinfo', '-h', '-o', '%T')), 120)
})

afterAll(async () => {
  for (const one of daemons.reverse()) {
    one.kill('SIGTERM')
    await new Promise(done => (one.exitCode === null ? one.on('exit', done) : done(null)))
  }
})

/** State of a job's tasks: number to state. */
function states(job: string): Map<string, string> {
  const lines = slurm('squeue', '-h', '-r', '-t', 'all', '-j', job, '-o', '%K %T').trim().split('\n')
  return new Map(lines.map(line => line.split(' ') as [string, string]))
}

describe('Slurm', () => {
  test('runs shards as an array, one of them killed half-way and requeued, then their merge: the rows of one laptop', async () => {
    const folder = sweepFolder()
    expect(justcity('sweep', join(folder, 'sweep.yaml'), '--out', join(folder, 'laptop')).code).toBe(0)

    const out = join(folder, 'cluster')
    const main = join(root, 'dist/cli/main.js')
    const asked = [
      'sweep',
      join(folder, 'sweep.yaml'),
      '--out',
      out,
      '--slurm',
      '3',
      '--threads',
      '1',
      '--format',
      'json',
    ]
    const { status, stdout, stderr } = spawnSync('node', [main, ...asked], {
      encoding: 'utf8',
      env: environment,
      cwd: folder,
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const { array, merge } = JSON.parse(stdout)

    // the second shard has begun and is not done: its program is killed, and Slurm puts it back in the queue
    const shard = join(out, 'shard-2-of-3.duckdb')
    await until('a store of shard 2', () => existsSync(shard))
    const command = `sweep ${join(folder, 'sweep.yaml')} --out ${out} --shard 2/3`
    const pids = (): string[] =>
      spawnSync('pgrep', ['-f', command], { encoding: 'utf8' }).stdout.trim().split('\n').filter(Boolean)
    await until('a program of shard 2', () => pids().length > 0, 60)
    slurm('scontrol', 'requeue', `${array}_2`)
    for (const pid of pids()) process.kill(Number(pid), 'SIGKILL')

    const ended = (state: string | undefined): boolean => state === 'COMPLETED'
    await until('the end of the array', () => {
      const tasks = states(array)
      return tasks.size === 3 && [...tasks.values()].every(ended)
    })
    await until('the end of the merge', () => ended(states(merge).get('N/A')), 120)
    expect(slurm('scontrol', 'show', 'job', `${array}_2`)).toMatch(/Restarts=[1-9]/)
    expect(readdirSync(out)).toContain('sweep.duckdb')
    expect(rows(out)).toBe(rows(join(folder, 'laptop')))
    const shards = justcity('query', out, 'SELECT DISTINCT shard FROM log ORDER BY ALL', '--format', 'json')
    expect(JSON.parse(shards.out)).toEqual([{ shard: '1/3' }, { shard: '2/3' }, { shard: '3/3' }])
  })
})
