/** Renewal with displacement (model §3.10): residents of a sold site are paid and must go; walls are taken down. */
import { KIND, removeBuilding } from '../city/buildings.ts'
import { CHANGE, type City } from '../city/city.ts'
import { PROPOSAL } from '../city/civics.ts'
import { STATE } from '../city/developers.ts'
import { CAUSE, DISPLACED, loseHome } from '../city/displacement.ts'
import { monthOf } from '../city/economy.ts'
import { byId, RIGHT_OF_RETURN, TENURE, TITLE } from '../city/households.ts'
import { income, redeem } from '../city/housing.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import { parcelBins } from '../city/near.ts'
import { ACCESS_KINDS, USE } from '../city/parcels.ts'
import { EDGE_CLOSED, UNITS_PER_MINUTE } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { exp } from '../lib/numeric.ts'
import { householdCompensation, stockCompensation } from './land.ts'
import type { Process } from './process.ts'
import { countDecided, termsOf } from './terms.ts'
import { consentIn, motion } from './vote.ts'

/** Rent paid for households with a right of return while the site is built [months]. */
const RETURN_RENT_MONTHS = 24
const OPENING_COST = 400_000 // yuan an estate

/** Residents leave at the end of the notice, with their compensation; the buildings come down. */
function clear(city: City, rules: Rules, i: number): void {
  const { projects, parcels, buildings, households, economy, tick, villages } = city
  const p = projects.parcel[i]!
  const residents: number[] = []
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] !== 0 && b >= 0 && buildings.parcel[b] === p) residents.push(h)
  }
  residents.sort(byId(households))
  const rest = { ...rules, levers: { ...rules.levers, compensation: AT_REST.compensation } }
  // what the residents won in hearings, above the terms of the law
  const terms = termsOf(city, rules, i)
  const { on_site_return } = terms.levers.compensation
  const wonBy = rules.levers.hearings.required === 1 ? 'hearings' : 'consent'
  const returning = new Set(
    residents
      .slice()
      .sort((a, b) => households.lastMove[a]! - households.lastMove[b]! || byId(households)(a, b))
      .slice(0, Math.floor(on_site_return * residents.length)),
  )
  let [rents, tenants] = [0, 0]
  for (const h of residents) {
    const b = households.home[h]!
    const isOwner = households.tenure[h] === TENURE.owner
    const full = householdCompensation(city, terms, h)
    // an owner who returns gives one title for another, and is paid what is due beyond the price; debts are redeemed first
    const price = isOwner ? Math.min(full, roundHalfEven(buildings.price[b]! * buildings.floor[b]!)) : 0
    const exchanges = isOwner && returning.has(h) && households.savings[h]! + full - price >= households.mortgage[h]!
    const due = exchanges ? full - price : full
    const lawful = Math.min(due, householdCompensation(city, rules, h))
    const usual = Math.min(lawful, householdCompensation(city, rest, h))
    book(city, 'compensation', usual)
    book(city, 'compensation', lawful - usual, 'compensation')
    book(city, 'compensation', due - lawful, wonBy)
    households.savings[h]! += due
    if (exchanges || (returning.has(h) && !isOwner)) {
      const rent = roundHalfEven(buildings.rent[b]! * buildings.floor[b]! * RETURN_RENT_MONTHS)
      book(city, 'returnRent', rent, 'compensation')
      households.savings[h]! += rent
      households.flags[h]! |= exchanges ? RIGHT_OF_RETURN | TITLE : RIGHT_OF_RETURN
      if (!isOwner) {
        rents += Math.round(buildings.rent[b]! / economy.incomeIndex[0]!)
        tenants++
      }
      households.returnTo[h] = p
      projects.returning[i]!++
    }
    if (isOwner) redeem(city, h)
    loseHome(city, h, CAUSE.demolition)
  }
  projects.keptRent[i] = tenants > 0 ? rents / tenants : 0
  for (let b = parcels.firstBuilding[p]!; b >= 0; b = parcels.firstBuilding[p]!) {
    const village = parcels.village[p]!
    const amount = stockCompensation(city, b)
    // village land that was sold and built on is landlords' like any other
    if (village >= 0 && buildings.kind[b] === KIND.village) {
      book(city, 'compensationVillages', amount)
      villages.cash[village]! += amount
    } else book(city, 'compensationLandlords', amount)
    economy.homesDemolished[monthOf(tick)]! += buildings.dwellings[b]!
    economy.demolishedTotal[0]! += buildings.dwellings[b]!
    removeBuilding(city, b)
  }
  parcels.heritage[p] = 0
  parcels.use[p] = USE.site
  projects.compensationDue[i] = 0
  countDecided(city, tick - projects.opened[i]!)
  projects.state[i] = STATE.site
  projects.stateSince[i] = tick
}

/**
 * Order in which estates open: by the barrier they are at the start, detour minutes × people outside (ties by row).
 * Detour is read from the walks to parks and schools of the parcels round each estate.
 */
