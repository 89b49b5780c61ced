/** The place as typed arrays to draw: outlines, streets, walls by estate, rail, water, names. */
import type { City } from '../city/city.ts'
import type { Words } from '../lib/declare.ts'

export interface PlaceShape {
  name: string
  attribution: string | null
  /** longitude and latitude of (0, 0), where the place is a real one */
  origin: [number, number] | null
  /** outlines of parcels, x y …, metres; parcel p's are from starts[p] to starts[p + 1], in numbers */
  outlines: Float32Array
  starts: Uint32Array
  x: Float32Array
  y: Float32Array
  district: Uint16Array
  estate: Int32Array
  /** streets where the source draws none, x0 y0 x1 y1 …, and whether each is a main street */
  streets: Float32Array
  mainStreets: Uint8Array
  lines: { kind: string; line: number[] }[]
  /** pieces of estates' outer walls, x0 y0 x1 y1 …, and whose they are */
  walls: Float32Array
  wallEstate: Int32Array
  gates: Float32Array
  gateEstate: Int32Array
  stations: Float32Array
  /** footprints with their parcels (−1 = none) and storeys */
  footprints: { outline: number[]; parcel: number; levels: number }[]
  districts: { name: Words; x: number; y: number; households: number }[]
  /** x0, y0, x1, y1 of what is built, with a margin */
  extent: [number, number, number, number]
}

const COMPASS: readonly Words[] = [
  { en: 'East', zh: '东' },
  { en: 'North-east', zh: '东北' },
  { en: 'North', zh: '北' },
  { en: 'North-west', zh: '西北' },
  { en: 'West', zh: '西' },
  { en: 'South-west', zh: '西南' },
  { en: 'South', zh: '南' },
  { en: 'South-east', zh: '东南' },
]

/** Sector of the compass, 0 = east, turning north; by comparisons alone. */
function sectorOf(dx: number, dy: number): number {
  const steep = Math.abs(dy) > 2.414 * Math.abs(dx)
  const flat = Math.abs(dx) > 2.414 * Math.abs(dy)
  if (flat) return dx >= 0 ? 0 : 4
  if (steep) return dy >= 0 ? 2 : 6
  return dx >= 0 ? (dy >= 0 ? 1 : 7) : dy >= 0 ? 3 : 5
}

/** Districts named by where they lie: a real place's own names are used where its tables give them. */
function districtNames(city: City): PlaceShape['districts'] {
  const { parcels, buildings, plan } = city
  let count = 0
  for (let p = 0; p < parcels.rows; p++) count = Math.max(count, parcels.district[p]! + 1)
  const sum = Array.from({ length: count }, () => ({ x: 0, y: 0, homes: 0, named: '' }))
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.dwellings[b]!
    if (homes === 0) continue
    const p = buildings.parcel[b]!
    const at = sum[parcels.district[p]!]!
    at.x += parcels.x[p]! * homes
    at.y += parcels.y[p]! * homes
    at.homes += homes
    at.named ||= plan.parcels[p]!.district ?? ''
  }
  const used = new Map<string, number>()
  return sum.map(({ x, y, homes, named }) => {
    const at = { x: homes > 0 ? x / homes : plan.centre[0], y: homes > 0 ? y / homes : plan.centre[1] }
    if (named !== '') return { name: { en: named, zh: named }, ...at, households: homes }
    const dx = at.x - plan.centre[0]
    const dy = at.y - plan.centre[1]
    const isCentral = dx * dx + dy * dy < 0.04 * plan.radius * plan.radius
    const compass = isCentral ? { en: 'Centre', zh: '中心' } : COMPASS[sectorOf(dx, dy)]!
    const times = (used.get(compass.en) ?? 0) + 1
    used.set(compass.en, times)
    const name =
      times === 1
        ? { en: compass.en, zh: isCentral ? '中心区' : `${compass.zh}区` }
        : { en: `${compass.en} ${times}`, zh: `${compass.zh}${times}区` }
    return { name, ...at, households: homes }
  })
}

const OPEN_COUNTRY = new Set(['farmland', 'water', 'nature'])

