import { KIND } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { CAUSE, countDisplacement, DISPLACED, isBurdenMove } from '../city/displacement.ts'
import { countEvent } from '../city/economy.ts'
import { countHouseholds } from '../city/facts.ts'
import { drawJob, quintileOf, STAGE_MONTHS, STAGE_SHARE, shockSd, sizeOf } from '../city/found.ts'
import {
  addHousehold,
  byId,
  moveOut,
  NEVER,
  RECOGNISED,
  REGISTERED,
  removeHousehold,
  TENURE,
} from '../city/households.ts'
import { housingCost, income, meanRent, SOLD, sellToLandlords } from '../city/housing.ts'
import { book } from '../city/ledger.ts'
import { isResident } from '../city/participation.ts'
import type { Rules } from '../city/rules.ts'
import { exp, log, pow } from '../lib/numeric.ts'
import { bits, combine, mix, normal, unit } from '../lib/random.ts'
import type { Process } from './process.ts'

const VILLAGE_ROOM = 24 // m²
/** Leaving is likelier under a heavy burden. */
const BURDEN = { above: 0.45, factor: 2.5 }

/** Mean rent a m² of a village room [fen]; without villages, of the cheapest tenth of market homes. */
export function villageRent(city: City): number {
  const { buildings } = city
  let sum = 0
  let rooms = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.kind[b] !== KIND.village || buildings.dwellings[b] === 0) continue
    sum += Math.round(buildings.rent[b]!) * buildings.dwellings[b]!
    rooms += buildings.dwellings[b]!
  }
  if (rooms > 0) return sum / rooms
  const market: number[] = []
  for (let b = 0; b < buildings.rows; b++) if (buildings.dwellings[b]! > buildings.publicHomes[b]!) market.push(b)
  market.sort((a, b) => buildings.rent[a]! - buildings.rent[b]! || buildings.key[a]! - buildings.key[b]!)
  const cheapest = market.slice(0, Math.max(1, Math.ceil(market.length / 10)))
  return cheapest.reduce((total, b) => total + Math.round(buildings.rent[b]!), 0) / Math.max(1, cheapest.length)
}

/** Income after a village room, of the median household [yuan]. */
function residual(city: City): number {
  const { economy } = city
  return Math.max(100, economy.medianIncome[0]! * economy.incomeIndex[0]! - (villageRent(city) / 100) * VILLAGE_ROOM)
}

function arrivals(city: City): number {
  const { economy, parameters: k, luck, tick } = city
  const now = residual(city)
  if (tick === 0 || economy.residual0[0]! < 0) economy.residual0[0] = now
  const outside = pow(1 + k.income_growth / 12, Math.max(0, tick))
  const pull = tick < 0 ? 1 : exp(k.migration_response * (log(now / economy.residual0[0]!) - log(outside)))
  const expected = countHouseholds(city) * (k.arrivals + k.population_growth / 12) * pull
  return Math.floor(expected + unit(luck.at('migrate', tick)))
}

