/**
 * What people think of a proposal, and how they vote (model §3.10). An opinion is the change of a household's own
 * utility, without taste, plus what no reason of the model explains.
 */
import { KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { PROPOSAL } from '../city/civics.ts'
import { countEvent, monthOf } from '../city/economy.ts'
import { byId, type Households, RECOGNISED, REGISTERED, STAGE, TENURE } from '../city/households.ts'
import { housingCost, income, meanRent } from '../city/housing.ts'
import { parcelBins } from '../city/near.ts'
import { ACCESS_KINDS } from '../city/parcels.ts'
import {
  favours,
  happens,
  isVillageMember,
  type ReadinessTables,
  readinessBy,
  readinessTables,
} from '../city/participation.ts'
import type { Rules } from '../city/rules.ts'
import { createSeeker, readSeeker, rentOf, type Seeker, travelCost, valueOf } from '../city/utility.ts'
import { FIXED, fixed } from '../lib/fixed.ts'
import { distance } from '../lib/geometry.ts'
import { exp } from '../lib/numeric.ts'
import { bits, combine } from '../lib/random.ts'
import { DECAY_MINUTES, demand, NEED_OF } from './amenities.ts'
import { householdCompensation } from './land.ts'
import { hasSeat } from './negotiation.ts'

/** Within five minutes' walk: who lives there is asked. */
const NEAR = 400 // m
/** Metres as the crow flies that a minute's walk covers on streets. */
const METRES_A_MINUTE = 80 / 1.3
/** How far people go for a service, and how it fades on the way, by kind and metre. */
const CATCHMENT = 30 * METRES_A_MINUTE
const DECAY_BY_METRE = DECAY_MINUTES.map(mu =>
  Float64Array.from({ length: Math.ceil(CATCHMENT) + 1 }, (_, metres) => exp(-metres / METRES_A_MINUTE / mu)),
)
/** A change below 1 % of what is left after housing is not felt: the line of welfare's "unchanged". */
const FELT = 0.01
/** Months over which people spread a sum they are paid once. */
const SPREAD_MONTHS = 240
/** Homes alike in rent that somebody who must go thinks of. */
const ALTERNATIVES = 5
/** Noise of a facility or stalls next door, and how near that is. */
const NOISE = { added: 0.05, reach: 100 }
/** Part of the utility scale at which everything is at stake. */
const FULL_STAKE = 0.2
/** Stake from which a household would stand up and fight. */
const FIGHTS = 0.5
/** Income fifths, 0 … 4, that neighbours expect in new homes. */
export const EXPECTED_QUINTILE = { market: 3, public: 0.5 }
const NEW_QUALITY = 0.9

/** Something put to those who live with it. */
export interface Motion {
  readonly kind: number
  readonly parcel: number
  /** hash of kind, place and tick opened: keys opinions and turnout */
  readonly key: number
  /** homes it adds, and the income fifth expected in them */
  readonly homes: number
  readonly quintile: number
  /** green cover of the parcel afterwards, −1 = as it is */
  readonly canopy: number
  /** access it adds: kind −1 = none, capacity, quality */
  readonly service: number
  readonly capacity: number
  readonly quality: number
  readonly isNoisy: boolean
  /** everybody near may vote, whether they feel it or not */
  readonly everybody: boolean
  /** village land: only those with a stake in the village and a paper vote */
  readonly members: boolean
  /** neighbourhood that bargains for itself: only those with a seat in it vote; −1 = none */
  readonly zone: number
  /** what each who votes and loses a home would have of the land's price [fen] */
  readonly promised: number
  /** share of residents with a right of return */
  readonly returning: number
}

const NOTHING = {
  homes: 0,
  quintile: 2,
  canopy: -1,
  service: -1,
  capacity: 0,
  quality: 0,
  isNoisy: false,
  everybody: false,
  members: false,
  zone: -1,
  promised: 0,
  returning: 0,
}

export const motion = (
  kind: number,
  parcel: number,
  opened: number,
  what: Partial<Omit<Motion, 'kind' | 'parcel' | 'key'>>,
): Motion => ({
  ...NOTHING,
  ...what,
  kind,
  parcel,
  key: combine(combine(kind + 1, parcel), opened + 1024),
})

/**
 * Who lives where, made once for the votes of a month: households of building b are home[start[b]] … What only some votes
 * need is made when they ask for it.
 */
export interface Forum {
  readonly start: Int32Array
  readonly home: Int32Array
  readonly readiness: ReadinessTables
  readonly publicRent: number
  need: Needs | null
  toLet: HomesToLet | null
}

/** Heads in need by parcel and kind of need, and the parcels that have any. */
interface Needs {
  readonly need: Float64Array
  readonly parcels: Int32Array
}

function needs(city: City): Needs {
  const need = demand(city)
  const parcels: number[] = []
  for (let p = 0; p < city.parcels.rows; p++) if (need[p * 3 + 2]! > 0) parcels.push(p)
  return { need, parcels: Int32Array.from(parcels) }
}

/** Buildings with homes to let, by rising rent of a home. */
interface HomesToLet {
  readonly byRent: Int32Array
  readonly rent: Float64Array
}

/** What a voter is: the class that a motion is worth the same to, and bits. */
const [LOW_BIT, MIGRANT_BIT, WEAK_BIT] = [5, 6, 7]
const TRAIT = {
  class: 31,
  low: 1 << LOW_BIT,
  migrant: 1 << MIGRANT_BIT,
  weak: 1 << WEAK_BIT,
  resident: 256,
} as const
/** Classes: income fifth × who is old, has children with or without papers, or none of these. */
const LIFE = { other: 0, old: 1, children: 2, childrenWithout: 3 } as const
const LIVES = 4

export function openForum(city: City, rules: Rules): Forum {
  const { households, buildings } = city
  const start = scratch(city, 'forum start', Int32Array, buildings.rows + 1)
  const home = scratch(city, 'forum home', Int32Array, households.rows)
  const next = scratch(city, 'forum next', Int32Array, buildings.rows)
  countVoters(city, start, next)
  listVoters(city, home, next)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  return { start, home, readiness: readinessTables(city, rules), publicRent, need: null, toLet: null }
}

function countVoters({ households, buildings }: City, start: Int32Array, next: Int32Array): void {
  const { size, home } = households
  next.fill(0, 0, buildings.rows)
  for (let h = 0; h < households.rows; h++) if (size[h] !== 0 && home[h]! >= 0) next[home[h]!]!++
  start[0] = 0
  for (let b = 0; b < buildings.rows; b++) {
    start[b + 1] = start[b]! + next[b]!
    next[b] = start[b]!
  }
}

function listVoters({ households }: City, into: Int32Array, next: Int32Array): void {
  const { size, home } = households
  for (let h = 0; h < households.rows; h++) {
    const b = home[h]!
    if (size[h] !== 0 && b >= 0) into[next[b]!++] = h
  }
}

const traitIndex = (flags: number, quintile: number, stage: number, skill: number): number =>
  (((flags & (REGISTERED | RECOGNISED)) * 5 + quintile) << 4) | (stage << 2) | skill

/** Traits by what a household is: a table, since questions that cannot be foretold cost more. */
const TRAITS = new Uint16Array(traitIndex(REGISTERED | RECOGNISED, 4, 3, 3) + 1)
for (const flags of [0, REGISTERED, RECOGNISED, REGISTERED | RECOGNISED])
  for (let quintile = 0; quintile < 5; quintile++)
    for (let stage = 0; stage < 4; stage++)
      for (let skill = 0; skill < 3; skill++) {
        const isResident = flags !== 0
        const isLow = quintile <= 1
        const isMigrant = (flags & REGISTERED) === 0
        const children = isResident ? LIFE.children : LIFE.childrenWithout
        const life = stage === STAGE.old ? LIFE.old : stage === STAGE.children ? children : LIFE.other
        TRAITS[traitIndex(flags, quintile, stage, skill)] =
          quintile * LIVES +
          life +
          (isLow ? TRAIT.low : 0) +
          (isMigrant ? TRAIT.migrant : 0) +
          (isLow || isMigrant || skill === 0 ? TRAIT.weak : 0) +
          (isResident ? TRAIT.resident : 0)
      }

const traitsOf = ({ flags, quintile, stage, skill }: Households, h: number): number =>
  TRAITS[traitIndex(flags[h]!, quintile[h]!, stage[h]!, skill[h]!)]!

function homesToLet(city: City, forum: Forum): HomesToLet {
  if (forum.toLet) return forum.toLet
  const { buildings } = city
  const toLet: number[] = []
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > buildings.publicHomes[b]! && buildings.kind[b] !== KIND.mobile) toLet.push(b)
  const rents = Float64Array.from({ length: buildings.rows }, (_, b) => (buildings.dwellings[b] ? rentOf(city, b) : 0))
  toLet.sort((a, b) => rents[a]! - rents[b]! || buildings.key[a]! - buildings.key[b]!)
  forum.toLet = { byRent: Int32Array.from(toLet), rent: Float64Array.from(toLet, b => rents[b]!) }
  return forum.toLet
}