/** Edges of an estate's parcels that no other of its parcels shares: where its wall stands. */
function estateWalls(city: City): { walls: number[]; owners: number[] } {
  const { parcels, plan } = city
  const seen = new Map<string, { line: [number, number, number, number]; estate: number; times: number }>()
  const key = (x: number, y: number): string => `${Math.round(x * 10)} ${Math.round(y * 10)}`
  plan.parcels.forEach(({ outline }, p) => {
    const estate = parcels.estate[p]!
    if (estate < 0) return
    for (let i = 0; i < outline.length; i += 2) {
      const [x0, y0] = [outline[i]!, outline[i + 1]!]
      const j = (i + 2) % outline.length
      const [x1, y1] = [outline[j]!, outline[j + 1]!]
      const [a, b] = [key(x0, y0), key(x1, y1)]
      const name = `${estate} ${a < b ? `${a} ${b}` : `${b} ${a}`}`
      const known = seen.get(name)
      if (known) known.times++
      else seen.set(name, { line: [x0, y0, x1, y1], estate, times: 1 })
    }
  })
  const walls: number[] = []
  const owners: number[] = []
  for (const { line, estate, times } of seen.values()) {
    if (times > 1) continue
    walls.push(...line)
    owners.push(estate)
  }
  return { walls, owners }
}

/** Streets where the source draws none: they run between built parcels, but not inside a walled estate. */
function streetsBetween({ plan }: City): { streets: number[]; mainStreets: number[] } {
  const key = (x: number, y: number): string => `${Math.round(x * 10)} ${Math.round(y * 10)}`
  const sides = new Map<string, { line: [number, number, number, number]; estates: number[]; main: number }>()
  for (const { outline, use, mainStreet, estate } of plan.parcels) {
    if (OPEN_COUNTRY.has(use)) continue
    for (let i = 0; i < outline.length; i += 2) {
      const j = (i + 2) % outline.length
      const line: [number, number, number, number] = [outline[i]!, outline[i + 1]!, outline[j]!, outline[j + 1]!]
      const [a, b] = [key(line[0], line[1]), key(line[2], line[3])]
      const name = a < b ? `${a} ${b}` : `${b} ${a}`
      const side = sides.get(name) ?? { line, estates: [], main: 0 }
      side.estates.push(estate ?? -1)
      if (mainStreet) side.main++
      sides.set(name, side)
    }
  }
  const streets: number[] = []
  const mainStreets: number[] = []
  for (const { line, estates, main } of sides.values()) {
    if (estates.length === 2 && estates[0]! >= 0 && estates[0] === estates[1]) continue
    streets.push(...line)
    mainStreets.push(main === 2 ? 1 : 0)
  }
  return { streets, mainStreets }
}

function extentOf(city: City): PlaceShape['extent'] {
  const { plan } = city
  const built = plan.parcels.filter(parcel => !OPEN_COUNTRY.has(parcel.use))
  const extent: PlaceShape['extent'] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const { outline } of built.length > 0 ? built : plan.parcels)
    for (let i = 0; i < outline.length; i += 2) {
      extent[0] = Math.min(extent[0], outline[i]!)
      extent[1] = Math.min(extent[1], outline[i + 1]!)
      extent[2] = Math.max(extent[2], outline[i]!)
      extent[3] = Math.max(extent[3], outline[i + 1]!)
    }
  return extent
}

/** Everything of a place that does not change in a run. */
export function placeShape(city: City): PlaceShape {
  const { plan, parcels } = city
  const n = plan.parcels.length
  const starts = new Uint32Array(n + 1)
  plan.parcels.forEach(({ outline }, p) => {
    starts[p + 1] = starts[p]! + outline.length
  })
  const outlines = new Float32Array(starts[n]!)
  plan.parcels.forEach(({ outline }, p) => {
    outlines.set(outline, starts[p]!)
  })

  const { streets, mainStreets } = plan.drawing.some(({ kind }) => kind === 'street' || kind === 'main street')
    ? { streets: [], mainStreets: [] }
    : streetsBetween(city)
  const { walls, owners } = estateWalls(city)
  const gates: number[] = []
  const gateEstate: number[] = []
  plan.estates.forEach(({ gates: nodes }, e) => {
    for (const node of nodes) {
      gates.push(plan.nodes[node * 2]!, plan.nodes[node * 2 + 1]!)
      gateEstate.push(e)
    }
  })
  return {
    name: plan.name,
    attribution: plan.attribution ?? null,
    origin: plan.origin ?? null,
    outlines,
    starts,
    x: parcels.x.slice(0, n),
    y: parcels.y.slice(0, n),
    district: parcels.district.slice(0, n),
    estate: parcels.estate.slice(0, n),
    streets: Float32Array.from(streets),
    mainStreets: Uint8Array.from(mainStreets),
    lines: plan.drawing.map(({ kind, line }) => ({ kind, line })),
    walls: Float32Array.from(walls),
    wallEstate: Int32Array.from(owners),
    gates: Float32Array.from(gates),
    gateEstate: Int32Array.from(gateEstate),
    stations: Float32Array.from(plan.stations.flatMap(({ x, y }) => [x, y])),
    footprints: plan.buildings ?? [],
    districts: districtNames(city),
    extent: extentOf(city),
  }
}
