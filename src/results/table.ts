/** A comparison as text: for a terminal of 100 columns, and as CSV. */
import type { Words } from '../lib/declare.ts'
import { outcomeNames } from '../metrics/welfare.ts'
import { policyNamed } from '../policies/index.ts'
import { themes } from '../policies/policy.ts'
import type { Comparison, MeasureComparison, ScenarioComparison } from './comparison.ts'
import { formatChange, formatValue, grouped, type Language, unitHead, unitPer } from './format.ts'
import { payers, payerText } from './payers.ts'
import { membersSentence, pairsSentence, type Reading, readingOf } from './reading.ts'
import { fill } from './report/html.ts'
import { groupWords, themeWords, type WordKey, words } from './report/words.ts'
import { worldSentence } from './settings.ts'
import {
  gainText,
  type Judged,
  type JudgedText,
  type OutcomeClass,
  type OutcomeComparison,
  otherGains,
  populationOf,
  shareText,
} from './welfare.ts'

/** What the caller's colours do to finished cells; the widths are already right. */
export interface Paint {
  title(text: string): string
  theme(text: string): string
  faint(text: string): string
  more(text: string): string
  less(text: string): string
}

const same = (text: string): string => text
/** No colours. */
export const unpainted: Paint = { title: same, theme: same, faint: same, more: same, less: same }

const WIDTH = 100
const TITLE = 29

/** Columns a text takes: ideographs and full-width signs take two. */
export function columns(text: string): number {
  let width = 0
  for (const c of text) {
    const code = c.codePointAt(0)!
    const wide =
      (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff)
    width += wide || (code >= 0xff00 && code <= 0xff60) || code > 0x1ffff ? 2 : 1
  }
  return width
}

const padRight = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)))
const padLeft = (text: string, width: number): string => ' '.repeat(Math.max(0, width - columns(text))) + text

/** Lines of at most `width` columns, broken at spaces, or anywhere within what is too long or has none. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/ |[\u2e80-\uffef]|[^ \u2e80-\uffef]+/g) ?? []) {
    let rest = piece
    if (columns(line + rest) > width && line !== '') {
      lines.push(line.trimEnd())
      line = ''
    }
    for (; columns(rest) > width; rest = rest.slice(width)) lines.push(rest.slice(0, width))
    if (line !== '' || rest !== ' ') line += rest
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** Spaces that terminals may draw as nothing or as two columns become plain ones. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ')

/**
 * The comparison for a terminal.
 *
 * @param language  of titles and sentences
 * @param paint  colours; none if not given
 * @returns  lines of at most 100 columns, joined by newlines
 */
export function comparisonTable(comparison: Comparison, language: Language = 'en', paint: Paint = unpainted): string {
  const { failures } = comparison
  const failed = failures.map(f => `${f.scenario} ${f.member ?? f.replicate}: ${f.error}`).join('; ')
  const facts = fill('facts', {
    city: comparison.city,
    years: grouped(comparison.ticks / 12, comparison.ticks % 12 === 0 ? 0 : 1, false),
    n: comparison.replications,
    seed: comparison.seed,
    version: comparison.version,
    model: comparison.model_version,
  })
  const notes = [fill('compared', { baseline: comparison.baseline_title }), facts]
  if (failures.length > 0) notes.push(fill('failed', { n: failures.length, list: failed }))
  return [
    ...notes.flatMap(note => wrap(plainSpaces(note[language]), WIDTH).map(paint.faint)),
    ...comparison.comparisons.flatMap(scenario => ['', ...scenarioLines(scenario, language, paint)]),
    '',
    ...wrap(words.made[language], WIDTH).map(paint.faint),
    ...wrap(words.shared[language], WIDTH).map(paint.faint),
    '',
  ].join('\n')
}

function scenarioLines(scenario: ScenarioComparison, language: Language, paint: Paint): string[] {
  const title = `${scenario.title[language]} (${scenario.scenario})`
  return [
    ...wrap(title, WIDTH).map(paint.title),
    ...(scenario.question ? wrap(scenario.question[language], WIDTH) : []),
    ...(scenario.prompt ? wrap(fill('workshop', { prompt: scenario.prompt })[language], WIDTH) : []),
    ...scenario.levers.flatMap(lever => wrap(lever, WIDTH - 2).map(line => paint.faint(`  ${line}`))),
    ...worldLines(scenario, language, paint),
    ...measureLines(scenario.measures, language, paint),
    ...placesLine(scenario, language, paint),
    ...householdLines(scenario, language, paint),
    ...costLines(scenario, language, paint),
    ...payerLines(scenario, language, paint),
  ]
}

