/** What a folder of results says about itself: provenance, citation, and a Research Object Crate. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { arch, cpus, hostname, platform } from 'node:os'
import { basename, join } from 'node:path'
import { measureNamed } from '../metrics/index.ts'
import { casesOf, rowsOf } from '../results/sweep/design.ts'
import type { Sweep } from '../results/sweep/sweep.ts'
import { packageRoot, version, writeWhole } from './files.ts'

/** The commit this program was built from; null outside a repository. */
function commit(): string | null {
  const { status, stdout } = spawnSync('git', ['-C', packageRoot, 'rev-parse', 'HEAD'], { encoding: 'utf8' })
  const own = existsSync(join(packageRoot, '.git'))
  return own && status === 0 ? stdout.trim() : null
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Files of cities by what is in them: the same file elsewhere is the same design. */
function byContent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byContent)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (['osm', 'geojson', 'file'].includes(key) && typeof inner === 'string')
        return [key, existsSync(inner) ? sha256(readFileSync(inner)) : inner]
      return [key, byContent(inner)]
    }),
  )
}

/** Hash of all that decides a sweep's rows. */
export function designHash(sweep: Sweep): string {
  const factors = sweep.factors.map(factor =>
    /^city\.(osm|geojson|file)$/.test(factor.path) && factor.domain.kind === 'list'
      ? { ...factor, domain: { kind: 'list', values: factor.domain.values.map(path => byContent({ file: path })) } }
      : factor,
  )
  const { name: _name, title: _title, question: _question, ...rest } = sweep
  return sha256(JSON.stringify(byContent({ ...rest, factors })))
}

/** Writes provenance.json, CITATION.cff and ro-crate-metadata.json into the folder of a sweep. */
export function describeFolder(folder: string, sweep: Sweep, design: string): void {
  const now = new Date().toISOString()
  const provenance = {
    what: `sweep ${sweep.name}`,
    program: 'justcity',
    version,
    commit: commit(),
    model_version: sweep.scenario.model_version,
    design_hash: design,
    scenario: sweep.scenario.name,
    scenario_hash: sha256(JSON.stringify(byContent(sweep.scenario))),
    baseline: sweep.baseline?.name ?? null,
    seed: sweep.seed,
    replications: [0, sweep.maxReplications - 1],
    points: rowsOf(sweep),
    cases: casesOf(sweep).length,
    ticks: sweep.ticks,
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
    `${JSON.stringify(crate(sweep, now, provenance.command), null, 2)}\n`,
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
function crate(sweep: Sweep, now: string, command: string): unknown {
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
  ]
  const measured = sweep.measures.map(name => {
    const measure = measureNamed(name)
    return {
      '@id': `#${name}`,
      '@type': 'PropertyValue',
      propertyID: name,
      name: measure?.title.en ?? name,
      ...(measure ? { unitText: measure.unit, description: measure.formula } : {}),
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
        result: { '@id': 'sweep.duckdb' },
      },
      { '@id': 'https://spdx.org/licenses/CC-BY-4.0', '@type': 'CreativeWork', name: 'CC BY 4.0' },
      { '@id': 'https://spdx.org/licenses/MIT', '@type': 'CreativeWork', name: 'MIT' },
    ],
  }
}
