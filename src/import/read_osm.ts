/**
 * OpenStreetMap XML, plain or gzip, read as a stream into nodes, ways and relations. Nothing is interpreted here.
 */
import { SaxesParser } from 'saxes'
import { say, type Words } from '../lib/declare.ts'
import { CityFileError } from './error.ts'

export type Tags = Readonly<Record<string, string>>

export interface OsmWay {
  id: string
  /** rows of its nodes; nodes that are not in the file are −1 */
  nodes: number[]
  tags: Tags
}

export interface OsmRelation {
  id: string
  tags: Tags
  members: { type: string; ref: string; role: string }[]
}

export interface OsmData {
  /** degrees; null where the file names none */
  bounds: { south: number; west: number; north: number; east: number } | null
  /** a row a node, in order of the file */
  lat: number[]
  lon: number[]
  nodeIds: string[]
  /** tags by node row, of tagged nodes only */
  nodeTags: Map<number, Tags>
  ways: OsmWay[]
  relations: OsmRelation[]
  /** year of the newest edit; 0 where the file tells none */
  year: number
  /** deleted elements passed over */
  deleted: number
  /** way nodes that the file lacks */
  missingNodes: number
}

/* The parts of the web streams that this uses: the engine is compiled without a platform's types. */
interface ByteReader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>
}
interface ByteWriter {
  write(chunk: Uint8Array): Promise<void>
  close(): Promise<void>
  abort(reason: unknown): Promise<void>
}
interface Platform {
  DecompressionStream?: new (
    format: string,
  ) => {
    readable: { getReader(): ByteReader }
    writable: { getWriter(): ByteWriter }
  }
  TextDecoder: new (label?: string) => { decode(bytes?: Uint8Array, options?: { stream: boolean }): string }
}
const platform = globalThis as unknown as Platform

const EMPTY: Tags = Object.freeze({})

/** Files people hand over by mistake, by their first bytes. */
const BYTE_0 = say('byte 0', '第0字节')

const STRANGERS: readonly { bytes: readonly number[]; at: number; what: Words; remedy: Words }[] = [
  {
    bytes: [0x4f, 0x53, 0x4d, 0x48, 0x65, 0x61, 0x64, 0x65, 0x72], // OSMHeader
    at: 6,
    what: say('this is OpenStreetMap in PBF form.', '这是PBF格式的OpenStreetMap。'),
    remedy: say(
      'Convert it to XML: osmium cat map.osm.pbf -o map.osm.gz',
      '请转换成XML：osmium cat map.osm.pbf -o map.osm.gz',
    ),
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    at: 0,
    what: say('this is a PNG picture, not map data.', '这是PNG图片，不是地图数据。'),
    remedy: say('Export the area as OSM XML (.osm or .osm.gz).', '请把该区域导出为OSM XML（.osm或.osm.gz）。'),
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    at: 0,
    what: say('this is a JPEG picture, not map data.', '这是JPEG图片，不是地图数据。'),
    remedy: say('Export the area as OSM XML (.osm or .osm.gz).', '请把该区域导出为OSM XML（.osm或.osm.gz）。'),
  },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    at: 0,
    what: say('this is a zip archive.', '这是zip压缩包。'),
    remedy: say('Unpack it and give the .osm file inside.', '请解压，给出里面的.osm文件。'),
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    at: 0,
    what: say('this is packed with bzip2.', '这是bzip2压缩的。'),
    remedy: say('Unpack it with bunzip2, or pack it with gzip instead.', '请用bunzip2解压，或改用gzip压缩。'),
  },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    at: 0,
    what: say('this is packed with xz.', '这是xz压缩的。'),
    remedy: say('Unpack it with unxz, or pack it with gzip instead.', '请用unxz解压，或改用gzip压缩。'),
  },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    at: 0,
    what: say('this is packed with zstd.', '这是zstd压缩的。'),
    remedy: say('Unpack it with unzstd, or pack it with gzip instead.', '请用unzstd解压，或改用gzip压缩。'),
  },
]

const startsWith = (bytes: Uint8Array, mark: readonly number[], at: number): boolean =>
  mark.every((b, i) => bytes[at + i] === b)

/**
 * Reads OpenStreetMap XML.
 * @param bytes the file, whole or in pieces; gzip is recognised by its first bytes
 * @throws {CityFileError} if it is something else, is cut off, or holds impossible coordinates
 */
