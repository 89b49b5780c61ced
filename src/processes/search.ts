/**
 * Housing search, choice and allocation (model §3.6): who looks for a home sees some of what stands empty, ranks it, and
 * homes go to the highest bids in rounds of deferred acceptance. Prices paid are the asking prices; bids only rank.
 */
import { KIND } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { CAUSE, countDisplacement, DISPLACED, isBurdenMove } from '../city/displacement.ts'
import { countEvent } from '../city/economy.ts'
import { byId, moveIn, moveOut, NEVER, REASON, REGISTERED, SHARING, TENURE } from '../city/households.ts'
import {
  annuities,
  feeRate,
  housingCost,
  income,
  MORTGAGE_MONTHS,
  meanRent,
  OWNER_UPKEEP,
  propertyTaxOf,
  SOLD,
  sellToLandlords,
} from '../city/housing.ts'
import { book } from '../city/ledger.ts'
import type { Rules } from '../city/rules.ts'
import {
  createSeeker,
  isForSale,
  moneyWeight,
  PART,
  PARTS,
  readSeeker,
  refreshWorth,
  rentOf,
  type Seeker,
  spaceOf,
  surroundingParts,
  surroundingsAt,
  travelCost,
  travelCostOf,
  valueOf,
  type Worth,
  worthOf,
} from '../city/utility.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { exp, log } from '../lib/numeric.ts'
import { bits, combine, gumbel, gumbelAtMost, mix, stem, unit } from '../lib/random.ts'
import { sortByWords } from '../lib/sort.ts'
import { payLevy } from './developers.ts'
import type { Process } from './process.ts'
import { isEligible } from './publicHousing.ts'

/** Draws until a searcher has seen enough: of the city, and of its own zone. */
const CITY_DRAWS = 240
const ZONE_DRAWS = 60
const LOCAL = 5
/** Alternatives kept a searcher: as many as the rounds can name, and one to compare with. */
const KEPT = 5
const DEVELOPER_WAITS = 3
/** Beyond all epochs of a life. */
const EPOCH_OF_YEAR = 1000

/** What an empty home costs [fen]: rent a month with the estate fee, price, and the fee alone. Offsets in a building's parts. */
const OFFER = { rent: PART.free, price: PART.free + 1, fee: PART.free + 2 } as const

/** What settling leaves out of a search. */
export interface SearchMode {
  owning: boolean
  sharing: boolean
}

/** What stands empty at the start of the month. */
export interface Vacancies {
  /** empty homes by building: to let, young developer stock (for sale only), all for sale */
  toLet: Int32Array
  young: Int32Array
  forSale: Int32Array
  /** what a searcher weighs, by building: PART of its surroundings, and OFFER */
  parts: Float64Array
  slots: Int32Array
  slotMask: number
  zoneSlots: Int32Array
  zoneStart: Int32Array
  zoneMask: Int32Array
}

/** Slots of the table that searchers look at: a power of two that hangs on nothing a policy moves. */
export function slotCount(homesAtStart: number, years: number): number {
  let wanted = 0.16 * homesAtStart
  for (let year = 0; year < years; year++) wanted *= 1.02
  let slots = 4
  while (slots < wanted) slots *= 2
  return slots
}

