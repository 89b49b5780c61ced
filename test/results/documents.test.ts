import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { generateCity } from '../../src/city/generate.ts'
import { leverDeclarations } from '../../src/city/levers.ts'
import { defaultParameters } from '../../src/city/parameters.ts'
import { POCKET_PARK } from '../../src/city/works.ts'
import { measureNamed, measures } from '../../src/metrics/index.ts'
import { CAPACITY, DECAY_MINUTES } from '../../src/processes/amenities.ts'
import { BRANCH } from '../../src/processes/participation.ts'
import { schedule } from '../../src/processes/schedule.ts'
import { NATURE_PARK, ROOM } from '../../src/processes/works.ts'
import {
  assumptionsText,
  entityTables,
  glossaryText,
  initialTable,
  rangesTable,
  scheduleTable,
} from '../../src/results/documents.ts'
import { createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'

const docs = join(import.meta.dirname, '../../docs')
const read = (file: string): string => readFileSync(join(docs, file), 'utf8')

/** The committed file is what the code generates; UPDATE=1 writes it. */
function expectGenerated(file: string, text: string): void {
  if (process.env.UPDATE === '1') writeFileSync(join(docs, file), text)
  expect(read(file) === text, `${file} is out of date: UPDATE=1 npx vitest run test/results/documents.test.ts`).toBe(
    true,
  )
}

/** Tables between markers in a file that is otherwise written by hand. */
function expectBlocks(file: string, blocks: Readonly<Record<string, string>>): void {
  const made = read(file).replace(
    /<!-- generated: (\w+) -->[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- generated: ${name} -->\n\n${blocks[name]}\n\n<!-- end -->`,
  )
  expect(made.match(/(?<=<!-- generated: )\w+/g)).toEqual(Object.keys(blocks))
  expectGenerated(file, made)
}

/** A city at tick 0, as a run of the baseline founds it: a second in small, two in medium. */
const founded = (preset: 'tiny' | 'small' | 'medium', seed: string): Simulation =>
  createSimulation(scenario({ years: 20 }), generateCity(preset, seed), { seed })

test('the tables of the ODD protocol are what the code declares, and what founded cities hold', () => {
  const small = ['1', '2', '3', '4', '5'].map(seed => founded('small', seed))
  const initial = initialTable([
    ['tiny, seed 1', [founded('tiny', '1')]],
    ['small, seed 1', [small[0]!]],
    ['small, seeds 1–5', small],
    ['medium, seed 1', [founded('medium', '1')]],
  ])
  expectBlocks('odd.md', { entities: entityTables(), schedule: scheduleTable(), initial })
})

test('the assumptions are what the code declares', () => expectGenerated('assumptions.md', assumptionsText()))

test('the glossary is what the code declares', () => expectGenerated('glossary.md', glossaryText()))

/** Words before a year that name no author, and why. */
const NO_AUTHOR = new Map([
  ['China', 'People’s Bank of'],
  ['Commission', 'China Banking Regulatory'],
  ['Copenhagen', 'its finger plan'],
  ['February', 'a month'],
  ['Francisco', 'San, its programme for shops'],
  ['July', 'a month'],
  ['Land and Resources', 'ministry of'],
  ['Law', 'of compulsory education'],
  ['Planning & Design', 'China Academy of Urban'],
  ['Resources', 'ministry of natural'],
  ['UN-Habitat', 'an agency'],
])

/** Authors and year of every work cited in a text, as "Name & Name 2010", "Name 1973, 2008" or "Name et al. 2021". */
function citationsIn(text: string): { names: string[]; year: string; cited: string }[] {
  const name = String.raw`(?:(?:van den|van der|Van den) )?\p{Lu}[\p{L}’'-]*\p{Ll}`
  const work = new RegExp(
    String.raw`(${name}(?:, ${name})*(?:,? (?:&|and) ${name})?)(?: et al\.)? \(?((?:1[89]|20)\d\d(?:, (?:1[89]|20)\d\d)*)\b`,
    'gu',
  )
  // comments of code break lines with a star
  return [...text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ').matchAll(work)].flatMap(([, authors, years]) =>
    NO_AUTHOR.has(authors!)
      ? []
      : years!.split(', ').map(year => ({
          names: authors!.replace(/[’']s$/, '').split(/,? (?:&|and) |, /),
          year,
          cited: `${authors} ${year}`,
        })),
  )
}

test('every work that documents, validation and studies cite has a row in sources.md', () => {
  const works = [...read('sources.md').matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) => cell!.split('; '))
  const folders = ['docs', 'src/validation', 'src/results']
  const files = folders.flatMap(folder =>
    readdirSync(join(docs, '..', folder), { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(?:md|ts)$/.test(file) && file !== 'sources.md')
      .map(file => join(folder, file)),
  )
  const missing = new Set<string>()
  let found = 0
  for (const file of files)
    for (const { names, year, cited } of citationsIn(readFileSync(join(docs, '..', file), 'utf8'))) {
      found++
      const isListed = works.some(work => work.includes(year) && names.every(name => work.includes(name)))
      if (!isListed) missing.add(`${cited}, ${file}`)
    }
  expect(found).toBeGreaterThan(250)
  expect([...missing]).toEqual([])
})

test('citations are found in every form they are written in', () => {
  const found = citationsIn(
    "after Augusiak, Van den Brink & Grimm 2014; Harvey 1973, 2008; O'Hagan et al. 2004; Wu (2005)",
  )
  expect(found.map(({ cited }) => cited)).toEqual([
    'Augusiak, Van den Brink & Grimm 2014',
    'Harvey 1973',
    'Harvey 2008',
    "O'Hagan 2004",
    'Wu 2005',
  ])
})

/** Values of a fact in the medium city, as validation.md has them: one a set of seeds. */
function factValues(id: string): string[] {
  const [, medium] = read('validation.md').split('### Medium')
  const rows = medium!
    .split(/^##/m)[0]!
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line => line.split('|').map(text => text.trim()))
  const row = rows.find(([, name]) => name!.split(' ')[0] === id)
  if (!row) throw new Error(`validation.md judges no fact ${id} in the medium city`)
  return rows[0]!.flatMap((head, i) => (head.startsWith('seeds') ? [row[i]!.split(' ± ')[0]!] : []))
}

test.each(['diagnosis.md', 'findings.md'])('the values of facts in %s are those of validation.md', file => {
  const text = read(file)
  const made = text.replace(
    /fact ([A-Z]\w*(?:-\w+)?): -?[\d.]+, -?\d[\d.]*\d/g,
    (_, id: string) => `fact ${id}: ${factValues(id).join(', ')}`,
  )
  expect(made.match(/fact [A-Z]\w*(?:-\w+)?: /g)?.length).toBeGreaterThan(4)
  expectGenerated(file, made)
})

test('documents cite only sections that the model has', () => {
  const model = read('model.md')
  const sections = new Set([...model.matchAll(/^#+ (\d+(?:\.\d+)?)/gm)].map(match => match[1]))
  for (const file of [
    'odd.md',
    'assumptions.md',
    'glossary.md',
    'findings.md',
    'validation.md',
    'sources.md',
    'sensitivity.md',
  ])
    for (const [, section] of read(file).matchAll(/§(\d+(?:\.\d+)?)/g))
      expect(sections, `${file}: §${section}`).toContain(section)
})

/** The text of a section of model.md, by its heading's number. */
function sectionOf(number: string): string {
  const [, text] = read('model.md').split(new RegExp(`^#+ ${number.replace('.', '\\.')}\\.? `, 'm'))
  return text!.split(/^##/m)[0]!
}

/** First cell and the rest of every row of a section's tables. */
const rowsOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^\| (.+?) \| (.+) \|$/gm)].map(([, name, rest]) => [name!, rest!]))

const parameterAt = (path: string): unknown =>
  path
    .split('.')
    .reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], defaultParameters())

test('parameters cited in the equations have the values declared', () => {
  const cited = [...read('model.md').matchAll(/`([a-z_]+(?:\.[a-z_]+)*)` \((-?\d[\d.]*)\)/g)]
  expect(cited.length).toBeGreaterThan(150)
  for (const [, path, number] of cited) expect(parameterAt(path!), path).toBe(Number(number))
})

test('the ranges of history matching in §8.3 are those of calibration.yaml', () => {
  const { factors } = parse(readFileSync(join(docs, '../scenarios/sweeps/calibration.yaml'), 'utf8')) as {
    factors: Record<string, { min: number; max: number }>
  }
  const ranges = Object.entries(factors).map(([name, { min, max }]) => {
    const path = name.replace('parameters.', '')
    return { path, value: Number(parameterAt(path)), min, max }
  })
  expectBlocks('model.md', { calibration: rangesTable(ranges) })
})

test('the processes of §3 stand in the order in which they run', () => {
  const names = [...rowsOf(sectionOf('3')).keys()].filter(name => name !== 'process' && name !== '---')
  expect(names).toEqual(schedule.map(({ name }) => name))
})

test('submodels of the ODD protocol are the processes of the schedule, with the sections of §3 and files that exist', () => {
  const submodels = [...rowsOf(read('odd.md').split('## 7. Submodels')[1]!)].filter(([name]) => name.startsWith('`'))
  const sections = rowsOf(sectionOf('3'))
  expect(submodels.map(([name]) => name)).toEqual(schedule.map(({ name }) => `\`${name}\``))
  const tested = read('validation.md') + sectionOf('8.2')
  for (const [name, rest] of submodels) {
    const [section, rule, why, heldBy] = rest.split(' | ')
    expect(section, name).toBe(`§${sections.get(name.replaceAll('`', ''))!.split(' | ')[0]}`)
    expect(rule && why, name).toBeTruthy()
    for (const mark of heldBy!.split(', '))
      if (mark.endsWith('.ts')) expect(existsSync(join(docs, '../test', mark)), mark).toBe(true)
      else expect(tested, name).toContain(`| ${mark} `)
  }
})

test('basic principles of the ODD protocol name every structural alternative, and limits that validation has', () => {
  const [, principles] = read('odd.md').split('**Basic principles.**')
  const text = principles!.split('**Emergence.**')[0]!
  for (const name of Object.keys(defaultParameters().structure)) expect(text).toContain(`\`${name}\``)
  for (const [limit] of text.matchAll(/\bV\d+(?:-\w+)?/g)) expect(read('validation.md')).toContain(`| ${limit} `)
})

test('levers and measures of §2.12 exist', () => {
  const rows = [...rowsOf(sectionOf('2.12'))].filter(([lever]) => lever.startsWith('`'))
  const levers = Object.entries(leverDeclarations).flatMap(([group, settings]) =>
    Object.keys(settings).map(name => `${group}.${name}`),
  )
  expect(rows.length).toBeGreaterThan(20)
  for (const [names, rest] of rows) {
    for (const [, name] of names.matchAll(/`(.+?)`/g)) expect(levers).toContain(name)
    for (const name of rest.split(' | ')[1]!.split(', ')) expect(measureNamed(name), name).toBeDefined()
  }
})

test('constants of §3.25 are those of the code, and none is a parameter', () => {
  const rows = rowsOf(sectionOf('3.25'))
  const numbers = (name: string): number[] => rows.get(name)!.match(/\d+/g)!.map(Number)
  expect(numbers('capacity C: school, clinic, park, market, culture').slice(0, 5)).toEqual(CAPACITY)
  expect(numbers('walk decay μ_f: the same').slice(0, 5)).toEqual(DECAY_MINUTES)
  expect(numbers("capacity of micro_park, nature, community_room, clinic's branch").slice(0, 4)).toEqual([
    POCKET_PARK.capacity,
    NATURE_PARK,
    ROOM.capacity,
    BRANCH.capacity,
  ])
  for (const name of rows.keys()) expect(parameterAt(name), name).toBeUndefined()
})

test('§2.9 names what is published, under its theme, and nothing else', () => {
  const rows = [...sectionOf('2.9').matchAll(/^\| (\w+) \| (.+) \|$/gm)].filter(([, theme]) => theme !== 'theme')
  const named = new Map<string, Set<string>>()
  for (const [, theme, text] of rows)
    for (const word of text!.match(/\b[a-z]\w*\b/g)!) named.set(word, (named.get(word) ?? new Set()).add(theme!))
  for (const { name, theme } of measures) expect([...(named.get(name) ?? [])], `${name} of ${theme}`).toContain(theme)
  const published = new Set<string>(measures.map(({ name }) => name))
  // a policy's cost is published for each policy; the rest are states and parameters that definitions read
  const read = ['policy_cost_', 'voice_asked', 'sufficiency_line']
  for (const word of named.keys())
    if (word.includes('_') && !read.includes(word)) expect(published, `§2.9: ${word}`).toContain(word)
})
