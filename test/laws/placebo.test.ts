/** No page, report or table shows a difference without its interval and what chance alone makes of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { figures, sensitivityPage } from '../../src/cli/sensitivity-page.ts'
import { validationPage } from '../../src/cli/validation-page.ts'
import { gallerySection } from '../../src/results/gallery.ts'
import { readingOf } from '../../src/results/reading.ts'
import { reportHtml } from '../../src/results/report.ts'
import { effectsOf, swingsOf } from '../../src/results/sweep/analysis.ts'
import { sweepReportHtml } from '../../src/results/sweep/report.ts'
import { comparisonTable, householdsCsv, measuresCsv } from '../../src/results/table.ts'
import { gainText, type JudgedText, otherGains, shareText } from '../../src/results/welfare.ts'
import { claimed, judgeMechanisms, type MechanismRun, mechanisms } from '../../src/validation/mechanisms.ts'
import { judgeWorlds } from '../../src/validation/worlds.ts'
import { fixtureComparison } from '../results/fixture.ts'
import { capAndQuota } from '../results/sweep/made.ts'
import { stillCity } from '../validation/made.ts'
import { scenario } from './plain.ts'

const root = join(import.meta.dirname, '../..')

/** Files that show something to somebody. */
const shown = ['src/results', 'src/cli', 'web/src']
  .filter(folder => existsSync(join(root, folder)))
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|svelte)$/.test(name))
      .map(name => join(folder, name)),
  )

/** Maps draw differences place by place, in colours that fall to none inside half the interval; they give no numbers of a measure. */
const MAPS = /(report\/client|report\/map|layers|\/map\/[^/]+|i18n\/map)\.(ts|svelte)$/

/** Counts the households of one run. */
const COUNTS = 'src/results/gains.ts'

