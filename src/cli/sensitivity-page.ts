/** The sensitivity study as a page, figures and tables. */
import { measureNamed } from '../metrics/index.ts'
import type { Comparison } from '../results/comparison.ts'
import { escapeHtml } from '../results/report/html.ts'
import { BY_CHANCE, type Limit } from '../results/sensitivity/index.ts'
import { effectRule, type Verdict } from '../results/statistics.ts'
import { WORLD_PARAMETERS } from '../results/sweep/flips.ts'
import { isTold, ranking, SCREENED_OUTPUTS, type Strength, screenedParameters } from '../results/sweep/screening.ts'
import type { Sweep } from '../results/sweep/sweep.ts'
import { csvCell } from '../results/table.ts'
import type { VarianceShares } from '../validation/emulator.ts'
import {
  familyOf,
  type MatchedPoint,
  type Matching,
  missedFacts,
  type NextWave,
  nonImplausible,
} from '../validation/matching.ts'

export interface Flip {
  policy: string
  says: string
  measure: string
  sign: 1 | -1
  placebo: number | null
  worlds: number
  as_meant: number
  reversed: number
  /** with the chance that the search finds one as good among worlds in another order */
  box: {
    coverage: number
    density: number
    p: number
    limits: { factor: string; limit: Limit; p: number }[]
  } | null
  /** least and largest share of placebos beyond the band over thirds of each parameter, and what luck makes of the largest */
  even: { least: ThirdOfPlacebos; largest: ThirdOfPlacebos; luck: number } | null
}

interface ThirdOfPlacebos {
  factor: string
  third: 'lower' | 'middle' | 'upper'
  share: number
}

/** What a policy does for its purpose under a rule other than the model's. */
export interface StructureEffect {
  /** parameter and value; empty for the model's own rules */
  rule: string
  says: string
  measure: string
  sign: 1 | -1
  difference: number | null
  ci95: [number, number] | null
  /** half-width of the placebo band under the rule; null without placebos */
  placebo: number | null
  verdict: Verdict
}

/** One wave of history matching. */
export interface Wave {
  sweep: Sweep
  matching: Matching
  /** of each design row, one a factor */
  values: readonly number[][]
  /** rows that are not implausible */
  good: readonly number[]
  misses: number
  widen: number
  leftOut: readonly string[]
}

type Study =
  | 'screening'
  | 'survivors'
  | 'survivors-larger'
  | 'calibration'
  | 'calibration-second-wave'
  | 'calibration-medium'
  | 'flips'
  | 'structures'

/** The city of each study. */
export const CITIES: Readonly<Record<Study, string>> = {
  screening: 'tiny',
  survivors: 'tiny',
  'survivors-larger': 'small',
  calibration: 'small',
  'calibration-second-wave': 'small',
  'calibration-medium': 'medium',
  flips: 'small',
  structures: 'small',
}
export interface Studies {
  /** preset that each study was run in */
  cities: Record<Study, string>
  /** on how the runs were made */
  note: string | null
  runs: { screening: number; survivors: number; larger: number; calibration: number; flips: number; structures: number }
  screening: Strength[]
  /** of the survivors, in a larger city */
  larger: Strength[]
  sobol: {
    measure: string
    factor: string
    S1: number | null
    S1_conf: number | null
    ST: number | null
    ST_conf: number | null
    noise: number | null
    /** base points used, and left out since a run is missing */
    used: number
    left: number
  }[]
  /** shares of variance over the first wave of history matching */
  emulated: ({ measure: string; factors: readonly string[] } & VarianceShares)[]
  flips: Flip[]
  structures: StructureEffect[]
  /** runs of a point of Sobol's design */
  replications: number
  calibration: {
    first: Wave
    second: Wave | null
    /** where the second wave's points come from; null where emulators leave too little */
    next: NextWave | null
    /** the non-implausible set in a larger city; null if it was not run */
    medium: Wave | null
    /** the defaults as the second wave judges them */
    defaults: { values: number[]; point: MatchedPoint } | null
  } | null
  /** a comparison with members of the calibrated set */
  compared: Comparison | null
}

const GREY = '#656d7a'
const BLUE = '#2f4bc7'
const RED = '#a3322a'
const PALE = '#c9cdd4'

const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
/** A parameter's path as tables show it. */
export const shortName = (path: string): string => path.replace(/^parameters\./, '')
const digits = (x: number | null): string => {
  if (x === null) return '–'
  const size = Math.abs(x)
  if (size === Number.POSITIVE_INFINITY) return x > 0 ? '∞' : '-∞'
  return size >= 1000 ? x.toFixed(0) : String(Number(x.toPrecision(2)))
}
const round = (x: number): number => Math.round(x * 10) / 10
const titleOf = (measure: string): string => measureNamed(measure)?.title.en ?? measure

/** Factors shown: all that are told from luck, and the largest of the others. */
function shownFactors(strengths: readonly Strength[]): string[] {
  const order = ranking(strengths)
  return order.slice(0, Math.max(FEW, order.filter(({ told }) => told).length)).map(({ factor }) => factor)
}
const FEW = 20

const svg = (width: number, height: number, title: string, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeHtml(title)}">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`