function worldLines({ changed_parameters }: ScenarioComparison, language: Language, paint: Paint): string[] {
  const text = worldSentence(changed_parameters)
  return text === null ? [] : wrap(text[language], WIDTH - 2).map(line => paint.faint(`  ${line}`))
}

/** Widths: mark 2, title 29, then baseline, policy, difference, interval and band; 12 are left for a word. */
const WIDTHS = [10, 10, 11, 18, 8] as const

function measureLines(measures: readonly MeasureComparison[], language: Language, paint: Paint): string[] {
  const heads: WordKey[] = ['baseline', 'policyShort', 'change', 'interval', 'placebo']
  const head = heads.map((key, i) => padLeft(words[key][language], WIDTHS[i]!)).join('')
  const lines = [paint.faint(`${' '.repeat(2 + TITLE)}${head}`)]
  for (const theme of themes) {
    const own = measures.filter(m => m.theme === theme)
    if (own.length === 0) continue
    const { name, question } = themeWords[theme]
    lines.push(paint.theme(`${name[language]}${language === 'en' ? '. ' : '。'}${question[language]}`))
    for (const m of own) lines.push(...measureLine(m, language, paint))
  }
  return lines
}

/** One word for the last column: it never says less than the mark. */
function wordOf(m: MeasureComparison, reading: Reading, language: Language): string {
  if (reading.tone === 'more') return words.better1[language]
  if (reading.tone === 'less') return words.worse1[language]
  if (reading.tone === 'plain') return (m.difference ?? 0) > 0 ? words.higher[language] : words.lower[language]
  if (m.verdict === 'no effect seen') return words.notSeen[language]
  return m.verdict === 'undefined' ? words.undefined1[language] : words.unresolved1[language]
}

function measureLine(m: MeasureComparison, language: Language, paint: Paint): string[] {
  const reading = readingOf(m)
  const { bare, difference } = reading.change[language]
  const unit = unitHead(m.unit)
  const per = unitPer(m.unit, language)
  const title = wrap(plainSpaces(per ? `${m.title[language]}, ${per}` : m.title[language]), TITLE - 1)
  const level = (value: number | null, width: number): string => {
    const text = formatValue(value, unit, language)
    // a cell that fills its column would run into the one before it; the title names the unit
    const long = columns(text) >= width && /^[a-z]{3,}$/.test(unit)
    return long ? formatValue(value, unit, language, true) : text
  }
  const cells = [
    level(m.baseline, WIDTHS[0]),
    level(m.policy, WIDTHS[1]),
    columns(difference) < WIDTHS[2] ? difference : bare.difference,
    m.ci95 === null ? '–' : `${bare.low} … ${bare.high}`,
    bare.band,
  ].map((text, i) => padLeft(plainSpaces(text), WIDTHS[i]!))
  const tone = reading.tone === 'more' ? paint.more : reading.tone === 'less' ? paint.less : same
  const found = m.verdict === 'effect'
  const change = cells.slice(2).join('')
  const word = `  ${wordOf(m, reading, language)}`
  const first = `${found ? tone('●') : ' '} ${padRight(title[0] ?? m.name, TITLE)}${cells[0]}${cells[1]}`
  return [
    first + (found ? tone(change + word) : paint.faint(change + word)),
    ...title.slice(1).map(line => `    ${line}`),
    ...noteLines(pairsSentence(m), language).map(paint.faint),
    ...noteLines(membersSentence(m), language).map(paint.faint),
  ]
}

const noteLines = (text: Words | null, language: Language): string[] =>
  text === null ? [] : wrap(plainSpaces(text[language]), WIDTH - 4).map(line => `    ${line}`)

function placesLine(
  { segregation_test, segregation_placebo }: ScenarioComparison,
  language: Language,
  paint: Paint,
): string[] {
  if (!segregation_test) return []
  const { p, draws } = segregation_test
  const placebo = segregation_placebo?.p.toFixed(3) ?? '–'
  return wrap(plainSpaces(fill('places', { p: p.toFixed(3), draws, placebo })[language]), WIDTH - 2).map(line =>
    paint.faint(`  ${line}`),
  )
}

