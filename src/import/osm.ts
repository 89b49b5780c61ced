/**
 * A Plan from an OpenStreetMap extract (model.md §5.2). What the tags tell is read; what neighbours, shape or
 * surroundings suggest is inferred; the rest is assumed; the plan's report counts each.
 */
import type { FacilityKind, ParcelUse, Plan, PlanParcel } from '../city/plan.ts'
import { say } from '../lib/declare.ts'
import { CityFileError } from './error.ts'
import { findEstates, walledShare, wallRings } from './estates.ts'
import type { DraftFacility, ReportRow } from './finish.ts'
import { finishPlan, streetEstates } from './finish.ts'
import type { Box, Projection, Ring } from './geometry.ts'
import {
  boxOf,
  centimetres,
  centroid,
  clipLine,
  clipRing,
  distance,
  inRing,
  isSimple,
  lineLength,
  NearestPoint,
  pointInside,
  projectionAt,
  signedArea,
  tidyRing,
} from './geometry.ts'
import type { DraftBuilding } from './homes.ts'
import { countHomes, judgeBuildings, stocksOf } from './homes.ts'
import type { DraftArea } from './land.ts'
import { divideLand } from './land.ts'
import { cellAt, fillRings, rasterOver } from './raster.ts'
import type { OsmData, Tags } from './read_osm.ts'
import type { DraftStreet } from './streets.ts'
import { buildGraph } from './streets.ts'
import type { Ground } from './tags.ts'
import { facilityOf, gateOf, groundOf, heritageOf, isPrivate, isWall, streetOf } from './tags.ts'

export { type OsmData, readOsm } from './read_osm.ts'

export interface OsmOptions {
  name?: string
  /** shown with the data; the default is OpenStreetMap's */
  attribution?: string
}

const ATTRIBUTION = '© OpenStreetMap contributors, Open Database Licence (ODbL) 1.0'

/** A closed outline with its holes, and whose tags it carries. */
interface Shape {
  id: string
  tags: Tags
  outers: Ring[]
  inners: Ring[]
}

const useOfGround: Record<Ground, ParcelUse> = {
  open: 'nature',
  residential: 'residential',
  employment: 'employment',
  retail: 'street commercial',
  school: 'facility',
  clinic: 'facility',
  culture: 'facility',
  market: 'facility',
  institution: 'institution',
  park: 'facility',
  nature: 'nature',
  vacant: 'vacant',
  water: 'water',
  farmland: 'farmland',
  square: 'facility',
  railway: 'employment',
}

/** Green cover of each ground (model.md §3.16, at synthesis). */
const canopyOf: Partial<Record<Ground, number>> = { park: 0.7, nature: 0.8, farmland: 0.3, open: 0.4, residential: 0.1 }

/** Persons a hectare of park serves. */
const PARK_PERSONS = 1000
const MICRO_PARK = 4000
const SMALLEST_GREEN = 2500
/** An area is a compound if walls run along this share of its outline. */
const MOSTLY_WALLED = 0.6

/**
 * Makes the plan of a place.
 * @throws {CityFileError} if the extract has no homes, or nothing of it can be used
 * @example const plan = planFromOsm(await readOsm(bytes), { name: 'Butyrsky' })
 */
