/** Who is near whom, as weights, and the values they are laid over: what the measures of autocorrelation share. */
import { meanOf, type Numbers, type Rows, safeScale, safeScaleOfRows, scaled, sum, unitScale } from '../arithmetic.ts'
import { choice, neighborLists, numbers, optional, parallelWeights } from '../input.ts'
import { Twofold, ZERO } from '../twofold.ts'

/** "row" divides a unit's weights by their sum; "binary" takes weights as given, 1 if none are. */
export type Transform = 'binary' | 'row'

/** Input of the measures of autocorrelation. */
export const autocorrelationFields = {
  values: numbers('a value by unit'),
  neighbors: neighborLists('row numbers of each unit’s neighbours, from 0', { length: 'values' }),
  weights: optional(parallelWeights('weight of each neighbour, 1 if left out', { to: 'neighbors' })),
  transform: choice('how weights are used', ['binary', 'row']),
} as const

/** A sparse matrix of weights: unit i's neighbours are entries start[i] to start[i + 1] − 1. */
export interface SpatialWeights {
  readonly start: Uint32Array
  readonly neighbor: Uint32Array
  readonly weight: Float64Array
  /** the weights are those given times this power of two; 1 for ordinary weights */
  readonly scale: number
}

/**
 * Lays neighbour lists out flat.
 * @param neighbors row numbers, one list a unit
 * @param weights   parallel to neighbors, ≥ 0; ones if left out
 */
export function spatialWeights(neighbors: Rows, weights: Rows | undefined, transform: Transform): SpatialWeights {
  const n = neighbors.length
  const start = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) start[i + 1] = start[i]! + neighbors[i]!.length
  const neighbor = new Uint32Array(start[n]!)
  const weight = new Float64Array(start[n]!)
  const scale = weights === undefined ? 1 : safeScaleOfRows(weights)
  for (let i = 0, at = 0; i < n; i++) {
    const list = neighbors[i]!
    let total = 0
    for (let k = 0; k < list.length; k++, at++) {
      neighbor[at] = list[k]!
      weight[at] = weights === undefined ? 1 : weights[i]![k]! * scale
      total += weight[at]!
    }
    if (transform === 'row' && total > 0) for (let e = start[i]!; e < at; e++) weight[e]! /= total
  }
  return { start, neighbor, weight, scale: transform === 'row' ? 1 : scale }
}

/** Sums of weights from which expectations and variances are made. */
export interface WeightSums {
  /** Σ wᵢⱼ */
  readonly s0: Twofold
  /** ½ Σ (wᵢⱼ + wⱼᵢ)² */
  readonly s1: Twofold
  /** Σ (row sum + column sum)² */
  readonly s2: Twofold
  /** row sum + column sum of each unit */
  readonly degree: readonly Twofold[]
}

/** S0, S1 and S2 (Cliff & Ord 1981) in time proportional to the number of neighbours; null if S0 is 0. */
export function weightSums({ start, neighbor, weight }: SpatialWeights): WeightSums | null {
  const n = start.length - 1
  const degree = new Array<Twofold>(n).fill(ZERO)
  const inward = new Uint32Array(n + 1)
  let s0 = ZERO
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const w = weight[e]!
      const j = neighbor[e]!
      s0 = s0.plus(w)
      degree[i] = degree[i]!.plus(w)
      degree[j] = degree[j]!.plus(w)
      inward[j + 1]!++
    }
  }
  if (s0.hi === 0) return null
  // the transpose, so that wᵢⱼ + wⱼᵢ can be gathered unit by unit
  for (let i = 0; i < n; i++) inward[i + 1]! += inward[i]!
  const next = inward.slice()
  const from = new Uint32Array(neighbor.length)
  const back = new Float64Array(neighbor.length)
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const slot = next[neighbor[e]!]!++
      from[slot] = i
      back[slot] = weight[e]!
    }
  }
  const both = new Array<Twofold>(n).fill(ZERO)
  let s1 = ZERO
  let s2 = ZERO
  const settle = (j: number): void => {
    if (both[j] !== ZERO) s1 = s1.plus(both[j]!.times(both[j]!))
    both[j] = ZERO
  }
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) both[neighbor[e]!] = both[neighbor[e]!]!.plus(weight[e]!)
    for (let e = inward[i]!; e < inward[i + 1]!; e++) both[from[e]!] = both[from[e]!]!.plus(back[e]!)
    for (let e = start[i]!; e < start[i + 1]!; e++) settle(neighbor[e]!)
    for (let e = inward[i]!; e < inward[i + 1]!; e++) settle(from[e]!)
    s2 = s2.plus(degree[i]!.times(degree[i]!))
  }
  return { s0, s1: s1.times(0.5), s2, degree }
}

/** Values brought near 1 by a power of two, and how far each lies from their mean. */
export interface Spread {
  readonly x: Float64Array
  readonly mean: Twofold
  readonly z: readonly Twofold[]
  /** Σ z² */
  readonly squares: Twofold
  /** k = n Σ z⁴ / (Σ z²)² */
  readonly kurtosis: Twofold
}

/** Whether two values differ. */
function vary(values: Numbers): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true
  return false
}

/** Values and their deviations in twice the digits, for the variances; null if there are fewer than 4 or all are equal. */
export function spreadOf(values: Numbers): Spread | null {
  const n = values.length
  if (n < 4 || !vary(values)) return null
  const x = scaled(values, unitScale(values))
  let total = ZERO
  for (let i = 0; i < n; i++) total = total.plus(x[i]!)
  const mean = total.over(n)
  const z = Array.from(x, value => new Twofold(value).minus(mean))
  let squares = ZERO
  let fourths = ZERO
  for (const deviation of z) {
    const square = deviation.times(deviation)
    squares = squares.plus(square)
    fourths = fourths.plus(square.times(square))
  }
  return { x, mean, z, squares, kurtosis: fourths.over(squares).over(squares).times(n) }
}

/** Deviations from the mean, times a power of two that keeps squares within range. */
export interface Deviations {
  readonly z: Float64Array
  /** Σ z² */
  readonly squares: number
}

/** Subtracts the mean before anything is squared; null if all values are the same or there are none. */
export function deviations(values: Numbers): Deviations | null {
  const n = values.length
  if (!vary(values)) return null
  const near = scaled(values, safeScale(values))
  const mean = meanOf(near)
  let z = near
  let largest = 0
  for (let i = 0; i < n; i++) {
    z[i]! -= mean
    largest = Math.max(largest, Math.abs(z[i]!))
  }
  // where values differ little beside their size, even the rounding of their mean shows
  const off = sum(z) / n
  if (Math.abs(off) > 1e-12 * largest) for (let i = 0; i < n; i++) z[i]! -= off
  z = scaled(z, safeScale(z))
  let squares = 0
  for (let i = 0; i < n; i++) squares += z[i]! * z[i]!
  return { z, squares }
}

/** Standard score; null where there is no variance. */
export const score = (excess: Twofold, variance: Twofold): number | null =>
  variance.hi > 0 ? excess.hi / Math.sqrt(variance.hi) : null