export function rankEstates(city: City): void {
  const { estates, parcels, buildings } = city
  const people = new Float64Array(parcels.rows)
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0) people[buildings.parcel[b]!]! += buildings.dwellings[b]!
  const barrier = new Float64Array(estates.rows)
  const members = new Map<number, number[]>()
  for (let p = 0; p < parcels.rows; p++) {
    const e = parcels.estate[p]!
    if (e >= 0) members.set(e, [...(members.get(e) ?? []), p])
  }
  const bins = parcelBins(city)
  const near = new Int32Array(4096)
  for (const [e, own] of members)
    for (const p of own) {
      const count = bins.within(parcels.x[p]!, parcels.y[p]!, 300, near)
      for (let i = 0; i < count; i++) {
        const q = near[i]!
        if (parcels.estate[q] === e || people[q] === 0) continue
        // walks longer than straight ones show what is in the way
        let detour = 0
        for (const kind of [0, 2]) detour += parcels.walk[q * ACCESS_KINDS + kind]! / UNITS_PER_MINUTE
        barrier[e]! += Math.round(detour * people[q]!)
      }
    }
  const order = Array.from({ length: estates.rows }, (_, e) => e)
    .filter(e => estates.walled[e] === 1)
    .sort((a, b) => barrier[b]! - barrier[a]! || a - b)
  order.forEach((e, i) => {
    estates.barrier[e] = barrier[e]!
    estates.rank[e] = (i + 1) / order.length
  })
}

/** Estates the lever asks to be open by now. */
export function estatesToOpen(city: City, share: number): number[] {
  const { estates } = city
  const due: number[] = []
  for (let e = 0; e < estates.rows; e++) if (estates.walled[e] === 1 && estates.rank[e]! <= share) due.push(e)
  return due
}

/** Opens the estates that are due; where the rules ask for consent, once a year those whose insiders agree. */
function openDue(city: City, rules: Rules, share: number): void {
  const due = estatesToOpen(city, share)
  if (due.length === 0) return
  const isAsked = rules.levers.consent.threshold > 0
  if (isAsked && monthOf(city.tick) !== 0) return
  const consents = consentIn(city, rules)
  for (const e of due) {
    const p = city.parcels.estate.indexOf(e)
    // what has been rebuilt as another estate has no parcel left, and no wall of its own
    if (p < 0) continue
    const isInstitution = city.estates.institution[e] === 1
    const what = motion(PROPOSAL.openEstate, p, city.tick, {})
    if (isInstitution || consents(what)) openEstate(city, rules, e)
  }
}

/** A wall comes down: its streets become public, its garden a park; insiders are paid for what the gate was worth. */
function openEstate(city: City, rules: Rules, e: number): void {
  const { estates, edges, facilities, households, buildings, parcels, accounts, economy, tick } = city
  const works = roundHalfEven(OPENING_COST * 100 * economy.incomeIndex[0]!)
  const { compensate } = rules.levers.open_walls
  const owed: [number, number][] = []
  let sum = works
  if (compensate > 0)
    for (let h = 0; h < households.rows; h++) {
      const b = households.home[h]!
      if (households.size[h] === 0 || b < 0 || parcels.estate[buildings.parcel[b]!] !== e) continue
      const due = roundHalfEven(12 * compensate * gateWorth(city, h))
      owed.push([h, due])
      sum += due
    }
  // no money, no act: it is tried again next month
  if (sum > Math.max(0, accounts.cash[ACCOUNT.government]!)) return
  book(city, 'openingWorks', works, 'open_walls')
  // booked as one whole sum: costs of policies are deflated, and fractions would show the order of rows
  book(city, 'openingCompensation', sum - works, 'open_walls')
  for (const [h, due] of owed) households.savings[h]! += due
  estates.walled[e] = 0
  estates.openedAt[e] = tick
  for (let edge = 0; edge < edges.rows; edge++)
    if (edges.estate[edge] === e) {
      edges.estate[edge] = -1
      edges.flags[edge]! &= ~EDGE_CLOSED
    }
  for (let f = 0; f < facilities.rows; f++) if (facilities.estate[f] === e) facilities.open[f] = 1
  city.changes |= CHANGE.gates
}

/** What the wall is worth to an insider [fen a month]: the rent it would pay to keep the gate term of its utility. */
export function gateWorth(city: City, h: number): number {
  const { households, parameters: k } = city
  const q = households.quintile[h]!
  const term = k.utility_gate * (q >= 3 ? 1 : 0.1) * (1.5 - households.trust[h]!)
  const left = income(city, h) * (1 - k.income_tax - k.housing_share)
  return Math.max(0, left * (1 - exp(-term / (k.choice_scale * (1 - k.housing_share)))))
}

export const renewal: Process = {
  name: 'renewal',
  writes: [
    ...BOOKED,
    ...DISPLACED,
    'projects.*',
    'households.*',
    'buildings.*',
    'parcels.use',
    'parcels.heritage',
    'parcels.firstBuilding',
    'estates.walled',
    'estates.openedAt',
    'edges.estate',
    'edges.flags',
    'facilities.open',
    'villages.cash',
    'economy.homesDemolished',
    'civics.*',
    'zones.called',
    'zones.voted',
    'economy.demolishedTotal',
    'economy.lostMortgages',
  ],
  run(city, rules) {
    const { projects, tick, parameters } = city
    const order = Array.from({ length: projects.rows }, (_, i) => i)
      .filter(
        i =>
          projects.state[i] === STATE.vacating &&
          tick - projects.stateSince[i]! >= parameters.vacating_months + projects.monthsExtra[i]!,
      )
      .sort((a, b) => projects.parcel[a]! - projects.parcel[b]!)
    for (const i of order) clear(city, rules, i)
    const { share } = rules.levers.open_walls
    if (share > 0) openDue(city, rules, share)
  },
}
