/** A sweep as one page of HTML: distributions, tornado, trade-offs, maps of mean and spread. It needs no script but one for the language. */
import type { Words } from '../../lib/declare.ts'
import { decimalsFor, formatChange, formatValue, grouped, unitHead, unitIn, unitPer } from '../format.ts'
import { type LevelLayer, layerNamed } from '../layers.ts'
import { both, escapeHtml, inBoth } from '../report/html.ts'
import { style } from '../report/style.ts'
import { words } from '../report/words.ts'
import { extent, justSign, meanKnown, percentile } from '../statistics.ts'
import {
  type Effect,
  effectsOf,
  morrisOf,
  type Outcomes,
  paretoFront,
  type Swing,
  sobolOf,
  standsOut,
  swingsOf,
  wordsOf,
} from './analysis.ts'
import { mapSvg, meanCuts, type SweepMap, spreadCuts } from './reportmap.ts'
import type { Design, FactorValue } from './sweep.ts'

export interface SweepReport {
  outcomes: Outcomes
  /** in the foreground */
  measures: readonly string[]
  map: SweepMap | null
  version: string
}

const own = `
.chart { display: block; width: 100%; height: auto; overflow: visible; font: 11px/1 sans-serif; }
.chart text { fill: var(--ink3); } .chart .grid { stroke: var(--line); } .chart .zero { stroke: var(--ctl); stroke-width: 1.5; }
.chart .strip { fill: var(--strip); } .chart .hist { fill: var(--acc); opacity: .55; } .chart .base { stroke: var(--base); stroke-width: 2; stroke-dasharray: 4 3; }
.chart .dot { fill: var(--unk); opacity: .6; } .chart .front { fill: var(--acc); opacity: 1; } .chart .start { fill: var(--bg); stroke: var(--base); stroke-width: 2; }
.chart .whisker { stroke: var(--unk); stroke-width: 1; opacity: .5; } .chart .bar { fill: var(--unk); opacity: .55; } .chart .bar.effect { fill: var(--acc); opacity: 1; }
.chart .line { stroke: var(--ink); stroke-width: 1.5; } .chart .end, .chart .name { fill: var(--ink2); paint-order: stroke; stroke: var(--bg); stroke-width: 3px; stroke-linejoin: round; }
.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 24px 28px; margin-top: 12px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 24px 28px; margin-top: 12px; }
.city { display: block; width: 100%; height: auto; background: var(--land); } h3.first { margin-top: 0; }
`