/** What came of asking. Counts are of households; who voted which way is noted by row. */
export interface Poll {
  /** households that feel it, and of these who would fight, and who of them is against */
  readonly affected: number
  readonly fighters: number
  readonly fightersAgainst: number
  readonly opponents: Int32Array
  /** with a vote, and those who used it */
  readonly called: Int32Array
  readonly yes: Int32Array
  readonly no: Int32Array
  /** share of the votes; ½ if nobody came, 1 if there was nobody to ask */
  readonly support: number
  /** of those affected and of the votes, households of low income or skill or without papers */
  readonly weak: number
  readonly weakVotes: number
  /** whether most of the poor, or of the unregistered, want it */
  readonly isWantedBelow: boolean
}

/** Those whom a motion affects, and what it changes for each: reused from vote to vote. */
interface Affected {
  count: number
  household: Int32Array
  /** what each is: TRAIT */
  traits: Uint16Array
  change: Float64Array
  comes: Uint8Array
}

/**
 * Asks those whom a motion affects what they think and who comes to vote.
 * @param terms the rules with the compensation on offer
 */
export function poll(city: City, terms: Rules, forum: Forum, what: Motion): Poll {
  const { parameters: k, luck } = city
  const a = k.choice_scale
  const opinionKey = combine(luck.stable('deliberate'), what.key)
  const { debates } = terms.levers
  const { households } = city
  const { idHigh, idLow } = households
  const affected = findAffected(city, terms, forum, what)
  const { household, traits, change, comes } = affected
  comeToVote(city, forum, what, affected, debates.intensity > 0)
  // a debate moves everybody toward the mean of those who came: the quiet are moved by the vocal
  const [pull, mean] = debates.intensity > 0 ? pullOfDebate(affected, debates.intensity) : [0, 0]
  const spread = k.opinion_noise * a
  const fights = FIGHTS * FULL_STAKE * a
  // everybody is written down on every list, and lists move on only past those who belong there
  const ayes = scratch(city, 'votes for', Int32Array, affected.count + 1)
  const nays = scratch(city, 'votes against', Int32Array, affected.count + 1)
  const against = scratch(city, 'opponents', Int32Array, affected.count + 1)
  const invited = scratch(city, 'with a vote', Int32Array, affected.count + 1)
  let [yes, no, opponents] = [0, 0, 0]
  let [fighters, fightersAgainst, called, weak, weakVotes] = [0, 0, 0, 0, 0]
  let [low, lowFor, migrants, migrantsFor] = [0, 0, 0, 0]
  for (let i = 0; i < affected.count; i++) {
    const h = household[i]!
    const kind = traits[i]!
    const dV = change[i]!
    const isFor = favours(bits(opinionKey, idHigh[h]!, idLow[h]!), dV + pull * (mean - dV), spread)
    const isLow = (kind >> LOW_BIT) & 1
    const isMigrant = (kind >> MIGRANT_BIT) & 1
    const isWeak = (kind >> WEAK_BIT) & 1
    const isCalled = Number(mayVote(city, what, kind, h))
    const votes = isCalled & comes[i]!
    const isFighter = Number(Math.abs(dV) >= fights)
    weak += isWeak
    low += isLow
    migrants += isMigrant
    lowFor += isLow & isFor
    migrantsFor += isMigrant & isFor
    against[opponents] = h
    opponents += 1 - isFor
    fighters += isFighter
    fightersAgainst += isFighter & (1 - isFor)
    invited[called] = h
    called += isCalled
    ayes[yes] = h
    yes += votes & isFor
    nays[no] = h
    no += votes & (1 - isFor)
    weakVotes += isWeak & votes
  }
  const cast = yes + no
  return {
    affected: affected.count,
    fighters,
    fightersAgainst,
    opponents: against.slice(0, opponents),
    called: invited.slice(0, called),
    yes: ayes.slice(0, yes),
    no: nays.slice(0, no),
    support: affected.count === 0 ? 1 : cast === 0 ? 0.5 : yes / cast,
    weak,
    weakVotes,
    isWantedBelow: lowFor > low - lowFor || migrantsFor > migrants - migrantsFor,
  }
}

