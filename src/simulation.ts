/** The front door: a scenario and its luck make a running city. */

import { KIND } from './city/buildings.ts'
import type { City } from './city/city.ts'
import { monthOf } from './city/economy.ts'
import { Facts } from './city/facts.ts'
import { foundCity } from './city/found.ts'
import { entityHash } from './city/hash.ts'
import { REGISTERED, TENURE } from './city/households.ts'
import { layOut } from './city/layout.ts'
import { leversAtRest } from './city/levers.ts'
import { SERVES } from './city/parcels.ts'
import type { Plan } from './city/plan.ts'
import { type Rules, rulesOf } from './city/rules.ts'
import { readSave, restoreCity, saveCity } from './city/save.ts'
import { bits, createLuck, unit } from './lib/random.ts'
import { measureNames } from './metrics/index.ts'
import { readIndicators } from './metrics/indicators.ts'
import { policies } from './policies/index.ts'
import { type ActivePolicy, activePolicies, debounce, rulesAt, steerLevers } from './policies/inForce.ts'
import type { Policy } from './policies/policy.ts'
import { CAPACITY, refreshAmenities } from './processes/amenities.ts'
import { shareLandlords } from './processes/bookkeeping.ts'
import { settleShops } from './processes/commerce.ts'
import { meet, settleTies } from './processes/encounters.ts'
import { networks } from './processes/networks.ts'
import { letPublicHomes } from './processes/publicHousing.ts'
import { rankEstates } from './processes/renewal.ts'
import { moveRents } from './processes/rents.ts'
import { schedule } from './processes/schedule.ts'
import { schoolQuality } from './processes/schools.ts'
import { searchHomes } from './processes/search.ts'
import { compileCondition } from './scenario/expression.ts'
import type { Scenario } from './scenario/scenario.ts'

const SETTLING_ROUNDS = 30
const SETTLING_START = -66
const FACILITIES_TO_NEED = 0.9

export interface SimulationOptions {
  /** text seed of the run's luck */
  seed: string
  /** number of the replicate */
  replicate?: number
  /** policies a scenario may use; the registry if not given */
  policies?: readonly Policy[]
  /** placebo k of the replicate: one building's rent × 1.01 (odd k) or × 0.99 (even) at the tick given */
  placebo?: { k: number; at: number }
  /** called after each process with its name: for timing, from outside the engine */
  watch?: (process: string) => void
}

/** A run that goes on under another scenario, or with a placebo, from where a run stands: the two share their past. */
export function branch(
  simulation: Simulation,
  scenario: Scenario,
  placebo?: SimulationOptions['placebo'],
  watch?: SimulationOptions['watch'],
): Simulation {
  const bytes = simulation.save()
  const read = readSave(bytes)
  const { options, rules } = read.header.extra as SavedRun
  const luck = createLuck(options.seed, options.replicate ?? 0)
  const { city } = restoreCity(bytes, simulation.city.plan, scenario.parameters, luck, read)
  return runner(scenario, city, { ...options, ...(placebo ? { placebo } : {}), ...(watch ? { watch } : {}) }, rules)
}

export interface Simulation {
  readonly city: City
  readonly scenario: Scenario
  /** rules of the last tick that ran */
  readonly rules: Rules
  /** one month */
  tick(): void
  /** many months */
  run(ticks: number): void
  /** hash of the whole state in stable-id order, 16 hexadecimal digits */
  hash(): string
  /** the whole run in one buffer; see restoreSimulation */
  save(): Uint8Array
  /** policies with their bookkeeping */
  readonly policies: ActivePolicy[]
}

/**
 * Founds, settles and burns in a city; it stands at tick 0.
 * @param plan the place, from generateCity or an importer
 * @example const { city, run } = createSimulation(scenario, plan, { seed: 'harbour' }); run(12)
 */