/** A circle a factor and measure: its area goes with the size of the mean effect; filled where it is told from luck. */
function screeningFigure(strengths: readonly Strength[]): string {
  const measures = distinct(strengths.map(s => s.measure))
  const factors = shownFactors(strengths)
  const [left, top, wide, high] = [200, 96, 96, 24]
  const most = Math.max(...strengths.map(({ size }) => size ?? 0), Number.MIN_VALUE)
  const parts = measures.map((measure, c) => {
    const words = measure.split('_')
    const x = left + c * wide + wide / 2
    return `<text x="${x}" y="${top - 44}" text-anchor="middle" fill="${GREY}">${words
      .map((word, i) => `<tspan x="${x}" dy="${i === 0 ? 0 : 14}">${word}</tspan>`)
      .join('')}</text>`
  })
  factors.forEach((factor, r) => {
    const y = top + r * high + high / 2
    parts.push(
      `<line x1="${left}" x2="${left + measures.length * wide}" y1="${y}" y2="${y}" stroke="#eceded"/>`,
      `<text x="${left - 10}" y="${y + 4}" text-anchor="end">${escapeHtml(shortName(factor))}</text>`,
    )
    measures.forEach((measure, c) => {
      const one = strengths.find(s => s.factor === factor && s.measure === measure)
      if (!one || one.mu === null) return
      const radius = round(Math.max(1, 11 * Math.sqrt((one.size ?? 0) / most)))
      const clear = isTold(one)
      const colour = one.mu >= 0 ? BLUE : RED
      parts.push(
        `<circle cx="${left + c * wide + wide / 2}" cy="${y}" r="${radius}" fill="${clear ? colour : 'none'}" stroke="${clear ? colour : PALE}"/>`,
      )
    })
  })
  return svg(left + measures.length * wide + 20, top + factors.length * high + 12, 'Morris screening', parts)
}

/** Total and first-order shares with their half-widths. */
function sobolFigure(rows: Studies['sobol']): string {
  const measures = distinct(rows.map(s => s.measure))
  const factors = distinct(rows.map(s => s.factor))
  const [left, wide, bar] = [200, 300, 14]
  const block = factors.length * bar + 44
  const parts = measures.flatMap((measure, m) => {
    const [col, line] = [m % 2, Math.floor(m / 2)]
    const x = left + col * (wide + left)
    const y = 30 + line * block
    const own = rows.filter(s => s.measure === measure)
    const at = (v: number): number => round(x + Math.max(0, Math.min(1, v)) * wide)
    return [
      `<text x="${x}" y="${y - 8}" font-weight="600">${measure}</text>`,
      ...own.flatMap(({ factor, S1, ST, ST_conf }, i) => {
        const middle = y + i * bar + bar / 2
        const lines = [
          `<text x="${x - 8}" y="${middle + 4}" text-anchor="end" fill="${GREY}">${escapeHtml(shortName(factor))}</text>`,
        ]
        if (ST !== null) {
          lines.push(
            `<rect x="${x}" y="${middle - 4}" width="${round(at(ST) - x)}" height="8" fill="${PALE}"/>`,
            `<line x1="${at(ST - (ST_conf ?? 0))}" x2="${at(ST + (ST_conf ?? 0))}" y1="${middle}" y2="${middle}" stroke="${GREY}"/>`,
          )
        }
        if (S1 !== null) lines.push(`<circle cx="${at(S1)}" cy="${middle}" r="3" fill="${BLUE}"/>`)
        return lines
      }),
    ]
  })
  return svg(2 * (left + wide) + 30, 20 + Math.ceil(measures.length / 2) * block, 'Sobol indices', parts)
}

/** Worlds in which a policy does what it is for, nothing to be told from chance, or the opposite. */
function flipsFigure(flips: readonly Flip[]): string {
  const [left, wide, high] = [280, 420, 30]
  const parts = flips.flatMap((flip, i) => {
    const y = 34 + i * high
    const width = (n: number): number => round((wide * n) / flip.worlds)
    const none = flip.worlds - flip.as_meant - flip.reversed
    const [a, b] = [width(flip.as_meant), width(none)]
    return [
      `<text x="${left - 10}" y="${y + 13}" text-anchor="end">${escapeHtml(`${flip.says}: ${flip.measure} ${flip.sign > 0 ? '↑' : '↓'}`)}</text>`,
      `<rect x="${left}" y="${y}" width="${a}" height="18" fill="${BLUE}"/>`,
      `<rect x="${left + a}" y="${y}" width="${b}" height="18" fill="#eceded"/>`,
      `<rect x="${round(left + a + b)}" y="${y}" width="${width(flip.reversed)}" height="18" fill="${RED}"/>`,
    ]
  })
  const key = [
    ['as meant', BLUE, left],
    ['not told from chance', PALE, left + 90],
    ['the opposite', RED, left + 250],
  ] as const
  const legend = key.map(
    ([text, colour, x]) =>
      `<rect x="${x}" y="8" width="10" height="10" fill="${colour}"/><text x="${x + 15}" y="17" fill="${GREY}">${text}</text>`,
  )
  return svg(left + wide + 20, 44 + flips.length * high, 'Where policies turn round', [...legend, ...parts])
}

const csv = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  `${[head, ...rows].map(line => line.map(csvCell).join(',')).join('\n')}\n`

/** Files beside the page: figures, and the numbers behind them. */
export function figures({ screening, sobol, emulated, flips, structures }: Studies): [path: string, content: string][] {
  const files: [string, string][] = []
  if (screening.length > 0)
    files.push(
      ['img/sensitivity/screening.svg', screeningFigure(screening)],
      [
        'data/screening.csv',
        csv(
          ['measure', 'factor', 'mu', 'mu_star', 'mu_star_conf', 'sigma', 't', 't_luck', 'size'],
          screening.map(s => [s.measure, s.factor, s.mu, s.muStar, s.conf, s.sigma, s.t, s.luck, s.size]),
        ),
      ],
    )
  if (sobol.length > 0)
    files.push(
      ['img/sensitivity/sobol.svg', sobolFigure(sobol)],
      [
        'data/sobol.csv',
        csv(
          ['measure', 'factor', 'S1', 'S1_conf', 'ST', 'ST_conf', 'noise_share'],
          sobol.map(s => [s.measure, s.factor, s.S1, s.S1_conf, s.ST, s.ST_conf, s.noise]),
        ),
      ],
    )
  if (emulated.length > 0)
    files.push([
      'data/emulated.csv',
      csv(
        ['measure', 'factor', 'share', 'half_width'],
        emulated.flatMap(({ measure, factors, shares, halfWidths, luck, rest }) => [
          ...factors.map((factor, j) => [measure, factor, shares[j]!, halfWidths[j]!]),
          [measure, 'luck', luck, null],
          [measure, 'rest', rest, null],
        ]),
      ),
    ])
  if (flips.length > 0)
    files.push(
      ['img/sensitivity/flips.svg', flipsFigure(flips)],
      [
        'data/flips.csv',
        csv(
          ['policy', 'measure', 'sign', 'placebo', 'worlds', 'as_meant', 'reversed', 'box_p'],
          flips.map(f => [f.policy, f.measure, f.sign, f.placebo, f.worlds, f.as_meant, f.reversed, f.box?.p ?? null]),
        ),
      ],
    )
  if (structures.length > 0)
    files.push([
      'data/structures.csv',
      csv(
        ['rule', 'policy', 'measure', 'sign', 'difference', 'ci95_low', 'ci95_high', 'placebo', 'verdict'],
        structures.map(s => [
          ...[s.rule, s.says, s.measure, s.sign, s.difference, ...(s.ci95 ?? [null, null]), s.placebo, s.verdict],
        ]),
      ),
    ])
  return files
}

