/** The scenarios as a document: each with its question, what was found, a chart and a map. */
import type { Scenario } from '../scenario/scenario.ts'
import type { Comparison, MeasureComparison, ScenarioComparison } from './comparison.ts'
import { formatChange, formatValue, unitHead, unitPer } from './format.ts'
import { payers, payerText } from './payers.ts'
import { headlineMeasures, headlinesOf, pairsSentence, readingOf } from './reading.ts'
import { escapeHtml } from './report/html.ts'
import { layerDifference, type MapData, mapData } from './report/map.ts'
import { worldSentence } from './settings.ts'
import { gainText, type JudgedText, type OutcomeClass, populationOf, shareText } from './welfare.ts'

const WIDTH = 860
const HEIGHT = 300
const PLOT = { left: 56, right: 500, top: 30, bottom: 262 }
const MAP = { left: 560, top: 30, size: 232 }
const GREY = '#656d7a'
const BLUE = '#2f4bc7'
const DIFFERENCES = ['#8c4308', '#c67a3a', '#e7be93', '#eceded', '#9cd0c7', '#3f9d90', '#0a6a5f']
const GROUND: Readonly<Record<string, string>> = { water: '#d3e2ec', nature: '#d9e4d3', farmland: '#f5f6f8' }

const round = (x: number): number => Math.round(x * 10) / 10

/** Effects listed of each kind, more only if they are headlines. */
const LISTED = 8

/** Strength of an effect: its size in half-widths of its interval. */
const strength = (m: MeasureComparison): number =>
  m.difference === null || m.ci95 === null ? 0 : Math.abs(m.difference) / Math.max(1e-12, (m.ci95[1] - m.ci95[0]) / 2)

/** The measure a scenario is drawn with: the first it watches, else its clearest headline. */
export function chartMeasure(scenario: Scenario, { measures }: ScenarioComparison): MeasureComparison | null {
  const watched = scenario.watch.map(name => measures.find(m => m.name === name)).find(m => m?.difference != null)
  if (watched) return watched
  const known = headlinesOf(measures).filter(m => m.difference !== null)
  return known.reduce<MeasureComparison | null>((best, m) => (!best || strength(m) > strength(best) ? m : best), null)
}

function chart(m: MeasureComparison): string {
  const { years, baseline, policy, low, high } = m.series
  const all = [...baseline, ...policy, ...low, ...high].filter((v): v is number => v !== null)
  const bottom = Math.min(...all)
  const top = Math.max(...all)
  const pad = (top - bottom || Math.abs(top) || 1) * 0.08
  const x = (year: number): number => round(PLOT.left + ((PLOT.right - PLOT.left) * year) / Math.max(1, years.at(-1)!))
  const y = (v: number): number =>
    round(PLOT.bottom - ((PLOT.bottom - PLOT.top) * (v - bottom + pad)) / (top - bottom + 2 * pad))
  const points = (values: readonly (number | null)[]): string =>
    values.flatMap((v, i) => (v === null ? [] : [`${x(years[i]!)},${y(v)}`])).join(' ')
  const band = [...high.map((v, i) => [v, i] as const), ...low.map((v, i) => [v, i] as const).reverse()]
    .flatMap(([v, i]) => (v === null ? [] : [`${x(years[i]!)},${y(v)}`]))
    .join(' ')
  const tick = (v: number): string =>
    `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(v)}" y2="${y(v)}" stroke="#e3e6ea"/><text x="${PLOT.left - 6}" y="${y(v) + 4}" text-anchor="end" fill="${GREY}">${escapeHtml(formatValue(v, unitHead(m.unit), 'en'))}</text>`
  const end = (values: readonly (number | null)[], name: string, colour: string): string => {
    const v = values.at(-1)
    return v == null ? '' : `<text x="${PLOT.right + 4}" y="${y(v) + 4}" fill="${colour}">${name}</text>`
  }
  return `<text x="${PLOT.left}" y="16" font-weight="600">${escapeHtml(`${m.title.en} ${unitPer(m.unit, 'en')}`.trim())}</text>
${[bottom, (bottom + top) / 2, top].map(tick).join('')}
<polygon points="${band}" fill="${BLUE}" opacity="0.15"/>
<polyline points="${points(baseline)}" fill="none" stroke="${GREY}" stroke-width="2" stroke-dasharray="5 3.6"/>
<polyline points="${points(policy)}" fill="none" stroke="${BLUE}" stroke-width="2.5"/>
${end(baseline, 'as usual', GREY)}${end(policy, 'with', BLUE)}
${[0, 5, 10, 15, 20]
  .filter(year => year <= years.at(-1)!)
  .map(year => `<text x="${x(year)}" y="${PLOT.bottom + 18}" text-anchor="middle" fill="${GREY}">${year}</text>`)
  .join('')}
<text x="${PLOT.right}" y="${PLOT.bottom + 34}" text-anchor="end" fill="${GREY}">years</text>`
}

