import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { InputError } from './scenarios.ts'

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

/** Cores that a container may use, from its quota; Infinity without one. */
function quota(): number {
  const own = read('/proc/self/cgroup')?.match(/^0::(.*)$/m)?.[1] ?? '/'
  for (const folder of [`/sys/fs/cgroup${own}`, '/sys/fs/cgroup']) {
    const [limit, period] = (read(`${folder}/cpu.max`) ?? '').split(' ').map(Number)
    if (limit && period) return limit / period
  }
  const limit = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us') ?? -1)
  const period = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_period_us') ?? 0)
  return limit > 0 && period > 0 ? limit / period : Number.POSITIVE_INFINITY
}

/** Cores allowed to this process, not those present: affinity, a container's quota and a Slurm job's share bound them. */
export function allowedCores(): number {
  const slurm = Number(process.env.SLURM_CPUS_PER_TASK ?? Number.NaN)
  const job = Number.isInteger(slurm) && slurm > 0 ? slurm : Number.POSITIVE_INFINITY
  return Math.max(1, Math.floor(Math.min(availableParallelism(), quota(), job)))
}

/** The number of threads asked for, or the cores allowed. */
export function threadsOf(option: string | undefined): number {
  if (option === undefined) return allowedCores()
  const threads = Number(option)
  if (!Number.isInteger(threads) || threads < 1 || threads > 1024)
    throw new InputError(`--threads ${option}: must be a whole number from 1 to 1024.`)
  return threads
}
