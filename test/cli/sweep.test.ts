import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { writePlan } from '../../src/import/index.ts'
import { studentInterval } from '../../src/results/statistics.ts'
import { build, folderOf, interrupted, justcity, root } from './command.ts'

beforeAll(build, 240_000)

const main = join(root, 'dist/cli/main.js')

/** A short sweep over levers, a schedule and a parameter. */
const small = `
name: small
scenario: quick
design: grid
factors:
  profit_cap.max_margin: ['off', 0.12]
  compensation.owner: {min: 0.9, max: 1.3, steps: 3}
  profit_cap.from: [month 2]
  parameters.natural_vacancy: [0.07]
replications: 2
ticks: 6
record: 3
measures: [rent_burden_p80, vacancy_rate, displacement_rate]
maps: [rent]
`
const quick = 'name: quick\nextends: baseline\ncity: {preset: tiny}\nburn_in: 1\n'

const folder = (sweep = small, more: Record<string, string> = {}): string =>
  folderOf({ 'sweep.yaml': sweep, 'quick.yaml': quick, ...more })

const sweep = (at: string, out: string, ...more: string[]) =>
  justcity('sweep', join(at, 'sweep.yaml'), '--out', join(at, out), ...more)

/** Everything that design and seeds determine, row for row. */
function rows(store: string): string {
  const dump = (sql: string): string => {
    const { code, out, error } = justcity('query', store, sql, '--format', 'csv')
    if (code !== 0) throw new Error(error)
    return out
  }
  return [
    dump('SELECT * FROM runs ORDER BY run'),
    dump('SELECT * FROM series ORDER BY run, tick'),
    dump('SELECT * FROM parcels ORDER BY run, parcel'),
  ].join('\n')
}

/** A mount that nobody else sees: root's own right, or that of a namespace of users where the machine allows it. */
const PRIVATE = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']
const mayMount =
  spawnSync('unshare', [...PRIVATE, 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', tmpdir()]).status === 0

/** Root may write where nobody may: the right to overrule permissions is taken from it. */
const UNPRIVILEGED = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []

/** Rows of a Parquet file, as a reader of others' making sees them. */
async function parquet(path: string): Promise<Record<string, unknown>[]> {
  const bytes = readFileSync(path)
  return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) })
}

const at = folder()
const whole = join(at, 'whole')
let reference = ''

beforeAll(() => {
  const { code, error } = sweep(at, 'whole', '--threads', '2')
  expect(error).toBe('')
  expect(code).toBe(0)
  reference = rows(whole)
}, 240_000)