const text = {
  title: { en: 'Sweep report', zh: '扫描实验报告' },
  facts: {
    en: 'Design: {design}, {points} points, {runs} runs, {n} replications, seed {seed}, {years} years. Values are means over the last quarter of a run. justcity {version}.',
    zh: '设计：{design}，{points}个点，共{runs}次运行，每点重复{n}次，种子{seed}，{years}年。数值为运行最后四分之一时段的均值。justcity {version}。',
  },
  factors: { en: 'What is varied', zh: '变动的因素' },
  distributions: { en: 'Distributions', zh: '分布' },
  distributionsNote: {
    en: 'How the points of the design lie in each measure. The dashed line is the mean without the policies; the grey strip round it is what chance alone makes (placebo).',
    zh: '设计中各点的取值分布。虚线是无政策时的均值，周围灰带是单凭偶然就会有的变动（安慰剂）。',
  },
  tornado: { en: 'What moves a measure', zh: '哪些因素在起作用' },
  tornadoNote: {
    en: 'From one end of each factor to the other, of a range from the mean of its lowest third to that of its highest: mean change with its 95 % interval. Blue bars are effects: the whole interval on one side of zero and the mean outside the grey placebo strip. Grey bars are unresolved.',
    zh: '每个因素从一端变到另一端（范围则从最低三分之一的均值到最高三分之一的均值）时，指标的平均变化及95%区间。蓝色为效应：整个区间在零的一侧，且均值超出灰色安慰剂带；灰色尚无定论。',
  },
  trade: { en: 'Trade-offs', zh: '取舍' },
  tradeNote: {
    en: 'Each dot is a point of the design, its lines the 95 % intervals of its means. Blue dots are not beaten in both measures at once; the ring is the city without the policies, the grey strips what chance makes. More just is up and to the right. What is called an effect is in the table below.',
    zh: '每个点是设计中的一个组合，线段是均值的95%区间。蓝点在两项指标上都不被同时超过；圆圈是无政策的城市，灰带是偶然变动。越往右上越公正。是否构成效应见下表。',
  },
  maps: { en: 'Where', zh: '在哪里' },
  mapsNote: {
    en: 'Over all points of the design and their replications, at the end: {n} runs. Where nobody lived in any of them there is no colour.',
    zh: '取设计中所有点及其重复在运行结束时的值，共{n}次运行。始终无人居住的地块不着色。',
  },
  mean: { en: 'Mean over runs', zh: '各次运行的均值' },
  spread: { en: 'Spread over runs (standard deviation)', zh: '各次运行的离散程度（标准差）' },
  effects: { en: 'Every point against its baseline', zh: '各点与基准的差别' },
  effectsNote: {
    en: 'Paired differences with 95 % interval, placebo band and verdict. Points share one baseline, so their errors go together.',
    zh: '成对差值、95%区间、安慰剂带与判断。各点共用同一基准，误差彼此相关。',
  },
  sensitivity: { en: 'Sensitivity indices', zh: '敏感性指数' },
  sobolNote: {
    en: 'S1 is the share of the variance that a factor explains alone, ST with all it does together with others; _conf is the half-width of the 95 % interval. noise_share is what luck explains and no factor can.',
    zh: 'S1为因素单独解释的方差份额，ST包括与其他因素的交互；_conf为95%区间的半宽。noise_share为偶然所致、任何因素都无法解释的份额。',
  },
  morrisNote: {
    en: 'mu is the mean change of the measure over the range of a factor, mu_star the mean size of changes. t is mu over its standard error between trajectories. Bold: |t| is larger than luck alone makes the largest of so many in 95 of 100 studies (t_luck), and mu_star than a placebo where there is one. The {n} largest of each measure.',
    zh: 'mu为因素走完其取值范围时指标的平均变化，mu_star为变化幅度的均值。t为mu除以其轨迹间标准误。粗体：|t|大于100次研究中有95次单凭偶然在众多因素中出现的最大值（t_luck），有安慰剂时mu_star也超出其范围。每项指标列出最大的{n}个。',
  },
  none: {
    en: 'This sweep has no baseline, so nothing can be called an effect.',
    zh: '本次扫描没有基准，因此无法判定任何效应。',
  },
  table: { en: 'As a table', zh: '以表格显示' },
  better: { en: 'more just', zh: '更公正' },
} satisfies Record<string, Words>

const designWords: Record<Design['kind'], Words> = {
  grid: { en: 'grid', zh: '全因子网格' },
  lhs: { en: 'Latin hypercube', zh: '拉丁超立方' },
  sobol: { en: 'Sobol', zh: 'Sobol序列' },
  morris: { en: 'Morris', zh: '莫里斯' },
  csv: { en: 'own table', zh: '自备表格' },
}

const say = (key: keyof typeof text, filling: Record<string, string | number> = {}): string =>
  both(inBoth(l => text[key][l].replace(/\{(\w+)\}/g, (_, name: string) => String(filling[name] ?? ''))))

const valueText = (value: FactorValue): string =>
  value === null ? 'off' : typeof value === 'number' ? String(Number(value.toPrecision(4))) : value

const shortNumber = (v: number): string => grouped(v, decimalsFor(Math.abs(v), 3), false)

/** A number of a measure on an axis: SVG text holds one language, so the unit's English form stands for both. */
const scaled = (e: Pick<Effect, 'unit'>, v: number): string => escapeHtml(formatValue(v, unitHead(e.unit), 'en'))

const name = (e: Pick<Effect, 'title' | 'unit'>): Words =>
  inBoth(l => [e.title[l], unitPer(e.unit, l)].filter(Boolean).join(l === 'en' ? ', ' : '，'))

