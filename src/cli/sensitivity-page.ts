/** The sensitivity study as a page, figures and tables. */
import { measureNamed } from '../metrics/index.ts'
import type { Comparison } from '../results/comparison.ts'
import { escapeHtml } from '../results/report/html.ts'
import type { Verdict } from '../results/statistics.ts'
import { screenedParameters } from '../results/sweep/screening.ts'
import type { Sweep } from '../results/sweep/sweep.ts'
import { csvCell } from '../results/table.ts'
import type { MatchedPoint, Matching } from '../validation/matching.ts'

/** An elementary effect's mean size, over the whole range of a factor, in the measure's unit. */
export interface Strength {
  measure: string
  factor: string
  size: number | null
  conf: number | null
  signed: number | null
  spread: number | null
  /** how large the largest mean effect of all factors gets by luck alone */
  margin: number | null
  /** larger than that */
  clear: boolean
}

export interface Flip {
  policy: string
  says: string
  measure: string
  sign: 1 | -1
  placebo: number | null
  worlds: number
  as_meant: number
  reversed: number
  box: {
    coverage: number
    density: number
    limits: { factor: string; limit: [number, number] | null; p: number }[]
  } | null
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
  verdict: Verdict
}

export interface Studies {
  preset: string
  /** on how the runs were made */
  note: string | null
  runs: { screening: number; survivors: number; flips: number; structures: number }
  screening: Strength[]
  sobol: {
    measure: string
    factor: string
    S1: number | null
    S1_conf: number | null
    ST: number | null
    ST_conf: number | null
    noise: number | null
  }[]
  flips: Flip[]
  structures: StructureEffect[]
  calibration: {
    points: readonly MatchedPoint[]
    facts: Matching['facts']
    good: readonly number[]
    misses: number
    widen: number
    leftOut: readonly string[]
    sweep: Sweep
  } | null
  /** a comparison with members of the calibrated set */
  compared: Comparison | null
}

const GREY = '#656d7a'
const BLUE = '#2f4bc7'
const RED = '#a3322a'
const PALE = '#c9cdd4'

const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
const shortName = (path: string): string => path.replace(/^parameters\./, '')
const digits = (x: number | null): string => {
  if (x === null) return '–'
  const size = Math.abs(x)
  return size >= 1000 ? x.toFixed(0) : String(Number(x.toPrecision(2)))
}
const round = (x: number): number => Math.round(x * 10) / 10
const titleOf = (measure: string): string => measureNamed(measure)?.title.en ?? measure

/** A mean effect as a multiple of what luck alone makes of the largest. */
const overLuck = ({ signed, margin }: Strength): number => Math.abs(signed ?? 0) / (margin ?? 1)

/** Factors that do anything, those first that stand out most of any measure's luck. */
function ranking(strengths: readonly Strength[]): string[] {
  const worth = new Map<string, number>()
  for (const one of strengths) worth.set(one.factor, Math.max(worth.get(one.factor) ?? 0, overLuck(one)))
  return [...worth]
    .filter(([, most]) => most > 0)
    .toSorted((a, b) => b[1] - a[1])
    .map(([factor]) => factor)
}

/** Factors shown: all that stand out of luck, and the next ones. */
function shownFactors(strengths: readonly Strength[]): string[] {
  const clear = new Set(strengths.filter(s => s.clear).map(s => s.factor))
  return ranking(strengths).slice(0, Math.max(FEW, clear.size))
}
const FEW = 20

const svg = (width: number, height: number, title: string, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeHtml(title)}">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`

