/** The city drawn with deck.gl: one picture, or two side by side under one camera. It knows colours, not what they mean. */
import {
  AmbientLight,
  Deck,
  DirectionalLight,
  type Layer,
  LightingEffect,
  OrbitView,
  OrthographicView,
  type View,
} from '@deck.gl/core'
import { LineLayer, PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { PlaceShape } from '../../../src/results/place.ts'
import { hatch, usualWidth } from './hatch.ts'

export type Rgba = readonly [number, number, number, number]

/** Ground and lines, from the tokens of the page. */
export interface Palette {
  land: Rgba
  street: Rgba
  water: Rgba
  park: Rgba
  field: Rgba
  wall: Rgba
  paper: Rgba
  ink: Rgba
  ink2: Rgba
  accent: Rgba
}

/** One future as it is coloured. */
export interface Side {
  /** red, green, blue, alpha of each parcel */
  fill: Uint8Array
  /** 1 where an estate's wall stands, by estate */
  walled: Uint8Array
  /** floor area ratio by parcel: how high it is raised */
  floors: Float32Array
  /** stations, x y … */
  stations: Float32Array
  /** −1 and 1 where a change has a direction that is to be hatched; null = none */
  hatched: Int8Array | null
}

export interface Camera {
  x: number
  y: number
  zoom: number
}

/** What is drawn: `right` only where two futures stand side by side, parted at `split` of the width. */
export interface Picture {
  left: Side
  right: Side | null
  split: number
  selected: number | null
  pointed: number | null
}

/** A floor is drawn so high, twice what it is: the city is wide; land under buildings is about a third of a parcel [m]. */
const FLOOR_HEIGHT = 6
const COVERED = 1 / 3
const TILT = 38
/** Light from the north-west: what faces the viewer is darker than roofs, which keep the colours of the legend. */
const LIGHT = new LightingEffect({
  ambient: new AmbientLight({ intensity: 1 }),
  sun: new DirectionalLight({ intensity: 1, direction: [0.5, -0.4, -1] }),
})
const MATERIAL = { ambient: 0.62, diffuse: 0.45, shininess: 1, specularColor: [0, 0, 0] }
/** Slower than this on the second raised frame, the map lies flat [ms]. */
const RAISED_LIMIT = 200

const opaque = ([r, g, b]: Rgba, a: number): Rgba => [r, g, b, a]

export class CityMap {
  private readonly deck: Deck<View[]>
  private readonly parent: HTMLDivElement
  private readonly shape: PlaceShape
  private palette: Palette
  private picture: Picture | null = null
  private camera: Camera
  private version = 0
  private isDirty = false
  private isRaised = false
  private fence: WebGLSync | null = null
  private gl: WebGL2RenderingContext | null = null
  private begun = 0
  private request = 0
  private isGone = false
  private waiting: ((ms: number) => void)[] = []
  /** who waits for the frame under way; who asks while it is drawn waits for the next: it may be of an older picture */
  private served: ((ms: number) => void)[] = []
  private readonly segments: { streets: Float32Array; walls: Float32Array; gates: Float32Array }
  private readonly rings: Float32Array[]
  private blocks: Block[] | null = null
  private readonly standing = new WeakMap<Float32Array, Block[]>()
  /** milliseconds of the last frame, from the order to the last pixel */
  frameTime = 0
  frames = 0
  onCamera: (camera: Camera) => void = () => {}

  /**
   * @param parent holds the canvas, sized by the page
   * @throws {Error} if the device cannot draw: there is no WebGL2
   */
  constructor(parent: HTMLDivElement, shape: PlaceShape, palette: Palette, camera: Camera | null) {
    const probe = document.createElement('canvas').getContext('webgl2')
    if (!probe) throw new Error('WebGL2 is not available')
    probe.getExtension('WEBGL_lose_context')?.loseContext()
    this.parent = parent
    this.shape = shape
    this.palette = palette
    this.rings = Array.from({ length: shape.x.length }, (_, p) =>
      shape.outlines.subarray(shape.starts[p]!, shape.starts[p + 1]!),
    )
    this.segments = {
      streets: withHeight(shape.streets),
      walls: withHeight(shape.walls),
      gates: withHeight(shape.gates),
    }
    this.camera = camera ?? this.whole()
    this.deck = new Deck<View[]>({
      parent,
      width: '100%',
      height: '100%',
      style: { position: 'absolute', inset: '0' },
      views: [this.viewOf('left', 0, '100%')],
      viewState: this.viewStates(),
      controller: false,
      useDevicePixels: Math.min(2, window.devicePixelRatio || 1),
      layers: [],
      effects: [LIGHT],
      layerFilter: ({ layer, viewport }) => {
        const side = (layer.props as { side?: string }).side
        return side === undefined || side === viewport.id
      },
      onDeviceInitialized: device => {
        this.gl = (device as unknown as { gl: WebGL2RenderingContext }).gl
      },
      onResize: () => {
        this.isDirty = true
      },
      onAfterRender: () => {
        const { gl } = this
        if (!gl) return
        if (this.fence) gl.deleteSync(this.fence)
        this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
        gl.flush()
      },
    })
    // while the device is there, only a changed picture asks for a frame, and only when the last one is done
    const loop = (): void => {
      if (this.isGone) return
      this.request = requestAnimationFrame(loop)
      this.step()
    }
    this.request = requestAnimationFrame(loop)
  }

  destroy(): void {
    this.isGone = true
    cancelAnimationFrame(this.request)
    this.deck.finalize()
  }

  /** Asks for a picture; if the last frame is still being drawn, the newest one asked for follows it. */
  draw(picture: Picture): void {
    const before = this.picture
    if (before?.left.fill !== picture.left.fill || before?.right?.fill !== picture.right?.fill) this.version++
    this.picture = picture
    this.isDirty = true
  }

  setPalette(palette: Palette): void {
    this.palette = palette
    this.version++
    this.isDirty = true
  }

  setCamera(camera: Camera, isOwn = false): void {
    this.camera = { ...camera, zoom: Math.max(-6, Math.min(4, camera.zoom)) }
    this.isDirty = true
    if (isOwn) this.onCamera(this.camera)
  }

  getCamera(): Camera {
    return this.camera
  }

  /** A camera that shows all that is built, between what lies over the map above and below. */
  whole(): Camera {
    const [x0, y0, x1, y1] = this.shape.extent
    const { clientWidth: w, clientHeight: h } = this.parent
    const [above, below] = (h || 500) > 400 ? [48, 84] : [0, 0]
    const scale = Math.min((w || 600) / (x1 - x0), ((h || 500) - above - below) / (y1 - y0)) * 0.97
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 - (below - above) / 2 / scale, zoom: Math.log2(scale) }
  }

  /** Metres to pixels of the canvas. */
  project(x: number, y: number): [number, number] {
    const k = 2 ** this.camera.zoom
    const squeeze = this.isRaised ? Math.sin((TILT * Math.PI) / 180) : 1
    return [
      this.parent.clientWidth / 2 + (x - this.camera.x) * k,
      this.parent.clientHeight / 2 - (y - this.camera.y) * k * squeeze,
    ]
  }

  /** Pixels of the canvas to metres. */
  unproject(px: number, py: number): [number, number] {
    const k = 2 ** this.camera.zoom
    const squeeze = this.isRaised ? Math.sin((TILT * Math.PI) / 180) : 1
    return [
      this.camera.x + (px - this.parent.clientWidth / 2) / k,
      this.camera.y - (py - this.parent.clientHeight / 2) / k / squeeze,
    ]
  }

  /** The parcel under a pixel, as drawn; null where there is none. */
  pick(px: number, py: number): number | null {
    const info = this.deck.pickObject({ x: px, y: py, radius: 0 })
    if (!info || info.index < 0) return null
    // a roof stands before the ground of the parcel behind it
    const block = info.object as Block | undefined
    return block === undefined ? info.index : block.parcel < 0 ? null : block.parcel
  }

  /** Resolves with the milliseconds of the next frame that begins, once its last pixel is drawn. */
  drawn(): Promise<number> {
    return new Promise(resolve => {
      this.waiting.push(resolve)
      this.isDirty = true
    })
  }

  /**
   * Raises the buildings, if a frame of that is quick; lays them flat again if not.
   * @param limit  what counts as quick [ms]
   * @returns whether they stand
   */
  async raise(wanted: boolean, limit = RAISED_LIMIT): Promise<boolean> {
    this.isRaised = wanted
    await this.drawn()
    if (!wanted) return false
    // the first raised frame also builds the shapes: the second tells how quick it is
    const ms = await this.drawn()
    if (ms <= limit) return true
    this.isRaised = false
    await this.drawn()
    return false
  }

  /** One turn of the loop: finds out whether the last frame is done, then orders the next if one is wanted. */
  private step(): void {
    const { gl } = this
    if (!gl || !this.deck.isInitialized) return
    if (this.begun > 0) {
      if (!this.fence) return
      const state = gl.clientWaitSync(this.fence, 0, 0)
      if (state === gl.TIMEOUT_EXPIRED) return
      gl.deleteSync(this.fence)
      this.fence = null
      this.frameTime = performance.now() - this.begun
      this.begun = 0
      this.frames++
      const { served } = this
      this.served = []
      for (const tell of served) tell(this.frameTime)
    }
    if (!this.isDirty || !this.picture || this.parent.clientWidth < 2) return
    this.isDirty = false
    this.served.push(...this.waiting)
    this.waiting = []
    this.begun = performance.now()
    if (this.fence) gl.deleteSync(this.fence)
    this.fence = null
    this.deck.setProps({ views: this.views(), viewState: this.viewStates(), layers: this.layers() })
    this.deck.redraw('asked for')
  }

  private viewOf(id: string, x: number | string, width: number | string): View {
    const place = { id, x, width, y: 0, height: '100%' } as const
    return this.isRaised
      ? new OrbitView({ ...place, orthographic: true, near: -10_000, far: 10_000 } as never)
      : new OrthographicView({ ...place, flipY: false, near: -10_000, far: 10_000 })
  }

  /** Pixels left of the line between two futures. */
  private cut(): number {
    const { clientWidth: w } = this.parent
    const { picture } = this
    return picture?.right ? Math.round(Math.max(1, Math.min(w - 1, picture.split * w))) : w
  }

  private views(): View[] {
    const { clientWidth: w } = this.parent
    const cut = this.cut()
    return cut >= w
      ? [this.viewOf('left', 0, '100%')]
      : [this.viewOf('left', 0, cut), this.viewOf('right', cut, w - cut)]
  }

  private viewStates(): never {
    const { x, y, zoom } = this.camera
    const { clientWidth: w } = this.parent
    const k = 2 ** zoom
    const cut = this.cut()
    const state = (target: number): unknown => ({
      target: [target, y, 0],
      zoom,
      ...(this.isRaised ? { rotationX: TILT, rotationOrbit: 0, minRotationX: -90, maxRotationX: 90 } : {}),
    })
    return { left: state(x + (cut - w) / 2 / k), right: state(x + cut / 2 / k) } as never
  }

  private layers(): Layer[] {
    const { shape, picture, palette } = this
    if (!picture) return []
    const ground = shape.lines.filter(({ kind }) => kind === 'water' || kind === 'green')
    const ways = shape.lines.filter(
      ({ kind }) => kind === 'street' || kind === 'main street' || kind === 'path' || kind === 'river',
    )
    const rails = shape.lines.filter(({ kind }) => kind === 'rail' || kind === 'tram')
    const loose = shape.lines.filter(({ kind }) => kind === 'wall')
    const streetCount = shape.streets.length / 4
    const both = (id: string, make: (side: Side, name: 'left' | 'right') => Layer | null): (Layer | null)[] => {
      void id
      return [make(picture.left, 'left'), picture.right ? make(picture.right, 'right') : null]
    }
    const layers: (Layer | null)[] = [
      ...both('parcels', (side, name) => this.parcels(side, name)),
      new SolidPolygonLayer({
        id: 'ground',
        data: ground,
        getPolygon: ({ line }: (typeof ground)[number]) => line,
        positionFormat: 'XY',
        getFillColor: ({ kind }: (typeof ground)[number]) => (kind === 'water' ? palette.water : palette.park) as never,
        updateTriggers: { getFillColor: palette },
      } as never),
      new LineLayer({
        id: 'streets',
        data: { length: streetCount, attributes: endsOf(this.segments.streets) },
        getColor: palette.street as never,
        getWidth: (_: unknown, { index }: { index: number }) => (shape.mainStreets[index] ? 20 : 9),
        widthUnits: 'common',
        widthMinPixels: 0.8,
        updateTriggers: { getColor: palette },
      } as never),
      new PathLayer({
        id: 'ways',
        data: ways,
        getPath: ({ line }: (typeof ways)[number]) => line,
        positionFormat: 'XY',
        getColor: ({ kind }: (typeof ways)[number]) => (kind === 'river' ? palette.water : palette.street) as never,
        getWidth: ({ kind }: (typeof ways)[number]) =>
          kind === 'river'
            ? shape.streets.length > 0
              ? 0
              : 14
            : kind === 'main street'
              ? 18
              : kind === 'path'
                ? 3
                : 8,
        widthUnits: 'common',
        widthMinPixels: 0.5,
        jointRounded: true,
        updateTriggers: { getColor: palette },
      } as never),
      this.isRaised || shape.footprints.length === 0
        ? null
        : new SolidPolygonLayer({
            id: 'footprints',
            data: shape.footprints,
            getPolygon: ({ outline }: PlaceShape['footprints'][number]) => outline,
            positionFormat: 'XY',
            getFillColor: opaque(palette.ink, 46) as never,
            updateTriggers: { getFillColor: palette },
          } as never),
      new PathLayer({
        id: 'rail casing',
        data: rails,
        getPath: ({ line }: (typeof rails)[number]) => line,
        positionFormat: 'XY',
        getColor: palette.paper as never,
        widthUnits: 'pixels',
        getWidth: 5,
        updateTriggers: { getColor: palette },
      } as never),
      new PathLayer({
        id: 'rail',
        data: rails,
        getPath: ({ line }: (typeof rails)[number]) => line,
        positionFormat: 'XY',
        getColor: palette.ink2 as never,
        widthUnits: 'pixels',
        getWidth: 1.6,
        updateTriggers: { getColor: palette },
      } as never),
      ...both('stations', (side, name) => this.newRail(side, name)),
      ...both('stations', (side, name) => this.stations(side, name)),
      new PathLayer({
        id: 'loose walls',
        data: loose,
        getPath: ({ line }: (typeof loose)[number]) => line,
        positionFormat: 'XY',
        getColor: opaque(palette.wall, 130) as never,
        widthUnits: 'pixels',
        getWidth: 1,
        updateTriggers: { getColor: palette },
      } as never),
      ...both('hatching', (side, name) => this.hatching(side, name)),
      ...both('walls', (side, name) => this.walls(side, name)),
      ...both('buildings', (side, name) => this.buildings(side, name)),
      ...both('gates', (side, name) => this.gates(side, name)),
      ...this.outlines(),
    ]
    return layers.filter(layer => layer !== null)
  }

  /** Lines to stations that the place did not begin with, each to the nearest before it. */
  private newRail({ stations }: Side, name: 'left' | 'right'): Layer | null {
    const first = this.shape.stations.length / 2
    const count = stations.length / 2
    if (count <= first) return null
    const segments = Array.from({ length: count - first }, (_, i) => {
      const s = first + i
      const [x, y] = [stations[2 * s]!, stations[2 * s + 1]!]
      let nearest = -1
      let least = Number.POSITIVE_INFINITY
      for (let o = 0; o < s; o++) {
        const d = Math.hypot(stations[2 * o]! - x, stations[2 * o + 1]! - y)
        if (d < least) [least, nearest] = [d, o]
      }
      return nearest < 0 ? [] : [x, y, stations[2 * nearest]!, stations[2 * nearest + 1]!]
    }).filter(line => line.length > 0)
    return new PathLayer({
      id: `new rail ${name}`,
      side: name,
      data: segments,
      getPath: (line: number[]) => line,
      positionFormat: 'XY',
      getColor: this.palette.ink2 as never,
      widthUnits: 'pixels',
      getWidth: 1.6,
      updateTriggers: { getColor: this.palette },
    } as never)
  }

  private stations({ stations }: Side, name: 'left' | 'right'): Layer {
    const { palette } = this
    return new ScatterplotLayer({
      id: `stations ${name}`,
      side: name,
      data: { length: stations.length / 2 },
      getPosition: (_: unknown, { index }: { index: number }) => [stations[2 * index]!, stations[2 * index + 1]!],
      getFillColor: palette.paper as never,
      getLineColor: palette.ink2 as never,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.6,
      radiusUnits: 'pixels',
      getRadius: 4,
      updateTriggers: { getPosition: stations, getFillColor: palette, getLineColor: palette },
    } as never)
  }

  private lines: { of: Int8Array; ends: Float32Array } | null = null

  private hatching({ hatched }: Side, name: 'left' | 'right'): Layer | null {
    if (!hatched || this.isRaised) return null
    if (this.lines?.of !== hatched)
      this.lines = { of: hatched, ends: hatch(this.rings, hatched, usualWidth(this.rings)) }
    const { ends } = this.lines
    return new LineLayer({
      id: `hatching ${name}`,
      side: name,
      data: { length: ends.length / 6, attributes: endsOf(ends) },
      getColor: opaque(this.palette.ink, 150) as never,
      widthUnits: 'pixels',
      getWidth: 1,
      updateTriggers: { getColor: this.palette },
    } as never)
  }

  private parcels(side: Side, name: 'left' | 'right'): Layer {
    const { fill } = side
    const { rings } = this
    return new SolidPolygonLayer({
      id: `parcels ${name}`,
      side: name,
      data: { length: rings.length },
      getPolygon: (_: unknown, { index }: { index: number }) => rings[index]!,
      positionFormat: 'XY',
      getFillColor: (_: unknown, { index, target }: { index: number; target: number[] }) => {
        target[0] = fill[4 * index]!
        target[1] = fill[4 * index + 1]!
        target[2] = fill[4 * index + 2]!
        target[3] = fill[4 * index + 3]!
        return target
      },
      // under raised buildings the ground is pale, so that roofs stand out
      opacity: this.isRaised ? 0.4 : 1,
      pickable: true,
      updateTriggers: { getFillColor: this.version },
    } as never)
  }

  /** Raised buildings: footprints where the place has them, elsewhere a block on the built third of a parcel. */
  private buildings({ fill, floors }: Side, name: 'left' | 'right'): Layer | null {
    if (!this.isRaised) return null
    this.blocks ??= blocksOf(this.shape, this.rings)
    // what has been cleared stands no more
    const standing = this.standing.get(floors) ?? this.blocks.filter(({ parcel: p }) => p < 0 || floors[p]! > 0)
    this.standing.set(floors, standing)
    const [r, g, b] = this.palette.land
    return new SolidPolygonLayer({
      id: `buildings ${name}`,
      side: name,
      data: standing,
      getPolygon: ({ ring }: Block) => ring,
      positionFormat: 'XY',
      getFillColor: ({ parcel: p }: Block) =>
        p < 0 ? [r, g, b, 255] : [fill[4 * p]!, fill[4 * p + 1]!, fill[4 * p + 2]!, 255],
      extruded: true,
      pickable: true,
      material: MATERIAL,
      getElevation: ({ parcel: p, levels }: Block) => FLOOR_HEIGHT * (levels ?? floors[p]! / COVERED),
      updateTriggers: { getFillColor: [this.version, this.palette] },
    } as never)
  }

  private walls({ walled }: Side, name: 'left' | 'right'): Layer {
    const { shape, palette } = this
    const [r, g, b] = palette.wall
    return new LineLayer({
      id: `walls ${name}`,
      side: name,
      data: { length: shape.wallEstate.length, attributes: endsOf(this.segments.walls) },
      getColor: (_: unknown, { index }: { index: number }) => [r, g, b, walled[shape.wallEstate[index]!] ? 210 : 0],
      widthUnits: 'pixels',
      getWidth: 1.3,
      updateTriggers: { getColor: [walled, palette] },
    } as never)
  }

  private gates({ walled }: Side, name: 'left' | 'right'): Layer {
    const { shape, palette } = this
    const { gates } = this.segments
    const [r, g, b] = palette.wall
    return new ScatterplotLayer({
      id: `gates ${name}`,
      side: name,
      data: { length: shape.gateEstate.length },
      getPosition: (_: unknown, { index }: { index: number }) => [gates[3 * index]!, gates[3 * index + 1]!],
      getFillColor: (_: unknown, { index }: { index: number }) => [
        ...palette.paper.slice(0, 3),
        walled[shape.gateEstate[index]!] ? 255 : 0,
      ],
      getLineColor: (_: unknown, { index }: { index: number }) => [r, g, b, walled[shape.gateEstate[index]!] ? 210 : 0],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.2,
      radiusUnits: 'common',
      getRadius: 9,
      radiusMaxPixels: 3,
      updateTriggers: { getFillColor: [walled, palette], getLineColor: [walled, palette] },
    } as never)
  }

  private outlines(): Layer[] {
    const { picture, palette, rings } = this
    const chosen = [picture!.pointed, picture!.selected].filter((p): p is number => p !== null)
    if (chosen.length === 0) return []
    const path = (id: string, color: Rgba, width: number): Layer =>
      new PathLayer({
        id,
        data: chosen,
        getPath: (p: number) => {
          const ring = [...rings[p]!]
          return [...ring, ring[0]!, ring[1]!]
        },
        positionFormat: 'XY',
        getColor: color as never,
        widthUnits: 'pixels',
        getWidth: width,
        parameters: { depthCompare: 'always' },
        updateTriggers: { getColor: palette },
      } as never)
    return [path('chosen casing', palette.paper, 5), path('chosen', palette.ink, 2)]
  }
}

