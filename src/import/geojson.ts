/**
 * A Plan from a GeoJSON FeatureCollection (model.md §5.2): parcels are polygons with a `use`; streets and railways lines;
 * facilities, stations and gates points. Longitude and latitude, EPSG:4326.
 */
import type { BuildingKind, FacilityKind, ParcelUse, Plan, PlanParcel, PlanStock } from '../city/plan.ts'
import { buildingKinds, facilityKinds, parcelUses } from '../city/plan.ts'
import { say } from '../lib/declare.ts'
import { allowed, CityFileError, THE_FILE } from './error.ts'
import type { DraftEstate } from './estates.ts'
import { encloseRest } from './estates.ts'
import type { DraftFacility, ReportRow } from './finish.ts'
import { finishPlan, parcelIndex } from './finish.ts'
import type { Box, Projection, Ring } from './geometry.ts'
import {
  boxOf,
  centimetres,
  crossingAt,
  distance,
  fromSegment,
  isSimple,
  NearestPoint,
  pointInside,
  projectionAt,
  signedArea,
  tidyRing,
} from './geometry.ts'
import { FLOOR_SHARE, floorOfKind, STOCK_LARGEST, STOCK_SMALLEST, STOCKS_LARGEST } from './homes.ts'
import { fillRings, labelBoxes, pieces, smoothLoop, traceLabel } from './raster.ts'
import type { DraftStreet } from './streets.ts'
import { buildGraph } from './streets.ts'

export interface GeoJsonOptions {
  name?: string
  attribution?: string
}

type Properties = Record<string, unknown>
interface Feature {
  /** place in the file, as an error names it */
  where: string
  type: string
  coordinates: unknown
  properties: Properties
}

/** Households a hectare of homes where nothing is told (model.md §5.1). */
const DENSITY = 70 / 0.935
const SMALLEST = 500
const LARGEST = 200_000
const CAPACITY: Record<FacilityKind, number> = {
  school: 1200,
  clinic: 12_000,
  park: 4000,
  market: 8000,
  culture: 10_000,
  'micro park': 800,
  'community room': 1000,
  square: 1500,
  nature: 6000,
}
const drawn = new Set(['rail', 'railway', 'river', 'water', 'wall'])

/**
 * Makes the plan of a place from GeoJSON text.
 * @throws {CityFileError} naming the feature, what is wrong with it and what is allowed
 */