/** The page. @example writeFile('report.html', sweepReportHtml({ outcomes, measures, map: null, version: '0.1.0' })) */
export function sweepReportHtml({ outcomes, measures, map, version }: SweepReport): string {
  const { sweep } = outcomes
  const effects = effectsOf(outcomes, measures)
  const facts = {
    points: outcomes.cases.filter(({ arm }) => arm === 'scenario').length,
    runs: outcomes.runs,
    n: sweep.replications,
    seed: escapeHtml(sweep.seed),
    years: String(Math.round((10 * sweep.ticks) / 12) / 10),
    version,
  }
  return `<!doctype html>
<html lang="en" data-language="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="justcity ${escapeHtml(version)}">
<title>${escapeHtml(sweep.title.en)} – justcity</title>
<style>${style}${own}</style>
</head>
<body>
<header class="top"><div class="wrap"><span class="brand">just<b>city</b></span><nav></nav><button type="button" id="language">${both(words.language)}</button></div></header>
<main class="wrap">
<div class="title"><p class="note">${say('title')}</p><h1>${both(sweep.title)}</h1>
${sweep.question ? `<p class="lead">${both(sweep.question)}</p>` : ''}
<p class="note">${both(inBoth(l => text.facts[l].replace(/\{(\w+)\}/g, (_, key: string) => (key === 'design' ? designWords[sweep.design.kind][l] : String(facts[key as keyof typeof facts])))))}</p>
<p class="caveat">${both(words.caveat)}</p></div>
<section class="scenario"><h3 class="first">${say('factors')}</h3>${factorList(outcomes)}
<h3>${say('distributions')}</h3><p class="note">${say('distributionsNote')}</p><div class="multiples">${measures.map(m => distribution(outcomes, m)).join('')}</div>
<h3>${say('tornado')}</h3><p class="note">${say('tornadoNote')}</p><div class="small">${measures.map(m => tornado(outcomes, m)).join('')}</div>
${tradeOffs(effects)}
${map ? maps(map) : ''}
${indices(outcomes, measures)}
<h3>${say('effects')}</h3>${sweep.baseline === null ? `<p class="note">${say('none')}</p>` : `<p class="note">${say('effectsNote')}</p>${effectTable(effects)}`}
</section></main>
<script>document.querySelector('#language').addEventListener('click', () => {
  const root = document.documentElement
  root.dataset.language = root.dataset.language === 'en' ? 'zh' : 'en'
  root.lang = root.dataset.language === 'zh' ? 'zh-CN' : 'en'
})</script>
</body>
</html>
`
}

function factorList({ sweep }: Outcomes): string {
  const items = sweep.factors.map(({ path, domain }) => {
    const values =
      domain.kind === 'list'
        ? domain.values.map(valueText).join(', ')
        : `${valueText(domain.min)} … ${valueText(domain.max)}${domain.log ? ' (log)' : ''}`
    return `<li><code>${escapeHtml(path)}</code> <span>${escapeHtml(values)}</span></li>`
  })
  return `<ul class="levers">${items.join('')}</ul>`
}

interface Drawn {
  title: Words
  unit: string
  better: Effect['better']
  /** mean of each point */
  points: (number | null)[]
  baseline: number | null
  /** half-width of the placebo band */
  band: number | null
}

function drawn(outcomes: Outcomes, measure: string): Drawn {
  const points = outcomes.cases.filter(({ arm }) => arm === 'scenario')
  const bases = outcomes.cases.filter(({ arm }) => arm === 'baseline')
  return {
    ...wordsOf(outcomes.sweep, measure),
    points: points.map(one => meanKnown(outcomes.of(one.number, measure))),
    baseline: meanKnown(bases.map(one => meanKnown(outcomes.of(one.number, measure)))),
    band: swingsOf(outcomes, measure)[0]?.placebo_band?.[1] ?? null,
  }
}

const WIDTH = 320

/** A linear scale over values, with a margin. */
function axis(values: readonly number[], from: number, to: number): (v: number) => number {
  const [low, high] = extent(values)
  const room = (high - low || Math.abs(high) || 1) * 0.06
  return v => from + ((v - low + room) / (high - low + 2 * room)) * (to - from)
}

const px = (x: number): string => String(Math.round(x * 10) / 10)

