import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { justcity } from '../cli/command.ts'

/** A folder with a short sweep: 30 runs in ten worlds of a tiny city. */
export function sweepFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'justcity-cluster-'))
  writeFileSync(join(folder, 'quick.yaml'), 'name: quick\nextends: baseline\ncity: {preset: tiny}\nburn_in: 1\n')
  writeFileSync(
    join(folder, 'sweep.yaml'),
    `name: short
scenario: quick
design: lhs
points: 10
factors:
  profit_cap.max_margin: {min: 0.1, max: 0.3}
  parameters.natural_vacancy: {min: 0.05, max: 0.08}
baseline: none
replications: 3
ticks: 12
measures: [rent_burden_p80, vacancy_rate]
`,
  )
  return folder
}

/** What design and seeds determine, row for row. */
export function rows(store: string): string {
  const dump = (sql: string): string => {
    const { code, out, error } = justcity('query', store, sql, '--format', 'csv')
    if (code !== 0) throw new Error(error)
    return out
  }
  return `${dump('SELECT * FROM runs ORDER BY run')}\n${dump('SELECT * FROM series ORDER BY run, tick')}`
}

/**
 * Installs Debian packages unless they are there.
 * @param there shell command that succeeds where they are
 * @throws {Error} with what apt said, where that cannot be done
 */
export function need(there: string, ...packages: string[]): void {
  const isThere = (): boolean => spawnSync('sh', ['-c', there]).status === 0
  if (isThere()) return
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  if (process.getuid?.() !== 0) throw new Error(`As root: apt-get ${install.join(' ')}`)
  const apt = (...args: string[]): string => {
    // another apt may be at work: it is waited for
    const patient = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args]
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const { stderr, error } = spawnSync('apt-get', patient, { env, encoding: 'utf8', maxBuffer: 1 << 28 })
    return `apt-get ${args.join(' ')}\n${error?.message ?? stderr}`
  }
  const said = [apt(...install)]
  // lists of packages may be missing or old
  if (!isThere()) said.push(apt('update'), apt(...install))
  if (!isThere()) throw new Error(`${packages.join(', ')} cannot be installed here.\n${said.join('\n')}`)
}
