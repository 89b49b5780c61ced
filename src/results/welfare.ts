/**
 * Gains and losses of households over paired runs (model §2.10), each number beside what chance makes of it: one rent
 * changed by 1 % leaves about a third of all households better off and a third worse off.
 */
import type { Words } from '../lib/declare.ts'
import type { Direction, MeasureUnit } from '../metrics/measure.ts'
import { type GroupOutcome, type HouseholdOutcome, outcomeNames, type WelfareComparison } from '../metrics/welfare.ts'
import { formatChange, grouped, type Language } from './format.ts'
import { words } from './report/words.ts'
import { meanKnown, placeboBand, studentInterval, type Verdict, verdict } from './statistics.ts'

/** What a policy run says of households held against its baseline: no measure of one run, so that only comparisons have it. */
export interface WelfareMeasure {
  readonly name: keyof Omit<WelfareComparison, 'households' | 'groups'>
  readonly title: Words
  readonly explains: Words
  readonly unit: MeasureUnit
  readonly better: Direction
  readonly formula: string
  readonly source: string
  readonly caveat: Words
}

const SOURCE = 'equivalent variation (Hicks 1939; Small & Rosen 1981), by household over the same luck'
const STAYERS: Words = {
  en: 'Only who is in the city in both runs has a gain: a policy that drives the poor out raises the mean of those who remain.',
  zh: '只有在两次运行中都留在城里的家庭才有得失：把穷人逼走的政策会抬高留下者的平均。',
}
const CHANCE: Words = {
  en: 'One rent changed by 1 % already leaves about a third better off and a third worse off: read it against the placebo.',
  zh: '仅一处房租变动 1%，就有约三分之一变好、三分之一变差：要与安慰剂对照着读。',
}

export const welfareMeasures: readonly WelfareMeasure[] = [
  {
    name: 'ev_mean',
    title: { en: 'Mean gain of those who stay', zh: '留下者的平均得失' },
    explains: {
      en: 'What income in the baseline would have to rise by to be worth as much as the policies, mean of households in the city in both runs.',
      zh: '照旧情景中收入要增加多少才与政策等值，取两次运行中都在城里的家庭的平均。',
    },
    unit: 'yuan/month',
    better: 'higher',
    formula: "mean of EV = (y' − R)₀·(exp((W₁ − W₀)/(a(1 − s))) − 1)",
    source: SOURCE,
    caveat: STAYERS,
  },
  {
    name: 'ev_median',
    title: { en: 'Median gain of those who stay', zh: '留下者得失的中位数' },
    explains: {
      en: 'Half of those who stay gain more than this, half gain less or lose.',
      zh: '留下的家庭一半得失高于此数，一半低于此数。',
    },
    unit: 'yuan/month',
    better: 'higher',
    formula: 'median of EV',
    source: SOURCE,
    caveat: STAYERS,
  },
  {
    name: 'ev_low',
    title: { en: 'Mean gain of those who stay: lower two fifths', zh: '留下者的平均得失：收入较低的四成' },
    explains: {
      en: 'The same, of households in the lower two income fifths when the first policy started.',
      zh: '同上，只计首项政策开始时收入较低的四成家庭。',
    },
    unit: 'yuan/month',
    better: 'higher',
    formula: 'mean of EV over the lower two income fifths at the start',
    source: SOURCE,
    caveat: STAYERS,
  },
  {
    name: 'welfare_better',
    title: { en: 'Households better off', zh: '变好的家庭' },
    explains: {
      en: 'Share of the households there at the start that gain at least 1 % of what is left after housing.',
      zh: '起初在城里的家庭中，所得不低于住房支出后收入 1% 的比例。',
    },
    unit: 'share',
    better: 'higher',
    formula: "households with EV ≥ 1 % of (y' − R)₀ / households at the start",
    source: SOURCE,
    caveat: CHANCE,
  },
  {
    name: 'welfare_worse',
    title: { en: 'Households worse off', zh: '变差的家庭' },
    explains: {
      en: 'Share of the households there at the start that lose at least 1 % of what is left after housing.',
      zh: '起初在城里的家庭中，所失不低于住房支出后收入 1% 的比例。',
    },
    unit: 'share',
    better: 'lower',
    formula: "households with EV ≤ −1 % of (y' − R)₀ / households at the start",
    source: SOURCE,
    caveat: CHANCE,
  },
  {
    name: 'welfare_unchanged',
    title: { en: 'Households about the same', zh: '差不多的家庭' },
    explains: {
      en: 'Share of the households there at the start whose gain or loss is below 1 % of what is left after housing.',
      zh: '起初在城里的家庭中，得失不到住房支出后收入 1% 的比例。',
    },
    unit: 'share',
    better: 'none',
    formula: "households with |EV| < 1 % of (y' − R)₀ / households at the start",
    source: SOURCE,
    caveat: CHANCE,
  },
  {
    name: 'wealth_change',
    title: { en: 'Change of wealth of those who stay', zh: '留下者的财富变化' },
    explains: {
      en: 'Savings and home less mortgage, against the baseline: gains of value that the gains above do not see.',
      zh: '存款加住房减房贷，与照旧相比：上面的得失不含资产增值。',
    },
    unit: 'yuan',
    better: 'higher',
    formula: 'mean of (savings + home − mortgage)₁ − (…)₀, at the incomes of tick 0',
    source: 'household by household over the same luck',
    caveat: STAYERS,
  },
]

