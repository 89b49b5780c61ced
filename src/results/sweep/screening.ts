/** The screening of every parameter, made from the declarations: a new parameter enters by being declared; and what it lets through. */
import { parameterDeclarations } from '../../city/parameters.ts'
import { type Declaration, type Declarations, isDeclaration } from '../../lib/declare.ts'
import { isWhole } from '../../scenario/schema.ts'
import { deviation } from '../statistics.ts'
import { morrisOf, type Outcomes, pointValues } from './analysis.ts'

/** Half as much again, and as much less. */
const FACTOR = 1.5

/** A parameter of the model: varied over a range, or left out for a reason. */
export interface Screened {
  /** parameters.rent_response */
  path: string
  /** from, to; null where it is left out */
  range: readonly [number, number] | null
  /** why it is left out */
  why: string
}

/** Three digits: a range is a judgement. */
const short = (x: number): number => Number(x.toPrecision(3))

/**
 * The range over which a parameter is screened: from two thirds of its default to one and a half times it; where it is a
 * share, a chance or a memory beyond the middle of its range, the same of what it lacks of the end. Never outside what
 * may be set. One rule for all makes effects comparable: each answers an equal doubt.
 * @returns null where the default is 0
 */
export function screeningRange(declaration: Declaration<number>): readonly [number, number] | null {
  const { value, range } = declaration
  if (value === 0) return null
  const [low, high] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const lacks = high - value
  const ends =
    low >= 0 && high <= 1 && value > (low + high) / 2
      ? [high - lacks * FACTOR, high - lacks / FACTOR]
      : [value / FACTOR, value * FACTOR]
  const [from, to] = ends
    .map(end => Math.min(high, Math.max(low, isWhole(declaration) ? Math.round(end) : short(end))))
    .sort((a, b) => a - b)
  return [from!, to!]
}

function screened(tree: Declarations, path: string): Screened[] {
  return Object.entries(tree).flatMap(([name, entry]): Screened[] => {
    const own = `${path}.${name}`
    if (!isDeclaration(entry)) return screened(entry, own)
    if (own.startsWith('parameters.structure.'))
      return [{ path: own, range: null, why: 'another rule, not another size: scenarios/structure' }]
    if (typeof entry.value !== 'number') return [{ path: own, range: null, why: 'a list, not a number' }]
    const range = screeningRange(entry as Declaration<number>)
    return [{ path: own, range, why: range === null ? 'its default is 0' : '' }]
  })
}

/** Every declared parameter, in the order of the declarations. */
export const screenedParameters = (): Screened[] => screened(parameterDeclarations, 'parameters')

/** Outputs that both studies are about. */
export const SCREENED_OUTPUTS: readonly string[] = [
  'rent_burden_low',
  'facility_access_low',
  'displacement_rate',
  'land_revenue_share',
  'encounters',
  'segregation_h',
  'gain_low',
]
const OUTPUTS = SCREENED_OUTPUTS.join(', ')

/** scenarios/sweeps/screening.yaml */
export function screeningText(): string {
  const all = screenedParameters()
  return [
    '# yaml-language-server: $schema=./sweep.schema.json',
    '# Generated from the declarations in src/city/parameters.ts. Every parameter from two thirds of its default to one and a half',
    '# times it; shares and memories beyond the middle of their range by what they lack of its end. Left out:',
    ...all.filter(({ range }) => range === null).map(({ path, why }) => `#   ${path}: ${why}`),
    '# All trajectories share one luck, so that the two runs of an effect differ in one parameter and in what follows from it.',
    '# Twenty trajectories in the tiny city tell large from small; for papers: a larger city.',
    'name: screening',
    'title: {en: "Which assumptions matter at all?", zh: "哪些假设真正起作用？"}',
    'question: {en: "Morris screening of every parameter that is a number.", zh: "对所有数值参数做莫里斯筛选。"}',
    'scenario: baseline',
    'baseline: none',
    'design: morris',
    'trajectories: 20',
    'levels: 8',
    'replications: 1',
    'factors:',
    ...all.flatMap(({ path, range }) => (range === null ? [] : [`  ${path}: {min: ${range[0]}, max: ${range[1]}}`])),
    `measures: [${OUTPUTS}]`,
    '',
  ].join('\n')
}

/** A mean elementary effect of a parameter on an output. */
export interface MeanEffect {
  factor: string
  /** mean over its standard error; null where there are not two effects, or all are 0 */
  t: number | null
  /** the largest |t| of all factors and outputs that luck alone makes in 95 of 100 studies; null where there is no t */
  luck: number | null
  /** |mu| over the standard deviation of the output over all runs; null where either is missing */
  size: number | null
}

/** A mean elementary effect with the output it is on. */
export interface Strength extends MeanEffect {
  measure: string
  /** mean effect over the whole range of the factor, its mean size, and the half-width of that, in the measure's unit */
  mu: number | null
  muStar: number | null
  conf: number | null
  /** standard deviation between trajectories */
  sigma: number | null
}