function distribution(outcomes: Outcomes, measure: string): string {
  const d = drawn(outcomes, measure)
  const values = d.points.filter((v): v is number => v !== null)
  if (values.length === 0) return ''
  const ends = [...values, ...(d.baseline === null ? [] : [d.baseline - (d.band ?? 0), d.baseline + (d.band ?? 0)])]
  const [least, most] = extent(ends)
  const x = axis(ends, 8, WIDTH - 8)
  const bins = Math.max(5, Math.min(24, Math.ceil(Math.sqrt(values.length) * 2)))
  const counts = new Array<number>(bins).fill(0)
  for (const v of values) counts[Math.min(bins - 1, Math.floor(((x(v) - 8) / (WIDTH - 16)) * bins))]!++
  const tallest = Math.max(...counts)
  const width = (WIDTH - 16) / bins
  const bars = counts
    .map((count, k) =>
      count === 0
        ? ''
        : `<rect class="hist" x="${px(8 + k * width)}" width="${px(width - 1)}" y="${px(100 - (90 * count) / tallest)}" height="${px((90 * count) / tallest)}"/>`,
    )
    .join('')
  const base =
    d.baseline === null
      ? ''
      : `${d.band === null ? '' : `<rect class="strip" x="${px(x(d.baseline - d.band))}" width="${px(Math.max(1, x(d.baseline + d.band) - x(d.baseline - d.band)))}" y="4" height="96"/>`}<line class="base" x1="${px(x(d.baseline))}" x2="${px(x(d.baseline))}" y1="4" y2="100"/>`
  const sorted = values.toSorted((a, b) => a - b)
  const at = (p: number): string => both(inBoth(l => formatValue(percentile(sorted, p), unitHead(d.unit), l)))
  return `<figure><figcaption><h4>${both(name(d))}</h4></figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} 118" aria-hidden="true">${bars}${base}<line class="grid" x1="8" x2="${WIDTH - 8}" y1="100" y2="100"/><text x="8" y="114">${scaled(d, least)}</text><text x="${WIDTH - 8}" y="114" text-anchor="end">${scaled(d, most)}</text></svg>
<details><summary>${say('table')}</summary><table><tr><th>10 %</th><th>50 %</th><th>90 %</th><th>n</th></tr><tr><td>${at(0.1)}</td><td>${at(0.5)}</td><td>${at(0.9)}</td><td>${values.length}</td></tr></table></details></figure>`
}

const verdictWords: Record<Effect['verdict'], Words> = {
  effect: { en: 'effect', zh: '有效应' },
  'no effect seen': { en: 'no effect seen', zh: '未见效应' },
  unresolved: { en: 'unresolved', zh: '尚无定论' },
  undefined: { en: 'undefined', zh: '无数值' },
}

/** A change with interval, band and verdict: these four always stand together. */
function change(
  e: Pick<Effect, 'difference' | 'ci95' | 'placebo_band' | 'verdict'>,
  unit: string,
): Record<'difference' | 'interval' | 'band' | 'verdict', string> {
  const parts = inBothChange(e, unit)
  return {
    difference: both({ en: parts.en.difference, zh: parts.zh.difference }),
    interval:
      e.ci95 === null
        ? '–'
        : both({
            en: `${parts.en.bare.low} to ${parts.en.bare.high}`,
            zh: `${parts.zh.bare.low}到${parts.zh.bare.high}`,
          }),
    band: both({ en: parts.en.bare.band, zh: parts.zh.bare.band }),
    verdict: both(verdictWords[e.verdict]),
  }
}

const inBothChange = (e: Pick<Effect, 'difference' | 'ci95' | 'placebo_band'>, unit: string) => ({
  en: formatChange(e.difference, e.ci95, e.placebo_band, unitHead(unit), 'en'),
  zh: formatChange(e.difference, e.ci95, e.placebo_band, unitHead(unit), 'zh'),
})

function tornado(outcomes: Outcomes, measure: string): string {
  const d = drawn(outcomes, measure)
  const swings = swingsOf(outcomes, measure)
    .filter(({ difference }) => difference !== null)
    .slice(0, 12)
  if (swings.length === 0) return ''
  const band = swings[0]!.placebo_band
  const ends = swings.flatMap(s => [0, s.difference!, ...(s.ci95 ?? [])])
  const all = [...ends, ...(band ?? [])]
  const x = axis(all, 8, WIDTH - 8)
  // a name above its bar: names may be long
  const height = 30 * swings.length + 6
  const bars = swings.map((s, i) => {
    const y = 18 + 30 * i
    const [a, b] = [x(0), x(s.difference!)].sort((p, q) => p - q) as [number, number]
    const whisker =
      s.ci95 === null
        ? ''
        : `<line class="line" x1="${px(x(s.ci95[0]))}" x2="${px(x(s.ci95[1]))}" y1="${y + 5}" y2="${y + 5}"/>`
    return `<rect class="bar${s.verdict === 'effect' ? ' effect' : ''}" x="${px(a)}" width="${px(Math.max(1, b - a))}" y="${y}" height="10"/>${whisker}<text class="name" x="8" y="${y - 5}">${escapeHtml(s.factor)}</text>`
  })
  const strip =
    band === null
      ? ''
      : `<rect class="strip" x="${px(x(band[0]))}" width="${px(Math.max(1, x(band[1]) - x(band[0])))}" y="2" height="${height - 4}"/>`
  return `<figure><figcaption><h4>${both(name(d))}</h4></figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} ${height + 14}" aria-hidden="true">${strip}<line class="zero" x1="${px(x(0))}" x2="${px(x(0))}" y1="2" y2="${height - 2}"/>${bars.join('')}${endsOf(all, d.unit, x, height + 11)}</svg>
<details><summary>${say('table')}</summary><div class="scroll">${swingTable(swings, d.unit)}</div></details></figure>`
}

