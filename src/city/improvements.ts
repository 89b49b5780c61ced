/** What stock policies of streets and green would still have to make: read by the process that makes it and by its bill. */
import { bits, unit } from '../lib/random.ts'
import type { City } from './city.ts'
import { ACCESS, ACCESS_KINDS, SETTING_CORE, USE } from './parcels.ts'
import { EDGE_CLOSED, facilityKinds, WALK_METRES_PER_UNIT } from './plan.ts'

/** Floor on the building land of a parcel from which its walls and roofs are worth greening [m²/m²]. */
const DENSE = 0.8
const CULTURE = facilityKinds.indexOf('culture')
const COMMUNITY_ROOM = facilityKinds.indexOf('community room')
const DRAW = { facade: 21, street: 22 }

/** Dense residential parcels without green walls among the share that is to have them, drawn by hash. */
export function facadesToGreen(city: City, share: number): number[] {
  const { parcels, buildings, parameters: k, luck } = city
  const key = luck.stable('synthesis')
  const due: number[] = []
  for (let p = 0; p < parcels.rows && share > 0; p++) {
    if (parcels.use[p] !== USE.residential || parcels.greened[p] || unit(bits(key, DRAW.facade, p)) >= share) continue
    let floor = 0
    for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
      floor += Math.round(buildings.dwellings[b]! * buildings.floor[b]!)
    if (floor / k.floor_efficiency > DENSE * k.land_share_built * parcels.area[p]!) due.push(p)
  }
  return due
}

/** Gardens of walled estates that are to be open to all: first those of the estates that bar the most people. */
export function gardensToOpen({ facilities, estates }: City, share: number): number[] {
  const due: number[] = []
  for (let f = 0; f < facilities.rows && share > 0; f++) {
    const e = facilities.estate[f]!
    if (e >= 0 && facilities.open[f] === 0 && estates.walled[e] === 1 && estates.rank[e]! <= share) due.push(f)
  }
  return due
}

/** Streets closed inside superblocks, of nobody's estate, among the share that is to be shared, drawn by hash. */
export function streetsToShare({ edges, luck }: City, share: number): number[] {
  const key = luck.stable('synthesis')
  const due: number[] = []
  for (let e = 0; e < edges.rows && share > 0; e++)
    if ((edges.flags[e]! & EDGE_CLOSED) !== 0 && edges.estate[e]! < 0 && unit(bits(key, DRAW.street, e)) < share)
      due.push(e)
  return due
}

/** Length of streets [m]. */
export const lengthOf = ({ edges }: City, list: readonly number[]): number =>
  list.reduce((sum, e) => sum + edges.units[e]! * WALK_METRES_PER_UNIT, 0)

/** Zones where a community room is due: in each district with less culture a head than the share of the best, its worst. */
export function roomsDue(city: City, share: number): number[] {
  if (share <= 0) return []
  const { parcels, facilities, buildings, zones } = city
  const places = new Map<number, number>()
  const homes = new Map<number, number>()
  const add = (into: Map<number, number>, d: number, n: number): void => void into.set(d, (into.get(d) ?? 0) + n)
  for (let f = 0; f < facilities.rows; f++)
    if ((facilities.kind[f] === CULTURE || facilities.kind[f] === COMMUNITY_ROOM) && facilities.away[f] === 0)
      add(places, parcels.district[facilities.parcel[f]!]!, Math.round(facilities.capacity[f]!))
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0) add(homes, parcels.district[buildings.parcel[b]!]!, buildings.dwellings[b]!)
  const each = (d: number): number => (places.get(d) ?? 0) / homes.get(d)!
  let best = 0
  for (const d of homes.keys()) best = Math.max(best, each(d))
  const worst = new Map<number, number>()
  for (let z = 0; z < zones.rows; z++) {
    const p = zones.meeting[z]!
    const d = parcels.district[p]!
    if (!homes.has(d) || each(d) >= share * best) continue
    const other = worst.get(d)
    const access = parcels.access[p * ACCESS_KINDS + ACCESS.culture]!
    if (other === undefined || access < parcels.access[zones.meeting[other]! * ACCESS_KINDS + ACCESS.culture]!)
      worst.set(d, z)
  }
  return [...worst.values()].sort((a, b) => a - b)
}

/** Kilometres of river. */
export function riverLength({ parcels }: City): number {
  let metres = 0
  for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.water) metres += Math.sqrt(parcels.area[p]!)
  return metres / 1000
}

/** Front of main streets [m]. */
export function mainStreetFront({ parcels }: City, bit: number): number {
  let metres = 0
  for (let p = 0; p < parcels.rows; p++) if (parcels.setting[p]! & bit) metres += parcels.frontage[p]!
  return metres
}

/** Shopping streets of the historic core. */
export function shoppingInCore({ parcels }: City): number {
  let count = 0
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.use[p] === USE.commercial && parcels.setting[p]! & SETTING_CORE) count++
  return count
}