export function planFromGeoJson(text: string, options: GeoJsonOptions = {}): Plan {
  const collection = parse(text)
  const features = featuresOf(collection)
  const report: ReportRow[] = []
  const { projection } = frame(features)
  const at = (position: unknown, where: string): [number, number] => {
    const [lon, lat] = degrees(position, where)
    return [projection.x(lon), projection.y(lat)]
  }
  const flat = (positions: unknown, where: string): number[] => {
    if (!Array.isArray(positions))
      throw new CityFileError(
        'bad shape',
        where,
        say('has no list of coordinates.', '缺少坐标列表。'),
        say('See RFC 7946 for the shape of geometries.', '几何的写法见RFC 7946。'),
      )
    return positions.flatMap(position => at(position, where))
  }

  // parcels
  interface Draft {
    parcel: PlanParcel
    walled: string | null
  }
  const drafts: Draft[] = []
  const counts = { crossing: 0, small: 0, cut: 0, holes: 0, other: 0 }
  const columns = new Map<string, { read: number; inferred: number; assumed: number; left: number }>()
  const count = (column: string, how: 'read' | 'inferred' | 'assumed' | 'left', n = 1) => {
    const row = columns.get(column) ?? { read: 0, inferred: 0, assumed: 0, left: 0 }
    row[how] += n
    columns.set(column, row)
  }
  const polygons = features.filter(f => f.type === 'Polygon' || f.type === 'MultiPolygon')
  for (const feature of polygons) {
    const { where, properties } = feature
    const use = useOf(properties, where)
    const parts = feature.type === 'Polygon' ? [feature.coordinates] : feature.coordinates
    if (!Array.isArray(parts))
      throw new CityFileError(
        'bad shape',
        where,
        say('has no coordinates.', '没有坐标。'),
        say('See RFC 7946 for the shape of geometries.', '几何的写法见RFC 7946。'),
      )
    const rings: { ring: Ring; area: number }[] = []
    for (const part of parts) {
      if (!Array.isArray(part) || part.length === 0)
        throw new CityFileError(
          'bad shape',
          where,
          say('has a polygon without rings.', '有一个没有环的多边形。'),
          say('See RFC 7946 for the shape of geometries.', '几何的写法见RFC 7946。'),
        )
      const raw = openRing(flat(part[0], where))
      const outer = tidyRing(raw)
      counts.holes += part.length - 1
      let holes = 0
      for (const hole of part.slice(1)) holes += Math.abs(signedArea(openRing(flat(hole, where))))
      // a guess at what was meant would decide who owns which land: the file's author must
      if (raw.length >= 8 && !isSimple(outer ?? raw))
        throw new CityFileError(
          'bad shape',
          where,
          say('has an outline that crosses itself.', '轮廓自相交。'),
          say(
            'Mend it (in QGIS: Processing, "Fix geometries") and import again.',
            '请修复（QGIS：处理工具“修复几何”）后再导入。',
          ),
        )
      const simple = outer !== null
      if (simple && signedArea(outer) <= LARGEST) {
        rings.push({ ring: outer, area: Math.max(1, signedArea(outer) - holes) })
        continue
      }
      const mended = raw.length < 6 ? [] : redraw(raw)
      if (mended.length === 0) counts.crossing++
      else counts.cut++
      for (const ring of mended) rings.push({ ring, area: signedArea(ring) })
    }
    const kept = rings.filter(r => signedArea(r.ring) >= SMALLEST)
    counts.small += rings.length - kept.length
    const whole = kept.reduce((sum, r) => sum + r.area, 0)
    const walled = properties.walled
    const homes = homesOf(properties, where, use, whole)
    kept.forEach(({ ring, area }) => {
      const [x, y] = pointInside(ring)
      const parcel: PlanParcel = { outline: ring, x, y, area: centimetres(area), use, node: -1, door: 1 }
      for (const key of ['heritage', 'canopy', 'pollution'] as const) {
        const value = numberOf(properties, key, where, 0, 1)
        if (value !== undefined) parcel[key] = value
        count(key, value === undefined ? 'assumed' : 'read')
      }
      const far = numberOf(properties, 'far_max', where, 0, 30)
      if (far !== undefined) parcel.far_max = far
      count('far_max', far === undefined ? 'assumed' : 'read')
      for (const key of ['zone', 'district'] as const)
        if (typeof properties[key] === 'string' || typeof properties[key] === 'number')
          parcel[key] = String(properties[key])
      if (parcel.canopy === undefined && (use === 'nature' || use === 'farmland'))
        parcel.canopy = use === 'nature' ? 0.8 : 0.3
      if ((parcel.heritage ?? 0) >= 0.5) parcel.core = true
      if (use === 'water') parcel.view = true
      if (homes !== null) {
        const mine = Math.round((homes.dwellings * area) / whole)
        const { stock, left } = stockOf(homes.stock, mine)
        if (stock.length > 0) parcel.stock = stock
        count('dwellings', homes.from, mine - left)
        if (left > 0) count('dwellings', 'left', left)
        for (const key of ['kind', 'floor', 'quality', 'age_years', 'rent'] as const)
          count(key, properties[key] === undefined ? 'assumed' : 'read')
      }
      if (properties.red_line !== undefined) count('red_line', 'left')
      drafts.push({
        parcel,
        walled:
          walled === undefined || walled === null || walled === false || walled === ''
            ? null
            : walled === true
              ? `${where}`
              : String(walled),
      })
    })
  }
  if (polygons.length > 0 && drafts.length === 0)
    throw new CityFileError(
      'bad shape',
      polygons[0]!.where,
      say(
        `none of the ${polygons.length} polygons can be used: they cross themselves, have no area or are under 0.05 ha.`,
        `${polygons.length}个多边形都不能用：自相交、没有面积，或小于0.05公顷。`,
      ),
      say(
        'Check the order of the coordinates, and that they are degrees of longitude and latitude.',
        '请检查坐标的顺序，并确认是经纬度（度）。',
      ),
    )
  if (!drafts.some(d => d.parcel.stock))
    throw new CityFileError(
      'no homes',
      say(`${drafts.length} parcels read`, `已读${drafts.length}个地块`),
      say('no parcel has dwellings, so nobody could live there.', '没有一个地块有住房，无人可住。'),
      say(
        "Give parcels use: 'residential', and dwellings where you know them.",
        "请给地块写use: 'residential'，知道住房套数的写dwellings。",
      ),
    )

  // lines
  const points: number[] = []
  const vertexAt = new Map<string, number>()
  const vertex = (x: number, y: number): number => {
    const key = `${x} ${y}`
    const known = vertexAt.get(key)
    if (known !== undefined) return known
    points.push(x, y)
    vertexAt.set(key, points.length / 2 - 1)
    return points.length / 2 - 1
  }
  const lines: { line: number[]; properties: Properties; where: string }[] = []
  const drawing: Plan['drawing'] = []
  const rails: number[][] = []
  for (const feature of features) {
    if (feature.type !== 'LineString' && feature.type !== 'MultiLineString') continue
    const { where, properties } = feature
    const parts = feature.type === 'LineString' ? [feature.coordinates] : (feature.coordinates as unknown[])
    const what = String(properties.kind ?? (properties.rail || properties.railway ? 'rail' : 'street'))
    for (const part of parts) {
      const line = flat(part, where)
      if (line.length < 4) continue
      if (!drawn.has(what)) lines.push({ line, properties, where })
      else {
        if (what === 'rail' || what === 'railway') rails.push(line)
        drawing.push({
          kind: what === 'railway' ? 'rail' : what === 'water' ? 'river' : (what as 'rail' | 'river' | 'wall'),
          line,
        })
      }
    }
  }
  const box = around(drafts.flatMap(d => d.parcel.outline))
  const gates = new Set<number>()
  const streets: DraftStreet[] = []
  const made = lines.length === 0
  for (const { line, properties, where } of joinCrossings(lines)) {
    const vertices: number[] = []
    for (let i = 0; i < line.length; i += 2) vertices.push(vertex(line[i]!, line[i + 1]!))
    const minutes = numberOf(properties, 'minutes', where, 0, 600)
    streets.push({
      vertices,
      private: properties.access === 'private',
      drive: properties.kind !== 'path' && properties.kind !== 'footway',
      path: properties.kind === 'path' || properties.kind === 'footway',
      bridge: properties.bridge === true || properties.bridge === 'yes',
      gateway: 1,
      ...(minutes === undefined || minutes === 0 ? {} : { minutes }),
    })
    if (properties.gate === true || properties.gate === 'yes') for (const v of vertices) gates.add(v)
    drawing.push({ kind: properties.main === true ? 'main street' : 'street', line })
  }
  if (made) {
    // no streets told: ways from each parcel to its four nearest
    const middles = drafts.flatMap(d => [d.parcel.x, d.parcel.y])
    const near = new NearestPoint(middles)
    drafts.forEach(({ parcel }, p) => {
      const taken = new Set([p])
      for (let k = 0; k < 4; k++) {
        const { row } = near.find(parcel.x, parcel.y, 500, q => !taken.has(q))
        if (row < 0) break
        taken.add(row)
        if (row > p || k === 0)
          streets.push({
            vertices: [vertex(parcel.x, parcel.y), vertex(middles[2 * row]!, middles[2 * row + 1]!)],
            private: false,
            drive: true,
            path: false,
            bridge: false,
            gateway: 0,
          })
      }
    })
    if (streets.length === 0)
      streets.push({
        vertices: [
          vertex(drafts[0]!.parcel.x, drafts[0]!.parcel.y),
          vertex(drafts[0]!.parcel.x + 10, drafts[0]!.parcel.y),
        ],
        private: false,
        drive: true,
        path: false,
        bridge: false,
        gateway: 0,
      })
  }

  // points
  const facilities: DraftFacility[] = []
  const stations: { x: number; y: number }[] = []
  const streetVertices = new NearestPoint(points)
  let placed = 0
  for (const feature of features) {
    if (feature.type !== 'Point') continue
    const { where, properties } = feature
    const [x, y] = at(feature.coordinates, where)
    const kind = word(properties.kind ?? properties.facility)
    if (kind === 'station' || properties.station === true) stations.push({ x, y })
    else if (kind === 'gate') {
      const { row } = streetVertices.find(x, y, 15)
      if (row >= 0) gates.add(row)
      else counts.other++
    } else if ((facilityKinds as readonly string[]).includes(kind)) {
      const capacity = numberOf(properties, 'capacity', where, 0, 1e7)
      const quality = numberOf(properties, 'quality', where, 0, 1)
      facilities.push({
        kind: kind as FacilityKind,
        capacity: capacity ?? CAPACITY[kind as FacilityKind],
        ...(quality === undefined ? {} : { quality }),
        x,
        y,
        parcel: -1,
        open: properties.open !== false && properties.open !== 0 && properties.open !== 'no',
      })
      count('facilities', 'read')
      count('capacity', capacity === undefined ? 'assumed' : 'read')
      placed++
    } else if (kind !== '')
      throw new CityFileError(
        'unknown value',
        `${where}, properties.kind`,
        say(`'${kind}' is no facility.`, `'${kind}'不是设施。`),
        allowed(kind, [...facilityKinds, 'station', 'gate']),
      )
    else counts.other++
  }

  // compounds: parcels of one name, and the streets on them
  const names = [...new Set(drafts.flatMap(d => (d.walled === null ? [] : [d.walled])))].sort()
  const estateOf = new Map(names.map((name, e) => [name, e]))
  const estates: DraftEstate[] = names.map(() => ({ ring: -1, found: 'wall' }))
  const graph = buildGraph({ points, streets, gates }, box, [])
  if (graph.edges.length === 0)
    throw new CityFileError(
      'bad shape',
      say('streets', '街道'),
      say('no street reaches the parcels.', '没有街道通到地块。'),
      say('Check that streets and parcels are of the same place.', '请确认街道与地块属于同一地方。'),
    )
  const index = parcelIndex(drafts.map(d => d.parcel))
  for (const e of graph.edges) {
    const p = index(e.middle[0], e.middle[1])
    const walled = p < 0 || made ? null : drafts[p]!.walled
    if (walled !== null) e.estate = estateOf.get(walled)!
  }
  encloseRest(graph)
  for (const d of drafts) if (d.walled !== null) d.parcel.estate = estateOf.get(d.walled)!
  for (const [v, weight] of deadEnds(graph, box)) if (!graph.border.has(v)) graph.border.set(v, weight)
  const railGates: { x: number; y: number }[] = []
  for (const line of rails)
    for (const end of [0, line.length - 2]) {
      const [x, y] = [line[end]!, line[end + 1]!]
      if (nearBorder(box, x, y) || x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1)
        railGates.push({ x: Math.max(box.x0, Math.min(box.x1, x)), y: Math.max(box.y0, Math.min(box.y1, y)) })
    }

  const water = drafts.filter(d => d.parcel.use === 'water').flatMap(d => d.parcel.outline)
  if (water.length > 0) {
    const banks = new NearestPoint(water)
    for (const { parcel } of drafts) if (banks.find(parcel.x, parcel.y, 200).row >= 0) parcel.view = true
  }

  report.push(
    {
      what: 'parcels',
      read: drafts.length,
      inferred: 0,
      assumed: 0,
      left: counts.crossing + counts.small,
      note: say(
        `cut up: ${counts.cut} above 20 ha; left out: ${counts.crossing} without area, ${counts.small} under 0.05 ha; holes filled: ${counts.holes}`,
        `切分：${counts.cut}个超过20公顷；未取：${counts.crossing}个没有面积，${counts.small}个不足0.05公顷；填补的洞：${counts.holes}`,
      ),
    },
    {
      what: 'streets',
      read: lines.length,
      inferred: graph.joined,
      assumed: made ? streets.length : 0,
      left: graph.dropped,
      ...(made
        ? {
            note: say(
              'no streets in the file: ways between neighbouring parcels assumed',
              '文件中没有街道：假定相邻地块之间有路',
            ),
          }
        : {}),
    },
  )
  for (const [what, row] of columns) report.push({ what, ...row })
  if (placed === 0)
    report.push({
      what: 'facilities',
      read: 0,
      inferred: 0,
      assumed: 0,
      left: 0,
      note: say('none in the file', '文件中没有'),
    })
  const tables = ['population', 'households', 'zones'].filter(key => collection[key] !== undefined).length
  const unshaped = features.filter(f => f.type === '').length
  if (tables > 0)
    report.push({
      what: 'population tables',
      read: 0,
      inferred: 0,
      assumed: 0,
      left: tables,
      note: say('not read yet: the synthetic mix is used', '尚不读取：采用虚拟城市的构成'),
    })
  if (counts.other + unshaped > 0)
    report.push({
      what: 'other features',
      read: 0,
      inferred: 0,
      assumed: 0,
      left: counts.other + unshaped,
      note: say('points of no kind, features without geometry', '没有类型的点、没有几何的要素'),
    })

  const work = Float64Array.from(drafts, ({ parcel: { use, area } }) =>
    use === 'employment'
      ? area * 0.5
      : use === 'street commercial' || use === 'institution'
        ? area * 0.3
        : use === 'facility'
          ? area * 0.05
          : 0,
  )
  drawing.push({
    kind: 'boundary',
    line: [box.x0, box.y0, box.x1, box.y0, box.x1, box.y1, box.x0, box.y1, box.x0, box.y0],
  })
  return finishPlan({
    name: options.name ?? (typeof collection.name === 'string' ? collection.name : 'imported district'),
    source: 'geojson',
    ...(options.attribution !== undefined
      ? { attribution: options.attribution }
      : typeof collection.attribution === 'string'
        ? { attribution: collection.attribution }
        : {}),
    origin: [projection.lon, projection.lat],
    box,
    parcels: drafts.map(d => d.parcel),
    graph,
    estates: estates.map(e => ({ ...e, privateGreen: false })),
    facilities,
    railGates: stations.length > 0 ? railGates : [],
    stations,
    work,
    buildings: [],
    drawing,
    report,
  })
}

