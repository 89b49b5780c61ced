/**
 * A plan: the place before anybody lives there. The synthetic generator and the importers of real data both make one;
 * found.ts turns it into a City. As JSON it is the city file. All lengths are planar metres, rounded to centimetres.
 */
import type { Words } from '../lib/declare.ts'

export const parcelUses = [
  'farmland',
  'residential',
  'employment',
  'facility',
  'water',
  'nature',
  'vacant',
  'site',
  'street commercial',
  'institution',
] as const
export type ParcelUse = (typeof parcelUses)[number]

export const buildingKinds = ['', 'lane', 'work-unit', 'gated', 'open', 'village', 'public', 'mobile'] as const
export type BuildingKind = Exclude<(typeof buildingKinds)[number], ''>

/** Kinds of facility; the first five are the kinds of access (micro parks and nature count as parks, and so on). */
export const facilityKinds = [
  'school',
  'clinic',
  'park',
  'market',
  'culture',
  'micro park',
  'community room',
  'square',
  'nature',
] as const
export type FacilityKind = (typeof facilityKinds)[number]

export interface PlanStock {
  kind: BuildingKind
  /** absent: the parcel's share of the homes that the households need (1; villages 1.3) */
  dwellings?: number
  /** m² a dwelling, 0–1, months: absent = typical of the kind */
  floor?: number
  quality?: number
  age?: number
  /** asking rent, yuan/m²/month, where known */
  rent?: number
}

export interface PlanParcel {
  /** outline, x0 y0 x1 y1 …, not closed, counter-clockwise */
  outline: number[]
  x: number
  y: number
  /** m² of land */
  area: number
  use: ParcelUse
  /** row of the street node the parcel's door is at, and the walk there in walking units */
  node: number
  door: number
  /** historic fabric 0–1; green cover 0–1; pollution 0–1 */
  heritage?: number
  canopy?: number
  pollution?: number
  /** row of its walled compound */
  estate?: number
  /** row of its village collective */
  village?: number
  /** in the historic core: longer street fronts */
  core?: boolean
  /** lies on a ring road, radial or main street */
  mainStreet?: boolean
  /** water or hill in view, within 200 m */
  view?: boolean
  far_max?: number
  /** floor that the plan allows and the block carries, relative to the city's mean; absent: 1 */
  intensity?: number
  /** name of its zone and district in tables of the source, where given */
  zone?: string
  district?: string
  stock?: PlanStock[]
}

export interface PlanFacility {
  kind: FacilityKind
  /** row of the parcel it stands on */
  parcel: number
  /** persons; absent: standard of its kind, scaled to the city's need */
  capacity?: number
  /** 0–1; absent: by the income of its zone */
  quality?: number
  /** false: for members of the parcel's estate only */
  open: boolean
  /** walking units added for a facility beyond the border of an imported district */
  away?: number
}

export interface PlanEstate {
  walled: boolean
  /** a garden for members only */
  privateGreen: boolean
  /** rows of street nodes that are its gates */
  gates: number[]
}

export interface PlanCentre {
  x: number
  y: number
  /** row of its street node */
  node: number
  /** share of all jobs; shares sum to 1 */
  jobs: number
  /** minutes beyond the border, for a gateway of an imported district */
  outside?: number
  main: boolean
}

/** Walking time is counted in 1/64 minute: 1.25 m at 4.8 km/h. Whole numbers keep shortest paths exact. */
export const UNITS_PER_MINUTE = 64
export const WALK_METRES_PER_UNIT = 1.25
/** No walk beyond 30 minutes counts. */
export const WALK_LIMIT = 30 * UNITS_PER_MINUTE

export const EDGE_GATE = 1
export const EDGE_BRIDGE = 2
export const EDGE_SHARED = 8
/** a street inside a superblock that is closed to the public until superblocks are opened */
export const EDGE_CLOSED = 16
/** no street but open ground of a compound, to be walked over once its wall is down; nobody drives there */
export const EDGE_GROUND = 32
/** Whether an edge of these flags is a street that may be driven on. */
export const isRoad = (flags: number): boolean => (flags & EDGE_GROUND) === 0

/** Lines to draw; 'water' and 'green' are closed outlines of areas, with their first point not repeated. */
export const drawingKinds = [
  'river',
  'rail',
  'tram',
  'main street',
  'street',
  'path',
  'wall',
  'boundary',
  'water',
  'green',
] as const
export type DrawingKind = (typeof drawingKinds)[number]

export interface Plan {
  format: 'justcity city'
  version: 1
  name: string
  source: 'synthetic' | 'osm' | 'geojson'
  /** shown wherever the data or a map made from it is shown */
  attribution?: string
  /** households to settle */
  households: number
  /** middle of the historic core, and the built radius in metres */
  centre: [number, number]
  radius: number
  /** a piece of a city, bounded as model.md's real districts are: gateways, outside market, no farmland supply */
  bounded: boolean
  /** share of a parcel's land that a project takes (presets too small for whole hectares use less) */
  siteShare: number
  /** households a zone (residents' council) should have; districts wanted */
  zoneHouseholds: number
  districts: number
  parcels: PlanParcel[]
  /** street nodes: x, y, x, y … */
  nodes: number[]
  /** street edges, one entry an edge: ends, walk in units, estate row or −1 (public), flags */
  edges: { a: number[]; b: number[]; units: number[]; estate: number[]; flags: number[] }
  /** roads for travel by vehicle: pairs of parcels' nodes joined by drivable streets; absent: the street edges */
  facilities: PlanFacility[]
  estates: PlanEstate[]
  villages: number
  centres: PlanCentre[]
  stations: { x: number; y: number; node: number }[]
  /** lines to draw: not read by the model */
  drawing: { kind: DrawingKind; line: number[] }[]
  /** footprints to draw, with the row of their parcel or −1: not read by the model */
  buildings?: { outline: number[]; parcel: number; levels: number }[]
  /** longitude and latitude of the point (0, 0), where the place is a real one */
  origin?: [number, number]
  /** what an importer read, inferred, assumed and left out */
  report?: { what: string; read: number; inferred: number; assumed: number; left: number; note?: Words }[]
}
