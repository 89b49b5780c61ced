/** What OpenStreetMap tags mean for the model: pure functions of an element's tags. */
import type { FacilityKind } from '../city/plan.ts'
import type { Tags } from './read_osm.ts'

/** What a piece of ground is mainly used for. */
export const grounds = [
  'open',
  'residential',
  'employment',
  'retail',
  'school',
  'clinic',
  'culture',
  'market',
  'institution',
  'park',
  'nature',
  'vacant',
  'water',
  'farmland',
  'square',
  'railway',
] as const
export type Ground = (typeof grounds)[number]

const table = <V>(rows: Record<string, V>): ReadonlyMap<string, V> => new Map(Object.entries(rows))
const each = <V>(value: V, words: string): [string, V][] => words.split(' ').map(word => [word, value])

const landuses = new Map<string, Ground>([
  ...each<Ground>('residential', 'residential'),
  ...each<Ground>('employment', 'industrial commercial garages depot port quarry landfill'),
  ...each<Ground>('retail', 'retail'),
  ...each<Ground>('vacant', 'construction brownfield greenfield'),
  ...each<Ground>('institution', 'military religious institutional government'),
  ...each<Ground>('school', 'education'),
  ...each<Ground>('park', 'recreation_ground village_green'),
  ...each<Ground>('nature', 'forest grass meadow cemetery conservation plant_nursery'),
  ...each<Ground>('water', 'reservoir basin salt_pond'),
  ...each<Ground>('farmland', 'farmland farm orchard vineyard farmyard greenhouse_horticulture allotments'),
  ...each<Ground>('railway', 'railway'),
])
const leisures = new Map<string, Ground>([
  ...each<Ground>('park', 'park garden common dog_park'),
  ...each<Ground>('nature', 'nature_reserve golf_course'),
  ...each<Ground>('employment', 'stadium sports_centre marina ice_rink water_park'),
])
const naturals = new Map<string, Ground>([
  ...each<Ground>('water', 'water bay'),
  ...each<Ground>('nature', 'wood scrub heath grassland wetland beach sand fell bare_rock scree glacier shingle'),
])
const amenities = new Map<string, Ground>([
  ...each<Ground>('school', 'school kindergarten childcare'),
  ...each<Ground>('institution', 'university college prison police fire_station courthouse townhall'),
  ...each<Ground>('institution', 'public_building place_of_worship monastery embassy research_institute'),
  ...each<Ground>('clinic', 'hospital clinic doctors'),
  ...each<Ground>('culture', 'library theatre arts_centre community_centre cinema exhibition_centre social_centre'),
  ...each<Ground>('market', 'marketplace'),
  ...each<Ground>('nature', 'grave_yard'),
  ...each<Ground>('employment', 'fuel car_wash bus_station studio bank restaurant cafe post_office vehicle_inspection'),
])
const tourisms = new Map<string, Ground>([
  ...each<Ground>('culture', 'museum gallery'),
  ...each<Ground>('park', 'zoo theme_park'),
  ...each<Ground>('employment', 'hotel hostel motel guest_house'),
])

/** Use of an area by its tags; undefined if they name none. */
export function groundOf(tags: Tags): Ground | undefined {
  if (tags.waterway === 'riverbank' || tags.waterway === 'dock') return 'water'
  if (tags.place === 'square') return 'square'
  if (tags.leisure === 'garden' && tags['garden:type'] === 'residential') return undefined
  if (tags.military !== undefined && tags.military !== 'no') return 'institution'
  if (tags.office === 'government' && tags.building === undefined) return 'institution'
  if (tags.power === 'substation' || tags.power === 'plant' || tags.man_made === 'works') return 'employment'
  if (tags.man_made === 'wastewater_plant' || tags.aeroway === 'aerodrome') return 'employment'
  return (
    naturals.get(tags.natural ?? '') ??
    amenities.get(tags.amenity ?? '') ??
    leisures.get(tags.leisure ?? '') ??
    tourisms.get(tags.tourism ?? '') ??
    landuses.get(tags.landuse ?? '')
  )
}