describe('a sweep', () => {
  test('makes every run with its factors, and says what it is', () => {
    const [row] = JSON.parse(
      justcity('query', whole, 'SELECT count(*) AS n, count(DISTINCT case_id) AS cases FROM runs', '--format', 'json')
        .out,
    )
    expect(row).toEqual({ n: (6 + 1 + 1) * 2, cases: 8 })
    const provenance = JSON.parse(readFileSync(join(whole, 'provenance.json'), 'utf8'))
    expect(provenance).toMatchObject({ program: 'justcity', seed: 'a', cases: 8, ticks: 6, baseline: 'baseline' })
    expect(provenance.command).toContain('sweep.yaml')
    expect(provenance.scenario_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(readFileSync(join(whole, 'CITATION.cff'), 'utf8')).toContain('type: dataset')
    const crate = JSON.parse(readFileSync(join(whole, 'ro-crate-metadata.json'), 'utf8'))
    const root = crate['@graph'].find((entity: { '@id': string }) => entity['@id'] === './')
    for (const { '@id': id } of root.hasPart) expect(existsSync(join(whole, id)), id).toBe(true)
  })

  test('gives the same rows on one thread, and in shards put together', () => {
    expect(sweep(at, 'one', '--threads', '1').code).toBe(0)
    expect(rows(join(at, 'one'))).toBe(reference)
    for (const shard of ['3/3', '1/3', '2/3'])
      expect(sweep(at, 'shards', '--threads', '2', '--shard', shard).code).toBe(0)
    const early = justcity('analyze', 'effects', join(at, 'shards'))
    expect(early).toMatchObject({ code: 2, out: '' })
    expect(early.error).toContain('merge')
    const merged = justcity('merge', join(at, 'shards'), '--format', 'json')
    expect(JSON.parse(merged.out)).toMatchObject({ shards: 3, runs: 16, missing: 0 })
    expect(rows(join(at, 'shards'))).toBe(reference)
  })

  test('that is not there yet is told by a dry run, with a time', () => {
    const { code, out } = sweep(at, 'dry', '--dry-run', '--format', 'json')
    expect(code).toBe(0)
    const told = JSON.parse(out)
    expect(told).toMatchObject({ points: 6, cases: 8, runs: 16 })
    expect(told.minutes).toBeGreaterThan(0)
    expect(existsSync(join(at, 'dry'))).toBe(false)
  })

  test('is not begun twice by mistake, and another design is not mixed in', () => {
    const again = sweep(at, 'whole')
    expect(again).toMatchObject({ code: 2, out: '' })
    expect(again.error).toContain('--resume')
    const other = sweep(at, 'whole', '--resume', '--replications', '3')
    expect(other.code).toBe(2)
    expect(other.error).toMatch(/another design.*--out/)
    expect(rows(whole)).toBe(reference)
  })

  test('is as long as asked for, which makes it another design', () => {
    expect(sweep(at, 'short', '--ticks', '3').code).toBe(0)
    const last = justcity('query', join(at, 'short'), 'SELECT max(tick) AS last FROM series', '--format', 'json')
    expect(JSON.parse(last.out)).toEqual([{ last: 3 }])
    expect(sweep(at, 'whole', '--resume', '--ticks', '3').error).toMatch(/another design/)
    const mistake = sweep(at, 'long', '--ticks', '0')
    expect(mistake.code).toBe(2)
    expect(mistake.error).toMatch(/--ticks 0: must be a whole number from 1 to 2400/)
  })

  test('reports progress as JSON lines with the time left', () => {
    const { error } = sweep(at, 'progress', '--progress', 'json', '--shard', '1/4')
    const lines = error
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.at(-1)).toMatchObject({ done: 4, total: 4, unit: 'runs', left: 0 })
  })
})

/**
 * Kills its own process, as nothing from outside can so exactly: so many milliseconds after its start, or after it has
 * stored so many runs, whatever comes first.
 */
const deadly = `
import { isMainThread } from 'node:worker_threads'
const [fromStart, stored, after] = process.env.DEADLY.split(' ').map(Number)
const kill = () => process.kill(process.pid, 'SIGKILL')
if (isMainThread) {
  setTimeout(kill, fromStart).unref()
  const write = process.stderr.write.bind(process.stderr)
  let lines = 0
  process.stderr.write = (...args) => {
    const done = write(...args)
    if (String(args[0]).startsWith('{"done"') && ++lines === stored) after === 0 ? kill() : setTimeout(kill, after)
    return done
  }
}
`

