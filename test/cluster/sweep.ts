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

/** Installs Debian packages whose command is missing. @throws {Error} where that cannot be done */
export function need(command: string, ...packages: string[]): void {
  const there = (): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
  if (there()) return
  if (process.getuid?.() !== 0) throw new Error(`${command} is missing: apt-get install ${packages.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { env, encoding: 'utf8' })
  let result = apt('install', '-y', '--no-install-recommends', ...packages)
  if (result.status !== 0) {
    apt('update')
    result = apt('install', '-y', '--no-install-recommends', ...packages)
  }
  if (!there()) throw new Error(`${packages.join(' ')} cannot be installed:\n${result.stderr}`)
}

/** Python modules for Debian's own Python, installed where they are missing. */
export function needPython(...modules: string[]): void {
  const there = (): boolean => spawnSync('/usr/bin/python3', ['-c', `import ${modules.join(', ')}`]).status === 0
  if (there()) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const names = modules.map(name => `python3-${name}`)
  const install = ['install', '-y', '--no-install-recommends', 'python3', ...names]
  if (spawnSync('apt-get', install, { env }).status !== 0) {
    spawnSync('apt-get', ['update'], { env })
    spawnSync('apt-get', install, { env })
  }
  if (!there()) throw new Error(`Python has no ${modules.join(', ')}: apt-get ${install.join(' ')}`)
}
