/** What validation has seen, as a page, a table and a document. */
import { isLumpy } from '../metrics/index.ts'
import { policyNamed } from '../policies/index.ts'
import { BY_CHANCE } from '../results/sensitivity/index.ts'
import {
  deviation,
  effectRule,
  mean,
  meanKnown,
  placeboBand,
  studentInterval,
  verdict,
  welchInterval,
} from '../results/statistics.ts'
import { type Fact, facts, judge, limitFacts, type Observation, type Verdict } from '../validation/facts.ts'
import { DISLIKES, PREDICTED_TIPPING } from '../validation/limits.ts'
import { familyOf } from '../validation/matching.ts'
import {
  differencesOf,
  judgeMechanisms,
  type MechanismRun,
  type MechanismVerdict,
  mechanisms,
  valueOf,
} from '../validation/mechanisms.ts'
import { judgeRules, type RuleEffect } from '../validation/rules.ts'
import { judgeWorlds, type WorldVerdict } from '../validation/worlds.ts'
import type { Seen, SeenSet } from './validate-facts.ts'

/** Small cities are judged by wider bands: a single site weighs much there. */
const widen = (preset: string): number => (preset === 'small' || preset === 'tiny' ? 0.3 : 0)

/** Facts that a district of a real city is not judged by, and why. */
const NOT_IN_A_DISTRICT: readonly { ids: readonly string[]; why: string }[] = [
  { ids: ['C1', 'O1'], why: 'a district is a piece of a city, without centre or edge' },
  {
    ids: ['C10', 'C10-early', 'C10-late'],
    why: 'no farmland to sell, and a district’s treasury is not a city’s',
  },
  { ids: ['C11', 'C11-rise', 'C18'], why: 'walled estates are not on the map, and few new ones are built' },
  {
    ids: ['C13', 'C13-cluster', 'C14', 'C20', 'C20-spread', 'C22', 'C22-spread', 'V20'],
    why: 'it is built up: hardly a site changes hands in twenty years',
  },
  {
    ids: ['C8m', 'C12', 'C12b', 'C23', 'O6'],
    why: 'registration is an institution of China; residents here are made up',
  },
  { ids: ['C21', 'C21-share', 'C24'], why: 'too few neighbourhoods' },
]
/** Why facts fail in a district, as far as seen. */
const FAILS_IN_A_DISTRICT: readonly { ids: readonly string[]; why: string }[] = [
  {
    ids: ['C2-early', 'C2-years'],
    why: 'little can be built at once where all is built up, and arrivals fill what stands empty',
  },
  { ids: ['C5-early'], why: 'while next to nothing stands empty there is little to move to' },
  {
    ids: ['C3', 'C3-early', 'C3-late', 'C3b', 'C3b-early', 'C3b-late'],
    why: 'homes cannot follow arrivals, so rents outgrow what tenants earn',
  },
  { ids: ['O3'], why: 'rents catch up for ten years on end, a year like the last' },
  {
    ids: ['C6'],
    why: 'it begins as elsewhere, at 0.42, and falls to 0.36: those with least do not stay where rents have multiplied by four',
  },
  { ids: ['C7', 'C8'], why: 'its blocks are alike, and homes that differ little sort nobody' },
  { ids: ['C7-trend'], why: 'twice next to nothing' },
  { ids: ['O5'], why: 'as in drawn cities, and more so: homes to let are alike' },
  {
    ids: ['C17'],
    why: 'as in drawn cities. One school for every home (structure.school_catchments) makes it 0.018 under one seed and 0 under another',
  },
  {
    ids: ['O4'],
    why: 'a m² is dear where homes are small or good, and after twenty years neither lies in clusters (I of ln size 0.01 to 0.04 under three seeds). With size, quality and age held, rents are more alike nearby (0.09 to 0.15), but a district is a walk across, and little else differs between its places',
  },
]
const inDistrict = facts.filter(({ id }) => !NOT_IN_A_DISTRICT.some(({ ids }) => ids.includes(id)))

