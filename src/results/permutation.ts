/** Permutation tests: is one city more segregated than another, or than chance? */
import { bits, combine, seedWord, unit } from '../lib/random.ts'
import { mean } from './statistics.ts'

/** People by unit (rows) and group (columns). */
export type Counts = readonly (readonly number[])[]

export interface PermutationTest {
  /** mean over pairs of the statistic of the second less that of the first */
  readonly difference: number
  /** share of relabellings with a difference at least as large either way, the observed one counted in: never 0 */
  readonly p: number
  readonly draws: number
}

/**
 * Is segregation different between two arms? Under the null hypothesis it does not matter which arm a unit's people were
 * seen in, so units swap arms at random, within each pair of cities, and the statistic is taken anew (Good 2005,
 * Permutation, Parametric and Bootstrap Tests of Hypotheses; as the comparison of PySAL's segregation by random labels).
 * The test says whether places differ; whether a policy did it is told by the interval over replications.
 *
 * @param pairs      [first, second] by replication: the same units in the same order
 * @param statistic  null counts as 0
 * @param seed       text that fixes the relabelling
 * @throws {RangeError} if the two of a pair have different units
 * @example permutationTest([[a, b]], dissimilarityOf, { seed: 'a' }).p
 */
export function permutationTest(
  pairs: readonly (readonly [Counts, Counts])[],
  statistic: (counts: Counts) => number | null,
  { seed, draws = 999 }: { seed: string; draws?: number },
): PermutationTest | null {
  if (pairs.length === 0) return null
  for (const [a, b] of pairs)
    if (a.length !== b.length)
      throw new RangeError(`permutationTest: ${a.length} units in one arm, ${b.length} in the other`)
  const apart = ([a, b]: readonly [Counts, Counts]): number => (statistic(b) ?? 0) - (statistic(a) ?? 0)
  const difference = mean(pairs.map(apart))
  const key = seedWord(`permutation ${seed}`)
  let asLarge = 1
  for (let draw = 0; draw < draws; draw++) {
    const swapped = pairs.map(([a, b], pair): [Counts, Counts] => {
      const own = combine(combine(key, draw), pair)
      const swaps = a.map((_, u) => unit(combine(own, u)) < 0.5)
      return [a.map((row, u) => (swaps[u] ? b[u]! : row)), b.map((row, u) => (swaps[u] ? a[u]! : row))]
    })
    // rounding must not turn a tie into a smaller difference
    if (Math.abs(mean(swapped.map(apart))) >= Math.abs(difference) * (1 - 1e-12)) asLarge++
  }
  return { difference, p: asLarge / (draws + 1), draws }
}

export interface ChanceTest {
  readonly observed: number
  /** mean and 95th percentile of the statistic when people are dealt among units by chance */
  readonly expected: number
  readonly percentile95: number
  readonly p: number
}

/**
 * Is a city more segregated than chance? People keep their group and units their size; who lives where is dealt anew.
 * Small units look segregated by chance alone (Carrington & Troske 1997), which this shows for any statistic.
 *
 * @returns null where the statistic is undefined
 * @example chanceTest(counts, multigroupInformationTheory, { seed: 'a', draws: 200 })
 */
export function chanceTest(
  counts: Counts,
  statistic: (counts: Counts) => number | null,
  { seed, draws = 200 }: { seed: string; draws?: number },
): ChanceTest | null {
  const observed = statistic(counts)
  if (observed === null) return null
  const groups = counts[0]?.length ?? 0
  const people = counts.flatMap(row => row.flatMap((n, k) => new Array<number>(n).fill(k)))
  const sizes = counts.map(row => row.reduce((sum, n) => sum + n, 0))
  const key = seedWord(`chance ${seed}`)
  const values: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const dealt = people.slice()
    for (let i = dealt.length - 1; i > 0; i--) {
      const j = Math.floor(unit(bits(key, draw, i)) * (i + 1))
      const kept = dealt[i]!
      dealt[i] = dealt[j]!
      dealt[j] = kept
    }
    let at = 0
    const rows = sizes.map(size => {
      const row = new Array<number>(groups).fill(0)
      for (let n = 0; n < size; n++) row[dealt[at++]!]!++
      return row
    })
    values.push(statistic(rows) ?? 0)
  }
  values.sort((a, b) => a - b)
  // rounding must not turn a tie into a smaller value, on either side of 0
  const above = values.filter(v => v >= observed - 1e-12 * Math.abs(observed)).length
  return {
    observed,
    expected: mean(values),
    percentile95: values[Math.min(values.length - 1, Math.ceil(0.95 * values.length) - 1)]!,
    p: (above + 1) / (draws + 1),
  }
}