function parse(text: string): Properties {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const end = text.trimEnd()
    const start = text.trimStart()
    if (start.startsWith('{') && !end.endsWith('}'))
      throw new CityFileError(
        'cut off',
        say(`byte ${text.length}`, `第${text.length}字节`),
        say('the file ends in the middle.', '文件在中途结束。'),
        say('Download or copy it again.', '请重新下载或复制。'),
      )
    const position = /position (\d+)/.exec(String(error))
    throw new CityFileError(
      'not a city',
      position ? say(`character ${position[1]}`, `第${position[1]}个字符`) : THE_FILE,
      start.startsWith('<')
        ? say('this is XML, not GeoJSON.', '这是XML，不是GeoJSON。')
        : say('this is not JSON.', '这不是JSON。'),
      start.startsWith('<')
        ? say('Import it as OpenStreetMap XML.', '请作为OpenStreetMap XML导入。')
        : say('Give a GeoJSON FeatureCollection (RFC 7946).', '请给出GeoJSON FeatureCollection（RFC 7946）。'),
    )
  }
  if (typeof value !== 'object' || value === null || (value as Properties).type !== 'FeatureCollection') {
    const type = (value as Properties | null)?.type
    throw new CityFileError(
      'not a city',
      THE_FILE,
      say(
        `must be a FeatureCollection, but is ${typeof type === 'string' ? `'${type}'` : 'other JSON'}.`,
        `应为FeatureCollection，现为${typeof type === 'string' ? `'${type}'` : '其他JSON'}。`,
      ),
      say(
        'Wrap the parcels: {"type": "FeatureCollection", "features": [ … ]}.',
        '请把地块包起来：{"type": "FeatureCollection", "features": [ … ]}。',
      ),
    )
  }
  return value as Properties
}