/** Measures that are followed over sizes of the city. */
const SIZED = [
  'vacancy_rate',
  'rent_burden_p50',
  'price_to_income',
  'mobility_rate',
  'land_revenue_share',
  'segregation_h',
  'displacement_rate',
  'facility_access_low',
  'encounters',
  'ownership_rate',
] as const
const LATE_YEARS = 5
/** Replications at which intervals of effects are compared. */
const COUNTS = [4, 8, 12, 16, 20, 40, 60]
const FOLLOWED = ['T1', 'T2', 'T3', 'T7', 'M-rent'] as const

const show = (value: number | null): string =>
  value === null ? '–' : Math.abs(value) < 0.1 ? value.toFixed(4) : value.toFixed(3)

const showBig = (value: number | null): string => {
  if (value === null) return '–'
  const size = Math.abs(value)
  if (size >= 1e6) return `${(value / 1e6).toFixed(1)} M`
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : show(value)
}

const band = ([low, high]: readonly [number, number]): string => `${show(low)} … ${show(high)}`
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`
const word = (holds: boolean): string => (holds ? 'holds' : '**fails**')
const withEdge = ({ holds, isAtEdge }: Verdict): string => `${word(holds)}${isAtEdge ? ', at the edge' : ''}`
const withHalf = ({ value, half }: Verdict): string => `${show(value)}${half === null ? '' : ` ± ${show(half)}`}`
/** What was done with a fact, as tables mark it. */
const MARKS = { chosen: '', matched: ' ~' } as const
const marked = ({ id, use }: Verdict): string => `${id}${use === undefined ? ' °' : MARKS[use]}`

function judged(sets: readonly SeenSet[], patterns: readonly Fact[], slack: number): Verdict[][] {
  return sets.map(({ runs }) => judge(patterns, runs, slack))
}

/** A fact that is judged in several rows, early, late and over all years, holds if each of them does. */
function factsOf(verdicts: readonly Verdict[]): { holds: boolean }[] {
  const byFact = new Map<string, boolean>()
  for (const { id, holds } of verdicts) {
    const fact = familyOf(id)
    byFact.set(fact, holds && (byFact.get(fact) ?? true))
  }
  return [...byFact.values()].map(holds => ({ holds }))
}

const tally = (list: readonly { holds: boolean }[]): string =>
  `${list.filter(({ holds }) => holds).length} of ${list.length}`

export function validationTable(seen: Seen): { text: string; document: unknown } {
  const lines: string[] = []
  const table = (title: string, verdicts: readonly Verdict[]): void => {
    lines.push(title)
    for (const v of verdicts)
      lines.push(
        `${v.holds ? '  holds ' : '  FAILS '} ${v.id.padEnd(12)} ${show(v.value).padStart(9)}  in ${band(v.band).padEnd(18)} ${`${v.inBand}/${v.judged}`.padStart(6)}  ${v.says}${v.cause ? `\n${''.padEnd(24)}${v.cause}` : ''}`,
      )
    lines.push(`  ${tally(factsOf(verdicts))} facts hold.`, '')
  }
  const places = [
    ...seen.presets.map(({ preset, sets }) => ({
      name: preset as string,
      sets,
      patterns: facts,
      slack: widen(preset),
    })),
    ...(seen.place ? [{ name: seen.place.scenario, sets: seen.place.sets, patterns: inDistrict, slack: 0 }] : []),
  ]
  const all = places.flatMap(({ name, sets, patterns, slack }) =>
    sets.map(({ seeds, runs }) => ({ place: name, seeds, verdicts: judge(patterns, runs, slack) })),
  )
  for (const { place, seeds, verdicts } of all) table(`${place}, seeds ${seeds}`, verdicts)
  const limits = seen.limits.length > 0 ? judge(limitFacts, seen.limits, 0) : []
  if (limits.length > 0) table('Limits of theory, small', limits)
  const moved = seen.mechanisms.length > 1 ? judgeMechanisms(seen.mechanisms) : []
  if (moved.length > 0) {
    lines.push(`Mechanisms, small, ${citiesIn(seen.mechanisms)} paired runs`)
    for (const m of moved)
      lines.push(
        `${m.holds ? '  holds ' : '  FAILS '} ${m.id.padEnd(12)} ${m.measure} ${m.sign > 0 ? 'up' : 'down'}: ${showBig(m.difference)}  ${m.ci95 ? `[${showBig(m.ci95[0])}, ${showBig(m.ci95[1])}]` : ''} placebo ±${showBig(m.placebo_band?.[1] ?? null)}`,
      )
    lines.push(`  ${moved.filter(m => m.holds).length} of ${moved.length} claims hold.`, '')
  }
  return {
    text: lines.join('\n'),
    document: {
      facts: all.flatMap(({ place, seeds, verdicts }) => verdicts.map(v => ({ place, seeds, ...v }))),
      limits,
      mechanisms: moved,
      worlds: seen.worlds.places.length > 0 ? judgeWorlds(seen.worlds.runs) : [],
    },
  }
}

const factRow = (cells: readonly (readonly Verdict[])[], i: number): string => {
  const first = cells[0]![i]!
  const found = cells
    .map(verdicts => verdicts[i]!)
    .map(
      verdict =>
        ` ${withHalf(verdict)} | ${verdict.inBand}/${verdict.judged}${verdict.judged < verdict.runs ? ` of ${verdict.runs}` : ''} | ${withEdge(verdict)} |`,
    )
    .join('')
  return `| ${marked(first)} | ${first.says} | ${band(first.band)} |${found} ${first.source} |`
}

function factTable(sets: readonly SeenSet[], patterns: readonly Fact[], slack: number): string {
  const verdicts = judged(sets, patterns, slack)
  const head = sets.map(({ seeds }) => ` seeds ${seeds} | in band | |`).join('')
  return `| fact | what | band |${head} source |
