import { combine, seedWord } from '../../lib/random.ts'
import { percentile, studentQuantile } from '../statistics.ts'
import { permutation } from './lhs.ts'
import { type PrimBox, prim } from './prim.ts'

/** How a policy's effect goes from world to world, each with parameters of its own. */
export interface Turns {
  /** half-width of what chance makes in 95 of 100 worlds; null with fewer than two placebos: then none counts as moved */
  placebo: number | null
  worlds: number
  /** worlds that are moved as meant, and the other way, beyond the placebo */
  asMeant: number
  opposite: number
}

/** Share of worlds that chance alone moves beyond the placebo, each way. */
export const BY_CHANCE = 0.025

/**
 * Counts worlds by how they are moved.
 * @param moves    by world, above 0 as meant
 * @param placebos differences that one rent changed by 1 % makes in single worlds: chaos is that of a world, and not of
 *   their mean. It is taken to be as large in all worlds, which `placebosByThirds` checks. As chance has no side, their
 *   mean is known to be 0: Student's t has as many degrees as there are placebos.
 * @example turnsOf([2, -3], [0.1, -0.1, 0.2]) // => { worlds: 2, asMeant: 1, opposite: 1, … }
 */
export function turnsOf(moves: readonly number[], placebos: readonly number[]): Turns {
  const n = placebos.length
  const placebo =
    n < 2 ? null : studentQuantile(1 - BY_CHANCE, n) * Math.sqrt(placebos.reduce((sum, d) => sum + d * d, 0) / n)
  return {
    placebo,
    worlds: moves.length,
    asMeant: moves.filter(d => placebo !== null && d > placebo).length,
    opposite: moves.filter(d => placebo !== null && d < -placebo).length,
  }
}

/** A box found by search, and what the same search makes of chance. */
export interface TurningBox extends PrimBox {
  /** share of orders of the worlds, this one with them, in which a box as good is found: coverage times density */
  pSearch: number
}

/** Worlds moved the other way for which a box is looked for, and how pure it should be. */
const WORTH_A_BOX = 4
const PURITY = 0.7
/** Orders that the search is tried on. */
const SHUFFLES = 199

/**
 * Looks for the part of parameter space in which a policy turns round. A search over many boxes finds a good one by chance
 * too, so it is made again with the marks of worlds dealt out anew.
 * Source: Friedman & Fisher 1999 (`prim`); permutation of a whole search, Westfall & Young 1993, Resampling-Based Multiple
 * Testing.
 * @param points   parameters by world
 * @param isTurned by world
 * @param seed     text: equal seeds deal alike
 * @returns null where fewer than four worlds turn round, or no box is purer than all worlds together
 * @example turningBox(points, points.map(([x]) => x > 0.7))?.limits // => [{ factor: 0, limit: { kind: 'range', from: 0.69, to: Infinity }, p: … }]
 */
export function turningBox(
  points: readonly (readonly number[])[],
  isTurned: readonly boolean[],
  seed = 'a',
): TurningBox | null {
  if (isTurned.filter(Boolean).length < WORTH_A_BOX) return null
  const search = (marks: readonly boolean[]): PrimBox | undefined =>
    prim(points, marks, { density: PURITY, boxes: 1 })[0]
  const worth = (box: PrimBox | undefined): number => (box ? box.coverage * box.density : 0)
  const box = search(isTurned)
  if (box === undefined) return null
  const key = seedWord(`turning box ${seed}`)
  let asGood = 1
  for (let s = 0; s < SHUFFLES; s++) {
    const order = permutation(isTurned.length, combine(key, s))
    if (worth(search(isTurned.map((_, i) => isTurned[order[i]!]!))) >= worth(box)) asGood++
  }
  return { ...box, pSearch: asGood / (1 + SHUFFLES) }
}

/** Share of placebos beyond the half-width where one parameter is low, middling or high. */
export interface Third {
  factor: number
  third: 'lower' | 'middle' | 'upper'
  share: number
}

export interface PlacebosByThirds {
  least: Third
  largest: Third
  /** how large the largest share gets in 95 of 100 orders of the worlds, where no parameter has a say */
  luck: number
}

const THIRDS = ['lower', 'middle', 'upper'] as const

/**
 * Checks that chaos is as large in all worlds: the share of placebos beyond their half-width, where each parameter is in
 * its lower, middle or upper third. Of many thirds some are far from 5 % by luck, which worlds put in other orders show.
 * @param points   parameters by world
 * @param placebos differences by world, each as often as it was run
 * @param half     of `turnsOf`
 * @returns null with fewer than three worlds
 */
export function placebosByThirds(
  points: readonly (readonly number[])[],
  placebos: readonly (readonly number[])[],
  half: number,
  seed = 'a',
): PlacebosByThirds | null {
  const n = points.length
  if (n < 3) return null
  const counts = placebos.map(own => ({ beyond: own.filter(d => Math.abs(d) > half).length, all: own.length }))
  const thirds = points[0]!.flatMap((_, factor) => {
    const order = points.map((_, i) => i).sort((a, b) => points[a]![factor]! - points[b]![factor]!)
    return THIRDS.map((third, t) => ({
      factor,
      third,
      worlds: order.slice(Math.floor((t * n) / 3), Math.floor(((t + 1) * n) / 3)),
    }))
  })
  const share = (worlds: readonly number[], worldAt: (i: number) => number): number => {
    let [beyond, all] = [0, 0]
    for (const i of worlds) {
      const own = counts[worldAt(i)]!
      beyond += own.beyond
      all += own.all
    }
    return all > 0 ? beyond / all : 0
  }
  const found = thirds
    .map(({ worlds, ...which }): Third => ({ ...which, share: share(worlds, i => i) }))
    .sort((a, b) => a.share - b.share)
  const key = seedWord(`placebos by thirds ${seed}`)
  const largest = Array.from({ length: SHUFFLES }, (_, s) => {
    const order = permutation(n, combine(key, s))
    return Math.max(...thirds.map(({ worlds }) => share(worlds, i => order[i]!)))
  }).sort((a, b) => a - b)
  return { least: found[0]!, largest: found.at(-1)!, luck: percentile(largest, 0.95) }
}