/** Counts what stands empty and puts it in the tables that searchers look at. */
export function readVacancies(city: City, mode: SearchMode): Vacancies {
  const { buildings: b, zones, parcels, economy, years, luck } = city
  const toLet = scratch(city, 'to let', Int32Array, b.rows)
  const young = scratch(city, 'young stock', Int32Array, b.rows)
  const forSale = scratch(city, 'for sale', Int32Array, b.rows)
  const parts = surroundingParts(city)
  const slotTotal = slotCount(economy.homesAtStart[0]!, years)
  const slots = scratch(city, 'slots', Int32Array, slotTotal)
  const slotHash = scratch(city, 'slot hashes', Float64Array, slotTotal)
  const zoneStart = scratch(city, 'zone slot start', Int32Array, zones.rows + 1)
  const zoneMask = scratch(city, 'zone slot mask', Int32Array, zones.rows)
  zoneStart[0] = 0
  for (let z = 0; z < zones.rows; z++) {
    const count = slotCount(zones.homesAtStart[z]!, years)
    zoneMask[z] = count - 1
    zoneStart[z + 1] = zoneStart[z]! + count
  }
  const zoneTotal = zoneStart[zones.rows]!
  const zoneSlots = scratch(city, 'zone slots', Int32Array, zoneTotal)
  const zoneHash = scratch(city, 'zone slot hashes', Float64Array, zoneTotal)
  slots.fill(-1, 0, slotTotal)
  zoneSlots.fill(-1, 0, zoneTotal)
  const key = luck.stable('slot')
  const put = (table: Int32Array, hashes: Float64Array, slot: number, hash: number, building: number): void => {
    const there = table[slot]!
    if (there >= 0 && (hashes[slot]! < hash || (hashes[slot] === hash && b.key[there]! < b.key[building]!))) return
    table[slot] = building
    hashes[slot] = hash
  }
  for (let i = 0; i < b.rows; i++) {
    toLet[i] = young[i] = forSale[i] = 0
    const homes = b.dwellings[i]!
    if (homes === 0 || b.kind[i] === KIND.mobile) continue
    const tenants = b.tenants[i]!
    const landlordEmpty = Math.max(0, b.landlordStock[i]! - tenants)
    const developerEmpty = b.developerStock[i]! - Math.max(0, tenants - b.landlordStock[i]!)
    const isYoung = developerEmpty > 0 && city.tick - b.stockSince[i]! <= DEVELOPER_WAITS
    toLet[i] = landlordEmpty + (isYoung ? 0 : developerEmpty)
    young[i] = isYoung ? developerEmpty : 0
    const resale = b.resaleAfter[i]! <= city.tick ? landlordEmpty : 0
    forSale[i] = mode.owning && isForSale(b.kind[i]!) ? developerEmpty + resale : 0
    const count = landlordEmpty + developerEmpty
    if (count <= 0) continue
    parts[i * PARTS + OFFER.rent] = rentOf(city, i)
    parts[i * PARTS + OFFER.price] = askingPrice(city, i) * b.floor[i]!
    parts[i * PARTS + OFFER.fee] = feeRate(city, i) * b.floor[i]!
    const own = combine(key, b.key[i]!)
    const z = parcels.zone[b.parcel[i]!]!
    for (let n = 0; n < count; n++) {
      const hash = combine(own, n)
      put(slots, slotHash, hash & (slotTotal - 1), hash, i)
      put(zoneSlots, zoneHash, zoneStart[z]! + (hash & zoneMask[z]!), hash, i)
    }
  }
  return { toLet, young, forSale, parts, slots, slotMask: slotTotal - 1, zoneSlots, zoneStart, zoneMask }
}

/** Writes who of the rows from … to − 1 looks for a home this month to `into`, and gives how many they are. */
function findSearchers(city: City, publicRent: number, from: number, to: number, into: Int32Array): number {
  const { households, parameters, luck, tick } = city
  const { size, home, flags, tenure, asked, attachment, searchStart, idHigh, idLow } = households
  const { move_rate, life_event_search, life_event_owner_factor, burden_stress } = parameters
  const key = luck.at('move', tick)
  const rates = [move_rate.owner, move_rate.tenant, move_rate.public, move_rate.informal]
  const { above, factor } = burden_stress
  let found = 0
  for (let h = from; h < to; h++) {
    if (size[h] === 0) continue
    if (home[h]! < 0 || flags[h]! & SHARING) {
      if (home[h]! >= 0 || searchStart[h]! <= tick) into[found++] = h
      continue
    }
    const u = unit(bits(key, idHigh[h]!, idLow[h]!))
    if (asked[h] !== 0) {
      if (u < life_event_search * (tenure[h] === TENURE.owner ? life_event_owner_factor : 1)) into[found++] = h
      continue
    }
    const calm = rates[tenure[h]!]! * (1.3 - 0.6 * attachment[h]!)
    if (u >= calm * factor) continue
    if (u < calm || housingCost(city, h, publicRent) > above * income(city, h)) into[found++] = h
  }
  return found
}

