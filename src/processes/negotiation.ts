/**
 * Renewal that is bargained for by those who live there (model §3.10, §3.24): village collectives, and neighbourhoods to
 * which it is delegated. They take time, sell only if most of their members agree, and win part of what the land brings
 * beyond compensation. Whoever has no contract has no seat.
 */
import type { City } from '../city/city.ts'
import { TENURE } from '../city/households.ts'
import { book } from '../city/ledger.ts'
import { OWNER, USE } from '../city/parcels.ts'
import { isResident, isVillageMember } from '../city/participation.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { combine, unit } from '../lib/random.ts'

/** What full power wins of the surplus, and the part of that which goes to members; the rest is kept for works. */
const WON = 0.5
const MEMBERS_SHARE = 0.7
/** Draws the neighbourhoods to which renewal is delegated. */
const DELEGATED = 23

const isVillageLand = ({ parcels }: City, p: number): boolean =>
  parcels.owner[p] === OWNER.collective && parcels.village[p]! >= 0

/**
 * Whether renewal of a parcel is delegated to its neighbourhood. Which they are is drawn once for all, so that what
 * delegation does is not mixed up with what strong councils do.
 */
export function isDelegated(city: City, rules: Rules, p: number): boolean {
  const { parcels, luck } = city
  const { neighbourhoods } = rules.levers.devolved_renewal
  if (neighbourhoods === 0 || parcels.use[p] !== USE.residential || isVillageLand(city, p)) return false
  return unit(combine(combine(luck.stable('deliberate'), DELEGATED), parcels.zone[p]!)) < neighbourhoods
}

/** Whether those who live there bargain for a parcel. */
export const isNegotiated = (city: City, rules: Rules, p: number): boolean =>
  rules.levers.devolved_renewal.power > 0 && (isVillageLand(city, p) || isDelegated(city, rules, p))

/** Of what a parcel brings beyond compensation [fen], what those who bargain win. */
export const wonOf = (city: City, rules: Rules, p: number, surplus: number): number =>
  surplus > 0 && isNegotiated(city, rules, p) ? roundHalfEven(rules.levers.devolved_renewal.power * WON * surplus) : 0

/** Whether a household has a seat where its neighbourhood bargains: a resident on paper, with a contract. */
export function hasSeat(city: City, h: number, zone: number): boolean {
  const { households, buildings, parcels } = city
  const b = households.home[h]!
  return (
    b >= 0 &&
    parcels.zone[buildings.parcel[b]!] === zone &&
    households.tenure[h] !== TENURE.informal &&
    isResident(city, h)
  )
}

/** Who shares in what is won: the members of the village, or those with a seat whose homes are taken. */
function partners(city: City, p: number): number[] {
  const { parcels, households, buildings } = city
  const village = isVillageLand(city, p) ? parcels.village[p]! : -1
  const found: number[] = []
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const q = buildings.parcel[b]!
    const shares =
      village >= 0
        ? parcels.village[q] === village && isVillageMember(city, h)
        : q === p && hasSeat(city, h, parcels.zone[p]!)
    if (shares) found.push(h)
  }
  return found
}

/** What each of so many has of what is won [fen]. */
const each = (won: number, many: number): number => (many === 0 ? 0 : Math.floor((MEMBERS_SHARE * won) / many))

/** What those who bargain for a parcel may each expect of its surplus [fen]. */
export function promiseOf(city: City, rules: Rules, p: number, surplus: number): number {
  const won = wonOf(city, rules, p, surplus)
  return won === 0 ? 0 : each(won, partners(city, p).length)
}

/**
 * Pays those who bargained for a parcel out of its price. Villages keep the rest in their cash, neighbourhoods in the fund
 * that their council spends.
 */
export function shareSurplus(city: City, rules: Rules, p: number, surplus: number): void {
  const { parcels, villages, households, zones } = city
  const won = wonOf(city, rules, p, surplus)
  if (won === 0) return
  const shared = partners(city, p)
  const one = each(won, shared.length)
  const paid = one * shared.length
  if (isVillageLand(city, p)) {
    book(city, 'villageSurplus', won, 'devolved_renewal')
    book(city, 'villageSurplusShared', paid)
    villages.cash[parcels.village[p]!]! += won - paid
  } else {
    book(city, 'compensation', paid, 'devolved_renewal')
    zones.fund[parcels.zone[p]!]! += won - paid
  }
  for (const h of shared) households.savings[h]! += one
}
