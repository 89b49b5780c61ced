import { directionNumbers, MAX_DIMENSIONS } from './directions.ts'

const BITS = 32

/** Direction numbers of a dimension as 32-bit fractions: the recurrence of its primitive polynomial. */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS)
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) v[i] = 1 << (BITS - 1 - i)
    return v
  }
  const [inner = 0, ...initial] = directionNumbers[dimension - 1]!
  const degree = initial.length
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      v[i] = initial[i]! << (BITS - 1 - i)
      continue
    }
    let next = v[i - degree]! ^ (v[i - degree]! >>> degree)
    for (let k = 1; k < degree; k++) if ((inner >>> (degree - 1 - k)) & 1) next ^= v[i - k]!
    v[i] = next
  }
  return v
}

/**
 * Points of Sobol's sequence, in Gray-code order, not scrambled. The first point is the origin.
 * Source: Sobol' 1967, USSR Comput. Math. Math. Phys. 7(4); Antonov & Saleev 1979; directions of Joe & Kuo 2008.
 *
 * @param count       points; powers of two keep the sequence balanced
 * @param dimensions  from 1 to 256
 * @param skip        points left out at the beginning
 * @returns  a row a point, each number in [0, 1)
 * @throws {RangeError} outside these ranges
 * @example sobolSequence(3, 2) // => [[0, 0], [0.5, 0.5], [0.75, 0.25]]
 */
export function sobolSequence(count: number, dimensions: number, skip = 0): number[][] {
  if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= MAX_DIMENSIONS))
    throw new RangeError(`sobolSequence: ${dimensions} dimensions; there are directions for 1 to ${MAX_DIMENSIONS}.`)
  if (!(Number.isInteger(count) && Number.isInteger(skip) && count >= 0 && skip >= 0 && count + skip <= 0x80000000))
    throw new RangeError(`sobolSequence: ${count} points after ${skip}; both are whole numbers, together at most 2^31.`)
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d))
  const state = new Uint32Array(dimensions)
  const gray = skip ^ (skip >>> 1)
  for (let bit = 0; bit < BITS; bit++)
    if ((gray >>> bit) & 1) for (let d = 0; d < dimensions; d++) state[d]! ^= directions[d]![bit]!
  return Array.from({ length: count }, (_, i) => {
    const point = Array.from(state, word => word / 4294967296)
    // the next Gray code differs in the bit of the lowest zero of the index
    const index = skip + i
    const bit = 31 - Math.clz32(~index & (index + 1))
    for (let d = 0; d < dimensions; d++) state[d]! ^= directions[d]![bit]!
    return point
  })
}