/** A change as a number on an axis; SVG text holds one language. */
const changed = (unit: string, v: number): string =>
  escapeHtml(formatChange(v, null, null, unitHead(unit), 'en').difference)

/** The least and largest value of an axis of changes, written below it. */
function endsOf(values: readonly number[], unit: string, x: (v: number) => number, y: number): string {
  if (new Set(values.map(v => changed(unit, v))).size === 1)
    return `<text class="end" x="${px(x(0))}" y="${y}" text-anchor="middle">${changed(unit, values[0]!)}</text>`
  const [left, right] = extent(values).sort((a, b) => x(a) - x(b)) as [number, number]
  return `<text class="end" x="${px(x(left))}" y="${y}">${changed(unit, left)}</text><text class="end" x="${px(x(right))}" y="${y}" text-anchor="end">${changed(unit, right)}</text>`
}

const head = (cells: readonly Words[]): string =>
  `<thead><tr>${cells.map(cell => `<th scope="col">${both(cell)}</th>`).join('')}</tr></thead>`

const columns = {
  factor: { en: 'factor', zh: '因素' },
  ends: { en: 'from, to', zh: '从、到' },
  measure: { en: 'measure', zh: '指标' },
  change: { en: 'change', zh: '变化' },
  interval: { en: '95 % interval', zh: '95%区间' },
  band: { en: 'placebo band', zh: '安慰剂带' },
  verdict: { en: 'verdict', zh: '判断' },
} satisfies Record<string, Words>

function swingTable(swings: readonly Swing[], unit: string): string {
  const rows = swings.map(s => {
    const c = change(s, unit)
    return `<tr><th scope="row"><code>${escapeHtml(s.factor)}</code></th><td>${escapeHtml(`${valueText(s.low)}, ${valueText(s.high)}`)}</td><td>${c.difference}</td><td>${c.interval}</td><td>${c.band}</td><td>${c.verdict}</td></tr>`
  })
  return `<table>${head([columns.factor, columns.ends, columns.change, columns.interval, columns.band, columns.verdict])}<tbody>${rows.join('')}</tbody></table>`
}

function effectTable(effects: readonly Effect[]): string {
  const rows = effects.map(e => {
    const c = change(e, e.unit)
    const factors = Object.entries(e.factors).map(
      ([factor, value]) => `<code>${escapeHtml(factor)} ${escapeHtml(valueText(value))}</code>`,
    )
    return `<tr><th scope="row">${both(e.title)}</th><td>${factors.join(' ')}</td><td class="num">${c.difference}</td><td class="num">${c.interval}</td><td class="num">${c.band}</td><td>${c.verdict}</td></tr>`
  })
  return `<details${effects.length <= 60 ? ' open' : ''}><summary>${say('table')} (${effects.length})</summary><div class="scroll" tabindex="0"><table>${head([columns.measure, columns.factor, columns.change, columns.interval, columns.band, columns.verdict])}<tbody>${rows.join('')}</tbody></table></div></details>`
}

/** Pairs of measures with a just direction, the first four of them against each other. */
function tradeOffs(effects: readonly Effect[]): string {
  const found = [...new Set(effects.map(({ measure }) => measure))].filter(measure => {
    const [first] = effects.filter(e => e.measure === measure)
    return first && (first.better === 'higher' || first.better === 'lower')
  })
  const pairs = found
    .slice(0, 4)
    .flatMap((a, i) => found.slice(0, 4).flatMap((b, j) => (j > i ? [[a, b] as const] : [])))
  const figures = pairs.map(([a, b]) => tradeOff(effects, a, b)).filter(Boolean)
  if (figures.length === 0) return ''
  return `<h3>${say('trade')}</h3><p class="note">${say('tradeNote')}</p><div class="small">${figures.join('')}</div>`
}