/** A circle a factor and measure: its area goes with the mean effect over luck; filled where it is clear of luck. */
function screeningFigure(strengths: readonly Strength[]): string {
  const measures = distinct(strengths.map(s => s.measure))
  const factors = shownFactors(strengths)
  const [left, top, wide, high] = [200, 96, 96, 24]
  const most = Math.max(...strengths.map(overLuck), 1)
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
      if (!one || one.signed === null) return
      const radius = round(Math.max(1, 11 * Math.sqrt(overLuck(one) / most)))
      const { clear } = one
      const colour = (one.signed ?? 0) >= 0 ? BLUE : RED
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
export function figures({ screening, sobol, flips, structures }: Studies): [path: string, content: string][] {
  const files: [string, string][] = []
  if (screening.length > 0)
    files.push(
      ['img/sensitivity/screening.svg', screeningFigure(screening)],
      [
        'data/screening.csv',
        csv(
          ['measure', 'factor', 'mu', 'mu_star', 'mu_star_conf', 'sigma', 'margin'],
          screening.map(s => [s.measure, s.factor, s.signed, s.size, s.conf, s.spread, s.margin]),
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
  if (flips.length > 0)
    files.push(
      ['img/sensitivity/flips.svg', flipsFigure(flips)],
      [
        'data/flips.csv',
        csv(
          ['policy', 'measure', 'sign', 'placebo', 'worlds', 'as_meant', 'reversed'],
          flips.map(f => [f.policy, f.measure, f.sign, f.placebo, f.worlds, f.as_meant, f.reversed]),
        ),
      ],
    )
  if (structures.length > 0)
    files.push([
      'data/structures.csv',
      csv(
        ['rule', 'policy', 'measure', 'sign', 'difference', 'ci95_low', 'ci95_high', 'verdict'],
        structures.map(s => [s.rule, s.says, s.measure, s.sign, s.difference, ...(s.ci95 ?? [null, null]), s.verdict]),
      ),
    ])
  return files
}

function screeningSection({ screening, runs, preset }: Studies): string {
  if (screening.length === 0)
    return `## Which parameters matter? (Morris)

Not run yet: \`npm run sensitivity -- --only screening\`.
`
  const measures = distinct(screening.map(s => s.measure))
  const all = distinct(screening.map(s => s.factor))
  const moving = ranking(screening)
  const shown = shownFactors(screening)
  const at = new Map(screening.map(s => [`${s.factor} ${s.measure}`, s]))
  const cell = ({ signed, size, clear }: Strength): string => {
    const text = `${digits(signed)} (${digits(size)})`
    return clear ? `**${text}**` : text
  }
  const rows = shown.map(
    factor =>
      `| \`${shortName(factor)}\` | ${measures.map(measure => cell(at.get(`${factor} ${measure}`)!)).join(' | ')} |`,
  )
  const luck = measures.map(measure => digits(at.get(`${shown[0]} ${measure}`)?.margin ?? null))
  const clear = moving.filter(factor => measures.some(measure => at.get(`${factor} ${measure}`)!.clear))
  const inert = all.filter(factor => !moving.includes(factor))
  const left = screenedParameters().filter(({ range }) => range === null)
  const names = (paths: readonly string[]): string => paths.map(path => `\`${shortName(path)}\``).join(', ')
  return `## Which parameters matter? (Morris)

${runs.screening} runs of the ${preset} city, \`scenarios/sweeps/screening.yaml\`: elementary effects of ${all.length} parameters on ${measures.length} outputs, mean of the last
five years. The file is made from the declarations, so that a new parameter enters by being declared: each runs from two thirds of its default
to one and a half times it; a share, chance or memory beyond the middle of its range by what it lacks of the end. Left out:
${distinct(left.map(({ why }) => why))
  .map(reason => `${names(left.filter(({ why }) => why === reason).map(({ path }) => path))} (${reason})`)
  .join('; ')}.

A cell: mean effect over the range, mu (mean size, mu_star). Bold: mu is larger than luck alone makes the largest of ${moving.length} mean effects in 95 of 100 studies,
the last row; how a parameter's effects differ between trajectories tells what luck makes. ${shown.length} parameters are shown; all are in [data/screening.csv](data/screening.csv).

![Mean effect over luck; filled where clear of luck, blue up, red down](img/sensitivity/screening.svg)

| parameter | ${measures.map(name => `\`${name}\``).join(' | ')} |
|---|${measures.map(() => '---|').join('')}
${rows.join('\n')}
| *luck alone* | ${luck.join(' | ')} |

Clear of luck in some output: ${clear.length > 0 ? names(clear) : 'none'}. ${moving.length - clear.length} others do something that ${runs.screening} runs of a city of this size cannot tell from luck; that is not to say that they do
nothing. ${inert.length} changed no output at all while policies rest${inert.length > 0 ? `: ${names(inert)}` : ''}.
`
}

function sobolSection({ sobol, runs, preset }: Studies): string {
  if (sobol.length === 0)
    return `## How much of the variance? (Sobol)

Not run yet: \`npm run sensitivity -- --only survivors\`.
`
  const measures = distinct(sobol.map(s => s.measure))
  const factors = distinct(sobol.map(s => s.factor))
  const rows = measures.map(measure => {
    const own = sobol.filter(s => s.measure === measure)
    const cells = factors.map(factor => {
      const one = own.find(s => s.factor === factor)!
      return `${digits(one.S1)} ± ${digits(one.S1_conf)}; ${digits(one.ST)} ± ${digits(one.ST_conf)}`
    })
    return `| \`${measure}\` | ${cells.join(' | ')} | ${digits(own[0]!.noise)} |`
  })
  return `## How much of the variance? (Sobol)

${runs.survivors} runs of the ${preset} city, \`scenarios/sweeps/survivors.yaml\` (Saltelli's design): first-order share; total share, each ± half-width. Shares do not add
to 1, since luck takes a part of the variance that no parameter explains; the last column is that part, known only where points were run twice; a total share holds the luck that a changed parameter stirs up too.

![Total share (bar) and first-order share (dot)](img/sensitivity/sobol.svg)

| output | ${factors.map(path => `\`${shortName(path)}\``).join(' | ')} | luck |
|---|${factors.map(() => '---|').join('')}---|
${rows.join('\n')}

Numbers: [data/sobol.csv](data/sobol.csv).
`
}

function calibrationSection({ calibration, preset }: Studies): string {
  if (calibration === null)
    return `## Which parameters fit? (history matching)

Not run yet: \`npm run sensitivity -- --only calibration\`.
`
  const { points, facts, good, misses, widen, leftOut, sweep } = calibration
  const counts = [0, 1, 2, 3, 4, 5].map(n => points.filter(({ missed }) => missed.length <= n).length)
  const binding = [...facts].sort((a, b) => a.inside - b.inside).slice(0, 8)
  const runs = points.reduce((sum, point) => sum + point.runs, 0)
  const rows = binding.map(
    ({ id, says, band, inside }) =>
      `| ${id} | ${says} | ${digits(band[0])} … ${digits(band[1])} | ${Math.round(100 * inside)} % |`,
  )
  return `## Which parameters fit? (history matching)

One wave in the ${preset} city: ${points.length} of the ${sweep.design.kind === 'lhs' ? sweep.design.points : points.length} points of a Latin hypercube (whose order is random) over ${sweep.factors.length} parameters, ${sweep.replications} runs each (${runs}), judged by ${facts.length} facts that published
measures tell, early and late in the run, bands widened by ${Math.round(100 * widen)} % at each end${leftOut.length > 0 ? ` (${leftOut.join(', ')} left out: one site is most of a small city’s land sales)` : ''}. Points that miss at most so many facts:

| facts missed | ${[0, 1, 2, 3, 4, 5].map(n => `≤ ${n}`).join(' | ')} |
|---|${counts.map(() => '---|').join('')}
| points | ${counts.join(' | ')} |

${good.length} points miss at most ${misses}: the **non-implausible set**, published as \`scenarios/parameters/non-implausible.csv\`; all points with what they missed
are in \`matching.csv\` beside it. They differ widely in single parameters: the facts pin down combinations, not values (equifinality).
\`justcity compare … --parameters\` runs up to twenty of them beside the replications. What rules out most:

| fact | what | widened band | points inside |
|---|---|---|---|
${rows.join('\n')}

No default was changed by this wave: a tiny city is judged too coarsely to move a number that holds in the medium one. A wave for a
paper: \`justcity sweep calibration --preset medium --replications 5\` (with 300 points in its file), then \`justcity calibrate calibration-results\`, which also writes the
sweep of the next wave: some nine core-hours.
`
}

