/** Replicates put together: differences, intervals, placebo bands, verdicts. */

import { multigroupInformationTheory } from '../metrics/calculators/segregation/multigroup-information-theory.ts'
import { isLumpy } from '../metrics/index.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Comparison, MeasureComparison, ParameterBand, ScenarioComparison } from './comparison.ts'
import { type Balances, meanBalances, payerLosses } from './payers.ts'
import { permutationTest } from './permutation.ts'
import { calledBy } from './record.ts'
import type { Arm, ReplicateResult } from './replicate.ts'
import { changedParameters, settingsOf } from './settings.ts'
import {
  bootstrapInterval,
  differencesOf,
  isBeyondPlacebo,
  meanKnown,
  percentile,
  placeboBand,
  studentInterval,
  varianceSaved,
  verdict,
} from './statistics.ts'
import { welfareOver } from './welfare.ts'

/**
 * Years at the end whose mean is compared: the last quarter of the run, so that one year's sites do not decide, and one at
 * least. A year that was only begun counts as one.
 */
export const comparedYears = (years: number): number => Math.max(1, Math.floor(years / 4))

/**
 * The tick after which a run is compared: what was recorded later is averaged.
 * @param ticks months of the run
 * @example comparedAfter(120) // => 96
 * @example comparedAfter(30) // => 24: its third year was begun
 */
export function comparedAfter(ticks: number): number {
  const years = Math.ceil(ticks / 12)
  return 12 * (years - comparedYears(years))
}

/**
 * Means over the runs in which both arms have a value, so that they differ by the mean difference; over all that is known
 * where no run has both.
 */
function overPairs(
  x: readonly (number | null)[],
  y: readonly (number | null)[],
): { baseline: number | null; policy: number | null } {
  const isPair = x.map((v, i) => v !== null && y[i] != null)
  const of = (values: readonly (number | null)[]): number | null =>
    meanKnown(isPair.includes(true) ? values.filter((_, i) => isPair[i]) : values)
  return { baseline: of(x), policy: of(y) }
}

/** A measure's value in an arm: mean over the compared years. */
const valueOf = (arm: Arm, name: string): number | null => {
  const years = arm.yearly.length - 1
  return meanKnown(arm.yearly.slice(-comparedYears(years)).map(values => values[name] ?? null))
}

/** A measure's value in each arm at the end of a year; null where undefined. */
const inYear = (arms: readonly Arm[], year: number, name: string): (number | null)[] =>
  arms.map(arm => arm.yearly[year]?.[name] ?? null)

/** What each payer got in an arm: mean over the same years. */
const balancesOf = ({ accounts }: Arm): Balances => meanBalances(accounts.slice(-comparedYears(accounts.length - 1)))

export interface CompareInput {
  baseline: Scenario
  scenarios: Scenario[]
  results: ReplicateResult[]
  /** a pair of runs for each member of the calibrated set, and the table they come from */
  members?: { table: string; results: ReplicateResult[] } | undefined
  failures: Comparison['failures']
  seed: string
  ticks: number
  version: string
  city: string
}

/** Puts replicates together. @throws {RangeError} without a single replicate */
export function compareResults({
  baseline,
  scenarios,
  results,
  members,
  failures,
  seed,
  ticks,
  version,
  city,
}: CompareInput): Comparison {
  const sorted = results.slice().sort((a, b) => a.replicate - b.replicate)
  const first = sorted[0]
  if (!first) throw new RangeError('no replicate was run: there is nothing to compare')
  return {
    baseline: baseline.name,
    baseline_title: baseline.title,
    seed,
    replications: sorted.length,
    ticks,
    version,
    model_version: baseline.model_version,
    city,
    comparisons: scenarios.map((scenario, s) =>
      compareScenario(scenario, s, baseline, sorted, members?.results ?? [], seed),
    ),
    map: first.map ?? { attribution: null, parcels: [], drawing: [], buildings: [] },
    baseline_layers: first.baseline.layers ?? { rent: [], income: [], displacement: [] },
    failures,
    ...(members ? { parameters: { table: members.table, members: members.results.length } } : {}),
  }
}

function compareScenario(
  scenario: Scenario,
  s: number,
  baseline: Scenario,
  results: ReplicateResult[],
  members: ReplicateResult[],
  seed: string,
): ScenarioComparison {
  const arms = results.map(result => result.scenarios[s]!)
  const names = Object.keys(arms[0]!.yearly[0]!).filter(name => name in results[0]!.baseline.yearly[0]!)
  return {
    scenario: scenario.name,
    title: scenario.title,
    question: scenario.question,
    prompt: scenario.prompt,
    levers: scenario.policies.flatMap(settingsOf),
    changed_parameters: changedParameters(scenario, baseline),
    measures: names.map(name => {
      const measure = compareMeasure(name, results, arms, baseline, scenario, seed)
      const parameters = parameterBand(name, s, members, measure.series)
      return parameters === null ? measure : { ...measure, parameters }
    }),
    segregation_test: permutationTest(
      results.map((result, i) => [result.baseline.cells, arms[i]!.cells]),
      multigroupInformationTheory,
      { seed },
    ),
    segregation_placebo: permutationTest(
      results.flatMap(({ baseline: base, placebo }) => (placebo ? [[base.cells, placebo.cells] as const] : [])),
      multigroupInformationTheory,
      { seed },
    ),
    ...welfareOver(
      arms.map(arm => arm.welfare!),
      results.map(({ placebo }) => placebo?.welfare ?? null),
    ),
    costs: (arms[0]?.costs ?? []).map(({ policy }, c) => ({
      policy,
      cost: meanKnown(arms.map(arm => arm.costs[c]!.cost)) ?? 0,
    })),
    payers: payerLosses(
      results.map((result, i) => ({ baseline: balancesOf(result.baseline), other: balancesOf(arms[i]!) })),
      results.flatMap(({ baseline, placebo }) =>
        placebo ? [{ baseline: balancesOf(baseline), other: balancesOf(placebo) }] : [],
      ),
    ),
    layers: arms[0]!.layers ?? { rent: [], income: [], displacement: [] },
  }
}

