import { bits, combine, seedWord, unit } from '../../lib/random.ts'

/** The whole numbers below n in an order drawn by a key. */
export function permutation(n: number, key: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(unit(bits(key, 0, i)) * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}

/**
 * Latin hypercube: in every dimension each of `count` equal strata holds exactly one point, at a random place in it.
 * Source: McKay, Beckman & Conover 1979, Technometrics 21(2).
 *
 * @param seed  text: equal seeds give equal points
 * @returns  a row a point, each number in (0, 1)
 * @example latinHypercube(100, 3, 'a').length // => 100
 */
export function latinHypercube(count: number, dimensions: number, seed: string): number[][] {
  const key = seedWord(`latin hypercube ${seed}`)
  const columns = Array.from({ length: dimensions }, (_, d) => permutation(count, combine(key, d)))
  return Array.from({ length: count }, (_, i) =>
    columns.map((strata, d) => (strata[i]! + unit(bits(key, d + 1, i))) / count),
  )
}