function arrive(city: City): void {
  const { parameters: k, luck, tick, economy } = city
  const count = arrivals(city)
  const key = luck.at('migrate', tick)
  const idHigh = (tick + 1024) * 8 + 1
  for (let i = 0; i < count; i++) {
    const h = addHousehold(city, idHigh, i)
    const { households } = city
    const own = bits(key, idHigh, i)
    const draw = (n: number): number => unit(mix(combine(own, n)))
    const isMigrant = draw(1) < k.migrant_share_of_arrivals
    households.flags[h] = isMigrant ? 0 : REGISTERED
    let u = draw(2) * (STAGE_SHARE[0] + STAGE_SHARE[1] + STAGE_SHARE[2] + STAGE_SHARE[3])
    let stage = 0
    while (stage < 3 && u >= STAGE_SHARE[stage]!) u -= STAGE_SHARE[stage++]!
    households.stage[h] = stage
    households.stageClock[h] = Math.max(1, Math.ceil(draw(3) * STAGE_MONTHS[stage]![0]))
    households.size[h] = sizeOf(stage, draw(4))
    const { income: incomes } = k
    const median = isMigrant ? incomes.migrant_median : incomes.local_median
    const sd = isMigrant ? incomes.migrant_sd : incomes.local_sd
    households.lnBase[h] = Math.max(log(incomes.floor), log(median) + sd * normal(combine(own, 5)))
    households.shock[h] = shockSd(k) * normal(combine(own, 6))
    households.level[h] = exp(households.lnBase[h]! + households.shock[h]!)
    households.quintile[h] = quintileOf(city, households.level[h]!)
    const skill = draw(7)
    households.skill[h] =
      skill < 0.3
        ? Math.floor((skill / 0.3) * 3)
        : households.quintile[h]! < 2
          ? 0
          : households.quintile[h]! < 4
            ? 1
            : 2
    households.job[h] = drawJob(city, draw(8))
    const wealth = exp(-0.4 + 0.9 * normal(combine(own, 9)))
    const savings = Math.round(
      households.level[h]! * economy.incomeIndex[0]! * 100 * 12 * (isMigrant ? 0.5 : 2.6) * wealth,
    )
    book(city, 'savingsBrought', savings)
    households.savings[h] = savings
    households.parentRank[h] = 127
    households.arrived[h] = tick
    households.searchStart[h] = tick + 1
    households.tenure[h] = TENURE.market
    economy.arrivedTotal[0]!++
  }
}

function depart(city: City, rules: Rules): void {
  const { households, parameters: k, luck, tick, economy } = city
  const key = combine(luck.at('migrate', tick), 99)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const leaving: number[] = []
  const { size, arrived, home: homes, homelessMonths, flags, idHigh, idLow } = households
  const { registered, migrant } = k.departure
  for (let h = 0; h < households.rows; h++) {
    if (size[h] === 0 || arrived[h] === tick) continue
    if (homes[h]! < 0 && homelessMonths[h]! >= k.max_search) {
      leaving.push(h)
      continue
    }
    const rate = flags[h]! & REGISTERED ? registered : migrant
    const u = unit(bits(key, idHigh[h]!, idLow[h]!))
    if (u >= rate * BURDEN.factor) continue
    if (u < rate || housingCost(city, h, publicRent) > BURDEN.above * income(city, h)) leaving.push(h)
  }
  for (const h of leaving.sort(byId(households))) {
    const home = households.home[h]!
    const isPressed = home < 0 || housingCost(city, h, publicRent) > 0.5 * income(city, h)
    countEvent(city, economy.departures, h)
    if (isPressed) countEvent(city, economy.departures, h, 1)
    if (home >= 0 && isBurdenMove(city, h)) countDisplacement(city, h, CAUSE.burden)
    if (home >= 0 && households.tenure[h] === TENURE.owner) sellToLandlords(city, h)
    if (home >= 0) moveOut(city, h)
    book(city, 'savingsTaken', households.savings[h]!)
    households.savings[h] = 0
    economy.departedTotal[0]!++
    city.departures?.push(households.idHigh[h]!, households.idLow[h]!, 0)
    removeHousehold(city, h)
  }
}

/** Unregistered households that have lived here long enough become residents; they stay so. */
function recognise(city: City, rules: Rules): void {
  const { households, tick } = city
  const { years } = rules.levers.recognition
  if (years === null) return
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0 || isResident(city, h)) continue
    const arrived = households.arrived[h]!
    if (arrived !== NEVER && tick - arrived < 12 * years) continue
    households.flags[h]! |= RECOGNISED
    households.recognisedAt[h] = tick
  }
}

/** People come for what is left after rent, and leave by chance, under burden, or for want of a home. */
export const migration: Process = {
  name: 'migration',
  writes: [
    'households.*',
    ...DISPLACED,
    ...SOLD,
    'economy.arrivedTotal',
    'economy.departedTotal',
    'economy.departures',
    'economy.residual0',
  ],
  run(city, rules) {
    depart(city, rules)
    arrive(city)
    recognise(city, rules)
  },
}
