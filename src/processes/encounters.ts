/**
 * Encounters (model §3.18): where people of ten classes go on foot, whom they find there, how crowded it is, and what
 * that does to ties across classes and to trust (Allport 1954; Pettigrew & Tropp 2006).
 */
import { type City, derived, scratch } from '../city/city.ts'
import { CLASSES, classOf } from '../city/households.ts'
import { AT_REST } from '../city/levers.ts'
import { parcelsNear } from '../city/near.ts'
import { SETTING_CORE, USE } from '../city/parcels.ts'
import { facilityKinds, UNITS_PER_MINUTE, WALK_LIMIT } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import type { Walk } from '../city/walking.ts'
import { clamp, exp, pow } from '../lib/numeric.ts'
import { reachOf, walksTo } from './networks.ts'
import type { Process } from './process.ts'

/** Every so many months, and the longest walk to a place. */
const EVERY = 3
const LONGEST = 25 * UNITS_PER_MINUTE
/** How often people of a stage go out, in tenths: young, with children, empty nest, old. */
const GOES_OUT = [10, 13, 10, 16]
/** Draw of a place, and quality of contact there, by kind of facility; what is missing is no place to meet. */
const DRAW: readonly number[] = facilityKinds.map(
  kind =>
    ({ park: 1, 'micro park': 0.4, nature: 1, market: 1, square: 0.6, culture: 0.5, 'community room': 0.5 })[
      kind as string
    ] ?? 0,
)
const GARDEN_DRAW = 0.4
const CONTACT: readonly number[] = facilityKinds.map(
  kind => ({ market: 0.3, culture: 0.6, 'community room': 0.6 })[kind as string] ?? 0.4,
)
const STREET = { drawPerMetre: 0.02, capacityPerMetre: 40 }
/** Rooms, activities a month, events a month: draw a unit, people a day a unit. */
const ROOM = { draw: 0.1, capacity: 60 }
const EVENT = { draw: 0.1, capacity: 2000 / 30 }
const BUSKING = { draw: 0.3, capacity: 1500 }
const MARKET = facilityKinds.indexOf('market')
const SQUARE = facilityKinds.indexOf('square')
const CULTURE = facilityKinds.indexOf('culture')
const COMMUNITY_ROOM = facilityKinds.indexOf('community room')
/** Platforms at their full share of the budget. */
const PLATFORM_FULL = 0.05
/** Noise carries so far [m]. */
const NEAR_NOISE = 100

/** Working memory of one round: places in order, and for each what is needed. */
export interface Places {
  count: number
  parcel: Int32Array
  /** who can walk there */
  walks: Walk[]
  /** 1 for facilities, 0 for streets and meeting places */
  facility: Uint8Array
  /** draw for the registered and for others */
  draw: Float64Array
  drawOther: Float64Array
  contact: Float64Array
  capacity: Float64Array
  /** visits a day counted to the parcel: 0 beyond the border */
  here: Uint8Array
  /** counted as footfall */
  street: Uint8Array
  /** visits a day by class */
  visits: Float64Array
}

const createPlaces = (room: number): Places => ({
  count: 0,
  parcel: new Int32Array(room),
  walks: [],
  facility: new Uint8Array(room),
  draw: new Float64Array(room),
  drawOther: new Float64Array(room),
  contact: new Float64Array(room),
  capacity: new Float64Array(room),
  here: new Uint8Array(room),
  street: new Uint8Array(room),
  visits: new Float64Array(room * CLASSES),
})

/** Draw of a walk by units: exp(−minutes/8); none beyond the longest. */
const decayOf = (city: City): Float64Array =>
  derived(city, 'visit decay', () =>
    Float64Array.from({ length: WALK_LIMIT + 1 }, (_, units) =>
      units > LONGEST ? 0 : exp(-units / UNITS_PER_MINUTE / city.parameters.visit_decay),
    ),
  )

/** The zones' meeting places, then shopping streets. */
function streetSites(city: City): Int32Array {
  const { parcels, zones } = city
  const sites = scratch(city, 'street sites', Int32Array, zones.rows + parcels.rows)
  let count = 0
  for (let z = 0; z < zones.rows; z++) sites[count++] = zones.meeting[z]!
  for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.commercial) sites[count++] = p
  return sites.subarray(0, count)
}

