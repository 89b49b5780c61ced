/**
 * The synthetic city: a plan drawn from a preset and a seed.
 *
 * A grid of hectare blocks, gently bent, with a river, hills, a historic core, ring roads, radials, rail, walled
 * compounds, urban villages and farmland round it. Rules and shares: model §5.1.
 */
import { polygonArea } from '../lib/geometry.ts'
import { cos, exp, log, sin } from '../lib/numeric.ts'
import { bits, createLuck, normal, unit } from '../lib/random.ts'
import {
  type BuildingKind,
  EDGE_BRIDGE,
  EDGE_CLOSED,
  EDGE_GATE,
  type FacilityKind,
  type Plan,
  type PlanParcel,
  WALK_METRES_PER_UNIT,
} from './plan.ts'

export interface Preset {
  households: number
  /** blocks a side */
  side: number
  centres: number
  railLines: number
  zones: number
  districts: number
  /** households a residential hectare */
  density: number
  siteShare: number
}

/** Sizes to choose from; market claims need medium or larger. In tiny a block holds half as much. */
export const presets = {
  tiny: { households: 800, side: 16, centres: 1, railLines: 0, zones: 8, districts: 4, density: 35, siteShare: 0.5 },
  small: { households: 6000, side: 34, centres: 1, railLines: 1, zones: 12, districts: 4, density: 70, siteShare: 1 },
  medium: {
    households: 20_000,
    side: 60,
    centres: 2,
    railLines: 1,
    zones: 25,
    districts: 4,
    density: 70,
    siteShare: 1,
  },
  large: {
    households: 200_000,
    side: 180,
    centres: 4,
    railLines: 4,
    zones: 250,
    districts: 31,
    density: 70,
    siteShare: 1,
  },
  xlarge: {
    households: 1_000_000,
    side: 400,
    centres: 8,
    railLines: 8,
    zones: 1250,
    districts: 156,
    density: 70,
    siteShare: 1,
  },
} as const satisfies Record<string, Preset>

const BLOCK = 100 // m
const TURN = 6.283185307179586
const RINGS = [0.35, 0.7, 1]
const SHARES: readonly [FacilityKind, number][] = [
  ['park', 0.07],
  ['school', 0.04],
  ['clinic', 0.025],
  ['market', 0.035],
]
const VACANT = 0.07
/** Fall of ln floor a block carries from the centre to the built edge (Clark 1951), and sd of ln between blocks. */
const INTENSITY = { fall: 1, sd: 0.5 }

/** Purposes of the generator's draws: one word of their keys. */
const DRAW = {
  use: 1,
  facility: 2,
  kind: 3,
  village: 4,
  walled: 5,
  garden: 6,
  gate: 7,
  city: 8,
  bend: 9,
  commerce: 10,
  heritage: 11,
  intensity: 12,
  vacant: 13,
}

const centimetres = (metres: number): number => Math.round(metres * 100) / 100

/**
 * Draws a city.
 * @param size name of a preset, or a size of your own
 * @param seed text seed of the place; the run's luck has a seed of its own
 * @example generateCity('small', 'harbour')
 */
