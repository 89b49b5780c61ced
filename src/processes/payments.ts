import { KIND, ORIGIN } from '../city/buildings.ts'
import { type City, scratch } from '../city/city.ts'
import { CAUSE, DISPLACED, loseHome } from '../city/displacement.ts'
import {
  AIDED,
  byId,
  CONFISCATED,
  LOCAL_WORK,
  MICRO_JOB,
  NEVER,
  RECYCLER,
  SHARING,
  TENURE,
  VENDING,
} from '../city/households.ts'
import {
  annuities,
  EARNS_BESIDE,
  feeRate,
  meanRent,
  OWNER_UPKEEP,
  publicRate,
  SIZE_07,
  SOLD,
  sellToLandlords,
  worksWage,
} from '../city/housing.ts'
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
/** Of aid, what paying it out costs. */
export const AID_COST = 0.05

/** What a household earns beside wages this month [fen], added up by kind; no fine exceeds what it has. */
function earnBeside(
  city: City,
  h: number,
  sums: { stalls: number; fees: number; finds: number; micro: number; aid: number; works: number; fines: number },
): number {
  const { households, buildings, parcels, zones, economy, parameters } = city
  const flags = households.flags[h]!
  const home = households.home[h]!
  let gained = 0
  if (flags & AIDED) {
    gained += economy.aid[0]!
    sums.aid += economy.aid[0]!
  }
  if (flags & LOCAL_WORK) {
    const pay = worksWage(city)
    gained += pay
    sums.works += pay
  }
  if (flags & CONFISCATED) {
    const due = roundHalfEven(parameters.confiscation_fine * 100 * economy.incomeIndex[0]!)
    const fine = Math.min(due, households.savings[h]!)
    sums.fines += fine
    return gained - fine
  }
  if (home < 0) return gained
  const z = parcels.zone[buildings.parcel[home]!]!
  if (flags & VENDING) {
    const fee = Math.min(zones.stallIncome[z]!, zones.stallFee[z]!)
    sums.stalls += zones.stallIncome[z]!
    sums.fees += fee
    gained += zones.stallIncome[z]! - fee
  }
  if (flags & RECYCLER) {
    sums.finds += zones.recyclerIncome[z]!
    gained += zones.recyclerIncome[z]!
  }
  if (flags & MICRO_JOB) {
    sums.micro += economy.microWage[0]!
    gained += economy.microWage[0]!
  }
  return gained
}