/** Lists every place, with what levers make of it. */
function listPlaces(city: City, rules: Rules): Places {
  const meet = city.parameters.contact
  const { facilities, parcels, zones } = city
  const { levers } = rules
  const reach = reachOf(city)
  const sites = streetSites(city)
  const most = facilities.rows * 2 + zones.rows * 3 + sites.length
  let places = city.derived.get('places') as Places | undefined
  if (!places || places.parcel.length < most)
    city.derived.set('places', (places = createPlaces(Math.ceil(most * 1.25))))
  const s = places
  s.count = 0
  const add = (
    parcel: number,
    walk: Walk,
    isFacility: boolean,
    draw: number,
    outreach: number,
    contact: number,
    capacity: number,
    here: boolean,
    isStreet: boolean,
  ): void => {
    if (draw <= 0) return
    const j = s.count++
    s.parcel[j] = parcel
    s.walks[j] = walk
    s.facility[j] = isFacility ? 1 : 0
    s.draw[j] = draw
    s.drawOther[j] = draw * outreach
    s.contact[j] = contact
    s.capacity[j] = capacity
    s.here[j] = here ? 1 : 0
    s.street[j] = isStreet ? 1 : 0
  }
  const outreach = meet.without_outreach + (1 - meet.without_outreach) * levers.culture.outreach
  const calm = 1 - levers.beautification.intensity
  const squares = 0.5 + levers.street_culture.tolerance
  const events = levers.street_events.per_district_yr / 12
  for (let f = 0; f < facilities.rows; f++) {
    const kind = facilities.kind[f]!
    const open = facilities.open[f] === 1
    const draw = open ? DRAW[kind]! : DRAW[kind]! > 0 ? GARDEN_DRAW : 0
    const here = facilities.away[f] === 0
    const isCulture = kind === CULTURE || kind === COMMUNITY_ROOM
    add(
      facilities.parcel[f]!,
      reach[f]!,
      true,
      kind === SQUARE ? draw * squares : draw,
      isCulture ? outreach : 1,
      CONTACT[kind]!,
      facilities.capacity[f]!,
      here,
      kind === MARKET || kind === SQUARE,
    )
    if (kind === SQUARE && here)
      add(
        facilities.parcel[f]!,
        reach[f]!,
        true,
        EVENT.draw * events,
        outreach,
        meet.event,
        EVENT.capacity * events,
        true,
        true,
      )
  }
  const activities = levers.culture.activities_per_zone_yr / 12
  for (let i = 0; i < zones.rows; i++) {
    const p = sites[i]!
    const walk = walksTo(city, p, 0, false)
    const rooms = zones.microSpaces[i]!
    const areas = zones.busking[i]! * calm
    add(p, walk, false, ROOM.draw * rooms, 1, meet.room, ROOM.capacity * rooms, true, false)
    add(p, walk, false, ROOM.draw * activities, outreach, meet.room, ROOM.capacity * activities, true, false)
    add(p, walk, false, BUSKING.draw * areas, 1, meet.busking, BUSKING.capacity * areas, true, true)
  }
  const contact = meet.street + meet.seated * levers.outdoor_seating.share * calm
  for (let i = zones.rows; i < sites.length; i++) {
    const p = sites[i]!
    const front = parcels.frontage[p]!
    const lively = parcels.setting[p]! & SETTING_CORE ? 1 + levers.old_street.activation : 1
    const draw = STREET.drawPerMetre * front * lively
    add(p, walksTo(city, p, 0, false), false, draw, 1, contact, STREET.capacityPerMetre * front, true, true)
  }
  return s
}