/** Those that are no share of households and no group's mean. */
export const otherGains: readonly WelfareMeasure['name'][] = ['ev_median', 'ev_low', 'wealth_change']

/** A number of a comparison and whether it is told from chance. */
export interface Judged {
  /** mean over runs */
  value: number | null
  /** Student's interval of it over runs */
  ci95: [number, number] | null
  /**
   * what one rent changed by 1 % does: for gains 0 ± (|mean| + t·sd/√n), as for measures; for shares, which have no 0 to be
   * told from, the interval of the placebo's own mean share
   */
  placebo_band: [number, number] | null
  /** gains as measures are; shares by their difference from the placebo's, run by run. Only an effect is told from chance */
  verdict: Verdict
}

type Values = readonly (number | null)[]

const ends = (values: Values): [number, number] | null => {
  const interval = studentInterval(values)
  return interval && [interval.low, interval.high]
}

/** Judges a gain. @param placebos of the same replications, null where there is none */
export const judgeGain = (values: Values, placebos: Values): Judged => {
  const band = placeboBand(placebos)
  return { value: meanKnown(values), ci95: ends(values), placebo_band: band, verdict: verdict(values, band, false) }
}

/**
 * Judges a share of households.
 * @param placebos of the same replications, null where there is none
 * @example judgeShare([0.32, 0.31], [0.32, 0.31]).verdict // => 'no effect seen': a third is what luck alone makes worse off
 */
export const judgeShare = (values: Values, placebos: Values): Judged => {
  const band = ends(placebos)
  const half = band && (band[1] - band[0]) / 2
  const beyond = values.map((v, i) => (v === null || placebos[i] == null ? null : v - placebos[i]))
  const clamped = (range: [number, number] | null): [number, number] | null =>
    range && [Math.max(0, range[0]), Math.min(1, range[1])]
  return {
    value: meanKnown(values),
    ci95: clamped(ends(values)),
    placebo_band: clamped(band),
    // without a placebo nothing is resolved, but the share itself is there
    verdict: verdict(band === null ? values : beyond, half === null ? null : [-half, half], false),
  }
}

export type OutcomeClass = (typeof outcomeNames)[number]

export const populationOf = (outcome: HouseholdOutcome): number =>
  outcomeNames.reduce((sum, key) => sum + outcome[key], 0)

/** What became of a group of households: counts, means over runs, and their shares of the group with what chance makes of them. */
export interface OutcomeComparison extends HouseholdOutcome {
  shares: Record<OutcomeClass, Judged>
  /** of those who stay [yuan a month] */
  gain: Judged
}

export interface GroupComparison extends OutcomeComparison, GroupOutcome {}

interface OneRun {
  readonly outcome: HouseholdOutcome
  readonly gain: number | null
}