function tradeOff(effects: readonly Effect[], a: string, b: string): string {
  const across = effects.filter(e => e.measure === a)
  const up = effects.filter(e => e.measure === b)
  const sign = (e: Effect): 1 | -1 => (justSign(e.better, e.baseline, e.policy) === -1 ? -1 : 1)
  const [sx, sy] = [sign(across[0]!), sign(up[0]!)]
  const dots = across.flatMap((e, i) => {
    const other = up[i]!
    return e.difference === null || other.difference === null
      ? []
      : [{ e, other, x: sx * e.difference, y: sy * other.difference }]
  })
  // what does not move is no side of a trade
  const still = (key: 'x' | 'y'): boolean => dots.every(dot => dot[key] === dots[0]![key])
  if (dots.length < 2 || still('x') || still('y')) return ''
  const front = paretoFront(
    dots.map(({ x, y }) => [x, y]),
    [1, 1],
  )
  const spread = (list: readonly number[], band: [number, number] | null): number[] => [0, ...list, ...(band ?? [])]
  const alongX = spread(
    dots.map(({ x: v }) => v),
    across[0]!.placebo_band,
  )
  const alongY = spread(
    dots.map(({ y: v }) => v),
    up[0]!.placebo_band,
  )
  const x = axis(alongX, 8, WIDTH - 8)
  const y = axis(alongY, 212, 8)
  // an interval may be far wider than the points lie apart: it ends at the edge
  const inX = (v: number): string => px(Math.min(WIDTH - 8, Math.max(8, x(v))))
  const inY = (v: number): string => px(Math.min(212, Math.max(8, y(v))))
  const [lowY, topY] = extent(alongY)
  const numbers = `${endsOf(
    alongX.map(v => sx * v),
    across[0]!.unit,
    v => x(sx * v),
    226,
  )}<text class="end" x="11" y="${px(y(topY) + 4)}">${changed(up[0]!.unit, sy * topY)}</text><text class="end" x="11" y="${px(y(lowY) + 4)}">${changed(up[0]!.unit, sy * lowY)}</text>`
  const strip = (band: [number, number] | null, way: 'x' | 'y'): string => {
    if (band === null) return ''
    if (way === 'x')
      return `<rect class="strip" x="${px(x(band[0]))}" width="${px(x(band[1]) - x(band[0]))}" y="8" height="204"/>`
    return `<rect class="strip" x="8" width="${WIDTH - 16}" y="${px(y(band[1]))}" height="${px(y(band[0]) - y(band[1]))}"/>`
  }
  const marks = dots.map(({ e, other, x: h, y: v }, i) => {
    const lines = [
      e.ci95
        ? `<line class="whisker" x1="${inX(sx * e.ci95[0])}" x2="${inX(sx * e.ci95[1])}" y1="${px(y(v))}" y2="${px(y(v))}"/>`
        : '',
      other.ci95
        ? `<line class="whisker" x1="${px(x(h))}" x2="${px(x(h))}" y1="${inY(sy * other.ci95[0])}" y2="${inY(sy * other.ci95[1])}"/>`
        : '',
    ]
    const label = Object.entries(e.factors)
      .map(([factor, value]) => `${factor} ${valueText(value)}`)
      .join(', ')
    return `${dots.length <= 60 ? lines.join('') : ''}<circle class="dot${front[i] ? ' front' : ''}" cx="${px(x(h))}" cy="${px(y(v))}" r="${front[i] ? 4.5 : 3}"><title>${escapeHtml(`${label}; ${verdictWords[e.verdict].en}, ${verdictWords[other.verdict].en}`)}</title></circle>`
  })
  const arrow = (e: Effect): string => `${both(name(e))} → ${say('better')}`
  return `<figure><svg class="chart" viewBox="0 0 ${WIDTH} 230" role="img" aria-label="${escapeHtml(`${across[0]!.title.en} against ${up[0]!.title.en}`)}">${strip(across[0]!.placebo_band, 'x')}${strip(up[0]!.placebo_band, 'y')}<line class="zero" x1="8" x2="${WIDTH - 8}" y1="${px(y(0))}" y2="${px(y(0))}"/><line class="zero" x1="${px(x(0))}" x2="${px(x(0))}" y1="8" y2="212"/>${marks.join('')}<circle class="start" cx="${px(x(0))}" cy="${px(y(0))}" r="5"/>${numbers}</svg>
<figcaption class="note">↔ ${arrow(across[0]!)}<br>↕ ${arrow(up[0]!)}</figcaption></figure>`
}