describe('a sweep killed at any moment', () => {
  test('and resumed has the rows of one that was not', () => {
    const store = join(at, 'killed')
    const preload = join(folderOf({ 'deadly.mjs': deadly }), 'deadly.mjs')
    const moments: string[] = []
    let code: number | null = null
    // Every other attempt is killed at any moment of its first seconds, the others just after a run was stored or a
    // little later, when the next one may be half-way in. None stores many runs, so there are many kills on any machine.
    for (let attempt = 0; code === null; attempt++) {
      const late = attempt % 2 === 1
      const fromStart = late ? 600_000 : Math.round(1500 * Math.random())
      const stored = 1 + Math.floor(2 * Math.random())
      const after = Math.random() < 0.3 ? 0 : Math.round(30 * Math.random())
      const sweeping = ['sweep', join(at, 'sweep.yaml'), '--out', store, '--resume', '--threads', '2']
      const { status, signal, stderr } = spawnSync(
        'node',
        ['--import', preload, main, ...sweeping, '--progress', 'json'],
        { encoding: 'utf8', env: { ...process.env, DEADLY: `${fromStart} ${stored} ${after}` } },
      )
      expect(status === 0 || signal === 'SIGKILL', `${stderr}\nafter ${moments.join(', ')}`).toBe(true)
      code = status
      if (code === null)
        moments.push(`${after} ms after run ${stored}${late ? '' : `, or ${fromStart} ms after the start`}`)
    }
    // some five runs at most are stored between two kills, of sixteen
    expect(moments.length, moments.join(', ')).toBeGreaterThan(2)
    expect(rows(store), `killed ${moments.join(', ')}`).toBe(reference)
    const seen = justcity('query', store, "SELECT count(*) AS n FROM log WHERE status = 'done'", '--format', 'json')
    expect(JSON.parse(seen.out)).toEqual([{ n: 16 }])
  }, 600_000)

  test('by Ctrl-C ends with 130, keeps what was made, and goes on', async () => {
    const store = join(at, 'interrupted')
    const sweeping = ['sweep', join(at, 'sweep.yaml'), '--out', store, '--threads', '1', '--progress', 'json']
    expect(await interrupted(sweeping, /"done":[1-9]/)).toBe(130)
    expect(sweep(at, 'interrupted', '--resume').code).toBe(0)
    expect(rows(store)).toBe(reference)
  })
})

test('files of cities are named from where the sweep stands, in its list and in its table, and its folder takes them along', () => {
  const files = { 'good.json': writePlan(generateCity('tiny', 'harbour')), 'points.csv': 'city.file\ngood.json\n' }
  const rest = 'scenario: quick\nbaseline: none\nreplications: 1\nticks: 2\nmeasures: [vacancy_rate]\n'
  for (const design of ['design: grid\nfactors: {city.file: [good.json]}\n', 'design: csv\nfile: points.csv\n']) {
    const place = folder(design + rest, files)
    expect(sweep(place, 'out')).toMatchObject({ code: 0 })
    rmSync(join(place, 'good.json'))
    expect(justcity('replay', join(place, 'out'), '0')).toMatchObject({ code: 0, error: '' })
  }
})

