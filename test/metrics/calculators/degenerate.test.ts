/** Empty, tiny, huge, tied and broken-off input: every value is a finite number or null. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Value } from '../../../src/metrics/calculators/calculator.ts'
import { calculators } from '../../../src/metrics/calculators/index.ts'
import { problemWith } from '../../../src/metrics/calculators/input.ts'

/** Whether a true value may lie past the largest number: 1e300 meets 1e-300, or 1e300 is squared. */
const pastAllNumbers = (id: string, size: number[]): boolean =>
  size.includes(1e300) && (size.includes(1e-300) || id === 'getis-ord-g')

/**
 * Places in a value that hold neither a finite number nor null. Past the largest number a function may give
 * Infinity, of which the answer makes null, but never NaN.
 */
function faults(value: Value | undefined, mixed: boolean, path = ''): string[] {
  if (value === null) return []
  if (typeof value === 'number')
    return Number.isFinite(value) || (mixed && !Number.isNaN(value)) ? [] : [`${path}: ${value}`]
  if (typeof value !== 'object') return [`${path}: ${typeof value}`]
  return Object.entries(value).flatMap(([key, entry]) => faults(entry as Value, mixed, `${path}/${key}`))
}

/** Sizes from tiny to huge, with ties and zeros; one case draws from one of these only, or from all. */
const sizes = fc.constantFrom<number[]>(
  [0],
  [0, 1, 2, 5],
  [1e300, 3e300, 0],
  [1e-300, 2e-300, 0],
  [0, 1e-300, 1, 1e300],
  [7],
)
const costs = fc.constantFrom<(number | null)[]>([0, 1, 5], [null], [null, 3], [0], [1e300, 1e-300, null])

interface Draw {
  n: number
  k: number
  seeds: number[]
  size: number[]
  cost: (number | null)[]
}

const draws: fc.Arbitrary<Draw> = fc.record({
  n: fc.nat(6),
  k: fc.integer({ min: 1, max: 3 }),
  seeds: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
  size: sizes,
  cost: costs,
})

/** An input for every measure, made from one draw. */
function inputs({ n, k, seeds, size, cost }: Draw): Record<string, Record<string, unknown>> {
  let next = 0
  const seed = (): number => seeds[next++ % seeds.length]! + next
  const pick = <T>(from: readonly T[]): T => from[seed() % from.length]!
  const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i))
  const values = list(n, () => pick(size))
  const weights = seed() % 2 === 0 ? list(n, () => pick(size)) : undefined
  const group = values
  const total = values.map(x => (seed() % 3 === 0 ? x : x + Math.min(pick(size), 1e307)))
  const whole = values.map(x => Math.floor(x))
  const wholeTotal = whole.map(x => x + Math.floor(pick(size)))
  const counts = list(n, () => list(k, () => pick(size)))
  const neighbors = list(n, () => (n === 0 ? [] : list(seed() % 4, () => seed() % n)))
  const coordinates = list(n, () => [pick(size), -pick(size)])
  const kernel = pick(['uniform', 'triangular', 'quadratic', 'quartic', 'gaussian', 'exponential'])
  const bandwidth = pick(size.filter(s => s > 0).concat(1))
  const places =
    seed() % 2 === 0
      ? { counts, coordinates, kernel, bandwidth, bandwidths: [0, bandwidth] }
      : { counts, distances: list(n, () => list(n, () => pick(cost))), kernel, bandwidth, bandwidths: [0, bandwidth] }
  const labels = list(n, i => (i % 2 === 0 ? 'a' : '__proto__'))
  const positive = pick([1e-300, 0.5, 1, 2, 1e300])
  const near = {
    values: list(n, () => pick([-1, ...size])),
    neighbors,
    transform: pick(['row', 'binary']),
    weights: seed() % 2 === 0 ? neighbors.map(l => l.map(() => pick(size))) : undefined,
  }
  const table = list(n, () => list(k, () => pick(cost)))
  const access = {
    demand: values,
    supply: list(k, () => pick(size)),
    cost: table,
    supplyCost: table,
    demandCost: list(n, () => list(n, () => pick(cost))),
    threshold: pick([0, 4, 1e300]),
    decay: pick([
      { kind: 'power', alpha: 2, minimum: 1 },
      { kind: 'exponential', beta: 1e-3 },
      { kind: 'gaussian', sigma: 1e-300 },
      { kind: 'gaussian-truncated', limit: 4 },
      { kind: 'linear', limit: 1e300 },
      { kind: 'logistic', slope: 1e3, midpoint: 2 },
      { kind: 'step', steps: [[2, 1]] },
    ]),
    k,
    tau: 10,
    maxCycles: 5,
    initialStep: 0.2,
    minStep: 0.005,
    halfLife: 50,
  }
  const matrix = list(n, i => {
    const row = list(n, () => seed() % 3)
    const sum = row.reduce((a, b) => a + b, 0)
    return sum === 0 ? row.map((_, j) => (i === j ? 1 : 0)) : row.map(x => x / sum)
  })
  const income = { values, weights, groups: labels, neighbors, line: positive, epsilon: pick([0, 0.5, 1, 1e300]) }
  const of: Record<string, Record<string, unknown>> = {}
  for (const { id, input } of calculators) {
    const all: Record<string, unknown> = {
      group,
      total,
      b: pick([1e-9, 0.5, 1 - 1e-9]),
      other: group,
      ...near,
      ...access,
      ...places,
      ...income,
      boundaries: n < 2 ? [] : [[0, 1, pick(size)]],
      standardize: seed() % 2 === 0,
      areas: values,
      q: pick([0, 0.5, 1, 2, 1e300]),
      alpha: positive,
      rank: list(n, () => pick(size)),
      income: values,
      tax: list(n, () => pick(size)),
      rent: values,
      budget: values,
      thresholds: [0, 0.3],
      holdings: values,
      atRisk: values,
      displaced: list(n, () => pick(size)),
      captured: Object.fromEntries(labels.map((label, i) => [label + i, pick([-1, ...size])])),
      matrix,
      sequences: list(n, () => list(seed() % 4, () => seed() % k)),
      states: k,
      x: values,
      y: list(n, () => pick(size)),
    }
    if (id === 'dissimilarity-random-baseline') Object.assign(all, { group: whole, total: wholeTotal })
    if (id === 'raam') all.demand = whole
    if (id === 'shannon-diversity' || id === 'hill-number' || id.startsWith('simpson')) all.counts = values
    if (input.transform !== undefined) Object.assign(all, near)
    if (id === 'concentration-index')
      Object.assign(all, { kind: pick(['standard', 'generalized', 'erreygers', 'wagstaff']), bounds: [-1, 4e300] })
    if (id === 'markov-mobility')
      all.kind = pick(['determinant', 'second-eigenvalue', 'bartholomew', 'unconditional-leaving'])
    if (id === 'rank-theta' || id === 'rank-mobility') all.values = counts
    of[id] = Object.fromEntries(
      Object.keys(input).flatMap(name => (all[name] === undefined ? [] : [[name, all[name]]])),
    )
  }
  return of
}

describe.each(calculators.map(calculator => [calculator.id, calculator] as const))('%s', (id, calculator) => {
  test('gives finite numbers or null on degenerate input', () => {
    fc.assert(
      fc.property(draws, draw => {
        const input = inputs(draw)[id]!
        expect(problemWith(calculator.input, input)).toBeUndefined()
        expect(faults(calculator.compute(input), pastAllNumbers(id, draw.size))).toEqual([])
      }),
      { numRuns: 60, seed: 1 },
    )
  })
})