export function generateCity(size: keyof typeof presets | Preset, seed: string): Plan {
  const [name, preset]: [string, Preset] = typeof size === 'string' ? [size, presets[size]] : ['own size', size]
  const { side } = preset
  const key = createLuck(seed, 0).stable('synthesis')
  const draw = (purpose: number, i: number): number => unit(bits(key, purpose, i))
  const middle = side / 2
  const R = Math.sqrt(preset.households / (preset.density * 0.46 * Math.PI))
  const at = (col: number, row: number): number => row * side + col

  // job centres: the first in the middle, others about it; four sub-centres each
  const centres: Plan['centres'] = []
  const mains: [number, number][] = []
  for (let m = 0; m < preset.centres; m++) {
    const turn = (TURN * (m + draw(DRAW.city, 1))) / preset.centres
    const out = preset.centres === 1 ? 0 : 0.35 * R
    mains.push([middle + out * cos(turn), middle + out * sin(turn)])
  }
  const spots = mains.map(([x, y]) => ({ x, y, jobs: 0.72 / preset.centres, main: true }))
  const subs = 4 * preset.centres
  for (let k = 0; k < subs; k++) {
    const turn = (TURN * (k + draw(DRAW.city, 2))) / subs
    spots.push({ x: middle + 0.65 * R * cos(turn), y: middle + 0.65 * R * sin(turn), jobs: 0.28 / subs, main: false })
  }

  // geography
  const riverRow = (col: number): number => Math.round(middle + 0.55 * R + 2 * sin(col / 5))
  const hillTurn = Math.floor(draw(DRAW.city, 3) * 4)
  const radials = 6 + Math.floor(draw(DRAW.city, 4) * 3)
  const radialTurn = draw(DRAW.city, 5) * (TURN / radials)
  const polar = (col: number, row: number): { d: number; x: number; y: number } => {
    const x = col + 0.5 - middle
    const y = row + 0.5 - middle
    return { d: Math.sqrt(x * x + y * y), x, y }
  }
  /** Floor a block carries beside the city's mean: plans allow most at the centre, and lots differ. Means 1 over the built circle. */
  const { fall, sd } = INTENSITY
  const level = (d: number): number => (((fall * fall) / 2) * exp((-fall * d) / R)) / (1 - (1 + fall) * exp(-fall))
  const intensity = (col: number, row: number): number => {
    const lot = Math.max(-2, Math.min(2, normal(bits(key, DRAW.intensity, at(col, row)))))
    return level(polar(col, row).d) * exp(sd * lot - (sd * sd) / 2)
  }
  const isHill = (col: number, row: number): boolean => {
    const { d, x, y } = polar(col, row)
    return d >= 0.9 * R && d < 1.8 * R && (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0) === hillTurn
  }
  const isMainStreet = (col: number, row: number): boolean => {
    const { d, x, y } = polar(col, row)
    if (d > 1.3 * R) return false
    if (RINGS.some(ring => Math.abs(d - ring * R) < 0.5)) return true
    for (let k = 0; k < radials; k++) {
      const turn = radialTurn + (TURN * k) / radials
      const along = x * cos(turn) + y * sin(turn)
      if (along > 0 && Math.abs(x * sin(turn) - y * cos(turn)) < 0.5) return true
    }
    return false
  }
  const isBridge = (col: number): boolean => {
    if (col % 6 === 3) return true
    const d = polar(col, riverRow(col)).d
    return RINGS.some(ring => Math.abs(d - ring * R) < 0.6)
  }

  // corners, bent by two slow waves, so that blocks are not squares and streets not straight
  const bend = [0, 1, 2, 3].map(k => draw(DRAW.bend, k) * TURN)
  const cornerX = (col: number, row: number): number =>
    centimetres(BLOCK * (col - middle) + 22 * sin(row / 3.1 + bend[0]!) + 14 * sin((col + row) / 5.3 + bend[1]!))
  const cornerY = (col: number, row: number): number =>
    centimetres(BLOCK * (row - middle) + 22 * sin(col / 3.7 + bend[2]!) + 14 * sin((col - row) / 4.9 + bend[3]!))

  // uses: water, hills and farmland by place; facilities, vacant land and work by draws over the built parcels
  const built: number[] = []
  const use = new Array<PlanParcel['use']>(side * side).fill('farmland')
  const facility = new Map<number, FacilityKind>()
  for (let row = 0; row < side; row++)
    for (let col = 0; col < side; col++) {
      const p = at(col, row)
      if (row === riverRow(col)) use[p] = 'water'
      else if (isHill(col, row)) use[p] = 'nature'
      else if (polar(col, row).d < R) built.push(p)
    }
  const drawn = (from: readonly number[], rank: (p: number) => number): number[] => {
    const ranks = new Map(from.map(p => [p, rank(p)]))
    return from.slice().sort((a, b) => ranks.get(a)! - ranks.get(b)! || a - b)
  }
  const count = (share: number): number => Math.max(1, Math.round(share * built.length))
  // so many a thousand people: where the plan lets more live there are more of them
  let left = drawn(built, p => -log(draw(DRAW.facility, p)) / level(polar(p % side, Math.floor(p / side)).d))
  for (const [kind, share] of SHARES) {
    for (const p of left.slice(0, count(share))) {
      use[p] = 'facility'
      facility.set(p, kind)
    }
    left = left.slice(count(share))
  }
  left = drawn(left, p => draw(DRAW.vacant, p))
  for (const p of left.slice(0, count(VACANT))) use[p] = 'vacant'
  for (const p of left.slice(count(VACANT))) {
    const [col, row] = [p % side, Math.floor(p / side)]
    let near = Number.POSITIVE_INFINITY
    for (const spot of spots) {
      const dx = col + 0.5 - spot.x
      const dy = row + 0.5 - spot.y
      near = Math.min(near, Math.sqrt(dx * dx + dy * dy))
    }
    const work = Math.min(0.8, 0.55 * exp(-near / 2.2) + 0.14)
    if (draw(DRAW.use, p) >= work) use[p] = 'residential'
    else {
      const { d } = polar(col, row)
      const busy = isMainStreet(col, row) || d < 0.28 * R
      if (busy && draw(DRAW.commerce, p) < 0.4) use[p] = 'street commercial'
      else if (d >= 0.28 * R && d < 0.62 * R && draw(DRAW.commerce, p) > 0.97) use[p] = 'institution'
      else use[p] = 'employment'
    }
  }

  // what stands on them
  const villageOf = new Map<number, number>()
  const kinds = new Map<number, BuildingKind>()
  const walled = new Set<number>()
  const pick = (p: number, table: readonly [BuildingKind, number][]): BuildingKind => {
    let u = draw(DRAW.kind, p)
    for (const [kind, share] of table) if ((u -= share) < 0) return kind
    return table[table.length - 1]![0]
  }
  const villageRow = (cluster: number): number => {
    if (!villageOf.has(cluster)) villageOf.set(cluster, villageOf.size)
    return villageOf.get(cluster)!
  }
  const clusterOf = (p: number): number => Math.floor(Math.floor(p / side) / 3) * 1000 + Math.floor((p % side) / 3)
  for (let p = 0; p < use.length; p++) {
    const { d } = polar(p % side, Math.floor(p / side))
    if (use[p] === 'institution') walled.add(p)
    if (use[p] === 'farmland' && d < 1.6 * R && draw(DRAW.village, p) < 1 / 40) {
      use[p] = 'residential'
      kinds.set(p, 'village')
      villageRow(1e6 + p)
      continue
    }
    if (use[p] !== 'residential') continue
    const inVillage = d >= 0.62 * R && draw(DRAW.village, 1e6 + clusterOf(p)) < 0.27
    const kind: BuildingKind =
      d < 0.28 * R
        ? pick(p, [
            ['lane', 0.75],
            ['work-unit', 0.25],
          ])
        : d < 0.62 * R
          ? pick(p, [
              ['work-unit', 0.5],
              ['gated', 0.25],
              ['open', 0.18],
              ['lane', 0.07],
            ])
          : inVillage
            ? 'village'
            : pick(p, [
                ['gated', 0.62],
                ['open', 0.26],
                ['public', 0.06],
                ['work-unit', 0.06],
              ])
    kinds.set(p, kind)
    if (kind === 'village') villageRow(clusterOf(p))
    if (kind === 'gated' || (kind === 'work-unit' && d >= 0.28 * R && draw(DRAW.walled, p) < 0.7)) walled.add(p)
  }

  // estates, and the parcels themselves
  const estates: Plan['estates'] = []
  const parcels: PlanParcel[] = []
  const facilities: Plan['facilities'] = []
  const estateOf = new Int32Array(use.length).fill(-1)
  for (const p of [...walled].sort((a, b) => a - b)) {
    estateOf[p] = estates.length
    const garden = use[p] === 'residential' && draw(DRAW.garden, p) < 0.4
    estates.push({ walled: true, privateGreen: garden, gates: [] })
    if (garden) facilities.push({ kind: 'park', parcel: p, capacity: 600, open: false })
  }
  const waterWithin = (col: number, row: number): boolean => {
    for (let dr = -2; dr <= 2; dr++)
      for (let dc = -2; dc <= 2; dc++) {
        if (dc * dc + dr * dr > 4) continue
        const [c, r] = [col + dc, row + dr]
        if (c < 0 || r < 0 || c >= side || r >= side) continue
        if (use[at(c, r)] === 'water' || use[at(c, r)] === 'nature') return true
      }
    return false
  }
  for (let row = 0; row < side; row++)
    for (let col = 0; col < side; col++) {
      const p = at(col, row)
      const ring = [
        [col, row],
        [col + 1, row],
        [col + 1, row + 1],
        [col, row + 1],
      ].flatMap(([c, r]) => [cornerX(c!, r!), cornerY(c!, r!)])
      const x = centimetres((ring[0]! + ring[2]! + ring[4]! + ring[6]!) / 4)
      const y = centimetres((ring[1]! + ring[3]! + ring[5]! + ring[7]!) / 4)
      // drawn to half a street's width inside the corners; land is counted to the middle of the street
      const main = isMainStreet(col, row)
      const inset = use[p] === 'water' || use[p] === 'nature' || use[p] === 'farmland' ? 0 : main ? 0.14 : 0.08
      const outline = ring.map((v, i) => centimetres(v + ((i % 2 === 0 ? x : y) - v) * inset))
      const { d } = polar(col, row)
      const kind = kinds.get(p)
      const isVillage = kind === 'village'
      const parcel: PlanParcel = {
        outline,
        x,
        y,
        area: Math.round(polygonArea(ring)),
        use: use[p]!,
        node: p,
        door: 0,
        canopy:
          use[p] === 'nature'
            ? 0.8
            : facility.get(p) === 'park'
              ? 0.7
              : use[p] === 'farmland'
                ? 0.3
                : use[p] === 'residential'
                  ? 0.1 + (kind === 'gated' ? 0.25 : 0)
                  : 0.08,
        view: waterWithin(col, row),
        mainStreet: main,
        core: d < 0.28 * R,
        intensity: Math.round(intensity(col, row) * 1000) / 1000,
      }
      if (use[p] === 'water') parcel.pollution = col > middle ? 0.6 : 0.2
      if (estateOf[p]! >= 0) parcel.estate = estateOf[p]!
      if (kind === 'lane') parcel.heritage = 0.5 + 0.5 * draw(DRAW.heritage, p)
      if (isVillage) parcel.village = villageRow(d >= R ? 1e6 + p : clusterOf(p))
      if (kind) parcel.stock = [{ kind }]
      parcels.push(parcel)
      const kindOfFacility = facility.get(p)
      if (kindOfFacility) facilities.push({ kind: kindOfFacility, parcel: p, open: true })
    }

  // streets: block corners are crossings; every parcel reaches its corners, a walled one its gate alone
  const corner = (col: number, row: number): number => side * side + row * (side + 1) + col
  const nodes: number[] = parcels.flatMap(parcel => [parcel.x, parcel.y])
  for (let row = 0; row <= side; row++)
    for (let col = 0; col <= side; col++) nodes.push(cornerX(col, row), cornerY(col, row))
  const edges: Plan['edges'] = { a: [], b: [], units: [], estate: [], flags: [] }
  const join = (a: number, b: number, estate: number, flags: number): void => {
    const dx = nodes[2 * a]! - nodes[2 * b]!
    const dy = nodes[2 * a + 1]! - nodes[2 * b + 1]!
    edges.a.push(a)
    edges.b.push(b)
    edges.units.push(Math.max(1, Math.round(Math.sqrt(dx * dx + dy * dy) / WALK_METRES_PER_UNIT)))
    edges.estate.push(estate)
    edges.flags.push(flags)
  }
  const useAt = (col: number, row: number): PlanParcel['use'] | null =>
    col < 0 || row < 0 || col >= side || row >= side ? null : use[at(col, row)]!
  // where the river steps sideways its two banks touch in a corner, which must not be a crossing
  const isWater = (col: number, row: number): boolean => useAt(col, row) === 'water'
  const isPinched = (c: number, r: number): boolean =>
    (isWater(c - 1, r - 1) && isWater(c, r)) || (isWater(c - 1, r) && isWater(c, r - 1))
  // outside the core, blocks stand in superblocks of 2 × 2; the street inside one belongs to a walled neighbour, if any
  const street = (c0: number, r0: number, c1: number, r1: number): void => {
    const horizontal = r0 === r1
    const one = horizontal ? ([c0, r0 - 1] as const) : ([c0 - 1, r0] as const)
    const two = [c0, r0] as const
    const wet = [one, two].filter(([c, r]) => useAt(c, r) === 'water').length
    if (wet === 2 || isPinched(c0, r0) || isPinched(c1, r1)) return
    const inside = horizontal ? r0 % 2 === 1 : c0 % 2 === 1
    const inCore = polar(two[0], two[1]).d < 0.28 * R
    const isBuilt = polar(two[0], two[1]).d < R + 1
    let estate = -1
    let flags = 0
    if (inside && isBuilt && !inCore && !isMainStreet(...one) && !isMainStreet(...two)) {
      const owners = [one, two].map(([c, r]) => (useAt(c, r) === null ? -1 : estateOf[at(c, r)]!))
      estate = Math.max(owners[0]!, owners[1]!)
      if (estate < 0 && draw(DRAW.gate, 1e6 + corner(c0, r0) * 2 + (horizontal ? 0 : 1)) < 0.5) flags = EDGE_CLOSED
    }
    join(corner(c0, r0), corner(c1, r1), estate, flags)
  }
  for (let row = 0; row <= side; row++)
    for (let col = 0; col <= side; col++) {
      if (col < side) street(col, row, col + 1, row)
      if (row < side) {
        // a street over the river is a bridge or does not exist
        if (useAt(col, row) === 'water' || useAt(col - 1, row) === 'water') {
          if (isBridge(col)) join(corner(col, row), corner(col, row + 1), -1, EDGE_BRIDGE)
        } else street(col, row, col, row + 1)
      }
    }
  for (let row = 0; row < side; row++)
    for (let col = 0; col < side; col++) {
      const p = at(col, row)
      if (use[p] === 'water') continue
      const ends: [number, number][] = [
        [col, row],
        [col + 1, row],
        [col + 1, row + 1],
        [col, row + 1],
      ]
      const estate = estateOf[p]!
      if (estate < 0) {
        for (const [c, r] of ends) if (!isPinched(c, r)) join(p, corner(c, r), -1, 0)
        continue
      }
      // the gate is at a corner on the superblock's edge
      const outer = ends.filter(([c, r]) => (c % 2 === 0 || r % 2 === 0) && !isPinched(c, r))
      const gate = outer[Math.floor(draw(DRAW.gate, p) * outer.length)]!
      for (const [c, r] of ends) {
        if (isPinched(c, r)) continue
        const isGate = c === gate[0] && r === gate[1]
        join(p, corner(c, r), estate, isGate ? EDGE_GATE : EDGE_CLOSED)
        if (isGate) estates[estate]!.gates.push(corner(c, r))
      }
    }

  // rail through the middle; stations every 8 blocks
  const stations: Plan['stations'] = []
  const drawing: Plan['drawing'] = []
  const place = (x: number, y: number): [number, number] => {
    const col = Math.min(side, Math.max(0, Math.round(x + middle)))
    const row = Math.min(side, Math.max(0, Math.round(y + middle)))
    return [col, row]
  }
  for (let k = 0; k < preset.railLines; k++) {
    const turn = (Math.PI * k) / preset.railLines
    const line: number[] = []
    const reach = Math.floor((1.35 * R) / 8) * 8
    for (let s = -reach; s <= reach; s += 2) {
      const [col, row] = place(s * cos(turn), s * sin(turn))
      line.push(cornerX(col, row), cornerY(col, row))
      if (s % 8 === 0) stations.push({ x: cornerX(col, row), y: cornerY(col, row), node: corner(col, row) })
    }
    drawing.push({ kind: 'rail', line })
  }
  const river: number[] = []
  for (let col = 0; col <= side; col++) {
    const row = riverRow(Math.min(col, side - 1))
    river.push(cornerX(col, row), centimetres((cornerY(col, row) + cornerY(col, row + 1)) / 2))
  }
  drawing.push({ kind: 'river', line: river })

  for (const spot of spots) {
    const [col, row] = place(spot.x - middle, spot.y - middle)
    centres.push({
      x: cornerX(col, row),
      y: cornerY(col, row),
      node: corner(col, row),
      jobs: spot.jobs,
      main: spot.main,
    })
  }
  return {
    format: 'justcity city',
    version: 1,
    name: `${name} · ${seed}`,
    source: 'synthetic',
    households: preset.households,
    centre: [0, 0],
    radius: R * BLOCK,
    bounded: false,
    siteShare: preset.siteShare,
    zoneHouseholds: Math.round(preset.households / preset.zones),
    districts: preset.districts,
    parcels,
    nodes,
    edges,
    facilities,
    estates,
    villages: villageOf.size,
    centres,
    stations,
    drawing,
  }
}
