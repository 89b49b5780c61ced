import type { City } from '../city/city.ts'
import { civicCounts } from '../city/civics.ts'
import { countLandGains, monthOf, openCells, openCounts } from '../city/economy.ts'
import { rankIncomes } from '../city/found.ts'
import { openMonth } from '../city/ledger.ts'
import type { Process } from './process.ts'

/** The month opens: rings forget what happened a year ago, slots freed last month may be used, who has a home is counted. */
export const opening: Process = {
  name: 'opening',
  writes: ['flows.months', 'economy.*', 'civics.*'],
  run(city) {
    const { economy, tick } = city
    openMonth(city)
    const m = monthOf(tick)
    for (const ring of [
      economy.homesStarted,
      economy.homesBuilt,
      economy.homesDemolished,
      economy.startedOnAxis,
      economy.confiscations,
    ])
      ring[m] = 0
    for (const name of civicCounts) openCells(city.civics[name], m)
    // one by one: as arguments of one call ten million households' would not fit
    for (const h of city.freedHouseholds) city.freeHouseholds.push(h)
    for (const b of city.freedBuildings) city.freeBuildings.push(b)
    city.freedHouseholds.length = 0
    city.freedBuildings.length = 0
    openCounts(city)
  },
}

/** The month closes: incomes grow, and once a year households are ranked afresh. */
export const bookkeeping: Process = {
  name: 'bookkeeping',
  writes: [
    'economy.incomeIndex',
    'economy.landHeld',
    'economy.marginCounted',
    'economy.landGain',
    'households.quintile',
    'economy.quintileBounds',
    'economy.medianIncome',
    'economy.lowSkillWage',
    'households.landlordShare',
  ],
  run(city) {
    const { economy, tick } = city
    if (monthOf(tick) === 11) {
      rankIncomes(city)
      shareLandlords(city)
    }
    countLandGains(city)
    economy.incomeIndex[0]! *= 1 + economy.growth[0]! / 12
  },
}

/** Claims on landlords' local profit: the top tenth of incomes holds them, in proportion to income. */
export function shareLandlords(city: City): void {
  const { households, parameters } = city
  const bins = new Uint32Array(4097)
  let count = 0
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0) continue
    bins[Math.min(4096, Math.floor(households.level[h]! / 50))]!++
    count++
  }
  let above = 0
  let bound = 4096
  while (bound > 0 && (above + bins[bound]!) * 10 < count) above += bins[bound--]!
  let total = 0
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0 && households.level[h]! >= (bound + 1) * 50) total += Math.round(households.level[h]!)
  for (let h = 0; h < households.rows; h++)
    households.landlordShare[h] =
      total > 0 && households.size[h] !== 0 && households.level[h]! >= (bound + 1) * 50
        ? // rounded down to what 32 bits hold, so that the shares never add to more than their sum
          Math.floor(((parameters.local_landlord_share * Math.round(households.level[h]!)) / total) * 16777216) /
          16777216
        : 0
}
