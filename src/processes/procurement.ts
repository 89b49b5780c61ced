/** Local procurement (model §3.24): contractors of public works give part of them to residents without work. */
import type { City } from '../city/city.ts'
import { flowsOfMonth } from '../city/economy.ts'
import { byId, LOCAL_WORK } from '../city/households.ts'
import { worksWage } from '../city/housing.ts'
import { ACCOUNT, BOOKED, book, flowOfYear } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import type { Process } from './process.ts'

const LOCAL_AT_REST = AT_REST.procurement.local_share
/** What works given to locals cost more. */
const PREMIUM = 0.05
const WORKS = ['facilities', 'publicBuilding', 'servicing', 'industrialServicing', 'growthProgramme'] as const

/** Works are paid for when they are ordered, most of them in December, and done over a year: a twelfth a month [fen]. */
const worksOfMonth = (city: City): number => WORKS.reduce((sum, kind) => sum + flowOfYear(city, kind), 0) / 12

/** Hires, for the month that follows, the poorest of low skill without work, as far as the works pay a wage each. */
function hire(city: City, works: number): void {
  const { households, tick } = city
  const { size, skill, unemployedUntil, level, flags } = households
  const jobless: number[] = []
  for (let h = 0; h < households.rows; h++) {
    flags[h]! &= ~LOCAL_WORK
    if (size[h] !== 0 && skill[h] === 0 && unemployedUntil[h]! > tick) jobless.push(h)
  }
  const wage = worksWage(city)
  if (wage === 0 || works < wage) return
  const order = byId(households)
  jobless.sort((a, b) => level[a]! - level[b]! || order(a, b))
  for (const h of jobless.slice(0, Math.floor(works / wage))) flags[h]! |= LOCAL_WORK
}

export const procurement: Process = {
  name: 'procurement',
  writes: [...BOOKED, 'households.flags'],
  run(city, rules: Rules) {
    const { accounts } = city
    const share = Math.max(0, rules.levers.procurement.local_share - LOCAL_AT_REST)
    // at rest nobody was paid by works and nobody is hired
    if (share === 0 && flowsOfMonth(city, ['localJobs']) === 0) return
    const works = share * worksOfMonth(city)
    hire(city, works)
    const premium = roundHalfEven(PREMIUM * works)
    book(city, 'localPremium', Math.min(premium, Math.max(0, accounts.cash[ACCOUNT.government]!)), 'procurement')
  },
}
