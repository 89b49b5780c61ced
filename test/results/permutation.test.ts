import { expect, test } from 'vitest'
import { bits, unit } from '../../src/lib/random.ts'
import { dissimilarity } from '../../src/metrics/calculators/segregation/dissimilarity.ts'
import { multigroupInformationTheory } from '../../src/metrics/calculators/segregation/multigroup-information-theory.ts'
import { type Counts, chanceTest, permutationTest } from '../../src/results/permutation.ts'

/** Units of 60 people of two groups; `apart` moves the first group's share from even to all or nothing. */
const city = (units: number, apart: number, seed: number): number[][] =>
  Array.from({ length: units }, (_, u) => {
    const share = 0.5 + (u % 2 === 0 ? 0.5 : -0.5) * apart
    let first = 0
    for (let i = 0; i < 60; i++) if (unit(bits(seed, u, i)) < share) first++
    return [first, 60 - first]
  })

const d = (counts: Counts): number | null =>
  dissimilarity(
    counts.map(row => row[0]!),
    counts.map(row => row[0]! + row[1]!),
  )

test('a city compared with itself differs by nothing, and nothing is rarer', () => {
  const a = city(20, 0.4, 1)
  expect(permutationTest([[a, a]], d, { seed: 'x' })).toEqual({ difference: 0, p: 1, draws: 999 })
})

/** Share of all relabellings of a few units with a difference as large: what draws only estimate. */
function exactP(pairs: readonly (readonly [Counts, Counts])[], statistic: (counts: Counts) => number): number {
  const apart = pairs.map(([a, b]) =>
    Array.from({ length: 2 ** a.length }, (_, swaps) => {
      const isSwapped = (u: number): boolean => ((swaps >>> u) & 1) === 1
      return (
        statistic(b.map((row, u) => (isSwapped(u) ? a[u]! : row))) -
        statistic(a.map((row, u) => (isSwapped(u) ? b[u]! : row)))
      )
    }),
  )
  const all = apart.reduce((sums, own) => sums.flatMap(sum => own.map(d => sum + d)), [0])
  return all.filter(sum => Math.abs(sum) >= Math.abs(all[0]!) * (1 - 1e-12)).length / all.length
}

test('p is the share of all relabellings that differ as much, for one pair and for two', () => {
  const first: [Counts, Counts] = [
    [
      [30, 10, 5],
      [12, 22, 6],
      [8, 9, 40],
      [25, 25, 2],
      [3, 14, 30],
      [20, 8, 8],
    ],
    [
      [26, 14, 7],
      [15, 18, 8],
      [12, 12, 30],
      [22, 22, 6],
      [8, 12, 26],
      [17, 12, 9],
    ],
  ]
  const second: [Counts, Counts] = [
    [
      [20, 12, 9],
      [15, 20, 9],
      [9, 14, 33],
      [22, 20, 8],
      [6, 17, 24],
      [18, 9, 11],
    ],
    [
      [25, 8, 9],
      [12, 21, 9],
      [5, 14, 37],
      [26, 20, 4],
      [3, 16, 30],
      [20, 7, 10],
    ],
  ]
  const h = (counts: Counts): number => multigroupInformationTheory(counts)!
  // by numpy and scipy.stats.entropy over all 64 and 4,096 relabellings: 0.03125 and 0.57666
  expect(exactP([first], h)).toBe(0.03125)
  expect(exactP([first, second], h)).toBeCloseTo(0.57666, 5)
  const one = permutationTest([first], h, { seed: 'z', draws: 4000 })!
  expect(one.difference).toBeCloseTo(-0.12042008546003079, 12)
  for (const [pairs, p] of [
    [[first], 0.03125],
    [[first, second], 0.57666],
  ] as const) {
    const found = permutationTest(pairs, h, { seed: 'z', draws: 4000 })!
    expect(Math.abs(found.p - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 4000))
  }
})

test('a statistic that no dealing changes is as chance has it, below 0 too', () => {
  for (const value of [-0.1, 0, 0.1])
    expect(
      chanceTest(
        [
          [3, 2],
          [1, 4],
        ],
        () => value,
        { seed: 'x', draws: 50 },
      )!.p,
    ).toBe(1)
})

test('a clear difference is found at the smallest p that the draws allow', () => {
  const result = permutationTest([[city(40, 0.1, 1), city(40, 0.8, 2)]], multigroupInformationTheory, {
    seed: 'x',
    draws: 199,
  })!
  expect(result.difference).toBeGreaterThan(0.2)
  expect(result.p).toBe(1 / 200)
})

test('under the null hypothesis p is uniform: at most one test in ten or so falls below 0.1', () => {
  let below = 0
  for (let seed = 0; seed < 100; seed++) {
    const { p } = permutationTest([[city(12, 0.3, 2 * seed), city(12, 0.3, 2 * seed + 1)]], d, {
      seed: `${seed}`,
      draws: 99,
    })!
    if (p <= 0.1) below++
  }
  expect(below).toBeGreaterThan(2)
  expect(below).toBeLessThan(20)
})

test('equal seeds relabel alike; arms of different units are refused', () => {
  const pair: [Counts, Counts] = [city(10, 0.2, 1), city(10, 0.4, 2)]
  expect(permutationTest([pair], d, { seed: 'a' })).toEqual(permutationTest([pair], d, { seed: 'a' }))
  expect(() => permutationTest([[city(10, 0, 1), city(9, 0, 1)]], d, { seed: 'a' })).toThrow(/10 units in one arm, 9/)
  expect(permutationTest([], d, { seed: 'a' })).toBeNull()
})

test('people dealt by chance into small units look apart, and the test says how much', () => {
  // 200 units of 5, a fifth in the group: dissimilarity of 0.41 by chance alone (exact hypergeometric mean)
  const even = Array.from({ length: 200 }, () => [1, 4])
  const { observed, expected, p } = chanceTest(even, d, { seed: 'x' })!
  expect(observed).toBeCloseTo(0, 12)
  expect(expected).toBeCloseTo(0.41, 1)
  expect(p).toBe(1)
  const apart = chanceTest(city(20, 0.9, 3), d, { seed: 'x' })!
  expect(apart.observed).toBeGreaterThan(apart.percentile95)
  expect(apart.p).toBeLessThan(0.01)
})
