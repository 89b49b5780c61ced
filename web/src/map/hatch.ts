/** Lines across parcels whose change has a direction: a second sign beside colour. */

/** Distance between lines, of a parcel's usual width. */
const SPACING = 1 / 6

/** Median width of parcels, as if they were squares [m]. */
export function usualWidth(rings: readonly Float32Array[]): number {
  const widths = rings
    .map(ring => {
      let twice = 0
      for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length
        twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!
      }
      return Math.sqrt(Math.abs(twice) / 2)
    })
    .sort((a, b) => a - b)
  return widths[Math.floor(widths.length / 2)] ?? 1
}

/**
 * Ends of the lines, x0 y0 z0 x1 y1 z1 …: rising to the right where a change is less just, falling where it is more.
 * @param steps by parcel, below 0 = less just, above 0 = more just
 * @example hatch([Float32Array.of(0, 0, 6, 0, 6, 6, 0, 6)], Int8Array.of(1), 6) // lines that fall to the right
 */
export function hatch(rings: readonly Float32Array[], steps: Int8Array, width: number): Float32Array {
  const apart = width * SPACING * Math.SQRT2
  const ends: number[] = []
  const cuts: number[] = []
  rings.forEach((ring, p) => {
    const step = steps[p]!
    if (step === 0) return
    // lines y = s·x + c: along one line y − s·x is the same, so each edge is cut where it takes that value
    const s = step < 0 ? 1 : -1
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = 0; i < ring.length; i += 2) {
      const c = ring[i + 1]! - s * ring[i]!
      low = Math.min(low, c)
      high = Math.max(high, c)
    }
    for (let c = Math.ceil(low / apart) * apart; c < high; c += apart) {
      cuts.length = 0
      for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length
        const a = ring[i + 1]! - s * ring[i]! - c
        const b = ring[j + 1]! - s * ring[j]! - c
        if (a < 0 === b < 0) continue
        cuts.push(ring[i]! + (a / (a - b)) * (ring[j]! - ring[i]!))
      }
      cuts.sort((x, y) => x - y)
      for (let k = 0; k + 1 < cuts.length; k += 2)
        ends.push(cuts[k]!, s * cuts[k]! + c, 0, cuts[k + 1]!, s * cuts[k + 1]! + c, 0)
    }
  })
  return Float32Array.from(ends)
}