/** Residents by parcel and class, weighted by how often they go out, in tenths. */
function goersOut(city: City): Float64Array {
  const { households, buildings, parcels } = city
  const goers = scratch(city, 'goers out', Float64Array, parcels.rows * CLASSES)
  goers.fill(0, 0, parcels.rows * CLASSES)
  const { size, home, stage } = households
  for (let h = 0; h < households.rows; h++) {
    const b = home[h]!
    if (size[h] === 0 || b < 0) continue
    goers[buildings.parcel[b]! * CLASSES + classOf(households, h)]! += size[h]! * GOES_OUT[stage[h]!]!
  }
  return goers
}

/** Walk to the nearest street front and to the nearest facility of every parcel. */
function nearestWalks(city: City, places: Places): Int32Array {
  const nearest = scratch(city, 'nearest places', Int32Array, city.parcels.rows * 2)
  nearest.fill(LONGEST + 1, 0, city.parcels.rows * 2)
  for (let j = 0; j < places.count; j++) {
    const own = places.facility[j]!
    const { parcel, units } = places.walks[j]!
    for (let i = 0; i < parcel.length; i++) {
      const at = parcel[i]! * 2 + own
      if (units[i]! < nearest[at]!) nearest[at] = units[i]!
    }
  }
  return nearest
}

/** Who goes to a place: parcels with residents within the longest walk, and how the walk fades for each. */
interface Comers {
  count: number
  parcel: Int32Array
  fade: Float64Array
}

/**
 * Lists the comers of every place in turn. All are written down and only those kept that count: whether somebody lives at
 * a parcel cannot be foretold along a walk, so asking would cost more.
 */
function comersOf(city: City, places: Places, residents: Float64Array): (j: number) => Comers {
  const { parcels, parameters } = city
  const decay = decayOf(city)
  const nearest = parameters.structure.nearest_places > 0 ? nearestWalks(city, places) : null
  const room = parcels.rows + 1
  const comers: Comers = {
    count: 0,
    parcel: scratch(city, 'comers', Int32Array, room),
    fade: scratch(city, 'walks of comers', Float64Array, room),
  }
  const isHome = scratch(city, 'has residents', Uint8Array, parcels.rows)
  for (let p = 0; p < parcels.rows; p++) isHome[p] = residents[p]! > 0 ? 1 : 0
  const isNear = derived(city, 'walks to places', () =>
    Uint8Array.from({ length: WALK_LIMIT + 1 }, (_, units) => (units <= LONGEST ? 1 : 0)),
  )
  return j => {
    if (nearest === null) keepComers(comers, places.walks[j]!, isHome, isNear, decay)
    else keepNearest(comers, places.walks[j]!, isHome, nearest, places.facility[j]!, decay)
    return comers
  }
}

function keepComers(
  comers: Comers,
  { parcel, units }: Walk,
  isHome: Uint8Array,
  isNear: Uint8Array,
  decay: Float64Array,
): void {
  const { parcel: who, fade } = comers
  let count = 0
  for (let i = 0; i < parcel.length; i++) {
    const p = parcel[i]!
    const walk = units[i]!
    who[count] = p
    fade[count] = decay[walk]!
    count += isHome[p]! & isNear[walk]!
  }
  comers.count = count
}

/** Likewise where people go to the nearest place only. */
function keepNearest(
  comers: Comers,
  { parcel, units }: Walk,
  isHome: Uint8Array,
  nearest: Int32Array,
  isFacility: number,
  decay: Float64Array,
): void {
  comers.count = 0
  for (let i = 0; i < parcel.length; i++) {
    const p = parcel[i]!
    const walk = units[i]!
    if (walk > LONGEST || isHome[p] === 0 || walk > nearest[p * 2 + isFacility]!) continue
    comers.parcel[comers.count] = p
    comers.fade[comers.count++] = decay[walk]!
  }
}

/** Shares the residents of every parcel out among the places in reach: visits a day by place and class. */
function visit(city: City, places: Places, goers: Float64Array, residents: Float64Array, out: number): void {
  const { parcels } = city
  const drawn = scratch(city, 'drawn', Float64Array, parcels.rows * 2)
  drawn.fill(0, 0, parcels.rows * 2)
  const comersAt = comersOf(city, places, residents)
  for (let j = 0; j < places.count; j++) drawAll(comersAt(j), places.draw[j]!, places.drawOther[j]!, drawn)
  for (let i = 0; i < parcels.rows * 2; i++) if (drawn[i]! > 0) drawn[i] = out / (10 * drawn[i]!)
  for (let j = 0; j < places.count; j++) receiveAll(comersAt(j), places, j, goers, drawn)
}

