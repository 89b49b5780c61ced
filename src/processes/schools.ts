/** Schools (model §3.14): once a year, in September, children are admitted and schools become what their children are. */
import { type City, scratch } from '../city/city.ts'
import { monthOf } from '../city/economy.ts'
import { byId, isSchoolAge, RECOGNISED, REGISTERED, SEATED, TENURE } from '../city/households.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { leverDeclarations } from '../city/levers.ts'
import { SCHOOL_CHOICES as CHOICES, UNSEATED_QUALITY } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { bits } from '../lib/random.ts'
import type { Process } from './process.ts'

const SEPTEMBER = 8
const SCHOOL = 0

/** Quality of a school: money, its children, and the name it was born with. */
export const schoolQuality = (funding: number, peer: number, history: number): number =>
  0.5 * Math.min(1, funding) + (0.3 * peer) / 4 + 0.2 * history

/**
 * One round of deferred acceptance between families and schools.
 * @param families household rows
 * @param seats    free seats by facility, taken as they are filled
 * @param rank     smaller is admitted first, for a family at a school
 */
function admit(
  city: City,
  families: readonly number[],
  seats: Float64Array,
  rank: (h: number, school: number, units: number) => number,
  tie: (h: number) => number,
): void {
  const { households, buildings, parcels } = city
  const order = byId(households)
  const held = new Map<number, { h: number; rank: number }[]>()
  let waiting = families.map(h => ({ h, next: 0 }))
  while (waiting.length > 0) {
    const applied = new Map<number, { h: number; next: number; rank: number }[]>()
    for (const { h, next } of waiting) {
      const at = buildings.parcel[households.home[h]!]! * CHOICES + next
      const school = next < CHOICES ? parcels.schools[at]! : -1
      if (school < 0) continue
      const entry = { h, next: next + 1, rank: rank(h, school, parcels.schoolWalk[at]!) }
      const list = applied.get(school)
      if (list) list.push(entry)
      else applied.set(school, [entry])
    }
    waiting = []
    for (const [school, list] of applied) {
      const before = (held.get(school) ?? []) as { h: number; next: number; rank: number }[]
      const all = before.concat(list).sort((a, b) => a.rank - b.rank || tie(b.h) - tie(a.h) || order(a.h, b.h))
      held.set(school, all.slice(0, Math.floor(seats[school]!)))
      waiting.push(...all.slice(Math.floor(seats[school]!)))
    }
  }
  for (const [school, list] of held) {
    seats[school]! -= list.length
    for (const { h } of list) households.seat[h] = school
  }
}

const SEAT_COST = 24_000 // yuan, once
const SEAT_YEAR = 9_000 // yuan a seat and year
/** A year of full equalisation brings schools' names this much nearer to their mean. */
const NAMES_MEET = 0.1

/**
 * Seats keep up with people: where the city has fewer than the standard, schools add seats, those first that have fewest
 * for the people to whom they are the best in reach. Up to the standard at rest seats are part of essential spending; what
 * goes beyond is paid here, as far as there is cash.
 */
function addSeats(city: City, rules: Rules): void {
  const { households, buildings, parcels, facilities, accounts, economy } = city
  const persons = scratch(city, 'catchments', Float64Array, facilities.rows)
  persons.fill(0, 0, facilities.rows)
  let all = 0
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0 || households.home[h]! < 0) continue
    all += households.size[h]!
    const best = parcels.schools[buildings.parcel[households.home[h]!]! * CHOICES]!
    if (best >= 0) persons[best]! += households.size[h]!
  }
  const own: number[] = []
  let total = 0
  for (let f = 0; f < facilities.rows; f++) {
    if (facilities.kind[f] !== SCHOOL || facilities.away[f]! > 0) continue
    total += Math.floor(facilities.capacity[f]!)
    if (persons[f]! > 0) own.push(f)
  }
  const standard = rules.levers.schools.seats_per_1000 / 1000
  const atRest = Math.floor((leverDeclarations.schools.seats_per_1000.rest / 1000) * all)
  const each = SEAT_COST * 100 * economy.incomeIndex[0]!
  const cash = Math.max(0, accounts.cash[ACCOUNT.government]!)
  const affordable = Math.max(atRest, total) + Math.floor(cash / each)
  let left = Math.min(Math.floor(standard * all), affordable) - total
  if (left <= 0) return
  const perPerson = (f: number): number => facilities.capacity[f]! / persons[f]!
  own.sort((a, b) => perPerson(a) - perPerson(b) || a - b)
  let added = 0
  for (const f of own) {
    const more = Math.min(left, Math.max(0, Math.ceil(standard * persons[f]! - facilities.capacity[f]!)))
    facilities.capacity[f]! += more
    added += more
    left -= more
    if (left === 0) break
  }
  const beyond = Math.max(0, total + added - Math.max(atRest, total))
  book(city, 'schoolSeats', Math.min(cash, roundHalfEven(beyond * each)), 'schools')
}

