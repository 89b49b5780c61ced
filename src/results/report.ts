/**
 * The comparison as one page of HTML: it needs no network and no server, and prints. Tables, bars and interval plots
 * are written here and need no script; curves and maps are drawn by report/client.ts, whose text goes into the page.
 */
import type { Words } from '../lib/declare.ts'
import { policyNamed } from '../policies/index.ts'
import { themes } from '../policies/policy.ts'
import type { Comparison, MeasureComparison, ScenarioComparison } from './comparison.ts'
import {
  decimalsFor,
  formatChange,
  formatSource,
  formatValue,
  grouped,
  unitHead,
  unitIn,
  unitPer,
  unitScale,
} from './format.ts'
import { payers, payerText } from './payers.ts'
import { headlineMeasures, headlinesOf, membersSentence, pairsSentence, type Reading, readingOf } from './reading.ts'
import { clientSource, type PageData } from './report/client.ts'
import { both, embedJson, embedScript, escapeHtml, inBoth, say } from './report/html.ts'
import { type LayerName, layerDifference, layerNames, type MapData, mapData } from './report/map.ts'
import { differencePlot, halfRange } from './report/plot.ts'
import { style } from './report/style.ts'
import { groupKinds, groupWords, scriptKeys, themeWords, useWords, type WordKey, words } from './report/words.ts'
import { worldSentence } from './settings.ts'
import { percentile } from './statistics.ts'
import {
  type GroupComparison,
  gainText,
  type Judged,
  type JudgedText,
  type OutcomeClass,
  type OutcomeComparison,
  otherGains,
  populationOf,
  shareText,
  type WelfareChange,
} from './welfare.ts'

export interface ReportOptions {
  /** names of the measures in the foreground; the eleven of the model if not given */
  headlines?: readonly string[]
}

/**
 * The page.
 *
 * @param comparison  what to show
 * @param chartJs  source text of chart.js's UMD build, put into the page
 * @example writeFile('report.html', reportHtml(comparison, await readFile('node_modules/chart.js/dist/chart.umd.min.js', 'utf8')))
 */
export function reportHtml(comparison: Comparison, chartJs: string, options: ReportOptions = {}): string {
  const headlines = options.headlines ?? headlineMeasures
  const map = mapData(comparison)
  const title = titleOf(comparison)
  const data: PageData = {
    title,
    words: Object.fromEntries(scriptKeys.map(key => [key, words[key]])) as PageData['words'],
    uses: useWords,
    series: comparison.comparisons.flatMap((scenario, i) =>
      headlinesOf(scenario.measures, headlines).map((m, j) => ({
        id: `series-${i}-${j}`,
        title: m.title,
        unit: unitHead(m.unit),
        years: m.series.years,
        baseline: m.series.baseline.map(short),
        policy: m.series.policy.map(short),
        low: m.series.low.map(short),
        high: m.series.high.map(short),
        ...(m.parameters
          ? { wide: { low: m.parameters.series.low.map(short), high: m.parameters.series.high.map(short) } }
          : {}),
      })),
    ),
    map,
  }
  return `<!doctype html>
<html lang="en" data-language="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="justcity ${escapeHtml(comparison.version)}">
<title>${escapeHtml(title.en)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#results">${say('skip')}</a>
${topBar(comparison)}
<main id="results" class="wrap">
${opening(comparison)}
${comparison.comparisons.length > 1 ? glance(comparison, headlines) : ''}
${comparison.comparisons.map((scenario, i) => scenarioSection(comparison, scenario, i, headlines, map)).join('\n')}
</main>
<footer class="wrap">
<p class="note">${say('made')}</p>
<p class="note">${say('shared')} ${say('many')}</p>
${attribution(comparison)}
</footer>
<script type="application/json" id="data">${embedJson(data)}</script>
<script>${embedScript(chartJs)}</script>
<script>(() => {
'use strict'
${embedScript(formatSource())}
${embedScript(clientSource())}
startPage(globalThis, JSON.parse(document.querySelector('#data').textContent), { formatValue, formatChange })
})()</script>
</body>
</html>
`
}

const short = (v: number | null): number | null => (v === null ? null : Number(v.toPrecision(5)))

const valueIn = (value: number | null, unit: string): string => both(inBoth(l => formatValue(value, unit, l)))

