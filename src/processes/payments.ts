import { KIND, ORIGIN } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { CAUSE, DISPLACED, loseHome } from '../city/displacement.ts'
import { byId, NEVER, SHARING, TENURE } from '../city/households.ts'
import { annuities, feeRate, income, meanRent, OWNER_UPKEEP, SIZE_07, SOLD, sellToLandlords } from '../city/housing.ts'
import { book } from '../city/ledger.ts'
import { roundHalfEven } from '../lib/fixed.ts'
import { exp } from '../lib/numeric.ts'
import { bits, combine, mix, normal, unit } from '../lib/random.ts'
import type { Process } from './process.ts'

/** Months of unpaid rent, and of unpaid instalments, before a home is lost. */
const RENT_ARREARS = 3
const MORTGAGE_ARREARS = 6
/** Owners save less: they hold their wealth in the home. */
const OWNER_SAVING = 0.8
const BURDEN_PRESSES = 0.5

/** Wages come, tax and housing are paid, the rest is spent or saved; who falls behind for long loses the home. */
export const payments: Process = {
  name: 'payments',
  writes: [
    ...DISPLACED,
    ...SOLD,
    'households.shock',
    'households.level',
    'households.unemployedUntil',
    'developers.cash',
    'villages.cash',
  ],
  run(city, rules) {
    const { households, buildings, parcels, villages, developers, parameters, luck, tick, economy } = city
    const key = luck.at('income', tick)
    const { persistence, sd } = parameters.income_shock
    const { rate, low_skill, months } = parameters.job_loss
    const factors = annuities(city)
    const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
    const monthly = parameters.interest / 12
    const index = economy.incomeIndex[0]!
    const rentPaid = scratch(city, 'rent paid', Float64Array, buildings.rows)
    rentPaid.fill(0, 0, buildings.rows)
    const fees = scratch(city, 'fee rates', Float64Array, buildings.rows)
    for (let b = 0; b < buildings.rows; b++) fees[b] = buildings.dwellings[b] === 0 ? 0 : feeRate(city, b)
    const month = ((tick % 12) + 12) % 12
    let wages = 0
    let insurance = 0
    let tax = 0
    let interest = 0
    let principal = 0
    let upkeep = 0
    let feeSum = 0
    let publicRents = 0
    let quotaRents = 0
    let policyRents = 0
    let mobileRents = 0
    let consumption = 0
    const evicted: number[] = []
    const { size, savings, home, tenure, flags, quintile, mortgage, mortgageMonths, idHigh, idLow, level } = households
    for (let h = 0; h < households.rows; h++) {
      const persons = size[h]!
      if (persons === 0) continue
      const id = combine(idHigh[h]!, idLow[h]!)
      const draw = bits(key, idHigh[h]!, idLow[h]!)
      if (id % 12 === month) {
        households.shock[h] = persistence * households.shock[h]! + sd * normal(mix(draw + 1))
        level[h] = exp(households.lnBase[h]! + households.shock[h]!)
      }
      const atWork = households.unemployedUntil[h]! <= tick
      if (atWork && unit(draw) < (households.skill[h] === 0 ? low_skill : rate))
        households.unemployedUntil[h] = tick + months
      const pay = roundHalfEven(income(city, h))
      if (households.unemployedUntil[h]! > tick) insurance += pay
      else wages += pay
      const levied = roundHalfEven(parameters.income_tax * pay)
      tax += levied
      let cash = savings[h]! + pay - levied
      let housing = 0
      const b = home[h]!
      if (b >= 0) {
        const floor = buildings.floor[b]!
        if (tenure[h] === TENURE.owner) {
          const owed = mortgage[h]!
          if (owed > 0) {
            const due = roundHalfEven(owed * monthly)
            const instalment = Math.min(owed + due, Math.max(due, roundHalfEven(owed * factors[mortgageMonths[h]!]!)))
            const paid = Math.min(cash, instalment)
            const paidInterest = Math.min(paid, due)
            interest += paidInterest
            principal += paid - paidInterest
            cash -= paid
            housing += instalment
            mortgage[h] = owed + (due - paidInterest) - (paid - paidInterest)
            households.mortgageArrears[h] = paid < instalment ? households.mortgageArrears[h]! + 1 : 0
            mortgageMonths[h] = mortgage[h] === 0 ? 0 : Math.max(1, mortgageMonths[h]! - 1)
            if (households.mortgageArrears[h]! >= MORTGAGE_ARREARS) evicted.push(h)
          }
          const kept = Math.min(cash, roundHalfEven(OWNER_UPKEEP * buildings.price[b]! * floor))
          upkeep += kept
          cash -= kept
          housing += kept
        } else {
          const shares = (flags[h]! & SHARING) !== 0
          const isPublic = tenure[h] === TENURE.public
          const rent = roundHalfEven(
            (isPublic ? publicRent : shares ? buildings.rent[b]! / 2 : buildings.rent[b]!) * floor,
          )
          const paid = Math.min(cash, rent)
          cash -= paid
          housing += rent
          if (isPublic) {
            if (buildings.origin[b] === ORIGIN.quota) quotaRents += paid
            else if (buildings.origin[b] === ORIGIN.policy) policyRents += paid
            else if (buildings.origin[b] === ORIGIN.mobile) mobileRents += paid
            else publicRents += paid
          } else rentPaid[b]! += paid
          households.arrears[h] = paid < rent ? Math.min(255, households.arrears[h]! + 1) : 0
          if (households.arrears[h]! >= RENT_ARREARS && !isPublic) evicted.push(h)
        }
        if (fees[b]! > 0 && (flags[h]! & SHARING) === 0) {
          const fee = Math.min(cash, roundHalfEven(fees[b]! * floor))
          feeSum += fee
          cash -= fee
          housing += fee
        }
        if (housing > BURDEN_PRESSES * pay) {
          if (households.burdenSince[h] === NEVER) households.burdenSince[h] = tick
        } else households.burdenSince[h] = NEVER
      }
      const saving = parameters.saving_rate[quintile[h]!]! * (tenure[h] === TENURE.owner ? OWNER_SAVING : 1)
      const least = parameters.minimum_consumption * 100 * SIZE_07[persons]! * index
      const spent = Math.min(cash, roundHalfEven(Math.max(least, (1 - saving) * (pay - levied - housing))))
      consumption += spent
      savings[h] = cash - spent
    }
    book(city, 'wages', wages)
    book(city, 'insurance', insurance)
    book(city, 'incomeTax', tax)
    book(city, 'mortgageInterest', interest)
    book(city, 'mortgagePrincipal', principal)
    book(city, 'ownersUpkeep', upkeep)
    book(city, 'fees', feeSum)
    book(city, 'feesSpent', feeSum)
    book(city, 'publicRent', publicRents)
    book(city, 'publicRent', quotaRents, 'public_housing')
    book(city, 'publicRent', policyRents, 'public_building')
    book(city, 'publicRent', mobileRents, 'mobile_homes')
    book(city, 'consumption', consumption)
    for (let b = 0; b < buildings.rows; b++) {
      const paid = rentPaid[b]!
      if (paid === 0) continue
      const village = parcels.village[buildings.parcel[b]!]!
      if (buildings.kind[b] === KIND.village && village >= 0) {
        book(city, 'rentToVillages', paid)
        villages.cash[village]! += paid
        continue
      }
      const fromDeveloper = Math.max(0, buildings.tenants[b]! - buildings.landlordStock[b]!)
      const part = buildings.tenants[b]! > 0 ? roundHalfEven((paid * fromDeveloper) / buildings.tenants[b]!) : 0
      if (part > 0) {
        book(city, 'rentToDevelopers', part)
        developers.cash[buildings.developer[b]!]! += part
      }
      book(city, 'rentToLandlords', paid - part)
    }
    for (const h of evicted.sort(byId(households))) evict(city, h)
  },
}

function evict(city: City, h: number): void {
  if (city.households.tenure[h] === TENURE.owner) sellToLandlords(city, h)
  loseHome(city, h, CAUSE.eviction)
}
