import { emptyHomes, KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { TENURE } from '../city/households.ts'
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
  /** largest growth of a rent [1/yr], null = none */
  limit?: number | null
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
  const { rent_indexation, auction_rents } = k.structure
  const growth = mode.settling ? 0 : (rent_indexation * economy.growth[0]!) / 12
  const usual = auction_rents > 0 ? interest(city) : 0
  const most = (mode.limit ?? Number.POSITIVE_INFINITY) / 12
  const taxed = economy.propertyTax[0]! > 0 ? taxableShares(city) : null
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
    const answer = heard * k.rent_response * (k.natural_vacancy - vacancy) + scarcity
    const bids = auction_rents > 0 ? heard * k.scarcity_response * (own > 0 ? wanted : usual) : 0
    const wantedChange = clamp(
      mode.step * (auction_rents > 0 ? (1 - auction_rents) * answer + auction_rents * bids : answer) + growth,
      -mode.clip,
      mode.clip,
    )
    // where a limit binds, repair is what landlords save on
    const isLimited = wantedChange > most
    const change = isLimited ? most : wantedChange
    b.rent[i]! *= exp(change)
    b.growthExpected[i] = GROWTH_MEMORY * b.growthExpected[i]! + (1 - GROWTH_MEMORY) * 12 * change
    const tax = taxed === null ? 0 : economy.propertyTax[0]! * taxed[i]!
    b.price[i] = (12 * b.rent[i]!) / (userCost(city, b.growthExpected[i]!) + tax)
    b.peer[i] =
      people[i]! < 4
        ? FEW_PEERS_MEMORY * b.peer[i]! + (1 - FEW_PEERS_MEMORY) * 2
        : PEER_MEMORY * b.peer[i]! + ((1 - PEER_MEMORY) * rank[i]!) / people[i]!
    if (mode.settling) continue
    const kind = b.kind[i]
    const factor = kind === KIND.gated ? 0.8 : kind === KIND.village || kind === KIND.mobile ? 1.2 : 1
    b.quality[i] = Math.max(QUALITY_FLOOR, b.quality[i]! - WEAR * factor * (isLimited ? 2 : 1))
    b.age[i] = Math.min(65535, b.age[i]! + 1)
  }
}

/** Interest in the empty homes of the city, beyond what is usual: what a full building takes for its own. */
function interest(city: City): number {
  const { buildings: b } = city
  let named = 0
  let empty = 0
  for (let i = 0; i < b.rows; i++) {
    if (b.dwellings[i] === 0) continue
    named += b.named1[i]! + SECOND_CHOICE * b.named2[i]!
    empty += emptyHomes(b, i)
  }
  return clamp(named / Math.max(1, empty) - USUAL_INTEREST, -1, 1)
}

/** Share of each building's private floor that is taxed: homes lived in by their owners are exempt by persons. */
function taxableShares(city: City): Float64Array {
  const { buildings: b, households, economy } = city
  const exempt = economy.taxExempt[0]!
  const shares = scratch(city, 'taxable shares', Float64Array, b.rows)
  shares.fill(0, 0, b.rows)
  // square metres free of tax, in whole cm² so that the order of households does not show
  if (exempt > 0)
    for (let h = 0; h < households.rows; h++) {
      const home = households.home[h]!
      if (households.size[h] === 0 || home < 0 || households.tenure[h] !== TENURE.owner) continue
      shares[home]! += Math.round(10_000 * Math.min(b.floor[home]!, exempt * households.size[h]!))
    }
  for (let i = 0; i < b.rows; i++) {
    const homes = b.dwellings[i]! - b.publicHomes[i]!
    shares[i] = homes > 0 ? 1 - shares[i]! / 10_000 / (homes * b.floor[i]!) : 1
  }
  return shares
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
    'economy.propertyTax',
    'economy.taxExempt',
  ],
  run(city, { levers }) {
    city.economy.propertyTax[0] = levers.property_tax.rate
    city.economy.taxExempt[0] = levers.property_tax.exempt_m2
    moveRents(city, {
      step: 1,
      clip: city.parameters.rent_clip,
      settling: false,
      limit: levers.rent_limit.growth_yr,
    })
  },
}
