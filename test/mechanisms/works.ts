/** Works that are done at once, for tests of what follows about them. */
import type { City } from '../../src/city/city.ts'
import { facilityKinds } from '../../src/city/plan.ts'
import { POCKET_PARK } from '../../src/city/works.ts'
import { bits, unit } from '../../src/lib/random.ts'
import { travel } from '../../src/processes/networks.ts'
import { extendRail } from '../../src/processes/planning.ts'
import { addFacility } from '../../src/processes/works.ts'

export const rowsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Works that are done at once, and the buildings they are done to or near. */
export type Works = (city: City, seed: number) => (building: number) => boolean

/** Half of the buildings of twenty years and more are repaired; the other half is what they are compared with. */
export const repair: Works = ({ buildings }, seed) => {
  const isRepaired = (b: number): boolean => unit(bits(seed, 1, buildings.key[b]!)) < 0.5
  for (const b of rowsOf(buildings.rows))
    if (buildings.dwellings[b]! > 0 && buildings.age[b]! > 240 && isRepaired(b))
      buildings.quality[b] = Math.max(buildings.quality[b]!, Math.min(0.75, buildings.quality[b]! + 0.15))
  return isRepaired
}

/** Half of the neighbourhoods get three pocket parks each: homes within 400 m of one. */
export const parks: Works = (city, seed) => {
  const { parcels, buildings, zones } = city
  const sites = rowsOf(zones.rows)
    .filter(z => unit(bits(seed, 2, z)) < 0.5)
    .flatMap(z => {
      const built = rowsOf(parcels.rows).filter(p => parcels.zone[p] === z && parcels.firstBuilding[p]! >= 0)
      return [1, 3, 5].map(k => built[Math.floor((k / 6) * built.length)]!)
    })
  for (const p of sites) addFacility(city, facilityKinds.indexOf('micro park'), p, POCKET_PARK.capacity)
  return b => {
    const p = buildings.parcel[b]!
    return sites.some(q => Math.hypot(parcels.x[p]! - parcels.x[q]!, parcels.y[p]! - parcels.y[q]!) <= 400)
  }
}

/** The line is extended and opens at once: homes within 800 m of a new station. */
export const rail: Works = city => {
  const { parcels, buildings, stations, accounts } = city
  const stood = stations.rows
  const cash = accounts.cash[0]!
  accounts.cash[0] = 1e13
  extendRail(city, 3e10)
  accounts.cash[0] = cash
  const added = rowsOf(stations.rows).slice(stood)
  for (const s of added) stations.opens[s] = city.tick
  city.derived.delete('near rail')
  travel(city)
  return b => {
    const p = buildings.parcel[b]!
    return added.some(s => Math.hypot(parcels.x[p]! - stations.x[s]!, parcels.y[p]! - stations.y[s]!) <= 800)
  }
}
