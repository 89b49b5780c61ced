/** From a design to its cases: points of the unit cube become values of factors, and factors change a scenario. */
import { clamp, exp, log } from '../../lib/numeric.ts'
import type { SettingValue, SettingValues } from '../../policies/policy.ts'
import { type CitySource, type PresetName, type Scenario, scenarioDefaults } from '../../scenario/scenario.ts'
import { DEFAULT_FROM } from '../../scenario/times.ts'
import { latinHypercube, morrisSample, saltelliSample } from '../sensitivity/index.ts'
import type { Case, Design, Factor, FactorValue, Sweep } from './sweep.ts'

/** The value of a factor at a place from 0 to 1. */
export function valueAt({ domain }: Factor, u: number): FactorValue {
  if (domain.kind === 'list')
    return domain.values[Math.min(domain.values.length - 1, Math.floor(u * domain.values.length))]!
  const { min, max, whole } = domain
  if (!whole) return between(domain, max, u)
  // whole numbers share the line up to the one after the last; the linear form is kept exact
  if (domain.log) return clamp(Math.floor(between(domain, max + 1, u)), min, max)
  return min + Math.min(max - min, Math.floor(u * (max - min + 1)))
}

/** What lies from a range's least value to an end, at a place from 0 to 1: by equal steps, or equal ratios. */
const between = ({ min, log: byRatio }: { min: number; log: boolean }, end: number, u: number): number =>
  byRatio ? exp(log(min) + u * (log(end) - log(min))) : min + u * (end - min)

/** Values of a range in a grid that does not say how many: its ends. */
export const DEFAULT_STEPS = 2

/** All values of a factor in a grid: those listed, or equal steps or ratios from end to end. */
export function gridValues(factor: Factor): FactorValue[] {
  const { domain } = factor
  if (domain.kind === 'list') return domain.values
  const steps = domain.steps ?? DEFAULT_STEPS
  const at = (i: number): FactorValue => {
    const u = steps === 1 ? 0 : i / (steps - 1)
    const value = between(domain, domain.max, u)
    return domain.whole ? Math.round(value) : value
  }
  return [...new Set(Array.from({ length: steps }, (_, i) => at(i)))]
}

/** Points of the unit cube, a row a point; null for designs that list values. */
export function unitRows(design: Design, dimensions: number, seed: string): number[][] | null {
  if (design.kind === 'lhs') return latinHypercube(design.points, dimensions, seed)
  if (design.kind === 'sobol') return saltelliSample(design.points, dimensions, design.secondOrder)
  if (design.kind === 'morris') return morrisSample(design.trajectories, dimensions, design.levels, seed)
  return null
}

/** How many rows a design has, without making them. */
export function rowsOf({ design, factors }: Pick<Sweep, 'design' | 'factors'>): number {
  const k = factors.length
  if (design.kind === 'lhs') return design.points
  if (design.kind === 'sobol') return design.points * (design.secondOrder ? 2 * k + 2 : k + 2)
  if (design.kind === 'morris') return design.trajectories * (k + 1)
  if (design.kind === 'csv') return design.rows.length
  return factors.reduce((product, factor) => product * gridValues(factor).length, 1)
}

/** The rows of the design: values of the factors. */
function designRows({ design, factors, seed }: Sweep): FactorValue[][] {
  if (design.kind === 'csv') return design.rows
  if (design.kind === 'grid')
    // the last factor changes fastest, as in nested loops
    return factors.reduce<FactorValue[][]>(
      (rows, factor) => rows.flatMap(row => gridValues(factor).map(value => [...row, value])),
      [[]],
    )
  return unitRows(design, factors.length, seed)!.map(row => row.map((u, j) => valueAt(factors[j]!, u)))
}