/** Mean effect (size in standard deviations of the output; t), in bold where told from luck. */
function effectCell(effect: Strength): string {
  const text = `${digits(effect.mu)} (${digits(effect.size)}; ${digits(effect.t)})`
  return isTold(effect) ? `**${text}**` : text
}

function screeningSection({ screening, runs, cities }: Studies): string {
  if (screening.length === 0)
    return `## Which parameters matter? (Morris)

Not run yet: \`npm run sensitivity -- --only screening\`.
`
  const measures = distinct(screening.map(s => s.measure))
  const all = distinct(screening.map(s => s.factor))
  const moving = ranking(screening).map(({ factor }) => factor)
  const shown = shownFactors(screening)
  const at = new Map(screening.map(s => [`${s.factor} ${s.measure}`, s]))
  const rows = shown.map(
    factor =>
      `| \`${shortName(factor)}\` | ${measures.map(measure => effectCell(at.get(`${factor} ${measure}`)!)).join(' | ')} |`,
  )
  const clear = ranking(screening).flatMap(({ factor, told }) => (told ? factor : []))
  const inert = all.filter(factor => !moving.includes(factor))
  const left = screenedParameters().filter(({ range }) => range === null)
  const names = (paths: readonly string[]): string => paths.map(path => `\`${shortName(path)}\``).join(', ')
  return `## Which parameters matter? (Morris)

${runs.screening} runs of the ${cities.screening} city, one luck, \`scenarios/sweeps/screening.yaml\`: elementary effects of ${all.length} parameters on ${measures.length} outputs, mean of the last
five years. The file is made from the declarations, so that a new parameter enters by being declared: each runs from two thirds of its default
to one and a half times it; a share, chance or memory beyond the middle of its range by what it lacks of the end. Left out:
${distinct(left.map(({ why }) => why))
  .map(reason => `${names(left.filter(({ why }) => why === reason).map(({ path }) => path))} (${reason})`)
  .join('; ')}.

A cell: mean effect over the range; in brackets its size, as a multiple of the standard deviation of the output over all runs, and its t, the mean over its standard error
between trajectories. Bold: told from luck, which is another question than size: |t| above ${digits(screening[0]!.luck)}, the largest of all ${moving.length} parameters on all ${measures.length} outputs that luck alone makes in 95 of
100 studies. What luck makes is found by turning round the effects of whole trajectories, each on all outputs together: were no parameter to move anything, up and down would be
alike. Effects that there are stay in what is turned round, which makes the bar rather too high. ${shown.length} parameters are shown, those first that are told and large; all are in
[data/screening.csv](data/screening.csv).

![Size of the mean effect; filled where told from luck, blue up, red down](img/sensitivity/screening.svg)

| parameter | ${measures.map(name => `\`${name}\``).join(' | ')} |
|---|${measures.map(() => '---|').join('')}
${rows.join('\n')}

Told from luck in some output: ${clear.length > 0 ? names(clear) : 'none'}. ${moving.length - clear.length} others do something that ${runs.screening} runs of a city of this size cannot tell from luck; that is not to say that they do
nothing. ${inert.length} changed no output at all while policies rest${inert.length > 0 ? `: ${names(inert)}` : ''}.
`
}

/** Whether what the screening tells from luck matters in a larger city too. */
function largerSection({ screening, larger, runs, cities }: Studies): string {
  if (larger.length === 0 || screening.length === 0) return ''
  const factors = distinct(larger.map(s => s.factor))
  const pairs = screening
    .filter(first => isTold(first) && factors.includes(first.factor))
    .flatMap(first => {
      const second = larger.find(s => s.factor === first.factor && s.measure === first.measure)
      return second ? [{ first, second }] : []
    })
    .sort((a, b) => b.first.size! - a.first.size!)
  const rows = pairs.map(
    ({ first, second }) =>
      `| \`${shortName(first.factor)}\` | \`${first.measure}\` | ${effectCell(first)} | ${effectCell(second)} |`,
  )
  const held = pairs.filter(({ first, second }) => isTold(second) && first.mu! * second.mu! > 0)
  const turned = pairs.filter(({ first, second }) => isTold(second) && first.mu! * second.mu! < 0)
  const more = larger.filter(s => isTold(s) && !pairs.some(({ second }) => second === s))
  return `### And in a larger city?

${runs.larger} runs of the ${cities['survivors-larger']} city, \`scenarios/sweeps/survivors-larger.yaml\`: Morris once more, of the ${factors.length} parameters that were let through above. Cells as above; told from luck
here is |t| above ${digits(larger[0]!.luck)}, as fewer parameters are looked at together. ${held.length} of the ${pairs.length} effects are told from luck with the same sign here, ${turned.length === 0 ? 'none' : turned.length} with the other.

| parameter | output | ${cities.screening} | ${cities['survivors-larger']} |
|---|---|---|---|
${rows.join('\n')}
${more.length > 0 ? `\nTold from luck only here: ${more.map(s => `\`${shortName(s.factor)}\` on \`${s.measure}\` (${digits(s.mu)})`).join(', ')}.\n` : ''}`
}