describe('what fails', () => {
  const cities = `
name: failing
scenario: quick
baseline: none
design: grid
factors: {city.file: [good.json, broken.json]}
replications: 3
ticks: 2
measures: [vacancy_rate]
`

  test('is recorded with its error and seed; the others go on; the exit code says so; resuming tries it again', () => {
    const good = writePlan(generateCity('tiny', 'harbour'))
    const place = folder(cities, { 'good.json': good, 'broken.json': '{' })
    const { code, out, error } = sweep(place, 'out')
    expect(code).toBe(1)
    expect(out).toContain('3 runs failed')
    expect(error).toMatch(/seed a, replicate 2\) failed: .*broken\.json/)
    const failed = justcity(
      'query',
      join(place, 'out'),
      "SELECT run, seed, replicate, error FROM log WHERE status = 'failed' ORDER BY run",
      '--format',
      'json',
    )
    expect(JSON.parse(failed.out)).toMatchObject([
      { run: 3, seed: 'a', replicate: 0 },
      { run: 4, seed: 'a', replicate: 1 },
      { run: 5, seed: 'a', replicate: 2 },
    ])
    const again = sweep(place, 'out', '--resume', '--max-failures', '1', '--threads', '1', '--format', 'json')
    expect(again.code).toBe(1)
    expect(JSON.parse(again.out)).toMatchObject({ runs: 3, made: 0 })
  })

  test('is replayed, and a folder moved elsewhere replays and runs again without the files it was made from', () => {
    const good = writePlan(generateCity('tiny', 'harbour'))
    const place = folder(cities, { 'good.json': good, 'broken.json': '{' })
    expect(sweep(place, 'out').code).toBe(1)
    const archive = join(folderOf({}), 'archive')
    renameSync(join(place, 'out'), archive)
    rmSync(place, { recursive: true })
    const failed = justcity('replay', archive, '4')
    expect(failed.out).toContain('It failed so before')
    // a file that is no city is told, not where in the program that was found
    expect(failed.out).toContain('broken.json')
    expect(failed.error).toBe('')
    expect(failed.code).toBe(0)
    const made = justcity('replay', archive, '2', '--format', 'json')
    expect(made.error).toBe('')
    expect(JSON.parse(made.out)).toMatchObject({ same: true, differences: [], error: null })
    const again = join(archive, '../again')
    expect(justcity('sweep', join(archive, 'sweep.json'), '--out', again, '--shard', '1/2').code).toBe(1)
    expect(justcity('sweep', join(archive, 'sweep.json'), '--out', again, '--shard', '2/2').code).toBe(1)
    expect(justcity('merge', again).code).toBe(1)
    const sql = 'SELECT * FROM series ORDER BY run, tick'
    expect(justcity('query', again, sql).out).toBe(justcity('query', archive, sql).out)
    // what was run is not what is there now
    const described = join(archive, 'sweep.json')
    writeFileSync(described, readFileSync(described, 'utf8').replace('"seed": "a"', '"seed": "b"'))
    const other = justcity('sweep', described, '--out', join(archive, '../other'))
    expect(other).toMatchObject({ code: 2, out: '' })
    expect(other.error).toMatch(/changed since/)
  })

  test('to write is said plainly, and the store stays readable', () => {
    const nowhere = justcity('sweep', join(at, 'sweep.yaml'), '--out', '/dev/null/justcity')
    expect(nowhere).toMatchObject({ code: 2, out: '' })
    expect(nowhere.error.trim().split('\n')).toHaveLength(1)
    expect(nowhere.error).toMatch(/\/dev\/null\/justcity/)
  })

  test('on a full disk is said, what is stored stays readable, and with more room the sweep goes on', () => {
    const store = join(at, 'full')
    const sweeping = ['sweep', join(at, 'sweep.yaml'), '--threads', '2', '--out']
    if (mayMount) {
      // a disk of its own, which only this process tree sees and which is gone with it
      const disk = folderOf({})
      const script = `
        mount -t tmpfs -o size=1100k none ${disk} && cd ${disk} || exit 99
        node "$@" ${disk}/store; echo "first $?"
        node ${main} query ${disk}/store 'SELECT count(*) FROM runs' >&2; echo "query $?"
        mount -o remount,size=64m ${disk}
        node "$@" ${disk}/store --resume >&2; echo "second $?"
        cp -r ${disk}/store ${store}`
      const { stdout, stderr } = spawnSync('unshare', [...PRIVATE, 'bash', '-c', script, 'bash', main, ...sweeping], {
        encoding: 'utf8',
      })
      expect(stdout, stderr).toBe('first 2\nquery 0\nsecond 0\n')
      expect(stderr).toMatch(/store\/sweep\.duckdb: the disk is full.*--resume.*No space left on device/)
    } else {
      // where no disk may be mounted, a limit on the size of files stands for it
      const limited = `trap '' XFSZ; ulimit -f 1100; exec node "$@"`
      const { status, stderr } = spawnSync('bash', ['-c', limited, 'bash', main, ...sweeping, store], {
        encoding: 'utf8',
      })
      expect(status).toBe(2)
      expect(stderr).toMatch(/disk is full.*--resume/)
      expect(justcity('query', store, 'SELECT count(*) FROM runs').code).toBe(0)
      expect(sweep(at, 'full', '--resume').code).toBe(0)
    }
    expect(rows(store)).toBe(reference)
  })

  test('in a folder that may be read only is said, and what is there is read, analysed and replayed', () => {
    const locked = folderOf({})
    const store = join(locked, 'store')
    cpSync(whole, store, { recursive: true })
    for (const path of [...readdirSync(store).map(name => join(store, name)), store, locked]) chmodSync(path, 0o555)
    const bound = (...args: string[]) => {
      const command = [...UNPRIVILEGED, 'node', main, ...args]
      return spawnSync(command[0]!, command.slice(1), { encoding: 'utf8', cwd: at })
    }
    for (const [said, ...args] of [
      [join(locked, 'new/sweep.duckdb'), 'sweep', 'sweep.yaml', '--out', join(locked, 'new')],
      [join(store, 'sweep.duckdb'), 'sweep', 'sweep.yaml', '--out', store, '--resume'],
      [join(locked, 'tables/runs.csv'), 'export', store, '--csv', join(locked, 'tables')],
      [join(locked, 'a.parquet'), 'query', store, 'SELECT 1', '--out', join(locked, 'a.parquet')],
      [join(locked, 'page.html'), 'analyze', 'effects', store, '--html', join(locked, 'page.html')],
    ] as const) {
      const { status, stderr } = bound(...args)
      expect(status, args.join(' ')).toBe(2)
      expect(stderr.trim().split('\n'), args.join(' ')).toHaveLength(1)
      expect(stderr).toMatch(/ermission denied/)
      expect(stderr).toContain(said.replace(/\/(runs\.csv|sweep\.duckdb)$/, ''))
    }
    expect(bound('query', store, 'SELECT count(*) FROM runs').status).toBe(0)
    expect(bound('replay', store, '3').status).toBe(0)
    expect(bound('analyze', 'effects', store, '--out', join(folderOf({}), 'effects.csv')).status).toBe(0)
    for (const path of [locked, store]) chmodSync(path, 0o755)
  })
})

