import { emptyHomes, KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { userCost } from '../city/utility.ts'
import { clamp, exp } from '../lib/numeric.ts'
import type { Process } from './process.ts'

/** How far a refused searcher's interest counts, and what of it is normal (model §3.7). */
const SECOND_CHOICE = 0.4
const USUAL_INTEREST = 0.35
const FULL = 0.02
/** Weight of a building's own vacancy; the rest is its zone's. */
const OWN_VACANCY = 0.6
/** Monthly memory of expected growth and of peers. */
const GROWTH_MEMORY = 0.985
const PEER_MEMORY = 0.85
const FEW_PEERS_MEMORY = 0.95
const WEAR = 0.0009
const QUALITY_FLOOR = 0.15

/** Settling takes larger steps on an empty stock and lets nothing age. */
export interface RentMode {
  step: number
  clip: number
  settling: boolean
}

/** Asking rents rise where homes are scarce and fall where they stand empty (Rosen & Smith 1983). */
export function moveRents(city: City, mode: RentMode): void {
  const { buildings: b, parcels, zones, households, parameters: k, economy } = city
  const homes = scratch(city, 'zone homes', Float64Array, zones.rows)
  const empty = scratch(city, 'zone empty', Float64Array, zones.rows)
  homes.fill(0, 0, zones.rows)
  empty.fill(0, 0, zones.rows)
  for (let i = 0; i < b.rows; i++) {
    const z = b.dwellings[i]! > 0 ? parcels.zone[b.parcel[i]!]! : -1
    if (z < 0) continue
    homes[z]! += b.dwellings[i]! - b.publicHomes[i]!
    empty[z]! += emptyHomes(b, i)
  }
  for (let z = 0; z < zones.rows; z++) zones.vacancy[z] = homes[z]! > 0 ? empty[z]! / homes[z]! : k.natural_vacancy
  const rank = scratch(city, 'rank sums', Uint32Array, b.rows)
  const people = scratch(city, 'rank counts', Uint32Array, b.rows)
  rank.fill(0, 0, b.rows)
  people.fill(0, 0, b.rows)
  for (let h = 0; h < households.rows; h++) {
    const home = households.home[h]!
    if (households.size[h] === 0 || home < 0) continue
    rank[home]! += households.quintile[h]!
    people[home]!++
  }
  const growth = mode.settling ? 0 : economy.growth[0]! / 12
  for (let i = 0; i < b.rows; i++) {
    const dwellings = b.dwellings[i]!
    if (dwellings === 0) continue
    const market = dwellings - b.publicHomes[i]!
    const own = market > 0 ? emptyHomes(b, i) : 0
    const zone = zones.vacancy[parcels.zone[b.parcel[i]!]!]!
    const vacancy = market > 0 ? OWN_VACANCY * (own / market) + (1 - OWN_VACANCY) * zone : k.natural_vacancy
    const wanted = clamp((b.named1[i]! + SECOND_CHOICE * b.named2[i]!) / Math.max(1, own) - USUAL_INTEREST, -1, 1)
    // an estate just finished stands empty because it is new: its list price gives way by and by
    const heard = Math.min(1, b.age[i]! / Math.max(1, k.lease_up_months))
    const scarcity = vacancy < FULL ? k.scarcity_response * Math.max(0, wanted) : 0
    const change = clamp(
      mode.step * (heard * k.rent_response * (k.natural_vacancy - vacancy) + scarcity) + growth,
      -mode.clip,
      mode.clip,
    )
    b.rent[i]! *= exp(change)
    b.growthExpected[i] = GROWTH_MEMORY * b.growthExpected[i]! + (1 - GROWTH_MEMORY) * 12 * change
    b.price[i] = (12 * b.rent[i]!) / userCost(city, b.growthExpected[i]!)
    b.peer[i] =
      people[i]! < 4
        ? FEW_PEERS_MEMORY * b.peer[i]! + (1 - FEW_PEERS_MEMORY) * 2
        : PEER_MEMORY * b.peer[i]! + ((1 - PEER_MEMORY) * rank[i]!) / people[i]!
    if (mode.settling) continue
    const kind = b.kind[i]
    const factor = kind === KIND.gated ? 0.8 : kind === KIND.village || kind === KIND.mobile ? 1.2 : 1
    b.quality[i] = Math.max(QUALITY_FLOOR, b.quality[i]! - WEAR * factor)
    b.age[i] = Math.min(65535, b.age[i]! + 1)
  }
}

export const rents: Process = {
  name: 'rents',
  writes: [
    'buildings.rent',
    'buildings.growthExpected',
    'buildings.price',
    'buildings.peer',
    'buildings.quality',
    'buildings.age',
    'zones.vacancy',
  ],
  run: city => moveRents(city, { step: 1, clip: city.parameters.rent_clip, settling: false }),
}