function sobolSection({ sobol, runs, cities, replications }: Studies): string {
  if (sobol.length === 0)
    return `## How much of the variance? (Sobol)

Not run yet: \`npm run sensitivity -- --only survivors\`.
`
  const measures = distinct(sobol.map(s => s.measure))
  const factors = distinct(sobol.map(s => s.factor))
  const { used, left } = sobol[0]!
  const drowned = measures.filter(measure => (sobol.find(s => s.measure === measure)!.noise ?? 0) > 0.5)
  const rows = measures.map(measure => {
    const own = sobol.filter(s => s.measure === measure)
    const cells = factors.map(factor => {
      const one = own.find(s => s.factor === factor)!
      return `${digits(one.S1)} ± ${digits(one.S1_conf)}; ${digits(one.ST)} ± ${digits(one.ST_conf)}`
    })
    return `| \`${measure}\` | ${cells.join(' | ')} | ${digits(own[0]!.noise)} |`
  })
  return `## How much of the variance? (Sobol)

${runs.survivors} runs of the ${cities.survivors} city, \`scenarios/sweeps/survivors.yaml\` (Saltelli's design, ${used} base points${left > 0 ? `; ${left} of the file's were left out for time` : ''}, each ${replications === 1 ? 'once' : `with ${replications} lucks`}): first-order share; total share, each ± half-width (95 %).
The parameters are those that the screening above tells from luck in some output, the ten of largest effect if they are more, filled up to six by the
largest of the others if they are fewer; the command writes the file from the screening, and a test holds it to that. Shares do not add to 1: luck takes a part of the variance of points
that no parameter explains, the last column${replications === 1 ? ', known only where points were run twice' : ''}; a total share holds the luck that a changed parameter stirs up too.

![Total share (bar) and first-order share (dot)](img/sensitivity/sobol.svg)

| output | ${factors.map(path => `\`${shortName(path)}\``).join(' | ')} | luck |
|---|${factors.map(() => '---|').join('')}---|
${rows.join('\n')}

${drowned.length === 0 ? '' : `Luck takes more than half of the variance of ${drowned.map(name => `\`${name}\``).join(', ')}: read no shares of a parameter there.\n\n`}Numbers: [data/sobol.csv](data/sobol.csv).
`
}

/** Shares below are not shown: a hundredth of the variance, or not told from none. */
const WORTH_A_ROW = 0.01

function emulatedSection({ emulated, runs, cities }: Studies): string {
  const head = `## And in the ${cities.calibration} city? (shares by emulators)

`
  if (emulated.length === 0)
    return `${head}Not run yet: \`npm run sensitivity -- --only calibration\`.
`
  const factors = emulated[0]!.factors
  const isShown = (j: number): boolean =>
    emulated.some(one => one.shares[j]! > WORTH_A_ROW && one.shares[j]! > one.halfWidths[j]!)
  const most = (j: number): number => Math.max(...emulated.map(one => one.shares[j]!))
  const shown = factors.flatMap((_, j) => (isShown(j) ? [j] : [])).sort((a, b) => most(b) - most(a))
  const rows = shown.map(j => {
    const cells = emulated.map(({ shares, halfWidths }) => {
      const text = `${digits(shares[j]!)} ± ${digits(halfWidths[j]!)}`
      return shares[j]! > Math.max(WORTH_A_ROW, halfWidths[j]!) ? `**${text}**` : text
    })
    return `| \`${shortName(factors[j]!)}\` | ${cells.join(' | ')} |`
  })
  const others = factors.length - shown.length
  return `${head}The points of history matching's first wave, below, fill the space of ${factors.length} parameters (${runs.calibration} runs of the ${cities.calibration} city): each output's mean over the last five
years as a polynomial of the parameters, bent where that foretells better, says how much of the variance of a single run each explains by itself, ± half-width (95 %,
leaving out every tenth point). Bold: more than a hundredth, and told from none. *Luck*: what runs of one point differ by, city and all. *Rest*: what parameters do together and turns that no
bend follows; it can be below 0 by what the others err. Ranges are those of \`scenarios/sweeps/calibration.yaml\`, other and wider than the screening's, so shares are not those above.

| parameter | ${emulated.map(({ measure }) => `\`${measure}\``).join(' | ')} |
|---|${emulated.map(() => '---|').join('')}
${rows.join('\n')}
| *luck* | ${emulated.map(({ luck }) => digits(luck)).join(' | ')} |
| *rest* | ${emulated.map(({ rest }) => digits(rest)).join(' | ')} |

${others} parameters explain nothing that is told from none. Numbers: [data/emulated.csv](data/emulated.csv).
`
}

const MISSES = [0, 1, 2, 3, 4, 5]

/** How many points of a wave miss how many facts, and which rows rule out most. */
function waveTables({ matching }: Wave): string {
  const counts = MISSES.map(n => nonImplausible(matching, n).length)
  const rows = [...matching.facts]
    .sort((a, b) => a.inside - b.inside)
    .slice(0, 8)
    .map(
      ({ id, says, band, luck, inside }) =>
        `| ${id} | ${says} | ${digits(band[0])} … ${digits(band[1])} | ${digits(luck)} | ${Math.round(100 * inside)} % |`,
    )
  const far = matching.points.filter(point => point.far.length > 0).length
  return `| facts missed, none by far | ${MISSES.map(n => `≤ ${n}`).join(' | ')} |
|---|${counts.map(() => '---|').join('')}
| points | ${counts.join(' | ')} |

${far} points miss some row by far. What rules out most:

| row | what | widened band | luck of one run | points that show it |
|---|---|---|---|---|
${rows.join('\n')}
`
}

/** What emulators make of the first wave. */
function nextText({ matching }: Wave, next: NextWave | null): string {
  if (next === null) return ''
  const shares = Object.entries(next.foretold).sort(([, a], [, b]) => a - b)
  const middle = shares[Math.floor(shares.length / 2)]?.[1] ?? 0
  const [worst, least] = shares[0] ?? ['', 0]
  return `**Between the waves** every fact is emulated: a plane over the parameters, bent along each where that foretells better, fitted to the ${matching.points.length} points.
At points it was not fitted to it foretells ${Math.round(100 * middle)} % of the variance of the middle fact, least ${Math.round(100 * least)} % (${worst}); what it leaves counts as blur in the implausibility.
Emulators leave ${digits(100 * next.left)} % of the space; the second wave's points are new ones drawn there.
`
}

/** Standardised difference of a parameter's ranks between points that were kept and those ruled out (Mann & Whitney 1947). */
function rankShift(all: readonly number[], kept: ReadonlySet<number>): number {
  const order = all.map((_, row) => row).sort((a, b) => all[a]! - all[b]!)
  const [n, m] = [kept.size, all.length - kept.size]
  const sum = order.reduce((total, row, rank) => total + (kept.has(row) ? rank + 1 : 0), 0)
  return (sum - (n * (n + m + 1)) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

/** Beyond this, luck alone makes no shift of some thirty parameters in 19 of 20 studies (Bonferroni). */
const SHIFTED = 3.1

/** What the non-implausible set does in a larger city. */
function mediumText({ matching, good, misses }: Wave, city: string): string {
  const { points, facts, threshold } = matching
  const runs = points.reduce((sum, point) => sum + point.runs, 0)
  const worst = facts
    .filter(({ inside }) => inside < 1)
    .sort((a, b) => a.inside - b.inside)
    .slice(0, 4)
    .map(({ id, says, inside }) => `${id} (${says}: ${Math.round(100 * inside)} % of the points show it)`)
  return `
**In the ${city} city**, where a site is a small part of the land market, these ${points.length} points were run again (\`scenarios/sweeps/calibration-medium.yaml\`, ${runs} runs, implausibility ${threshold.toFixed(1)}):
${good.length} of the ${points.length} miss at most ${misses} there too, none by far: they are the **non-implausible set**, published as \`scenarios/parameters/non-implausible.csv\`; \`matching-medium.csv\` has them all.${worst.length > 0 ? ` What rules out most: ${worst.join('; ')}.` : ''}
`
}

/** What the published set does by bands as they are declared, and what it never saw. */
function membersText({ matching, good, leftOut }: Wave, city: string): string {
  const members = matching.points.filter(({ row }) => good.includes(row))
  const below = (id: string): string => {
    const fact = matching.facts.find(one => one.id === id)
    if (fact === undefined) return `${id} is not judged`
    const count = members.filter(({ values }) => (values[id] ?? Number.POSITIVE_INFINITY) < fact.own[0]).length
    return `${count} of ${members.length} lie below the declared band of ${id} (${fact.says}: ${digits(fact.own[0])} … ${digits(fact.own[1])})`
  }
  const unseen = matching.unjudged.filter(id => !leftOut.includes(id))
  return `
Bands are wider than declared, so that members may leave those. In the ${city} city ${below('C7-trend')}, that is, segregation falls; ${below('C12')}.

The sweeps cannot judge ${unseen.length} rows of facts, which need cross-sections and logs of a run: ${unseen.join(', ')}. The set never saw them; [validation.md](validation.md) judges the
defaults by them, no other member.
`
}

/** The defaults as a point of the second wave: by widened bands, and by those declared. */
function defaultsText(
  point: MatchedPoint,
  { matching, widen, misses }: Wave,
  outside: readonly { path: string }[],
): string {
  const missed = missedFacts(point)
  const left = matching.facts.flatMap(({ id, own: [low, high] }) => {
    const value = point.values[id] ?? null
    return value !== null && value >= low && value <= high ? [] : id
  })
  const names = outside.map(({ path }) => `\`${shortName(path)}\``).join(', ')
  const isIn = nonImplausible({ points: [point] }, misses).length > 0
  return `
**The defaults**, run as one point of the second wave, miss ${missed.length === 0 ? 'none of the facts' : `${missed.length} of the facts (${missed.join(', ')})`} by bands widened by ${Math.round(100 * widen)} %, so they would ${isIn ? '' : 'not '}be let into the set of that wave. ${left.length === 0 ? 'Of the bands as declared they leave none' : `The bands as declared they leave in ${left.length} of ${matching.facts.length} rows: ${left.join(', ')}`}. ${outside.length === 0 ? 'Every default lies within the middle nine tenths of the set' : `${names} lie${outside.length === 1 ? 's' : ''} outside the middle nine tenths of the set`}.
No default was changed by these waves: they were set in the medium city with ten seeds ([validation.md](validation.md)).
`
}