/** Who has a vote: residents on paper; where land is bargained for, members of the village or neighbourhood. */
function mayVote(city: City, what: Motion, traits: number, h: number): boolean {
  if (what.members) return isVillageMember(city, h)
  return what.zone >= 0 ? hasSeat(city, h, what.zone) : (traits & TRAIT.resident) !== 0
}

/** Finds whom a motion affects: those near enough, if they feel it. */
function findAffected(city: City, terms: Rules, forum: Forum, what: Motion): Affected {
  const { households, buildings, parcels, parameters: k } = city
  const felt = what.everybody ? 0 : FELT * k.choice_scale * (1 - k.housing_share)
  const near = surroundings(city, forum, what)
  const most = households.rows
  const affected: Affected = {
    count: 0,
    household: scratch(city, 'affected', Int32Array, most),
    traits: scratch(city, 'traits of the affected', Uint16Array, most),
    change: scratch(city, 'opinions', Float64Array, most),
    comes: scratch(city, 'comes to vote', Uint8Array, most),
  }
  const { household, traits, change } = affected
  const byClass = scratch(city, 'opinions by class', Float64Array, 5 * LIVES)
  const seeker = createSeeker()
  let count = 0
  for (let i = 0; i < near.count; i++) {
    const p = near.parcel[i]!
    const isSite = p === what.parcel
    for (let b = parcels.firstBuilding[p]!; b >= 0; b = buildings.next[b]!) {
      const from = forum.start[b]!
      const to = forum.start[b + 1]!
      if (from === to) continue
      const isTaken = isSite && what.kind === PROPOSAL.redevelop
      const isOpened = isSite && what.kind === PROPOSAL.openEstate
      const holders = isTaken ? returnHolders(city, forum, b, what.returning) : null
      if (!isTaken && !isOpened) neighbourChanges(city, terms, near, i, what, b, byClass)
      for (let j = from; j < to; j++) {
        const h = forum.home[j]!
        const kind = traitsOf(households, h)
        const promised = isTaken && what.promised > 0 && mayVote(city, what, kind, h) ? what.promised : 0
        const dV = isTaken
          ? demolitionChange(city, terms, forum, seeker, h, holders?.has(h) ?? false, promised)
          : isOpened
            ? openingChange(city, terms, h)
            : byClass[kind & TRAIT.class]!
        if (Math.abs(dV) < felt) continue
        change[count] = dV
        traits[count] = kind
        household[count++] = h
      }
    }
  }
  affected.count = count
  return affected
}