/** Use of a building; 'none' for sheds and the like, 'guess' where the tags say only that it is one. */
const buildings = new Map<string, Ground | 'none' | 'guess'>([
  ...each<Ground>('residential', 'apartments residential house detached semidetached_house terrace bungalow dormitory'),
  ...each<Ground>(
    'residential',
    'cabin farm static_caravan houseboat block tower_block villa townhouse dwelling_house',
  ),
  ...each<Ground>(
    'employment',
    'commercial office industrial warehouse factory manufacture hangar hotel works data_center',
  ),
  ...each<Ground>('retail', 'retail shop supermarket mall store department_store'),
  ...each<Ground>('school', 'school kindergarten'),
  ...each<Ground>('clinic', 'hospital clinic'),
  ...each<Ground>('culture', 'theatre library museum cinema community_centre'),
  ...each<Ground>('institution', 'university college government public civic church cathedral mosque temple chapel'),
  ...each<Ground>('institution', 'synagogue shrine monastery military barracks religious fire_station prison palace'),
  ...each<'none'>('none', 'garage garages shed roof hut carport greenhouse service transformer_tower toilets ruins'),
  ...each<'none'>('none', 'construction collapsed kiosk container tent bridge train_station transportation parking'),
  ...each<'none'>('none', 'boathouse stable barn cowshed sty storage_tank silo bunker gatehouse guardhouse pavilion'),
  ...each<'none'>('none', 'grandstand stadium sports_hall sports_centre water_tower wall fence no demolished'),
])

export function buildingUse(tags: Tags): Ground | 'none' | 'guess' {
  const named = buildings.get(tags.building ?? '')
  if (named !== undefined && named !== 'guess') return named
  const ground = groundOf(tags)
  if (
    ground !== undefined &&
    ground !== 'residential' &&
    ground !== 'park' &&
    ground !== 'nature' &&
    ground !== 'water'
  )
    return ground
  if (tags['building:use'] === 'residential' || tags['building:flats'] !== undefined) return 'residential'
  if (tags.shop !== undefined) return 'retail'
  if (tags.office !== undefined || tags.craft !== undefined || tags.industrial !== undefined) return 'employment'
  if (tags.railway !== undefined || tags.aeroway !== undefined) return 'none'
  return 'guess'
}

export interface FacilityTags {
  kind: FacilityKind
  /** persons a place of this kind serves; a hectare for parks */
  capacity: number
  /** the file says so */
  read: boolean
}

const marketShops = table({
  supermarket: 6000,
  mall: 10000,
  department_store: 8000,
  convenience: 1200,
  greengrocer: 800,
  grocery: 1200,
  general: 1200,
  food: 1200,
  butcher: 600,
  bakery: 600,
})
const facilityAmenities = table<[FacilityKind, number]>({
  school: ['school', 1200],
  kindergarten: ['school', 240],
  childcare: ['school', 120],
  hospital: ['clinic', 24000],
  clinic: ['clinic', 12000],
  doctors: ['clinic', 4000],
  health_post: ['clinic', 3000],
  marketplace: ['market', 8000],
  library: ['culture', 5000],
  theatre: ['culture', 10000],
  cinema: ['culture', 6000],
  arts_centre: ['culture', 10000],
  community_centre: ['culture', 8000],
  social_centre: ['culture', 5000],
  exhibition_centre: ['culture', 10000],
})

/** The facility an element is, if it is one. Parks and squares are areas and are found by their ground. */
export function facilityOf(tags: Tags): FacilityTags | undefined {
  const listed = facilityAmenities.get(tags.amenity ?? '')
  const shop = marketShops.get(tags.shop ?? '')
  const found: [FacilityKind, number] | undefined =
    listed ??
    (shop !== undefined
      ? ['market', shop]
      : tags.building === 'supermarket'
        ? ['market', 6000]
        : tags.building === 'mall'
          ? ['market', 10000]
          : tags.healthcare === 'hospital'
            ? ['clinic', 24000]
            : tags.healthcare === 'clinic' || tags.healthcare === 'centre'
              ? ['clinic', 12000]
              : tags.healthcare === 'doctor'
                ? ['clinic', 4000]
                : tags.tourism === 'museum' || tags.tourism === 'gallery'
                  ? ['culture', 8000]
                  : tags.building === 'school'
                    ? ['school', 1200]
                    : tags.building === 'kindergarten'
                      ? ['school', 240]
                      : tags.building === 'hospital'
                        ? ['clinic', 24000]
                        : undefined)
  if (found === undefined) return undefined
  const told = Number.parseInt(tags.capacity ?? '', 10)
  // a school's seats are persons served; other capacities count beds or seats, not the people a place is for
  if (found[0] === 'school' && told > 0) return { kind: 'school', capacity: told, read: true }
  return { kind: found[0], capacity: found[1], read: false }
}

