/**
 * Taking part (model §3.19): residents ask their councils, put proposals to a vote, volunteer; councils, mass organisations
 * and social organisations answer, reach people and do small works.
 */

import { type City, derived, scratch } from '../city/city.ts'
import { PROPOSAL, PROPOSAL_STATE } from '../city/civics.ts'
import { monthOf } from '../city/economy.ts'
import { byId, NEVER } from '../city/households.ts'
import { income } from '../city/housing.ts'
import { BOOKED, book } from '../city/ledger.ts'
import { ACCESS, ACCESS_KINDS, USE } from '../city/parcels.ts'
import { chance, massReach, readiness, readinessBy, readinessTables } from '../city/participation.ts'
import type { Rules } from '../city/rules.ts'
import { POCKET_PARK } from '../city/works.ts'
import { FIXED, fixed, roundHalfEven, split } from '../lib/fixed.ts'
import { bits, combine, unit } from '../lib/random.ts'
import { addRow, clearRow } from '../lib/table.ts'
import type { Process } from './process.ts'
import { countVote, type Motion, motion, moveTrust, openForum, poll, VOTED } from './vote.ts'

/** Requests that a council of capacity 1 answers, a month and 1,000 households. */
const ANSWERS = 12
/** A digital desk speeds the answers: this and the reach make 1 at rest. */
const DESK_AT_REST = 0.7
const LAPSES_AFTER = 6
/** Part of answered requests that become a proposal, the months until it is voted on, and how long it then waits for money. */
const PROPOSES = 0.1
export const VOTED_AFTER = 2
const WAITS = 12
/** Yuan of what neighbours can do: a clinic's branch, repair of a home. */
const COST = { branch: 2.2e6, repair: 12_000 }
/** A branch is a tenth of a clinic; a repaired building gains so much quality, up to a bound. */
export const BRANCH = { capacity: 1200 }
const NEW_QUALITY = 0.8
export const REPAIR = { added: 0.15, most: 0.75 }
/** Volunteering a year, of the propensity to take part; a month's work each. */
const VOLUNTEERS = 0.35
const MONTHS_A_PROJECT = 40
/** Yuan of a small work, and what coordination saves of it. */
const SMALL_WORK = { cost: 30_000, saved: 0.3 }
const MASS_SPEED = 0.05
/** A council's capacity: what empowerment adds a month at full turnout, and how fast the rest fades to the usual. */
const CAPACITY = { won: 0.02, fades: 0.005, usual: 0.3 }
/** What a small work does: green cover, street quality, quality of the worst building. */
const WORKS = { green: 0.05, greenMost: 0.5, street: 0.05, repair: 0.02 }
const QUARTER = 3
/** Micro-charity: part of income that the upper two fifths would give at full platforms and full ties. */
const GIVING = { rate: 0.002, fullPlatforms: 0.05, fromQuintile: 3 }

/** A new year: counts of voice begin afresh. */
function openYear({ households, zones }: City): void {
  households.voiceAsked.fill(0, 0, households.rows)
  households.voiceHonoured.fill(0, 0, households.rows)
  for (let z = 0; z < zones.rows; z++)
    for (const column of [zones.called, zones.voted]) {
      column[2 * z + 1] = column[2 * z]!
      column[2 * z] = 0
    }
}

/** Some ask their council for something; who has asked waits for the answer. */
function ask(city: City, rules: Rules): void {
  const { households, luck, tick, parameters } = city
  const key = combine(luck.at('deliberate', tick), 1)
  const rate = parameters.request_rate * (1 + rules.levers.digital.reach)
  const { size, home, askedAt, idHigh, idLow } = households
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0 || home[h]! < 0 || askedAt[h] !== NEVER) continue
    const u = unit(bits(key, idHigh[h]!, idLow[h]!))
    // nobody asks more often than at full propensity: most draws end here
    if (u >= rate || u >= rate * chance(readiness(city, rules, h))) continue
    askedAt[h] = tick
    households.voiceAsked[h] = Math.min(255, households.voiceAsked[h]! + 1)
  }
}