export function createSimulation(scenario: Scenario, plan: Plan, options: SimulationOptions): Simulation {
  const luck = createLuck(options.seed, options.replicate ?? 0)
  const city = foundCity(plan, scenario.parameters, luck, scenario.years)
  const simulation = runner(scenario, city, options)
  settle(city)
  layOut(city)
  city.tick = -scenario.burn_in
  simulation.run(scenario.burn_in)
  if (city.changes !== 0) city.streetsVersion++
  refreshAmenities(city)
  rankEstates(city)
  city.policyCosts.clear()
  return simulation
}

/**
 * Takes up a saved run where it stood: run on, it gives the same bits as a run that never stopped.
 * @param bytes from `Simulation.save`
 * @param plan  the place it was made in
 * @throws {SaveError} if the bytes are no save of this version, or belong to another place
 */
export function restoreSimulation(bytes: Uint8Array, plan: Plan, watch?: SimulationOptions['watch']): Simulation {
  const read = readSave(bytes)
  const { scenario, options, policies: kept, rules } = read.header.extra as SavedRun
  const luck = createLuck(options.seed, options.replicate ?? 0)
  const { city } = restoreCity(bytes, plan, scenario.parameters, luck, read)
  const simulation = runner(scenario, city, { ...options, ...(watch ? { watch } : {}) }, rules)
  kept.forEach(({ means, ...bookkeeping }, i) => {
    Object.assign(simulation.policies[i]!, bookkeeping)
    for (const [name, past] of means) simulation.memories[i]!.set(name, past)
  })
  return simulation
}

interface SavedRun {
  scenario: Scenario
  options: Omit<SimulationOptions, 'watch' | 'policies'>
  /** of the last tick: indicators that conditions read may hang on them */
  rules: Rules
  policies: (Pick<ActivePolicy, 'holds' | 'against' | 'since' | 'funded' | 'wasInForce' | 'steered'> & {
    means: [string, Past][]
  })[]
}

/** Past values of an indicator, oldest first, that a condition's means are taken over. */
type Past = (number | null)[]
type Memory = Map<string, Past>

function runner(
  scenario: Scenario,
  city: City,
  options: SimulationOptions,
  lastRules: Rules = rulesOf(leversAtRest()),
): Simulation & { memories: Memory[] } {
  const known = options.policies ?? policies
  const policyOf = (name: string): Policy | undefined => known.find(policy => policy.name === name)
  const actives = activePolicies(scenario.policies, policyOf)
  const memories = actives.map((): Memory => new Map())
  const conditions = actives.map(({ use }, i) => (use.when === null ? null : condition(use.when, memories[i]!)))
  let rules = lastRules
  const tick = (): void => {
    if (city.tick >= 0)
      actives.forEach((active, i) => {
        const holds = conditions[i]
        if (holds) debounce(active, holds(city, rules), city.tick)
      })
    const facts = new Facts(city)
    const measured = (name: string): number | null => readIndicators(city, rules, [name])[name] ?? null
    rules = steerLevers(actives, rulesAt(actives, city.tick, facts), city.tick, facts, measured, policyOf)
    if (options.placebo && city.tick === options.placebo.at) applyPlacebo(city, options.placebo.k)
    for (const process of schedule) {
      process.run(city, rules)
      options.watch?.(process.name)
    }
    // a policy not yet in force was not billed: it starts with its own money
    for (const active of actives) {
      if (rules.funded !== null) active.funded = active.wasInForce ? rules.funded : 1
      active.funded = rules.fundedNow[active.policy.name] ?? active.funded
    }
    if (monthOf(city.tick) === 11) layOut(city)
    city.tick++
  }
  return {
    city,
    scenario,
    policies: actives,
    memories,
    get rules() {
      return rules
    },
    tick,
    run(ticks) {
      for (let n = 0; n < ticks; n++) tick()
    },
    hash: () => entityHash(city),
    save: () => {
      const { seed, replicate, placebo } = options
      const run: SavedRun = {
        scenario,
        rules,
        options: { seed, ...(replicate === undefined ? {} : { replicate }), ...(placebo ? { placebo } : {}) },
        policies: actives.map(({ holds, against, since, funded, wasInForce, steered }, i) => ({
          ...{ holds, against, since, funded, wasInForce, steered },
          means: [...memories[i]!],
        })),
      }
      return saveCity(city, run)
    },
  }
}

