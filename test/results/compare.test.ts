import { describe, expect, test } from 'vitest'
import { defaultParameters } from '../../src/city/parameters.ts'
import type { WelfareComparison } from '../../src/metrics/welfare.ts'
import { comparedAfter, compareResults } from '../../src/results/compare.ts'
import type { Comparison } from '../../src/results/comparison.ts'
import { gallerySection } from '../../src/results/gallery.ts'
import { meanBalances } from '../../src/results/payers.ts'
import type { Arm } from '../../src/results/replicate.ts'
import { reportHtml } from '../../src/results/report.ts'
import { comparisonTable } from '../../src/results/table.ts'
import { scenario } from '../laws/plain.ts'

const welfare: WelfareComparison = {
  households: {
    ...{ better: 3, worse: 3, unchanged: 3, ended: 1 },
    ...{ left_only_under_policy: 0, left_only_under_baseline: 0, left_in_both: 0 },
  },
  groups: [],
  ...{ ev_mean: 1, ev_median: 1, ev_low: 1, wealth_change: 1 },
  ...{ welfare_better: 0.3, welfare_worse: 0.3, welfare_unchanged: 0.3 },
}

const arm = (
  green: number | null,
  cells = [
    [5, 1],
    [1, 5],
  ],
  of: WelfareComparison | null = welfare,
): Arm => ({
  scenario: '',
  yearly: [{ green_300m: green }, { green_300m: green }],
  accounts: [meanBalances([]), meanBalances([])],
  costs: [],
  welfare: of,
  layers: null,
  cells,
  hash: '',
  moneyError: 0,
})

function compared(pairs: readonly [number | null, number | null][], placebo = true): Comparison {
  return compareResults({
    baseline: scenario({ name: 'usual' }),
    scenarios: [scenario({ name: 'other', parameters: { ...defaultParameters(), trust_start: 0.3 } })],
    results: pairs.map(([x, y], replicate) => ({
      replicate,
      baseline: arm(x),
      scenarios: [
        arm(y, [
          [2, 3],
          [4, 3],
        ]),
      ],
      placebo: placebo ? arm(x) : null,
      map: null,
    })),
    ...{ failures: [], seed: 'a', ticks: 12, version: '0', city: 'x' },
  })
}

test('the last quarter of the years is compared, a year that was only begun as one', () => {
  expect([1, 12, 30, 36, 48, 96, 120, 240].map(comparedAfter)).toEqual([0, 0, 24, 24, 36, 72, 96, 180])
})

describe('means are of the runs that the difference is of', () => {
  const comparison = compared([
    [0.5, 0.6],
    [0.9, null],
    [0.4, 0.5],
    [null, 0.1],
  ])
  const m = comparison.comparisons[0]!.measures[0]!

  test('so that policy less baseline is the difference', () => {
    expect(m.baseline).toBeCloseTo(0.45)
    expect(m.policy).toBeCloseTo(0.55)
    expect(m.policy! - m.baseline!).toBeCloseTo(m.difference!)
    expect(m.series.baseline[1]).toBeCloseTo(0.45)
    expect(m.series.policy[1]).toBeCloseTo(0.55)
  })

  test('and how many these are is said', () => {
    const said = '2 of 4 runs have a value in both arms'
    expect(comparisonTable(comparison)).toContain(said)
    expect(comparisonTable(comparison, 'zh')).toContain('4次运行中有2次两边都有数值')
    expect(reportHtml(comparison, '')).toContain(said)
    const effect = { ...m, verdict: 'effect' as const }
    expect(gallerySection(scenario(), { ...comparison.comparisons[0]!, measures: [effect] }, '')).toContain(said)
    expect(
      comparisonTable(
        compared([
          [0.5, 0.6],
          [0.4, 0.5],
        ]),
      ),
    ).not.toContain('have a value in both arms')
  })

  test('without a single pair what is known is shown, and no difference', () => {
    const [bare] = compared([
      [0.5, null],
      [0.7, null],
    ]).comparisons[0]!.measures
    expect(bare).toMatchObject({ policy: null, difference: null, verdict: 'undefined' })
    expect(bare!.baseline).toBeCloseTo(0.6)
  })
})

describe('that places differ is held against the placebo too', () => {
  const pairs: [number, number][] = [
    [0.5, 0.6],
    [0.4, 0.5],
    [0.4, 0.6],
  ]

  test('both p stand side by side', () => {
    const { segregation_test: own, segregation_placebo: placebo } = compared(pairs).comparisons[0]!
    expect(placebo!.p).toBe(1)
    expect(own!.p).toBeLessThan(1)
    expect(comparisonTable(compared(pairs)).replace(/\n */g, ' ')).toContain('instead of the policies: p = 1.000')
  })

  test('without a placebo there is none', () => {
    const without = compared(pairs, false)
    expect(without.comparisons[0]!.segregation_placebo).toBeNull()
    expect(comparisonTable(without).replace(/\n */g, ' ')).toContain('instead of the policies: p = –')
    expect(without.comparisons[0]!.welfare.every(({ verdict }) => verdict === 'unresolved')).toBe(true)
  })
})

test('a scenario in another city from the start says so', () => {
  expect(compared([[0.5, 0.6]]).comparisons[0]!.changed_parameters).toEqual([
    { name: 'trust_start', value: 0.3, baseline: 0.5 },
  ])
})