/** Councils answer the oldest requests as far as their capacity goes; what is left for half a year lapses. */
function answer(city: City, rules: Rules): void {
  const { households, buildings, parcels, zones, civics, luck, tick, parameters } = city
  const { answered, unanswered } = parameters.trust_change
  const key = combine(luck.at('deliberate', tick), 2)
  const living = scratch(city, 'zone households', Float64Array, zones.rows)
  living.fill(0, 0, zones.rows)
  const waiting: number[][] = Array.from({ length: zones.rows }, () => [])
  const { size, home, askedAt } = households
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0) continue
    if (home[h]! < 0) {
      askedAt[h] = NEVER
      continue
    }
    const z = parcels.zone[buildings.parcel[home[h]!]!]!
    living[z]!++
    if (askedAt[h] !== NEVER) waiting[z]!.push(h)
  }
  const order = byId(households)
  waiting.forEach((queue, z) => {
    const desk = DESK_AT_REST + rules.levers.digital.reach
    const exact = (zones.capacity[z]! * ANSWERS * desk * living[z]!) / 1000
    let left = Math.floor(exact + unit(bits(key, z, 0)))
    queue.sort((a, b) => askedAt[a]! - askedAt[b]! || order(a, b))
    zones.requests[z] = queue.length
    for (const h of queue) {
      if (left > 0) {
        left--
        moveTrust(city, h, answered)
        households.voiceHonoured[h] = Math.min(255, households.voiceHonoured[h]! + 1)
        civics.answered[monthOf(tick)]!++
        propose(city, h)
      } else if (tick - askedAt[h]! >= LAPSES_AFTER) {
        moveTrust(city, h, unanswered)
        civics.lapsed[monthOf(tick)]!++
      } else continue
      askedAt[h] = NEVER
      zones.requests[z]!--
    }
  })
}

/** Some requests become a proposal to the neighbours: for what is missed most where the household lives. */
function propose(city: City, h: number): void {
  const { households, buildings, parcels, proposals, luck, tick } = city
  const key = combine(luck.at('deliberate', households.askedAt[h]!), 3)
  const draw = bits(key, households.idHigh[h]!, households.idLow[h]!)
  if (unit(draw) >= PROPOSES) return
  const b = households.home[h]!
  const p = buildings.parcel[b]!
  const clinic = parcels.access[p * ACCESS_KINDS + ACCESS.clinic]!
  const green = parcels.green[p]!
  const isMissed = unit(combine(draw, 1)) < 1 - Math.min(clinic, green)
  const isRepair = unit(combine(draw, 2)) < 0.5
  const kind = isMissed
    ? green <= clinic
      ? PROPOSAL.pocketPark
      : PROPOSAL.facility
    : isRepair
      ? PROPOSAL.repair
      : PROPOSAL.vendorZone
  for (let i = 0; i < proposals.rows; i++)
    if (proposals.state[i] !== PROPOSAL_STATE.free && proposals.parcel[i] === p && proposals.kind[i] === kind) return
  const i = freeProposal(city)
  proposals.parcel[i] = p
  proposals.kind[i] = kind
  proposals.state[i] = PROPOSAL_STATE.open
  proposals.opened[i] = tick
  proposals.cost[i] =
    kind === PROPOSAL.pocketPark
      ? POCKET_PARK.cost
      : kind === PROPOSAL.facility
        ? COST.branch
        : kind === PROPOSAL.repair
          ? COST.repair * buildings.dwellings[b]!
          : 0
}

function freeProposal({ proposals }: City): number {
  for (let i = 0; i < proposals.rows; i++) if (proposals.state[i] === PROPOSAL_STATE.free) return i
  return addRow(proposals)
}

/** What a proposal of residents asks its neighbours. */
export function asked({ proposals }: City, i: number): Motion {
  const kind = proposals.kind[i]!
  return motion(kind, proposals.parcel[i]!, proposals.opened[i]!, {
    everybody: true,
    isNoisy: kind === PROPOSAL.facility || kind === PROPOSAL.vendorZone,
    ...(kind === PROPOSAL.pocketPark
      ? { service: ACCESS.park, capacity: POCKET_PARK.capacity, quality: NEW_QUALITY }
      : {}),
    ...(kind === PROPOSAL.facility ? { service: ACCESS.clinic, capacity: BRANCH.capacity, quality: NEW_QUALITY } : {}),
    ...(kind === PROPOSAL.repair ? { quality: REPAIR.most } : {}),
  })
}

/** Proposals whose time has come are voted on; those carried wait for money for a year. */
function decide(city: City, rules: Rules): void {
  const { proposals, parcels, zones, tick } = city
  const due: number[] = []
  for (let i = 0; i < proposals.rows; i++) {
    if (proposals.state[i] === PROPOSAL_STATE.open && tick - proposals.opened[i]! >= VOTED_AFTER) due.push(i)
    // with a budget of their own neighbours drop a proposal where they spend it
    else if (
      proposals.state[i] === PROPOSAL_STATE.carried &&
      tick - proposals.opened[i]! > WAITS &&
      rules.levers.participatory_budget.share === 0
    )
      clearRow(proposals, i)
  }
  if (due.length === 0) return
  const forum = openForum(city, rules)
  const threshold = Math.max(rules.levers.consent.threshold, 0.5)
  due.sort((a, b) => proposals.parcel[a]! - proposals.parcel[b]! || proposals.kind[a]! - proposals.kind[b]!)
  for (const i of due) {
    const kind = proposals.kind[i]!
    const what = asked(city, i)
    const result = poll(city, rules, forum, what)
    const carried = result.support > threshold
    countVote(city, what, result, carried)
    proposals.support[i] = result.support
    proposals.yes[i] = result.yes.length
    proposals.no[i] = result.no.length
    // that stalls are wanted costs nothing: campaigns pass by from now on
    if (carried && kind === PROPOSAL.vendorZone) zones.protected[parcels.zone[what.parcel]!] = 1
    if (carried && kind !== PROPOSAL.vendorZone) proposals.state[i] = PROPOSAL_STATE.carried
    else clearRow(proposals, i)
  }
}