/** Ranked alternatives of one searcher, best first. */
interface Choices {
  building: Int32Array
  owning: Uint8Array
  value: Float64Array
  cost: Float64Array
  count: number
  stay: number
}

const createChoices = (): Choices => ({
  building: new Int32Array(KEPT),
  owning: new Uint8Array(KEPT),
  value: new Float64Array(KEPT),
  cost: new Float64Array(KEPT),
  count: 0,
  stay: 0,
})

/** What searchers have named, in the order of their wish: choice c of searcher s is entry s·KEPT + c. */
interface Wishes {
  searchers: Int32Array
  count: number
  named: Uint8Array
  building: Int32Array
  owning: Uint8Array
  bid: Float64Array
}

/** One month of search for all who look. @see search */
export function searchHomes(city: City, rules: Rules, mode: SearchMode): void {
  const { households, parameters } = city
  refreshWorth(city)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const searchers = scratch(city, 'searchers', Int32Array, households.rows)
  const count = findSearchers(city, publicRent, 0, households.rows, searchers)
  const vacancies = readVacancies(city, mode)
  const wishes: Wishes = {
    searchers,
    count,
    named: scratch(city, 'named', Uint8Array, count),
    building: scratch(city, 'named building', Int32Array, count * KEPT),
    owning: scratch(city, 'named owning', Uint8Array, count * KEPT),
    bid: scratch(city, 'named bid', Float64Array, count * KEPT),
  }
  makeWishes(city, rules, vacancies, publicRent, wishes)
  const placed = allocate(city, wishes, Math.min(parameters.allocation_rounds, KEPT - 1), vacancies)

  // homes are taken in the order of ids: what landlords must borrow for hangs on it
  const winners = scratch(city, 'winners', Int32Array, count)
  const wish = scratch(city, 'wish of', Int32Array, households.rows)
  const won = findWinners(wishes, placed, winners, wish)
  sortByWords(winners, won, scratch(city, 'spare rows', Int32Array, won), households.idHigh, households.idLow)
  for (let i = 0; i < won; i++) {
    const h = winners[i]!
    take(city, h, wishes.building[wish[h]!]!, wishes.owning[wish[h]!] === 1)
  }
  if (mode.sharing) doubleUp(city, wishes, placed)
}

/** Lists who won a home, and which of its wishes. @returns how many they are */
function findWinners({ searchers, count }: Wishes, placed: Int32Array, winners: Int32Array, wish: Int32Array): number {
  let won = 0
  for (let s = 0; s < count; s++) {
    if (placed[s]! < 0) continue
    winners[won++] = searchers[s]!
    wish[searchers[s]!] = s * KEPT + placed[s]!
  }
  return won
}

/** Every searcher looks, and bids for what it likes better than staying. */
function makeWishes(city: City, rules: Rules, vacancies: Vacancies, publicRent: number, wishes: Wishes): void {
  const { buildings } = city
  const { named1, named2 } = buildings
  named1.fill(0, 0, buildings.rows)
  named2.fill(0, 0, buildings.rows)
  const choices = createChoices()
  const { value, cost } = choices
  const seenBy = scratch(city, 'seen by', Int32Array, buildings.rows)
  seenBy.fill(-1, 0, buildings.rows)
  const seeker = createSeeker()
  const risk = moneyWeight(city)
  const byIncome = city.parameters.structure.income_rank_allocation > 0
  for (let s = 0; s < wishes.count; s++) {
    const h = wishes.searchers[s]!
    readSeeker(city, rules, h, income(city, h), seeker)
    look(city, rules, vacancies, seeker, s, seenBy, publicRent, false, choices)
    // what h would at most pay for each named home rather than take its best other option
    for (let c = 0; c < choices.count; c++) {
      const rival = c > 0 ? value[0]! : choices.count > 1 ? value[1]! : Number.NEGATIVE_INFINITY
      const other = Math.max(rival, choices.stay)
      const b = choices.building[c]!
      const net = seeker.net - travelCost(city, seeker, buildings.parcel[b]!)
      const bid = other === Number.NEGATIVE_INFINITY ? net : net - (net - cost[c]!) * exp(-(value[c]! - other) / risk)
      const at = s * KEPT + c
      wishes.building[at] = b
      wishes.owning[at] = choices.owning[c]!
      wishes.bid[at] = byIncome ? seeker.income : Math.max(0, bid)
      if (c === 0) named1[b]!++
      else if (c === 1) named2[b]!++
    }
    wishes.named[s] = choices.count
  }
}