/** Two fifths of households are of skill 0, two of 1, one of 2. */
const MEAN_SKILL = 0.8

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
    const dues = duesOf(city, publicRent)
    const rentPaid = scratch(city, 'rent paid', Float64Array, buildings.rows)
    rentPaid.fill(0, 0, buildings.rows)
    const { income_tax, saving_rate, minimum_consumption } = parameters
    const { insurance: insured } = parameters.job_loss
    // what a household spends of its pay, by quintile and by whether it owns, and the least it lives on, by persons
    const spends = Float64Array.from({ length: 10 }, (_, i) => 1 - saving_rate[i >> 1]! * (i & 1 ? OWNER_SAVING : 1))
    const least = SIZE_07.map(persons => minimum_consumption * 100 * persons * index)
    const month = ((tick % 12) + 12) % 12
    const apart = (parameters.structure.skill_divergence * Math.max(0, tick)) / 12
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
    const beside = { stalls: 0, fees: 0, finds: 0, micro: 0, aid: 0, works: 0, fines: 0 }
    const evicted: number[] = []
    const { size, savings, home, tenure, flags, quintile, idHigh, idLow, skill, unemployedUntil } = households
    const { level, shock, lnBase, mortgage, mortgageMonths, mortgageArrears, arrears, burdenSince } = households
    const { origin } = buildings
    for (let h = 0; h < households.rows; h++) {
      const persons = size[h]!
      if (persons === 0) continue
      const draw = bits(key, idHigh[h]!, idLow[h]!)
      if (combine(idHigh[h]!, idLow[h]!) % 12 === month) {
        shock[h] = persistence * shock[h]! + sd * normal(mix(draw + 1))
        level[h] = exp(lnBase[h]! + shock[h]! + apart * (skill[h]! - MEAN_SKILL))
      }
      if (unemployedUntil[h]! <= tick && unit(draw) < (skill[h] === 0 ? low_skill : rate))
        unemployedUntil[h] = tick + months
      let earned = level[h]! * index * 100
      if (unemployedUntil[h]! > tick) {
        earned = roundHalfEven(earned * insured)
        insurance += earned
      } else {
        earned = roundHalfEven(earned)
        wages += earned
      }
      const levied = roundHalfEven(income_tax * earned)
      tax += levied
      const pay = (flags[h]! & (EARNS_BESIDE | CONFISCATED)) === 0 ? earned : earned + earnBeside(city, h, beside)
      let cash = savings[h]! + pay - levied
      let housing = 0
      const owns = tenure[h] === TENURE.owner ? 1 : 0
      const b = home[h]!
      if (b >= 0) {
        const shares = (flags[h]! & SHARING) !== 0
        if (owns === 1) {
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
            const owes = owed + (due - paidInterest) - (paid - paidInterest)
            mortgage[h] = owes
            mortgageArrears[h] = paid < instalment ? mortgageArrears[h]! + 1 : 0
            mortgageMonths[h] = owes === 0 ? 0 : Math.max(1, mortgageMonths[h]! - 1)
            if (mortgageArrears[h]! >= MORTGAGE_ARREARS) evicted.push(h)
          }
          const kept = Math.min(cash, dues.upkeep[b]!)
          upkeep += kept
          cash -= kept
          housing += kept
        } else {
          const isPublic = tenure[h] === TENURE.public
          const rent = isPublic ? dues.publicRent[b]! : shares ? dues.sharedRent[b]! : dues.rent[b]!
          const paid = Math.min(cash, rent)
          cash -= paid
          housing += rent
          if (isPublic) {
            if (origin[b] === ORIGIN.quota) quotaRents += paid
            else if (origin[b] === ORIGIN.policy) policyRents += paid
            else if (origin[b] === ORIGIN.mobile) mobileRents += paid
            else publicRents += paid
          } else rentPaid[b]! += paid
          arrears[h] = paid < rent ? Math.min(255, arrears[h]! + 1) : 0
          if (arrears[h]! >= RENT_ARREARS && !isPublic) evicted.push(h)
        }
        if (!shares) {
          const fee = Math.min(cash, dues.fee[b]!)
          feeSum += fee
          cash -= fee
          housing += fee
        }
        if (housing > BURDEN_PRESSES * pay) {
          if (burdenSince[h] === NEVER) burdenSince[h] = tick
        } else burdenSince[h] = NEVER
      }
      const wanted = spends[2 * quintile[h]! + owns]! * (pay - levied - housing)
      const spent = Math.min(cash, roundHalfEven(Math.max(least[persons]!, wanted)))
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
    book(city, 'stallSales', beside.stalls)
    book(city, 'stallFees', beside.fees)
    book(city, 'finds', beside.finds)
    book(city, 'microWages', beside.micro)
    book(city, 'localJobs', beside.works)
    book(city, 'fines', beside.fines)
    book(city, 'aid', beside.aid, 'aid')
    book(city, 'aidCost', roundHalfEven(AID_COST * beside.aid), 'aid')
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

/** What a home costs this month [whole fen]: worked out once a building, not once a household. */
function duesOf(city: City, publicRent: number) {
  const { buildings } = city
  const { rows, dwellings, floor, rent: rate, price } = buildings
  const rent = scratch(city, 'rent due', Float64Array, rows)
  const sharedRent = scratch(city, 'shared rent due', Float64Array, rows)
  const publicDue = scratch(city, 'public rent due', Float64Array, rows)
  const upkeep = scratch(city, 'upkeep due', Float64Array, rows)
  const fee = scratch(city, 'fee due', Float64Array, rows)
  for (let b = 0; b < rows; b++) {
    if (dwellings[b] === 0) continue
    rent[b] = roundHalfEven(rate[b]! * floor[b]!)
    sharedRent[b] = roundHalfEven((rate[b]! / 2) * floor[b]!)
    publicDue[b] = roundHalfEven(publicRate(city, b, publicRent) * floor[b]!)
    upkeep[b] = roundHalfEven(OWNER_UPKEEP * price[b]! * floor[b]!)
    fee[b] = roundHalfEven(feeRate(city, b) * floor[b]!)
  }
  return { rent, sharedRent, publicRent: publicDue, upkeep, fee }
}

function evict(city: City, h: number): void {
  if (city.households.tenure[h] === TENURE.owner) sellToLandlords(city, h)
  loseHome(city, h, CAUSE.eviction)
}