function featuresOf(collection: Properties): Feature[] {
  if (!Array.isArray(collection.features) || collection.features.length === 0)
    throw new CityFileError(
      'no homes',
      'features',
      say('the collection is empty.', '集合是空的。'),
      say('Give parcels as Polygon features with a `use`.', '请以带`use`的Polygon要素给出地块。'),
    )
  return collection.features.map((value: unknown, i: number) => {
    const feature = (value ?? {}) as {
      id?: unknown
      geometry?: { type?: unknown; coordinates?: unknown } | null
      properties?: unknown
    }
    const properties = (feature.properties ?? {}) as Properties
    const id = feature.id ?? properties.id
    return {
      where: `features[${i}]${id === undefined ? '' : ` (id ${String(id)})`}`,
      type: String(feature.geometry?.type ?? ''),
      coordinates: feature.geometry?.coordinates,
      properties,
    }
  })
}

function degrees(position: unknown, where: string): [number, number] {
  if (!Array.isArray(position) || typeof position[0] !== 'number' || typeof position[1] !== 'number')
    throw new CityFileError(
      'bad shape',
      where,
      say('a position must be [longitude, latitude].', '位置应写作[经度, 纬度]。'),
      say('See RFC 7946 for the shape of geometries.', '几何的写法见RFC 7946。'),
    )
  const [lon, lat] = position as [number, number]
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 85.05))
    throw new CityFileError(
      'out of range',
      where,
      say(`[${lon}, ${lat}] is no longitude and latitude.`, `[${lon}, ${lat}]不是经纬度。`),
      say(
        'GeoJSON is in degrees, longitude first (EPSG:4326); reproject data in metres first.',
        'GeoJSON用度，经度在前（EPSG:4326）；以米为单位的数据请先转换投影。',
      ),
    )
  return [lon, lat]
}