/** Where the tangent that bounds ln touches it, of what a searcher has after tax; and room for rounding. */
const TANGENT = 0.6
const ROUNDING = 1e-9

/**
 * Fills a searcher's ranked choices from the homes it sees.
 * @param all also those worse than staying, which nobody would name
 */
function look(
  city: City,
  rules: Rules,
  vacancies: Vacancies,
  seeker: Seeker,
  s: number,
  seenBy: Int32Array,
  publicRent: number,
  all: boolean,
  choices: Choices,
): void {
  const { households, buildings, parcels, centres, parameters, luck, tick } = city
  const h = seeker.household
  const own = bits(luck.at('sample', tick), households.idHigh[h]!, households.idLow[h]!)
  const epoch = parameters.structure.yearly_tastes > 0 ? Math.floor(tick / 12) + EPOCH_OF_YEAR : households.epoch[h]!
  const taste = combine(bits(luck.stable('gumbel'), households.idHigh[h]!, households.idLow[h]!), epoch)
  const home = households.home[h]!
  const sharing = (households.flags[h]! & SHARING) !== 0
  const ownsNow = home >= 0 && households.tenure[h] === TENURE.owner
  const equity = ownsNow ? buildings.price[home]! * buildings.floor[home]! - households.mortgage[h]! : 0
  const wealth = 0.9 * Math.max(0, households.savings[h]! + equity)
  const { building, owning, value, cost } = choices
  let count = (choices.count = 0)
  let stay = Number.NEGATIVE_INFINITY
  if (home >= 0 && !sharing) {
    stay =
      valueOf(city, seeker, home, housingCost(city, h, publicRent), ownsNow ? 1 : 0) +
      parameters.attachment_utility * households.attachment[h]! +
      gumbel(combine(taste, buildings.key[home]!))
    seenBy[home] = s
  }
  choices.stay = stay
  // an owner whose home may not be sold yet stays
  if (ownsNow && buildings.resaleAfter[home]! > tick) return
  const found = drawHomes(vacancies, own, parameters.alternatives - LOCAL, seeker.zone, seenBy, s, drawn)
  const { toLet, forSale, parts } = vacancies
  const { net, floor, job } = seeker
  const instalmentRate = annuities(city)[MORTGAGE_MONTHS]!
  const mayOwn = isLocalEnough(city, rules, h)
  const persons = spaceOf(city, seeker.size)
  const { down_payment, payment_limit, utility_own } = parameters
  const { minutes } = parcels
  const centreCount = centres.rows
  const weight = moneyWeight(city)
  // ln lies below its tangent: most homes are seen to fall short of what the searcher has without taking a logarithm
  const slope = weight / (TANGENT * net)
  const base = weight * (log((TANGENT * net) / 100) - 1) + ROUNDING
  const worst = all ? Number.NEGATIVE_INFINITY : stay
  let least = worst
  for (let i = 0; i < found; i++) {
    const b = drawn[i]!
    const at = b * PARTS
    const commute = travelCostOf(seeker, minutes[buildings.parcel[b]! * centreCount + job]!, parts[at + PART.zone]!)
    const around = surroundingsAt(parts, at, seeker, persons)
    const liking = combine(taste, buildings.key[b]!)
    const price = parts[at + OFFER.price]!
    const mayTry = mayOwn && forSale[b]! > 0 && down_payment * price <= wealth && mayBuy(city, rules, h, b, ownsNow)
    const rentLeft = toLet[b]! > 0 ? net - parts[at + OFFER.rent]! - commute : -1
    let ownCost = 0
    let ownLeft = -1
    if (mayTry) {
      const instalment = Math.max(0, price - wealth) * instalmentRate
      ownCost = instalment + OWNER_UPKEEP * price + parts[at + OFFER.fee]! + propertyTaxOf(city, b, seeker.size)
      if (instalment <= payment_limit * seeker.income) ownLeft = net - ownCost - commute
    }
    const most = base + around + gumbelAtMost(liking)
    const mayRent = rentLeft >= floor && rentLeft > 0 && most + slope * rentLeft > least
    const mayOwnIt = ownLeft >= floor && ownLeft > 0 && most + utility_own + slope * ownLeft > least
    if (!mayRent && !mayOwnIt) continue
    const charm = gumbel(liking)
    let best = Number.NEGATIVE_INFINITY
    let paid = 0
    let buys = 0
    if (mayRent) {
      best = weight * log(rentLeft / 100) + around
      paid = parts[at + OFFER.rent]!
    }
    if (mayOwnIt) {
      const ownValue = weight * log(ownLeft / 100) + around + utility_own
      if (ownValue > best) {
        best = ownValue
        paid = ownCost
        buys = 1
      }
    }
    best += charm
    if (!(best > least)) continue
    let rank = count < KEPT ? count++ : KEPT - 1
    for (; rank > 0 && value[rank - 1]! < best; rank--) {
      value[rank] = value[rank - 1]!
      building[rank] = building[rank - 1]!
      owning[rank] = owning[rank - 1]!
      cost[rank] = cost[rank - 1]!
    }
    value[rank] = best
    building[rank] = b
    owning[rank] = buys
    cost[rank] = paid
    if (count === KEPT) least = Math.max(worst, value[KEPT - 1]!)
  }
  choices.count = count
}