/**
 * Micro-charity 微慈善: the better-off give a little, through platforms, as far as they know people of other classes; it is
 * shared alike among neighbours of the district who are behind with their rent, up to a month's rent.
 */
function give(city: City, rules: Rules): void {
  const { households, buildings, parcels, districts } = city
  const rate = (GIVING.rate * rules.levers.platforms.budget_share) / GIVING.fullPlatforms
  if (rate === 0) return
  const { size, home, arrears, savings, weakTies } = households
  const districtOf = (h: number): number => parcels.district[buildings.parcel[home[h]!]!]!
  const behind: number[][] = Array.from({ length: districts.rows }, () => [])
  let isAsked = false
  for (let h = 0; h < households.rows; h++) {
    if (arrears[h] === 0 || size[h] === 0 || home[h]! < 0) continue
    behind[districtOf(h)]!.push(h)
    isAsked = true
  }
  if (!isAsked) return
  const order = byId(households)
  const { start, rich: givers } = listRich(city)
  behind.forEach((poor, d) => {
    if (poor.length === 0) return
    const rich = givers.subarray(start[d]!, start[d + 1]!)
    const offers = scratch(city, 'offers', Float64Array, rich.length).subarray(0, rich.length)
    let offered = 0
    for (let i = 0; i < rich.length; i++) {
      const h = rich[i]!
      offers[i] = Math.min(savings[h]!, Math.floor(rate * weakTies[h]! * income(city, h)))
      offered += offers[i]!
    }
    const each = Math.floor(offered / poor.length)
    let taken = 0
    for (const h of poor) {
      const rent = roundHalfEven(buildings.rent[home[h]!]! * buildings.floor[home[h]!]!)
      const got = Math.min(each, rent)
      savings[h]! += got
      taken += got
    }
    if (taken === 0) return
    book(city, 'charity', taken)
    // what is not needed is not asked for
    const parts = split(taken, offers, (i, j) => order(rich[i]!, rich[j]!))
    for (let i = 0; i < rich.length; i++) savings[rich[i]!]! -= parts[i]!
  })
}

/** The better-off who are not behind themselves, district by district: those of d are rich[start[d]] … */
function listRich(city: City): { start: Int32Array; rich: Int32Array } {
  const { households, buildings, parcels, districts } = city
  const { size, home, quintile, arrears } = households
  const { parcel } = buildings
  const found = scratch(city, 'better-off', Int32Array, households.rows + 1)
  const mayGive = Uint8Array.from({ length: 5 }, (_, q) => (q >= GIVING.fromQuintile ? 1 : 0))
  let count = 0
  // all are written down and only those kept that count: income cannot be foretold, and asking would cost more
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0 || home[h]! < 0 || arrears[h]! > 0) continue
    found[count] = h
    count += mayGive[quintile[h]!]!
  }
  const start = new Int32Array(districts.rows + 1)
  for (let i = 0; i < count; i++) start[parcels.district[parcel[home[found[i]!]!]!]! + 1]!++
  for (let d = 0; d < districts.rows; d++) start[d + 1]! += start[d]!
  const next = start.slice()
  const rich = scratch(city, 'givers', Int32Array, count)
  for (let i = 0; i < count; i++) rich[next[parcels.district[parcel[home[found[i]!]!]!]!]!++] = found[i]!
  return { start, rich }
}