/** The middle of all parcels. */
function frame(features: readonly Feature[]): { projection: Projection } {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const visit = (value: unknown, where: string): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') {
      const [lon, lat] = degrees(value, where)
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    } else for (const part of value) visit(part, where)
  }
  for (const f of features) if (f.type === 'Polygon' || f.type === 'MultiPolygon') visit(f.coordinates, f.where)
  if (west > east)
    throw new CityFileError(
      'no homes',
      'features',
      say('there are no polygons, so no parcels.', '没有多边形，也就没有地块。'),
      say('Give parcels as Polygon features with a `use`.', '请以带`use`的Polygon要素给出地块。'),
    )
  const projection = projectionAt((south + north) / 2, (west + east) / 2)
  const [wide, high] = [projection.x(east) - projection.x(west), projection.y(north) - projection.y(south)]
  if (wide > 100_000 || high > 100_000)
    throw new CityFileError(
      'out of range',
      'features',
      say(
        `the parcels spread over ${Math.round(wide / 1000)} km × ${Math.round(high / 1000)} km.`,
        `地块分布在${Math.round(wide / 1000)}公里×${Math.round(high / 1000)}公里的范围。`,
      ),
      say(
        'Give one city or district; check for a stray point at [0, 0] and for swapped longitude and latitude.',
        '请给出一个城市或街区；检查是否有落在[0, 0]的点，经纬度是否写反。',
      ),
    )
  return { projection }
}