export function planFromOsm(data: OsmData, options: OsmOptions = {}): Plan {
  const report: ReportRow[] = []
  const { projection, box, framed } = frame(data)
  const xs = data.lon.map(projection.x)
  const ys = data.lat.map(projection.y)
  const lineOf = (rows: readonly number[]): number[] => {
    const line: number[] = []
    for (const row of rows) if (row >= 0) line.push(xs[row]!, ys[row]!)
    return line
  }
  const touches = (line: number[]): boolean => {
    const b = boxOf(line)
    return b.x1 >= box.x0 && b.x0 <= box.x1 && b.y1 >= box.y0 && b.y0 <= box.y1
  }
  const { shapes, broken } = shapesOf(data, lineOf)
  const near = shapes.filter(s => s.outers.some(touches))

  // buildings
  const buildings: DraftBuilding[] = []
  let crossing = 0
  let seen = 0
  for (const shape of near) {
    if (shape.tags.building === undefined || shape.tags.building === 'no') continue
    const outer = shape.outers.reduce((a, b) => (Math.abs(signedArea(b)) > Math.abs(signedArea(a)) ? b : a))
    const [x, y] = centroid(outer)
    if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue
    seen++
    const outline = tidyRing(outer)
    if (outline === null || !isSimple(outline)) {
      crossing++
      continue
    }
    const holes = shape.inners.reduce((sum, r) => sum + Math.abs(signedArea(r)), 0)
    const footprint = Math.max(1, signedArea(outline) - holes)
    buildings.push({
      id: shape.id,
      tags: shape.tags,
      outline,
      footprint,
      x: centimetres(x),
      y: centimetres(y),
      use: 'none',
      useFrom: 'assumed',
      levels: 0,
      levelsFrom: 'assumed',
      length: 0,
      width: 0,
      dwellings: 0,
      dwellingsFrom: 'assumed',
      kind: 'open',
      kindFrom: 'assumed',
      year: 0,
    })
  }
  if (seen > 0 && buildings.length === 0) {
    const first = near.find(s => s.tags.building !== undefined)?.id ?? ''
    throw new CityFileError(
      'bad shape',
      say(`way ${first}`, `线${first}`),
      say(`all ${seen} building outlines cross themselves or have no area.`, `全部${seen}个建筑轮廓自相交或没有面积。`),
      say('The coordinates seem to be mixed up; export the area again.', '坐标似乎有错乱，请重新导出该区域。'),
    )
  }
  if (buildings.length === 0)
    throw new CityFileError(
      'no homes',
      say(`${data.ways.length} ways read`, `已读${data.ways.length}条线`),
      say('the extract holds no buildings, so nobody could live there.', '数据中没有建筑，无人可住。'),
      say(
        'Choose an area with mapped buildings, and export all elements, not a filtered selection.',
        '请选择有建筑数据的区域，并导出全部要素，不要筛选。',
      ),
    )

  // areas
  const areas: DraftArea[] = []
  const areaShapes: Shape[] = []
  for (const shape of near) {
    if (shape.tags.building !== undefined && shape.tags.building !== 'no') continue
    const ground = groundOf(shape.tags) ?? (shape.tags.highway === 'pedestrian' ? 'square' : undefined)
    if (ground === undefined) continue
    const rings = [...shape.outers, ...shape.inners]
    const area = shape.outers.reduce((s, r) => s + Math.abs(signedArea(r)), 0)
    const lawn = ground === 'nature' && shape.tags.landuse === 'grass'
    const small = ground === 'park' || ground === 'square' ? 600 : lawn ? SMALLEST_GREEN * 2 : SMALLEST_GREEN / 2
    if (area < small && ground !== 'water') continue
    if (shape.tags.layer !== undefined && Number(shape.tags.layer) < 0 && ground === 'water') continue
    areas.push({ id: shape.id, ground, rings, area, name: shape.tags.name ?? '' })
    areaShapes.push(shape)
  }
  const sea = coastline(data, lineOf, box)
  if (sea !== null) areas.push(sea)

  const raster = rasterOver(box)
  const groundMap = new Int32Array(raster.width * raster.height).fill(-1)
  areas
    .map((a, i) => ({ i, area: a.area }))
    .sort((p, q) => q.area - p.area || p.i - q.i)
    .forEach(({ i }) => {
      fillRings(raster, areas[i]!.rings, c => {
        groundMap[c] = i
      })
    })
  judgeBuildings(buildings, b => {
    const c = cellAt(raster, b.x, b.y)
    return c < 0 || groundMap[c]! < 0 ? 'open' : areas[groundMap[c]!]!.ground
  })

  // walls
  const gateNodes = new Set<number>()
  const openNodes = new Set<number>()
  for (const [row, tags] of data.nodeTags) {
    const gate = gateOf(tags)
    if (gate === 'gate') gateNodes.add(row)
    else if (gate === 'open') openNodes.add(row)
  }
  const wallLines: number[][] = []
  const recreation = /^(pitch|playground|track|swimming_pool|sports_centre|stadium|park|garden|common|dog_park)$/
  const fenced = (tags: Tags): boolean => {
    if (recreation.test(tags.leisure ?? '') || tags.amenity === 'parking' || tags.natural !== undefined) return false
    const ground = groundOf(tags)
    return ground === undefined || ground === 'residential' || ground === 'employment' || ground === 'institution'
  }
  const drawnWalls: number[][] = []
  const enclosing: number[][] = []
  for (const way of data.ways) {
    const line = lineOf(way.nodes)
    if (line.length < 4 || !touches(line)) continue
    if (isWall(way.tags) || way.tags.barrier === 'hedge') drawnWalls.push(...clipLine(line, box))
    if (isWall(way.tags) && way.tags.building === undefined) {
      if (fenced(way.tags)) wallLines.push(line)
      continue
    }
    // an area whose outline carries gates, or that is closed to strangers
    if (way.nodes[0] !== way.nodes.at(-1) || way.nodes.length < 4 || way.tags.building !== undefined) continue
    const ground = groundOf(way.tags)
    if (ground !== 'residential' && ground !== 'employment' && ground !== 'institution') continue
    if (isPrivate(way.tags) || way.nodes.some(row => gateNodes.has(row))) enclosing.push(line)
  }
  // and one that runs along walls for most of its outline
  areas.forEach((area, a) => {
    if (area.ground !== 'residential' && area.ground !== 'employment' && area.ground !== 'institution') return
    for (const ring of area.rings.slice(0, areaShapes[a]!.outers.length))
      if (walledShare(ring, wallLines) >= MOSTLY_WALLED) enclosing.push([...ring, ring[0]!, ring[1]!])
  })
  const { rings: closed, loose } = wallRings([...wallLines, ...enclosing])

  // streets
  const points: number[] = []
  for (let row = 0; row < xs.length; row++) points.push(xs[row]!, ys[row]!)
  const streets: DraftStreet[] = []
  const corridors: { line: number[]; reach: number }[] = []
  const drawing: Plan['drawing'] = []
  const counts = { streets: 0, paths: 0, unused: 0 }
  const mainLines: number[][] = []
  for (const way of data.ways) {
    if (way.tags.highway === undefined) continue
    const kind = streetOf(way.tags)
    if (kind === undefined) {
      if (way.nodes.length > 1) counts.unused++
      continue
    }
    if (way.tags.area === 'yes' && !kind.path && way.tags.highway !== 'pedestrian') continue
    for (const part of runs(way.nodes)) {
      const line = lineOf(part)
      if (!touches(line)) continue
      const tunnel = way.tags.tunnel !== undefined && way.tags.tunnel !== 'no'
      const bridge = way.tags.bridge !== undefined && way.tags.bridge !== 'no'
      if (kind.path) counts.paths++
      else counts.streets++
      for (const piece of clipLine(line, box)) {
        if (!tunnel || kind.width === 0)
          drawing.push({ kind: kind.main ? 'main street' : kind.path ? 'path' : 'street', line: piece })
        if (kind.width > 0 && !tunnel && !bridge && way.tags.area !== 'yes') {
          corridors.push({ line: piece, reach: kind.width / 2 })
          if (kind.main) mainLines.push(piece)
        }
      }
      if (kind.walk)
        streets.push({
          vertices: part,
          private: isPrivate(way.tags),
          drive: kind.drive,
          path: kind.path,
          bridge,
          gateway: kind.gateway,
        })
      else counts.unused++
    }
  }
  // a wall with a through street inside is no compound
  const throughPoints: number[] = mainLines.flatMap(line => middlePoints(line))
  const rings = closed.filter(ring => {
    for (let i = 0; i < throughPoints.length; i += 2)
      if (inRing(ring, throughPoints[i]!, throughPoints[i + 1]!)) return false
    const [x, y] = pointInside(ring)
    return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1
  })
  if (streets.length === 0)
    throw new CityFileError(
      'bad shape',
      say(`${data.ways.length} ways read`, `已读${data.ways.length}条线`),
      say('the extract holds no streets, so nobody could walk anywhere.', '数据中没有街道，无路可走。'),
      say('Export all elements of the area, not a filtered selection.', '请导出该区域的全部要素，不要筛选。'),
    )
  const graph = buildGraph({ points, streets, gates: gateNodes }, box, rings)
  if (graph.edges.length === 0)
    throw new CityFileError(
      'bad shape',
      say('streets', '街道'),
      say('no street lies inside the bounds.', '范围内没有街道。'),
      say('Export the area again.', '请重新导出该区域。'),
    )
  const estates = findEstates(graph, rings.length)

  // railways
  const railLines: number[][] = []
  const stations: { x: number; y: number }[] = []
  const railGates: { x: number; y: number }[] = []
  for (const way of data.ways) {
    const kind = way.tags.railway
    const tracks =
      kind === 'rail' || kind === 'light_rail' || kind === 'subway' || kind === 'monorail' || kind === 'narrow_gauge'
    if (!tracks && kind !== 'tram') continue
    for (const part of runs(way.nodes)) {
      const line = lineOf(part)
      if (!touches(line)) continue
      const under = kind === 'subway' || (way.tags.tunnel !== undefined && way.tags.tunnel !== 'no')
      for (const piece of clipLine(line, box)) {
        if (kind === 'tram') {
          drawing.push({ kind: 'tram', line: piece })
          continue
        }
        if (!under) drawing.push({ kind: 'rail', line: piece })
        if (!under && kind !== 'monorail') corridors.push({ line: piece, reach: 6 })
        railLines.push(piece)
        if (way.tags.service !== undefined) continue
        for (const end of [0, piece.length - 2]) {
          const [x, y] = [piece[end]!, piece[end + 1]!]
          if (x === box.x0 || x === box.x1 || y === box.y0 || y === box.y1) railGates.push({ x, y })
        }
      }
    }
  }
  const addStation = (tags: Tags, x: number, y: number) => {
    const stop =
      tags.railway === 'station' || tags.railway === 'halt' || tags.station === 'subway' || tags.railway === 'tram_stop'
    if (!stop || x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) return
    if (!stations.some(s => distance(s.x, s.y, x, y) < 150)) stations.push({ x, y })
  }
  // stations proper before tram stops, so that a stop beside a station is that station
  for (const trams of [false, true]) {
    for (const [row, tags] of data.nodeTags)
      if ((tags.railway === 'tram_stop') === trams) addStation(tags, xs[row]!, ys[row]!)
    for (const shape of near)
      if ((shape.tags.railway === 'tram_stop') === trams) {
        const [x, y] = centroid(shape.outers[0]!)
        addStation(shape.tags, centimetres(x), centimetres(y))
      }
  }

  // land
  const land = divideLand({ raster, areas, buildings, corridors, walls: rings })
  const waterPoints: number[] = []
  for (let c = 0; c < land.water.length; c++) {
    const column = c % raster.width
    const line = (c - column) / raster.width
    if (land.water[c] && column % 6 === 0 && line % 6 === 0)
      waterPoints.push(raster.x0 + (column + 0.5) * raster.cell, raster.y0 + (line + 0.5) * raster.cell)
  }
  let rivers = 0
  for (const way of data.ways) {
    if (way.tags.waterway !== 'river' && way.tags.waterway !== 'canal' && way.tags.waterway !== 'stream') continue
    if (way.tags.tunnel !== undefined && way.tags.tunnel !== 'no') continue
    for (const part of runs(way.nodes))
      for (const piece of clipLine(lineOf(part), box)) {
        drawing.push({ kind: 'river', line: piece })
        if (way.tags.waterway !== 'stream') waterPoints.push(...middlePoints(piece))
        rivers++
      }
  }
  const waterIndex = waterPoints.length > 0 ? new NearestPoint(waterPoints) : null
  const mainIndex = mainLines.length > 0 ? new NearestPoint(mainLines.flatMap(line => middlePoints(line))) : null
  const estateOf = streetEstates(
    land.parcels.map(p => ({
      outline: p.ring,
      open: p.ground === 'open' || p.ground === 'nature' || p.ground === 'water' || p.ground === 'farmland',
    })),
    graph,
    estates,
  )
  land.parcels.forEach((p, row) => {
    if (p.wall >= 0) estateOf[row] = p.wall // walled outline r is estate r
  })

  const heritageRings = near
    .filter(s => heritageOf(s.tags) > 0)
    .map(s => {
      const [x, y] = centroid(s.outers[0]!)
      return { x, y, value: heritageOf(s.tags), ring: s.outers[0]!, building: s.tags.building !== undefined }
    })
  const heritagePoints: { x: number; y: number; value: number }[] = []
  for (const [row, tags] of data.nodeTags)
    if (heritageOf(tags) > 0) heritagePoints.push({ x: xs[row]!, y: ys[row]!, value: heritageOf(tags) })

  // parcels
  const work = new Float64Array(land.parcels.length)
  const factories = new NearestPoint(
    land.parcels.flatMap(p => (p.ground === 'employment' ? pointInside(p.ring) : [])),
    300,
  )
  const anyFactory = land.parcels.some(p => p.ground === 'employment')
  let leftDwellings = 0
  const built = { levels: tally(), kinds: tally(), dwellings: tally(), uses: tally() }
  const parcels: PlanParcel[] = land.parcels.map((draft, p) => {
    const [x, y] = pointInside(draft.ring)
    const own = draft.buildings.map(row => buildings[row]!)
    const gated = estateOf[p]! >= 0
    const homes = draft.ground === 'residential' ? own.filter(b => b.use === 'residential') : []
    for (const b of own) if (b.use === 'residential' && draft.ground !== 'residential') leftDwellings += b.dwellings
    for (const b of homes)
      if (gated && b.kind === 'open' && b.kindFrom !== 'read' && b.levels >= 5) {
        b.kind = 'gated'
        b.kindFrom = 'inferred'
        countHomes(b)
      }
    const { stock, left } = stocksOf(homes, data.year)
    leftDwellings += left
    let use = useOfGround[draft.ground]
    // homes mapped as such but too few for a building of the model
    if (use === 'residential' && stock.length === 0) use = 'nature'
    const area = signedArea(draft.ring)
    const floors = own.reduce((sum, b) => sum + (b.use === 'residential' ? 0 : b.footprint * b.levels), 0)
    if (use === 'employment') work[p] = Math.max(floors, area * 0.3)
    else if (use === 'street commercial' || use === 'institution' || draft.ground === 'market')
      work[p] = Math.max(floors, area * 0.2)
    else if (use === 'facility' && draft.ground !== 'park' && draft.ground !== 'square') work[p] = floors * 0.5
    const parcel: PlanParcel = { outline: draft.ring, x, y, area: centimetres(area), use, node: -1, door: 1 }
    let heritage = 0
    for (const h of heritageRings) {
      if (h.building ? inRing(draft.ring, h.x, h.y) : inRing(h.ring, x, y)) {
        const share = h.building ? Math.min(1, 0.3 + Math.abs(signedArea(h.ring)) / area) : 1
        heritage = Math.max(heritage, h.value * share)
      }
    }
    for (const h of heritagePoints) if (inRing(draft.ring, h.x, h.y)) heritage = Math.max(heritage, h.value * 0.7)
    if (heritage > 0) parcel.heritage = centimetres(heritage)
    if (heritage >= 0.5) parcel.core = true
    parcel.canopy = (canopyOf[draft.ground] ?? 0.08) + (gated && use === 'residential' ? 0.25 : 0)
    if (use === 'employment') parcel.pollution = 0.4
    else if (anyFactory && use !== 'water') {
      const { distance: d } = factories.find(x, y, 300)
      if (d < 300) parcel.pollution = centimetres(0.25 * (1 - d / 300))
    }
    if (gated && use !== 'water') parcel.estate = estateOf[p]!
    if (mainIndex && mainIndex.find(x, y, 40 + Math.sqrt(area) / 2).row >= 0) parcel.mainStreet = true
    if (use === 'water' || (waterIndex && waterIndex.find(x, y, 200).row >= 0)) parcel.view = true
    if (stock.length > 0) {
      parcel.stock = stock
      for (const b of homes) {
        built.levels[b.levelsFrom]++
        built.kinds[b.kindFrom]++
        built.dwellings[b.dwellingsFrom] += b.dwellings
      }
    }
    for (const b of own) built.uses[b.useFrom]++
    return parcel
  })
  if (!parcels.some(p => p.stock !== undefined))
    throw new CityFileError(
      'no homes',
      say(`${buildings.length} buildings read`, `已读${buildings.length}座建筑`),
      say('none of the buildings can be taken for homes.', '没有一座建筑可以当作住房。'),
      say(
        'Tag residential land (landuse=residential) or buildings (building=apartments, building=house).',
        '请标注居住用地（landuse=residential）或住宅建筑（building=apartments、building=house）。',
      ),
    )

  // facilities
  const facilities = facilitiesOf(data, near, xs, ys, box)
  const counted = new Map<string, { read: number; assumed: number }>()
  const count = (kind: FacilityKind, read: boolean) => {
    const row = counted.get(kind) ?? { read: 0, assumed: 0 }
    if (read) row.read++
    else row.assumed++
    counted.set(kind, row)
  }
  for (const f of facilities) count(f.kind, f.read)
  const greens = new Map<number, number[]>()
  land.parcels.forEach((draft, p) => {
    if (draft.area < 0) return
    const { ground } = draft
    if (ground !== 'park' && ground !== 'square' && ground !== 'nature') return
    const list = greens.get(draft.area)
    if (list) list.push(p)
    else greens.set(draft.area, [p])
  })
  for (const [a, rows] of [...greens].sort((p, q) => p[0] - q[0])) {
    const { ground } = areas[a]!
    const whole = rows.reduce((sum, p) => sum + parcels[p]!.area, 0)
    const natural =
      ground === 'nature' && areaShapes[a]?.tags.landuse !== 'grass' && areaShapes[a]?.tags.landuse !== 'cemetery'
    if (ground === 'nature' && (!natural || whole < 10_000)) continue
    const kind: FacilityKind =
      ground === 'square' ? 'square' : ground === 'nature' ? 'nature' : whole < MICRO_PARK ? 'micro park' : 'park'
    count(kind, false)
    for (const p of rows)
      facilities.push({
        kind,
        capacity:
          kind === 'square' ? 1500 : Math.max(100, Math.min(20_000, (PARK_PERSONS * parcels[p]!.area) / 10_000)),
        x: parcels[p]!.x,
        y: parcels[p]!.y,
        parcel: p,
        open: true,
        read: false,
      })
  }

  // drawing of areas
  areas.forEach((area, a) => {
    if (area.ground !== 'water' && area.ground !== 'park' && area.ground !== 'nature') return
    for (const ring of area.rings.slice(0, areaShapes[a]?.outers.length ?? 1)) {
      const inside = clipRing(ring, box)
      if (inside) drawing.push({ kind: area.ground === 'water' ? 'water' : 'green', line: inside })
    }
  })
  for (const line of drawnWalls) drawing.push({ kind: 'wall', line })
  drawing.push({
    kind: 'boundary',
    line: [box.x0, box.y0, box.x1, box.y0, box.x1, box.y1, box.x0, box.y1, box.x0, box.y0],
  })

  const green = areas.filter(a => a.ground === 'park' || a.ground === 'nature').map(a => centroid(a.rings[0]!))
  const footprintParcel = new Int32Array(buildings.length).fill(-1)
  land.parcels.forEach((draft, p) => {
    for (const row of draft.buildings) footprintParcel[row] = p
  })

  const uses = (use: ParcelUse) => parcels.filter(p => p.use === use).length
  report.push(
    {
      what: 'bounds',
      read: framed ? 1 : 0,
      inferred: framed ? 0 : 1,
      assumed: 0,
      left: 0,
      note: framed ? undefined : say('from where the buildings are', '按建筑所在'),
    },
    {
      what: 'buildings',
      read: buildings.filter(b => b.useFrom === 'read').length,
      inferred: buildings.filter(b => b.useFrom === 'inferred' && b.use !== 'none').length,
      assumed: buildings.filter(b => b.useFrom === 'assumed' && b.use !== 'none').length,
      left: crossing + buildings.filter(b => b.use === 'none').length,
      note: say(
        `uses; left out: sheds, garages and the like${crossing > 0 ? `, and ${crossing} outlines that cross themselves` : ''}`,
        `用途；未取：棚屋、车库等${crossing > 0 ? `，以及${crossing}个自相交的轮廓` : ''}`,
      ),
    },
    {
      what: 'storeys of homes',
      ...built.levels,
      left: 0,
      note: say('inferred from like-shaped neighbours, assumed from the shape', '由形状相近的邻居推断，或按形状假定'),
    },
    {
      what: 'kinds of homes',
      ...built.kinds,
      left: 0,
      note: say(
        'inferred from age and walls, assumed from footprint and storeys',
        '由年代和围墙推断，或按占地和层数假定',
      ),
    },
    {
      what: 'dwellings',
      ...built.dwellings,
      left: leftDwellings,
      note: say(
        'footprint × storeys × 0.82 / floor of the kind; left out: too few together, or on ground of another use',
        '占地×层数×0.82÷该类型的套均面积；未取：数量太少，或位于其他用途的土地',
      ),
    },
    {
      what: 'rents',
      read: 0,
      inferred: 0,
      assumed: parcels.filter(p => p.stock).length,
      left: 0,
      note: say('by settling on the market of the model', '由模型的市场定出'),
    },
    {
      what: 'parcels',
      read: land.parcels.filter(p => p.area >= 0).length,
      inferred: land.parcels.filter(p => p.area < 0 && p.ground !== 'open').length,
      assumed: land.parcels.filter(p => p.area < 0 && p.ground === 'open').length,
      left: land.left.count,
      note: say(
        `inferred: ground of buildings; assumed: open ground; left out: ${Math.round(land.left.area)} m² in pieces under 0.05 ha`,
        `推断：建筑用地；假定：空地；未取：${Math.round(land.left.area)}平方米，为不足0.05公顷的零散地`,
      ),
    },
    {
      what: 'areas',
      read: areas.length,
      inferred: 0,
      assumed: 0,
      left: broken,
      note:
        broken > 0
          ? say('left out: outlines whose ways are not all in the file', '未取：轮廓所用的线不全在文件中')
          : undefined,
    },
    {
      what: 'streets',
      read: counts.streets + counts.paths,
      inferred: graph.joined,
      assumed: 0,
      left: counts.unused + graph.dropped,
      note: say(
        'inferred: links between pieces up to 80 m apart; left out: motorways, closed ways, pieces not linked',
        '推断：相距不超过80米的路段之间的连接；未取：高速公路、封闭的路、未连上的路段',
      ),
    },
    {
      what: 'walls and fences',
      read: wallLines.length,
      inferred: enclosing.length,
      assumed: 0,
      left: loose + closed.length - rings.length,
      note: say(
        `inferred: outlines of areas with gates; left out: what encloses nothing; ways through walls without a gate: ${graph.openings} streets, ${graph.pathOpenings} paths`,
        `推断：有大门的区域的轮廓；未取：没有围住任何地方的；无门而穿墙的路：街道${graph.openings}条，小路${graph.pathOpenings}条`,
      ),
    },
    {
      what: 'green cover, pollution',
      read: 0,
      inferred: 0,
      assumed: parcels.length,
      left: 0,
      note: say('by use and distance from industry', '按用途和与工业的距离'),
    },
    {
      what: 'historic value',
      read: parcels.filter(p => p.heritage !== undefined).length,
      inferred: 0,
      assumed: 0,
      left: 0,
    },
    { what: 'railway stations', read: stations.length, inferred: 0, assumed: 0, left: 0 },
  )
  if (rivers > 0 || uses('water') > 0)
    report.push({ what: 'water', read: uses('water') + rivers, inferred: 0, assumed: 0, left: 0 })
  for (const [kind, row] of [...counted].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
    report.push({
      what: `facilities: ${kind}`,
      read: row.read + row.assumed,
      inferred: 0,
      assumed: 0,
      left: 0,
      note: say(`capacity assumed for ${row.assumed}`, `其中${row.assumed}处的容量为假定`),
    })
  if (data.missingNodes > 0)
    report.push({
      what: 'points of ways',
      read: 0,
      inferred: 0,
      assumed: 0,
      left: data.missingNodes,
      note: say('named by ways but not in the file', '线上提到但文件中没有'),
    })
  if (data.deleted > 0) report.push({ what: 'deleted elements', read: 0, inferred: 0, assumed: 0, left: data.deleted })

  return finishPlan({
    name: options.name ?? 'imported district',
    source: 'osm',
    attribution: options.attribution ?? ATTRIBUTION,
    origin: [projection.lon, projection.lat],
    box,
    parcels,
    graph,
    estates: estates.map(e => ({
      ...e,
      privateGreen: e.ring >= 0 && green.some(([x, y]) => inRing(rings[e.ring]!, x, y)),
    })),
    facilities,
    railGates: stations.length > 0 ? railGates : [],
    stations,
    work,
    buildings: buildings.map((b, row) => ({ outline: b.outline, parcel: footprintParcel[row]!, levels: b.levels })),
    drawing,
    report: report.map(row =>
      row.note === undefined
        ? { what: row.what, read: row.read, inferred: row.inferred, assumed: row.assumed, left: row.left }
        : row,
    ),
  })
}

const tally = () => ({ read: 0, inferred: 0, assumed: 0 })

/** The middle of the extract, and its box in metres: as told, else around the buildings. */
function frame(data: OsmData): { projection: Projection; box: Box; framed: boolean } {
  let bounds = data.bounds
  const framed = bounds !== null
  if (bounds === null) {
    const lats: number[] = []
    const lons: number[] = []
    const add = (rows: readonly number[]) => {
      const row = rows.find(r => r >= 0)
      if (row === undefined) return
      lats.push(data.lat[row]!)
      lons.push(data.lon[row]!)
    }
    for (const way of data.ways) if (way.tags.building !== undefined) add(way.nodes)
    if (lats.length === 0) for (const way of data.ways) add(way.nodes)
    if (lats.length === 0)
      throw new CityFileError(
        'no homes',
        say(`${data.lat.length} nodes read`, `已读${data.lat.length}个点`),
        say('the extract holds no ways, so neither buildings nor streets.', '数据中没有线，因而没有建筑和街道。'),
        say('Export all elements of the area, not a filtered selection.', '请导出该区域的全部要素，不要筛选。'),
      )
    lats.sort((a, b) => a - b)
    lons.sort((a, b) => a - b)
    // a stray building far away must not stretch the place
    const low = lats.length > 200 ? Math.floor(lats.length * 0.003) : 0
    const high = lats.length - 1 - low
    const margin = 0.0009
    bounds = {
      south: lats[low]! - margin,
      north: lats[high]! + margin,
      west: lons[low]! - margin * 1.6,
      east: lons[high]! + margin * 1.6,
    }
  }
  const lat = (bounds.south + bounds.north) / 2
  const lon = (bounds.west + bounds.east) / 2
  const projection = projectionAt(lat, lon)
  const box = {
    x0: projection.x(bounds.west),
    x1: projection.x(bounds.east),
    y0: projection.y(bounds.south),
    y1: projection.y(bounds.north),
  }
  if (box.x1 - box.x0 > 60_000 || box.y1 - box.y0 > 60_000)
    throw new CityFileError(
      'out of range',
      say('bounds', '范围'),
      say(
        `the extract is ${Math.round((box.x1 - box.x0) / 1000)} km × ${Math.round((box.y1 - box.y0) / 1000)} km.`,
        `数据范围是${Math.round((box.x1 - box.x0) / 1000)}公里×${Math.round((box.y1 - box.y0) / 1000)}公里。`,
      ),
      say('Cut out a city or a district of at most 60 km × 60 km.', '请截取不超过60公里×60公里的城市或街区。'),
    )
  return { projection, box, framed }
}

/** The stretches of a way between nodes that the file lacks. */
function runs(nodes: readonly number[]): number[][] {
  const result: number[][] = []
  let run: number[] = []
  for (const row of nodes) {
    if (row >= 0) run.push(row)
    else {
      if (run.length > 1) result.push(run)
      run = []
    }
  }
  if (run.length > 1) result.push(run)
  return result
}

/** Points every 30 m along a line. */
function middlePoints(line: number[]): number[] {
  const result: number[] = []
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
    const parts = Math.max(1, Math.ceil(distance(ax, ay, bx, by) / 30))
    for (let k = 0; k < parts; k++) {
      const t = (k + 0.5) / parts
      result.push(ax + t * (bx - ax), ay + t * (by - ay))
    }
  }
  return result
}