/** A home as a searcher weighs it. */
export interface Option {
  building: number
  owning: boolean
  /** housing cost [fen a month] */
  cost: number
  /** what remains after tax, housing and travel [fen a month] */
  left: number
  worth: Worth
  /** of staying, for the place it has grown fond of */
  attachment: number
  /** taste, γ: the same draw for this household and building in every future, until its life changes */
  luck: number
  value: number
}

/** What a searcher ranks this month: homes best first, and staying where it has a home of its own. */
export interface Ranking {
  options: Option[]
  stay: Option | null
}

/**
 * What a household that looks for a home this month will rank: to be asked just before `search` runs, which then sees the
 * same. It changes nothing but caches that search refreshes first.
 * @returns null if it does not look
 */
export function rankHomes(city: City, rules: Rules, h: number): Ranking | null {
  const { households, buildings } = city
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  if (findSearchers(city, publicRent, h, h + 1, new Int32Array(1)) === 0) return null
  refreshWorth(city)
  const choices = createChoices()
  const seeker = readSeeker(city, rules, h, income(city, h), createSeeker())
  const seenBy = new Int32Array(buildings.rows).fill(-1)
  const vacancies = readVacancies(city, { owning: true, sharing: true })
  look(city, rules, vacancies, seeker, 0, seenBy, publicRent, true, choices)
  const option = (building: number, owning: boolean, cost: number, attachment: number, value: number): Option => {
    const worth = worthOf(city, seeker, building, cost, owning ? 1 : 0)
    const explained = Object.values(worth).reduce((sum: number, term: number) => sum + term, attachment)
    const left = seeker.net - cost - travelCost(city, seeker, buildings.parcel[building]!)
    return { building, owning, cost, left, worth, attachment, luck: value - explained, value }
  }
  const home = households.home[h]!
  const fond = city.parameters.attachment_utility * households.attachment[h]!
  return {
    options: Array.from({ length: choices.count }, (_, c) =>
      option(choices.building[c]!, choices.owning[c] === 1, choices.cost[c]!, 0, choices.value[c]!),
    ),
    stay:
      choices.stay === Number.NEGATIVE_INFINITY
        ? null
        : option(home, households.tenure[h] === TENURE.owner, housingCost(city, h, publicRent), fond, choices.stay),
  }
}

/** Buildings a searcher has drawn: room for as many as it may look at. */
const drawn = new Int32Array(CITY_DRAWS + ZONE_DRAWS)
/** What the draws of a stretch have hit. */
const hits = new Int32Array(CITY_DRAWS)
const STRETCH = 60
const ZONE_STRETCH = 20