/** Who comes: of those with a vote, or of all where a debate is held. */
function comeToVote(city: City, forum: Forum, what: Motion, affected: Affected, isDebated: boolean): void {
  const { households, parameters: k, luck } = city
  const { idHigh, idLow } = households
  const key = combine(luck.stable('turnout'), what.key)
  const { household, traits, change, comes } = affected
  const full = FULL_STAKE * k.choice_scale
  const stakeWeight = k.turnout.stake
  for (let i = 0; i < affected.count; i++) {
    const h = household[i]!
    if (!isDebated && !mayVote(city, what, traits[i]!, h)) {
      comes[i] = 0
      continue
    }
    const stake = Math.min(1, Math.abs(change[i]!) / full)
    comes[i] = happens(
      bits(key, idHigh[h]!, idLow[h]!),
      readinessBy(forum.readiness, households, h) + stakeWeight * stake,
    )
  }
}

/** How strongly a debate pulls, and toward what: the mean of those who came. */
function pullOfDebate({ count, change, comes }: Affected, intensity: number): [number, number] {
  let sum = 0
  let present = 0
  for (let i = 0; i < count; i++) {
    if (comes[i] === 0) continue
    sum += fixed(change[i]!)
    present++
  }
  return present > 0 ? [0.5 * intensity, sum / FIXED / present] : [0, 0]
}

