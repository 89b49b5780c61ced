import { generateCity } from '../../src/city/generate.ts'
import type { Words } from '../../src/lib/declare.ts'
import { bits, combine, normal, seedWord, unit } from '../../src/lib/random.ts'
import { isLumpy } from '../../src/metrics/index.ts'
import type { HouseholdOutcome, WelfareComparison } from '../../src/metrics/welfare.ts'
import type { Theme } from '../../src/policies/policy.ts'
import type { Comparison, MapLayers, MeasureComparison, ScenarioComparison } from '../../src/results/comparison.ts'
import { payerNames } from '../../src/results/payers.ts'
import {
  bootstrapInterval,
  isBeyondPlacebo,
  placeboBand,
  studentInterval,
  varianceSaved,
  verdict,
} from '../../src/results/statistics.ts'
import { populationOf, welfareOver } from '../../src/results/welfare.ts'

type Kind = [name: string, theme: Theme, title: Words, unit: string, better: MeasureComparison['better'], level: number]

const kinds: Kind[] = [
  [
    'land_gain_public_share',
    'production',
    { en: 'Shared gain in land value', zh: '土地增值共享' },
    'share',
    'higher',
    0.38,
  ],
  ['land_revenue', 'production', { en: 'Land receipts', zh: '土地收入' }, 'yuan/yr', 'none', 9.6e7],
  [
    'rent_burden_over_30',
    'distribution',
    { en: 'Renters paying over 30 %', zh: '租金超过收入三成的租户' },
    'share',
    'lower',
    0.36,
  ],
  ['access_floor', 'distribution', { en: 'Worst-off tenth’s services', zh: '最缺服务的一成' }, '0–1', 'higher', 0.42],
  ['walk_minutes_mean', 'distribution', { en: 'Walk to daily needs', zh: '日常步行时间' }, 'minutes', 'lower', 9.4],
  [
    'access_ratio_migrant',
    'difference',
    { en: 'Newcomers’ access, of locals’', zh: '外来居民可达性之比' },
    'ratio',
    'to 1',
    0.71,
  ],
  ['displacement_rate', 'power', { en: 'Forced to move', zh: '被迫搬走' }, '/yr', 'lower', 0.034],
  ['participation_gini', 'power', { en: 'Unequal voice', zh: '发言不均' }, 'index', 'lower', 0.61],
  ['segregation_walk', 'encounter', { en: 'Separation within a walk', zh: '步行范围内的分隔' }, 'index', 'lower', 0.27],
  ['green_300m', 'environment', { en: 'Living near green, 300 m', zh: '300米内有绿地' }, 'share', 'higher', 0.64],
  ['below_sufficiency', 'mechanism', { en: 'Below a decent minimum', zh: '低于体面生活线' }, 'share', 'lower', 0.159],
  [
    'income_after_housing_ede',
    'mechanism',
    { en: 'Fair-share income', zh: '公平等值收入' },
    'yuan/month',
    'higher',
    5180,
  ],
  [
    'deprivation_clustering',
    'mechanism',
    { en: 'Poverty clustered in space', zh: '贫困的空间聚集' },
    'index',
    'lower',
    0.43,
  ],
  ['price_to_income', 'production', { en: 'Home price, years of income', zh: '房价收入比' }, 'n', 'lower', 7.1],
]

/** Made-up effects, in shares of the level. */
const effects: Record<string, Record<string, number>> = {
  'profit-cap': {
    land_gain_public_share: 0.1,
    land_revenue: -0.21,
    rent_burden_over_30: -0.05,
    segregation_walk: -0.005,
    green_300m: -0.04,
    price_to_income: -0.06,
    displacement_rate: -0.12,
  },
  'public-housing-quota': {
    land_gain_public_share: 0.2,
    land_revenue: -0.25,
    rent_burden_over_30: -0.16,
    access_floor: -0.06,
    below_sufficiency: -0.11,
    segregation_walk: 0.04,
    income_after_housing_ede: 0.012,
    displacement_rate: -0.25,
  },
  'open-neighbourhoods': {
    access_floor: 0.13,
    access_ratio_migrant: 0.08,
    green_300m: 0.12,
    walk_minutes_mean: -0.14,
    price_to_income: 0.04,
    deprivation_clustering: -0.01,
  },
}