/** A number without its unit, the same in both languages: for long tables that name the unit once. */
function bareValue(value: number | null, unit: string): string {
  if (value === null) return '–'
  const shown = value * unitScale(unit, 0, 'en', false).factor
  return grouped(shown, decimalsFor(shown, 3), false)
}

const unitWords = (unit: string): Words => inBoth(l => unitIn(unit, l))

const count = (value: number): string => grouped(value, value < 100 && !Number.isInteger(value) ? 1 : 0, false)

const percent = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0)

function titleOf({ comparisons, baseline_title }: Comparison): Words {
  const names = (l: 'en' | 'zh'): string => comparisons.map(c => c.title[l]).join(l === 'en' ? ', ' : '、')
  return inBoth(l => `${names(l) || baseline_title[l]} – justcity`)
}

function topBar({ comparisons }: Comparison): string {
  const links = comparisons.map((c, i) => `<li><a href="#scenario-${i}">${both(c.title)}</a></li>`).join('')
  return `<header class="top"><div class="wrap"><span class="brand">just<b>city</b></span>
<nav aria-label="Scenarios 情景"><ul>${links}</ul></nav>
<button type="button" id="language">${say('language')}</button></div></header>`
}

function opening(comparison: Comparison): string {
  const { comparisons, failures } = comparison
  const heading = inBoth(l => comparisons.map(c => c.title[l]).join('\u00a0· '))
  const failed = failures.map(f => `${f.scenario} ${f.member ?? f.replicate}: ${f.error}`).join('; ')
  return `<div class="title">
<p class="note">${say('report')}</p>
<h1>${both(comparisons.length > 0 ? heading : comparison.baseline_title)}</h1>
<p class="lead">${say('compared', { baseline: comparison.baseline_title })}</p>
<p class="note">${say('facts', {
    city: comparison.city,
    years: grouped(comparison.ticks / 12, comparison.ticks % 12 === 0 ? 0 : 1, false),
    n: comparison.replications,
    seed: comparison.seed,
    version: comparison.version,
    model: comparison.model_version,
  })}</p>
<p class="caveat">${say('caveat')}</p>
${failures.length > 0 ? `<p class="failures" role="note">${say('failed', { n: failures.length, list: failed })}</p>` : ''}
</div>`
}

/** Headlines by scenarios: each change with its interval, grey unless it is an effect. No scores, no counts of wins. */
function glance({ comparisons }: Comparison, headlines: readonly string[]): string {
  const rows = headlinesOf(comparisons[0]!.measures, headlines)
  const cell = (m: MeasureComparison | undefined): string => {
    if (!m || m.verdict === 'undefined') return '<td>–</td>'
    const reading = readingOf(m)
    return `<td><span class="tone-${reading.tone}">${changeOf(reading)}</span><small>${rangeOf(m, reading)}</small><small>${both(reading.word)}</small></td>`
  }
  return `<section class="glance" aria-labelledby="glance">
<h2 id="glance">${say('glance')}</h2>
<p class="note">${say('glanceNote')}</p>
<div class="scroll" role="region" aria-labelledby="glance" tabindex="0"><table>
<thead><tr><th scope="col">${say('measure')}</th>${comparisons.map((c, i) => `<th scope="col"><a href="#scenario-${i}">${both(c.title)}</a></th>`).join('')}</tr></thead>
<tbody>${rows
    .map(
      m =>
        `<tr><th scope="row">${theme(m)}${both(m.title)}</th>${comparisons
          .map(c => cell(c.measures.find(other => other.name === m.name)))
          .join('')}</tr>`,
    )
    .join('\n')}</tbody></table></div>
</section>`
}

const changeOf = ({ arrow, change }: Reading): string =>
  both({ en: `${arrow} ${change.en.difference}`, zh: `${arrow} ${change.zh.difference}` })

const rangeOf = (m: MeasureComparison, { change }: Reading): string =>
  m.ci95 === null
    ? ''
    : both(
        inBoth(l =>
          l === 'en'
            ? `${change.en.bare.low} to ${change.en.bare.high}`
            : `${change.zh.bare.low}到${change.zh.bare.high}`,
        ),
      )