function calibrationSection({ calibration, cities }: Studies): string {
  if (calibration === null)
    return `## Which parameters fit? (history matching)

Not run yet: \`npm run sensitivity -- --only calibration,calibration-second-wave\`.
`
  const { first, second, next, medium, defaults } = calibration
  const runsOf = ({ matching }: Wave): number => matching.points.reduce((sum, point) => sum + point.runs, 0)
  const seedsOf = ({ matching }: Wave): number => Math.max(...matching.points.map(({ runs }) => runs))
  const rowsOf = ({ matching: { facts } }: Wave): string =>
    `${facts.length} rows of ${distinct(facts.map(({ id }) => familyOf(id))).length} facts`
  const percent = (share: number): number => Math.round(100 * share)
  const keptRows = new Set(first.good)
  const set = medium ?? second ?? first
  const at = (share: number, list: readonly number[]): number => list[Math.floor(share * (list.length - 1))]!
  const shifts = first.sweep.factors
    .map(({ path }, j) => {
      const kept = set.good.map(row => set.values[row]![j]!).sort((a, b) => a - b)
      const shift = rankShift(
        first.values.map(row => row[j]!),
        keptRows,
      )
      return { path, shift, kept, value: defaults?.values[j] ?? null }
    })
    .sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift))
  const outside = shifts.filter(
    ({ kept, value }) => value !== null && kept.length > 0 && (value < at(0.05, kept) || value > at(0.95, kept)),
  )
  const shown = shifts.filter(({ shift }, i) => i < 6 || Math.abs(shift) > SHIFTED)
  return `## Which parameters fit? (history matching)

**First wave**, in the ${cities.calibration} city: ${first.matching.points.length} points of a Latin hypercube over ${first.sweep.factors.length} parameters (\`scenarios/sweeps/calibration.yaml\` says why each range), ${seedsOf(first)} seeds each
(${runsOf(first)} runs), judged by ${rowsOf(first)} that published measures tell, early and late in the run${first.leftOut.length > 0 ? ` (${first.leftOut.join(', ')} left out: one site is most of a tiny city’s land sales)` : ''}. Bands are widened by ${percent(first.widen)} % of their width at each end.
Read as what 95 of 100 cities show, that is an implausibility of ${first.matching.threshold.toFixed(1)}: how far the mean of a point's runs lies from the middle of the band, over the
standard deviations of band and mean together, the second from runs of one point that differ by luck alone. A row that is found in less than half of a point's runs is missed. Rows of one
fact (years 4–6, 18–20 and 10–20, or the year farthest out) move together: whoever misses one misses the fact, once. A point may miss ${first.misses === 1 ? 'one fact' : `${first.misses} facts`}, as is usual where some are judged coarsely (Vernon, Goldstein
& Bower 2010), and no row by far, beyond twice that implausibility. C3 and C3b count as two facts, though they move together too. ${first.good.length} points stay.

${waveTables(first)}
${
  second === null
    ? `**Second wave**: not run yet, \`npm run sensitivity -- --only calibration-second-wave\`.
`
    : `${nextText(first, next)}
**Second wave**, in the ${cities['calibration-second-wave']} city: ${second.matching.points.length} such points, ${seedsOf(second)} seeds each (${runsOf(second)} runs), judged by ${rowsOf(second)}, bands widened by ${percent(second.widen)} % at each end
(implausibility ${second.matching.threshold.toFixed(1)}). ${second.good.length} points miss at most ${second.misses}${medium === null ? ': the **non-implausible set**, published as `scenarios/parameters/non-implausible.csv`' : ''}; all points with what
they missed are in \`matching.csv\` and \`matching-second-wave.csv\` in \`scenarios/parameters/\`. \`justcity compare … --parameters\` runs up to twenty of the set beside the replications.

${waveTables(second)}${medium === null ? '' : mediumText(medium, cities['calibration-medium'])}${membersText(set, cities[medium === null ? 'calibration-second-wave' : 'calibration-medium'])}`
}
Parameters that the first wave pulls most: the standardised shift of ranks of the points it keeps, clear of luck beyond ${SHIFTED} in either direction; then the middle nine tenths
of the set. The others range as widely as they were drawn: facts pin down combinations, not values (equifinality).

| parameter | shift | middle of the set | nine tenths | default |
|---|---|---|---|---|
${shown.map(({ path, shift, kept, value }) => `| \`${shortName(path)}\` | ${shift > 0 ? '+' : ''}${shift.toFixed(1)} | ${kept.length > 0 ? `${digits(at(0.5, kept))} | ${digits(at(0.05, kept))} … ${digits(at(0.95, kept))}` : '– | –'} | ${digits(value)} |`).join('\n')}
${defaults === null || second === null ? '' : defaultsText(defaults.point, second, outside)}`
}

/** A side of a box of PRIM. @example limitText({ kind: 'range', from: 0.2, to: Infinity }) // => '≥ 0.2' */
const limitText = (limit: Limit): string => {
  if (limit.kind === 'set') return limit.values.join(' or ')
  const { from, to } = limit
  if (!Number.isFinite(from)) return `≤ ${digits(to)}`
  return Number.isFinite(to) ? `${digits(from)} … ${digits(to)}` : `≥ ${digits(from)}`
}

/** Share of placebos beyond the band, in some third of a parameter, from which it is warned of. */
const UNEVEN = 0.1

/** Chance of a box as good below which it is shown. */
const CLEAR = 0.05

function flipsSection({ flips, runs, cities }: Studies): string {
  if (flips.length === 0)
    return `## Where does a policy turn round? (PRIM)