/** Widths of a name, of shares in whole percent, and of the gain; then of leavers in tenths, and of who is gone in any case. */
const HOUSEHOLD_WIDTHS = { name: 16, share: 19, gain: 27, left: 28, gone: 14 }

const stayed = [
  ['worse', 'worseShort'],
  ['unchanged', 'same1'],
  ['better', 'betterShort'],
] as const satisfies readonly (readonly [OutcomeClass, WordKey])[]

const gone = [
  ['left_only_under_policy', 'leftPolicyShort', 'left'],
  ['left_only_under_baseline', 'leftBaselineShort', 'left'],
  ['left_in_both', 'leftBothShort', 'gone'],
  ['ended', 'endedShort', 'gone'],
] as const satisfies readonly (readonly [OutcomeClass, WordKey, 'left' | 'gone'])[]

/** A number with its interval and, in brackets, the placebo's; marked where it is told from chance. */
const judgedCell = ({ isTold, value, interval, placebo }: JudgedText): string =>
  `${isTold ? '● ' : ''}${value.replace(/\s?%$/, '')}${interval && ` ${interval}`}${placebo && ` (${placebo})`}`

function householdLines(
  { households, groups, welfare }: ScenarioComparison,
  language: Language,
  paint: Paint,
): string[] {
  const all = populationOf(households)
  if (all === 0) return [paint.theme(words.households[language]), `  ${words.noHouseholds[language]}`]
  const { name: first, share, gain, left } = HOUSEHOLD_WIDTHS
  const rows = [
    { name: words.everyone[language], outcome: households },
    ...groups.map(group => ({ name: groupWords[group.group]?.[language] ?? group.group, outcome: group })),
  ]
  const line = (name: string, cells: string): string =>
    plainSpaces(`${padRight(wrap(`  ${name}`, first)[0] ?? '', first)}${cells}`)
  const cell = (outcome: OutcomeComparison, key: OutcomeClass, decimals: number, width: number): string =>
    padLeft(judgedCell(shareText(outcome.shares[key], language, decimals)), width)
  const head = (cells: readonly string[]): string => paint.faint(' '.repeat(first) + cells.join(''))
  const title = `${words.households[language]}: ${fill('ofHouseholds', { n: grouped(all, 0, false) })[language]}`
  return [
    paint.theme(title),
    head([
      ...stayed.map(([, word]) => padLeft(`${words[word][language]}, %`, share)),
      padLeft(words.gainShort[language], gain),
    ]),
    ...rows.map(({ name, outcome }) =>
      line(
        name,
        stayed.map(([key]) => cell(outcome, key, 0, share)).join('') + padLeft(bareGain(outcome.gain, language), gain),
      ),
    ),
    ...welfare
      .filter(({ name }) => otherGains.includes(name))
      .map(({ title, unit, ...judged }) => {
        const text = gainText(judged, unit, language)
        return plainSpaces(`  ${padRight(title[language], 46)}${padLeft(judgedCell(text), 52)}`)
      }),
    head(gone.map(([, word, kind]) => padLeft(`${words[word][language]}, %`, HOUSEHOLD_WIDTHS[kind]))),
    ...rows.map(({ name, outcome }) =>
      line(
        name,
        gone
          .map(([key, , kind]) =>
            kind === 'left'
              ? cell(outcome, key, 1, left)
              : // who is gone in any case is no effect
                padLeft(shareText(outcome.shares[key], language).value.replace(/\s?%$/, ''), HOUSEHOLD_WIDTHS.gone),
          )
          .join(''),
      ),
    ),
    ...wrap(words.countsNote[language], WIDTH - 2).map(text => paint.faint(`  ${text}`)),
  ]
}

/** The head names the unit. */
const bareGain = (gain: Judged, language: Language): string =>
  judgedCell({
    ...gainText(gain, 'yuan', language),
    value: formatChange(gain.value, gain.ci95, gain.placebo_band, 'yuan', language).bare.difference,
  })

function costLines({ costs }: ScenarioComparison, language: Language, paint: Paint): string[] {
  if (costs.length === 0) return []
  const money = (cost: number): string => {
    const text = formatValue(Math.abs(cost), 'yuan/yr', language)
    return plainSpaces(cost < 0 ? `${words.bringsIn[language]} ${text}` : text)
  }
  const rows = costs.map(({ policy, cost }) => {
    const name = wrap(policyNamed(policy)?.title[language] ?? policy, 46)[0] ?? policy
    return `  ${padRight(name, 48)}${padLeft(money(cost), 36)}`
  })
  const total = `  ${padRight(words.total[language], 48)}${padLeft(money(costs.reduce((sum, c) => sum + c.cost, 0)), 36)}`
  return [paint.theme(words.costs[language]), ...rows, ...(costs.length > 1 ? [total] : [])]
}