/** Every case of a sweep: the design's rows, then a baseline and a placebo for each world they lie in. */
export function casesOf(sweep: Sweep): Case[] {
  const { factors } = sweep
  const worlds = new Map<string, number>()
  const shared: FactorValue[][] = []
  const cases: Case[] = designRows(sweep).map((values, row) => {
    const world = values.map((value, j) => (factors[j]!.part === 'world' ? value : null))
    const key = JSON.stringify(world)
    if (!worlds.has(key)) {
      worlds.set(key, worlds.size)
      shared.push(world)
    }
    return { number: row, arm: 'scenario', row, values, baseline: null, world: worlds.get(key)! }
  })
  if (sweep.baseline === null) return cases
  const first = cases.length
  for (const one of cases) one.baseline = first + one.world
  const more = (arm: 'baseline' | 'placebo', from: number): Case[] =>
    shared.map((values, world) => ({
      number: from + world,
      arm,
      row: null,
      values,
      baseline: arm === 'placebo' ? first + world : null,
      world,
    }))
  const baselines = more('baseline', first)
  return [...cases, ...baselines, ...(sweep.placebo ? more('placebo', first + shared.length) : [])]
}

const timing = ['from', 'until', 'over', 'when'] as const

const isParameter = (path: string): boolean => path.startsWith('parameters.')

/** A scenario with parameters set by their paths; whatever is touched is copied once, however many are set. */
function withParameters(scenario: Scenario, pairs: readonly (readonly [path: string, value: FactorValue])[]): Scenario {
  const copies = new Map<string, Record<string, unknown>>()
  const copyOf = (at: string, original: unknown): Record<string, unknown> => {
    let copy = copies.get(at)
    if (!copy) copies.set(at, (copy = { ...(original as Record<string, unknown>) }))
    return copy
  }
  const parameters = copyOf('', scenario.parameters)
  for (const [path, value] of pairs) {
    const keys = path.split('.').slice(1)
    let group = parameters
    for (let k = 0; k < keys.length - 1; k++)
      group = group[keys[k]!] = copyOf(keys.slice(0, k + 1).join('.'), group[keys[k]!])
    group[keys.at(-1)!] = value
  }
  return { ...scenario, parameters: parameters as unknown as Scenario['parameters'] }
}

/** A scenario with one factor set. Its value has been checked. */
export function withFactor(scenario: Scenario, path: string, value: FactorValue): Scenario {
  const [head = '', ...rest] = path.split('.')
  if (head === 'city') {
    const before: CitySource = 'preset' in scenario.city ? scenario.city : scenarioDefaults.city
    const key = rest[0] as 'preset' | 'seed' | 'osm' | 'geojson' | 'file'
    if (key === 'preset' || key === 'seed') {
      const city = before as { preset: PresetName; seed: string }
      return { ...scenario, city: { ...city, [key]: String(value) } as CitySource }
    }
    return { ...scenario, city: { [key]: String(value) } as unknown as CitySource }
  }
  if (head === 'burn_in') return { ...scenario, burn_in: value as number }
  if (head === 'parameters') return withParameters(scenario, [[path, value]])
  const setting = rest.join('.')
  const policies = scenario.policies.some(({ policy }) => policy === head)
    ? scenario.policies
    : [...scenario.policies, { policy: head, settings: {}, from: DEFAULT_FROM, until: null, over: 0, when: null }]
  const isTiming = (timing as readonly string[]).includes(setting)
  return {
    ...scenario,
    policies: policies.map(use => {
      if (use.policy !== head) return use
      if (isTiming) return { ...use, [setting]: value }
      const settings: SettingValues = { ...use.settings, [setting]: value as SettingValue }
      return { ...use, settings }
    }),
  }
}

/** The scenario that a case runs. */
export function scenarioOf(sweep: Sweep, { arm, values }: Case): Scenario {
  const start = arm === 'scenario' ? sweep.scenario : sweep.baseline!
  const set = sweep.factors.flatMap(({ path, part }, j) =>
    arm !== 'scenario' && part === 'policy' ? [] : [[path, values[j]!] as const],
  )
  // a screening sets hundreds of parameters at thousands of points
  const withAll = withParameters(
    start,
    set.filter(([path]) => isParameter(path)),
  )
  return set
    .filter(([path]) => !isParameter(path))
    .reduce((scenario, [path, value]) => withFactor(scenario, path, value), withAll)
}

/** The tick at which placebos are given: when the first policy of the sweep may begin. */
export function placeboTick({ scenario, factors, ticks }: Sweep): number {
  const starts = scenario.policies.map(({ from }) => from)
  for (const { path, domain } of factors)
    if (path.endsWith('.from')) starts.push(...(domain.kind === 'list' ? (domain.values as number[]) : [domain.min]))
  return Math.min(ticks, ...(starts.length > 0 ? starts : [DEFAULT_FROM]))
}