describe('whoever reads a difference also reads its interval and its placebo band or verdict', () => {
  test.each(shown.filter(file => !MAPS.test(file)))('%s', file => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    // a key of words in quotes is no difference that is read
    if (!/\.difference\b(?!s|')/.test(text)) return
    expect(text, 'no interval').toMatch(/ci95|\binterval|readingOf|\bReading\b/i)
    expect(text, 'no placebo').toMatch(/placebo_band|beyond_placebo|verdict|readingOf|\bReading\b/)
  })

  // a third of all households is worse off by luck alone
  test.each(shown.filter(file => !MAPS.test(file) && file !== COUNTS))('gains and losses in %s', file => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    if (!/\bev_mean\b|[^'\w]\w+\.worse\b/.test(text)) return
    expect(text, 'no interval').toMatch(/ci95|shareText|gainText|judgeShare/)
    expect(text, 'no placebo').toMatch(/placebo|shareText|gainText/)
  })
})

const comparison = fixtureComparison()

const flat = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ')

describe('a comparison', () => {
  const measures = comparison.comparisons.flatMap(scenario => scenario.measures).filter(m => m.difference !== null)

  test('in the terminal', () => {
    const lines = flat(comparisonTable(comparison)).split('\n')
    for (const m of measures) {
      const { bare } = readingOf(m).change.en
      const expected = [m.ci95 ? `${bare.low} … ${bare.high}` : '–', bare.band].map(flat)
      const found = lines.some(line => expected.every(part => line.includes(part)))
      expect(found, `${m.name}: ${expected.join(', ')}`).toBe(true)
    }
  })

  test.each(['en', 'zh'] as const)('gains and losses in the terminal, %s', language => {
    const lines = flat(comparisonTable(comparison, language)).split('\n')
    for (const { households, groups, welfare } of comparison.comparisons) {
      for (const { shares, gain } of [households, ...groups]) {
        const cells = ['worse', 'unchanged', 'better'] as const
        const texts = [...cells.map(key => shareText(shares[key], language, 0)), gainText(gain, 'yuan', language)]
        const left = shareText(shares.left_only_under_policy, language)
        const has = (line: string, { interval, placebo }: JudgedText): boolean =>
          line.includes(flat(interval)) && line.includes(`(${flat(placebo)})`)
        expect(lines.some(line => texts.every(text => has(line, text)))).toBe(true)
        expect(lines.some(line => has(line, left))).toBe(true)
      }
      for (const m of welfare.filter(({ name }) => otherGains.includes(name)))
        expect(lines.some(line => line.includes(m.title[language]) && line.includes(`(±`))).toBe(true)
    }
  })

  test('gains and losses on the page and in the gallery', () => {
    const html = reportHtml(comparison, '')
    comparison.comparisons.forEach((found, i) => {
      const section = html.split('<section class="scenario"')[i + 1]!
      const gallery = gallerySection(scenario(), found, '')
      for (const { shares, gain } of [found.households, ...found.groups])
        for (const { interval, placebo } of [shareText(shares.worse, 'en'), gainText(gain, 'yuan', 'en')]) {
          expect(section).toContain(interval)
          expect(section).toContain(placebo)
        }
      for (const text of [
        ...(['worse', 'unchanged', 'better'] as const).map(key => shareText(found.households.shares[key], 'en')),
        ...found.welfare.filter(m => m.unit !== 'share').map(m => gainText(m, m.unit, 'en')),
      ])
        expect(gallery).toContain(
          `${text.value}${text.isTold ? '**' : ''} (95 %: ${text.interval}; placebo ${text.placebo}; ${text.word})`,
        )
    })
  })

  test('gains and losses as CSV', () => {
    const [head, row] = householdsCsv(comparison)
      .split('\r\n')
      .map(line => line.split(','))
    for (const name of ['worse_share', 'better_share', 'ev_mean'])
      for (const end of ['low', 'high', 'placebo_low', 'placebo_high', 'verdict'])
        expect(row![head!.indexOf(`${name}_${end}`)], `${name}_${end}`).toBeTruthy()
  })

  test('as CSV', () => {
    const [head, ...rows] = measuresCsv(comparison)
      .trim()
      .split('\r\n')
      .map(line => line.split(','))
    const column = (name: string): number => head!.indexOf(name)
    for (const name of ['ci95_low', 'ci95_high', 'placebo_low', 'placebo_high', 'beyond_placebo', 'verdict'])
      expect(column(name), name).toBeGreaterThan(0)
    for (const row of rows) if (row[column('difference')] !== '') expect(row[column('verdict')]).not.toBe('')
  })

  test('as a page', () => {
    const html = reportHtml(comparison, '')
    const rows = html.split('<tr').filter(row => /class="num diff"/.test(row))
    expect(rows.length).toBeGreaterThanOrEqual(measures.length)
    for (const row of rows) {
      if (/class="tone-unresolved">–/.test(row)) continue
      expect(row).toMatch(/<small>/)
      expect(row).toMatch(/class="say">\s*\S/)
    }
  })
})

describe('a sweep', () => {
  const outcomes = capAndQuota()
  const measures = ['rent_burden_low', 'displacement_rate', 'green_300m']

  test('calls nothing an effect without interval and band', () => {
    for (const e of [...effectsOf(outcomes, measures), ...measures.flatMap(m => swingsOf(outcomes, m))]) {
      if (e.verdict !== 'effect') continue
      expect(e.ci95).not.toBeNull()
      expect(e.placebo_band).not.toBeNull()
      expect(e.beyond_placebo).toBe(true)
      expect(Math.sign(e.ci95![0])).toBe(Math.sign(e.ci95![1]))
      expect(Math.abs(e.difference!)).toBeGreaterThan(e.placebo_band![1])
    }
  })

  test('shows each change beside them', () => {
    const html = sweepReportHtml({ outcomes, measures, map: null, version: '1' })
    const tables = html.split('<table>').filter(table => /<th[^>]*><span class="en" lang="en">change/.test(table))
    expect(tables.length).toBe(measures.length + 1)
    for (const table of tables) {
      for (const word of ['95 % interval', 'placebo band', 'verdict'])
        expect(table.split('</thead>')[0]).toContain(word)
      const rows = table.split('</thead>')[1]!.split('<tr>').slice(1)
      for (const row of rows) expect(row).toMatch(/effect|no effect seen|unresolved|undefined/)
    }
  })
})

describe('the page of validation', () => {
  const runs = Array.from({ length: 6 }, (_, r): MechanismRun => {
    const values = (shift: number): Record<string, number> =>
      Object.fromEntries(claimed.map((name, i) => [name, 10 + i + 0.1 * ((r * 7 + i) % 5) + shift]))
    return {
      seed: String(r),
      baseline: values(0),
      placebo: values(0.01 * (r % 3)),
      arms: Object.fromEntries(mechanisms.map(({ id }, m) => [id, values(m % 3 === 0 ? 0 : 1)])),
    }
  })
  const places = runs.map((_, r) => [r / 6, 1 - r / 6])
  const worlds = {
    parameters: ['parameters.a', 'parameters.b'],
    places,
    runs: runs.map((run, r) => ({ ...run, seed: String(r + 1) })),
  }
  const seen = {
    scenario: 'baseline',
    presets: [],
    sizes: [],
    place: null,
    rules: [],
    limits: [],
    mechanisms: runs,
    worlds,
    command: '',
  }

  test('shows no effect of a mechanism without interval, placebo band and verdict', () => {
    const section = validationPage(seen).split('## Mechanisms')[1]!.split('## ')[0]!
    const [head, , ...rows] = section.split('\n').filter(line => line.startsWith('|'))
    for (const word of ['difference', '95 % interval', 'placebo', 'verdict']) expect(head).toContain(word)
    const column = (row: string, name: string): string =>
      row.split('|')[head!.split('|').findIndex(cell => cell.trim() === name)]!
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) {
      if (column(row, 'difference').trim() === '–') continue
      expect(column(row, '95 % interval')).toContain('…')
      expect(column(row, 'placebo')).toMatch(/± \d/)
      expect(column(row, 'verdict')).toMatch(/holds|fails/)
    }
  })

  test('counts a world as moved only beyond what a rent of 1 % more makes, which stands beside it', () => {
    const section = validationPage(seen).split('## In other worlds')[1]!.split('## ')[0]!
    const [head, , ...rows] = section.split('\n').filter(line => line.startsWith('|'))
    for (const word of ['as claimed', 'not told from chance', 'opposite', 'placebo']) expect(head).toContain(word)
    expect(rows.length).toBeGreaterThan(20)
    // chance moves 2.5 % of six worlds each way
    for (const row of rows) expect(row).toMatch(/\| \d+ \(0\.[12]\) \| ± \d/)
    // half of 0.01 and 0.02 in two of three worlds; mechanisms move by 0 or 1, always up
    for (const { sign, worlds: n, asMeant, opposite } of judgeWorlds(worlds.runs)) {
      expect(n).toBe(6)
      expect([asMeant, opposite]).toEqual(asMeant + opposite === 0 ? [0, 0] : sign > 0 ? [6, 0] : [0, 6])
    }
  })

  test('shows what other rules make of facts with an interval, beside what one rent of 1 % more makes', () => {
    const cities = (shift: number, luck: number) =>
      ['1', '2', '3', '4'].map((seed, i) => stillCity(seed, {}, { green: 0.1 + 0.01 * i + shift + luck * (i % 2) }))
    const rules = [
      {
        preset: 'small' as const,
        seeds: '1..4',
        atRest: cities(0, 0),
        placebo: cities(0, 0.001),
        rules: [
          { says: 'greener', runs: cities(0.05, 0.001) },
          { says: 'alike', runs: cities(0.001, 0) },
        ],
      },
    ]
    const section = validationPage({ ...seen, rules })
      .split('## Other rules')[1]!
      .split('\n## ')[0]!
    const [head, , ...rows] = section.split('\n').filter(line => line.startsWith('|'))
    const green = head!.split('|').findIndex(cell => cell.trim() === 'green')
    const cells = rows.map(row => row.split('|')[green]!.trim())
    expect(cells[0]).toBe('0.115')
    expect(cells[1]).toMatch(/^\*\*\+0\.050\d ± 0\.\d+\*\*$/)
    expect(cells[2]).toMatch(/^\+0\.0010 ± 0\.\d+$/)
    expect(cells[3]).toMatch(/^± 0\.\d+$/)
    expect(validationPage(seen)).not.toContain('## Other rules')
  })

  test('lets no claim hold inside the placebo band', () => {
    for (const { holds, difference, placebo_band } of judgeMechanisms(runs).filter(({ id }) => id !== 'T1-loose'))
      if (holds) expect(Math.abs(difference!)).toBeGreaterThan(placebo_band![1])
    expect(judgeMechanisms(runs).some(({ holds }) => holds)).toBe(true)
    expect(judgeMechanisms(runs).some(({ holds }) => !holds)).toBe(true)
  })
})

describe('the page of sensitivity', () => {
  const strength = { measure: 'segregation_h', factor: 'parameters.a', sigma: 1, conf: 0.2, luck: 5 }
  const studies: Parameters<typeof sensitivityPage>[0] = {
    cities: {
      screening: 'tiny',
      survivors: 'tiny',
      'survivors-larger': 'small',
      calibration: 'tiny',
      'calibration-second-wave': 'small',
      'calibration-medium': 'medium',
      flips: 'tiny',
      structures: 'tiny',
    },
    note: null,
    replications: 1,
    larger: [],
    runs: { screening: 1, survivors: 0, larger: 0, calibration: 6, flips: 1, structures: 2 },
    screening: [
      { ...strength, mu: 0.4, muStar: 0.6, t: 2.2, size: 3 },
      { ...strength, factor: 'parameters.b', mu: -0.007, muStar: 0.009, t: -78, size: 0.05 },
      { ...strength, factor: 'parameters.c', mu: 0, muStar: 0, t: null, size: 0 },
    ],
    sobol: [],
    emulated: [
      {
        measure: 'segregation_h',
        factors: ['parameters.a', 'parameters.b', 'parameters.c'],
        shares: [0.4, 0.02, 0.001],
        halfWidths: [0.1, 0.03, 0.01],
        luck: 0.2,
        rest: 0.379,
        points: 3,
      },
    ],
    flips: [
      {
        policy: 'profit_cap.max_margin',
        says: 'a cap',
        measure: 'rent_burden_low',
        sign: -1,
        placebo: 0.01,
        worlds: 10,
        as_meant: 4,
        reversed: 1,
        box: {
          coverage: 0.9,
          density: 0.8,
          p: 0.01,
          limits: [
            { factor: 'parameters.a', limit: { kind: 'range', from: 0.3, to: Number.POSITIVE_INFINITY }, p: 0.02 },
          ],
        },
        even: {
          least: { factor: 'parameters.a', third: 'lower', share: 0.02 },
          largest: { factor: 'parameters.b', third: 'upper', share: 0.12 },
          luck: 0.09,
        },
      },
    ],
    structures: [
      {
        rule: '',
        says: 'a cap',
        measure: 'rent_burden_low',
        sign: -1,
        difference: -0.2,
        ci95: [-0.3, -0.1],
        placebo: 0.05,
        verdict: 'effect',
      },
      {
        rule: 'parameters.structure.auction_rents 1',
        says: 'a cap',
        measure: 'rent_burden_low',
        sign: -1,
        difference: 0.2,
        ci95: [-0.1, 0.5],
        placebo: 0.07,
        verdict: 'unresolved',
      },
      {
        rule: '',
        says: 'a quota',
        measure: 'rent_burden_low',
        sign: -1,
        difference: 0.01,
        ci95: [-0.02, 0.04],
        placebo: 0.05,
        verdict: 'no effect seen',
      },
      {
        rule: 'parameters.structure.auction_rents 1',
        says: 'a quota',
        measure: 'rent_burden_low',
        sign: -1,
        difference: 0.2,
        ci95: [0.1, 0.3],
        placebo: 0.07,
        verdict: 'effect',
      },
    ],
    calibration: null,
    compared: null,
  }
  const page = sensitivityPage(studies)
  // a share is in bold only where it is told from none; those that never are have no row
  expect(page).toContain('| `a` | **0.4 ± 0.1** |')
  expect(page).not.toContain('0.02 ± 0.03')

  test('keeps what it says of studies that were not run again', () => {
    const again = sensitivityPage(
      { ...studies, screening: [], runs: { ...studies.runs, screening: 0, flips: 2 } },
      page,
    )
    expect(again).toBe(
      page
        .replace('| where policies turn round (PRIM) | tiny | 1 |', '| where policies turn round (PRIM) | tiny | 2 |')
        .replace(
          '1 runs of the tiny city, `scenarios/sweeps/flips.yaml`',
          '2 runs of the tiny city, `scenarios/sweeps/flips.yaml`',
        ),
    )
    expect(again).toContain('| screening (Morris) | tiny | 1 |')
    expect(again).toContain('Not run yet: `npm run sensitivity -- --only survivors`.')
  })

  test('calls only effects so under other rules, says what becomes of those at rest, and what luck makes', () => {
    expect(page).toContain('| at rest | **-0.2 (-0.3 … -0.1)** | 0.01 (-0.02 … 0.04) |')
    expect(page).toContain('| `structure.auction_rents 1` | 0.2 (-0.1 … 0.5) | **0.2 (0.1 … 0.3)** opposite |')
    expect(page).toContain('| *one rent changed by 1 %* | ± 0.05 … 0.07 | ± 0.05 … 0.07 |')
    expect(page).toContain(
      'Of 2 policies 1 has an effect at rest; 0 of them keep it under all other rules. In their 1 cells under other rules it is lost in 1 (a cap under `structure.auction_rents 1`) and turned round in 0.',
    )
    expect(page).toContain(
      'Of the 1 cells of the other policies 1 are effects, 1 of them against the purpose (a quota under `structure.auction_rents 1`).',
    )
    expect(page).toMatch(/leave out 0 in\n5 % of these cells, 0\.05/)
  })

  test('tells from luck by t, however small or large an effect is, and shows both', () => {
    expect(page).toContain('| `a` | 0.4 (3; 2.2) |')
    expect(page).toContain('| `b` | **-0.007 (0.05; -78)** |')
    expect(page).toContain('|t| above 5,')
    expect(page).toContain('Told from luck in some output: `b`. 1 others')
    expect(page).toContain('1 changed no output at all while policies rest: `c`')
    const svg = new Map(figures(studies)).get('img/sensitivity/screening.svg')!
    const circles = [...svg.matchAll(/<circle .*? r="(.*?)" fill="(.*?)"/g)].map(([, r, fill]) => [Number(r), fill])
    expect(circles[0]).toEqual([1.4, '#a3322a'])
    expect(circles[1]).toEqual([11, 'none'])
  })

  test('counts worlds inside the placebo band apart, and shows a box only with the chance of its search', () => {
    expect(page).toContain('| a cap | `rent_burden_low` ↓ | 4 | 5 | 1 | ± 0.01 | `a` ≥ 0.3 (p 0.02); the box')
    expect(page).toContain('at 80 % purity (p 0.01) |')
    expect(page).toContain('chance makes 0.25 of the worlds')
    const [flip] = studies.flips
    const unsure = sensitivityPage({ ...studies, flips: [{ ...flip!, box: { ...flip!.box!, p: 0.2 } }] })
    expect(unsure).toContain('| ± 0.01 | no box that chance would not draw (p 0.2) |')
    expect(unsure).not.toContain('`a` ≥ 0.3')
  })

  test('warns where chance is larger than the one band of all worlds has it', () => {
    expect(page).toContain('| `rent_burden_low` | 2.0 % (`a`, lower third) | 12.0 % (`b`, upper third) | 9.0 % |')
    expect(page).toContain('**Beware**: where `b` is in its upper third, 12.0 % of placebos')
    const [flip] = studies.flips
    const even = { ...flip!.even!, largest: { ...flip!.even!.largest, share: 0.08 } }
    expect(sensitivityPage({ ...studies, flips: [{ ...flip!, even }] })).not.toContain('Beware')
  })
})

/** A block of a document: a paragraph, a bullet or a table, with its first line. Code and headings are left out. */
interface Block {
  readonly line: number
  readonly text: string
}

function blocksOf(document: string): Block[] {
  const blocks: { line: number; text: string }[] = []
  let open = false
  let isCode = false
  document.split('\n').forEach((text, i) => {
    if (text.startsWith('```')) isCode = !isCode
    const isText = !isCode && !/^(?:```|#|\s*$)/.test(text)
    if (isText && open && !text.startsWith('- ')) blocks.at(-1)!.text += `\n${text}`
    else if (isText) blocks.push({ line: i + 1, text })
    open = isText
  })
  return blocks
}

const isTable = ({ text }: Block): boolean => text.startsWith('|')

/** That something moved by so much; what may move is a setting, and no finding. */
const MOVED =
  /\b(?<!may )(?:ris(?:es?|en)|rose|falls?|fell|fallen|gains?|gained|loses?|lost|lowers?|raises?|shorten\w*|grows?|grew|saves?|drops?)\b[^.]{0,40}?\bby (?:[\d−]|an? (?:third|half|quarter|fifth|tenth|hundredth))/i
const SIGNED = /[+−]\d/
const SPAN = /\d[\d.,]*(?: ?%)? ?(?:…|to|–) ?[−\d]|±/
const JUDGED = /not told from|interval|placebo|no effect/i
/** That there is none is no interval. */
const ADMITS =
  /\b(?:without|lack\w*|no|nor|not|never)\b (?:any |an? |their |its |the )?(?:intervals?|placebo)\b|\b(?:intervals?|placebo\w*) (?:\w+ )?(?:is|are|was|were|have|has|had) (?:not|no|never|lost|left out|missing)\b/i
/** That the table below holds differences. */
const COMPARES = /paired difference|per cent of the baseline|to be compared/i
const DIFFERENCE = /\b(?:differences?|changes?|effects?)\b/i

/** What a paragraph that tells of a change leaves out; signs alone tell of one only where a document is about changes. */
function paragraphLacks({ text }: Block, signs: boolean): string[] {
  if (ADMITS.test(text)) return ['says that there is no interval or placebo']
  const tells = MOVED.test(text) || (signs && SIGNED.test(text))
  return tells && !SPAN.test(text) && !JUDGED.test(text)
    ? ['no interval, and no word that it is not told from chance']
    : []
}

/** What a table of differences leaves out, beside the paragraph that leads to it. */
function tableLacks(table: Block, lead: string): string[] {
  const [head = [], , ...rows] = table.text.split('\n').map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
  const isNumber = (cell: string | undefined): boolean => /^\**[+−-]?\d/.test(cell ?? '')
  const differs = head.some((name, i) => DIFFERENCE.test(name) && rows.some(row => isNumber(row[i])))
  if (!differs && !COMPARES.test(lead)) return []
  const has = (name: RegExp): boolean => head.some(cell => name.test(cell))
  const lacks = []
  if (!has(/interval|±/i) && !rows.flat().some(cell => /\d\S* ?(?:[KMB] )?(?:…|±)/.test(cell)))
    lacks.push('no interval')
  if (!has(/placebo|verdict/i) && (!/placebo|verdict|bold|asterisk/i.test(lead) || ADMITS.test(lead)))
    lacks.push('no placebo band or verdict')
  return lacks
}

/** Lines of a document that tell of a change without what belongs beside it. */
function lacksOf(document: string, signs = false): string[] {
  let lead = ''
  return blocksOf(document).flatMap(block => {
    const lacks = isTable(block) ? tableLacks(block, lead) : paragraphLacks(block, signs)
    if (!isTable(block)) lead = block.text
    return lacks.map(what => `line ${block.line}: ${what}`)
  })
}

describe('documents tell of no change without an interval, or that it is not told from chance', () => {
  const documents = [
    'README.md',
    ...readdirSync(join(root, 'docs')).flatMap(file => (file.endsWith('.md') ? [`docs/${file}`] : [])),
  ]

  test.each(documents)('%s', file => {
    expect(lacksOf(readFileSync(join(root, file), 'utf8'), file === 'docs/findings.md')).toEqual([])
  })

  test('and findings tell of many', () => {
    const told = blocksOf(readFileSync(join(root, 'docs/findings.md'), 'utf8')).filter(
      block => !isTable(block) && (MOVED.test(block.text) || SIGNED.test(block.text)),
    )
    expect(told.length).toBeGreaterThan(20)
  })

  test.each([
    ['Rents fall by 3 %.', 1],
    ['Rents fall by 3 % (1 to 5).', 0],
    ['Rents fall by 3 %, which is not told from chance.', 0],
    ['Rents may rise by 3 % a year at most.', 0],
    ['What changes, by means whose intervals are not kept here, is who pays.', 1],
    ['In the means of eight pairs (without interval here) walks fall by 0.8 minutes.', 1],
    ['Rents rise by a fifth (one city, no interval).', 1],
    ['Effects have an interval and a placebo band.', 0],
    ['| rule | difference |\n|---|---|\n| a | −0.1 |', 2],
    ['| rule | difference | verdict |\n|---|---|---|\n| a | −0.1 | effect |', 1],
    ['| rule | difference | 95 % interval | placebo |\n|---|---|---|---|\n| a | −0.1 | −0.2 … 0 | ± 0.1 |', 0],
    ['Bold: an effect.\n\n| rule | difference |\n|---|---|\n| a | **−0.1 ± 0.05** |', 0],
    ['Paired difference, no placebo.\n\n| rule | rents |\n|---|---|\n| a | −0.1 ± 0.05 |', 2],
    ['Rows are to be compared with the first.\n\n| rule | rents |\n|---|---|\n| at rest | 3 |', 2],
    ['| claim | unintended effect |\n|---|---|\n| a | rents rise |', 0],
  ])('%s', (text, lacking) => expect(lacksOf(text)).toHaveLength(lacking))
})