/** Households of a building that hold a right of return: those who have lived there longest. */
function returnHolders(city: City, forum: Forum, b: number, share: number): Set<number> | null {
  if (share <= 0) return null
  const { households } = city
  const residents = Array.from(forum.home.subarray(forum.start[b]!, forum.start[b + 1]!)).sort(
    (x, y) => households.lastMove[x]! - households.lastMove[y]! || byId(households)(x, y),
  )
  return new Set(residents.slice(0, Math.floor(share * residents.length)))
}

/**
 * What losing the home to a project changes for a household: five homes alike in rent that it can afford, with the
 * compensation and what was bargained for spread over twenty years, against its home and its attachment; a right of return gives the home back new.
 */
function demolitionChange(
  city: City,
  terms: Rules,
  forum: Forum,
  seeker: Seeker,
  h: number,
  returns: boolean,
  promised: number,
): number {
  const { households, buildings, parameters: k } = city
  const b = households.home[h]!
  const attached = k.attachment_utility * households.attachment[h]!
  const q = households.quintile[h]!
  if (returns) return k.utility_quality * (NEW_QUALITY - buildings.quality[b]!) * (0.4 + 0.25 * q) - attached
  readSeeker(city, terms, h, income(city, h), seeker)
  const isOwner = households.tenure[h] === TENURE.owner
  const cost = housingCost(city, h, forum.publicRent)
  // who pays more than the rules of search allow is judged at the most they allow
  const most = seeker.net - travelCost(city, seeker, buildings.parcel[b]!) - seeker.floor - 1
  const now = valueOf(city, seeker, b, Math.min(cost, most), isOwner ? 1 : 0)
  const paid = householdCompensation(city, terms, h) + promised - (isOwner ? households.mortgage[h]! : 0)
  const { byRent, rent } = homesToLet(city, forum)
  const wanted = rentOf(city, b) * (households.tenure[h] === TENURE.informal ? 0.5 : 1)
  let above = 0
  for (let low = 0, high = rent.length; low < high; ) {
    const middle = (low + high) >> 1
    if (rent[middle]! < wanted) low = above = middle + 1
    else high = middle
  }
  let below = above - 1
  let sum = 0
  let found = 0
  while (found < ALTERNATIVES && (below >= 0 || above < rent.length)) {
    const isBelow = above >= rent.length || (below >= 0 && wanted - rent[below]! <= rent[above]! - wanted)
    const other = byRent[isBelow ? below-- : above++]!
    if (buildings.parcel[other] === buildings.parcel[b]) continue
    const value = valueOf(city, seeker, other, rentOf(city, other) - paid / SPREAD_MONTHS, 0)
    if (value === Number.NEGATIVE_INFINITY) continue
    sum += value
    found++
  }
  // nothing to be had in the city: as bad as it gets
  return found === 0 ? -k.choice_scale : sum / found - now - attached
}

/** What opening the estate takes from an insider: the gate term of its utility, less what is paid for it. */
function openingChange(city: City, terms: Rules, h: number): number {
  const { households, parameters: k } = city
  const q = households.quintile[h]!
  const gate = k.utility_gate * (q >= 3 ? 1 : 0.1) * (1.5 - households.trust[h]!)
  // paid is twelve months' worth, spread over twenty years
  return -gate * (1 - terms.levers.open_walls.compensate * (12 / SPREAD_MONTHS))
}