const areaKeys = [
  'building',
  'landuse',
  'leisure',
  'natural',
  'amenity',
  'tourism',
  'historic',
  'military',
  'place',
  'waterway',
  'railway',
  'shop',
  'office',
  'man_made',
  'power',
  'aeroway',
  'area',
  'healthcare',
  'heritage',
]

/** Closed ways and multipolygons that carry a meaning of their own. */
function shapesOf(data: OsmData, lineOf: (rows: readonly number[]) => number[]): { shapes: Shape[]; broken: number } {
  const shapes: Shape[] = []
  const rowOfWay = new Map<string, number>()
  data.ways.forEach((way, w) => {
    rowOfWay.set(way.id, w)
  })
  const meaning = (tags: Tags): boolean => areaKeys.some(key => tags[key] !== undefined)
  const taken = new Set<number>()
  let broken = 0
  for (const relation of data.relations) {
    if (relation.tags.type !== 'multipolygon') continue
    const members = relation.members.filter(m => m.type === 'way')
    const outerWays: number[] = []
    const innerWays: number[] = []
    for (const m of members) {
      const w = rowOfWay.get(m.ref)
      if (w === undefined) continue
      if (m.role === 'inner') innerWays.push(w)
      else outerWays.push(w)
    }
    // older data puts the tags on the outer way
    const tags = meaning(relation.tags)
      ? relation.tags
      : (outerWays.map(w => data.ways[w]!.tags).find(meaning) ?? relation.tags)
    if (!meaning(tags)) continue
    const outers = joinRings(outerWays.map(w => data.ways[w]!.nodes))
    const inners = joinRings(innerWays.map(w => data.ways[w]!.nodes))
    if (outers.length === 0) {
      broken++
      continue
    }
    for (const w of outerWays) {
      const own = data.ways[w]!.tags
      if (own === tags || areaKeys.every(key => own[key] === undefined || own[key] === tags[key])) taken.add(w)
    }
    shapes.push({
      id: `relation ${relation.id}`,
      tags,
      outers: outers
        .map(lineOf)
        .map(openRing)
        .filter(r => r.length >= 6),
      inners: inners
        .map(lineOf)
        .map(openRing)
        .filter(r => r.length >= 6),
    })
  }
  data.ways.forEach((way, w) => {
    if (taken.has(w) || way.nodes.length < 4 || way.nodes[0] !== way.nodes.at(-1) || !meaning(way.tags)) return
    if (way.tags.area === 'no') return
    if (way.tags.highway !== undefined && way.tags.area !== 'yes') return
    const ring = openRing(lineOf(way.nodes))
    if (ring.length < 6) {
      broken++
      return
    }
    shapes.push({ id: `way ${way.id}`, tags: way.tags, outers: [ring], inners: [] })
  })
  return { shapes: shapes.filter(s => s.outers.length > 0), broken }
}