/** Each quarter: who volunteers, what councils are capable of, and the work that volunteers and organisations can do. */
function organise(city: City, rules: Rules): void {
  const { households, buildings, parcels, zones, districts, economy } = city
  const { capacity_gain } = rules.levers.empowerment
  const { coordination } = rules.levers.co_governance
  const sum = scratch(city, 'zone readiness', Float64Array, zones.rows)
  const living = scratch(city, 'zone households', Float64Array, zones.rows)
  const districtLiving = scratch(city, 'district households', Float64Array, districts.rows)
  sum.fill(0, 0, zones.rows)
  living.fill(0, 0, zones.rows)
  districtLiving.fill(0, 0, districts.rows)
  const districtOf = derived(city, 'districts of zones', () => {
    const of = new Uint16Array(zones.rows)
    for (let p = 0; p < parcels.rows; p++) of[parcels.zone[p]!] = parcels.district[p]!
    return of
  })
  const tables = readinessTables(city, rules)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    sum[z]! += fixed(chance(readinessBy(tables, households, h)))
    living[z]!++
    districtLiving[districtOf[z]!]!++
  }
  const cost = SMALL_WORK.cost * 100 * economy.incomeIndex[0]! * (1 - SMALL_WORK.saved * coordination)
  for (let z = 0; z < zones.rows; z++) {
    const mean = living[z]! > 0 ? sum[z]! / FIXED / living[z]! : 0
    zones.volunteers[z] = 100 * VOLUNTEERS * mean
    const change = CAPACITY.won * capacity_gain * mean - CAPACITY.fades * (zones.capacity[z]! - CAPACITY.usual)
    zones.capacity[z] = Math.min(1, Math.max(0, zones.capacity[z]! + QUARTER * change))
    const d = districtOf[z]!
    const part = districtLiving[d]! > 0 ? living[z]! / districtLiving[d]! : 0
    const bought = (districts.contract[d]! * part * districts.productivity[d]! * QUARTER) / 12 / cost
    const given = (zones.volunteers[z]! * living[z]! * QUARTER) / 100 / 12 / MONTHS_A_PROJECT
    zones.work[z] = zones.work[z]! + bought + given
    for (let n = 0; zones.work[z]! >= 1; n++) {
      zones.work[z]!--
      doSmallWork(city, z, n)
    }
  }
}

/** Parcels zone by zone, in the order of rows: those of zone z are parcel[start[z]] … parcel[start[z + 1] − 1]. */
const parcelsOfZones = (city: City): { start: Int32Array; parcel: Int32Array } =>
  derived(city, 'parcels of zones', () => {
    const { parcels, zones } = city
    const start = new Int32Array(zones.rows + 1)
    for (let p = 0; p < parcels.rows; p++) start[parcels.zone[p]! + 1]!++
    for (let z = 0; z < zones.rows; z++) start[z + 1]! += start[z]!
    const next = start.slice()
    const parcel = new Int32Array(parcels.rows)
    for (let p = 0; p < parcels.rows; p++) parcel[next[parcels.zone[p]!]!++] = p
    return { start, parcel }
  })

/** A green corner, a clean-up or a repair, where the zone needs it most. */
function doSmallWork(city: City, z: number, n: number): void {
  const { parcels, buildings, civics, luck, tick } = city
  civics.microProjects[monthOf(tick)]!++
  const kind = bits(combine(luck.at('deliberate', tick), 4), z, n) % 3
  let worst = -1
  let least = Number.POSITIVE_INFINITY
  const { start, parcel } = parcelsOfZones(city)
  for (let i = start[z]!; i < start[z + 1]!; i++) {
    const p = parcel[i]!
    if (parcels.use[p] !== USE.residential) continue
    if (kind < 2) {
      const state = kind === 0 ? parcels.canopyTarget[p]! : parcels.street[p]!
      if (state < least) [worst, least] = [p, state]
      continue
    }
    for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!)
      if (
        buildings.quality[b]! < least ||
        (buildings.quality[b] === least && buildings.key[b]! < buildings.key[worst]!)
      )
        [worst, least] = [b, buildings.quality[b]!]
  }
  if (worst < 0) return
  if (kind === 0) parcels.canopyTarget[worst] = Math.max(least, Math.min(WORKS.greenMost, least + WORKS.green))
  else if (kind === 1) parcels.street[worst] = Math.min(1, least + WORKS.street)
  else buildings.quality[worst] = Math.max(least, Math.min(REPAIR.most, least + WORKS.repair))
}

export const participation: Process = {
  name: 'participation',
  writes: [
    ...BOOKED,
    ...VOTED,
    'households.savings',
    'households.trust',
    'households.askedAt',
    'zones.capacity',
    'zones.requests',
    'zones.volunteers',
    'zones.work',
    'zones.protected',
    'districts.massOrganisation',
    'proposals.*',
    'parcels.canopyTarget',
    'parcels.street',
    'buildings.quality',
    'civics.*',
  ],
  run(city, rules) {
    const { districts, tick } = city
    if (monthOf(tick) === 0) openYear(city)
    give(city, rules)
    ask(city, rules)
    answer(city, rules)
    decide(city, rules)
    const reach = massReach(rules.levers.co_governance.coordination)
    for (let d = 0; d < districts.rows; d++)
      districts.massOrganisation[d] =
        districts.massOrganisation[d]! + MASS_SPEED * (reach - districts.massOrganisation[d]!)
    if (monthOf(tick) % QUARTER === 0) organise(city, rules)
  },
}
