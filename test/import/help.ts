import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Plan } from '../../src/city/plan.ts'
import { isSimple, signedArea } from '../../src/import/geometry.ts'
import { CityFileError, type CityFileProblem, planFromOsm, readOsm } from '../../src/import/index.ts'
import { expectSpoken } from '../spoken.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const gzip = (text: string): Uint8Array => new Uint8Array(gzipSync(text))

export const district = (): Uint8Array =>
  new Uint8Array(readFileSync(new URL('../../scenarios/cities/butyrsky.osm.gz', import.meta.url)))

export const importText = async (text: string): Promise<Plan> => planFromOsm(await readOsm(bytes(text)))

/** Writes small OSM files: coordinates are metres from the corner at 50° N, 10° E. */
export class OsmText {
  private readonly parts: string[] = []
  private next = 1

  node(x: number, y: number, tags: Record<string, string> = {}): number {
    const id = this.next++
    const [lat, lon] = [50 + y / 111_200, 10 + x / 71_700]
    this.parts.push(`<node id="${id}" lat="${lat.toFixed(8)}" lon="${lon.toFixed(8)}">${tagText(tags)}</node>`)
    return id
  }

  way(nodes: readonly number[], tags: Record<string, string> = {}): number {
    const id = this.next++
    this.parts.push(`<way id="${id}">${nodes.map(n => `<nd ref="${n}"/>`).join('')}${tagText(tags)}</way>`)
    return id
  }

  /** A closed rectangle. */
  box(x0: number, y0: number, x1: number, y1: number, tags: Record<string, string> = {}): number {
    const a = this.node(x0, y0)
    return this.way([a, this.node(x1, y0), this.node(x1, y1), this.node(x0, y1), a], tags)
  }

  relation(members: readonly [number, string][], tags: Record<string, string>): void {
    const inner = members.map(([ref, role]) => `<member type="way" ref="${ref}" role="${role}"/>`).join('')
    this.parts.push(`<relation id="${this.next++}">${inner}${tagText(tags)}</relation>`)
  }

  text(head = '<bounds minlat="50" minlon="10" maxlat="50.00539568" maxlon="10.00836820"/>'): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${head}\n${this.parts.join('\n')}\n</osm>\n`
  }
}

const tagText = (tags: Record<string, string>): string =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('')

/** 600 m × 600 m: a cross of streets, four blocks of slabs, a park and a school. */
export function smallTown(more: (osm: OsmText) => void = () => {}): OsmText {
  const osm = new OsmText()
  const middle = osm.node(300, 300)
  osm.way([osm.node(-50, 300), middle, osm.node(650, 300)], { highway: 'primary', name: 'High Street' })
  osm.way([osm.node(300, -50), middle, osm.node(300, 650)], { highway: 'residential' })
  osm.box(10, 10, 290, 290, { landuse: 'residential' })
  osm.box(310, 310, 590, 590, { landuse: 'residential' })
  osm.box(10, 310, 290, 590, { leisure: 'park', name: 'The Green' })
  for (let i = 0; i < 5; i++) {
    osm.box(30 + 50 * i, 30, 42 + 50 * i, 100, { building: 'apartments', 'building:levels': '5' })
    osm.box(330 + 50 * i, 330, 342 + 50 * i, 400, { building: 'yes' })
  }
  osm.box(400, 450, 480, 520, { amenity: 'school', name: 'First School' })
  more(osm)
  return osm
}

export async function problem(work: Promise<unknown> | (() => unknown)): Promise<CityFileError> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    expect(error).toBeInstanceOf(CityFileError)
    return error as CityFileError
  }
  throw new Error('nothing was wrong')
}

export async function expectProblem(
  work: Promise<unknown> | (() => unknown),
  kind: CityFileProblem,
  words: RegExp,
): Promise<CityFileError> {
  const error = await problem(work)
  expect(error.message).toMatch(words)
  expect(error.kind).toBe(kind)
  expect(error.where.en).not.toBe('')
  for (const words of [error.what, error.remedy, error.said]) expectSpoken(words)
  return error
}

/** What must hold of every plan. */
export function expectSound(plan: Plan): void {
  const nodes = plan.nodes.length / 2
  const { a, b, units, estate, flags } = plan.edges
  for (const list of [b, units, estate, flags]) expect(list.length).toBe(a.length)
  for (const parcel of plan.parcels) {
    expect(isSimple(parcel.outline)).toBe(true)
    expect(signedArea(parcel.outline)).toBeGreaterThanOrEqual(500)
    expect(parcel.area).toBeLessThanOrEqual(200_000)
    expect(parcel.node).toBeGreaterThanOrEqual(0)
    expect(parcel.node).toBeLessThan(nodes)
    for (const v of parcel.outline) expect(Math.abs(v * 100 - Math.round(v * 100))).toBeLessThan(1e-6)
    if (parcel.stock) {
      expect(parcel.stock.length).toBeLessThanOrEqual(4)
      for (const { dwellings } of parcel.stock) {
        expect(dwellings).toBeGreaterThanOrEqual(5)
        expect(dwellings).toBeLessThanOrEqual(400)
      }
    }
  }
  // all nodes in one piece, and the public streets in one piece of their own
  expect(reached(plan, () => true)).toBe(nodes)
  const open = new Set<number>()
  estate.forEach((owner, e) => {
    expect(units[e]).toBeGreaterThan(0)
    if (owner < 0) open.add(a[e]!).add(b[e]!)
  })
  expect(reached(plan, owner => owner < 0)).toBe(open.size)
  for (const parcel of plan.parcels) if (parcel.estate === undefined) expect(open.has(parcel.node)).toBe(true)
  for (const entry of plan.estates) expect(entry.gates.length).toBeGreaterThan(0)
  for (const f of plan.facilities) expect(plan.parcels[f.parcel]).toBeDefined()
  expect(plan.centres.reduce((sum, c) => sum + c.jobs, 0)).toBeCloseTo(1, 9)
  for (const c of [...plan.centres, ...plan.stations]) expect(c.node).toBeGreaterThanOrEqual(0)
}

/** Nodes in the largest piece of the network of edges that count. */
function reached(plan: Plan, counts: (estate: number) => boolean): number {
  const { a, b, estate } = plan.edges
  const next = new Map<number, number[]>()
  a.forEach((v, e) => {
    if (!counts(estate[e]!)) return
    const w = b[e]!
    next.set(v, [...(next.get(v) ?? []), w])
    next.set(w, [...(next.get(w) ?? []), v])
  })
  let most = 0
  const seen = new Set<number>()
  for (const start of next.keys()) {
    if (seen.has(start)) continue
    const stack = [start]
    seen.add(start)
    let size = 0
    while (stack.length > 0) {
      size++
      for (const w of next.get(stack.pop()!) ?? [])
        if (!seen.has(w)) {
          seen.add(w)
          stack.push(w)
        }
    }
    most = Math.max(most, size)
  }
  return most
}