const openRing = (line: number[]): Ring =>
  line.length >= 4 && line[0] === line.at(-2) && line[1] === line.at(-1) ? line.slice(0, -2) : line

/** Ways joined end to end into closed rings; what stays open is no outline. */
function joinRings(ways: readonly (readonly number[])[]): number[][] {
  const rings: number[][] = []
  const rest: number[][] = []
  for (const way of ways) {
    if (way.length < 2) continue
    if (way[0] === way.at(-1)) rings.push([...way])
    else rest.push([...way])
  }
  while (rest.length > 0) {
    let ring = rest.shift()!
    for (;;) {
      if (ring[0] === ring.at(-1)) {
        rings.push(ring)
        break
      }
      const end = ring.at(-1)
      const i = rest.findIndex(w => w[0] === end || w.at(-1) === end)
      if (i < 0) break
      const [next] = rest.splice(i, 1)
      ring = [...ring, ...(next![0] === end ? next! : next!.toReversed()).slice(1)]
    }
  }
  return rings
}

/** The sea of an extract with a coastline: water lies to the right of it. */
function coastline(data: OsmData, lineOf: (rows: readonly number[]) => number[], box: Box): DraftArea | null {
  const lines = data.ways.filter(way => way.tags.natural === 'coastline').flatMap(way => runs(way.nodes).map(lineOf))
  if (lines.length === 0) return null
  // lines joined end to end, cut at the border, closed along it with the water on the right
  const joined: number[][] = []
  const rest = lines.slice()
  while (rest.length > 0) {
    let line = rest.shift()!
    for (;;) {
      const i = rest.findIndex(l => l[0] === line.at(-2) && l[1] === line.at(-1))
      const j = i < 0 ? rest.findIndex(l => l.at(-2) === line[0] && l.at(-1) === line[1]) : -1
      if (i >= 0) line = [...line, ...rest.splice(i, 1)[0]!.slice(2)]
      else if (j >= 0) line = [...rest.splice(j, 1)[0]!, ...line.slice(2)]
      else break
    }
    joined.push(line)
  }
  const rings: Ring[] = []
  const cuts: number[][] = []
  for (const line of joined) {
    const closed = line[0] === line.at(-2) && line[1] === line.at(-1)
    const pieces = clipLine(line, box)
    if (closed && pieces.length === 1 && lineLength(pieces[0]!) === lineLength(line)) rings.push(line.slice(0, -2))
    else cuts.push(...pieces)
  }
  const [w, h] = [box.x1 - box.x0, box.y1 - box.y0]
  /** way along the border from its south-western corner, counter-clockwise */
  const round = (x: number, y: number): number => {
    const [dx, dy] = [x - box.x0, y - box.y0]
    const sides = [Math.abs(dy), Math.abs(w - dx), Math.abs(h - dy), Math.abs(dx)]
    const side = sides.indexOf(Math.min(...sides))
    return side === 0 ? dx : side === 1 ? w + dy : side === 2 ? w + h + (w - dx) : 2 * w + h + (h - dy)
  }
  const corners: [number, number, number][] = [
    [0, box.x0, box.y0],
    [w, box.x1, box.y0],
    [w + h, box.x1, box.y1],
    [2 * w + h, box.x0, box.y1],
  ]
  const turn = 2 * (w + h)
  const pending = cuts.map(line => ({
    line,
    from: round(line[0]!, line[1]!),
    to: round(line.at(-2)!, line.at(-1)!),
    used: false,
  }))
  for (const start of pending) {
    if (start.used) continue
    const ring: Ring = []
    let at = start
    for (let guard = 0; guard <= pending.length; guard++) {
      at.used = true
      ring.push(...at.line)
      // the water is on the right of the line's end: go clockwise along the border to the next line's start
      const back = (p: number) => (at.to - p + turn) % turn
      const next = pending.filter(p => !p.used || p === start).sort((a, b) => back(a.from) - back(b.from))[0]!
      const stops = corners.filter(c => back(c[0]) < back(next.from)).sort((a, b) => back(a[0]) - back(b[0]))
      for (const [, x, y] of stops) ring.push(x, y)
      if (next === start) break
      at = next
    }
    rings.push(ring)
  }
  // nothing but islands: the sea is all around them
  if (cuts.length === 0) rings.push([box.x0, box.y0, box.x1, box.y0, box.x1, box.y1, box.x0, box.y1])
  return { id: 'coastline', ground: 'water', rings, area: w * h, name: '' }
}