const word = (value: unknown): string =>
  typeof value === 'string' ? value.trim().toLowerCase().replaceAll('_', ' ') : ''

function useOf(properties: Properties, where: string): ParcelUse {
  const use = word(properties.use)
  if ((parcelUses as readonly string[]).includes(use)) return use as ParcelUse
  throw new CityFileError(
    'unknown value',
    `${where}, properties.use`,
    properties.use === undefined
      ? say('is missing.', '缺失。')
      : say(`'${String(properties.use)}' is no use of land.`, `'${String(properties.use)}'不是土地用途。`),
    allowed(use, parcelUses),
  )
}

function numberOf(properties: Properties, key: string, where: string, low: number, high: number): number | undefined {
  const value = properties[key]
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (!(number >= low && number <= high))
    throw new CityFileError(
      'out of range',
      `${where}, properties.${key}`,
      say(
        `must be a number from ${low} to ${high}, but is ${JSON.stringify(value)}.`,
        `应为${low}到${high}之间的数，现为${JSON.stringify(value)}。`,
      ),
      number < 0
        ? say(
            'Counts and sizes cannot be negative; leave it out if it is unknown.',
            '数量和大小不能为负；不知道就不写。',
          )
        : say('Correct it, or leave it out if it is unknown.', '请改正；不知道就不写。'),
    )
  return number
}

interface Homes {
  dwellings: number
  from: 'read' | 'inferred' | 'assumed'
  stock: PlanStock
}