const scenarios: { name: string; title: Words; question: Words; levers: string[] }[] = [
  {
    name: 'profit-cap',
    title: { en: 'Cap developers’ profit', zh: '限制开发利润' },
    question: {
      en: 'A cap on developers’ margins keeps new homes cheaper. Who pays for it, and where does the money go?',
      zh: '限制开发商的利润率，新房会便宜一些。谁来承担，钱去了哪里？',
    },
    levers: ['profit_cap.max_margin 0.15 from month 25', 'profit_cap.mode price', 'profit_cap.allot first_home'],
  },
  {
    name: 'public-housing-quota',
    title: { en: 'A fifth for everyone', zh: '保障房配建两成' },
    question: {
      en: 'One new home in five is public rental housing. Who is in the queue, and who may not be?',
      zh: '每五套新房中有一套是公租房。谁在轮候，谁没有资格？',
    },
    levers: ['public_housing.share 0.2 from month 25', 'public_housing.migrants 0'],
  },
  {
    name: 'open-neighbourhoods',
    title: { en: 'Take down the walls', zh: '打开围墙' },
    question: {
      en: 'Walled estates open within three years and no new gates are allowed. Who gains, who loses?',
      zh: '三年内打开封闭小区，不再新设门禁。谁受益，谁受损？',
    },
    levers: ['open_walls.share 1 from month 25 over 36 months', 'open_walls.new_gates ban'],
  },
]

const key = seedWord('fixture')
const noise = (...words: number[]): number => normal(words.reduce((k, w) => bits(k, w, 1), key))
const chance = (...words: number[]): number => unit(words.reduce((k, w) => bits(k, w, 2), key))

function measure(
  [name, theme, title, unitName, better, level]: Kind,
  i: number,
  s: number,
  n: number,
): MeasureComparison {
  const years = Array.from({ length: 21 }, (_, y) => y)
  const effect = (effects[scenarios[s]!.name]?.[name] ?? 0) * level
  const runs = Array.from({ length: n }, (_, r) => r)
  const x = runs.map(r => level * (1 + 0.05 * noise(i, r)))
  const y = x.map((v, r) => v + effect * (1 + 0.15 * noise(i, r, s, 7)) + level * 0.006 * noise(i, r, s, 8))
  const differences: (number | null)[] = y.map((v, r) => v - x[r]!)
  if (name === 'access_ratio_migrant') differences[1] = null
  const band = placeboBand(runs.map(r => level * 0.006 * noise(i, r, 99)))
  const interval = studentInterval(differences)
  const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / n
  const path = (end: number, start: number, salt: number): number[] =>
    years.map(t => start + ((end - start) * Math.min(t, 20)) / 20 + level * 0.006 * noise(i, t, salt))
  const baseline = path(mean(x), level * 0.9, 0)
  const policy = baseline.map((v, t) => (t <= 2 ? v : v + (effect * (t - 2)) / 18))
  const half = interval === null ? 0 : (interval.high - interval.low) / 2
  return {
    name,
    theme,
    title,
    unit: unitName,
    better,
    baseline: mean(x),
    policy: mean(x) + (interval?.mean ?? 0),
    difference: interval?.mean ?? null,
    ci95: interval && [interval.low, interval.high],
    bootstrap95: (b => b && ([b.low, b.high] as [number, number]))(bootstrapInterval(differences, name)),
    variance_saved: varianceSaved(x, y),
    placebo_band: band,
    beyond_placebo: isBeyondPlacebo(interval, band),
    verdict: verdict(differences, band, isLumpy(name)),
    differences,
    series: {
      years,
      baseline,
      policy,
      low: policy.map((v, t) => (t <= 2 ? v : v - (half * t) / 20)),
      high: policy.map((v, t) => (t <= 2 ? v : v + (half * t) / 20)),
    },
  }
}

function outcome(total: number, ...salt: number[]): HouseholdOutcome {
  // the last word of the salt is the run: scenarios differ by more than runs do
  const shares = [0.42, 0.18, 0.3, 0.01, 0.02, 0.04, 0.03].map(
    (v, i) => v * (1 + 0.35 * (chance(i, ...salt.slice(0, -1)) - 0.5) + 0.05 * (chance(i, ...salt) - 0.5)),
  )
  const sum = shares.reduce((a, b) => a + b, 0)
  const at = (i: number): number => Math.round((total * shares[i]!) / sum)
  return {
    better: at(0),
    worse: at(1),
    unchanged: at(2),
    left_only_under_policy: at(3),
    left_only_under_baseline: at(4),
    left_in_both: at(5),
    ended: at(6),
  }
}

