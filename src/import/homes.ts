/** Homes in buildings: what is tagged is read, what is not is inferred from the neighbours or assumed from the shape. */
import type { BuildingKind, PlanStock } from '../city/plan.ts'
import type { Ring } from './geometry.ts'
import { bar, NearestPoint } from './geometry.ts'
import type { Tags } from './read_osm.ts'
import type { Ground } from './tags.ts'
import { buildingUse, heritageOf, levelsOf, yearOf } from './tags.ts'

export interface DraftBuilding {
  id: string
  tags: Tags
  outline: Ring
  /** m², courtyards left out */
  footprint: number
  x: number
  y: number
  use: Ground | 'none'
  /** where its use is from */
  useFrom: 'read' | 'inferred' | 'assumed'
  levels: number
  levelsFrom: 'read' | 'inferred' | 'assumed'
  length: number
  width: number
  dwellings: number
  dwellingsFrom: 'read' | 'inferred' | 'assumed'
  kind: BuildingKind
  kindFrom: 'read' | 'inferred' | 'assumed'
  year: number
}

/** m² a dwelling by kind (model.md §5.1), and the share of a floor that is dwellings (§5.2). */
export const floorOfKind: Record<BuildingKind, number> = {
  lane: 42,
  'work-unit': 60,
  gated: 95,
  open: 85,
  village: 24,
  public: 50,
  mobile: 24,
}
export const FLOOR_SHARE = 0.82
export const STOCK_LARGEST = 400
export const STOCK_SMALLEST = 5
export const STOCKS_LARGEST = 4

const houses = new Set('house detached semidetached_house terrace bungalow cabin farm villa townhouse'.split(' '))

/** Numbers of flats in a tag such as '1-80;90'; 0 if none can be read. */
function flatsOf(tags: Tags): number {
  const told = Number.parseInt(tags['building:flats'] ?? '', 10)
  if (told > 0) return told
  let sum = 0
  for (const part of (tags['addr:flats'] ?? '').split(/[;,]/)) {
    const range = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part)
    if (range && Number(range[2]) >= Number(range[1])) sum += Number(range[2]) - Number(range[1]) + 1
    else if (/^\s*\d+\s*$/.test(part)) sum++
  }
  return sum
}

/**
 * Decides each building's use, storeys, kind and dwellings, in place.
 * @param groundAt what the ground under a building is mapped as
 */
export function judgeBuildings(buildings: DraftBuilding[], groundAt: (building: DraftBuilding) => Ground): void {
  const areas = buildings.map(b => b.footprint).sort((a, b) => a - b)
  // a place of small houses: small buildings are homes there, not sheds
  const small = areas.length > 0 && areas[Math.floor(areas.length * 0.6)]! < 220
  for (const b of buildings) {
    const { length, width } = bar(b.outline)
    b.length = length
    b.width = width
    b.levels = levelsOf(b.tags)
    b.year = yearOf(
      b.tags.start_date ?? b.tags['building:year'] ?? b.tags.construction_date ?? b.tags.year_of_construction,
    )
    const use = buildingUse(b.tags)
    if (use !== 'guess') {
      b.use = use
      b.useFrom = 'read'
      continue
    }
    const ground = groundAt(b)
    const homelike = small
      ? b.footprint >= 40 && b.width >= 5
      : b.footprint >= 220 && b.width >= 8 && b.width <= 28 && b.levels !== 1
    const numbered = b.tags['addr:housenumber'] !== undefined
    if (ground === 'residential') {
      const house = numbered && b.footprint >= 60 && b.footprint < 220
      b.use = homelike || house ? 'residential' : b.footprint > 1500 && b.levels !== 1 ? 'residential' : 'none'
      b.useFrom = 'inferred'
    } else if (ground === 'open') {
      const slab = b.width >= 9 && b.width <= 22 && b.length >= 24
      b.use =
        homelike && (small || numbered || slab || b.levels >= 5)
          ? 'residential'
          : b.footprint >= 400
            ? 'employment'
            : 'none'
      b.useFrom = 'assumed'
    } else if (ground === 'nature' || ground === 'farmland') {
      b.use = homelike && numbered ? 'residential' : 'none'
      b.useFrom = 'assumed'
    } else {
      b.use = ground === 'water' || ground === 'railway' || ground === 'park' ? 'none' : ground
      b.useFrom = 'inferred'
    }
  }
  storeys(buildings, small)
  for (const b of buildings) if (b.use === 'residential') judgeHomes(b)
}

/** Storeys not tagged are the median of like-shaped tagged neighbours within 400 m, else what the shape suggests. */
function storeys(buildings: DraftBuilding[], small: boolean): void {
  const told = buildings.filter(b => b.levels > 0 && b.use !== 'none')
  for (const b of buildings) b.levelsFrom = 'read'
  const index = told.length > 0 ? new NearestPoint(told.flatMap(b => [b.x, b.y])) : null
  for (const b of buildings) {
    if (b.levels > 0) continue
    const like: number[] = []
    if (index && b.use === 'residential') {
      const taken = new Set<number>()
      while (like.length < 5) {
        const { row } = index.find(b.x, b.y, 400, i => !taken.has(i) && alike(told[i]!, b))
        if (row < 0) break
        taken.add(row)
        like.push(told[row]!.levels)
      }
    }
    if (like.length > 0) {
      like.sort((p, q) => p - q)
      b.levels = like[like.length >> 1]!
      b.levelsFrom = 'inferred'
    } else {
      b.levels =
        b.use === 'residential' ? shapeLevels(b, small) : b.use === 'employment' ? 2 : b.footprint < 150 ? 1 : 2
      b.levelsFrom = 'assumed'
    }
  }
}