/**
 * What a searcher sees: distinct buildings with empty homes, of the city and then of its own zone.
 * @param own    hash of the searcher and the month
 * @param wanted buildings of the city to look at
 * @param zone   its zone, −1 = without home
 * @param seenBy last searcher that saw a building, by building; those seen by `s` already are passed over
 * @param into   filled with rows of buildings
 * @returns how many they are
 */
export function drawHomes(
  vacancies: Vacancies,
  own: number,
  wanted: number,
  zone: number,
  seenBy: Int32Array,
  s: number,
  into: Int32Array,
): number {
  const { slots, slotMask, zoneSlots, zoneStart, zoneMask } = vacancies
  const from = stem(own)
  let found = 0
  for (let k = 0; k < CITY_DRAWS && found < wanted; k += STRETCH) {
    const count = hit(slots, 0, slotMask, from + k, STRETCH)
    found = keepNew(count, seenBy, s, into, found, wanted)
  }
  if (zone < 0) return found
  const enough = found + LOCAL
  for (let k = 0; k < ZONE_DRAWS && found < enough; k += ZONE_STRETCH) {
    const count = hit(zoneSlots, zoneStart[zone]!, zoneMask[zone]!, from + 1000 + k, ZONE_STRETCH)
    found = keepNew(count, seenBy, s, into, found, enough)
  }
  return found
}

/** Draws from slots and writes down what stands there: all is written, and only what is something counts. */
function hit(slots: Int32Array, start: number, mask: number, from: number, draws: number): number {
  let count = 0
  for (let k = 0; k < draws; k++) {
    const b = slots[start + (mix(from + k) & mask)]!
    hits[count] = b
    count += 1 + (b >> 31)
  }
  return count
}

/** Adds the buildings hit that `s` has not seen. @returns how many it has then */
function keepNew(count: number, seenBy: Int32Array, s: number, into: Int32Array, found: number, most: number): number {
  let n = found
  for (let i = 0; i < count && n < most; i++) {
    const b = hits[i]!
    if (seenBy[b] === s) continue
    seenBy[b] = s
    into[n++] = b
  }
  return n
}

/** Price a m² that is asked of households [fen]: capped while the developer's capped homes last. */
export function askingPrice(city: City, b: number): number {
  const { price, capPrice, developerStock } = city.buildings
  return capPrice[b]! > 0 && developerStock[b]! > 0 ? Math.min(price[b]!, capPrice[b]!) : price[b]!
}

/** Under a purchase limit the unregistered may buy after so many years in the city. */
function isLocalEnough({ households, tick }: City, rules: Rules, h: number): boolean {
  const years = rules.levers.purchase_limit.non_local_years
  if (years === 0 || households.flags[h]! & REGISTERED || households.arrived[h] === NEVER) return true
  return tick - households.arrived[h]! >= 12 * years
}

/** Who may buy a capped home hangs on how they are allotted. */
function mayBuy(city: City, rules: Rules, h: number, b: number, ownsNow: boolean): boolean {
  if (city.buildings.capPrice[b] === 0 || city.buildings.developerStock[b] === 0) return true
  const { allot } = rules.levers.profit_cap
  if (allot === 'open') return true
  if (ownsNow) return false
  return allot === 'first_home' || isEligible(city, rules, h)
}

/**
 * Deferred acceptance: each unplaced searcher names its best remaining home; each building holds the highest bids it has
 * room for, and a later, higher bid may bump a holder. By sets, so the order of agents does not matter.
 * @returns for each searcher the number of the choice it got, or −1
 */