function maps({ layer, base, mean, spread, runs }: SweepMap): string {
  const declared = layerNamed(layer) as LevelLayer
  const panel = (key: 'mean' | 'spread', values: readonly (number | null)[], cuts: readonly number[]): string => {
    const ramp = [0, 1, 2, 3, 4, 5, 6].map(k => `<i style="background:var(--l${k})"></i>`).join('')
    const ticks = cuts.map((v, k) => `<span style="left:${px(((k + 1) * 100) / 7)}%">${shortNumber(v)}</span>`).join('')
    const known = values.filter((v): v is number => v !== null).sort((p, q) => p - q)
    return `<figure><figcaption><b>${both(declared.title)}</b> · ${say(key)}${both({ en: ', ', zh: '，' })}${both(inBoth(l => unitIn(declared.unit, l)))}</figcaption>${mapSvg(base, values, cuts, escapeHtml(`${declared.title.en}: ${text[key].en}; median ${shortNumber(percentile(known, 0.5))} ${declared.unit}, over ${known.length} parcels`))}
<div class="ramp">${ramp}</div><div class="ticks" aria-hidden="true">${ticks}</div></figure>`
  }
  const source = base.attribution ? `<p class="attribution">${escapeHtml(base.attribution)}</p>` : ''
  return `<h3>${say('maps')}</h3><p class="note">${say('mapsNote', { n: runs })}</p><div class="two">${panel('mean', mean, meanCuts(layer))}${panel('spread', spread, spreadCuts(spread))}</div>${source}`
}

/** Rows of a measure: a screening may have hundreds of factors. */
const MOST_ROWS = 20

function indices(outcomes: Outcomes, measures: readonly string[]): string {
  const kind = outcomes.sweep.design.kind
  if (kind !== 'sobol' && kind !== 'morris') return ''
  const cell = (v: number | null | undefined): string => `<td class="num">${v == null ? '–' : shortNumber(v)}</td>`
  const screened = kind === 'morris' ? morrisOf(outcomes, measures, 'level') : []
  const rows = measures.flatMap((measure, m) => {
    if (kind === 'sobol') {
      const found = sobolOf(outcomes, measure, 'level')
      return (found?.factors ?? []).map((factor, j) => {
        const { S1, S1_conf, ST, ST_conf } = found!.indices
        return `<tr><th scope="row">${both(found!.title)}</th><td><code>${escapeHtml(factor)}</code></td>${[S1[j], S1_conf[j], ST[j], ST_conf[j], found!.noise_share].map(cell).join('')}</tr>`
      })
    }
    const found = screened[m]!
    const { mu, mu_star, mu_star_conf, sigma } = found.indices
    const size = (j: number): number => Math.abs(mu[j] ?? 0)
    const largest = [...found.factors.keys()].sort((a, b) => size(b) - size(a)).slice(0, MOST_ROWS)
    return largest.map(j => {
      const factor = `<code>${escapeHtml(found.factors[j]!)}</code>`
      return `<tr><th scope="row">${both(found.title)}</th><td>${standsOut(found, j) ? `<b>${factor}</b>` : factor}</td>${[mu[j], mu_star[j], mu_star_conf[j], sigma[j], found.t[j], found.luck, found.placebo].map(cell).join('')}</tr>`
    })
  })
  const names =
    kind === 'sobol'
      ? ['S1', 'S1_conf', 'ST', 'ST_conf', 'noise_share']
      : ['mu', 'mu_star', 'mu_star_conf', 'sigma', 't', 't_luck', 'placebo']
  const headers: Words[] = [columns.measure, columns.factor, ...names.map(n => ({ en: n, zh: n }))]
  const note = kind === 'sobol' ? say('sobolNote') : say('morrisNote', { n: MOST_ROWS })
  return `<h3>${say('sensitivity')}</h3><p class="note">${note}</p><div class="scroll" tabindex="0"><table>${head(headers)}<tbody>${rows.join('')}</tbody></table></div>`
}
