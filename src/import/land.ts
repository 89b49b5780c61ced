/**
 * Divides the ground into parcels. Wide streets and railways part it into blocks; mapped areas keep their use; what a
 * building stands on goes to the nearest building within the block; neighbouring buildings of one use are put together
 * to parcels of about a hectare and a half; what is too large is cut, what is too small joins a neighbour.
 */
import type { BuildingKind } from '../city/plan.ts'
import type { Ring } from './geometry.ts'
import { signedArea } from './geometry.ts'
import type { DraftBuilding } from './homes.ts'
import { STOCKS_LARGEST, stocksNeeded } from './homes.ts'
import type { Raster } from './raster.ts'
import { cellAt, fillRings, labelBoxes, pieces, smoothLoop, strokeLine, traceLabel } from './raster.ts'
import type { Ground } from './tags.ts'

export interface DraftArea {
  id: string
  ground: Ground
  /** outer and inner rings */
  rings: Ring[]
  area: number
  name: string
}

export interface LandInput {
  raster: Raster
  areas: DraftArea[]
  buildings: DraftBuilding[]
  /** lines whose ground is not parcelled: metres to either side */
  corridors: { line: number[]; reach: number }[]
  /** walled outlines: a parcel lies wholly inside or outside one */
  walls: Ring[]
}

export interface DraftParcel {
  ring: Ring
  ground: Ground
  /** row of the mapped area it is, −1 if none */
  area: number
  /** row of the walled outline it is in, −1 if none */
  wall: number
  buildings: number[]
}

export interface Land {
  parcels: DraftParcel[]
  /** parcel by cell, −1 = none */
  label: Int32Array
  /** cells of streets and railways, and of water */
  water: Uint8Array
  /** buildings that ended on no parcel, or on one of a use without homes */
  homeless: number
  /** pieces of ground too small or too ragged for a parcel, and their m² */
  left: { count: number; area: number }
  holes: number
}

/** A parcel's size by model.md §1.3 [m²], with room for straightened outlines. */
const SMALLEST = 500
const LARGEST = 200_000
const CUT_ABOVE = 185_000
const JOIN_BELOW = 620
/** Sizes that buildings' ground is put together to [m²]. */
const TARGET: Partial<Record<Ground, number>> = { residential: 16_000, employment: 30_000 }
const TARGET_OTHER = 20_000
/** How far a building's ground reaches where no area is mapped [m]. */
const REACH = 70
/** Unmapped ground left between buildings' grounds joins them up to this size [m²]. */
const LEFTOVER = 5000

/** Grounds whose use a building on them may change. */
const SOFT: ReadonlySet<Ground> = new Set(['open', 'residential', 'employment', 'retail'])

/** Grounds on which houses stand here and there: each takes a little of it. */
const WILD: ReadonlySet<Ground> = new Set(['nature', 'farmland'])

interface Unit {
  ground: Ground
  area: number
  cells: number
  wall: number
  soft: boolean
  homes: Map<BuildingKind, number>
  /** m of common border by unit */
  borders: Map<number, number>
  gone: boolean
}