export async function readOsm(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<OsmData> {
  const { first, rest } = await peek(bytes)
  for (const { bytes: mark, at, what, remedy } of STRANGERS)
    if (startsWith(first, mark, at)) throw new CityFileError('not a city', BYTE_0, what, remedy)
  const stream = startsWith(first, [0x1f, 0x8b], 0) ? unpack(rest) : rest
  const reader = new Reader()
  for await (const chunk of stream) reader.write(chunk)
  return reader.end()
}

/** The first bytes (32, if there are as many) and the whole stream. */
async function peek(
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<{ first: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const source = bytes instanceof Uint8Array ? whole(bytes) : bytes
  const iterator = source[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let length = 0
  while (length < 32) {
    const { done, value } = await iterator.next()
    if (done) break
    head.push(value)
    length += value.length
  }
  if (length === 0)
    throw new CityFileError(
      'not a city',
      BYTE_0,
      say('the file is empty.', '文件是空的。'),
      say('Download it again; give an .osm or .osm.gz.', '请重新下载，给出.osm或.osm.gz。'),
    )
  const first = new Uint8Array(length)
  let at = 0
  for (const chunk of head) {
    first.set(chunk, at)
    at += chunk.length
  }
  async function* rest() {
    yield first
    for (;;) {
      const { done, value } = await iterator.next()
      if (done) return
      yield value
    }
  }
  return { first, rest: rest() }
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

async function* unpack(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (platform.DecompressionStream === undefined)
    throw new CityFileError(
      'unsupported',
      BYTE_0,
      say('the file is packed with gzip, which cannot be unpacked here.', '文件是gzip压缩的，这里无法解压。'),
      say('Unpack it first (gunzip) and give the .osm file.', '请先解压（gunzip），给出.osm文件。'),
    )
  const { readable, writable } = new platform.DecompressionStream('gzip')
  const writer = writable.getWriter()
  const reader = readable.getReader()
  let read = 0
  let sourceFailure: { error: unknown } | undefined
  // fed and drained at the same time: a stream takes no more than it has room for
  const feeding = (async () => {
    const iterator = packed[Symbol.asyncIterator]()
    for (;;) {
      let piece: IteratorResult<Uint8Array>
      try {
        piece = await iterator.next()
      } catch (error) {
        sourceFailure = { error }
        await writer.abort(error)
        return
      }
      if (piece.done) break
      read += piece.value.length
      await writer.write(piece.value)
    }
    await writer.close()
  })()
  feeding.catch(() => {}) // the reader sees the same failure
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (value) yield value
    }
    await feeding
  } catch (error) {
    if (sourceFailure !== undefined) throw (sourceFailure as { error: unknown }).error
    if (error instanceof CityFileError) throw error
    throw new CityFileError(
      'cut off',
      say(`byte ${read}`, `第${read}字节`),
      say('the gzip file ends too early or is damaged.', 'gzip文件提前结束或已损坏。'),
      say(
        'Download or copy it again and compare its size with the original.',
        '请重新下载或复制，并与原文件比较大小。',
      ),
    )
  }
}

/** Builds the data from XML events; elements may come in any order. */
class Reader {
  private readonly parser = new SaxesParser({ xmlns: false })
  private decoder: { decode(bytes?: Uint8Array, options?: { stream: boolean }): string } | undefined
  private bytes = 0
  private depth = 0
  private rootClosed = false
  private readonly rowOf = new Map<string, number>()
  private readonly wayRow = new Map<string, number>()
  private readonly relationRow = new Map<string, number>()
  private readonly refs: string[][] = []
  private readonly data: OsmData = {
    bounds: null,
    lat: [],
    lon: [],
    nodeIds: [],
    nodeTags: new Map(),
    ways: [],
    relations: [],
    year: 0,
    deleted: 0,
    missingNodes: 0,
  }
  private element: 'node' | 'way' | 'relation' | 'deleted' | null = null
  private node = -1
  private id = ''
  private tags: Record<string, string> | null = null
  private nodeRefs: string[] = []
  private members: OsmRelation['members'] = []

  constructor() {
    this.parser.on('error', error => {
      throw this.broken(error.message)
    })
    this.parser.on('opentag', tag => {
      this.open(tag.name, tag.attributes as Record<string, string>)
    })
    this.parser.on('closetag', tag => {
      this.close(tag.name)
    })
  }

  private where(): Words {
    const { line, column } = this.parser
    return say(`line ${line}, column ${column + 1}`, `第${line}行第${column + 1}列`)
  }

  private broken(message: string): CityFileError {
    const text = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    if (this.depth === 0 && !this.rootClosed)
      return new CityFileError(
        'not a city',
        this.where(),
        say(`this is not OpenStreetMap XML (${text}).`, '这不是OpenStreetMap XML。'),
        say(
          'Give an .osm or .osm.gz file as openstreetmap.org, Overpass or JOSM export it.',
          '请给出openstreetmap.org、Overpass或JOSM导出的.osm或.osm.gz文件。',
        ),
      )
    return new CityFileError(
      'bad shape',
      this.where(),
      say(`the XML is broken (${text}).`, 'XML已损坏。'),
      say(
        'Export the area again; if you edited the file, undo the last change.',
        '请重新导出该区域；如编辑过文件，请撤销上一次改动。',
      ),
    )
  }

  private cutOff(): CityFileError {
    return new CityFileError(
      'cut off',
      say(`${this.where().en} (byte ${this.bytes})`, `${this.where().zh}（第${this.bytes}字节）`),
      say('the file ends in the middle: <osm> is never closed.', '文件在中途结束：<osm>没有收尾。'),
      say(
        'Download or copy it again and compare its size with the original.',
        '请重新下载或复制，并与原文件比较大小。',
      ),
    )
  }

  write(chunk: Uint8Array): void {
    if (this.decoder === undefined) {
      this.decoder = decoderFor(chunk)
      const start = this.decoder.decode(chunk.subarray(0, Math.min(chunk.length, 256)), { stream: true }).trimStart()
      this.decoder = decoderFor(chunk)
      if (start !== '' && !start.startsWith('<'))
        throw new CityFileError(
          'not a city',
          BYTE_0,
          start.startsWith('{')
            ? say('this is JSON, not OpenStreetMap XML.', '这是JSON，不是OpenStreetMap XML。')
            : say(
                'this is neither gzip nor XML, so not an OpenStreetMap extract.',
                '这既不是gzip也不是XML，不是OpenStreetMap数据。',
              ),
          start.startsWith('{')
            ? say(
                'Import it as GeoJSON, or ask Overpass for [out:xml].',
                '请作为GeoJSON导入，或向Overpass要[out:xml]。',
              )
            : say(
                'Give an .osm or .osm.gz file as openstreetmap.org, Overpass or JOSM export it.',
                '请给出openstreetmap.org、Overpass或JOSM导出的.osm或.osm.gz文件。',
              ),
        )
    }
    this.bytes += chunk.length
    this.feed(this.decoder.decode(chunk, { stream: true }))
  }

  private feed(text: string): void {
    if (text === '') return
    this.parser.write(text)
  }

  end(): OsmData {
    this.feed(this.decoder?.decode() ?? '')
    if (!this.rootClosed) throw this.depth > 0 ? this.cutOff() : this.broken('there is no <osm> element')
    this.parser.close()
    const { data } = this
    data.ways.forEach((way, w) => {
      way.nodes = this.refs[w]!.map(ref => this.rowOf.get(ref) ?? -1)
      for (const row of way.nodes) if (row < 0) data.missingNodes++
    })
    return data
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.depth++
    if (this.depth === 1) {
      if (name !== 'osm')
        throw new CityFileError(
          'not a city',
          this.where(),
          say(`this XML is <${name}>, not <osm>.`, `这份XML是<${name}>，不是<osm>。`),
          say(
            'Give an .osm or .osm.gz file as openstreetmap.org, Overpass or JOSM export it.',
            '请给出openstreetmap.org、Overpass或JOSM导出的.osm或.osm.gz文件。',
          ),
        )
      return
    }
    switch (name) {
      case 'bounds':
      case 'bound':
        if (this.depth === 2) this.bounds(attributes)
        return
      case 'node':
      case 'way':
      case 'relation':
        this.start(name, attributes)
        return
      case 'tag':
        if (attributes.k !== undefined && attributes.v !== undefined) {
          this.tags ??= {}
          this.tags[attributes.k] = attributes.v
        }
        return
      case 'nd':
        if (attributes.ref !== undefined) {
          this.nodeRefs.push(attributes.ref)
          // Overpass can write coordinates into the way instead of nodes
          if (attributes.lat !== undefined && this.element === 'way' && !this.rowOf.has(attributes.ref))
            this.addNode(attributes.ref, attributes)
        }
        return
      case 'member':
        this.members.push({ type: attributes.type ?? '', ref: attributes.ref ?? '', role: attributes.role ?? '' })
    }
  }

  private start(name: 'node' | 'way' | 'relation', attributes: Record<string, string>): void {
    this.id = attributes.id ?? ''
    this.tags = null
    this.nodeRefs = []
    this.members = []
    if (attributes.visible === 'false' || attributes.action === 'delete') {
      this.element = 'deleted'
      this.data.deleted++
      return
    }
    this.element = name
    const year = Number.parseInt(attributes.timestamp?.slice(0, 4) ?? '', 10)
    if (year > this.data.year && year < 3000) this.data.year = year
    if (name === 'node') this.node = this.addNode(this.id, attributes)
  }

  private addNode(id: string, attributes: Record<string, string>): number {
    const lat = this.degrees(attributes.lat, 85.05, 'lat', id)
    const lon = this.degrees(attributes.lon, 180, 'lon', id)
    const { data } = this
    const known = this.rowOf.get(id)
    const row = known ?? data.lat.length
    data.lat[row] = lat
    data.lon[row] = lon
    data.nodeIds[row] = id
    this.rowOf.set(id, row)
    return row
  }

  private degrees(text: string | undefined, limit: number, name: string, id: string): number {
    const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
    if (!(Math.abs(value) <= limit))
      throw new CityFileError(
        'out of range',
        say(`${this.where().en}, node ${id}`, `${this.where().zh}，点${id}`),
        text === undefined
          ? say(`has no ${name}.`, `缺少${name}。`)
          : say(
              `${name} must be degrees from −${limit} to ${limit}, but is '${text}'.`,
              `${name}应为−${limit}到${limit}之间的度数，现为'${text}'。`,
            ),
        say(
          'Coordinates are WGS 84 longitude and latitude; reproject data in metres first.',
          '坐标应为WGS 84经纬度；以米为单位的数据请先转换投影。',
        ),
      )
    return value
  }

  private bounds(attributes: Record<string, string>): void {
    const old = attributes.box?.split(',').map(Number) // <bound box="s,w,n,e"/> of older tools
    const [south, west, north, east] = old ?? [
      Number(attributes.minlat),
      Number(attributes.minlon),
      Number(attributes.maxlat),
      Number(attributes.maxlon),
    ]
    if (!(south! < north! && Math.abs(south!) <= 90 && Math.abs(north!) <= 90 && west! < east!)) return
    const b = this.data.bounds
    this.data.bounds =
      b === null
        ? { south: south!, west: west!, north: north!, east: east! }
        : {
            south: Math.min(b.south, south!),
            west: Math.min(b.west, west!),
            north: Math.max(b.north, north!),
            east: Math.max(b.east, east!),
          }
  }

  private close(name: string): void {
    this.depth--
    if (this.depth === 0) this.rootClosed = true
    if (name !== 'node' && name !== 'way' && name !== 'relation') return
    const tags = this.tags ?? EMPTY
    if (this.element === 'node') {
      if (this.tags) this.data.nodeTags.set(this.node, tags)
    } else if (this.element === 'way') {
      const row = this.wayRow.get(this.id) ?? this.data.ways.length
      this.wayRow.set(this.id, row)
      this.data.ways[row] = { id: this.id, nodes: [], tags }
      this.refs[row] = this.nodeRefs
    } else if (this.element === 'relation') {
      const row = this.relationRow.get(this.id) ?? this.data.relations.length
      this.relationRow.set(this.id, row)
      this.data.relations[row] = { id: this.id, tags, members: this.members }
    }
    this.element = null
    this.tags = null
  }
}

function decoderFor(chunk: Uint8Array) {
  if (startsWith(chunk, [0xff, 0xfe], 0)) return new platform.TextDecoder('utf-16le')
  if (startsWith(chunk, [0xfe, 0xff], 0)) return new platform.TextDecoder('utf-16be')
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
    new platform.TextDecoder().decode(chunk.subarray(0, Math.min(chunk.length, 200))),
  )
  try {
    return new platform.TextDecoder(declared?.[1] ?? 'utf-8')
  } catch {
    throw new CityFileError(
      'unsupported',
      say('line 1', '第1行'),
      say(`the encoding '${declared?.[1]}' is unknown.`, `不认识编码'${declared?.[1]}'。`),
      say('Save the file as UTF-8.', '请把文件存为UTF-8。'),
    )
  }
}