/** Adds the draw of a place to what draws its comers. */
function drawAll({ count, parcel, fade }: Comers, draw: number, drawOther: number, drawn: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const p = parcel[i]!
    drawn[p * 2]! += drawOther * fade[i]!
    drawn[p * 2 + 1]! += draw * fade[i]!
  }
}

/** Counts who comes to place j, by class: with an even number those without registration, with an odd one the others. */
function receiveAll(
  { count, parcel, fade }: Comers,
  { draw, drawOther, visits }: Places,
  j: number,
  goers: Float64Array,
  drawn: Float64Array,
): void {
  const [w, other] = [draw[j]!, drawOther[j]!]
  let [n0, n1, n2, n3, n4, n5, n6, n7, n8, n9] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const p = parcel[i]!
    const share = w * fade[i]! * drawn[p * 2 + 1]!
    const shareOther = other * fade[i]! * drawn[p * 2]!
    const at = p * CLASSES
    n0 += goers[at]! * shareOther
    n1 += goers[at + 1]! * share
    n2 += goers[at + 2]! * shareOther
    n3 += goers[at + 3]! * share
    n4 += goers[at + 4]! * shareOther
    n5 += goers[at + 5]! * share
    n6 += goers[at + 6]! * shareOther
    n7 += goers[at + 7]! * share
    n8 += goers[at + 8]! * shareOther
    n9 += goers[at + 9]! * share
  }
  visits.set([n0, n1, n2, n3, n4, n5, n6, n7, n8, n9], j * CLASSES)
}

/** Visitors from outside by parcel, and the crowd they make where they are more than residents and fronts bear. */
function receive(city: City, rules: Rules, residents: Float64Array, crowd: Float64Array): void {
  const { parcels, zones, parameters: k } = city
  const { promotion } = rules.levers.heritage_tourism
  const { activation } = rules.levers.old_street
  const near = parcelsNear(city)
  zones.visitors.fill(0, 0, zones.rows)
  const drawn = 1 + 2 * promotion + activation
  for (let p = 0; p < parcels.rows; p++) {
    parcels.visitors[p] = 0
    crowd[p] = 0
    const heritage = parcels.heritage[p]!
    const isShopping = parcels.use[p] === USE.commercial
    if (heritage === 0 && !isShopping) continue
    const fabric =
      heritage * (0.5 + 0.5 * parcels.heritageRepair[p]!) * (parcels.heritageOpen[p] ? 1 : k.contact.closed)
    const wanted =
      (k.visitors_base * Math.max(fabric, isShopping ? k.contact.shopping : 0) * drawn * parcels.area[p]!) / 10_000
    let people = 0
    let land = 0
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) {
      people += residents[near.items[i]!]!
      land += parcels.area[near.items[i]!]!
    }
    const bears =
      (k.visitors_borne.resident * people * parcels.area[p]!) / land + k.visitors_borne.front * parcels.frontage[p]!
    const load = bears > 0 ? wanted / bears : 0
    parcels.visitors[p] = wanted / (1 + load)
    crowd[p] = clamp(load - 1, 0, 1)
    zones.visitors[parcels.zone[p]!]! += parcels.visitors[p]!
  }
}

/**
 * Who meets whom, and how crowded it is: the part that follows from where people live and what places there are.
 * @returns the places with their visits; valid until the next round
 */