describe('precision', () => {
  const precise = `
name: precise
scenario: quick
baseline: none
design: grid
factors: {city.seed: [harbour, b, c]}
replications: 2
max_replications: 4
precision: {vacancy_rate: 0.03}
ticks: 3
measures: [vacancy_rate]
maps: [rent]
`

  test('adds replications to points whose interval is wide, the same on shards and resumed', () => {
    const place = folder(precise)
    expect(sweep(place, 'whole').code).toBe(0)
    const sql = 'SELECT count(*) AS n, list(vacancy_rate ORDER BY run) AS values FROM outcomes GROUP BY case_id'
    const points = JSON.parse(justcity('query', join(place, 'whole'), sql, '--format', 'json').out)
    expect(points).toHaveLength(3)
    const strict = sweep(place, 'strict', '--precision', 'vacancy_rate=0.0000001')
    expect(strict.out).toMatch(/3 of the points are wider than asked with max_replications, 4/)
    const unknown = sweep(place, 'unknown', '--precision', 'vacancy=0.1')
    expect(unknown.code).toBe(2)
    expect(unknown.error).toMatch(/--precision: "vacancy" is not recorded by this sweep.\n.*vacancy_rate/)
    for (const { n, values } of points) {
      const { low, high } = studentInterval(values.slice(0, 2))!
      expect(n).toBe((high - low) / 2 <= 0.03 ? 2 : 4)
    }
    for (const shard of ['1/2', '2/2']) expect(sweep(place, 'shards', '--shard', shard).code).toBe(0)
    expect(justcity('merge', join(place, 'shards')).code).toBe(0)
    expect(rows(join(place, 'shards'))).toBe(rows(join(place, 'whole')))
  })
})

