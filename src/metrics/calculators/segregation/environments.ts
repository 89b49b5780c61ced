/** Who lives around each unit: distances, kernels and the mix of people within reach. */
import { exp } from '../../../lib/numeric.ts'
import type { Numbers, Rows } from '../arithmetic.ts'
import { choice, costs, openCosts, optional, points } from '../input.ts'
import { type Composition, countFields } from './composition.ts'

/** Where units lie: points, or distances (rows from, columns to) that stand in their place, Infinity if unreachable. */
export type Places = { readonly coordinates: Rows } | { readonly distances: Rows }

const kernelNames = ['uniform', 'triangular', 'quadratic', 'quartic', 'gaussian', 'exponential'] as const

/** How the weight of others falls with distance. */
export type Kernel = (typeof kernelNames)[number]

/** Input of measures over points or distances. */
export const placeFields = {
  ...countFields,
  distances: optional(costs('distances from unit to unit, in place of coordinates', { square: true, rows: 'counts' })),
  coordinates: points('where units lie, in metres', { length: 'counts', unless: 'distances' }),
} as const

/** The choice of a kernel. */
export const kernelField = choice('how weight falls with distance', kernelNames)

/** Places from a checked input; distances go first. */
export const placesOf = (input: {
  coordinates: Rows | undefined
  distances: readonly (readonly (number | null)[])[] | undefined
}): Places =>
  input.distances === undefined ? { coordinates: input.coordinates! } : { distances: openCosts(input.distances) }

/** Straight-line distance, also between points whose squares would overflow. */
export function distanceBetween(a: Numbers, b: Numbers): number {
  const dx = Math.abs(a[0]! - b[0]!)
  const dy = Math.abs(a[1]! - b[1]!)
  const long = dx > dy ? dx : dy
  if (long === 0 || (long > 1e-140 && long < 1e140)) return Math.sqrt(dx * dx + dy * dy)
  if (long === Number.POSITIVE_INFINITY) return long
  const ratio = (dx > dy ? dy : dx) / long
  return long * Math.sqrt(1 + ratio * ratio)
}

/** Weight at distance d for a bandwidth h > 0; 1 at distance 0. */
export function kernelWeight(kernel: Kernel, distance: number, bandwidth: number): number {
  if (distance === Number.POSITIVE_INFINITY) return 0
  const z = distance / bandwidth
  switch (kernel) {
    case 'uniform':
      return distance <= bandwidth ? 1 : 0
    case 'triangular':
      return z < 1 ? 1 - z : 0
    case 'quadratic':
      return z < 1 ? 1 - z * z : 0
    case 'quartic':
      return z < 1 ? (1 - z * z) * (1 - z * z) : 0
    case 'gaussian':
      return exp((-z * z) / 2)
    case 'exponential':
      return exp(-z)
  }
}

/**
 * The mix of people around each unit, others weighted by distance.
 * Points are scanned in order of their first coordinate, so a kernel that ends at its bandwidth looks only near by.
 *
 * @param city      the groups that exist
 * @param places    where the units lie
 * @param kernel    how weight falls
 * @param bandwidth h > 0, in the unit of the distances
 * @returns qᵢₖ at i·K + k; a unit with nobody in reach is its own environment
 */
export function environments(city: Composition, places: Places, kernel: Kernel, bandwidth: number): Float64Array {
  const { units, groups, people } = city
  const around = new Float64Array(units * groups)
  const add = (to: number, from: number, weight: number): void => {
    for (let k = 0; k < groups; k++) around[to * groups + k]! += weight * people[from * groups + k]!
  }
  if ('distances' in places) {
    for (let i = 0; i < units; i++) {
      const row = places.distances[i]!
      for (let j = 0; j < units; j++) {
        const weight = kernelWeight(kernel, row[j]!, bandwidth)
        if (weight > 0) add(i, j, weight)
      }
    }
  } else {
    const points = places.coordinates
    const endless = kernel === 'gaussian' || kernel === 'exponential'
    const order = Uint32Array.from({ length: units }, (_, i) => i).sort((i, j) => points[i]![0]! - points[j]![0]!)
    for (let a = 0; a < units; a++) {
      const i = order[a]!
      add(i, i, 1)
      for (let b = a + 1; b < units; b++) {
        const j = order[b]!
        if (!endless && points[j]![0]! - points[i]![0]! > bandwidth) break
        const weight = kernelWeight(kernel, distanceBetween(points[i]!, points[j]!), bandwidth)
        if (weight > 0) {
          add(i, j, weight)
          add(j, i, weight)
        }
      }
    }
  }
  return sharesOf(city, around)
}

/** Who is near whom: neighbours of unit i are unit[start[i]] … and count by their weight; the unit itself is one of them. */
export interface Near {
  readonly start: Int32Array
  readonly unit: Int32Array
  readonly weight: Float64Array
}

/**
 * The mix of people around each unit, from weights known beforehand: for many readings of the same places.
 * @returns as `environments`
 */
export function environmentsNear(city: Composition, { start, unit, weight }: Near): Float64Array {
  const { units, groups, people } = city
  const around = new Float64Array(units * groups)
  for (let i = 0; i < units; i++)
    for (let e = start[i]!, to = i * groups; e < start[i + 1]!; e++) {
      const from = unit[e]! * groups
      const w = weight[e]!
      for (let k = 0; k < groups; k++) around[to + k]! += w * people[from + k]!
    }
  return sharesOf(city, around)
}

/** Weighted people around each unit become shares; a unit with nobody in reach is its own environment. */
function sharesOf({ units, groups, inUnit }: Composition, around: Float64Array): Float64Array {
  for (let i = 0; i < units; i++) {
    let all = 0
    for (let k = 0; k < groups; k++) all += around[i * groups + k]!
    for (let k = 0; k < groups; k++) {
      const at = i * groups + k
      around[at] = all > 0 ? around[at]! / all : inUnit[at]!
    }
  }
  return around
}