const alike = (a: DraftBuilding, b: DraftBuilding): boolean =>
  a.use === 'residential' &&
  Math.abs(a.width - b.width) <= 0.2 * b.width &&
  Math.abs(a.length - b.length) <= 0.5 * b.length &&
  Math.abs(a.footprint - b.footprint) <= 0.5 * b.footprint

function shapeLevels(b: DraftBuilding, small: boolean): number {
  if (houses.has(b.tags.building ?? '')) return 2
  if (b.footprint < 250) return small ? 2 : 3
  const stretch = b.length / Math.max(1, b.width)
  if (stretch < 1.7 && b.width >= 17 && b.footprint <= 1100) return small ? 4 : 12 // a tower
  if (small) return b.footprint > 600 ? 4 : 3
  return b.width > 13.5 || b.length > 130 ? 9 : 5
}

function judgeHomes(b: DraftBuilding): void {
  const { tags } = b
  const named = tags.building ?? ''
  b.kindFrom = 'assumed'
  if (tags.residential === 'social' || tags.ownership === 'municipal') {
    b.kind = 'public'
    b.kindFrom = 'read'
  } else if (heritageOf(tags) >= 0.8 || (b.year > 0 && b.year < 1945)) {
    b.kind = b.levels <= 6 ? 'lane' : 'work-unit'
    b.kindFrom = 'inferred'
  } else if (b.year >= 1945 && b.year < 1992) {
    b.kind = b.levels <= 9 ? 'work-unit' : 'open'
    b.kindFrom = 'inferred'
  } else if (b.year >= 1992 || houses.has(named)) {
    b.kind = 'open'
    b.kindFrom = b.year > 0 ? 'inferred' : 'assumed'
  } else if (named === 'dormitory') b.kind = 'work-unit'
  else if (b.levels <= 3) b.kind = b.footprint < 450 || b.levels <= 2 ? 'lane' : 'work-unit'
  else b.kind = b.levels <= 6 ? 'work-unit' : 'open'
  countHomes(b)
}

/** Dwellings of a building of its kind, as tagged or footprint × storeys × 0.82 / floor. */
export function countHomes(b: DraftBuilding): void {
  const told = flatsOf(b.tags)
  if (told > 0) {
    b.dwellings = told
    b.dwellingsFrom = 'read'
    return
  }
  if (houses.has(b.tags.building ?? '') && b.footprint < 300) {
    b.dwellings =
      b.tags.building === 'semidetached_house'
        ? 2
        : b.tags.building === 'terrace'
          ? Math.max(1, Math.round(b.footprint / 60))
          : 1
  } else b.dwellings = Math.max(1, Math.round((b.footprint * b.levels * FLOOR_SHARE) / floorOfKind[b.kind]))
  b.dwellingsFrom = b.levelsFrom === 'assumed' ? 'assumed' : 'inferred'
}

/** Stocks that dwellings of each kind need. */
export function stocksNeeded(homes: ReadonlyMap<BuildingKind, number>): number {
  let sum = 0
  for (const count of homes.values()) if (count > 0) sum += Math.ceil(count / STOCK_LARGEST)
  return sum
}

/**
 * A parcel's buildings as stocks: one a kind, several where there are more than 400 dwellings, at most four.
 * @returns the stocks and how many dwellings had no room or were too few
 */
export function stocksOf(
  buildings: readonly DraftBuilding[],
  newestYear: number,
): { stock: PlanStock[]; left: number } {
  const kinds: BuildingKind[] = ['lane', 'work-unit', 'gated', 'open', 'village', 'public', 'mobile']
  const groups = kinds.map(kind => {
    const own = buildings.filter(b => b.kind === kind && b.dwellings > 0)
    let [dwellings, floor, yearSum, dated] = [0, 0, 0, 0]
    for (const b of own) {
      dwellings += b.dwellings
      if (b.dwellingsFrom === 'read') floor += b.footprint * b.levels * FLOOR_SHARE
      if (b.year > 0) {
        yearSum += b.year * b.dwellings
        dated += b.dwellings
      }
    }
    const read = own.filter(b => b.dwellingsFrom === 'read').reduce((sum, b) => sum + b.dwellings, 0)
    return { kind, dwellings, floor: read > 0 ? floor / read : 0, year: dated > 0 ? yearSum / dated : 0, dated }
  })
  let full = groups.filter(g => g.dwellings > 0)
  // a handful of dwellings of one kind are counted with the parcel's main kind
  while (full.length > 1) {
    const least = full.reduce((a, b) => (b.dwellings < a.dwellings ? b : a))
    const crowded = full.reduce((sum, g) => sum + Math.ceil(g.dwellings / STOCK_LARGEST), 0) > STOCKS_LARGEST
    if (least.dwellings >= STOCK_SMALLEST && !crowded) break
    const rest = full.filter(g => g !== least)
    const most = rest.reduce((a, b) => (b.dwellings > a.dwellings ? b : a))
    most.dwellings += least.dwellings
    full = rest
  }
  const stock: PlanStock[] = []
  let left = 0
  for (const g of full) {
    if (g.dwellings < STOCK_SMALLEST) {
      left += g.dwellings
      continue
    }
    const room = Math.min(g.dwellings, STOCK_LARGEST * (STOCKS_LARGEST - stock.length))
    left += g.dwellings - room
    const parts = Math.ceil(room / STOCK_LARGEST)
    for (let k = 0; k < parts; k++) {
      const entry: PlanStock = { kind: g.kind, dwellings: Math.floor((room + k) / parts) }
      if (g.floor >= 15 && g.floor <= 300) entry.floor = Math.round(g.floor)
      if (g.year > 0 && newestYear > 0) entry.age = Math.max(0, Math.round((newestYear - g.year) * 12))
      stock.push(entry)
    }
  }
  return { stock, left }
}