/** Facilities of tagged areas, buildings and points; one named or mapped twice is one. */
function facilitiesOf(
  data: OsmData,
  shapes: readonly Shape[],
  xs: readonly number[],
  ys: readonly number[],
  box: Box,
): (DraftFacility & { read: boolean })[] {
  const found: (DraftFacility & { read: boolean; name: string; ring: Ring | null })[] = []
  const add = (tags: Tags, x: number, y: number, ring: Ring | null) => {
    const facility = facilityOf(tags)
    if (facility === undefined || x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) return
    const name = tags.name ?? tags.ref ?? ''
    const twin = found.some(
      f =>
        f.kind === facility.kind &&
        ((f.ring !== null && inRing(f.ring, x, y) && facility.kind !== 'market') ||
          (f.name !== '' && f.name === name && distance(f.x, f.y, x, y) < 200) ||
          distance(f.x, f.y, x, y) < 15),
    )
    if (twin) return
    found.push({
      ...facility,
      x,
      y,
      parcel: -1,
      open: tags.access !== 'private' && tags.access !== 'no',
      name,
      ring,
    })
  }
  const sized = shapes
    .map((s, i) => ({ s, i, area: s.outers.reduce((sum, r) => sum + Math.abs(signedArea(r)), 0) }))
    .sort((a, b) => b.area - a.area || a.i - b.i)
  for (const { s } of sized) {
    const ring = s.outers[0]!
    const [x, y] = pointInside(ring)
    add(s.tags, x, y, ring)
  }
  for (const [row, tags] of data.nodeTags) add(tags, xs[row]!, ys[row]!, null)
  return found.map(({ name: _, ring: __, ...facility }) => facility)
}
