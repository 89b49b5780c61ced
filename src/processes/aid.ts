/** Aid in cash (model §3.24) for households left with little: assessed every third month, paid every month. */
import { type City, scratch } from '../city/city.ts'
import { middleOf } from '../city/found.ts'
import { AIDED, REGISTERED } from '../city/households.ts'
import { EQUIVALENT, housingCost, informalIncome, meanRent, wage } from '../city/housing.ts'
import { ACCOUNT } from '../city/ledger.ts'
import type { Rules } from '../city/rules.ts'
import { AID_COST } from './payments.ts'
import type { Process } from './process.ts'

const EVERY = 3
/** Aided are those with less than this share of the median left after housing, per equivalent adult. */
const POOR = 0.4

/** Marks who is aided: income after tax and housing per equivalent adult, aid left out, below 0.4 of its median. */
function assess(city: City, rules: Rules): void {
  const { households, parameters, economy } = city
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const left = scratch(city, 'left for aid', Float64Array, households.rows)
  const bins = new Uint32Array(4097)
  const yuan = 100 * economy.incomeIndex[0]!
  for (let h = 0; h < households.rows; h++) {
    const persons = households.size[h]!
    if (persons === 0) continue
    const kept = wage(city, h) * (1 - parameters.income_tax) + informalIncome(city, h)
    left[h] = (kept - housingCost(city, h, publicRent)) / yuan / EQUIVALENT[persons]!
    bins[Math.max(0, Math.min(4096, Math.floor(left[h]! / 50)))]!++
  }
  const line = POOR * middleOf(bins)
  const all = rules.levers.aid.includes_migrants === 1
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0) continue
    const flags = households.flags[h]!
    const due = left[h]! < line && (all || (flags & REGISTERED) !== 0)
    households.flags[h] = due ? flags | AIDED : flags & ~AIDED
  }
}

export const aid: Process = {
  name: 'aid',
  writes: ['households.flags', 'economy.aid'],
  run(city, rules) {
    const { households, economy, accounts, tick } = city
    const cash = rules.levers.aid.cash_per_month
    if (cash === 0) {
      if (economy.aid[0]! === 0) return
      economy.aid[0] = 0
      for (let h = 0; h < households.rows; h++) households.flags[h]! &= ~AIDED
      return
    }
    if (tick % EVERY === 0 || economy.aid[0]! === 0) assess(city, rules)
    let aided = 0
    for (let h = 0; h < households.rows; h++) if (households.size[h] !== 0 && households.flags[h]! & AIDED) aided++
    const affordable = Math.max(0, accounts.cash[ACCOUNT.government]!) / ((1 + AID_COST) * Math.max(1, aided))
    economy.aid[0] = Math.floor(Math.min(cash * 100 * economy.incomeIndex[0]!, Math.max(0, affordable - 1)))
  },
}