|---|---|---|${sets.map(() => '---|---|---|').join('')}---|
${patterns.map((_, i) => factRow(verdicts, i)).join('\n')}`
}

function scores(seen: Seen): string {
  const row = (place: string, seeds: string, verdicts: readonly Verdict[]): string => {
    const held = (use: Verdict['use']): string => tally(factsOf(verdicts.filter(v => v.use === use)))
    return `| ${place} | ${seeds} | ${tally(factsOf(verdicts))} | ${held('chosen')} | ${held('matched')} | ${held(undefined)} | ${verdicts.filter(v => v.isAtEdge).length} of ${verdicts.length} |`
  }
  const rows = seen.presets.flatMap(({ preset, sets }) =>
    sets.map(({ seeds, runs }) => row(preset, seeds, judge(facts, runs, widen(preset)))),
  )
  const district = (seen.place?.sets ?? []).map(({ seeds, runs }) =>
    row(seen.place!.scenario, seeds, judge(inDistrict, runs, 0)),
  )
  return `| city | seeds | facts that hold | of those chosen with | of those matched (~) | of those held out (°) | rows at an edge |
|---|---|---|---|---|---|---|
${[...rows, ...district].join('\n')}`
}

const UNKNOWN = 'The cause was not found yet.'

function causes(seen: Seen): string {
  const found = new Map<string, string>()
  const add = (verdicts: readonly Verdict[]): void => {
    for (const v of verdicts) if (!v.holds) found.set(v.id, v.cause ?? UNKNOWN)
  }
  for (const { preset, sets } of seen.presets) for (const { runs } of sets) add(judge(facts, runs, widen(preset)))
  if (seen.limits.length > 0) add(judge(limitFacts, seen.limits, 0))
  const order = [...facts, ...limitFacts].map(({ id }) => id)
  return [...found]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([id, cause]) => `- **${id}** ${cause}`)
    .join('\n')
}

function districtSection({ place }: Seen): string {
  if (place === null) return ''
  const lines = (list: typeof NOT_IN_A_DISTRICT): string[] => list.map(({ ids, why }) => `- ${ids.join(', ')}: ${why}.`)
  const failed = new Set(
    judged(place.sets, inDistrict, 0).flatMap(verdicts => verdicts.filter(v => !v.holds).map(({ id }) => id)),
  )
  const explained = FAILS_IN_A_DISTRICT.map(({ ids, why }) => ({ ids: ids.filter(id => failed.has(id)), why })).filter(
    ({ ids }) => ids.length > 0,
  )
  const unknown = [...failed].filter(id => !explained.some(({ ids }) => ids.includes(id)))
  const why = [...lines(explained), ...unknown.map(id => `- ${id}: ${UNKNOWN.toLowerCase()}`)]
  return `## A real district