function allocate(city: City, wishes: Wishes, rounds: number, vacancies: Vacancies): Int32Array {
  const { households, buildings, luck, tick } = city
  const { searchers, count, named, building, owning, bid } = wishes
  const placed = scratch(city, 'placed', Int32Array, count)
  const next = scratch(city, 'next choice', Uint8Array, count)
  placed.fill(-1, 0, count)
  next.fill(0, 0, count)
  const head = scratch(city, 'bid lists', Int32Array, buildings.rows)
  const link = scratch(city, 'bid links', Int32Array, count)
  const touched = scratch(city, 'touched buildings', Int32Array, buildings.rows)
  const touchedIn = scratch(city, 'touched in round', Int32Array, buildings.rows)
  head.fill(-1, 0, buildings.rows)
  touchedIn.fill(-1, 0, buildings.rows)
  const key = luck.at('sample', tick)
  const inOrder = byId(households)
  const tie = (s: number): number => bits(key, households.idHigh[searchers[s]!]!, households.idLow[searchers[s]!]!)
  const byBid = (x: number, y: number): number =>
    bid[y * KEPT + placed[y]!]! - bid[x * KEPT + placed[x]!]! ||
    tie(y) - tie(x) ||
    inOrder(searchers[x]!, searchers[y]!)
  const held: number[] = []
  for (let round = 0; round < rounds; round++) {
    let touches = 0
    for (let s = 0; s < count; s++) {
      if (placed[s]! >= 0 || next[s]! >= named[s]!) continue
      const choice = next[s]!++
      placed[s] = choice
      const b = building[s * KEPT + choice]!
      link[s] = head[b]!
      head[b] = s
      if (touchedIn[b] === round) continue
      touchedIn[b] = round
      touched[touches++] = b
    }
    if (touches === 0) break
    for (let i = 0; i < touches; i++) {
      const b = touched[i]!
      held.length = 0
      for (let s = head[b]!; s >= 0; s = link[s]!) held.push(s)
      held.sort(byBid)
      let young = vacancies.young[b]!
      let pool = vacancies.toLet[b]!
      let sale = vacancies.forSale[b]!
      head[b] = -1
      for (let k = 0; k < held.length; k++) {
        const s = held[k]!
        const buys = owning[s * KEPT + placed[s]!] === 1
        if (buys && sale > 0 && (young > 0 || pool > 0)) {
          sale--
          if (young > 0) young--
          else pool--
        } else if (!buys && pool > 0) {
          pool--
          if (sale > young + pool) sale = young + pool
        } else {
          placed[s] = -1
          continue
        }
        link[s] = head[b]!
        head[b] = s
      }
    }
  }
  return placed
}

/** Moves a household into a home it has won: pays, or signs. */
function take(city: City, h: number, b: number, buys: boolean): void {
  const { households, buildings, economy, tick, parcels } = city
  const from = households.home[h]!
  const wasHomeless = from < 0
  const first = households.lastMove[h] === NEVER && wasHomeless
  if (!first) countEvent(city, economy.moves, h)
  let reason = wasHomeless ? households.moveReason[h]! : households.asked[h] ? REASON.life : REASON.choice
  if (first) reason = households.arrived[h] === NEVER ? REASON.none : REASON.arrival
  if (!wasHomeless) {
    if (isBurdenMove(city, h)) {
      countDisplacement(city, h, CAUSE.burden)
      reason = REASON.burden
    }
    if (households.tenure[h] === TENURE.owner) sellToLandlords(city, h)
    moveOut(city, h)
  }
  if (buys) purchase(city, h, b)
  moveIn(city, h, b, buys ? TENURE.owner : buildings.kind[b] === KIND.village ? TENURE.informal : TENURE.market)
  if (reason === REASON.demolition || reason === REASON.eviction || reason === REASON.burden) {
    const last = households.lastHome[h]!
    if (last >= 0) {
      const p = buildings.parcel[b]!
      const dx = parcels.x[p]! - parcels.x[last]!
      const dy = parcels.y[p]! - parcels.y[last]!
      countEvent(city, economy.nearMoves, h, 1)
      if (dx * dx + dy * dy <= 1e6) countEvent(city, economy.nearMoves, h)
    }
  }
  households.lastMove[h] = tick
  households.moveReason[h] = reason
  households.homelessMonths[h] = 0
  households.searchStart[h] = NEVER
  households.attachment[h] = 0
}