export interface StreetClass {
  /** width of the carriageway taken out of the parcels' land [m]; 0 for ways through blocks */
  width: number
  /** weight as a gateway; 0 where no gateway is */
  gateway: number
  walk: boolean
  drive: boolean
  main: boolean
  path: boolean
}

const street = (width: number, gateway: number, main: boolean, walk = true): StreetClass => ({
  width,
  gateway,
  walk,
  drive: true,
  main,
  path: false,
})
const way = (drive: boolean): StreetClass => ({ width: 0, gateway: 0, walk: true, drive, main: false, path: !drive })

const highways = table<StreetClass>({
  motorway: street(24, 2, true, false),
  motorway_link: street(9, 0, false, false),
  trunk: street(24, 2, true),
  trunk_link: street(9, 0, false),
  primary: street(20, 2, true),
  primary_link: street(9, 0, false),
  secondary: street(15, 1, true),
  secondary_link: street(9, 0, false),
  tertiary: street(11, 1, true),
  tertiary_link: street(8, 0, false),
  unclassified: street(8, 1, false),
  residential: street(8, 1, false),
  living_street: street(7, 1, false),
  road: street(7, 1, false),
  pedestrian: street(7, 0, false),
  service: way(true),
  track: way(true),
  footway: way(false),
  path: way(false),
  steps: way(false),
  cycleway: way(false),
  bridleway: way(false),
})

/** A way's street class; undefined if it is no street, or nobody may use it. */
export function streetOf(tags: Tags): StreetClass | undefined {
  const found = highways.get(tags.highway ?? '')
  if (found === undefined) return undefined
  const foot = tags.foot
  if (foot === 'no' || foot === 'use_sidepath') return { ...found, walk: false }
  if (tags.highway === 'cycleway' && foot === undefined) return { ...found, walk: true }
  return found
}

/** Closed to strangers on foot: private or no access, unless walkers are let through. */
export function isPrivate(tags: Tags): boolean {
  const may = (value: string | undefined) =>
    value === 'yes' || value === 'public' || value === 'designated' || value === 'permissive' || value === 'official'
  if (may(tags.foot)) return false
  if (tags.foot === 'private' || tags.foot === 'residents') return true
  return tags.access === 'private' || tags.access === 'no' || tags.access === 'residents'
}

const gateTypes = new Set(['gate', 'lift_gate', 'swing_gate', 'sliding_gate', 'hampshire_gate', 'wicket_gate'])

/** 'gate' closes the way to strangers, 'open' is an opening in a wall; undefined is neither. */
export function gateOf(tags: Tags): 'gate' | 'open' | undefined {
  if (tags.barrier === 'entrance' || tags.barrier === 'stile' || tags.barrier === 'kissing_gate') return 'open'
  if (!gateTypes.has(tags.barrier ?? '')) return undefined
  const walkers = tags.foot ?? tags.access
  return walkers === 'public' || (tags.access === 'yes' && tags.foot === undefined) ? 'open' : 'gate'
}

export const isWall = (tags: Tags): boolean =>
  tags.barrier === 'wall' ||
  tags.barrier === 'fence' ||
  tags.barrier === 'city_wall' ||
  tags.barrier === 'retaining_wall'

/** Historic value 0–1 by tags; 0 for none. */
export function heritageOf(tags: Tags): number {
  if (tags.heritage !== undefined && tags.heritage !== 'no') return 1
  const historic = tags.historic
  if (historic === undefined || historic === 'no') return 0
  return historic === 'memorial' || historic === 'monument' || historic === 'wayside_cross' ? 0.3 : 0.8
}

/** A year in a date tag, else 0. @example yearOf('~1957-09') // => 1957 */
export function yearOf(text: string | undefined): number {
  const century = /^\s*C(\d\d)\s*$/i.exec(text ?? '')
  if (century) return (Number(century[1]) - 1) * 100 + 50
  const year = /\d{4}/.exec(text ?? '')
  return year && Number(year[0]) > 1000 && Number(year[0]) < 2200 ? Number(year[0]) : 0
}

/** Storeys above ground; 0 if not told. */
export function levelsOf(tags: Tags): number {
  const told = Number.parseFloat((tags['building:levels'] ?? tags.levels ?? '').replace(',', '.'))
  if (told > 0 && told < 200) return Math.max(1, Math.round(told))
  const height = Number.parseFloat((tags.height ?? tags['building:height'] ?? '').replace(',', '.'))
  return height > 2 && height < 700 ? Math.max(1, Math.round(height / 3)) : 0
}