/** Outline of a parcel as a path, in the picture's coordinates. */
function mapSvg(map: MapData, s: number): string {
  const [x0, y0, x1, y1] = map.extent
  const scale = MAP.size / Math.max(x1 - x0, y1 - y0)
  const put = (x: number, y: number): string =>
    `${round(MAP.left + (x - x0) * scale)} ${round(MAP.top + (y1 - y) * scale)}`
  const pathOf = (steps: readonly number[]): string => {
    let [x, y] = [0, 0]
    const points: string[] = []
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i]!
      y += steps[i + 1]!
      points.push(put(x, y))
    }
    return `M${points.join('L')}z`
  }
  const { differences, right } = map.scales.rent
  const apart = layerDifference(map.scenarios[s]!.rent, map.baseline.rent)
  const byColour = new Map<string, string[]>()
  map.outlines.forEach((outline, p) => {
    const d = apart[p]
    const step = d == null ? -1 : differences.filter(cut => right * d > cut).length
    const colour = step < 0 ? (GROUND[map.uses[p]!] ?? '#f0f1f2') : DIFFERENCES[step]!
    const list = byColour.get(colour)
    if (list) list.push(pathOf(outline))
    else byColour.set(colour, [pathOf(outline)])
  })
  const unit = formatValue(Math.abs(differences[4]!), 'yuan', 'en')
  return `<text x="${MAP.left}" y="16" font-weight="600">Rents at the end, with less as usual</text>
${[...byColour].map(([colour, paths]) => `<path fill="${colour}" d="${paths.join('')}"/>`).join('\n')}
<text x="${MAP.left}" y="${MAP.top + MAP.size + 16}" fill="${GREY}"><tspan fill="${DIFFERENCES[0]}">■</tspan> dearer  <tspan fill="${DIFFERENCES[6]}">■</tspan> cheaper, darker from ${escapeHtml(unit)}/m²/month; one run</text>`
}