${place.title} (\`${place.scenario}\`): streets, buildings and facilities from OpenStreetMap, ${place.homes.toLocaleString('en')} homes; residents are made up, by the
incomes and tenures of Chinese cities. A seed sets the residents and the luck; the place stays. Bands are those of the medium city, not wider. What holds here says
which rules carry over to another street plan; nothing is forecast of the district.

${factTable(place.sets, inDistrict, 0)}

${why.length > 0 ? `Why facts fail there, as far as seen; only O4 and C17 were tried by runs of their own:\n\n${why.join('\n')}\n\n` : ''}Not judged there:

${lines(NOT_IN_A_DISTRICT).join('\n')}
`
}

const citiesIn = (runs: readonly MechanismRun[]): number => new Set(runs.map(({ seed }) => seed)).size

/** What both sides of a pair have, in words. @example givenWords({ hearings: { required: 1 } }) // => ' (given “Ask before building”: required 1)' */
export function givenWords(given: MechanismVerdict['given']): string {
  const words = Object.entries(given).map(([policy, settings]) => {
    const set = Object.entries(settings).map(([name, value]) => `${name} ${value ?? 'off'}`)
    return `“${policyNamed(policy)!.title.en}”: ${set.join(', ')}`
  })
  return words.length > 0 ? ` (given ${words.join('; ')})` : ''
}

/** What is judged, as code. */
const watched = ({ measure, per }: Pick<MechanismVerdict, 'measure' | 'per'>): string =>
  per === undefined ? `\`${measure}\`` : `\`${measure}\` per \`${per}\``

const signed = (m: MechanismVerdict): string =>
  `| ${m.id}${m.further ? ' +' : m.direct ? ' =' : ''} | ${m.says}${givenWords(m.given)}${m.years === 5 ? '' : ` (${m.years} years on)`} | ${watched(m)} ${m.sign > 0 ? '↑' : '↓'} | ${showBig(m.baseline)} | ${showBig(m.difference)} | ${m.ci95 ? `${showBig(m.ci95[0])} … ${showBig(m.ci95[1])}` : '–'} | ± ${showBig(m.placebo_band?.[1] ?? null)} | ${word(m.holds)} | ${m.source} |`

/** What is said of a claim that fails for no reason known. */
function unexplained({ difference, ci95, sign, shareLess }: MechanismVerdict): string {
  if (shareLess)
    return `Paired, that share less this effect is ${shareLess.map(showBig).join(' … ')} (95 %), which holds 0.`
  if (difference === null || ci95 === null || ci95[0] > 0 || ci95[1] < 0) return UNKNOWN
  return Math.sign(difference) === sign
    ? 'The sign is as claimed; in so few cities the interval holds 0.'
    : 'Not told from chance.'
}

function mechanismSection({ mechanisms: runs }: Seen): string {
  if (runs.length < 2) return ''
  const verdicts = judgeMechanisms(runs)
  const own = verdicts.filter(m => !m.further)
  const why = verdicts
    .filter(({ holds }) => !holds)
    .map(m => `- **${m.id}**, ${watched(m)}: ${m.cause ?? unexplained(m)}`)
  return `## Mechanisms

Each policy alone, from year 3, in ${citiesIn(runs)} small cities with paired luck, five years on; means of the last year. Where more
years are said, means of the last quarter of the run. Where a policy is *given*, both sides of the pair have it from the same
month, since without it nothing would be at stake; baseline and placebo are then those beside it. A claim holds where the difference has the sign claimed and is
an effect as every report calls it: ${effectRule.en}.
What happens a few times a year (sales of land, starts, demolitions, months to a start) is the mean of all
years in force, since one year is a site or none. ${tally(own)} claims hold; ${tally(own.filter(m => m.direct))} of those marked =, where the lever stands in the rule that makes
the measure, so that they say that the rule is at work and no more; ${tally(own.filter(m => !m.direct))} of those where agents answer in between. Statements marked + go further than the mechanism: they ask what
the rest of the city leaves of it; ${tally(verdicts.filter(m => m.further))} of them hold. Were nothing there, luck would let 1 claim in 40 hold. Identities that hold to the fen, and what a month shows, are tests that run
at every change: \`npx vitest run test/mechanisms\`.

| | what | claim | baseline | difference | 95 % interval | placebo | verdict | source |
|---|---|---|---|---|---|---|---|---|
${verdicts.map(signed).join('\n')}
${why.length > 0 ? `\n${why.join('\n')}\n` : ''}`
}

