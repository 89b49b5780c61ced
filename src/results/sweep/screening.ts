/** The screening of every parameter, made from the declarations: a new parameter enters by being declared. */
import { parameterDeclarations } from '../../city/parameters.ts'
import { type Declaration, type Declarations, isDeclaration } from '../../lib/declare.ts'
import { isWhole } from '../../scenario/schema.ts'

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

/** scenarios/sweeps/screening.yaml */
export function screeningText(): string {
  const all = screenedParameters()
  return [
    '# yaml-language-server: $schema=./sweep.schema.json',
    '# Generated from the declarations in src/city/parameters.ts. Every parameter from two thirds of its default to one and a half',
    '# times it; shares and memories beyond the middle of their range by what they lack of its end. Left out:',
    ...all.filter(({ range }) => range === null).map(({ path, why }) => `#   ${path}: ${why}`),
    '# Three trajectories tell large from small; 20 and preset medium are better.',
    'name: screening',
    'title: {en: "Which assumptions matter at all?", zh: "哪些假设真正起作用？"}',
    'question: {en: "Morris screening of every parameter that is a number.", zh: "对所有数值参数做莫里斯筛选。"}',
    'scenario: baseline',
    'baseline: none',
    'design: morris',
    'trajectories: 3',
    'levels: 8',
    'replications: 1',
    'factors:',
    ...all.flatMap(({ path, range }) => (range === null ? [] : [`  ${path}: {min: ${range[0]}, max: ${range[1]}}`])),
    'measures: [rent_burden_low, facility_access_low, displacement_rate, land_revenue_share, encounters, segregation_h, gain_low]',
    '',
  ].join('\n')
}