function admission(city: City, rules: Rules): void {
  const { households, facilities, parcels, buildings, luck, tick, accounts, economy } = city
  const seats = scratch(city, 'seats', Float64Array, facilities.rows)
  for (let f = 0; f < facilities.rows; f++) seats[f] = facilities.kind[f] === SCHOOL ? facilities.capacity[f]! : 0
  const known: number[] = []
  const others: number[] = []
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0) continue
    households.seat[h] = -1
    households.flags[h]! &= ~SEATED
    if (households.home[h]! < 0 || !isSchoolAge(households.stage[h]!, households.stageClock[h]!)) continue
    ;(households.flags[h]! & (REGISTERED | RECOGNISED) ? known : others).push(h)
  }
  const key = luck.at('school', tick)
  const tie = (h: number): number => bits(key, households.idHigh[h]!, households.idLow[h]!)
  const rank = (h: number, school: number, units: number): number => {
    const inZone = parcels.zone[buildings.parcel[households.home[h]!]!] === parcels.zone[facilities.parcel[school]!]
    const registered = (households.flags[h]! & REGISTERED) !== 0
    const group = registered && inZone ? (households.tenure[h] === TENURE.owner ? 0 : 1) : registered ? 3 : 2
    return group * 100_000 + units
  }
  admit(city, known, seats, rank, tie)
  // families without papers get a share of what is left; the rest stays empty
  const { equalise, open_to_migrants } = rules.levers.schools
  const usual = leverDeclarations.schools.open_to_migrants.rest
  const free = seats.slice(0, facilities.rows)
  for (let f = 0; f < facilities.rows; f++) seats[f] = Math.floor(free[f]! * open_to_migrants)
  admit(city, others, seats, (_h, _school, units) => units, tie)
  let beyond = 0
  for (let f = 0; f < facilities.rows; f++)
    beyond += Math.max(0, Math.floor(free[f]! * open_to_migrants) - seats[f]! - Math.floor(free[f]! * usual))
  const cash = Math.max(0, accounts.cash[ACCOUNT.government]!)
  const due = roundHalfEven(beyond * SEAT_YEAR * 100 * economy.incomeIndex[0]!)
  book(city, 'schoolSeats', Math.min(cash, due), 'schools')

  const ranks = scratch(city, 'school ranks', Float64Array, facilities.rows)
  const children = scratch(city, 'school children', Float64Array, facilities.rows)
  ranks.fill(0, 0, facilities.rows)
  children.fill(0, 0, facilities.rows)
  for (const h of known.concat(others)) {
    const school = households.seat[h]!
    const quality = school >= 0 ? facilities.quality[school]! : UNSEATED_QUALITY
    households.schoolSum[h] = Math.min(65535, households.schoolSum[h]! + Math.round(quality * 100))
    households.schoolYears[h] = Math.min(255, households.schoolYears[h]! + 1)
    if (school < 0) continue
    households.flags[h]! |= SEATED
    ranks[school]! += households.quintile[h]!
    children[school]!++
  }
  const name = meanName(city)
  for (let f = 0; f < facilities.rows; f++) {
    if (facilities.kind[f] !== SCHOOL) continue
    if (equalise > 0) facilities.history[f]! += NAMES_MEET * equalise * (name - facilities.history[f]!)
    const funding = facilities.funding[f]! + equalise * (1 - facilities.funding[f]!)
    if (children[f]! > 0) facilities.peer[f] = ranks[f]! / children[f]!
    facilities.quality[f] = schoolQuality(funding, facilities.peer[f]!, facilities.history[f]!)
  }
}

/** Mean standing of the schools. */
function meanName({ facilities }: City): number {
  let sum = 0
  let count = 0
  for (let f = 0; f < facilities.rows; f++)
    if (facilities.kind[f] === SCHOOL) {
      sum += facilities.history[f]!
      count++
    }
  return count > 0 ? sum / count : 0
}

export const schools: Process = {
  name: 'schools',
  writes: [
    ...BOOKED,
    'households.seat',
    'households.flags',
    'households.schoolSum',
    'households.schoolYears',
    'facilities.peer',
    'facilities.capacity',
    'facilities.history',
    'facilities.quality',
  ],
  run(city, rules) {
    if (monthOf(city.tick) !== SEPTEMBER) return
    addSeats(city, rules)
    admission(city, rules)
  },
}
