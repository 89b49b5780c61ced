/** What a folder of results says about itself: provenance, citation, and a Research Object Crate. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { arch, cpus, hostname, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { measureNamed } from '../metrics/index.ts'
import { calledBy } from '../results/record.ts'
import { casesOf, rowsOf } from '../results/sweep/design.ts'
import { isCityFile, type Sweep } from '../results/sweep/sweep.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { packageRoot, version, writeWhole } from './files.ts'
import { StoreError } from './store.ts'

/** The commit this program was built from; null outside a repository. */
function commit(): string | null {
  const { status, stdout } = spawnSync('git', ['-C', packageRoot, 'rev-parse', 'HEAD'], { encoding: 'utf8' })
  const own = existsSync(join(packageRoot, '.git'))
  return own && status === 0 ? stdout.trim() : null
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/**
 * Hash of the code that makes runs: the worker's bundle, which names the pieces it is made of by their content. Results
 * of two states of the program are told apart by it even if nobody raised the version.
 */
export const codeHash = (): string => sha256(readFileSync(new URL('./sweep-worker.js', import.meta.url)))

/** Files of cities that a sweep reads. */
function cityFiles({ scenario, factors }: Sweep): string[] {
  const own = Object.entries(scenario.city).flatMap(([key, value]) =>
    isCityFile(`city.${key}`) ? [String(value)] : [],
  )
  const varied = factors.flatMap(({ path, domain }) =>
    isCityFile(path) && domain.kind === 'list' ? domain.values.map(String) : [],
  )
  return [...new Set([...own, ...varied])]
}

/** The same sweep, its cities read from elsewhere. */
function withCityFiles(sweep: Sweep, where: (path: string) => string): Sweep {
  const moved = <T extends Scenario | null>(scenario: T): T =>
    scenario && {
      ...scenario,
      city: Object.fromEntries(
        Object.entries(scenario.city).map(([key, value]) => [
          key,
          isCityFile(`city.${key}`) ? where(String(value)) : value,
        ]),
      ),
    }
  const at = new Map(sweep.factors.flatMap(({ path }, j) => (isCityFile(path) ? [[j, true] as const] : [])))
  const { design } = sweep
  return {
    ...sweep,
    scenario: moved(sweep.scenario),
    baseline: moved(sweep.baseline),
    factors: sweep.factors.map(factor =>
      isCityFile(factor.path) && factor.domain.kind === 'list'
        ? { ...factor, domain: { ...factor.domain, values: factor.domain.values.map(path => where(String(path))) } }
        : factor,
    ),
    design:
      design.kind === 'csv'
        ? { ...design, rows: design.rows.map(row => row.map((v, j) => (at.has(j) ? where(String(v)) : v))) }
        : design,
  }
}

/** Cities by what is in their files: the same file elsewhere is the same design. */
const byContent = (sweep: Sweep): Sweep =>
  withCityFiles(sweep, path => (existsSync(path) ? sha256(readFileSync(path)) : path))

/** Hash of all that decides a sweep's rows. */
export function designHash(sweep: Sweep): string {
  const { name: _name, title: _title, question: _question, ...rest } = byContent(sweep)
  return sha256(JSON.stringify(rest))
}

const described = (folder: string): { design_hash?: string; inputs?: Record<string, string> } => {
  const path = join(folder, 'provenance.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** Copies that a folder keeps of the cities its sweep read: from their path then to the copy's path now. */
export function copiesIn(folder: string): Map<string, string> {
  const { inputs = {} } = described(folder)
  return new Map(
    Object.entries(inputs)
      .map(([path, copy]) => [path, join(folder, copy)] as const)
      .filter(([, copy]) => existsSync(copy)),
  )
}

/** A sweep whose cities are read from the copies that its folder keeps: what was run, wherever the folder is now. */
export function fromFolder(sweep: Sweep, folder: string): Sweep {
  const copies = copiesIn(folder)
  return withCityFiles(sweep, path => copies.get(path) ?? path)
}

/** Files of cities that are needed and not there. */
export const missingCities = (sweep: Sweep): string[] => cityFiles(sweep).filter(path => !existsSync(path))

/**
 * Whether a folder says already what it holds.
 * @throws {StoreError} if it holds stores of another design
 */
export function isDescribed(folder: string, design: string): boolean {
  const { design_hash: other } = described(folder)
  if (other === design) return true
  if (other !== undefined && readdirSync(folder).some(name => name.endsWith('.duckdb')))
    throw new StoreError(
      `${folder} holds another design (${other.slice(0, 12)} against ${design.slice(0, 12)}). Choose another folder with --out, or delete it if it is no longer wanted.`,
    )
  return false
}

/**
 * A sweep as a folder keeps it, in sweep.json: to run the same again.
 * @returns null if the file is no such thing
 * @throws {StoreError} if it was changed since
 */
export function recordedSweep(path: string): Sweep | null {
  if (!path.endsWith('.json')) return null
  let sweep: Sweep
  try {
    sweep = JSON.parse(readFileSync(path, 'utf8')) as Sweep
  } catch {
    return null
  }
  if (!Array.isArray(sweep?.factors) || typeof sweep.scenario !== 'object') return null
  const folder = dirname(path)
  const here = fromFolder(sweep, folder)
  const { design_hash: design } = described(folder)
  const missing = missingCities(here)
  if (missing.length > 0) throw new StoreError(`${path} needs ${missing.join(', ')}, which is not there: put it back.`)
  if (design !== undefined && design !== designHash(here))
    throw new StoreError(
      `${path} is not what was run: it, or a city it names, was changed since. Write a sweep file of your own for another design.`,
    )
  return here
}

/** Writes provenance.json, CITATION.cff and ro-crate-metadata.json into the folder of a sweep, and copies of its cities. */
export function describeFolder(folder: string, sweep: Sweep, design: string): void {
  const now = new Date().toISOString()
  const inputs = Object.fromEntries(
    cityFiles(sweep)
      .filter(existsSync)
      .map(path => {
        const content = readFileSync(path)
        const copy = `inputs/${sha256(content).slice(0, 12)}-${basename(path)}`
        writeWhole(join(folder, copy), content)
        return [path, copy]
      }),
  )
  const provenance = {
    what: `sweep ${sweep.name}`,
    program: 'justcity',
    version,
    commit: commit(),
    code_hash: codeHash(),
    model_version: sweep.scenario.model_version,
    design_hash: design,
    scenario: sweep.scenario.name,
    scenario_hash: sha256(JSON.stringify(byContent(sweep).scenario)),
    baseline: sweep.baseline?.name ?? null,
    seed: sweep.seed,
    replications: [0, sweep.maxReplications - 1],
    points: rowsOf(sweep),
    cases: casesOf(sweep).length,
    ticks: sweep.ticks,
    inputs,
    command: ['justcity', ...process.argv.slice(2)].map(shellWord).join(' '),
    started: now,
    machine: {
      host: hostname(),
      platform: `${platform()} ${arch()}`,
      processor: cpus()[0]?.model ?? 'unknown',
      node: process.version,
    },
    again: `justcity sweep sweep.json --out again   # or one run: justcity replay . <run>`,
  }
  writeWhole(join(folder, 'provenance.json'), `${JSON.stringify(provenance, null, 2)}\n`)
  writeWhole(join(folder, 'sweep.json'), `${JSON.stringify(sweep, null, 2)}\n`)
  writeWhole(join(folder, 'CITATION.cff'), citation(sweep, now))
  writeWhole(
    join(folder, 'ro-crate-metadata.json'),
    `${JSON.stringify(crate(sweep, now, provenance.command, Object.values(inputs)), null, 2)}\n`,
  )
}

const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`)

const citation = ({ title }: Sweep, now: string): string =>
  `cff-version: 1.2.0
message: If you use these results, please cite them and the program that made them.
type: dataset
title: ${JSON.stringify(`${title.en}: results of a sweep`)}
date-released: ${now.slice(0, 10)}
authors:
  - name: Fill in who ran it
references:
  - type: software
    title: "justcity: an agent-based city simulation of spatial justice"
    version: ${version}
    license: MIT
    authors:
      - name: The justcity authors
`

/** RO-Crate 1.1: what is in the folder, for archives that read it. */
function crate(sweep: Sweep, now: string, command: string, inputs: readonly string[]): unknown {
  const file = (id: string, name: string, encodingFormat: string) => ({
    '@id': id,
    '@type': 'File',
    name,
    encodingFormat,
  })
  const files = [
    file('sweep.duckdb', 'Runs, series and log', 'application/vnd.duckdb'),
    file('sweep.json', 'The sweep as checked: scenario, factors, design, seeds', 'application/json'),
    file('provenance.json', 'Version, commit, seeds, command and machine', 'application/json'),
    file('CITATION.cff', 'How to cite', 'application/yaml'),
    ...inputs.map(path => file(path, 'City that was read', 'application/octet-stream')),
  ]
  const measured = sweep.measures.map(name => {
    const own = sweep.scenario.measures
    const measure = measureNamed(name) ?? own.find(user => user.name === name)
    const { title, unit } = calledBy(name, own)
    return {
      '@id': `#${name}`,
      '@type': 'PropertyValue',
      propertyID: name,
      name: title.en,
      ...(unit === '' ? {} : { unitText: unit }),
      ...(measure ? { description: measure.formula } : {}),
    }
  })
  return {
    '@context': 'https://w3id.org/ro/crate/1.1/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        about: { '@id': './' },
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: sweep.title.en,
        description: sweep.question?.en ?? `Results of the sweep ${sweep.name}.`,
        datePublished: now.slice(0, 10),
        license: { '@id': 'https://spdx.org/licenses/CC-BY-4.0' },
        hasPart: files.map(({ '@id': id }) => ({ '@id': id })),
        variableMeasured: measured.map(({ '@id': id }) => ({ '@id': id })),
        mentions: { '@id': '#sweep' },
      },
      ...files,
      ...measured,
      {
        '@id': '#justcity',
        '@type': 'SoftwareApplication',
        name: 'justcity',
        version,
        softwareRequirements: 'Node 20.19 or newer',
        license: { '@id': 'https://spdx.org/licenses/MIT' },
      },
      {
        '@id': '#sweep',
        '@type': 'CreateAction',
        name: basename(command.split(' ')[2] ?? sweep.name),
        description: command,
        startTime: now,
        instrument: { '@id': '#justcity' },
        object: ['sweep.json', ...inputs].map(id => ({ '@id': id })),
        result: { '@id': 'sweep.duckdb' },
      },
      { '@id': 'https://spdx.org/licenses/CC-BY-4.0', '@type': 'CreativeWork', name: 'CC BY 4.0' },
      { '@id': 'https://spdx.org/licenses/MIT', '@type': 'CreativeWork', name: 'MIT' },
    ],
  }
}