export function meet(city: City, rules: Rules): Places {
  const { parcels, zones, economy } = city
  const goers = goersOut(city)
  const places = listPlaces(city, rules)
  const beyond = rules.levers.platforms.budget_share - AT_REST.platforms.budget_share
  const residents = scratch(city, 'residents out', Float64Array, parcels.rows)
  for (let p = 0; p < parcels.rows; p++) {
    let sum = 0
    for (let c = 0; c < CLASSES; c++) sum += goers[p * CLASSES + c]!
    residents[p] = sum / 10
  }
  visit(city, places, goers, residents, 1 - (city.parameters.contact.platform_visits * beyond) / PLATFORM_FULL)
  const visited = scratch(city, 'visitors crowd', Float64Array, parcels.rows)
  receive(city, rules, residents, visited)
  const crowdSum = scratch(city, 'crowd sum', Float64Array, parcels.rows)
  const crowdCount = scratch(city, 'crowd count', Float64Array, parcels.rows)
  crowdSum.fill(0, 0, parcels.rows)
  crowdCount.fill(0, 0, parcels.rows)
  parcels.visits.fill(0, 0, parcels.rows)
  parcels.mix.fill(0, 0, parcels.rows)
  for (let z = 0; z < zones.rows; z++) zones.footfall[z] = zones.visitors[z]!
  const all = new Float64Array(CLASSES)
  const meetings = new Float64Array(CLASSES)
  const crowded = new Float64Array(CLASSES)
  let diversity = 0
  let total = 0
  let low = 0
  let exposed = 0
  const { visits } = places
  for (let j = 0; j < places.count; j++) {
    const p = places.parcel[j]!
    const base = j * CLASSES
    let here = 0
    for (let c = 0; c < CLASSES; c++) here += visits[base + c]!
    if (here === 0) continue
    // visitors fill the streets they come for, not what goes on beside
    const people =
      here +
      (places.facility[j] === 0 && places.street[j] && parcels.use[p] === USE.commercial ? parcels.visitors[p]! : 0)
    const crowd = places.capacity[j]! > 0 ? clamp(people / places.capacity[j]! - 1, 0, 1) : 1
    let same = 0
    let lower = 0
    let upper = 0
    for (let c = 0; c < CLASSES; c++) {
      const n = visits[base + c]!
      const share = n / here
      same += share * share
      all[c]! += n
      meetings[c]! += n * (1 - share) * places.contact[j]! * (1 - crowd)
      crowded[c]! += n * crowd
      if (c < 4) lower += n
      else if (c >= 6) upper += n
    }
    diversity += here * (1 - same)
    total += here
    low += lower
    exposed += (lower * upper) / here
    if (!places.here[j]) continue
    crowdSum[p]! += crowd
    crowdCount[p]!++
    // a parcel with several places shows the mix of its visits
    parcels.mix[p] = (parcels.mix[p]! * parcels.visits[p]! + (1 - same) * here) / (parcels.visits[p]! + here)
    parcels.visits[p]! += here
    if (places.street[j]) zones.footfall[parcels.zone[p]!]! += here
  }
  for (let c = 0; c < CLASSES; c++) {
    economy.encounters[c] = all[c]! > 0 ? meetings[c]! / all[c]! : 0
    economy.crowdMet[c] = all[c]! > 0 ? crowded[c]! / all[c]! : 0
    economy.goingOut[c] = all[c]!
  }
  economy.placeDiversity[0] = total > 0 ? diversity / total : 0
  economy.everydayExposure[0] = low > 0 ? exposed / low : 0
  for (let p = 0; p < parcels.rows; p++)
    if (parcels.visitors[p]! > 0) {
      crowdSum[p]! += visited[p]!
      crowdCount[p]!++
    }
  crowd(city, rules, crowdSum, crowdCount)
  return places
}

