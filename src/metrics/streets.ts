/**
 * Walks that measures take, on the streets as walls and gates stand this month: the city's own street graph is made when
 * walks are due and may be months old. Kept until a wall, a gate or a street changes.
 */
import type { City } from '../city/city.ts'
import { WALK_METRES_PER_UNIT } from '../city/plan.ts'
import { createWalker, forget, graphNow, type StreetGraph, type Walker, walkFrom } from '../city/walking.ts'
import type { Cells } from '../lib/table.ts'

export interface Streets {
  readonly graph: StreetGraph
  readonly walker: Walker
}

type Column = readonly [cells: Cells, rows: number]

interface Kept {
  readonly of: readonly object[]
  readonly copies: readonly Uint8Array[]
  readonly value: unknown
}

const bytesOf = ([cells, rows]: Column): Uint8Array =>
  new Uint8Array(cells.buffer, cells.byteOffset, rows * cells.BYTES_PER_ELEMENT)

/** Whether columns hold what they held, byte by byte. */
const isAsBefore = (copies: readonly Uint8Array[], columns: readonly Column[]): boolean =>
  columns.every((column, c) => {
    const copy = copies[c]!
    const bytes = bytesOf(column)
    return copy.length === bytes.length && isSame(copy, bytes)
  })

/** Four bytes at a time; columns begin at whole multiples of eight. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  const words = a.length >>> 2
  const left = new Int32Array(a.buffer, a.byteOffset, words)
  const right = new Int32Array(b.buffer, b.byteOffset, words)
  for (let i = 0; i < words; i++) if (left[i] !== right[i]) return false
  for (let i = words * 4; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * Something made from columns of the city and from other things so made, kept until one of them changes.
 * @example keptWhile(city, 'streets now', [], [[estates.walled, estates.rows]], () => build(city))
 */
export function keptWhile<T>(
  city: City,
  name: string,
  of: readonly object[],
  columns: readonly Column[],
  make: () => T,
): T {
  const kept = city.derived.get(name) as Kept | undefined
  if (kept && of.every((thing, i) => thing === kept.of[i]) && isAsBefore(kept.copies, columns)) return kept.value as T
  const value = make()
  city.derived.set(name, { of, copies: columns.map(column => bytesOf(column).slice()), value } satisfies Kept)
  return value
}

/** The streets of this month. @example const { graph, walker } = streetsNow(city) */
export function streetsNow(city: City): Streets {
  const { edges, estates, parcels } = city
  return keptWhile(
    city,
    'streets now',
    [],
    [
      [edges.flags, edges.rows],
      [edges.estate, edges.rows],
      [estates.walled, estates.rows],
      [parcels.estate, parcels.rows],
    ],
    () => {
      const graph = graphNow(city)
      return { graph, walker: createWalker(graph.nodes) }
    },
  )
}

/** Parcels within a walk of one, itself first, and the walks to them [units]. */
export interface Surroundings {
  readonly parcel: Int32Array
  readonly units: Uint16Array
}

/**
 * Parcels within a walk of a parcel, door to door; who lives behind walls leaves by the gate, and so do those who come.
 * @param metres reach, at most 30 minutes
 */
export function surroundingsOf(city: City, metres: number): (parcel: number) => Surroundings {
  const { parcels, estates } = city
  const streets = streetsNow(city)
  const kept = keptWhile(city, `surroundings ${metres}`, [streets], [], (): (Surroundings | undefined)[] => [])
  const { graph, walker } = streets
  const limit = Math.floor(metres / WALK_METRES_PER_UNIT)
  return p => {
    const known = kept[p]
    if (known) return known
    const estate = parcels.estate[p]!
    const own = estate >= 0 && estates.walled[estate] ? estate : -1
    const parcel = [p]
    const units = [0]
    const reached = walkFrom(graph, walker, parcels.node[p]!, own, parcels.door[p]!, limit)
    for (let i = 0; i < reached; i++) {
      const n = walker.settled[i]!
      for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
        const q = graph.doorParcel[k]!
        const walk = walker.distance[n]! + parcels.door[q]!
        if (q === p || walk > limit) continue
        parcel.push(q)
        units.push(walk)
      }
    }
    forget(walker, reached)
    const row = { parcel: Int32Array.from(parcel), units: Uint16Array.from(units) }
    kept[p] = row
    return row
  }
}