function worldRow(verdict: WorldVerdict): string {
  const { id, further, says, given, sign, worlds, asMeant, opposite, placebo } = verdict
  return `| ${id}${further ? ' +' : ''} | ${says}${givenWords(given)} | ${watched(verdict)} ${sign > 0 ? '↑' : '↓'} | ${asMeant} | ${worlds - asMeant - opposite} | ${opposite} (${(BY_CHANCE * worlds).toFixed(1)}) | ± ${showBig(placebo)} |`
}

/** Policies that turn round somewhere, the most often first; then the others by how often they do as claimed. */
function worldSection({ worlds: { parameters, places, runs } }: Seen): string {
  if (places.length === 0) return ''
  const verdicts = judgeWorlds(runs)
  const rows = verdicts.toSorted((a, b) => b.opposite - a.opposite || b.asMeant - a.asMeant).map(worldRow)
  const own = verdicts.filter(({ further }) => !further)
  const never = own.filter(({ opposite }) => opposite === 0).length
  const mostly = own.filter(({ asMeant, worlds }) => 2 * asMeant > worlds).length
  return `## In other worlds

The same mechanisms, each tried once in ${places.length} small cities whose ${parameters.length} parameters are drawn by a Latin hypercube over the ranges of the calibration
(\`scenarios/sweeps/calibration.yaml\`). One city and luck a world: a world counts as moved only where the difference leaves what one rent changed by 1 % makes in 95 of 100 worlds.
${mostly} of the ${own.length} claims without + move as claimed in most worlds, ${never} nowhere the other way. Chance alone moves ${100 * BY_CHANCE} % of worlds each way, beside "opposite" in brackets. So few
worlds do not tell where a claim turns round; [sensitivity.md](sensitivity.md) asks that of five policies.

| | what | claim | as claimed | not told from chance | opposite (by chance) | placebo |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function limitSection({ limits }: Seen): string {
  if (limits.length === 0) return ''
  const verdicts = judge(limitFacts, limits, 0)
  const at = DISLIKES.map((_, i) => mean(limits.map(({ tippingCurve }) => tippingCurve[i]!)))
  const rows = verdicts.map(
    v => `| ${v.id} | ${v.says} | ${band(v.band)} | ${show(v.value)} | ${word(v.holds)} | ${v.source} |`,
  )
  return `## Two theories in their own cities

${limits.length} small cities with most of the model switched off.

**Schelling's tipping.** Homes alike, all earn the same, rents stand still, nobody comes or goes, and people dislike richer and
poorer neighbours alike. Choice is then a logit with social interactions (Brock & Durlauf 2001): where a building's mean fifth
is off by δ, the share of fifth q there changes by c·δ·sign(q − 2)/5 with c a quarter of the dislike, so the mean is off by
6/5·c·δ in the next round. Below 1 that dies out, above it grows: the mixed city should tip at a dislike of ${PREDICTED_TIPPING.toFixed(2)}. Segregation H
by building, less what chance alone makes; the tangent of its steepest part leaves 0 at ${show(mean(limits.flatMap(({ tippingAt }) => tippingAt ?? [])))}:

| dislike | ${DISLIKES.join(' | ')} |
|---|${DISLIKES.map(() => '---|').join('')}
| H | ${at.map(show).join(' | ')} |

**The gradient of Alonso, Muth and Mills.** One centre at up to 12 km, homes and buildings alike, equal incomes, no amenities, everybody a tenant: whoever lives
nearer must pay in rent exactly what travel costs less. The slope of the rent bill on travel cost should be −1.

| limit | what | band | found | verdict | source |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function sizeSection(seen: Seen): string {
  const cities = [
    ...seen.sizes,
    ...seen.presets.map(({ preset, sets }) => ({ preset, runs: sets.flatMap(({ runs }) => runs) })),
  ]
  if (cities.length < 2) return ''
  const order = ['tiny', 'small', 'medium', 'large', 'xlarge']
  cities.sort((a, b) => order.indexOf(a.preset) - order.indexOf(b.preset))
  const late = (run: Observation, name: string): number | null => {
    return meanKnown(run.yearly.slice(-LATE_YEARS).map(values => values[name]))
  }
  const cell = (runs: readonly Observation[], name: string): string => {
    const values = runs.flatMap(run => late(run, name) ?? [])
    if (values.length < 2) return show(values[0] ?? null)
    return `${show(mean(values))} ± ${show(deviation(values))}`
  }
  const [smaller, larger] = cities.slice(-2)
  /** Difference of the two largest sizes that have several runs, with the interval of unequal variances (Welch 1947). */
  const grown = (name: string): string => {
    const [a, b] = [smaller!, larger!].map(({ runs }) => runs.flatMap(run => late(run, name) ?? []))
    const interval = welchInterval(a!, b!)
    if (interval === null) return '– | –'
    const isApart = interval.low > 0 || interval.high < 0
    return `${interval.mean < 0 ? '' : '+'}${show(interval.mean)} ± ${show(interval.high - interval.mean)} | ${isApart ? 'has not converged' : 'not told from chance'}`
  }
  const rows = SIZED.map(
    name => `| \`${name}\` | ${cities.map(({ runs }) => cell(runs, name)).join(' | ')} | ${grown(name)} |`,
  )
  return `## Does the size of the city matter?

Mean of years 16–20 over seeds ± standard deviation between seeds; last, the mean of the largest less that of the next, ± half its 95 % interval. Luck averages
out as cities grow, so deviations should fall; means that still move are effects of size, mostly of how far a commute can be, of the weight of
one site, and of what a neighbourhood is. Where the last interval leaves 0 out the measure has not converged: levels in cities of other sizes are not to be compared.

| measure | ${cities.map(({ preset, runs }) => `${preset} (${runs.length})`).join(' | ')} | ${larger!.preset} less ${smaller!.preset} | verdict |
|---|${cities.map(() => '---|').join('')}---|---|
${rows.join('\n')}
`
}

function replicationSection({ mechanisms: runs }: Seen): string {
  const counts = COUNTS.filter(n => n <= citiesIn(runs))
  if (counts.length < 2) return ''
  const rows = FOLLOWED.flatMap(id => {
    const claim = mechanisms.find(mechanism => mechanism.id === id)!.claims[0]!
    const all = differencesOf(runs, id, claim)
    const cells = counts.map(n => {
      const interval = studentInterval(all.slice(0, n))
      return interval === null ? '–' : `${showBig(interval.mean)} ± ${showBig(interval.high - interval.mean)}`
    })
    const own = runs.filter(({ arms }) => id in arms)
    const band = placeboBand(
      own.map(run => {
        const [a, b] = [valueOf(run.placebo, claim), valueOf(run.baseline, claim)]
        return a === null || b === null ? null : a - b
      }),
    )
    return `| ${id} | ${watched(claim)} | ${cells.join(' | ')} | ± ${showBig(band?.[1] ?? null)} | ${verdict(all, band, isLumpy(claim.measure))} |`
  })
  return `## How many replications?

Paired difference and half-width of its 95 % interval over the first n cities, then the placebo band and the verdict with all. With light tails half-widths fall with √n;
where one more city widens them, differences have heavy tails, and the interval of few cities promises too much. A mean that leaves an
earlier interval would say that n was too small.

| | measure | ${counts.map(n => `n = ${n}`).join(' | ')} | placebo | verdict |
|---|---|${counts.map(() => '---|').join('')}---|---|
${rows.join('\n')}
`
}

function ruleTable({ preset, seeds, ...runs }: Seen['rules'][number]): string {
  const { columns, held, of, rules } = judgeRules(runs, widen(preset))
  const cell = ({ difference, half, verdict }: RuleEffect): string => {
    if (difference === null || half === null) return '–'
    const text = `${difference < 0 ? '' : '+'}${show(difference)} ± ${show(half)}`
    return verdict === 'effect' ? `**${text}**` : text
  }
  return `### ${capital(preset)}, seeds ${seeds}

| rule | rows that hold, of ${of} | ${columns.map(({ short }) => short).join(' | ')} |
|---|---|${columns.map(() => '---|').join('')}
| *at rest* | ${held} | ${columns.map(({ atRest }) => show(atRest)).join(' | ')} |
${rules.map(rule => `| ${rule.says} | ${rule.held} | ${rule.effects.map(cell).join(' | ')} |`).join('\n')}
| *one rent changed by 1 %* | | ${columns.map(({ placebo }) => (placebo === null ? '–' : `± ${show(placebo)}`)).join(' | ')} |`
}

function ruleSection({ rules }: Seen): string {
  if (rules.length === 0) return ''
  return `## Other rules in place of the model’s

Scenarios in \`scenarios/structure/\` put another rule in the place of one of the model's. What each makes of facts: the paired difference to the model
at rest and half its 95 % interval (Student; seeds set city and luck), in bold where it is an effect: the interval on one side of 0 and the mean
outside what one rent changed by 1 % makes, the last row; shares of land and segregation, which move by whole sites, need the whole interval outside. Were nothing there, luck would print 1 cell in 20 in bold or less: in all tables ${rules.length} × ${rules[0]!.rules.length * 10} cells are tried, so a single bold
one says little, and one that both sizes of city show says something. What is kept of them, and why: [findings.md](findings.md).

${rules.map(ruleTable).join('\n\n')}
`
}

/** docs/validation.md */
export function validationPage(seen: Seen): string {
  const tables = seen.presets.map(
    ({ preset, sets }) =>
      `### ${capital(preset)}${widen(preset) > 0 ? ', bands 30 % wider' : ''}\n\n${factTable(sets, facts, widen(preset))}`,
  )
  return `# Validation

What the model is judged by, and how it fares. Bands come from the sources named; [sources.md](sources.md) says how far each was
checked. The mean over seeds is judged, ± half its 95 % interval; where the interval holds an end of the band, other seeds may say otherwise: *at the edge*. Beside it stand the cities
in the band of those in which the fact can be judged; one that can be judged in less than half of them fails. A fact that is judged early, late and over all years holds if each does.
In small cities a single site weighs much: each end of a band lies 30 % of itself further out there, of a share 30 % of what lies between it and 0 or 1; bands of
trends and ranks stay as they are.

What was done with a fact before: unmarked, parameters, rules or its own definition were chosen with it in view; ~ history matching judges points by it ([sensitivity.md](sensitivity.md)); ° held
out. Seeds 101..110 were looked at in earlier versions; seeds 201..210 had not been run before this page was made with them. What fails stays listed, with its cause. Made by

\`\`\`sh
${seen.command}
\`\`\`

Without options the same command judges ten and ten seeds in the medium and in the small city, a real district, and every mechanism
in twenty cities and sixteen other worlds, and other rules in ten cities of either size: some 40 minutes of processor time. Runs are kept, so it can be interrupted, and a second call makes only what is missing.

${scores(seen)}

## Stylised facts

${tables.join('\n\n')}

## Why facts fail

${causes(seen)}

${[mechanismSection(seen), worldSection(seen), limitSection(seen), districtSection(seen), sizeSection(seen), replicationSection(seen), ruleSection(seen)].filter(text => text !== '').join('\n')}
## Equifinality

Many sets of parameters show these facts as well as the one at rest: history matching rules points out rather than one in, and
what is left is published ([sensitivity.md](sensitivity.md), \`scenarios/parameters/\`). \`justcity compare --parameters\` draws its band from
twenty of them, beside the band of luck. An effect whose sign changes within that band is not a finding of the model.

## Transferability

Levers, land finance, registration, work-unit housing and villages in the city are those of Chinese cities of the 2010s, and so are
most bands. Rules of search, rents, building and meeting are general; their numbers are not. For another place: give its streets
and buildings (\`justcity city\`), its incomes, tenures and taxes as parameters, then judge it again by facts of its own with
\`npm run validate -- --scenario FILE\`. Signs that hold here need not hold where land is private or walls are rare. Levels of a
district are never a forecast of it: its residents are made up.
`
}