/** Crowd and noise about every parcel, smoothed: the mean crowd of places within 300 m, and noise within 100 m. */
function crowd(city: City, rules: Rules, sum: Float64Array, count: Float64Array): void {
  const meet = city.parameters.contact
  const { parcels, zones, facilities } = city
  const { levers } = rules
  const near = parcelsNear(city)
  const around = scratch(city, 'crowd around', Float64Array, parcels.rows)
  const places = scratch(city, 'places around', Float64Array, parcels.rows)
  const noise = scratch(city, 'noise', Float64Array, parcels.rows)
  around.fill(0, 0, parcels.rows)
  places.fill(0, 0, parcels.rows)
  noise.fill(0, 0, parcels.rows)
  for (let p = 0; p < parcels.rows; p++) {
    if (count[p] === 0) continue
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) {
      around[near.items[i]!]! += sum[p]!
      places[near.items[i]!]! += count[p]!
    }
  }
  const spread = (p: number, loud: number): void => {
    if (loud === 0) return
    for (let i = near.start[p]!; i < near.start[p + 1]!; i++) {
      const q = near.items[i]!
      const dx = parcels.x[p]! - parcels.x[q]!
      const dy = parcels.y[p]! - parcels.y[q]!
      if (dx * dx + dy * dy <= NEAR_NOISE * NEAR_NOISE) noise[q]! += loud
    }
  }
  const calm = 1 - levers.beautification.intensity
  for (let z = 0; z < zones.rows; z++) spread(zones.meeting[z]!, meet.noise * zones.busking[z]! * calm)
  const squares = meet.noise * (levers.street_culture.tolerance + levers.street_events.per_district_yr / 12)
  for (let f = 0; f < facilities.rows; f++) if (facilities.kind[f] === SQUARE) spread(facilities.parcel[f]!, squares)
  const seats = meet.noise * levers.outdoor_seating.share * calm
  for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.commercial) spread(p, seats)
  const keep = pow(meet.crowding_memory, EVERY)
  for (let p = 0; p < parcels.rows; p++) {
    const now =
      (places[p]! > 0 ? around[p]! / places[p]! : 0) +
      noise[p]! +
      meet.noise * parcels.shared[p]! +
      meet.shops_noise * parcels.shopMix[p]!
    parcels.crowding[p] = keep * parcels.crowding[p]! + (1 - keep) * Math.min(1, now)
  }
}

/** Ties across classes and trust follow from meetings: contact helps, and hurts where it is crowded. */
function bond(city: City, rules: Rules): void {
  const { households, economy, parameters: k } = city
  const { size, weakTies, trust } = households
  const keep = pow(k.contact.ties_memory, EVERY)
  const platforms = 1 + (k.contact.platform_ties * rules.levers.platforms.budget_share) / PLATFORM_FULL
  const effect = new Float64Array(CLASSES)
  for (let c = 0; c < CLASSES; c++)
    effect[c] =
      EVERY * k.contact_effect * (economy.encounters[c]! - economy.encountersStart[c]!) * (1 - 2 * economy.crowdMet[c]!)
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0) continue
    const c = classOf(households, h)
    const target = Math.min(1, economy.encounters[c]! * platforms * (0.5 + trust[h]!))
    weakTies[h] = keep * weakTies[h]! + (1 - keep) * target
    trust[h] = clamp(trust[h]! + effect[c]!, 0, 1)
  }
}

/** Ties as they stand after a long time at today's meetings: how a city begins. */
export function settleTies(city: City, rules: Rules): void {
  const { households, economy } = city
  const platforms = 1 + (city.parameters.contact.platform_ties * rules.levers.platforms.budget_share) / PLATFORM_FULL
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0)
      households.weakTies[h] = Math.min(
        1,
        economy.encounters[classOf(households, h)]! * platforms * (0.5 + households.trust[h]!),
      )
}

/**
 * Every third month people go out and meet. It stands right after walks were computed; in a quarter in which new walls
 * wait for January, meetings stay as they were, since walks as streets stood before cannot be made again.
 */
export const encounters: Process = {
  name: 'encounters',
  writes: [
    'zones.visitors',
    'zones.footfall',
    'parcels.visitors',
    'parcels.visits',
    'parcels.mix',
    'parcels.crowding',
    'economy.encounters',
    'economy.encountersStart',
    'economy.crowdMet',
    'economy.goingOut',
    'economy.placeDiversity',
    'economy.everydayExposure',
    'households.weakTies',
    'households.trust',
  ],
  run(city, rules) {
    if (city.tick % EVERY !== 0) return
    if (city.changes === 0) meet(city, rules)
    const { economy, tick } = city
    if (tick <= 0) for (let c = 0; c < CLASSES; c++) economy.encountersStart[c] = economy.encounters[c]!
    bond(city, rules)
  },
}