interface Surroundings {
  readonly count: number
  readonly parcel: Int32Array
  /** by place in the list: change of green, change of access, whether it is next door */
  readonly green: Float64Array
  readonly access: Float64Array
  readonly isClose: Uint8Array
  /** share of the homes near that would be new */
  readonly newHomes: number
}

/** What a motion changes around it, parcel by parcel. */
function surroundings(city: City, forum: Forum, what: Motion): Surroundings {
  const { parcels, buildings } = city
  const bins = parcelBins(city)
  const p = what.parcel
  const [x, y] = [parcels.x[p]!, parcels.y[p]!]
  const parcel = scratch(city, 'asked parcels', Int32Array, 16_384)
  let count: number
  if (what.kind === PROPOSAL.openEstate || what.kind === PROPOSAL.openGarden) {
    // insiders decide: those outside have nothing to lose
    count = 0
    for (let q = 0; q < parcels.rows; q++) if (parcels.estate[q] === parcels.estate[p]) parcel[count++] = q
  } else count = bins.within(x, y, NEAR, parcel)
  const green = scratch(city, 'green change', Float64Array, count)
  const access = scratch(city, 'access change', Float64Array, count)
  const isClose = scratch(city, 'next door', Uint8Array, count)
  let homes = 0
  for (let i = 0; i < count; i++) {
    const q = parcel[i]!
    for (let b = parcels.firstBuilding[q]!; b >= 0; b = buildings.next[b]!) homes += buildings.dwellings[b]!
  }
  let ratio = what.service < 0 ? 0 : catchmentRatio(city, forum, what)
  // a garden that all may use serves its members less
  if (what.kind === PROPOSAL.openGarden) ratio -= membersRatio(city, forum, what, parcel, count)
  for (let i = 0; i < count; i++) {
    const q = parcel[i]!
    const away = distance(x, y, parcels.x[q]!, parcels.y[q]!)
    isClose[i] = away <= NOISE.reach ? 1 : 0
    green[i] = 0
    access[i] = 0
    if (what.service >= 0) {
      const before = parcels.needs[q * ACCESS_KINDS + what.service]!
      const added = what.quality * ratio * exp(-away / METRES_A_MINUTE / DECAY_MINUTES[what.service]!)
      access[i] = exp(-before) * (1 - exp(-added))
      if (what.service === 2) green[i]! += 0.45 * access[i]!
    }
    if (what.canopy >= 0 && away <= 300) {
      // its share of the green cover within 300 m, taking plots there to be alike in size
      const plots = Math.max(1, (3.14 * 300 * 300) / parcels.area[p]!)
      green[i]! += (0.35 * (what.canopy - parcels.canopy[p]!)) / plots
    }
  }
  return { count, parcel, green, access, isClose, newHomes: homes > 0 ? what.homes / (what.homes + homes) : 0 }
}

/** Capacity for each need within half an hour, on the way of the crow. */
function catchmentRatio(city: City, forum: Forum, what: Motion): number {
  const { parcels } = city
  const { parcels: peopled, need: people } = (forum.need ??= needs(city))
  const decay = DECAY_BY_METRE[what.service]!
  const column = NEED_OF[what.service]!
  const [x, y] = [parcels.x[what.parcel]!, parcels.y[what.parcel]!]
  let need = 0
  for (let i = 0; i < peopled.length; i++) {
    const q = peopled[i]!
    const metres = distance(x, y, parcels.x[q]!, parcels.y[q]!)
    if (metres <= CATCHMENT) need += fixed(people[q * 3 + column]! * decay[Math.round(metres)]!)
  }
  return need > 0 ? (what.capacity * FIXED) / need : 0
}

/** Capacity of a garden for each need of its members. */
function membersRatio(city: City, forum: Forum, what: Motion, parcel: Int32Array, count: number): number {
  const { need: people } = (forum.need ??= needs(city))
  let need = 0
  for (let i = 0; i < count; i++) need += people[parcel[i]! * 3 + NEED_OF[what.service]!]!
  return need > 0 ? what.capacity / need : 0
}