/** Buys a home: 0.9 of savings first, the rest and what the deal tax lacks from the bank. */
function purchase(city: City, h: number, b: number): void {
  const { households, buildings, developers, parameters } = city
  const fromDeveloper =
    buildings.developerStock[b]! - Math.max(0, buildings.tenants[b]! - buildings.landlordStock[b]!) > 0
  const price = roundHalfEven((fromDeveloper ? askingPrice(city, b) : buildings.price[b]!) * buildings.floor[b]!)
  const own = Math.min(Math.floor(0.9 * households.savings[h]!), price)
  const tax = roundHalfEven(parameters.deal_tax * price)
  const loan = price - own + Math.max(0, tax - (households.savings[h]! - own))
  book(city, 'mortgageGranted', loan)
  households.savings[h]! += loan - price - tax
  book(city, 'dealTax', tax)
  households.mortgage[h] = loan
  households.mortgageMonths[h] = loan > 0 ? MORTGAGE_MONTHS : 0
  if (fromDeveloper) {
    const d = buildings.developer[b]!
    book(city, 'boughtFromDevelopers', price)
    developers.cash[d]! += price
    paySellingCost(city, d, price)
    payLevy(city, b, d, price, 1)
    buildings.developerStock[b]!--
  } else {
    book(city, 'boughtFromLandlords', price)
    buildings.landlordStock[b]!--
  }
}

/** Selling cost and tax of a developer's sale, out of what it brought. */
export function paySellingCost(city: City, developer: number, price: number): void {
  const cost = roundHalfEven(city.parameters.selling_cost * price)
  book(city, 'sellingCost', cost)
  city.developers.cash[developer]! -= cost
  if (city.tick >= 0) city.economy.developerMargin[0]! += price - cost
}

/** Those still without a home share a room in the village nearest to work, if one has room; the rest wait on the street. */
function doubleUp(city: City, { searchers, count }: Wishes, placed: Int32Array): void {
  const { households, buildings, centres, parcels, luck, tick } = city
  const key = luck.at('sample', tick)
  const homeless: number[] = []
  for (let s = 0; s < count; s++)
    if (placed[s]! < 0 && households.home[searchers[s]!]! < 0) homeless.push(searchers[s]!)
  if (homeless.length === 0) return
  const villages: number[] = []
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.kind[b] === KIND.village && buildings.dwellings[b]! > 0) villages.push(b)
  const hash = (h: number): number => bits(key, households.idHigh[h]!, households.idLow[h]!)
  homeless.sort((a, b) => hash(b) - hash(a) || byId(households)(a, b))
  const room = (b: number): boolean => buildings.sharing[b]! + 1 <= 0.3 * buildings.dwellings[b]!
  const minutes = (b: number, job: number): number => parcels.minutes[buildings.parcel[b]! * centres.rows + job]!
  const byJob = new Map<number, { order: number[]; at: number }>()
  for (const h of homeless) {
    const job = households.job[h]!
    let list = byJob.get(job)
    if (!list) {
      const order = villages
        .slice()
        .sort((a, b) => minutes(a, job) - minutes(b, job) || buildings.key[a]! - buildings.key[b]!)
      list = { order, at: 0 }
      byJob.set(job, list)
    }
    while (list.at < list.order.length && !room(list.order[list.at]!)) list.at++
    const b = list.order[list.at]
    if (b === undefined) {
      households.homelessMonths[h]!++
      continue
    }
    const fresh = households.lastMove[h] === NEVER
    moveIn(city, h, b, TENURE.informal, true)
    households.homelessMonths[h] = 0
    households.searchStart[h] = NEVER
    if (fresh) households.moveReason[h] = households.arrived[h] === NEVER ? REASON.none : REASON.arrival
    households.lastMove[h] = tick
  }
}

export const search: Process = {
  name: 'search',
  writes: [
    ...DISPLACED,
    ...SOLD,
    'buildings.developerStock',
    'buildings.named1',
    'buildings.named2',
    'buildings.worth',
    'buildings.school',
    'buildings.clinic',
    'buildings.space',
    'developers.cash',
    'economy.moves',
    'economy.nearMoves',
    'economy.developerMargin',
  ],
  run: (city, rules) => searchHomes(city, rules, { owning: true, sharing: true }),
}
