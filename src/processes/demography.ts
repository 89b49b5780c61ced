import { type City, scratch } from '../city/city.ts'
import { drawJob, incomeQuantile, quintileOf, shockSd, sizeOf, stageLength } from '../city/found.ts'
import {
  addHousehold,
  byId,
  MOVED,
  moveIn,
  moveOut,
  RECOGNISED,
  REGISTERED,
  RIGHT_OF_RETURN,
  removeHousehold,
  STAGE,
  TENURE,
  TITLE,
} from '../city/households.ts'
import { income, SOLD, sellToLandlords } from '../city/housing.ts'
import { book } from '../city/ledger.ts'
import { clamp, exp, log, normalCdf } from '../lib/numeric.ts'
import { bits, combine, mix, normal, unit } from '../lib/random.ts'
import type { Process } from './process.ts'

/** Noise of a child's income rank, uniform half-width. */
const RANK_NOISE = 0.22
/** School quality of a child who never had a seat counted. */
const NO_SCHOOL = 0.3

export const CHILD_BIT = 0x80000000

/** Life runs on: stages change, households form and end, people change jobs and grow attached. */
export const demography: Process = {
  name: 'demography',
  writes: ['households.*', ...MOVED, ...SOLD, 'economy.bornTotal', 'economy.endedTotal'],
  run(city) {
    const { households, parameters, luck, tick } = city
    const key = luck.at('demography', tick)
    const forming: number[] = []
    const ending: number[] = []
    const { attachment, size, stageClock, stage, home, asked, job, epoch, idHigh, idLow } = households
    const { attachment_growth, job_change } = parameters
    for (let h = 0; h < households.rows; h++) {
      if (size[h] === 0) continue
      asked[h] = 0
      if (home[h]! >= 0) attachment[h]! += attachment_growth * (1 - attachment[h]!)
      const draw = bits(key, idHigh[h]!, idLow[h]!)
      if (unit(draw) < job_change) {
        job[h] = drawJob(city, unit(mix(draw + 1)))
        epoch[h]!++
        asked[h] = 1
      }
      stageClock[h]!--
      if (stageClock[h]! > 0) continue
      if (stage[h] === STAGE.old) {
        ending.push(h)
        continue
      }
      if (stage[h] === STAGE.children) forming.push(h)
      stage[h]!++
      stageClock[h] = stageLength(stage[h]!, unit(mix(draw + 2)))
      size[h] = sizeOf(stage[h]!, unit(mix(draw + 3)))
      epoch[h]!++
      asked[h] = 1
    }
    const order = byId(households)
    for (const h of forming.sort(order)) form(city, h, key)
    if (ending.length > 0) end(city, ending.sort(order))
  },
}

