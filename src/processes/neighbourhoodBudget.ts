/** Money that neighbours decide on (model §3.12): each zone's fund goes to the carried proposals with most support. */

import type { City } from '../city/city.ts'
import { PROPOSAL, PROPOSAL_STATE } from '../city/civics.ts'
import { monthOf } from '../city/economy.ts'
import { BOOKED, book } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import { facilityKinds } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import { POCKET_PARK } from '../city/works.ts'
import { roundHalfEven, split } from '../lib/fixed.ts'
import { clearRow } from '../lib/table.ts'
import { asked, BRANCH, REPAIR, VOTED_AFTER } from './participation.ts'
import type { Process } from './process.ts'
import { type Forum, moveTrust, openForum, poll } from './vote.ts'
import { addFacility } from './works.ts'

/** What running the councils' budget costs, of what it directs. */
const COUNCIL_COST = 0.02
const SERVICES_AT_REST = AT_REST.purchased_services.budget_share
const LEARNT = 0.5
const MOST_PRODUCTIVE = 2
/** Months after its vote until a promise that is not kept is held against the city. */
const PROMISED = 12

/**
 * Shares of the zones in money that councils decide on: by votes cast this year and by households of the lower two income
 * fifths, as need is weighted; by households alike where nobody voted.
 */
export function zoneShares(city: City, rules: Rules): Float64Array {
  const { zones, households, buildings, parcels } = city
  const { need_weight } = rules.levers.participatory_budget
  const low = new Float64Array(zones.rows)
  const votes = Float64Array.from({ length: zones.rows }, (_, z) => zones.voted[2 * z]!)
  const living = new Float64Array(zones.rows)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    living[z]!++
    if (households.quintile[h]! <= 1) low[z]!++
  }
  const total = (of: Float64Array): number => of.reduce((sum, n) => sum + n, 0)
  const voted = total(votes) > 0 ? votes : living
  const [allLow, allVoted] = [Math.max(1, total(low)), Math.max(1, total(voted))]
  return Float64Array.from(low, (n, z) => (need_weight * n) / allLow + ((1 - need_weight) * voted[z]!) / allVoted)
}

/**
 * What of the justice programme neighbours and social organisations are given: zone funds, and contracts by district.
 * @param programme money of the justice programme [fen]
 * @returns what is left for the city's own works [fen]
 */
export function shareWithNeighbours(city: City, rules: Rules, programme: number): number {
  const { zones, districts, households, buildings, parcels } = city
  const { participatory_budget, purchased_services } = rules.levers
  const shared = Math.floor(programme * participatory_budget.share)
  const work = Math.floor(shared * COUNCIL_COST)
  if (shared > 0) {
    book(city, 'neighbourhoodWorks', work, 'participatory_budget')
    split(shared - work, zoneShares(city, rules)).forEach((part, z) => {
      zones.fund[z]! += part
    })
  }
  const bought = Math.floor(programme * purchased_services.budget_share)
  const atRest = Math.min(bought, Math.floor(programme * SERVICES_AT_REST))
  book(city, 'servicesBought', atRest)
  book(city, 'servicesBought', bought - atRest, 'purchased_services')
  const living = new Float64Array(districts.rows)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] !== 0 && b >= 0) living[parcels.district[buildings.parcel[b]!]!]!++
  }
  const parts = living.some(n => n > 0) ? split(bought, living) : Array.from(living)
  parts.forEach((part, d) => {
    // organisations learn while they are paid, and lose what they learned when the contract ends
    districts.productivity[d] = part > 0 ? Math.min(MOST_PRODUCTIVE, districts.productivity[d]! + LEARNT) : 1
    districts.contract[d] = part
  })
  return programme - shared - bought
}

/** Builds what a proposal asks for. */
function carryOut(city: City, i: number): void {
  const { proposals, parcels, buildings } = city
  const p = proposals.parcel[i]!
  switch (proposals.kind[i]) {
    case PROPOSAL.pocketPark:
      addFacility(city, facilityKinds.indexOf('micro park'), p, POCKET_PARK.capacity)
      break
    case PROPOSAL.facility:
      addFacility(city, facilityKinds.indexOf('clinic'), p, BRANCH.capacity)
      break
    case PROPOSAL.repair:
      for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
        buildings.quality[b] = Math.max(
          buildings.quality[b]!,
          Math.min(REPAIR.most, buildings.quality[b]! + REPAIR.added),
        )
      break
  }
}

/** Those who voted for a proposal take its fate as the answer to their request. */
function tellVoters(city: City, rules: Rules, forum: Forum, i: number, by: number): void {
  for (const h of poll(city, rules, forum, asked(city, i)).yes) moveTrust(city, h, by)
}

export const neighbourhoodBudget: Process = {
  name: 'neighbourhood budget',
  writes: [...BOOKED, 'proposals.*', 'zones.fund', 'facilities.*', 'buildings.quality', 'households.trust'],
  run(city, rules) {
    const { proposals, parcels, zones, economy, tick, parameters } = city
    if (monthOf(tick) !== 11) return
    const isShared = rules.levers.participatory_budget.share > 0
    const carried: number[] = []
    for (let i = 0; i < proposals.rows; i++) if (proposals.state[i] === PROPOSAL_STATE.carried) carried.push(i)
    carried.sort(
      (a, b) =>
        proposals.support[b]! - proposals.support[a]! ||
        proposals.parcel[a]! - proposals.parcel[b]! ||
        proposals.kind[a]! - proposals.kind[b]!,
    )
    if (carried.length === 0) return
    const { answered, unanswered } = parameters.trust_change
    let forum: Forum | null = null
    const tell = (i: number, by: number): void => {
      forum ??= openForum(city, rules)
      tellVoters(city, rules, forum, i, by)
    }
    for (const i of carried) {
      const z = parcels.zone[proposals.parcel[i]!]!
      const due = roundHalfEven(proposals.cost[i]! * 100 * economy.incomeIndex[0]!)
      if (due <= zones.fund[z]!) {
        book(city, 'neighbourhoodWorks', due)
        zones.fund[z]! -= due
        tell(i, answered)
        carryOut(city, i)
        clearRow(proposals, i)
      } else if (isShared && tick - proposals.opened[i]! > VOTED_AFTER + PROMISED) {
        tell(i, unanswered)
        clearRow(proposals, i)
      }
    }
  },
}