/** Judges a policy's condition on the indicators of the city as last tick left it, with up to 240 months' memory of means. */
function condition(text: string, history: Memory): (city: City, rules: Rules) => boolean {
  const expression = compileCondition(text, measureNames)
  return (city, rules) => {
    const values = readIndicators(city, rules, [
      ...new Set([...expression.names, ...expression.means.map(m => m.indicator)]),
    ])
    for (const { indicator } of expression.means) {
      const past = history.get(indicator) ?? []
      past.push(values[indicator] ?? null)
      if (past.length > 240) past.shift()
      history.set(indicator, past)
    }
    const clock: Record<string, number> = { tick: city.tick, year: Math.floor(city.tick / 12) + 1 }
    return (
      expression.evaluate(
        name => clock[name] ?? values[name] ?? null,
        (name, months) => {
          const past = (history.get(name) ?? []).slice(-months).filter((v): v is number => v !== null)
          return past.length > 0 ? past.reduce((sum, v) => sum + v, 0) / past.length : null
        },
      ) === true
    )
  }
}

/** One private building's rent is moved by 1 %: what follows is the model's chaos, no policy's effect. */
function applyPlacebo(city: City, k: number): void {
  const { buildings, luck } = city
  const key = luck.stable('placebo')
  let chosen = -1
  let least = Number.POSITIVE_INFINITY
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b]! <= buildings.publicHomes[b]!) continue
    const hash = bits(key, k, buildings.key[b]!)
    if (hash < least) [least, chosen] = [hash, b]
  }
  if (chosen >= 0) buildings.rent[chosen]! *= k % 2 === 1 ? 1.01 : 0.99
}

/**
 * Households find their first homes and rents their level: rounds of search on an empty stock, with larger steps of
 * rents. Then most registered households own where they live.
 */
function settle(city: City): void {
  const rules = rulesOf(leversAtRest())
  const { households, buildings, parameters, luck, economy } = city
  city.tick = SETTLING_START
  networks.run(city, rules)
  scaleFacilities(city)
  refreshAmenities(city)
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    searchHomes(city, rules, { owning: false, sharing: false })
    moveRents(city, { step: 4, clip: 0.06, settling: true })
    letPublicHomes(city, rules)
    city.tick++
    for (const h of city.freedHouseholds.splice(0)) city.freeHouseholds.push(h)
  }
  const key = luck.stable('synthesis')
  for (let b = 0; b < buildings.rows; b++) buildings.growthExpected[b] = 0.025
  moveRents(city, { step: 0, clip: 0.06, settling: true })
  for (let b = 0; b < buildings.rows; b++) buildings.growthExpected[b] = 0.025
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0) continue
    households.lastMove[h] = -32768
    households.moveReason[h] = 0
    households.homelessMonths[h] = 0
    households.attachment[h] = 0.5 * unit(bits(key, households.idHigh[h]! + 1, households.idLow[h]!))
    if (b < 0) continue
    const isPrivate = buildings.kind[b] !== KIND.village && households.tenure[h] !== TENURE.public
    const draw = bits(key, households.idHigh[h]! + 2, households.idLow[h]!)
    if (!isPrivate || !(households.flags[h]! & REGISTERED) || unit(draw) >= parameters.own_at_start) continue
    households.tenure[h] = TENURE.owner
    buildings.tenants[b]!--
    buildings.owners[b]!++
    buildings.landlordStock[b]!--
    const u = unit(bits(key, households.idHigh[h]! + 3, households.idLow[h]!))
    const months = 60 + Math.floor(300 * unit(bits(key, households.idHigh[h]! + 4, households.idLow[h]!)))
    households.mortgage[h] = Math.round(0.35 * u * buildings.price[b]! * buildings.floor[b]!)
    households.mortgageMonths[h] = households.mortgage[h]! > 0 ? months : 0
  }
  rateFacilities(city)
  meet(city, rules)
  settleTies(city, rules)
  settleShops(city)
  shareLandlords(city)
  economy.moves.fill(0)
  economy.nearMoves.fill(0)
}