const limitText = (limit: [number, number] | null): string => {
  if (limit === null) return 'as listed'
  const [from, to] = limit
  if (!Number.isFinite(from)) return `≤ ${digits(to)}`
  return Number.isFinite(to) ? `${digits(from)} … ${digits(to)}` : `≥ ${digits(from)}`
}

function flipsSection({ flips, runs, preset }: Studies): string {
  if (flips.length === 0)
    return `## Where does a policy turn round? (PRIM)

Not run yet: \`npm run sensitivity -- --only flips\`.
`
  const rows = flips.map(f => {
    const box = f.box
      ? `${f.box.limits.map(({ factor, limit, p }) => `\`${shortName(factor)}\` ${limitText(limit)} (p ${digits(p)})`).join(', ')}; holds ${Math.round(100 * f.box.coverage)} % of them at ${Math.round(100 * f.box.density)} % purity`
      : f.reversed === 0
        ? 'none: no world reverses it'
        : 'too few worlds for a box'
    return `| ${f.says} | \`${f.measure}\` ${f.sign > 0 ? '↑' : '↓'} | ${f.as_meant} | ${f.worlds - f.as_meant - f.reversed} | ${f.reversed} | ± ${digits(f.placebo)} | ${box} |`
  })
  return `## Where does a policy turn round? (PRIM)

${runs.flips} runs of the ${preset} city, \`scenarios/sweeps/flips.yaml\`: five policies alone in worlds drawn by a Latin hypercube over eight parameters, each beside
its own baseline and placebo. A world counts as moved one way or the other only where its difference leaves the placebo band, which is
what one rent changed by 1 % makes in a single world (95 % of them).

![Worlds in which a policy does what it is for, nothing to be told from chance, or the opposite](img/sensitivity/flips.svg)

| policy | meant | as meant | not told from chance | opposite | placebo band | where it turns round |
|---|---|---|---|---|---|---|
${rows.join('\n')}

Numbers: [data/flips.csv](data/flips.csv).
`
}

