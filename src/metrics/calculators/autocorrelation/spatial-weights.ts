/** Who is near whom, as weights, and the values they are laid over: what the measures of autocorrelation share. */
import { meanOf, type Numbers, type Rows, safeScale, safeScaleOfRows, scaled } from '../arithmetic.ts'
import { choice, neighborLists, numbers, optional, parallelWeights } from '../input.ts'

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
  readonly s0: number
  /** ½ Σ (wᵢⱼ + wⱼᵢ)² */
  readonly s1: number
  /** Σ (row sum + column sum)² */
  readonly s2: number
  /** row sum + column sum of each unit */
  readonly degree: Float64Array
}

/** S0, S1 and S2 (Cliff & Ord 1981) in time proportional to the number of neighbours. */
export function weightSums({ start, neighbor, weight }: SpatialWeights): WeightSums {
  const n = start.length - 1
  const degree = new Float64Array(n)
  const inward = new Uint32Array(n + 1)
  let s0 = 0
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const w = weight[e]!
      s0 += w
      degree[i]! += w
      degree[neighbor[e]!]! += w
      inward[neighbor[e]! + 1]!++
    }
  }
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
  const both = new Float64Array(n)
  let s1 = 0
  let s2 = 0
  const settle = (j: number): void => {
    s1 += both[j]! * both[j]!
    both[j] = 0
  }
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) both[neighbor[e]!]! += weight[e]!
    for (let e = inward[i]!; e < inward[i + 1]!; e++) both[from[e]!]! += back[e]!
    for (let e = start[i]!; e < start[i + 1]!; e++) settle(neighbor[e]!)
    for (let e = inward[i]!; e < inward[i + 1]!; e++) settle(from[e]!)
    s2 += degree[i]! * degree[i]!
  }
  return { s0, s1: s1 / 2, s2, degree }
}

/** Deviations from the mean, times a power of two that keeps fourth powers within range. */
export interface Deviations {
  readonly z: Float64Array
  /** Σ z² */
  readonly squares: number
  /** k = n Σ z⁴ / (Σ z²)² */
  readonly kurtosis: number
}

/** Subtracts the mean before anything is squared; null if all values are the same or there are none. */
export function deviations(values: Numbers): Deviations | null {
  const n = values.length
  let varied = false
  for (let i = 1; i < n && !varied; i++) varied = values[i] !== values[0]
  if (!varied) return null
  const near = scaled(values, safeScale(values))
  const mean = meanOf(near)
  let z = near
  for (let i = 0; i < n; i++) z[i]! -= mean
  z = scaled(z, safeScale(z))
  let squares = 0
  let fourths = 0
  for (let i = 0; i < n; i++) {
    const square = z[i]! * z[i]!
    squares += square
    fourths += square * square
  }
  return { z, squares, kurtosis: (n * fourths) / squares / squares }
}

/**
 * A sum that theory may make exactly 0, such as a variance where every arrangement gives the same value: what is left
 * of terms that cancel to the last digits is rounding, and counts as 0.
 */
export function settledSum(...terms: number[]): number {
  let total = 0
  let size = 0
  for (const term of terms) {
    total += term
    size += Math.abs(term)
  }
  return total > 1e-13 * size ? total : 0
}

/** Standard score; null where there is no variance. */
export const score = (excess: number, variance: number): number | null =>
  variance > 0 ? excess / Math.sqrt(variance) : null