function scenarioSection(
  comparison: Comparison,
  scenario: ScenarioComparison,
  i: number,
  headlines: readonly string[],
  map: MapData | null,
): string {
  const chosen = headlinesOf(scenario.measures, headlines)
  const world = worldSentence(scenario.changed_parameters)
  const levers = scenario.levers.map(lever => `<li><code>${escapeHtml(lever)}</code></li>`).join('')
  return `<section class="scenario" id="scenario-${i}" aria-labelledby="title-${i}">
<h2 id="title-${i}">${both(scenario.title)}</h2>
${scenario.question ? `<p class="lead">${both(scenario.question)}</p>` : ''}
${scenario.prompt ? `<p class="note">${say('workshop', { prompt: scenario.prompt })}</p>` : ''}
${levers ? `<ul class="levers"><li class="label">${say('levers')}</li>${levers}</ul>` : ''}
${world ? `<p class="caveat">${both(world)}</p>` : ''}
<h3>${say('headline')}</h3>
<p class="note">${say('headlineNote')}</p>
${measureRows(chosen)}
${
  scenario.measures.length > chosen.length
    ? `<details><summary>${say('allMeasures', { n: scenario.measures.length })}</summary>${measureRows(byTheme(scenario.measures))}</details>`
    : ''
}
<details><summary>${say('allTable', { n: scenario.measures.length })}</summary>${measureTable(byTheme(scenario.measures))}</details>
${seriesFigures(chosen, i)}
${households(scenario)}
${costs(scenario, comparison.comparisons)}
${losses(scenario)}
${map ? maps(comparison, map, i) : ''}
</section>`
}

/** The measure's theme, and the “per” of its unit: 'Power, a year'. */
const theme = (m: MeasureComparison): string =>
  `<span class="theme">${both(inBoth(l => [themeWords[m.theme].name[l], unitPer(m.unit, l)].filter(Boolean).join(l === 'en' ? ', ' : '，')))}</span>`

const byTheme = (measures: readonly MeasureComparison[]): MeasureComparison[] =>
  themes.flatMap(theme => measures.filter(m => m.theme === theme))

/** The chart that is a table: number, change, interval plot, and the reading in words. */
function measureRows(measures: readonly MeasureComparison[]): string {
  const head = (key: WordKey, css = ''): string => `<th scope="col"${css ? ` class="${css}"` : ''}>${say(key)}</th>`
  return `<table class="rows"><thead><tr>${head('measure')}${head('policy', 'num')}${head('baseline', 'num')}${head('change', 'num')}${head('lessMore', 'figure')}${head('verdict', 'say')}</tr></thead>
<tbody>${measures.map(measureRow).join('\n')}</tbody></table>`
}

function measureRow(m: MeasureComparison): string {
  const reading = readingOf(m)
  const end = halfRange(m) / 1.05
  const ends = (l: 'en' | 'zh', sign: number): string =>
    formatChange(sign * reading.sign * end, [0, end], null, unitHead(m.unit), l).bare.difference
  const pairs = pairsSentence(m)
  const neither = m.better === 'none' ? `<span>${say('none')}</span>` : ''
  const figure =
    m.difference === null
      ? ''
      : `${differencePlot(m, reading)}<small aria-hidden="true"><span>${both(inBoth(l => ends(l, -1)))}</span>${neither}<span>${both(inBoth(l => ends(l, 1)))}</span></small>`
  return `<tr><th scope="row">${theme(m)}${both(m.title)}</th>
<td class="num now">${valueIn(m.policy, unitHead(m.unit))}<span class="phone">${say('baseline')} ${valueIn(m.baseline, unitHead(m.unit))}</span></td>
<td class="num was">${valueIn(m.baseline, unitHead(m.unit))}</td>
<td class="num diff"><span class="tone-${reading.tone}">${m.difference === null ? '–' : changeOf(reading)}</span><small>${rangeOf(m, reading)}</small></td>
<td class="figure">${figure}</td>
<td class="say">${both(reading.sentence)}${pairs ? `<small>${both(pairs)}</small>` : ''}${membersOf(m)}</td></tr>`
}

function membersOf(m: MeasureComparison): string {
  const text = membersSentence(m)
  return text === null ? '' : `<small class="members">${both(text)}</small>`
}

