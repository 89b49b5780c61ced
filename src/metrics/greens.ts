/** Parks, pocket parks, gardens and nature: how much land each has, and who can walk to it. */
import type { City } from '../city/city.ts'
import { UNITS_PER_MINUTE, WALK_METRES_PER_UNIT } from '../city/plan.ts'
import { wallAbout } from '../city/walking.ts'
import { exp } from '../lib/numeric.ts'
import { once, type Snapshot } from './snapshot.ts'
import { keptWhile, streetsNow, walksWithin } from './streets.ts'

const PARK = 2
const MICRO_PARK = 5
const NATURE = 8
/** A green that counts for the walk of 300 m [m²]. */
const GREEN_ENOUGH = 5000
const NEAR_UNITS = 300 / WALK_METRES_PER_UNIT
/** Walks inside an estate that its garden may serve. */
const GARDEN_UNITS = 15 * UNITS_PER_MINUTE
/** Minutes at which a walk to a park counts 1/e. */
const PARK_DECAY = 7
/** What a walk to a garden counts, by its units. */
const GARDEN_DECAY = Float64Array.from({ length: GARDEN_UNITS + 1 }, (_, units) =>
  exp(-units / UNITS_PER_MINUTE / PARK_DECAY),
)
/** m² of garden for each person it serves. */
const GARDEN_PER_PERSON = 1 / 0.6

interface Greens {
  /** by parcel: 1 if a green of half a hectare is within 300 m */
  near: Uint8Array
  /** members' gardens and the parcels they serve: garden, parcel, exp(−minutes/7) */
  garden: Int32Array
  parcel: Int32Array
  decay: Float64Array
}

export const isGreen = (kind: number): boolean => kind === PARK || kind === MICRO_PARK || kind === NATURE

/** Land of a green [m²]: gardens by whom they serve, others by their parcel; pocket parks are small by definition. */
export function greenArea({ facilities, parcels }: City, f: number): number {
  if (facilities.open[f] === 0 || facilities.estate[f]! >= 0) return facilities.capacity[f]! * GARDEN_PER_PERSON
  return facilities.kind[f] === MICRO_PARK ? 0 : parcels.area[facilities.parcel[f]!]!
}

/** Who can walk to which green, as gates and walls stand now; kept until streets or facilities change. */
export function greensOf(city: City, s: Snapshot): Greens {
  const { facilities: f } = city
  const streets = once(s, 'streets', () => streetsNow(city))
  return keptWhile(
    city,
    'greens',
    [streets],
    [
      [f.kind, f.rows],
      [f.parcel, f.rows],
      [f.open, f.rows],
      [f.away, f.rows],
      [f.capacity, f.rows],
    ],
    () => walkToGreens(city),
  )
}

function walkToGreens(city: City): Greens {
  const { facilities, parcels } = city
  const near = new Uint8Array(parcels.rows)
  const garden: number[] = []
  const parcel: number[] = []
  const decay: number[] = []
  const toGreen = walksWithin(city, NEAR_UNITS)
  const toGarden = walksWithin(city, GARDEN_UNITS)
  for (let f = 0; f < facilities.rows; f++) {
    if (!isGreen(facilities.kind[f]!)) continue
    const site = facilities.parcel[f]!
    const isLarge = greenArea(city, f) >= GREEN_ENOUGH
    if (facilities.open[f] === 0 && wallAbout(city, site) >= 0) {
      const walk = toGarden(site, facilities.away[f])
      for (const i of walk.members!) {
        const p = walk.parcel[i]!
        if (isLarge && walk.units[i]! <= NEAR_UNITS) near[p] = 1
        garden.push(f)
        parcel.push(p)
        decay.push(GARDEN_DECAY[walk.units[i]!]!)
      }
    } else if (isLarge) for (const p of toGreen(site, facilities.away[f]).parcel) near[p] = 1
  }
  return { near, garden: Int32Array.from(garden), parcel: Int32Array.from(parcel), decay: Float64Array.from(decay) }
}