/** What a run of a scenario did to households; 9 is the placebo. */
function welfare(s: number, r: number): WelfareComparison {
  const households = outcome(5800, s, r)
  const gain = (s === 0 ? 120 : 0) + 25 * noise(s, r, 5)
  const population = populationOf(households)
  return {
    households,
    groups: groups.map((group, g) => ({
      ...outcome(1200, s, g, r),
      group,
      ev_mean: gain + 60 * noise(g, s, 5) + 30 * noise(g, s, r),
    })),
    ev_mean: gain,
    ev_median: gain / 2,
    ev_low: gain * 1.5,
    welfare_better: households.better / population,
    welfare_worse: households.worse / population,
    welfare_unchanged: households.unchanged / population,
    wealth_change: 9000 * noise(s, r, 6),
  }
}

const groups = [
  'quintile 1',
  'quintile 2',
  'quintile 3',
  'quintile 4',
  'quintile 5',
  'owner',
  'tenant',
  'registered',
  'migrant',
]

/** A made-up comparison over the outlines of a generated city: plausible numbers, no model behind them. */
export function fixtureComparison(replications = 8): Comparison {
  const plan = generateCity('small', 'harbour')
  const lived = plan.parcels.map(p => p.use === 'residential' || p.use === 'street commercial')
  const values = (of: (p: number) => number): (number | null)[] => lived.map((yes, p) => (yes ? of(p) : null))
  const away = plan.parcels.map(p => Math.hypot(p.x, p.y) / plan.radius)
  const baseline: MapLayers = {
    rent: values(p => 58 - 22 * away[p]! + 5 * noise(p, 21)),
    income: values(p => 9500 - 2500 * away[p]! + 1800 * noise(p, 22)),
    displacement: values(p => Math.max(0, 6 * noise(p, 23))),
  }
  const shifted = (s: number): MapLayers => ({
    rent: baseline.rent.map((v, p) => v && v * (1 - 0.03 * (s + 1) + 0.05 * noise(p, s, 24))),
    income: baseline.income.map((v, p) => v && v * (1 + 0.06 * noise(p, s, 25))),
    displacement: baseline.displacement.map((v, p) => v && Math.max(0, v - 1 + 2 * noise(p, s, 26))),
  })
  const comparisons = scenarios.map(
    (scenario, s): ScenarioComparison => ({
      scenario: scenario.name,
      title: scenario.title,
      question: scenario.question,
      prompt: { en: 'Who pays for it?', zh: '谁来承担？' },
      levers: scenario.levers,
      changed_parameters: scenario.name === 'profit-cap' ? [{ name: 'trust_start', value: 0.3, baseline: 0.5 }] : [],
      measures: kinds.map((kind, i) => measure(kind, i, s, replications)),
      segregation_test: { difference: -0.01, p: 0.03, draws: 999 },
      segregation_placebo: { difference: 0.002, p: 0.41, draws: 999 },
      ...welfareOver(
        Array.from({ length: replications }, (_, r) => welfare(s, r)),
        Array.from({ length: replications }, (_, r) => welfare(9, r)),
      ),
      costs: [
        [{ policy: 'profit_cap', cost: 12_000 }],
        [
          { policy: 'public_housing', cost: 1.42e7 },
          { policy: 'property_tax', cost: -6.1e6 },
          { policy: 'kpi_reform', cost: 12_000 },
        ],
        [{ policy: 'open_walls', cost: 2.1e6 }],
      ][s]!,
      payers: payerNames.map((payer, k) => {
        // developers' loss is told from chance, the rest is not
        const loss = k === 1 ? 1.2e7 : 2e6 * noise(k, s, 31)
        return {
          payer,
          loss,
          ci95: [loss - 3e6, loss + 3e6],
          placebo_band: [-4e6, 4e6],
          verdict: k === 1 ? 'effect' : 'unresolved',
        }
      }),
      layers: shifted(s),
    }),
  )
  return {
    baseline: 'baseline',
    baseline_title: { en: 'Business as usual', zh: '照旧' },
    seed: 'x',
    replications,
    ticks: 240,
    version: '0.1.0',
    model_version: 1,
    city: plan.name,
    comparisons,
    map: {
      attribution: null,
      parcels: plan.parcels.map((parcel, p) => ({
        outline: parcel.outline,
        use: parcel.use,
        walled: lived[p]! && plan.estates.length > 0 && combine(key, p) % 5 === 0,
      })),
      drawing: plan.drawing,
      buildings: [],
    },
    baseline_layers: baseline,
    failures: [{ scenario: 'profit-cap', replicate: 3, error: 'the ledger does not balance at tick 118' }],
  }
}