function homesOf(properties: Properties, where: string, use: ParcelUse, area: number): Homes | null {
  const told = numberOf(properties, 'dwellings', where, 0, 1e6)
  const floor = numberOf(properties, 'floor', where, 8, 1000)
  const quality = numberOf(properties, 'quality', where, 0, 1)
  const years = numberOf(properties, 'age_years', where, 0, 2000)
  const rent = numberOf(properties, 'rent', where, 0, 1e5)
  const footprint = numberOf(properties, 'footprint', where, 0, 1e6)
  const levels = numberOf(properties, 'levels', where, 0, 200)
  let kind = word(properties.kind).replaceAll(' ', '-') as BuildingKind | ''
  if (use !== 'residential') return null
  if (!buildingKinds.includes(kind))
    throw new CityFileError(
      'unknown value',
      `${where}, properties.kind`,
      say(`'${String(properties.kind)}' is no kind of building.`, `'${String(properties.kind)}'不是建筑类型。`),
      allowed(kind, buildingKinds.slice(1)),
    )
  if (kind === '') {
    const walled = properties.walled !== undefined && properties.walled !== null && properties.walled !== false
    kind =
      years !== undefined && years > 70
        ? 'lane'
        : years !== undefined && years > 30
          ? 'work-unit'
          : walled
            ? 'gated'
            : 'open'
  }
  const stock: PlanStock = { kind }
  if (floor !== undefined) stock.floor = floor
  if (quality !== undefined) stock.quality = quality
  if (years !== undefined) stock.age = Math.round(years * 12)
  if (rent !== undefined) stock.rent = rent
  if (told !== undefined) return { dwellings: Math.round(told), from: 'read', stock }
  if (footprint !== undefined && levels !== undefined)
    return {
      dwellings: Math.round((footprint * levels * FLOOR_SHARE) / (floor ?? floorOfKind[kind])),
      from: 'inferred',
      stock,
    }
  return { dwellings: Math.max(STOCK_SMALLEST, Math.round((DENSITY * area) / 10_000)), from: 'assumed', stock }
}

function stockOf(like: PlanStock, dwellings: number): { stock: PlanStock[]; left: number } {
  if (dwellings < STOCK_SMALLEST) return { stock: [], left: dwellings }
  const room = Math.min(dwellings, STOCK_LARGEST * STOCKS_LARGEST)
  const parts = Math.ceil(room / STOCK_LARGEST)
  return {
    stock: Array.from({ length: parts }, (_, k) => ({ ...like, dwellings: Math.floor((room + k) / parts) })),
    left: dwellings - room,
  }
}

const openRing = (line: number[]): Ring =>
  line.length >= 4 && line[0] === line.at(-2) && line[1] === line.at(-1) ? line.slice(0, -2) : line

/** An outline that is too large, redrawn on a fine grid as simple outlines of at most 20 ha. */
function redraw(ring: Ring): Ring[] {
  const box = boxOf(ring)
  const cell = Math.max(0.5, centimetres(Math.sqrt(((box.x1 - box.x0) * (box.y1 - box.y0)) / 40_000)))
  const raster = {
    x0: box.x0 - cell,
    y0: box.y0 - cell,
    cell,
    width: Math.ceil((box.x1 - box.x0) / cell) + 2,
    height: Math.ceil((box.y1 - box.y0) / cell) + 2,
  }
  const inside = new Int32Array(raster.width * raster.height).fill(-1)
  fillRings(raster, [ring], c => {
    inside[c] = 0
  })
  // a checkerboard of squares under 20 ha
  const side = Math.max(1, Math.floor(400 / cell))
  const total = inside.reduce((sum, v) => sum + (v === 0 ? 1 : 0), 0) * cell * cell
  if (total > LARGEST * 0.95)
    for (let c = 0; c < inside.length; c++)
      if (inside[c] === 0)
        inside[c] = Math.floor((c % raster.width) / side) + 1000 * Math.floor(Math.floor(c / raster.width) / side)
  const { label, count } = pieces(raster, inside)
  const boxes = labelBoxes(raster, label, count)
  const rings: Ring[] = []
  for (let value = 0; value < count; value++) {
    const { outer } = traceLabel(raster, label, value, boxes)
    const smooth = outer.length < 8 ? null : smoothLoop(raster, label, outer)
    if (smooth) rings.push(smooth)
  }
  return rings
}