/** Everything about the measures, one row each. */
function measureTable(measures: readonly MeasureComparison[]): string {
  const keys: WordKey[] = [
    'theme',
    'measure',
    'betterWhen',
    'baseline',
    'policy',
    'change',
    'interval',
    'bootstrap',
    'band',
    'saved',
    'verdict',
    'runs',
  ]
  const rows = measures.map(m => {
    const reading = readingOf(m)
    const pair = (range: [number, number] | null): string => {
      if (range === null) return '–'
      return both(
        inBoth(l => {
          const { low, high } = formatChange(m.difference, range, m.placebo_band, unitHead(m.unit), l).bare
          return l === 'en' ? `${low} to ${high}` : `${low}到${high}`
        }),
      )
    }
    const runs = m.differences.map(d =>
      d === null ? '–' : formatChange(d, m.ci95, null, unitHead(m.unit), 'en').bare.difference,
    )
    const cells = [
      valueIn(m.baseline, unitHead(m.unit)),
      valueIn(m.policy, unitHead(m.unit)),
      both(inBoth(l => reading.change[l].difference)),
      pair(m.ci95),
      pair(m.bootstrap95),
      both(inBoth(l => reading.change[l].bare.band)),
      m.variance_saved === null ? '–' : grouped(m.variance_saved, 2, false),
    ]
    return `<tr><td>${both(themeWords[m.theme].name)}</td><th scope="row">${both(m.title)} <code>${escapeHtml(m.name)}</code></th><td>${say(m.better)}</td>${cells
      .map(text => `<td class="num">${text}</td>`)
      .join('')}<td class="tone-${reading.tone}">${both(reading.word)}</td><td>${runs.join('; ')}</td></tr>`
  })
  return `<div class="scroll" tabindex="0"><table><thead><tr>${keys.map(key => `<th scope="col">${say(key)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

function seriesFigures(measures: readonly MeasureComparison[], i: number): string {
  const figures = measures.map((m, j) => {
    const reading = readingOf(m)
    const range = m.ci95 === null ? '' : `(${rangeOf(m, reading)})`
    const keys = ['year', 'baseline', 'policy', 'bandLow', 'bandHigh'] as const
    const unit = unitWords(m.unit)
    const per = inBoth(l => unitPer(m.unit, l))
    const rows = m.series.years.map((year, y) => {
      const cells = [m.series.baseline, m.series.policy, m.series.low, m.series.high].map(
        values => `<td class="num">${bareValue(values[y] ?? null, m.unit)}</td>`,
      )
      return `<tr><th scope="row">${year}</th>${cells.join('')}</tr>`
    })
    return `<figure><figcaption id="caption-${i}-${j}"><h4>${both(m.title)}${per.en ? `<span class="per">, ${both(per)}</span>` : ''}</h4>
<p class="read"><span class="tone-${reading.tone}">${m.difference === null ? '' : changeOf(reading)}</span> ${range} ${both(reading.sentence)}</p></figcaption>
<div class="canvas"><canvas id="series-${i}-${j}" role="img" aria-labelledby="caption-${i}-${j}"></canvas></div>
<details><summary>${say('asTable')}${unit.en ? ` (${both(unit)})` : ''}</summary><div class="scroll" tabindex="0"><table><thead><tr>${keys.map(key => `<th scope="col" class="num">${say(key)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details></figure>`
  })
  return `<h3>${say('series')}</h3>
<p class="note">${say('seriesNote')}${measures.some(m => m.parameters) ? ` ${say('seriesMembers')}` : ''}</p>
<p class="key"><span><i class="k-base"></i>${say('baseline')}</span><span><i class="k-policy"></i>${say('policy')}</span><span><i class="k-band"></i>${say('interval')}</span></p>
<div class="multiples">${figures.join('\n')}</div>`
}

/** Classes of households in the order they are drawn: losses left, gains right. */
const outcomes = [
  { key: 'left_only_under_policy', css: 's-out', word: 'leftPolicy' },
  { key: 'worse', css: 's-worse', word: 'worse' },
  { key: 'unchanged', css: 's-same', word: 'unchanged' },
  { key: 'better', css: 's-better', word: 'better' },
  { key: 'left_only_under_baseline', css: 's-kept', word: 'leftBaseline' },
  { key: 'left_in_both', css: 's-gone', word: 'leftBoth' },
  { key: 'ended', css: 's-gone', word: 'ended' },
] as const satisfies readonly { key: OutcomeClass; css: string; word: WordKey }[]

/** Under a number: its interval, what one rent changed by 1 % makes of it, and how the two stand. */
const besideChance = (textIn: (language: 'en' | 'zh') => JudgedText): string =>
  `<small>${both(
    inBoth(l => {
      const { interval, placebo, word } = textIn(l)
      const chance = placebo && `${words.placebo[l]} ${placebo}`
      return [interval, chance, word].filter(Boolean).join(l === 'en' ? '; ' : '；')
    }),
  )}</small>`

function households({ households: all, groups, welfare }: ScenarioComparison): string {
  const population = populationOf(all)
  if (population === 0) return `<h3>${say('households')}</h3><p class="note">${say('noHouseholds')}</p>`
  const great = (
    [
      ['worse', 'less', '◂ '],
      ['unchanged', 'plain', '= '],
      ['better', 'more', '▸ '],
    ] as const
  ).map(([key, tone, mark]) => {
    const { isTold } = shareText(all.shares[key], 'en')
    const css = `tone-${isTold ? tone : 'unresolved'}`
    return `<div><b class="${css}">${mark}${say(key)}</b><strong class="${css}">${both(inBoth(l => shareText(all.shares[key], l, 0).value))}</strong><span class="count">${say('ofHouseholds', { n: count(all[key]) })}</span>${besideChance(l => shareText(all.shares[key], l))}</div>`
  })
  const legend = outcomes
    .filter(({ key }) => key !== 'left_in_both')
    .map(
      ({ css, word, key }) =>
        `<span><i class="${css}"></i>${key === 'ended' ? `${say('leftBoth')}, ${say('ended')}` : say(word)}</span>`,
    )
  return `<h3>${say('households')}</h3>
<p class="note">${say('householdsNote', { n: count(population) })}</p>
<div class="three">${great.join('')}</div>
${gainTable(welfare)}
<p class="note">${say('leavers', { policy: count(all.left_only_under_policy), baseline: count(all.left_only_under_baseline) })} ${leaversBeside(all)}</p>
${groups.length > 0 ? groupBars(groups) : ''}
<p class="swatches">${legend.join('')}</p>
${sentence(groups)}
${householdTable(all, groups)}`
}

const groupTitle = (group: string): Words => groupWords[group] ?? { en: group, zh: group }

function groupBars(groups: readonly GroupComparison[]): string {
  const known = groupKinds.map(kind => ({ title: kind.title, groups: groups.filter(g => kind.holds(g.group)) }))
  const others = groups.filter(g => !groupKinds.some(kind => kind.holds(g.group)))
  const blocks = [...known, { title: { en: '', zh: '' }, groups: others }]
  const rows = blocks.flatMap(block =>
    block.groups.map((g, i) => {
      const population = populationOf(g)
      const css = [i === 0 ? 'first' : '', i === block.groups.length - 1 ? 'last' : ''].join(' ').trim()
      const segments = outcomes.map(({ key, css: fillOf }) => {
        const share = percent(g[key], population)
        const label = share >= 5 && fillOf !== 's-gone' ? grouped(share, 0, false) : ''
        return share > 0 ? `<i class="${fillOf}" style="width:${Math.round(share * 100) / 100}%">${label}</i>` : ''
      })
      const gain = gainText(g.gain, 'yuan', 'en')
      const mean = `<span class="${gain.isTold ? '' : 'tone-unresolved'}">${both(inBoth(l => gainText(g.gain, 'yuan', l).value))}</span>${besideChance(l => gainText(g.gain, 'yuan', l))}`
      const told = outcomes.filter(({ key }) => g.shares[key].verdict === 'effect')
      const named = told.map(({ key, word }) => `${say(word)} ${both(inBoth(l => shareText(g.shares[key], l).word))}`)
      const which = named.length > 0 ? named.join('<br>') : `<span class="tone-unresolved">–</span>`
      return `<tr${css ? ` class="${css}"` : ''}><th scope="${i === 0 ? 'rowgroup' : 'row'}" class="kind">${i === 0 ? both(block.title) : ''}</th><th scope="row">${both(groupTitle(g.group))}</th><td class="stack"><div aria-hidden="true">${segments.join('')}</div></td><td class="say">${which}</td><td class="num gain">${mean}</td></tr>`
    }),
  )
  return `<table class="bars"><thead><tr><td class="kind"></td><th scope="col">${say('group')}</th><th scope="col">${say('shares')}</th><th scope="col">${say('told')}</th><th scope="col" class="num">${say('gain')}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
}

/** The groups that most often lose and gain, of those where that is told from chance; it states no cause. */
function sentence(groups: readonly GroupComparison[]): string {
  const most = (key: 'worse' | 'better'): GroupComparison | undefined =>
    groups
      .filter(({ shares }) => {
        const { value, placebo_band: band, verdict } = shares[key]
        return verdict === 'effect' && band !== null && value! > band[1]
      })
      .sort((a, b) => b.shares[key].value! - a.shares[key].value!)[0]
  const worst = most('worse')
  const best = most('better')
  const told = (key: 'worstGroup' | 'bestGroup', of: GroupComparison, share: Judged): string =>
    say(key, { group: lower(groupTitle(of.group)), share: inBoth(l => shareText(share, l).value) })
  const parts = [
    ...(worst ? [told('worstGroup', worst, worst.shares.worse)] : []),
    ...(best ? [told('bestGroup', best, best.shares.better)] : []),
  ]
  return `<p class="sentence">${parts.length > 0 ? parts.join(' ') : say('noneTold')}</p>`
}

const lower = ({ en, zh }: Words): Words => ({ en: en.charAt(0).toLowerCase() + en.slice(1), zh })

function householdTable(all: OutcomeComparison, groups: readonly GroupComparison[]): string {
  const cell = (outcome: OutcomeComparison, key: OutcomeClass): string =>
    `<td class="num gain">${count(outcome[key])} (${both(inBoth(l => shareText(outcome.shares[key], l).value))})${besideChance(l => shareText(outcome.shares[key], l))}</td>`
  const line = (name: string, outcome: OutcomeComparison): string =>
    `<tr><th scope="row">${name}</th>${outcomes
      .map(({ key }) => cell(outcome, key))
      .join('')}<td class="num">${count(populationOf(outcome))}</td></tr>`
  return `<details><summary>${say('asTable')}</summary><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${say('group')}</th>${outcomes
    .map(({ word }) => `<th scope="col" class="num">${say(word)}</th>`)
    .join('')}<th scope="col" class="num">${say('total')}</th></tr></thead><tbody>${line(say('everyone'), all)}${groups
    .map(g => line(both(groupTitle(g.group)), g))
    .join('')}</tbody></table></div></details>`
}

/** Mean and median gain, of the poorer too, and the change of wealth that these do not see. */
function gainTable(welfare: readonly WelfareChange[]): string {
  const rows = welfare
    .filter(({ name }) => name === 'ev_mean' || otherGains.includes(name))
    .map(({ title, unit, ...judged }) => {
      const text = (l: 'en' | 'zh'): JudgedText => gainText(judged, unit, l)
      const css = text('en').isTold ? '' : ' class="tone-unresolved"'
      return `<tr><th scope="row">${both(title)}</th><td class="num gain"><span${css}>${both(inBoth(l => text(l).value))}</span>${besideChance(text)}</td></tr>`
    })
  return `<table class="gains"><tbody>${rows.join('\n')}</tbody></table>`
}

const leaversBeside = (all: OutcomeComparison): string =>
  (
    [
      ['left_only_under_policy', 'leftPolicy'],
      ['left_only_under_baseline', 'leftBaseline'],
    ] as const
  )
    .map(
      ([key, word]) =>
        `${say(word)} ${both(inBoth(l => shareText(all.shares[key], l).value))} ${besideChance(l => shareText(all.shares[key], l))}`,
    )
    .join('; ')

/** Bills on one scale for all scenarios, so that a bar of one can be held against another's. */
function costs({ costs: bills }: ScenarioComparison, all: readonly ScenarioComparison[]): string {
  const shown = bills.filter(({ cost }) => cost !== 0)
  if (shown.length === 0) return `<h3>${say('costs')}</h3><p class="note">${say('noCosts')}</p>`
  const sizes = shown.map(({ cost }) => cost)
  const ends = all.flatMap(scenario => scenario.costs.map(({ cost }) => cost))
  const low = Math.min(0, ...ends)
  const width = Math.max(0, ...ends) - low
  const place = (value: number): string => `${Math.round((10_000 * (value - low)) / width) / 100}%`
  const money = (cost: number): Words => inBoth(l => formatValue(cost, 'yuan/yr', l))
  const rows = shown.map(({ policy, cost }) => {
    const name = policyNamed(policy)?.title ?? { en: policy, zh: policy }
    const bar = `<i class="${cost < 0 ? 'in' : 'out'}" style="left:${place(Math.min(cost, 0))};width:${place(low + Math.abs(cost))}"></i>`
    const income = cost < 0 ? `${say('bringsIn')} ${both(money(-cost))}` : both(money(cost))
    return `<tr><th scope="row">${both(name)}</th><td class="way"><div class="bar" style="--zero:${place(0)}" aria-hidden="true">${bar}</div></td><td class="num">${income}</td></tr>`
  })
  const total = sizes.reduce((sum, cost) => sum + cost, 0)
  const sum = total < 0 ? `${say('bringsIn')} ${both(money(-total))}` : both(money(total))
  return `<h3>${say('costs')}</h3>
<p class="note">${say('costsNote')}</p>
<table class="costs"><tbody>${rows.join('\n')}<tr class="total"><th scope="row">${say('total')}</th><td></td><td class="num">${sum}</td></tr></tbody></table>`
}

/** An amount is set in ink only where it is told from chance. */
function losses({ payers: all }: ScenarioComparison): string {
  const moved = all.filter(({ loss }) => loss !== 0)
  if (moved.length === 0) return ''
  const rows = moved.map(loss => {
    const { isTold } = payerText(loss, 'en')
    const change = isTold ? both(inBoth(l => payerText(loss, l).change)) : say('withinChance')
    const interval = both(inBoth(l => payerText(loss, l).interval))
    return `<tr${isTold ? '' : ' class="mut"'}><th scope="row">${both(payers[loss.payer].title)}</th><td class="num">${change}</td><td class="num">${interval}</td></tr>`
  })
  return `<h3>${say('payers')}</h3>
<p class="note">${say('payersNote')}</p>
<table class="payers"><tbody>${rows.join('\n')}</tbody></table>`
}

const layerWords: Record<LayerName, { name: WordKey; long: WordKey; left: WordKey; right: WordKey }> = {
  rent: { name: 'rent', long: 'rentLong', left: 'dearer', right: 'cheaper' },
  income: { name: 'income', long: 'incomeLong', left: 'poorer', right: 'richer' },
  displacement: { name: 'displacement', long: 'displacementLong', left: 'moreForced', right: 'fewerForced' },
}

function maps(comparison: Comparison, map: MapData, i: number): string {
  const radios = (name: string, legend: WordKey, options: readonly [string, WordKey][]): string =>
    `<fieldset><legend>${say(legend)}</legend>${options
      .map(
        ([value, word], k) =>
          `<label><input type="radio" name="${name}-${i}" data-sets="${name}" value="${value}"${k === 0 ? ' checked' : ''}><span>${say(word)}</span></label>`,
      )
      .join('')}</fieldset>`
  const [left, bottom, right, top] = map.extent
  const panel = (kind: string, word: WordKey): string =>
    `<figure class="of-${kind}"><figcaption id="map-${kind}-${i}">${say(word)}</figcaption><canvas data-kind="${kind}" style="aspect-ratio:${right - left}/${top - bottom}" role="img" tabindex="0" aria-labelledby="map-${kind}-${i}" aria-describedby="map-help-${i}"></canvas></figure>`
  const swatch = (css: string, word: WordKey): string => `<span><i style="${css}"></i>${say(word)}</span>`
  return `<h3 id="maps-${i}">${say('maps')}</h3>
<p class="note">${say('mapsNote', { n: comparison.replications })}</p>
<div class="maps" role="group" aria-labelledby="maps-${i}" data-scenario="${i}" data-layer="rent" data-show="all">
<div class="controls">${radios(
    'layer',
    'layer',
    layerNames.map(name => [name, layerWords[name].name]),
  )}${radios('show', 'show', [
    ['all', 'showAll'],
    ['pair', 'showPair'],
    ['difference', 'showDifference'],
  ])}</div>
<div class="panels">${panel('baseline', 'mapBaseline')}${panel('policy', 'mapPolicy')}${panel('difference', 'mapDifference')}</div>
<div class="legends"><div>${layerNames.map(name => levelLegend(name, map)).join('')}</div><div>${layerNames.map(name => differenceLegend(name, map)).join('')}</div></div>
<p class="ground">${swatch('background:var(--water)', 'water')}${swatch('background:var(--park)', 'park')}${swatch('background:var(--field)', 'fields')}${swatch('background:var(--land)', 'nobody')}${swatch('border:1.5px solid var(--ink)', 'walls')}${swatch('height:0;border-top:2px dashed var(--ink2);vertical-align:4px', 'rail')}</p>
<p class="readout"><span class="value" aria-live="polite"></span> <span class="note help" id="map-help-${i}">${say('mapHelp')}</span></p>
${attribution(comparison)}
${layerSummary(comparison, map, i)}
<details class="rows-of-map"><summary>${say('mapTable')}</summary><div class="scroll" tabindex="0"></div></details>
</div>`
}

function unitOf(name: LayerName, map: MapData): string {
  if (name === 'displacement') return say('perHomes')
  return both(unitWords(map.scales[name].unit))
}

const ticksHtml = (labels: readonly string[]): string =>
  `<div class="ticks" aria-hidden="true">${labels.map((text, k) => `<span style="left:${(((k + 1) * 100) / 7).toFixed(1)}%">${text}</span>`).join('')}</div>`

const plain = (v: number, signed: boolean): string => {
  let decimals = 0
  for (let w = Math.abs(v); decimals < 4 && Math.abs(w - Math.round(w)) > 1e-6; w *= 10) decimals++
  return grouped(v, decimals, signed)
}

function levelLegend(name: LayerName, map: MapData): string {
  const cuts = map.scales[name].levels
  const ramp = [0, 1, 2, 3, 4, 5, 6].map(k => `<i style="background:var(--l${k})"></i>`).join('')
  return `<div class="legend of-${name}"><b>${say(layerWords[name].long)}</b>, ${unitOf(name, map)}<div class="ramp">${ramp}</div>${ticksHtml(cuts.map(v => plain(v, false)))}</div>`
}

function differenceLegend(name: LayerName, map: MapData): string {
  const { differences, right, palette } = map.scales[name]
  const ramp = [0, 1, 2, 3, 4, 5, 6].map(k => `<i style="background:var(--${palette === 'just' ? 'd' : 'p'}${k})"></i>`)
  const cuts = differences.map(v => v * right).sort((a, b) => (a - b) * right)
  return `<div class="legend of-${name}"><b>${say('change')}</b>, ${unitOf(name, map)}<div class="ramp">${ramp.join('')}</div>${ticksHtml(cuts.map(v => plain(v, true)))}<div class="ends"><span>${say(layerWords[name].left)}</span><span>${say(layerWords[name].right)}</span></div></div>`
}

/** The maps in numbers: how the parcels' values lie, by layer. */
function layerSummary(comparison: Comparison, map: MapData, i: number): string {
  const rows = layerNames.flatMap(name => {
    const before = comparison.baseline_layers[name]
    const after = comparison.comparisons[i]!.layers[name]
    const kinds: [WordKey, readonly (number | null)[], boolean][] = [
      ['mapBaseline', before, false],
      ['mapPolicy', after, false],
      ['mapDifference', layerDifference(after, before), true],
    ]
    return kinds.map(([word, values, change]) => {
      const known = values.filter((v): v is number => v !== null).sort((a, b) => a - b)
      const { unit } = map.scales[name]
      const at = (p: number): string => {
        if (known.length === 0) return '–'
        const v = percentile(known, p)
        return change ? both(inBoth(l => formatChange(v, null, null, unit, l).difference)) : valueIn(v, unit)
      }
      const cells = [String(known.length), at(0.1), at(0.5), at(0.9)].map(text => `<td class="num">${text}</td>`)
      return `<tr><th scope="row">${say(layerWords[name].long)}</th><td>${say(word)}</td>${cells.join('')}</tr>`
    })
  })
  const head = (['parcels', 'lowTenth', 'median', 'highTenth'] as const).map(
    key => `<th scope="col" class="num">${say(key)}</th>`,
  )
  return `<details><summary>${say('summary')}</summary><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${say('layer')}</th><td></td>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`
}

const attribution = ({ map }: Comparison): string =>
  map.attribution ? `<p class="attribution">${say('source', { attribution: map.attribution })}</p>` : ''