/** Capacities at the start, scaled by kind so that they add to 0.9 of the need, unless the plan knows them. */
function scaleFacilities(city: City): void {
  const { facilities, households, plan } = city
  if (plan.facilities.every(facility => facility.capacity !== undefined)) {
    for (let f = 0; f < facilities.rows; f++) if (facilities.quality[f]! < 0) facilities.quality[f] = 0.5
    return
  }
  const need = [0, 0, 0]
  for (let h = 0; h < households.rows; h++) {
    const size = households.size[h]!
    if (size === 0) continue
    if (households.stage[h] === 1 && households.stageClock[h]! > 60 && households.stageClock[h]! <= 132) need[0]!++
    need[1]! += households.stage[h] === 3 ? 2 * size : size
    need[2]! += size
  }
  const known = [0, 0, 0, 0, 0]
  const open = [0, 0, 0, 0, 0]
  for (let f = 0; f < facilities.rows; f++) {
    const kind = SERVES[facilities.kind[f]!] ?? -1
    if (kind < 0) continue
    if (facilities.capacity[f]! > 0) known[kind]! += facilities.capacity[f]!
    else open[kind]! += CAPACITY[kind]!
  }
  for (let f = 0; f < facilities.rows; f++) {
    const kind = SERVES[facilities.kind[f]!] ?? -1
    if (kind < 0) continue
    if (facilities.capacity[f] === 0) {
      const wanted = FACILITIES_TO_NEED * need[Math.min(kind, 2)]! - (facilities.open[f] ? known[kind]! : 0)
      facilities.capacity[f] = open[kind]! > 0 ? Math.max(0, (CAPACITY[kind]! * wanted) / open[kind]!) : 0
    }
    if (facilities.quality[f]! < 0) facilities.quality[f] = 0.5
  }
}

/** Facilities are better where the zone is richer: 0.5 and half the zone's income rank. */
function rateFacilities(city: City): void {
  const { zones, households, buildings, parcels, facilities, plan } = city
  const sum = new Float64Array(zones.rows)
  const count = new Float64Array(zones.rows)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const z = parcels.zone[buildings.parcel[b]!]!
    sum[z]! += Math.round(households.level[h]!)
    count[z]!++
  }
  const mean = Array.from(sum, (s, z) => (count[z]! > 0 ? s / count[z]! : 0))
  const order = mean.map((_, z) => z).sort((a, b) => mean[a]! - mean[b]! || a - b)
  order.forEach((z, rank) => {
    zones.incomeRank[z] = zones.rows > 1 ? rank / (zones.rows - 1) : 0.5
    zones.capacity[z] = 0.3 + 0.2 * zones.incomeRank[z]!
  })
  for (let f = 0; f < facilities.rows; f++) {
    const rank = zones.incomeRank[parcels.zone[facilities.parcel[f]!]!]!
    if (facilities.kind[f] === 0) {
      facilities.funding[f] = 0.6 + 0.8 * rank
      facilities.history[f] = 0.3 + 0.6 * rank
      facilities.peer[f] = 4 * rank
      facilities.quality[f] = schoolQuality(facilities.funding[f]!, facilities.peer[f]!, facilities.history[f]!)
    } else if (plan.facilities[f]?.quality === undefined) facilities.quality[f] = 0.5 + 0.5 * rank
  }
  refreshAmenities(city)
}