export function divideLand(input: LandInput): Land {
  const { raster, areas, buildings, corridors, walls } = input
  const { width, height, cell } = raster
  const cells = width * height
  const cellArea = cell * cell

  // what is mapped: smaller areas over larger ones, water over all
  const mapped = new Int32Array(cells).fill(-1)
  const order = areas.map((_, a) => a).sort((a, b) => areas[b]!.area - areas[a]!.area || a - b)
  for (const a of order)
    if (areas[a]!.ground !== 'water')
      fillRings(raster, areas[a]!.rings, c => {
        mapped[c] = a
      })
  const water = new Uint8Array(cells)
  for (const a of order)
    if (areas[a]!.ground === 'water')
      fillRings(raster, areas[a]!.rings, c => {
        mapped[c] = a
        water[c] = 1
      })
  const groundAt = (c: number): Ground => (mapped[c]! < 0 ? 'open' : areas[mapped[c]!]!.ground)
  const blocked = new Uint8Array(cells)
  for (const { line, reach } of corridors)
    strokeLine(raster, line, Math.max(reach, cell * 0.71), c => {
      if (!water[c]) blocked[c] = 1
    })
  for (let c = 0; c < cells; c++) if (groundAt(c) === 'railway') blocked[c] = 1
  const walled = new Int32Array(cells).fill(-1)
  walls
    .map((ring, w) => ({ w, area: signedArea(ring) }))
    .sort((p, q) => q.area - p.area || p.w - q.w)
    .forEach(({ w }) => {
      fillRings(raster, [walls[w]!], c => {
        walled[c] = w
      })
    })

  const mayTake = (b: DraftBuilding, ground: Ground): boolean =>
    SOFT.has(ground) || (b.use === 'residential' && WILD.has(ground))

  // each building's own ground, spreading from its footprint until it meets another's
  const owner = new Int32Array(cells).fill(-1)
  const reached = new Float64Array(cells).fill(Number.POSITIVE_INFINITY)
  const buckets: number[][] = []
  const push = (c: number, d: number, b: number) => {
    if (d >= reached[c]!) return
    reached[c] = d
    owner[c] = b
    const bucket = buckets[d]
    if (bucket) bucket.push(c)
    else buckets[d] = [c]
  }
  const footprints = new Map<number, number[]>()
  buildings.forEach((b, row) => {
    if (b.use === 'none') return
    const under: number[] = []
    fillRings(raster, [b.outline], c => {
      under.push(c)
    })
    if (under.length === 0) {
      const c = cellAt(raster, b.x, b.y)
      if (c >= 0) under.push(c)
    }
    footprints.set(row, under)
    for (const c of under)
      if (!water[c] && reached[c] !== 0 && mayTake(b, groundAt(c))) {
        blocked[c] = 0 // a building over a mapped street stands all the same
        push(c, 0, row)
      }
  })
  const limit = Math.round((REACH / cell) * 5)
  for (let d = 0; d < buckets.length; d++) {
    for (const c of buckets[d] ?? []) {
      if (reached[c] !== d) continue
      const column = c % width
      const line = (c - column) / width
      for (let dl = -1; dl <= 1; dl++)
        for (let dc = -1; dc <= 1; dc++) {
          const [nc, nl] = [column + dc, line + dl]
          if ((dc === 0 && dl === 0) || nc < 0 || nl < 0 || nc >= width || nl >= height) continue
          const next = nl * width + nc
          if (blocked[next] || water[next] || walled[next] !== walled[c]) continue
          const ground = groundAt(next)
          if (!mayTake(buildings[owner[c]!]!, ground)) continue
          // into unmapped ground from anywhere, but not from one mapped area into another
          const open = mapped[next] === -1
          if (!open && mapped[next] !== mapped[c]) continue
          const step = d + (dc !== 0 && dl !== 0 ? 7 : 5)
          if ((open || WILD.has(ground)) && step > (open ? limit : limit >> 1)) continue
          push(next, step, owner[c]!)
        }
    }
    buckets[d] = []
  }

  // pieces of one owner, or of one mapped area
  const key = new Int32Array(cells).fill(-1)
  const wallKeys = walls.length + 1
  for (let c = 0; c < cells; c++) {
    if (blocked[c]) continue
    const what = owner[c]! >= 0 ? owner[c]! : buildings.length + mapped[c]! + 1
    key[c] = what * wallKeys + walled[c]! + 1
  }
  let { label, count } = pieces(raster, key)
  const units: Unit[] = []
  const areaOf: number[] = []
  for (let c = 0; c < cells; c++) {
    const u = label[c]!
    if (u < 0) continue
    if (units[u] === undefined) {
      const b = owner[c]!
      const ground = b >= 0 ? (buildings[b]!.use as Ground) : groundAt(c)
      const bare = b < 0 && (ground === 'residential' || ground === 'open')
      units[u] = {
        ground: bare ? 'open' : ground,
        area: 0,
        cells: 0,
        wall: walled[c]!,
        soft: b >= 0 || SOFT.has(ground),
        homes: new Map(),
        borders: new Map(),
        gone: false,
      }
      areaOf[u] = b >= 0 ? -1 : mapped[c]!
    }
    units[u]!.cells++
    units[u]!.area += cellArea
  }
  buildings.forEach((b, row) => {
    if (b.use !== 'residential') return
    const c = footprints.get(row)?.find(at => owner[at] === row)
    const u = c === undefined ? -1 : label[c]!
    if (u < 0) return
    const { homes } = units[u]!
    homes.set(b.kind, (homes.get(b.kind) ?? 0) + b.dwellings)
  })
  const addBorder = (a: number, b: number) => {
    if (a === b || a < 0 || b < 0) return
    units[a]!.borders.set(b, (units[a]!.borders.get(b) ?? 0) + cell)
    units[b]!.borders.set(a, (units[b]!.borders.get(a) ?? 0) + cell)
  }
  for (let c = 0; c < cells; c++) {
    if ((c + 1) % width !== 0) addBorder(label[c]!, label[c + 1]!)
    if (c + width < cells) addBorder(label[c]!, label[c + width]!)
  }

  // put together: the smallest first, with the neighbour of its use it shares most border with
  const parent = units.map((_, u) => u)
  const root = (u: number): number => {
    while (parent[u] !== u) u = parent[u] = parent[parent[u]!]!
    return u
  }
  const join = (from: number, into: number) => {
    const a = units[from]!
    const b = units[into]!
    parent[from] = into
    a.gone = true
    b.cells += a.cells
    b.area += a.area
    for (const [kind, n] of a.homes) b.homes.set(kind, (b.homes.get(kind) ?? 0) + n)
    b.borders.delete(from)
    for (const [u, metres] of a.borders) {
      if (u === into) continue
      b.borders.set(u, (b.borders.get(u) ?? 0) + metres)
      const other = units[u]!.borders
      other.set(into, (other.get(into) ?? 0) + metres)
      other.delete(from)
    }
    a.borders.clear()
  }
  const together = (a: Unit, b: Unit): Map<BuildingKind, number> => {
    const homes = new Map(a.homes)
    for (const [kind, n] of b.homes) homes.set(kind, (homes.get(kind) ?? 0) + n)
    return homes
  }
  const homesIn = (u: Unit): number => [...u.homes.values()].reduce((sum, n) => sum + n, 0)
  const heap = new SmallestFirst()
  units.forEach((u, i) => {
    if (u.soft && u.ground !== 'open') heap.push(u.area, i)
  })
  for (let next = heap.pop(); next; next = heap.pop()) {
    const from = next.item
    const unit = units[from]!
    if (unit.gone || unit.area !== next.size) continue
    const few = unit.ground === 'residential' && homesIn(unit) < 20
    const most = (TARGET[unit.ground] ?? TARGET_OTHER) * (few ? 1.6 : 1)
    let best = -1
    let metres = 0
    for (const [u, shared] of unit.borders) {
      const other = units[u]!
      if (!other.soft || other.ground !== unit.ground || other.wall !== unit.wall) continue
      if (unit.area + other.area > most || stocksNeeded(together(unit, other)) > STOCKS_LARGEST) continue
      if (shared > metres || (shared === metres && u < best)) {
        metres = shared
        best = u
      }
    }
    if (best < 0) continue
    join(from, best)
    heap.push(units[best]!.area, best)
  }
  // what is too small for a parcel joins whatever it borders most
  const smallest = (u: Unit): number => (u.soft && u.ground === 'open' ? LEFTOVER : JOIN_BELOW)
  const tiny = units
    .map((_, u) => u)
    .filter(u => !units[u]!.gone && units[u]!.area < smallest(units[u]!))
    .sort((a, b) => units[a]!.area - units[b]!.area || a - b)
  for (const from of tiny) {
    const unit = units[from]!
    if (unit.gone || unit.area >= smallest(unit)) continue
    let best = -1
    let score = 0
    for (const [u, shared] of unit.borders) {
      const other = units[u]!
      if (other.wall !== unit.wall || other.ground === 'water') continue
      if (unit.area >= JOIN_BELOW && (!other.soft || other.area + unit.area > LARGEST / 4)) continue
      const worth =
        shared * (other.ground === unit.ground ? 3 : other.ground === 'residential' && homesIn(unit) > 0 ? 2 : 1)
      if (worth > score || (worth === score && u < best)) {
        score = worth
        best = u
      }
    }
    if (best >= 0) join(from, best)
  }
  const groundOfLabel: Ground[] = []
  const areaOfLabel: number[] = []
  const wallOfLabel: number[] = []
  units.forEach((u, i) => {
    groundOfLabel[i] = u.ground
    areaOfLabel[i] = areaOf[i]!
    wallOfLabel[i] = u.wall
  })
  for (let c = 0; c < cells; c++) if (label[c]! >= 0) label[c] = root(label[c]!)

  // cut what is too large, and what surrounds something else, until every parcel has one outline
  const left = { count: 0, area: 0 }
  let holes = 0
  count = units.length
  let boxes = labelBoxes(raster, label, count)
  const cut = (value: number, upright: boolean, at: number): number[] => {
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    const wide = c1 - c0 + 1
    const local = { ...raster, width: wide, height: l1 - l0 + 1 }
    const part = new Int32Array(wide * (l1 - l0 + 1)).fill(-1)
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++)
        if (label[l * width + c] === value) part[(l - l0) * wide + c - c0] = (upright ? c : l) < at ? 0 : 1
    const { label: piece, count: n } = pieces(local, part)
    const fresh: number[] = [value]
    for (let k = 1; k < n; k++) {
      fresh.push(count)
      groundOfLabel.push(groundOfLabel[value]!)
      areaOfLabel.push(areaOfLabel[value]!)
      wallOfLabel.push(wallOfLabel[value]!)
      count++
    }
    const grown = new Int32Array(count * 4)
    grown.set(boxes)
    boxes = grown
    for (const f of fresh) boxes.set([width, height, -1, -1], f * 4)
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++) {
        const k = piece[(l - l0) * wide + c - c0]!
        if (k < 0) continue
        const f = fresh[k]!
        label[l * width + c] = f
        if (c < boxes[f * 4]!) boxes[f * 4] = c
        if (l < boxes[f * 4 + 1]!) boxes[f * 4 + 1] = l
        if (c > boxes[f * 4 + 2]!) boxes[f * 4 + 2] = c
        if (l > boxes[f * 4 + 3]!) boxes[f * 4 + 3] = l
      }
    return fresh
  }
  const sizeOf = (value: number): number => {
    let n = 0
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    for (let l = l0; l <= l1; l++) for (let c = c0; c <= c1; c++) if (label[l * width + c] === value) n++
    return n * cellArea
  }
  const middle = (value: number, upright: boolean): number => {
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    const tally = new Map<number, number>()
    let n = 0
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++)
        if (label[l * width + c] === value) {
          const at = upright ? c : l
          tally.set(at, (tally.get(at) ?? 0) + 1)
          n++
        }
    let sum = 0
    for (let at = upright ? c0 : l0; ; at++) {
      sum += tally.get(at) ?? 0
      if (sum * 2 >= n) return Math.max((upright ? c0 : l0) + 1, at)
    }
  }
  const erase = (value: number) => {
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++) if (label[l * width + c] === value) label[l * width + c] = -1
  }
  /** Gives all cells of one label to the label it borders most; −1 if there is none. */
  const absorb = (value: number): number => {
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    const tally = new Map<number, number>()
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++) {
        if (label[l * width + c] !== value) continue
        for (const [nc, nl] of [
          [c - 1, l],
          [c + 1, l],
          [c, l - 1],
          [c, l + 1],
        ] as const) {
          const other = nc < 0 || nl < 0 || nc >= width || nl >= height ? -1 : label[nl * width + nc]!
          if (
            other < 0 ||
            other === value ||
            wallOfLabel[other] !== wallOfLabel[value] ||
            groundOfLabel[other] === 'water'
          )
            continue
          tally.set(other, (tally.get(other) ?? 0) + (groundOfLabel[other] === groundOfLabel[value] ? 3 : 1))
        }
      }
    let best = -1
    for (const [u, n] of [...tally].sort((a, b) => a[0] - b[0])) if (best < 0 || n > tally.get(best)!) best = u
    if (best < 0) return -1
    for (let l = l0; l <= l1; l++)
      for (let c = c0; c <= c1; c++) if (label[l * width + c] === value) label[l * width + c] = best
    boxes[best * 4] = Math.min(boxes[best * 4]!, c0)
    boxes[best * 4 + 1] = Math.min(boxes[best * 4 + 1]!, l0)
    boxes[best * 4 + 2] = Math.max(boxes[best * 4 + 2]!, c1)
    boxes[best * 4 + 3] = Math.max(boxes[best * 4 + 3]!, l1)
    return best
  }
  const queue: number[] = []
  const tries = new Map<number, number>()
  for (let u = 0; u < units.length; u++) if (!units[u]!.gone) queue.push(u)
  for (let q = 0; q < queue.length; q++) {
    const value = queue[q]!
    const size = sizeOf(value)
    if (size === 0) continue
    const tried = (tries.get(value) ?? 0) + 1
    tries.set(value, tried)
    if (size < SMALLEST) {
      const into = tried < 4 ? absorb(value) : -1
      if (into >= 0) queue.push(into)
      else {
        left.count++
        left.area += size
        erase(value)
      }
      continue
    }
    const [c0, l0, c1, l1] = boxes.slice(value * 4, value * 4 + 4) as unknown as [number, number, number, number]
    if (size > CUT_ABOVE) {
      const upright = c1 - c0 >= l1 - l0
      queue.push(...cut(value, upright, middle(value, upright)))
      continue
    }
    const { holes: inner } = traceLabel(raster, label, value, boxes)
    if (inner.length === 0 || tried > 12) {
      if (inner.length > 0) holes += inner.length
      continue
    }
    const hole = inner.reduce((a, b) => (signedArea(b) < signedArea(a) ? b : a))
    if (fillHole(raster, label, hole, value)) {
      queue.push(value)
      continue
    }
    // cut through the hole across the parcel's shorter side
    let [lowC, highC, lowL, highL] = [width, -1, height, -1]
    for (let i = 0; i < hole.length; i += 2) {
      lowC = Math.min(lowC, hole[i]!)
      highC = Math.max(highC, hole[i]!)
      lowL = Math.min(lowL, hole[i + 1]!)
      highL = Math.max(highL, hole[i + 1]!)
    }
    const upright = c1 - c0 >= l1 - l0
    queue.push(...cut(value, upright, upright ? (lowC + highC) >> 1 : (lowL + highL) >> 1))
  }

  // outlines
  const rowOf = new Int32Array(count).fill(-1)
  const parcels: DraftParcel[] = []
  boxes = labelBoxes(raster, label, count)
  for (let value = 0; value < count; value++) {
    if (boxes[value * 4 + 2]! < 0) continue
    const { outer } = traceLabel(raster, label, value, boxes)
    const ring = outer.length < 8 ? null : smoothLoop(raster, label, outer)
    const size = ring ? signedArea(ring) : 0
    if (ring === null || size < SMALLEST || size > LARGEST) {
      left.count++
      left.area += sizeOf(value)
      continue
    }
    rowOf[value] = parcels.length
    parcels.push({
      ring,
      ground: groundOfLabel[value]!,
      area: areaOfLabel[value]!,
      wall: wallOfLabel[value]!,
      buildings: [],
    })
  }
  label = label.map(value => (value < 0 ? -1 : rowOf[value]!))

  // each building on the parcel that holds most of its footprint
  let homeless = 0
  buildings.forEach((b, row) => {
    if (b.use === 'none') return
    const tally = new Map<number, number>()
    for (const c of footprints.get(row) ?? []) if (label[c]! >= 0) tally.set(label[c]!, (tally.get(label[c]!) ?? 0) + 1)
    let best = -1
    for (const [p, n] of [...tally].sort((a, b) => a[0] - b[0])) if (best < 0 || n > tally.get(best)!) best = p
    if (best >= 0) parcels[best]!.buildings.push(row)
    if (b.use === 'residential' && (best < 0 || parcels[best]!.ground !== 'residential')) homeless++
  })
  return { parcels, label, water, homeless, left, holes }
}

