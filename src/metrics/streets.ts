/**
 * Walks that measures take, on the streets as walls and gates stand this month: the city's own street graph is made when
 * walks are due and may be months old. A walk is kept until a wall, a gate or a street changes that it could have come to,
 * and for all runs on a plan whose streets stand alike.
 */
import { type City, ofPlan } from '../city/city.ts'
import { createWalker, forget, graphNow, type StreetGraph, type Walker, walkFrom, wallAbout } from '../city/walking.ts'
import type { Cells } from '../lib/table.ts'

/** Parcels within a walk of a place, in walking order, and the walks to them [units]. */
export interface Surroundings {
  readonly parcel: Int32Array
  readonly units: Uint16Array
  /** where it starts: parcel, walled estate that the walk may leave (−1 = none), units already walked at the door */
  readonly from: number
  readonly own: number
  readonly offset: number
  /** places in the list of parcels of the estate `own`; null if there is none */
  readonly members: Int32Array | null
}

export interface Streets {
  readonly graph: StreetGraph
  readonly walker: Walker
  /** estate of each parcel, −1 = none */
  readonly estate: Int32Array
  /** walks that were asked for, by reach, and by where they start and what lies between */
  readonly walks: Map<number, Map<number, Surroundings>>
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
 * @param make is given what was made before, if anything
 * @example keptWhile(city, 'streets now', [], [[estates.walled, estates.rows]], () => build(city))
 */
export function keptWhile<T>(
  city: City,
  name: string,
  of: readonly object[],
  columns: readonly Column[],
  make: (before: T | undefined) => T,
): T {
  const kept = city.derived.get(name) as Kept | undefined
  if (kept && of.every((thing, i) => thing === kept.of[i]) && isAsBefore(kept.copies, columns)) return kept.value as T
  const value = make(kept?.value as T | undefined)
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
    before => {
      const known = ofPlan(city, 'streets of measures', () => new WeakMap<StreetGraph, Streets>())
      const graph = graphNow(city)
      let streets = known.get(graph)
      if (!streets) known.set(graph, (streets = walkable(city, graph, before)))
      return streets
    },
  )
}

/** Streets with the walks that are as they were before. */
function walkable(city: City, graph: StreetGraph, before: Streets | undefined): Streets {
  const { parcels } = city
  const streets = {
    graph,
    walker: before?.walker ?? createWalker(graph.nodes),
    estate: Int32Array.from(parcels.estate.subarray(0, parcels.rows)),
    walks: new Map<number, Map<number, Surroundings>>(),
  }
  if (before) keepWalks(city, before, streets)
  return streets
}

const FAR = 65535

/**
 * Takes over walks that must be as they were: from behind no other wall, and not within reach of a place where streets or
 * estates have changed. Until a walk comes to such a place, it is the same in both.
 */
function keepWalks(city: City, before: Streets, now: Streets): void {
  const { parcels } = city
  const changed = changedNodes(city, before.graph, now.graph)
  for (let p = 0; p < parcels.rows; p++) if (before.estate[p] !== now.estate[p]) changed.push(parcels.node[p]!)
  const away = unitsFrom(now.graph, changed, Math.max(0, ...before.walks.keys()))
  for (const [reach, walks] of before.walks) {
    const kept = new Map<number, Surroundings>()
    for (const [key, walk] of walks)
      if (walk.own === wallAbout(city, walk.from) && walk.offset + away[parcels.node[walk.from]!]! > reach)
        kept.set(key, walk)
    now.walks.set(reach, kept)
  }
}

/** Nodes where a walk may go on otherwise than before: other arcs, other walls, or a neighbour behind another wall. */
function changedNodes({ edges }: City, before: StreetGraph, now: StreetGraph): number[] {
  const isChanged = new Uint8Array(now.nodes)
  for (let e = 0; e < edges.rows; e++)
    if (before.wall[e] !== now.wall[e]) isChanged[edges.a[e]!] = isChanged[edges.b[e]!] = 1
  for (let n = 0; n < now.nodes; n++) {
    if (before.inside[n] === now.inside[n]) continue
    isChanged[n] = 1
    for (let arc = now.start[n]!; arc < now.start[n + 1]!; arc++) isChanged[now.to[arc]!] = 1
  }
  const changed: number[] = []
  for (let n = 0; n < now.nodes; n++) if (isChanged[n] === 1) changed.push(n)
  return changed
}

/** Units by open streets from the nearest of some nodes, as if there were no walls; FAR beyond the reach. */
function unitsFrom({ nodes, start, to, units }: StreetGraph, from: readonly number[], reach: number): Uint16Array {
  const away = new Uint16Array(nodes).fill(FAR)
  const waiting = [...from]
  for (const n of from) away[n] = 0
  for (let i = 0; i < waiting.length; i++) {
    const n = waiting[i]!
    for (let arc = start[n]!; arc < start[n + 1]!; arc++) {
      const walk = away[n]! + units[arc]!
      const m = to[arc]!
      if (walk >= away[m]! || walk > reach) continue
      away[m] = walk
      waiting.push(m)
    }
  }
  return away
}

function membersAmong(parcel: Int32Array, estate: ArrayLike<number>, own: number): Int32Array {
  const members: number[] = []
  for (let i = 0; i < parcel.length; i++) if (estate[parcel[i]!] === own) members.push(i)
  return Int32Array.from(members)
}

/**
 * Parcels within a walk of a place, door to door; who lives behind walls leaves by the gate, and so do those who come.
 * @param reach   units, at most WALK_LIMIT
 * @param parcel  where the walk starts
 * @param away    units between the place and the border of that parcel
 * @example walksWithin(city, 400)(p).parcel
 */
export function walksWithin(city: City, reach: number): (parcel: number, away?: number) => Surroundings {
  const { parcels } = city
  const { graph, walker, walks } = streetsNow(city)
  let kept = walks.get(reach)
  if (!kept) walks.set(reach, (kept = new Map()))
  const known = kept
  const found = new Int32Array(parcels.rows)
  const far = new Uint16Array(parcels.rows)
  return (from, away = 0) => {
    const key = from * FAR + away
    const walk = known.get(key)
    if (walk) return walk
    const own = wallAbout(city, from)
    const offset = parcels.door[from]! + away
    const reached = walkFrom(graph, walker, parcels.node[from]!, own, offset, reach)
    let used = 0
    for (let i = 0; i < reached; i++) {
      const n = walker.settled[i]!
      for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
        const p = graph.doorParcel[k]!
        const units = p === from && away === 0 ? 0 : walker.distance[n]! + parcels.door[p]!
        if (units > reach) continue
        found[used] = p
        far[used++] = units
      }
    }
    forget(walker, reached)
    const parcel = found.slice(0, used)
    const members = own < 0 ? null : membersAmong(parcel, parcels.estate, own)
    const made = { parcel, units: far.slice(0, used), from, own, offset, members }
    known.set(key, made)
    return made
  }
}