function outcomeOver(runs: readonly OneRun[], placebos: readonly (OneRun | null)[]): OutcomeComparison {
  const share = (run: OneRun | null, key: OutcomeClass): number | null => {
    const all = run === null ? 0 : populationOf(run.outcome)
    return all > 0 ? run!.outcome[key] / all : null
  }
  const counts = outcomeNames.map(key => [key, meanKnown(runs.map(({ outcome }) => outcome[key])) ?? 0] as const)
  const shares = outcomeNames.map(
    key =>
      [
        key,
        judgeShare(
          runs.map(run => share(run, key)),
          placebos.map(run => share(run, key)),
        ),
      ] as const,
  )
  return {
    ...(Object.fromEntries(counts) as Record<OutcomeClass, number>),
    shares: Object.fromEntries(shares) as Record<OutcomeClass, Judged>,
    gain: judgeGain(
      runs.map(({ gain }) => gain),
      placebos.map(run => run?.gain ?? null),
    ),
  }
}

/** One of the welfare measures of a comparison. */
export interface WelfareChange extends Judged, Pick<WelfareMeasure, 'title' | 'unit' | 'better'> {
  name: WelfareMeasure['name']
  /** one a replication */
  values: (number | null)[]
}

export interface WelfareOver {
  welfare: WelfareChange[]
  households: OutcomeComparison
  groups: GroupComparison[]
}

/**
 * Puts the gains and losses of paired runs together.
 * @param runs  with policies against baseline, one a replication
 * @param placebos  one rent changed by 1 % against the baseline of the same replication; null where it was not run
 */
export function welfareOver(
  runs: readonly WelfareComparison[],
  placebos: readonly (WelfareComparison | null)[],
): WelfareOver {
  const all = ({ households, ev_mean }: WelfareComparison): OneRun => ({ outcome: households, gain: ev_mean })
  const groupOf = ({ groups }: WelfareComparison, g: number): OneRun => ({
    outcome: groups[g]!,
    gain: groups[g]!.ev_mean,
  })
  return {
    welfare: welfareMeasures.map(({ name, title, unit, better }) => {
      const values = runs.map(run => run[name])
      const chance = placebos.map(run => run?.[name] ?? null)
      const judged = unit === 'share' ? judgeShare(values, chance) : judgeGain(values, chance)
      return { name, title, unit, better, ...judged, values }
    }),
    households: outcomeOver(
      runs.map(all),
      placebos.map(run => run && all(run)),
    ),
    groups: (runs[0]?.groups ?? []).map(({ group }, g) => {
      const over = outcomeOver(
        runs.map(run => groupOf(run, g)),
        placebos.map(run => run && groupOf(run, g)),
      )
      return { ...over, group, ev_mean: over.gain.value }
    }),
  }
}

/** A judged number as people read it. */
export interface JudgedText {
  /** whether it may be called an effect */
  isTold: boolean
  /** how it stands to chance */
  word: string
  value: string
  /** 'low … high'; empty where there is none */
  interval: string
  placebo: string
}

/** How a number stands to what chance makes of it. */
function chanceWord({ value, placebo_band, verdict }: Judged): Words {
  if (verdict === 'undefined') return words.undefined1
  if (verdict === 'unresolved') return words.unresolved1
  if (verdict === 'no effect seen' || value === null || placebo_band === null) return words.withinChance
  return 2 * value > placebo_band[0] + placebo_band[1] ? words.aboveChance : words.belowChance
}

const RANGE = '…'

/** A share, in percent. @example shareText(judged, 'en').value // => '31.2\u00a0%' */
export function shareText(judged: Judged, language: Language, decimals = 1): JudgedText {
  const { value, ci95, placebo_band, verdict } = judged
  const percent = language === 'en' ? '\u00a0%' : '%'
  const put = (v: number): string => grouped(100 * v, decimals, false)
  const range = (pair: [number, number] | null): string => (pair === null ? '' : pair.map(put).join(RANGE))
  return {
    isTold: verdict === 'effect',
    word: chanceWord(judged)[language],
    value: value === null ? '–' : put(value) + percent,
    interval: range(ci95),
    placebo: range(placebo_band),
  }
}

/** A gain, in its unit. @example gainText(judged, 'yuan', 'en').placebo // => '±40' */
export function gainText(judged: Judged, unit: string, language: Language): JudgedText {
  const { value, ci95, placebo_band, verdict } = judged
  const { difference, bare } = formatChange(value, ci95, placebo_band, unit, language)
  return {
    isTold: verdict === 'effect',
    word: chanceWord(judged)[language],
    value: difference,
    interval: ci95 === null ? '' : `${bare.low}${RANGE}${bare.high}`,
    placebo: placebo_band === null ? '' : bare.band,
  }
}
