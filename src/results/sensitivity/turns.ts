import { type PrimBox, prim } from './prim.ts'

/** How a policy's effect goes from world to world, each with parameters of its own. */
export interface Turns {
  /** half-width of what chance makes in 95 of 100 worlds; null with fewer than two placebos: then none counts as moved */
  placebo: number | null
  worlds: number
  /** worlds that are moved as meant, and the other way, beyond the placebo */
  asMeant: number
  opposite: number
  /** whether those are enough to look for the box that holds them, and the box; null if there is none */
  isSought: boolean
  box: PrimBox | null
}

/** Worlds moved the other way for which a box is looked for, and how pure it should be. */
const WORTH_A_BOX = 4
const PURITY = 0.7

/**
 * Counts worlds by how they are moved, and looks for the part of parameter space where a policy turns round.
 * @param points   parameters by world
 * @param moves    by world, above 0 as meant
 * @param placebos differences that one rent changed by 1 % makes in single worlds: chaos is that of a world, whatever its
 *   parameters, and not of their mean
 * @example turnsOf([[0.1], [0.9]], [2, -3], [0.1, -0.1, 0.2]) // => { worlds: 2, asMeant: 1, opposite: 1, isSought: false, box: null, … }
 */
export function turnsOf(
  points: readonly (readonly number[])[],
  moves: readonly number[],
  placebos: readonly number[],
): Turns {
  const placebo =
    placebos.length < 2 ? null : 1.96 * Math.sqrt(placebos.reduce((sum, d) => sum + d * d, 0) / placebos.length)
  const isOpposite = moves.map(d => placebo !== null && d < -placebo)
  const opposite = isOpposite.filter(Boolean).length
  const isSought = opposite >= WORTH_A_BOX
  return {
    placebo,
    worlds: moves.length,
    asMeant: moves.filter(d => placebo !== null && d > placebo).length,
    opposite,
    isSought,
    box: (isSought && prim(points, isOpposite, { density: PURITY, boxes: 1 })[0]) || null,
  }
}
