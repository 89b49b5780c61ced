/**
 * What stock policies make in streets and green (model §3.24): each quarter what stands rises to what the levers ask, and
 * it stays when they fall back. What it costs is billed at the budget.
 */
import { CHANGE, type City, scratch } from '../city/city.ts'
import { PROPOSAL } from '../city/civics.ts'
import { STATE } from '../city/developers.ts'
import { monthOf } from '../city/economy.ts'
import { facadesToGreen, gardensToOpen, roomsDue, streetsToShare } from '../city/improvements.ts'
import { parcelBins } from '../city/near.ts'
import { ACCESS, ACCESS_KINDS, OWNER, USE } from '../city/parcels.ts'
import { EDGE_CLOSED, EDGE_SHARED, facilityKinds } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import type { Process } from './process.ts'
import { consentIn, motion, VOTED } from './vote.ts'
import { addFacility, NATURE_PARK, ROOM } from './works.ts'

const EVERY = 3
const FACADE = 0.15
const NATURE = facilityKinds.indexOf('nature')
const COMMUNITY_ROOM = facilityKinds.indexOf('community room')
/** People within so many metres want a hill or bank restored; a bank is land within so many metres of water. */
const WANTED_WITHIN = 800
const BANK = 120
/** A shared street improves the fronts about it. */
const STREET = { better: 0.1, near: 75 }

/** Hills, and vacant banks, where green is missed by most within a walk. */
function restore(city: City, rules: Rules): void {
  const { economy, parcels, buildings, facilities, projects } = city
  economy.restorationDue[0]! += rules.levers.restoration.ha_per_year
  const bins = parcelBins(city)
  const near = scratch(city, 'near parcels', Int32Array, 4096)
  const taken = new Uint8Array(parcels.rows)
  for (let f = 0; f < facilities.rows; f++) taken[facilities.parcel[f]!] = 1
  for (let i = 0; i < projects.rows; i++) if (projects.state[i] !== STATE.free) taken[projects.parcel[i]!] = 1
  const missed = new Float64Array(parcels.rows)
  for (let b = 0; b < buildings.rows; b++) {
    const p = buildings.parcel[b]!
    if (buildings.dwellings[b]! > 0)
      missed[p]! += Math.round(1024 * buildings.dwellings[b]! * (1 - parcels.access[p * ACCESS_KINDS + ACCESS.park]!))
  }
  const isBank = (p: number): boolean => {
    const n = bins.within(parcels.x[p]!, parcels.y[p]!, BANK, near)
    for (let i = 0; i < n; i++) if (parcels.use[near[i]!] === USE.water) return true
    return false
  }
  const sites: { p: number; worth: number }[] = []
  for (let p = 0; p < parcels.rows; p++) {
    const use = parcels.use[p]
    if (taken[p] || parcels.estate[p]! >= 0) continue
    if (use !== USE.nature && !(use === USE.vacant && isBank(p))) continue
    const n = bins.within(parcels.x[p]!, parcels.y[p]!, WANTED_WITHIN, near)
    let worth = 0
    for (let i = 0; i < n; i++) worth += missed[near[i]!]!
    if (worth > 0) sites.push({ p, worth })
  }
  sites.sort((a, b) => a.worth - b.worth || b.p - a.p)
  for (;;) {
    const best = sites.pop()
    if (best === undefined || economy.restorationDue[0]! < parcels.area[best.p]! / 10_000) return
    const { p } = best
    economy.restorationDue[0]! -= parcels.area[p]! / 10_000
    addFacility(city, NATURE, p, NATURE_PARK, 'restoration')
    if (parcels.use[p] !== USE.nature) {
      parcels.use[p] = USE.facility
      parcels.owner[p] = OWNER.state
    }
    parcels.canopyTarget[p] = Math.max(parcels.canopyTarget[p]!, 0.8)
  }
}

/** Streets inside superblocks are opened and repaved. */
function share(city: City, rules: Rules): void {
  const { edges, parcels, plan } = city
  const due = streetsToShare(city, rules.levers.shared_streets.share)
  if (due.length === 0) return
  const bins = parcelBins(city)
  const near = scratch(city, 'near parcels', Int32Array, 4096)
  for (const e of due) {
    edges.flags[e] = (edges.flags[e]! & ~EDGE_CLOSED) | EDGE_SHARED
    const [a, b] = [edges.a[e]!, edges.b[e]!]
    const x = (plan.nodes[2 * a]! + plan.nodes[2 * b]!) / 2
    const y = (plan.nodes[2 * a + 1]! + plan.nodes[2 * b + 1]!) / 2
    const n = bins.within(x, y, STREET.near, near)
    for (let i = 0; i < n; i++) {
      const p = near[i]!
      if (!parcels.shared[p]) parcels.street[p] = Math.min(1, parcels.street[p]! + STREET.better)
      parcels.shared[p] = 1
    }
  }
  city.changes |= CHANGE.gates
}

/** Gardens open to all; where the rules ask for consent, once a year those whose members agree to share theirs. */
function openGardens(city: City, rules: Rules): void {
  const { facilities } = city
  const due = gardensToOpen(city, rules.levers.private_green.open_share)
  if (due.length === 0 || (rules.levers.consent.threshold > 0 && monthOf(city.tick) !== 0)) return
  const consents = consentIn(city, rules)
  for (const f of due) {
    const [capacity, quality] = [facilities.capacity[f]!, facilities.quality[f]!]
    const what = { service: ACCESS.park, capacity, quality }
    if (!consents(motion(PROPOSAL.openGarden, facilities.parcel[f]!, city.tick, what))) continue
    facilities.open[f] = 1
    city.changes |= CHANGE.gates
  }
}

export const improvements: Process = {
  name: 'improvements',
  writes: [
    'zones.microSpaces',
    'zones.busking',
    'zones.rooms',
    'parcels.greened',
    'parcels.shared',
    'parcels.street',
    'parcels.canopyTarget',
    'parcels.use',
    'parcels.owner',
    'edges.flags',
    ...VOTED,
    'facilities.*',
    'economy.restorationDue',
  ],
  run(city, rules) {
    if (city.tick % EVERY !== 0 || city.tick < 0) return
    const { zones, parcels } = city
    const { levers } = rules
    for (let z = 0; z < zones.rows; z++) {
      zones.microSpaces[z] = Math.max(zones.microSpaces[z]!, levers.micro_spaces.per_zone)
      zones.busking[z] = Math.max(zones.busking[z]!, levers.busking.areas_per_zone)
      zones.rooms[z] = Math.max(zones.rooms[z]!, levers.micro_jobs.rooms_per_zone)
    }
    for (const p of facadesToGreen(city, levers.facade_green.share)) {
      parcels.greened[p] = 1
      parcels.canopyTarget[p] = Math.min(1, parcels.canopyTarget[p]! + FACADE)
    }
    openGardens(city, rules)
    share(city, rules)
    if (monthOf(city.tick) !== 0) return
    if (levers.restoration.ha_per_year > 0) restore(city, rules)
    for (const z of roomsDue(city, levers.culture.facilities_equalise))
      addFacility(city, COMMUNITY_ROOM, zones.meeting[z]!, ROOM.capacity, 'culture')
  },
}