/** The headline outputs of a comparison, with the band that luck leaves and the wider one of the calibrated set. */
function comparedSection({ compared, screening }: Studies): string {
  if (compared === null || compared.parameters === undefined) return ''
  const outputs = distinct(screening.map(s => s.measure))
  const range = (ends: readonly [number, number] | null | undefined): string =>
    ends ? `${digits(ends[0])} … ${digits(ends[1])}` : '–'
  const rows = compared.comparisons.flatMap(({ scenario, measures }) =>
    measures
      .filter(({ name, parameters }) => outputs.includes(name) && parameters !== undefined)
      .map(({ name, difference, ci95, placebo_band, verdict, parameters }) => {
        const cells = [digits(difference), range(ci95), range(placebo_band), verdict, range(parameters!.range90)]
        return `| ${scenario} | \`${name}\` | ${cells.join(' | ')} | ${parameters!.same_sign} |`
      }),
  )
  return `## How much wider are effects when parameters are unknown?

\`npx justcity compare ${compared.baseline} ${compared.comparisons.map(({ scenario }) => scenario).join(' ')} --preset tiny --replications ${compared.replications} --parameters\`: the paired difference with the
interval that luck leaves at the defaults, and where nine in ten of ${compared.parameters.members} members of the non-implausible set put it (a pair of runs each, so that luck is in it too); last, how many of them agree
in sign. The report page draws the second as the wider, paler band.

| scenario | output | difference | 95 % interval | placebo band | verdict | members | same sign |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function structuresSection({ structures, runs, preset }: Studies): string {
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
  const turned = structures.filter(
    s =>
      s.verdict === 'effect' &&
      first.some(
        f => f.says === s.says && f.verdict === 'effect' && Math.sign(f.difference!) !== Math.sign(s.difference!),
      ),
  )
  return `${head}
Do policies do the same under them? ${runs.structures} runs of the ${preset} city, \`scenarios/sweeps/structures.yaml\`: paired difference and its 95 % interval in the measure that the
policy is for. Bold: an effect (whole interval on one side of zero, mean outside the placebo band); "opposite": against what the policy is for.
${turned.length === 0 ? 'No effect found at rest turns into its opposite under another rule.' : `Turned into the opposite of what was found at rest: ${turned.map(s => `${s.says} under \`${shortName(s.rule)}\``).join(', ')}.`}

| rule | ${first.map(f => `${f.says}: \`${f.measure}\` ${f.sign > 0 ? '↑' : '↓'}`).join(' | ')} |
|---|${policies.map(() => '---|').join('')}
${rows.join('\n')}

Numbers: [data/structures.csv](data/structures.csv).
`
}

/** docs/sensitivity.md */
export function sensitivityPage(studies: Studies): string {
  const outputs = distinct(studies.screening.map(s => s.measure)).map(name => `\`${name}\` (${titleOf(name)})`)
  return `# Sensitivity

What the results hang on. Made by one command, which runs the sweeps that are missing and writes this page, its figures and its tables:

\`\`\`sh
npm run sensitivity -- --preset ${studies.preset}
\`\`\`

A ${studies.preset} city makes all of this affordable on a laptop and noisy: a site is a large part of it. Read it for what is large and
what is small. The same command with \`--preset medium\` on many cores makes the study for a paper; sweeps can be split over machines
([sweeps.md](sweeps.md)).${outputs.length > 0 ? ` Outputs: ${outputs.join('; ')}.` : ''}
${studies.note === null ? '' : `\n${studies.note}\n`}
${[screeningSection(studies), sobolSection(studies), calibrationSection(studies), comparedSection(studies), flipsSection(studies)].join('\n')}
${structuresSection(studies)}`
}