/** A household leaving "with children" sends one young household into the city, which looks for a home next month. */
function form(city: City, parent: number, key: number): void {
  const { households, parameters, economy, tick } = city
  const ph = households.idHigh[parent]!
  const pl = households.idLow[parent]!
  const draw = bits(key, combine(ph, 77), pl)
  const h = addHousehold(city, (combine(combine(0x51ed, ph), pl) | CHILD_BIT) >>> 0, combine(combine(0x2545, pl), ph))
  // addHousehold may have grown the table: columns are read afresh from here
  const local = (households.flags[parent]! & (REGISTERED | RECOGNISED)) !== 0
  households.parentHigh[h] = ph
  households.parentLow[h] = pl
  households.flags[h] = local ? REGISTERED : 0
  const { income: incomes } = parameters
  const isLocal = (households.flags[parent]! & REGISTERED) !== 0
  const median = isLocal ? incomes.local_median : incomes.migrant_median
  const sd = isLocal ? incomes.local_sd : incomes.migrant_sd
  const u = normalCdf((households.lnBase[parent]! - log(median)) / sd)
  const years = households.schoolYears[parent]!
  const schooling = years > 0 ? households.schoolSum[parent]! / 100 / years : NO_SCHOOL
  const rho = parameters.income_persistence
  const noise = RANK_NOISE * (2 * unit(draw) - 1)
  const rank = clamp(rho * u + (1 - rho) * (0.5 + 0.5 * (schooling - 0.5)) + noise, 0, 1)
  households.lnBase[h] = incomeQuantile(parameters, local, rank)
  households.parentRank[h] = Math.floor(u * 255)
  households.shock[h] = shockSd(parameters) * normal(mix(draw + 5))
  households.level[h] = exp(households.lnBase[h]! + households.shock[h]!)
  households.quintile[h] = quintileOf(city, households.level[h]!)
  households.stage[h] = STAGE.young
  households.stageClock[h] = stageLength(STAGE.young, unit(mix(draw + 6)))
  households.size[h] = sizeOf(STAGE.young, unit(mix(draw + 7)))
  const skillDraw = unit(mix(draw + 8))
  households.skill[h] = skillDraw < 0.3 ? Math.floor((skillDraw / 0.3) * 3) : Math.min(2, Math.floor(rank * 3))
  households.job[h] = drawJob(city, unit(mix(draw + 9)))
  households.arrived[h] = tick
  households.searchStart[h] = tick + 1
  households.tenure[h] = TENURE.market
  const spare = households.savings[parent]! - 12 * income(city, parent)
  const gift = spare > 0 ? Math.floor(parameters.family_gift * spare) : 0
  households.savings[parent]! -= gift
  households.savings[h] = gift
  economy.bornTotal[0]!++
}

/** Old households end. What they leave goes to the newest living child, else away; an owned home to a child who owns none. */
function end(city: City, ending: number[]): void {
  const { households, economy } = city
  const isEnding = scratch(city, 'ending', Uint8Array, households.rows)
  isEnding.fill(0, 0, households.rows)
  for (const h of ending) isEnding[h] = 1
  // children of the ending, found in one pass: a bitmap of parents' low words keeps the pass cheap
  const sieve = scratch(city, 'parent sieve', Uint8Array, 65536)
  sieve.fill(0)
  const heirs = new Map<string, number>()
  for (const h of ending) sieve[households.idLow[h]! & 65535] = 1
  const newer = (a: number, b: number): boolean =>
    households.arrived[a]! > households.arrived[b]! ||
    (households.arrived[a] === households.arrived[b] && byId(households)(a, b) > 0)
  const { parentHigh, parentLow, size } = households
  for (let h = 0; h < households.rows; h++) {
    if (sieve[parentLow[h]! & 65535] === 0 || size[h] === 0 || isEnding[h] !== 0 || parentHigh[h] === 0) continue
    const parent = `${parentHigh[h]} ${parentLow[h]}`
    const known = heirs.get(parent)
    if (known === undefined || newer(h, known)) heirs.set(parent, h)
  }
  for (const h of ending) {
    const heir = heirs.get(`${households.idHigh[h]} ${households.idLow[h]}`)
    const home = households.home[h]!
    const isOwner = home >= 0 && households.tenure[h] === TENURE.owner
    const heirOwns = heir !== undefined && households.home[heir]! >= 0 && households.tenure[heir] === TENURE.owner
    if (isOwner && (heir === undefined || heirOwns)) sellToLandlords(city, h)
    const { mortgage, mortgageMonths } = households
    if (home >= 0) moveOut(city, h)
    if (isOwner && heir !== undefined && !heirOwns) {
      moveOut(city, heir)
      moveIn(city, heir, home, TENURE.owner)
      mortgage[heir] = mortgage[h]!
      mortgageMonths[heir] = mortgageMonths[h]!
      households.lastMove[heir] = city.tick
      households.searchStart[heir] = -32768
      households.homelessMonths[heir] = 0
    }
    const left = households.savings[h]!
    if (heir === undefined) book(city, 'bequestsAbroad', left)
    else households.savings[heir]! += left
    households.savings[h] = 0
    households.flags[h]! &= ~(RIGHT_OF_RETURN | TITLE)
    city.departures?.push(households.idHigh[h]!, households.idLow[h]!, 1)
    removeHousehold(city, h)
    economy.endedTotal[0]!++
  }
}