/** Fills a hole that is nobody's and small, such as a roundabout; false if it holds parcels or is large. */
function fillHole(raster: Raster, label: Int32Array, hole: number[], value: number): boolean {
  const { width, cell } = raster
  const inside: number[] = []
  let free = true
  const metres = hole.map((v, i) => (i % 2 === 0 ? raster.x0 : raster.y0) + v * cell)
  fillRings(raster, [metres], c => {
    inside.push(c)
    if (label[c]! >= 0) free = false
  })
  if (!free || inside.length * cell * cell > 2500 || width === 0) return false
  for (const c of inside) label[c] = value
  return true
}

/** A heap of sizes with their items; equal sizes come in order of the item. */
class SmallestFirst {
  private readonly heap: { size: number; item: number }[] = []

  private before(i: number, j: number): boolean {
    const a = this.heap[i]!
    const b = this.heap[j]!
    return a.size < b.size || (a.size === b.size && a.item < b.item)
  }

  private swap(i: number, j: number): void {
    const { heap } = this
    const a = heap[i]!
    heap[i] = heap[j]!
    heap[j] = a
  }

  push(size: number, item: number): void {
    this.heap.push({ size, item })
    let i = this.heap.length - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      if (!this.before(i, up)) break
      this.swap(i, up)
      i = up
    }
  }

  pop(): { size: number; item: number } | undefined {
    const { heap } = this
    const top = heap[0]
    const last = heap.pop()
    if (heap.length > 0 && last) {
      heap[0] = last
      let i = 0
      for (;;) {
        let least = i
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && this.before(child, least)) least = child
        if (least === i) break
        this.swap(i, least)
        i = least
      }
    }
    return top
  }
}