describe('a store', () => {
  test('gives one run again, to the bit, from its very beginning', () => {
    for (const run of ['0', '9', '13', '15']) {
      const { code, out } = justcity('replay', whole, run, '--format', 'json')
      expect(code, out).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ same: true, differences: [] })
    }
    expect(justcity('replay', whole, '4000').code).toBe(2)
  })

  test('is analysed in the measures it names; a condition that cannot be read names the option', () => {
    const effects = JSON.parse(justcity('analyze', 'effects', whole, '--format', 'json').out)
    expect([...new Set(effects.map(({ measure }: { measure: string }) => measure))]).toEqual([
      'rent_burden_p80',
      'vacancy_rate',
      'displacement_rate',
    ])
    const mistake = justcity('analyze', 'prim', whole, '--interest', 'rent_burden > 0')
    expect(mistake).toMatchObject({ code: 2, out: '' })
    expect(mistake.error).toMatch(/^--interest "rent_burden > 0": .*rent_burden_p80/)
  })

  test('without a baseline has a page of levels; differences are refused', () => {
    const place = folder(
      'scenario: quick\ndesign: lhs\npoints: 4\nbaseline: none\nreplications: 1\nticks: 1\nmeasures: [vacancy_rate]\nfactors: {parameters.interest: {min: 0.03, max: 0.06}}\n',
    )
    expect(sweep(place, 'out').code).toBe(0)
    const refused = justcity('analyze', 'effects', join(place, 'out'))
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.error).toMatch(/no baseline.*--html/)
    expect(justcity('analyze', 'effects', join(place, 'out'), '--html', join(place, 'page.html')).code).toBe(0)
    expect(readFileSync(join(place, 'page.html'), 'utf8')).toContain('interest')
  })

  test('whose city is built otherwise now has a page without a map, and says why in one line', async () => {
    const older = join(folderOf({}), 'older')
    cpSync(whole, older, { recursive: true })
    const page = join(older, 'page.html')
    expect(justcity('analyze', 'effects', older, '--html', page).error).not.toContain('no map')
    const map = /<svg class="city"/
    expect(readFileSync(page, 'utf8')).toMatch(map)
    const instance = await DuckDBInstance.create(join(older, 'sweep.duckdb'))
    const connection = await instance.connect()
    await connection.run('DELETE FROM parcels WHERE parcel = 7')
    connection.closeSync()
    instance.closeSync()
    const { code, error } = justcity('analyze', 'effects', older, '--html', page)
    expect(code).toBe(0)
    expect(error).toMatch(/^note: no map, since the store was made by another state of the program.*$/m)
    expect(readFileSync(page, 'utf8')).not.toMatch(map)
  })

  test('refuses to be merged with another design', () => {
    const place = folder()
    expect(sweep(place, 'mix', '--shard', '1/4').code).toBe(0)
    const stranger = sweep(place, 'mix', '--shard', '2/4', '--seed', 'b')
    expect(stranger.code).toBe(2)
    expect(stranger.error).toMatch(/another design/)
    expect(sweep(place, 'other', '--shard', '2/4', '--seed', 'b').code).toBe(0)
    copyFileSync(join(place, 'other/shard-2-of-4.duckdb'), join(place, 'mix/shard-2-of-4.duckdb'))
    const { code, error } = justcity('merge', join(place, 'mix'))
    expect(code).toBe(2)
    expect(error).toMatch(/another design/)
    expect(readdirSync(join(place, 'mix')).filter(name => name.startsWith('sweep.duckdb'))).toEqual([])
  })

  test('that lacks shards says so by its exit code', () => {
    const place = folder()
    expect(sweep(place, 'part', '--shard', '1/4').code).toBe(0)
    const { code, out } = justcity('merge', join(place, 'part'))
    expect(code).toBe(1)
    expect(out).toMatch(/12 of 16 planned runs are missing/)
  })

  test('is asked by SQL, read only, and a mistake in it is bad input', () => {
    expect(justcity('query', whole, 'SELECT nothing FROM runs').code).toBe(2)
    expect(justcity('query', whole, 'DELETE FROM runs').code).toBe(2)
    expect(justcity('query', join(at, 'nowhere'), 'SELECT 1').code).toBe(2)
    expect(justcity('query', whole, 'SELECT run, arm FROM runs ORDER BY run LIMIT 1', '--format', 'csv').out).toBe(
      'run,arm\n0,scenario\n',
    )
  })

  test('averages the years that compare averages, of a year that was only begun too', () => {
    const cap = 'name: cap\nextends: quick\npolicies: [{profit_cap: {max_margin: 0.1, from: month 2}}]\n'
    const text = `
scenario: cap
design: grid
factors: {parameters.natural_vacancy: [0.065]}
replications: 1
ticks: 30
measures: [rent_burden_p80]
`
    const place = folder(text, { 'cap.yaml': cap })
    expect(sweep(place, 'out').code).toBe(0)
    const asked = (sql: string) => justcity('query', join(place, 'out'), sql, '--format', 'csv').out.split('\n')[1]
    const seen = asked("SELECT rent_burden_p80 FROM outcomes WHERE arm = 'scenario'")
    expect(seen).toBe(
      asked("SELECT rent_burden_p80 FROM series JOIN runs USING (run) WHERE arm = 'scenario' AND tick = 30"),
    )
    const pair = [join(place, 'quick.yaml'), join(place, 'cap.yaml'), '-n', '1', '--ticks', '30', '--format', 'json']
    const { measures } = JSON.parse(justcity('compare', ...pair).out).comparisons[0]
    const own = measures.find((m: { name: string }) => m.name === 'rent_burden_p80')
    expect(Number(seen)).toBe(own.policy)
  })

  test('answers with a table however long', () => {
    const { code, out, error } = justcity('query', whole, 'SELECT range AS n FROM range(200000)')
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out.split('\n').slice(-3)).toEqual(['199998', '199999', ''])
  })

  test('is exported as Parquet, CSV and BehaviorSpace’s table, with the same numbers', async () => {
    const out = join(at, 'exports')
    const table = join(out, 'table.csv')
    expect(justcity('export', whole, '--parquet', out, '--csv', out, '--table', table).code).toBe(0)
    const series = await parquet(join(out, 'series.parquet'))
    expect(series).toHaveLength(16 * 3)
    const asked = join(out, 'asked.parquet')
    expect(justcity('query', whole, 'SELECT run, vacancy_rate FROM outcomes ORDER BY run', '--out', asked).code).toBe(0)
    expect(justcity('analyze', 'effects', whole, '--out', join(out, 'effects.parquet')).code).toBe(0)
    expect(await parquet(asked)).toHaveLength(16)
    const effects = JSON.parse(justcity('analyze', 'effects', whole, '--format', 'json').out)
    expect((await parquet(join(out, 'effects.parquet'))).map(row => row.difference)).toEqual(
      effects.map((effect: { difference: number | null }) => effect.difference ?? undefined),
    )
    const [head, first] = readFileSync(join(out, 'series.csv'), 'utf8').split('\n')
    expect(head).toBe('run,tick,rent_burden_p80,vacancy_rate,displacement_rate')
    expect(Number(first!.split(',')[2])).toBe(series[0]!.rent_burden_p80)
    const lines = readFileSync(table, 'utf8').split('\n')
    expect(lines[0]).toContain('BehaviorSpace')
    expect(lines[6]).toContain('"[run number]"')
    expect(lines[6]).toContain('"[step]"')
    expect(lines.slice(7).filter(Boolean)).toHaveLength(16 * 3)
    expect(lines[7]!.split(',').every(cell => /^".*"$/.test(cell))).toBe(true)
  })
})

test('a run is written as Parquet, with its parcels and households', async () => {
  const out = folderOf({})
  const args = ['run', 'baseline', '--preset', 'tiny', '--ticks', '3', '--measures', 'vacancy_rate,rent_burden_p80']
  const json = JSON.parse(justcity(...args, '--format', 'json').out)
  const files = ['--out', join(out, 'series.parquet'), '--snapshot', join(out, 'city.parquet')]
  expect(justcity(...args, ...files)).toMatchObject({ code: 0, out: '' })
  const series = await parquet(join(out, 'series.parquet'))
  expect(series.map(row => row.vacancy_rate)).toEqual(json.measures.vacancy_rate)
  expect(await parquet(join(out, 'city.households.parquet'))).toHaveLength(json.totals.households[3])
  const parcels = await parquet(join(out, 'city.parquet'))
  expect(parcels).toHaveLength(256)
  expect(parcels[0]!.outline).toMatch(/^POLYGON/)
  expect(justcity(...args, '--format', 'parquet')).toMatchObject({ code: 2, out: '' })
})
