/** Places where people live: parcels with buildings, and who lives on them. */
import type { City } from '../city/city.ts'
import { CELLS } from './groups.ts'
import { once, type Snapshot } from './snapshot.ts'
import { keptWhile } from './streets.ts'

export const FIFTHS = 5
const TENURES = 3

/** Parcels with buildings: fixed until a parcel gets its first. */
export interface Sites {
  readonly parcels: Int32Array
  /** by parcel: its place in the list, −1 if it has no building */
  readonly place: Int32Array
}

export function sitesOf(city: City): Sites {
  const { parcels, buildings } = city
  return keptWhile(city, 'parcels with buildings', [], [[buildings.parcel, buildings.rows]], () => {
    const place = new Int32Array(parcels.rows).fill(-1)
    const sites: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const p = buildings.parcel[b]!
      if (place[p]! < 0) place[p] = sites.push(p) - 1
    }
    return { parcels: Int32Array.from(sites), place }
  })
}

/** Who lives on these parcels: households by income fifth, and migrants. */
interface Lived extends Sites {
  readonly fifths: readonly Float64Array[]
  readonly migrants: Float64Array
}

export const livedIn = (city: City, s: Snapshot): Lived =>
  once(s, 'parcels lived in', () => {
    const { buildings } = city
    const sites = sitesOf(city)
    const migrants = new Float64Array(sites.parcels.length)
    const fifths = Array.from(migrants, () => new Float64Array(FIFTHS))
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.dwellings[b] === 0) continue
      const i = sites.place[buildings.parcel[b]!]!
      const here = fifths[i]!
      for (let q = 0, at = b * CELLS; q < FIFTHS; q++)
        for (let tenure = 0; tenure < TENURES; tenure++, at += 2) {
          here[q]! += s.residents[at]! + s.residents[at + 1]!
          migrants[i]! += s.residents[at]!
        }
    }
    return { ...sites, fifths, migrants }
  })