/** What others and the city's land office have less or more of: an amount only where it is told from chance. */
function payerLines({ payers: losses }: ScenarioComparison, language: Language, paint: Paint): string[] {
  const moved = losses.filter(({ loss }) => loss !== 0)
  if (moved.length === 0) return []
  const rows = moved.map(loss => {
    const { isTold, change, interval } = payerText(loss, language)
    const said = isTold ? change : words.withinChance[language]
    return plainSpaces(
      `${isTold ? '● ' : '  '}${padRight(payers[loss.payer].title[language], 26)}${padLeft(said, 20)}${padLeft(interval, 38)}`,
    )
  })
  return [
    paint.theme(words.payers[language]),
    ...rows,
    ...wrap(plainSpaces(words.payersNote[language]), WIDTH - 2).map(text => paint.faint(`  ${text}`)),
  ]
}

/** Numbers in full, text quoted where it must be (RFC 4180); nothing for null. */
export const csvCell = (value: string | number | boolean | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

const csv = (rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): string =>
  `${rows.map(row => row.map(csvCell).join(',')).join('\r\n')}\r\n`

/** A row a scenario and measure, with the paired difference of each replication in its own column. */
export function measuresCsv({ comparisons, replications }: Comparison): string {
  const runs = Array.from({ length: replications }, (_, r) => r)
  const head = [
    ...['scenario', 'theme', 'measure', 'unit', 'better', 'baseline', 'policy', 'difference', 'ci95_low', 'ci95_high'],
    ...['bootstrap95_low', 'bootstrap95_high', 'variance_saved', 'placebo_low', 'placebo_high', 'beyond_placebo'],
    ...['verdict', 'parameters_low', 'parameters_high', 'parameters_same_sign'],
    ...runs.map(r => `difference_${r}`),
  ]
  const rows = comparisons.flatMap(({ scenario, measures }) =>
    measures.map(m => [
      ...[scenario, m.theme, m.name, m.unit, m.better, m.baseline, m.policy, m.difference],
      ...[m.ci95?.[0], m.ci95?.[1], m.bootstrap95?.[0], m.bootstrap95?.[1], m.variance_saved],
      ...[m.placebo_band?.[0], m.placebo_band?.[1], m.beyond_placebo, m.verdict],
      ...[m.parameters?.range90[0], m.parameters?.range90[1], m.parameters?.same_sign],
      ...runs.map(r => m.differences[r]),
    ]),
  )
  return csv([head, ...rows])
}

/** A row a scenario and group of households ('all' first): counts, then shares and the mean gain, each with what chance makes of it. */
export function householdsCsv({ comparisons }: Comparison): string {
  const judged = [...outcomeNames.map(key => `${key}_share`), 'ev_mean']
  const ends = ['', '_low', '_high', '_placebo_low', '_placebo_high', '_verdict']
  const rows = comparisons.flatMap(({ scenario, households, groups }) =>
    [{ ...households, group: 'all' }, ...groups].map(g => [
      ...[scenario, g.group],
      ...outcomeNames.map(key => g[key]),
      ...[...outcomeNames.map(key => g.shares[key]), g.gain].flatMap(({ value, ci95, placebo_band: band, verdict }) => [
        ...[value, ci95?.[0], ci95?.[1], band?.[0], band?.[1], verdict],
      ]),
    ]),
  )
  return csv([['scenario', 'group', ...outcomeNames, ...judged.flatMap(name => ends.map(end => name + end))], ...rows])
}

/** A row a scenario, measure and year. */
export function seriesCsv({ comparisons }: Comparison): string {
  const rows = comparisons.flatMap(({ scenario, measures }) =>
    measures.flatMap(({ name, series }) =>
      series.years.map((year, i) => [
        ...[scenario, name, year],
        ...[series.baseline[i], series.policy[i], series.low[i], series.high[i]],
      ]),
    ),
  )
  return csv([['scenario', 'measure', 'year', 'baseline', 'policy', 'low', 'high'], ...rows])
}