/** Whether luck alone would not make an effect. How large it is, is another question. */
export const isTold = ({ t, luck }: MeanEffect): boolean => t !== null && luck !== null && Math.abs(t) > luck

/**
 * Effects of every factor on every output of a screening, each told from luck with all of them looked at together.
 * @returns output by output, factors in the order of the sweep; empty if its design is none of Morris'
 */
export function screeningOf(outcomes: Outcomes): Strength[] {
  const { factors, measures } = outcomes.sweep
  return morrisOf(outcomes, measures, 'level').flatMap(({ measure, indices, t, luck }) => {
    const { mu, mu_star, mu_star_conf, sigma } = indices
    const sd = deviation(pointValues(outcomes, measure, 'level').filter(v => v !== null))
    return factors.map(({ path }, j): Strength => {
      const own = mu[j] ?? null
      return {
        measure,
        factor: path,
        t: t[j] ?? null,
        luck,
        size: own === null || !(sd > 0) ? null : Math.abs(own) / sd,
        mu: own,
        muStar: mu_star[j] ?? null,
        conf: mu_star_conf[j] ?? null,
        sigma: sigma[j] ?? null,
      }
    })
  })
}

/**
 * Factors that do anything: first those told from luck on some output, by their largest effect that is; then the others, by
 * their largest of any.
 */
export function ranking(effects: readonly MeanEffect[]): { factor: string; told: boolean; size: number }[] {
  const worth = new Map<string, { told: boolean; size: number }>()
  for (const one of effects) {
    const [told, size] = [isTold(one), one.size ?? 0]
    const before = worth.get(one.factor) ?? { told: false, size: 0 }
    if (told && !before.told) worth.set(one.factor, { told, size })
    else if (told === before.told) worth.set(one.factor, { told, size: Math.max(size, before.size) })
  }
  return [...worth]
    .map(([factor, most]) => ({ factor, ...most }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => Number(b.told) - Number(a.told) || b.size - a.size)
}

/** Parameters whose variance is shared out at most: each costs a run a point. */
const MOST_SURVIVORS = 10
/** ... and at least, even if fewer are told from luck. */
const FEWEST_SURVIVORS = 6

/**
 * Parameters that a screening lets through to shares of variance: those whose mean effect on some output is told from luck,
 * the ten largest if they are more, and filled up to six by the largest of the others if they are fewer.
 */
export const survivorsOf = (effects: readonly MeanEffect[]): string[] =>
  ranking(effects)
    .filter(({ told }, i) => i < FEWEST_SURVIVORS || (i < MOST_SURVIVORS && told))
    .map(({ factor }) => factor)

/** The part of a sweep over survivors that follows its design. */
function survivingFactors(effects: readonly MeanEffect[]): string[] {
  const ranges = new Map(screenedParameters().map(({ path, range }) => [path, range]))
  return [
    'factors:',
    ...survivorsOf(effects).map(path => {
      const [min, max] = ranges.get(path)!
      return `  ${path}: {min: ${min}, max: ${max}}`
    }),
    `measures: [${OUTPUTS}]`,
    '',
  ]
}

/** scenarios/sweeps/survivors.yaml. @param effects of the screening, of every output */
export const survivorsText = (effects: readonly MeanEffect[]): string =>
  [
    '# yaml-language-server: $schema=./sweep.schema.json',
    '# Written by npm run sensitivity: the parameters that docs/data/screening.csv tells from luck (src/results/sweep/screening.ts',
    '# has the rule), over the ranges of the screening. Each point is run twice, so that the share of luck is known.',
    'name: survivors',
    'title: {en: "How much of the variance is whose?", zh: "方差各归谁？"}',
    'question: {en: "Sobol indices of the parameters that survived screening.", zh: "筛选后留下的参数的索博尔指数。"}',
    'scenario: baseline',
    'baseline: none',
    'design: sobol',
    'points: 512',
    'second_order: false',
    'replications: 2',
    ...survivingFactors(effects),
  ].join('\n')

/** scenarios/sweeps/survivors-larger.yaml. @param effects of the screening, of every output */
export const survivorsLargerText = (effects: readonly MeanEffect[]): string =>
  [
    '# yaml-language-server: $schema=./sweep.schema.json',
    '# Written by npm run sensitivity: the parameters of survivors.yaml once more by Morris, in a larger city than the screening’s,',
    '# where a single site is a smaller part.',
    'name: survivors-larger',
    'title: {en: "Do they matter in a larger city too?", zh: "在更大的城市里它们也起作用吗？"}',
    'question: {en: "Morris screening of the parameters that survived the first.", zh: "对第一次筛选留下的参数再做莫里斯筛选。"}',
    'scenario: baseline',
    'baseline: none',
    'design: morris',
    'trajectories: 20',
    'levels: 8',
    'replications: 1',
    ...survivingFactors(effects),
  ].join('\n')