/** What a motion changes for those who live near it, by class: green, access, noise, and who the neighbours will be. */
function neighbourChanges(
  city: City,
  terms: Rules,
  near: Surroundings,
  i: number,
  what: Motion,
  b: number,
  byClass: Float64Array,
): void {
  const { parcels, buildings, parameters: k } = city
  const p = near.parcel[i]!
  const isRepaired = what.kind === PROPOSAL.repair && p === what.parcel
  const repaired = isRepaired ? Math.max(0, what.quality - buildings.quality[b]!) : 0
  const isLoud = what.isNoisy && near.isClose[i] === 1
  for (let q = 0; q < 5; q++)
    for (let life = 0; life < LIVES; life++) {
      const isOld = life === LIFE.old
      let dV = k.utility_green * near.green[i]! * (1 + (0.5 * q) / 4)
      if (what.service === 0) {
        const child =
          life === LIFE.children ? 1 : life === LIFE.childrenWithout ? terms.levers.schools.open_to_migrants : 0
        dV += child * k.utility_school * parcels.schoolQuality[p]! * near.access[i]!
      } else if (what.service === 1) dV += (isOld ? 2 : 1) * k.utility_clinic * near.access[i]!
      if (isLoud) dV -= k.utility_noise * NOISE.added * (isOld ? 1.5 : 1)
      if (near.newHomes > 0) {
        const apart = 1.5 * Math.max(0, q - what.quintile) + 0.3 * Math.max(0, what.quintile - q)
        dV -= (near.newHomes * k.utility_peer * apart) / 4
      }
      if (isRepaired) dV += k.utility_quality * repaired * (0.4 + 0.25 * q)
      byClass[q * LIVES + life] = dV
    }
}

/** Columns that a vote writes: for processes to declare. */
export const VOTED = [
  'households.voiceAsked',
  'households.voiceHonoured',
  'zones.called',
  'zones.voted',
  'civics.called',
  'civics.calledWeak',
  'civics.affected',
  'civics.votes',
  'civics.votesWeak',
  'civics.wanted',
  'civics.recognised',
] as const

/** Counts a vote that was held, with its outcome. */
export function countVote(city: City, what: Motion, result: Poll, carried: boolean): void {
  const { civics, zones, parcels, households, tick } = city
  const m = monthOf(tick)
  const z = parcels.zone[what.parcel]!
  const cast = result.yes.length + result.no.length
  for (const h of result.called) countEvent(city, civics.called, h)
  civics.affected[m]! += result.affected
  civics.calledWeak[m]! += result.weak
  civics.votesWeak[m]! += result.weakVotes
  zones.called[z * 2]! += result.called.length
  zones.voted[z * 2]! += cast
  if (result.isWantedBelow) {
    civics.wanted[m]!++
    if (carried) civics.recognised[m]!++
  }
  for (const [voters, hasWon] of [
    [result.yes, carried],
    [result.no, !carried],
  ] as const)
    for (const h of voters) {
      countEvent(city, civics.votes, h)
      households.voiceAsked[h] = Math.min(255, households.voiceAsked[h]! + 1)
      if (hasWon) households.voiceHonoured[h] = Math.min(255, households.voiceHonoured[h]! + 1)
    }
}

/** Moves a household's trust, between 0 and 1. */
export function moveTrust(city: City, h: number, by: number): void {
  const { trust } = city.households
  trust[h] = Math.min(1, Math.max(0, trust[h]! + by))
}

/**
 * Asks those near whether the city may build: everything passes unless the rules of consent want a share of the votes. The
 * vote is held at once; a site that fails is passed over.
 * @param least share of the votes that is needed wherever consent is asked
 * @example const consents = consentIn(city, rules); if (!consents(motion(PROPOSAL.facility, p, tick, {}))) …
 */
export function consentIn(city: City, rules: Rules, least = 0): (what: Motion) => boolean {
  const { threshold } = rules.levers.consent
  let forum: Forum | null = null
  return what => {
    if (threshold === 0) return true
    forum ??= openForum(city, rules)
    const result = poll(city, rules, forum, what)
    const carried = result.support >= Math.max(threshold, least)
    countVote(city, what, result, carried)
    return carried
  }
}