/** Chart and map of one scenario. */
export function gallerySvg(comparison: Comparison, s: number, m: MeasureComparison | null): string {
  const map = mapData(comparison)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="-apple-system, 'Segoe UI', Roboto, Arial, sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${m ? chart(m) : ''}
${map ? mapSvg(map, s) : ''}
</svg>
`
}

const line = (m: MeasureComparison): string => {
  const reading = readingOf(m)
  const pairs = pairsSentence(m)
  const { difference, low, high, band } = formatChange(m.difference, m.ci95, m.placebo_band, unitHead(m.unit), 'en')
  const per = unitPer(m.unit, 'en')
  return `- ${reading.arrow} **${m.title.en}** · ${m.title.zh}: ${formatValue(m.baseline, unitHead(m.unit), 'en')} → ${formatValue(m.policy, unitHead(m.unit), 'en')}${per && ` ${per}`}, ${difference} (95 %: ${low} to ${high}; placebo ${band}${pairs ? `; ${pairs.en}` : ''}).`
}

/** Gains and losses of households, each beside what one rent changed by 1 % makes of it. */
function gainLines({ households, welfare }: ScenarioComparison): string[] {
  if (populationOf(households) === 0) return []
  const beside = ({ value, interval, placebo, word, isTold }: JudgedText): string =>
    `${isTold ? `**${value}**` : value} (95 %: ${interval}; placebo ${placebo || '–'}; ${word})`
  const share = (key: OutcomeClass): string => beside(shareText(households.shares[key], 'en'))
  const gains = welfare
    .filter(({ unit }) => unit !== 'share')
    .map(({ title, unit, ...judged }) => `${title.en.toLowerCase()} ${beside(gainText(judged, unit, 'en'))}`)
  return [
    `Of the households there when the first policy starts, ${share('worse')} are worse off, ${share('unchanged')} about the same, ${share('better')} better off; ${share('left_only_under_policy')} left only with the policies, ${share('left_only_under_baseline')} only without; the rest left in both or their life course ended.`,
    `Gains a month and wealth: ${gains.join('; ')}.`,
  ]
}

/** Who has more or less money a year with the policies; amounts only where they are told from chance. */
function payerLine({ payers: losses }: ScenarioComparison): string | null {
  const moved = losses.filter(({ loss }) => loss !== 0)
  if (moved.length === 0) return null
  const told = moved.flatMap(loss => {
    const { isTold, change, interval } = payerText(loss, 'en')
    return isTold ? [`${payers[loss.payer].title.en.toLowerCase()} ${change} (95 %: ${interval})`] : []
  })
  const rest = moved
    .filter(loss => !payerText(loss, 'en').isTold)
    .map(({ payer }) => payers[payer].title.en.toLowerCase())
  const parts = [
    ...(told.length > 0 ? [`Money of others: ${told.join('; ')}`] : []),
    ...(rest.length > 0 ? [`not told from chance: ${rest.join(', ')}`] : []),
  ]
  return `${told.length > 0 ? '' : 'Money of others '}${parts.join('; ')}.`
}

/** The section of one scenario: what it asks, what it sets, what was found, with interval and placebo verdict throughout. */
export function gallerySection(scenario: Scenario, found: ScenarioComparison, picture: string): string {
  const effects = found.measures.filter(m => m.verdict === 'effect').sort((a, b) => strength(b) - strength(a))
  const told = new Set(effects.map(m => m.name))
  const open = headlinesOf(found.measures).filter(m => !told.has(m.name))
  const tones = {
    less: effects.filter(m => readingOf(m).tone === 'less'),
    more: effects.filter(m => readingOf(m).tone === 'more'),
    plain: effects.filter(m => readingOf(m).tone === 'plain'),
  }
  // headlines are fixed beforehand: none may fall out for being less clear than others
  const list = (title: string, measures: MeasureComparison[]): string[] => {
    if (measures.length === 0) return []
    const first = measures.filter(m => headlineMeasures.includes(m.name))
    const others = measures.filter(m => !headlineMeasures.includes(m.name))
    const shown = [...first, ...others.slice(0, Math.max(0, LISTED - first.length))]
    const more = measures.length - shown.length
    return [`${title}\n\n${[...shown.map(line), ...(more > 0 ? [`- and ${more} more.`] : [])].join('\n')}`]
  }
  const world = worldSentence(found.changed_parameters)
  const paid = payerLine(found)
  const costs = found.costs.map(({ policy, cost }) => `\`${policy}\` ${formatValue(cost, 'yuan', 'en')} a year`)
  return [
    `## ${scenario.title.en} · ${scenario.title.zh}`,
    `\`${scenario.name}\`${scenario.question ? ` · ${scenario.question.en} · ${scenario.question.zh}` : ''}`,

    ...(scenario.prompt ? [`**For a workshop:** *${scenario.prompt.en}* · ${scenario.prompt.zh}`] : []),
    ...(found.levers.length > 0 ? [`Sets ${found.levers.join('; ')}.`] : []),
    ...(world ? [world.en] : []),
    `![${scenario.title.en}: chart and map](${picture})`,
    ...(effects.length === 0 ? ['Nothing can be told from chance in so few runs.'] : []),
    ...list('Less just:', tones.less),
    ...list('More just:', tones.more),
    ...list('Also moved:', tones.plain),
    ...(open.length > 0
      ? [`Headlines not told from chance: ${open.map(m => m.title.en.toLowerCase()).join(', ')}.`]
      : []),
    ...gainLines(found),
    ...(costs.length > 0 ? [`Cost since it began: ${costs.join('; ')}.`] : []),
    ...(paid === null ? [] : [paid]),
  ].join('\n\n')
}