Not run yet: \`npm run sensitivity -- --only flips\`.
`
  const rows = flips.map(f => {
    const box =
      f.box === null
        ? f.reversed === 0
          ? 'no world reverses it'
          : 'too few worlds for a box'
        : f.box.p >= CLEAR
          ? `no box that chance would not draw (p ${digits(f.box.p)})`
          : `${f.box.limits.map(({ factor, limit, p }) => `\`${shortName(factor)}\` ${limitText(limit)} (p ${digits(p)})`).join(', ')}; the box holds ${Math.round(100 * f.box.coverage)} % of them at ${Math.round(100 * f.box.density)} % purity (p ${digits(f.box.p)})`
    return `| ${f.says} | \`${f.measure}\` ${f.sign > 0 ? '↑' : '↓'} | ${f.as_meant} | ${f.worlds - f.as_meant - f.reversed} | ${f.reversed} | ± ${digits(f.placebo)} | ${box} |`
  })
  const byChance = distinct(flips.map(({ worlds }) => digits(BY_CHANCE * worlds))).join(' or ')
  // policies of one measure share its placebos
  const even = flips.filter((f, i) => f.even !== null && flips.findIndex(other => other.measure === f.measure) === i)
  const evenRows = even.map(({ measure, even: found }) => {
    const { least, largest, luck } = found!
    const cell = ({ share, factor, third }: typeof least): string =>
      `${(100 * share).toFixed(1)} % (\`${shortName(factor)}\`, ${third} third)`
    return `| \`${measure}\` | ${cell(least)} | ${cell(largest)} | ${(100 * luck).toFixed(1)} % |`
  })
  const warnings = even
    .filter(f => f.even!.largest.share > UNEVEN)
    .map(({ measure, even: found }) => {
      const { largest, luck } = found!
      return `**Beware**: where \`${shortName(largest.factor)}\` is in its ${largest.third} third, ${(100 * largest.share).toFixed(1)} % of placebos of \`${measure}\` leave the band, so that too many worlds count as moved there${largest.share > luck ? '' : ' (as luck alone may have it, the last column says)'}.\n`
    })
  return `## Where does a policy turn round? (PRIM)

${runs.flips} runs of the ${cities.flips} city, \`scenarios/sweeps/flips.yaml\`: five policies alone in worlds drawn by a Latin hypercube over ${WORLD_PARAMETERS.length} parameters, each beside
its own baseline and placebo. A world counts as moved one way or the other only where its difference leaves the placebo band, which is
what one rent changed by 1 % makes in a single world (95 % of them): chance makes ${byChance} of the worlds of "as meant" and as many of "opposite". Where four worlds or more turn round,
the box that holds them is looked for; it is shown if the same search finds one as good, by coverage times density, in less than 5 of 100 orders of the worlds (p of the box).
The p of a limit is the chance of as many such worlds in the box without it (Bryant & Lempert 2010).

![Worlds in which a policy does what it is for, nothing to be told from chance, or the opposite](img/sensitivity/flips.svg)

| policy | meant | as meant | not told from chance | opposite | placebo band | where it turns round |
|---|---|---|---|---|---|---|
${rows.join('\n')}
${
  even.length === 0
    ? ''
    : `
One band for all worlds takes chance to be as large in each. The check: the share of placebos beyond the band where each of the parameters is in its lower, middle or upper third,
which should be near 5 % in all; luck alone makes the largest as large as the last column in 95 of 100 orders of the worlds.

| measure | least | largest | luck makes of the largest |
|---|---|---|---|
${evenRows.join('\n')}
${warnings.length > 0 ? `\n${warnings.join('\n')}` : ''}`
}
Numbers: [data/flips.csv](data/flips.csv).
`
}

/** The headline outputs of a comparison, with the band that luck leaves and the wider one of the calibrated set. */
function comparedSection({ compared }: Studies): string {
  const head = '## How much wider are effects when parameters are unknown?\n'
  if (compared === null || compared.parameters === undefined)
    return `${head}\nNot run yet: \`npm run sensitivity -- --compared\` with what \`justcity compare … --parameters --format json\` wrote.\n`
  const range = (ends: readonly [number, number] | null | undefined): string =>
    ends ? `${digits(ends[0])} … ${digits(ends[1])}` : '–'
  const rows = compared.comparisons.flatMap(({ scenario, measures }) =>
    measures
      .filter(({ name, parameters }) => SCREENED_OUTPUTS.includes(name) && parameters !== undefined)
      .map(({ name, difference, ci95, placebo_band, verdict, parameters }) => {
        const cells = [digits(difference), range(ci95), range(placebo_band), verdict, range(parameters!.range90)]
        return `| ${scenario} | \`${name}\` | ${cells.join(' | ')} | ${parameters!.same_sign} |`
      }),
  )
  return `${head}
\`npx justcity compare ${compared.baseline} ${compared.comparisons.map(({ scenario }) => scenario).join(' ')} --preset ${compared.city.split(/[ ,]/)[0]} --replications ${compared.replications} --parameters\`: the paired difference with the
interval that luck leaves at the defaults, and where nine in ten of ${compared.parameters.members} members of the non-implausible set put it (a pair of runs each, so that luck is in it too); last, how many of them agree
in sign. The report page draws the second as the wider, paler band.

| scenario | output | difference | 95 % interval | placebo band | verdict | members | same sign |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

/** What becomes of effects found at rest under other rules, and what is found there where none was. */
function structuresText(structures: readonly StructureEffect[]): string {
  const isEffect = ({ verdict, difference }: StructureEffect): boolean => verdict === 'effect' && difference !== null
  const rest = new Map(structures.filter(({ rule }) => rule === '').map(s => [s.says, s]))
  const cells = structures.filter(({ rule }) => rule !== '')
  const found = [...rest.values()].filter(isEffect)
  const beside = cells.filter(({ says }) => found.some(f => f.says === says))
  const keeps = (s: StructureEffect): boolean =>
    isEffect(s) && Math.sign(s.difference!) === Math.sign(rest.get(s.says)!.difference!)
  const everywhere = found.filter(({ says }) => beside.filter(s => s.says === says).every(keeps))
  const lost = beside.filter(s => !isEffect(s))
  const turned = beside.filter(s => isEffect(s) && !keeps(s))
  const names = (list: readonly StructureEffect[]): string =>
    list.map(s => `${s.says} under \`${shortName(s.rule)}\``).join(', ')
  const kept =
    found.length === 0
      ? `None of the ${rest.size} policies has an effect at rest.`
      : `Of ${rest.size} policies ${found.length} ${found.length === 1 ? 'has' : 'have'} an effect at rest; ${everywhere.length} of them keep${everywhere.length === 1 ? 's' : ''} it under all other rules. In their ${beside.length} cells under other rules it is lost in ${lost.length}${lost.length > 0 ? ` (${names(lost)})` : ''} and turned round in ${turned.length}${turned.length > 0 ? ` (${names(turned)})` : ''}.`
  const others = cells.filter(({ says }) => !found.some(f => f.says === says))
  const fresh = others.filter(isEffect)
  const against = fresh.filter(({ difference, sign }) => Math.sign(difference!) !== sign)
  if (others.length === 0) return kept
  return `${kept} Of the ${others.length} cells of the other policies ${fresh.length} are effects, ${against.length} of them against the purpose${against.length > 0 ? ` (${names(against)})` : ''}. Were there none, 95 % intervals alone would leave out 0 in
5 % of these cells, ${digits(0.05 * others.length)}, half of them against the purpose; the placebo band makes that fewer.`
}