function around(points: number[]): Box {
  const box = boxOf(points)
  return { x0: box.x0 - 20, y0: box.y0 - 20, x1: box.x1 + 20, y1: box.y1 + 20 }
}

/** Lines with a common point wherever they cross or one ends on another, bridges aside. */
function joinCrossings<L extends { line: number[]; properties: Properties }>(lines: readonly L[]): L[] {
  const size = 100
  const bins = new Map<string, { l: number; i: number }[]>()
  const binsOf = (ax: number, ay: number, bx: number, by: number): string[] => {
    const keys: string[] = []
    for (let cx = Math.floor((Math.min(ax, bx) - 1) / size); cx <= Math.floor((Math.max(ax, bx) + 1) / size); cx++)
      for (let cy = Math.floor((Math.min(ay, by) - 1) / size); cy <= Math.floor((Math.max(ay, by) + 1) / size); cy++)
        keys.push(`${cx} ${cy}`)
    return keys
  }
  lines.forEach(({ line }, l) => {
    for (let i = 0; i + 3 < line.length; i += 2)
      for (const key of binsOf(line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!)) {
        const bin = bins.get(key)
        if (bin) bin.push({ l, i })
        else bins.set(key, [{ l, i }])
      }
  })
  const isBridge = (l: number) => lines[l]!.properties.bridge === true || lines[l]!.properties.bridge === 'yes'
  return lines.map((entry, l) => {
    const { line } = entry
    const out: number[] = []
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!]
      const length = distance(ax, ay, bx, by)
      const cuts: { t: number; x: number; y: number }[] = []
      const seen = new Set<string>()
      for (const key of binsOf(ax, ay, bx, by))
        for (const other of bins.get(key) ?? []) {
          if (other.l === l || seen.has(`${other.l} ${other.i}`)) continue
          seen.add(`${other.l} ${other.i}`)
          const o = lines[other.l]!.line
          const [cx, cy, dx, dy] = [o[other.i]!, o[other.i + 1]!, o[other.i + 2]!, o[other.i + 3]!]
          let touched = false
          for (const [x, y] of [
            [cx, cy],
            [dx, dy],
          ] as const)
            if (length > 0 && fromSegment(x, y, ax, ay, bx, by) < 0.5) {
              touched = true
              const t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length * length)
              if (t * length > 0.01 && (1 - t) * length > 0.01) cuts.push({ t, x, y })
            }
          if (touched || isBridge(l) || isBridge(other.l)) continue
          const t = crossingAt(ax, ay, bx, by, cx, cy, dx, dy)
          if (t * length > 0.5 && (1 - t) * length > 0.5) {
            // both lines must get the very same point: computed from the lower line
            const u = l < other.l ? t : crossingAt(cx, cy, dx, dy, ax, ay, bx, by)
            const [px, py, qx, qy] = l < other.l ? [ax, ay, bx, by] : [cx, cy, dx, dy]
            cuts.push({ t, x: centimetres(px + u * (qx - px)), y: centimetres(py + u * (qy - py)) })
          }
        }
      cuts.sort((p, q) => p.t - q.t)
      out.push(ax, ay)
      for (const cut of cuts) if (cut.x !== out.at(-2) || cut.y !== out.at(-1)) out.push(cut.x, cut.y)
    }
    out.push(line.at(-2)!, line.at(-1)!)
    return { ...entry, line: out }
  })
}

const nearBorder = (box: Box, x: number, y: number): boolean =>
  Math.min(Math.abs(x - box.x0), Math.abs(x - box.x1), Math.abs(y - box.y0), Math.abs(y - box.y1)) < 60

function deadEnds(graph: ReturnType<typeof buildGraph>, box: Box): [number, number][] {
  const degree = new Int32Array(graph.nodes.length / 2)
  for (const e of graph.edges) {
    degree[e.a]!++
    degree[e.b]!++
  }
  const found: [number, number][] = []
  degree.forEach((d, v) => {
    if (d === 1 && nearBorder(box, graph.nodes[2 * v]!, graph.nodes[2 * v + 1]!)) found.push([v, 1])
  })
  return found
}