/** What is raised: a ring on a parcel (−1 = none), as high as its storeys, or as the parcel's floors (null). */
interface Block {
  ring: ArrayLike<number>
  parcel: number
  levels: number | null
}

function blocksOf({ footprints, x, y }: PlaceShape, rings: readonly Float32Array[]): Block[] {
  const own = footprints.map(({ outline, parcel, levels }) => ({ ring: outline, parcel, levels }))
  const drawn = new Set(own.map(({ parcel }) => parcel))
  const inward = Math.sqrt(COVERED)
  const others = rings.flatMap((ring, parcel) =>
    drawn.has(parcel)
      ? []
      : [
          {
            ring: ring.map((v, i) => {
              const c = i % 2 === 0 ? x[parcel]! : y[parcel]!
              return c + inward * (v - c)
            }),
            parcel,
            levels: null,
          },
        ],
  )
  return [...own, ...others]
}

/** Points in three dimensions, as line layers take them. */
function withHeight(points: Float32Array): Float32Array {
  const out = new Float32Array((points.length / 2) * 3)
  for (let i = 0; i < points.length / 2; i++) {
    out[3 * i] = points[2 * i]!
    out[3 * i + 1] = points[2 * i + 1]!
  }
  return out
}

/** Ends of segments that lie in one buffer, as a line layer's attributes. */
const endsOf = (ends: Float32Array): Record<string, unknown> => ({
  getSourcePosition: { value: ends, size: 3, stride: 24, offset: 0 },
  getTargetPosition: { value: ends, size: 3, stride: 24, offset: 12 },
})