function structuresSection({ structures, runs, cities }: Studies): string {
  const head = `## Structural alternatives

Other rules in place of those the model has, each a scenario: \`scenarios/structure/\`. What they make of the stylised facts, and why none of them is the
default: see [findings.md](findings.md), "Other rules in place of ours".
`
  if (structures.length === 0)
    return `${head}\nWhat they make of policies was not run yet: \`npm run sensitivity -- --only structures\`.\n`
  const policies = distinct(structures.map(s => s.says))
  const of = (rule: string, says: string): StructureEffect => structures.find(s => s.rule === rule && s.says === says)!
  const cell = ({ difference, ci95, verdict, sign }: StructureEffect): string => {
    const text = `${digits(difference)} (${digits(ci95?.[0] ?? null)} … ${digits(ci95?.[1] ?? null)})`
    if (verdict !== 'effect') return text
    return `**${text}**${Math.sign(difference ?? 0) === sign ? '' : ' opposite'}`
  }
  const rows = distinct(structures.map(s => s.rule)).map(
    rule =>
      `| ${rule === '' ? 'at rest' : `\`${shortName(rule)}\``} | ${policies.map(says => cell(of(rule, says))).join(' | ')} |`,
  )
  const first = policies.map(says => of('', says))
  const bands = policies.map(says => {
    const halves = structures.flatMap(s => (s.says === says && s.placebo !== null ? s.placebo : []))
    if (halves.length === 0) return '–'
    const [least, largest] = [digits(Math.min(...halves)), digits(Math.max(...halves))]
    return `± ${least}${least === largest ? '' : ` … ${largest}`}`
  })
  return `${head}
Do policies do the same under them? ${runs.structures} runs of the ${cities.structures} city, \`scenarios/sweeps/structures.yaml\`: paired difference and its 95 % interval in the measure that the
policy is for. Bold: an effect (${effectRule.en}); "opposite": against what the policy is for.
${structuresText(structures)}

| rule | ${first.map(f => `${f.says}: \`${f.measure}\` ${f.sign > 0 ? '↑' : '↓'}`).join(' | ')} |
|---|${policies.map(() => '---|').join('')}
${rows.join('\n')}
| *one rent changed by 1 %* | ${bands.join(' | ')} |

The last row: half the placebo band, least and largest of all rules. Numbers: [data/structures.csv](data/structures.csv).
`
}

/** Sections of a page by heading. */
const sectionsOf = (page: string): Map<string, string> =>
  new Map(
    page
      .split(/^(?=## )/m)
      .slice(1)
      .map(text => [text.slice(0, text.indexOf('\n')), `${text.trimEnd()}\n`]),
  )

/**
 * docs/sensitivity.md
 * @param before the page as it stands: it keeps the sections of studies that were not run here
 */
export function sensitivityPage(studies: Studies, before = ''): string {
  const outputs = SCREENED_OUTPUTS.map(name => `\`${name}\` (${titleOf(name)})`)
  const old = sectionsOf(before)
  const sections: [text: string, isRun: boolean][] = [
    [screeningSection(studies) + ['', largerSection(studies)].join('\n'), studies.screening.length > 0],
    [sobolSection(studies), studies.sobol.length > 0],
    [emulatedSection(studies), studies.emulated.length > 0],
    [calibrationSection(studies), studies.calibration !== null],
    [comparedSection(studies), studies.compared !== null],
    [flipsSection(studies), studies.flips.length > 0],
    [structuresSection(studies), studies.structures.length > 0],
  ]
  const texts = sections.map(([text, isRun]) =>
    isRun ? text.trimEnd() : (old.get(text.slice(0, text.indexOf('\n'))) ?? text).trimEnd(),
  )
  const rows = studyRows(studies).map(([name, city, runs]) => {
    const kept = runs > 0 ? undefined : before.split('\n').find(line => line.startsWith(`| ${name} |`))
    return kept ?? (runs > 0 ? `| ${name} | ${city} | ${runs} |` : null)
  })
  return `# Sensitivity

What the results hang on. Made by one command, which runs the sweeps that are missing and writes this page, its figures and its tables; \`-- --only calibration\` and the
like run a part, and the sections of what was not run stay as they are:

\`\`\`sh
npm run sensitivity
\`\`\`

| study | city | runs |
|---|---|---|
${rows.filter(row => row !== null).join('\n')}
${studies.note === null ? '' : `\n${studies.note}\n`}
The small city has 6,000 households, the tiny one 800. Tiny makes many runs affordable and is noisy: a site is a large part of it. Read that for what is
large and what is small. The same command with \`--preset medium\` on many cores makes the study for a paper; sweeps can be split over machines
([sweeps.md](sweeps.md)). Outputs: ${outputs.join('; ')}.

${texts.filter(text => text !== '').join('\n\n')}
`
}

/** What was run where; none where it was not. */
function studyRows({ runs, cities, calibration }: Studies): [study: string, city: string, runs: number][] {
  const points = (wave: Wave | null | undefined): number =>
    wave?.matching.points.reduce((sum, point) => sum + point.runs, 0) ?? 0
  const defaults = calibration?.defaults ? (calibration.second?.sweep.replications ?? 0) : 0
  return [
    ['screening (Morris)', cities.screening, runs.screening],
    ['screening of the survivors', cities['survivors-larger'], runs.larger],
    ['shares of variance (Sobol)', cities.survivors, runs.survivors],
    ['history matching, first wave', cities.calibration, points(calibration?.first)],
    ['history matching, second wave', cities['calibration-second-wave'], points(calibration?.second) + defaults],
    ['the set that fits, again', cities['calibration-medium'], points(calibration?.medium)],
    ['where policies turn round (PRIM)', cities.flips, runs.flips],
    ['other rules', cities.structures, runs.structures],
  ]
}
