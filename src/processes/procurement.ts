/** Local procurement (model §3.24): contractors of public works give part of them to residents without work. */
import type { City } from '../city/city.ts'
import { flowsOfMonth } from '../city/economy.ts'
import { byId } from '../city/households.ts'
import { ACCOUNT, BOOKED, book } from '../city/ledger.ts'
import { AT_REST } from '../city/levers.ts'
import type { Rules } from '../city/rules.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import type { Process } from './process.ts'

const LOCAL_AT_REST = AT_REST.procurement.local_share
/** What works given to locals cost more. */
const PREMIUM = 0.05
const WORKS = ['facilities', 'publicBuilding', 'servicing', 'industrialServicing', 'growthProgramme'] as const

/** Median income of households of low skill [fen a month]. */
function lowSkillWage({ households, economy }: City): number {
  const levels: number[] = []
  for (let h = 0; h < households.rows; h++)
    if (households.size[h] !== 0 && households.skill[h] === 0) levels.push(households.level[h]!)
  levels.sort((a, b) => a - b)
  return (levels[levels.length >> 1] ?? 0) * 100 * economy.incomeIndex[0]!
}

export const procurement: Process = {
  name: 'procurement',
  writes: [...BOOKED, 'households.savings'],
  run(city, rules: Rules) {
    const { households, accounts, tick } = city
    const share = rules.levers.procurement.local_share - LOCAL_AT_REST
    if (share <= 0) return
    const works = Math.floor(share * flowsOfMonth(city, WORKS))
    const wage = roundHalfEven(lowSkillWage(city))
    if (wage === 0 || works < wage) return
    const jobless: number[] = []
    for (let h = 0; h < households.rows; h++)
      if (households.size[h] !== 0 && households.skill[h] === 0 && households.unemployedUntil[h]! > tick)
        jobless.push(h)
    jobless.sort((a, b) => households.level[a]! - households.level[b]! || byId(households)(a, b))
    const hired = jobless.slice(0, Math.floor(works / wage))
    book(city, 'localJobs', hired.length * wage)
    for (const h of hired) households.savings[h]! += wage
    const premium = roundHalfEven(PREMIUM * works)
    book(city, 'localPremium', Math.min(premium, Math.max(0, accounts.cash[ACCOUNT.government]!)), 'procurement')
  },
}