const MIDDLE_90 = [0.05, 0.95] as const

/** The middle nine tenths of what is known; null with fewer than two values. */
export const rangeOf = (values: readonly (number | null)[]): [number, number] | null => {
  const known = values.filter((v): v is number => v !== null).sort((a, b) => a - b)
  return known.length < 2 ? null : [percentile(known, MIDDLE_90[0]), percentile(known, MIDDLE_90[1])]
}

/** What differences under other sets of parameters say together; null with fewer than two. */
export function overMembers(
  differences: readonly (number | null)[],
): Pick<ParameterBand, 'difference' | 'range90' | 'same_sign'> | null {
  const range90 = rangeOf(differences)
  const difference = meanKnown(differences)
  if (range90 === null || difference === null) return null
  const same_sign = differences.filter(d => d !== null && Math.sign(d) === Math.sign(difference)).length
  return { difference, range90, same_sign }
}

/** What members of the calibrated set say of a measure; null with fewer than two. */
function parameterBand(
  name: string,
  s: number,
  members: readonly ReplicateResult[],
  series: MeasureComparison['series'],
): ParameterBand | null {
  const arms = members.map(({ scenarios }) => scenarios[s]!)
  const bases = members.map(({ baseline }) => baseline)
  const values = (list: readonly Arm[]): (number | null)[] => list.map(arm => valueOf(arm, name))
  const differences = differencesOf(values(arms), values(bases))
  const over = overMembers(differences)
  if (over === null) return null
  const yearly = series.years.map(year => rangeOf(differencesOf(inYear(arms, year, name), inYear(bases, year, name))))
  const round = (side: 0 | 1): (number | null)[] =>
    yearly.map((range, i) => {
      const [base, policy] = [series.baseline[i], series.policy[i]]
      return range === null || base == null || policy == null ? null : base + range[side]
    })
  return {
    members: members.length,
    ...over,
    differences,
    series: { low: round(0), high: round(1) },
  }
}

function compareMeasure(
  name: string,
  results: ReplicateResult[],
  arms: Arm[],
  baseline: Scenario,
  scenario: Scenario,
  seed: string,
): MeasureComparison {
  const x = results.map(result => valueOf(result.baseline, name))
  const y = arms.map(arm => valueOf(arm, name))
  const differences = differencesOf(y, x)
  const placebos = results.map(result => (result.placebo ? valueOf(result.placebo, name) : null))
  const band = placeboBand(differencesOf(placebos, x))
  const interval = studentInterval(differences)
  const bootstrap = bootstrapInterval(differences, `${seed} ${name}`)
  const years = results[0]!.baseline.yearly.map((_, year) => year)
  const at = (list: readonly Arm[], year: number): (number | null)[] => inYear(list, year, name)
  const bases = results.map(result => result.baseline)
  const intervals = years.map(year => studentInterval(differencesOf(at(arms, year), at(bases, year))))
  const means = years.map(year => overPairs(at(bases, year), at(arms, year)))
  return {
    name,
    ...calledBy(name, [...scenario.measures, ...baseline.measures]),
    ...overPairs(x, y),
    difference: meanKnown(differences),
    ci95: interval ? [interval.low, interval.high] : null,
    bootstrap95: bootstrap ? [bootstrap.low, bootstrap.high] : null,
    variance_saved: varianceSaved(y, x),
    placebo_band: band,
    beyond_placebo: isBeyondPlacebo(interval, band),
    verdict: verdict(differences, band, isLumpy(name)),
    differences,
    series: {
      years,
      baseline: means.map(({ baseline: middle }) => middle),
      policy: means.map(({ policy }) => policy),
      // the interval of the paired difference, drawn round the policy's curve
      low: means.map(({ policy }, i) => bandOf(policy, intervals[i], 'low')),
      high: means.map(({ policy }, i) => bandOf(policy, intervals[i], 'high')),
    },
  }
}

const bandOf = (
  middle: number | null,
  interval: { mean: number; low: number; high: number } | null | undefined,
  side: 'low' | 'high',
): number | null => (middle === null || !interval ? null : middle + (interval[side] - interval.mean))
