/** A comparison as text: for a terminal of 100 columns, and as CSV. */
import { policyNamed } from '../policies/index.ts'
import { themes } from '../policies/policy.ts'
import type { Comparison, GroupOutcome, HouseholdOutcome, MeasureComparison, ScenarioComparison } from './comparison.ts'
import { formatChange, formatValue, grouped, type Language, unitHead, unitPer } from './format.ts'
import { payers, payerText } from './payers.ts'
import { membersSentence, type Reading, readingOf } from './reading.ts'
import { fill } from './report/html.ts'
import { groupWords, themeWords, type WordKey, words } from './report/words.ts'
import { worldSentence } from './settings.ts'

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
  const failed = failures.map(f => `${f.scenario} ${f.replicate}: ${f.error}`).join('; ')
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
    ...membersLine(m, language).map(paint.faint),
  ]
}

function membersLine(m: MeasureComparison, language: Language): string[] {
  const text = membersSentence(m)
  return text === null ? [] : wrap(plainSpaces(text[language]), WIDTH - 4).map(line => `    ${line}`)
}

const classes = [
  ['worse', 'worseShort', 9],
  ['unchanged', 'same1', 9],
  ['better', 'betterShort', 9],
  ['left_only_under_policy', 'leftPolicyShort', 13],
  ['left_only_under_baseline', 'leftBaselineShort', 14],
  ['left_in_both', 'leftBothShort', 11],
  ['ended', 'endedShort', 8],
] as const satisfies readonly (readonly [keyof HouseholdOutcome, WordKey, number])[]

function placesLine({ segregation_test }: ScenarioComparison, language: Language, paint: Paint): string[] {
  if (!segregation_test) return []
  const { p, draws } = segregation_test
  return wrap(plainSpaces(fill('places', { p: p.toFixed(3), draws })[language]), WIDTH - 2).map(line =>
    paint.faint(`  ${line}`),
  )
}

function householdLines({ households, groups }: ScenarioComparison, language: Language, paint: Paint): string[] {
  const sizeOf = (outcome: HouseholdOutcome): number => classes.reduce((sum, [key]) => sum + outcome[key], 0)
  if (sizeOf(households) === 0) return [paint.theme(words.households[language]), `  ${words.noHouseholds[language]}`]
  const line = (name: string, outcome: HouseholdOutcome, gain: number | null | undefined): string => {
    const whole = sizeOf(outcome)
    const shares = classes.map(([key, , width]) =>
      padLeft(
        whole > 0 ? `${grouped((100 * outcome[key]) / whole, 1, false)}${language === 'en' ? ' %' : '%'}` : '–',
        width,
      ),
    )
    const mean = gain == null ? '' : formatChange(gain, null, null, 'yuan', language).difference
    return plainSpaces(`  ${padRight(wrap(name, 15)[0] ?? '', 16)}${shares.join('')}${padLeft(mean, 9)}`)
  }
  const head = classes.map(([, word, width]) => padLeft(words[word][language], width)).join('')
  const title = `${words.households[language]}: ${fill('ofHouseholds', { n: grouped(sizeOf(households), 0, false) })[language]}`
  return [
    paint.theme(title),
    paint.faint(`${' '.repeat(18)}${head}${padLeft(words.gainShort[language], 9)}`),
    line(words.everyone[language], households, null),
    ...groups.map((g: GroupOutcome) => line(groupWords[g.group]?.[language] ?? g.group, g, g.ev_mean)),
    ...wrap(words.countsNote[language], WIDTH - 2).map(text => paint.faint(`  ${text}`)),
  ]
}

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

/** A row a scenario and group of households ('all' first). */
export function householdsCsv({ comparisons }: Comparison): string {
  const keys = classes.map(([key]) => key)
  const rows = comparisons.flatMap(({ scenario, households, groups }) =>
    [{ group: 'all', ev_mean: null, ...households }, ...groups].map(g => [
      scenario,
      g.group,
      ...keys.map(key => g[key]),
      g.ev_mean,
    ]),
  )
  return csv([['scenario', 'group', ...keys, 'ev_mean'], ...rows])
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
