import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { emptyHomes, KIND } from '../../src/city/buildings.ts'
import { CELLS, cellOf, countLandGains, openCounts, referenceIndex, TENURE_STATE } from '../../src/city/economy.ts'
import { NEVER, REGISTERED, SHARING, TENURE } from '../../src/city/households.ts'
import { EQUIVALENT, housingCost, income, meanRent, untaxedIncome } from '../../src/city/housing.ts'
import { book, flowTotal } from '../../src/city/ledger.ts'
import { safetyAt, zoneTrust } from '../../src/city/participation.ts'
import { saveCity } from '../../src/city/save.ts'
import { rentBurdenShare } from '../../src/metrics/calculators/housing/rent-burden-share.ts'
import { residualIncomeAffordability } from '../../src/metrics/calculators/housing/residual-income-affordability.ts'
import { concentrationIndex } from '../../src/metrics/calculators/inequality/concentration-index.ts'
import { gini } from '../../src/metrics/calculators/inequality/gini.ts'
import { palmaRatio } from '../../src/metrics/calculators/inequality/palma-ratio.ts'
import { atkinsonEde } from '../../src/metrics/calculators/justice/atkinson-ede.ts'
import { fosterGreerThorbecke } from '../../src/metrics/calculators/justice/foster-greer-thorbecke.ts'
import { rawlsMinimum } from '../../src/metrics/calculators/justice/rawls-minimum.ts'
import { exposure } from '../../src/metrics/calculators/segregation/exposure.ts'
import type { Family } from '../../src/metrics/define.ts'
import { groupsOf, measureNamed, measureNames, measures } from '../../src/metrics/index.ts'
import { readIndicators } from '../../src/metrics/indicators.ts'
import { forgetSnapshot, snapshotOf } from '../../src/metrics/snapshot.ts'
import { zonalMeasures, zoneValues } from '../../src/metrics/zones.ts'
import { policies } from '../../src/policies/index.ts'
import type { Simulation } from '../../src/simulation.ts'
import { livedIn, living } from './city.ts'

const simulation = livedIn()
simulation.run(13)

const read = (name: string, { city, rules }: Simulation = simulation): number | null =>
  measureNamed(name)!.compute(city, rules)

const close = (name: string, expected: number | null | undefined, run = simulation): void => {
  const value = read(name, run)
  if (expected === null || expected === undefined) expect(value, name).toBe(null)
  else
    expect(Math.abs(value! - expected), `${name}: ${value} for ${expected}`).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(expected)),
    )
}

const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

/** What a household earns and pays, the long way. */
function accounts({ city, rules }: Simulation) {
  const fen = 100 * referenceIndex(city)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  return (h: number) => {
    const earned = income(city, h) / fen
    const housing = housingCost(city, h, publicRent) / fen
    // stalls, recycling and aid are not taxed
    const kept = earned - city.parameters.income_tax * (earned - untaxedIncome(city, h) / fen)
    const left = kept - housing
    return { earned, kept, housing, leftEach: left / EQUIVALENT[city.households.size[h]!]! }
  }
}

const { city } = simulation
const { households, buildings, parcels } = city
const rows = living(simulation)
const of = accounts(simulation)
const tenants = rows.filter(h => households.home[h]! >= 0 && households.tenure[h] !== TENURE.owner)
const owners = rows.filter(h => households.home[h]! >= 0 && households.tenure[h] === TENURE.owner)
const housed = rows.filter(h => households.home[h]! >= 0)
const at = (h: number): number => buildings.parcel[households.home[h]!]!
/** Fifth of each household by this month's labour income. */
const fifth = new Map<number, number>()
{
  const levels = rows.map(h => households.level[h]!).sort((a, b) => a - b)
  for (const h of rows) {
    const below = levels.filter(level => level < households.level[h]!).length
    fifth.set(h, [1, 2, 3, 4].filter(k => below * 5 >= k * rows.length).length)
  }
}
const isLow = (h: number): boolean => fifth.get(h)! <= 1

test('names are unique, snake_case, and found by name', () => {
  expect(new Set(measureNames).size).toBe(measureNames.length)
  for (const name of measureNames) expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
  for (const measure of measures) expect(measureNamed(measure.name)).toBe(measure)
  expect(measureNamed('no_such_measure')).toBe(undefined)
})

test('every measure speaks both languages and says how and whence', () => {
  for (const name of measureNames) {
    const { title, explains, caveat, formula, source } = measureNamed(name)!
    for (const words of caveat ? [title, explains, caveat] : [title, explains]) {
      expect(words.en, name).toMatch(/[a-z]/)
      expect(words.zh, name).toMatch(/[一-鿿]/)
    }
    expect(formula.length, name).toBeGreaterThan(5)
    expect(source.length, name).toBeGreaterThan(3)
  }
})

test('every measure of the dashboard has a name that fits beside its number, all different, and axes that do not jump', () => {
  const seen = { en: new Map<string, string>(), zh: new Map<string, string>() }
  for (const { name, short, title, unit, axis, halfRange } of measures) {
    const { en, zh } = short ?? title
    expect([...en].length, `${name}: ${en}`).toBeLessThanOrEqual(26)
    expect([...zh].length, `${name}: ${zh}`).toBeLessThanOrEqual(12)
    expect(seen.en.get(en), `${name} is called as another is`).toBe(undefined)
    expect(seen.zh.get(zh), `${name} is called as another is`).toBe(undefined)
    seen.en.set(en, name)
    seen.zh.set(zh, name)
    // numbers and money of the whole city grow with it: their axes follow the baseline
    if (['count', 'count/yr', 'yuan/yr', 'yuan'].includes(unit) && axis === undefined) continue
    expect(axis, `${name} has an axis`).toBeDefined()
    expect(axis![0], name).toBeLessThan(axis![1])
    expect(halfRange, `${name} has a half range`).toBeGreaterThan(0)
  }
})

test('every policy has a name that fits beside its slider, all different', () => {
  const seen = new Set<string>()
  for (const { name, short, title } of policies) {
    const { en, zh } = short ?? title
    expect([...en].length, `${name}: ${en}`).toBeLessThanOrEqual(24)
    expect([...zh].length, `${name}: ${zh}`).toBeLessThanOrEqual(10)
    for (const words of [en, zh]) {
      expect(seen.has(words), `${name} is called as another is`).toBe(false)
      seen.add(words)
    }
  }
})

test('the headlines that mechanisms support are there, with their groups', () => {
  const headlines = measures.filter(({ headline }) => headline).map(({ name }) => name)
  expect(headlines.sort()).toEqual(
    [
      'access_floor',
      'access_ratio_migrant',
      'below_sufficiency',
      'deprivation_clustering',
      'displacement_rate',
      'green_300m',
      'income_after_housing_ede',
      'land_gain_public_share',
      'participation_gini',
      'rent_burden_over_30',
      'segregation_walk',
    ].sort(),
  )
  expect(groupsOf('access_floor').map(({ name }) => name)).toContain('access_floor_migrant')
  expect(groupsOf('segregation_h')).toEqual([])
})

test('values are finite or undefined, at every age of the city', () => {
  const young = livedIn('tiny', 'young', 0)
  for (const run of [young, simulation]) {
    for (const name of measureNames) {
      const value = read(name, run)
      if (value !== null) expect(Number.isFinite(value), `${name} is ${value}`).toBe(true)
    }
  }
  young.run(1)
  for (const name of measureNames) expect(Number.isNaN(read(name, young) ?? 0), name).toBe(false)
})

test('measuring only reads', () => {
  const hash = simulation.hash()
  const saved = saveCity(city, null)
  forgetSnapshot(city)
  const values = readIndicators(city, simulation.rules, measureNames)
  expect(simulation.hash()).toBe(hash)
  expect(Buffer.from(saveCity(city, null)).equals(Buffer.from(saved))).toBe(true)
  forgetSnapshot(city)
  expect(readIndicators(city, simulation.rules, measureNames)).toEqual(values)
})

test('a run that is measured every month is the run that is not', () => {
  const measured = livedIn('tiny', 'watched', 2)
  const left = livedIn('tiny', 'watched', 2)
  for (let month = 0; month < 7; month++) {
    readIndicators(measured.city, measured.rules, measureNames)
    measured.tick()
    left.tick()
  }
  expect(measured.hash()).toBe(left.hash())
})

test('the snapshot holds what households earn and pay', () => {
  const s = snapshotOf(city, simulation.rules)
  expect(s.households).toBe(rows.length)
  for (const h of rows) {
    const { earned, leftEach } = of(h)
    expect(s.income[h]).toBeCloseTo(earned, 9)
    expect(s.leftEach[h]).toBeCloseTo(leftEach, 8)
    const state =
      households.home[h]! < 0
        ? TENURE_STATE.none
        : households.tenure[h] === TENURE.owner
          ? TENURE_STATE.owner
          : TENURE_STATE.tenant
    expect(s.cell[h]).toBe(cellOf(fifth.get(h)!, state, households.flags[h]! & REGISTERED))
  }
})

test('rent burdens are those of the tenants', () => {
  const burden = (h: number): number => Math.min(10, of(h).housing / of(h).earned)
  close('rent_burden', mean(tenants.map(burden)))
  close('rent_burden_low', mean(tenants.filter(isLow).map(burden)))
  close('rent_burden_q5', mean(tenants.filter(h => fifth.get(h) === 4).map(burden)))
  close('rent_burden_migrant', mean(tenants.filter(h => !(households.flags[h]! & REGISTERED)).map(burden)))
  close('payment_burden', mean(owners.map(burden)))
  expect(measureNamed('rent_burden_owner')).toBe(undefined)
  const rent = tenants.map(h => of(h).housing)
  const earned = tenants.map(h => of(h).earned)
  const shares = rentBurdenShare(rent, earned, [0.3, 0.5])!
  close('rent_burden_over_30', shares[0])
  close('rent_burden_over_50', shares[1])
  const sorted = tenants.map(burden).sort((a, b) => a - b)
  const place = 0.8 * (sorted.length - 1)
  const k = Math.floor(place)
  close('rent_burden_p80', sorted[k]! + (place - k) * (sorted[k + 1]! - sorted[k]!))
})

test('incomes after housing are measured as the calculators do', () => {
  const each = rows.map(h => of(h).leftEach)
  const line = city.parameters.sufficiency_line
  close('residual_income', mean(each))
  close('residual_income_low', mean(rows.filter(isLow).map(h => of(h).leftEach)))
  close('below_sufficiency', fosterGreerThorbecke(each, line, 0))
  close('below_sufficiency_depth', fosterGreerThorbecke(each, line, 1))
  close(
    'below_sufficiency_local',
    fosterGreerThorbecke(
      rows.filter(h => households.flags[h]! & REGISTERED).map(h => of(h).leftEach),
      line,
      0,
    ),
  )
  close(
    'income_after_housing_ede',
    atkinsonEde(
      each.map(x => Math.max(1, x)),
      1,
    ),
  )
  const short = residualIncomeAffordability(
    tenants.map(h => of(h).housing),
    tenants.map(h => of(h).kept),
    tenants.map(h => line * EQUIVALENT[households.size[h]!]!),
  )
  close('residual_shortfall', short?.share)
  const incomes = rows.map(h => of(h).earned)
  close('income_gini', gini(incomes))
  close('palma_ratio', palmaRatio(incomes))
  const fen = 100 * referenceIndex(city)
  const wealth = rows.map(h => {
    const b = households.home[h]!
    const home = b >= 0 && households.tenure[h] === TENURE.owner ? buildings.price[b]! * buildings.floor[b]! : 0
    return Math.max(0, households.savings[h]! + home - households.mortgage[h]!) / fen
  })
  close('wealth_gini', gini(wealth))
})

test('homes and who has none are counted', () => {
  let empty = 0
  let all = 0
  let walled = 0
  let standing = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    empty += emptyHomes(buildings, b)
    all += buildings.dwellings[b]! - buildings.publicHomes[b]!
    standing += buildings.dwellings[b]!
    const estate = parcels.estate[buildings.parcel[b]!]!
    if (estate >= 0 && city.estates.walled[estate]) walled += buildings.dwellings[b]!
  }
  close('vacancy_rate', empty / all)
  close('walled_share', walled / standing)
  close('ownership_rate', owners.length / rows.length)
  close('homeless', (rows.length - housed.length) / rows.length)
  close('overcrowding', rows.filter(h => households.flags[h]! & SHARING).length / rows.length)
  const local = rows.filter(h => households.flags[h]! & REGISTERED)
  close('ownership_rate_local', owners.filter(h => households.flags[h]! & REGISTERED).length / local.length)
  const prices: number[] = []
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.dwellings[b]! > 0 && (buildings.kind[b] === KIND.gated || buildings.kind[b] === KIND.open))
      for (let n = buildings.publicHomes[b]!; n < buildings.dwellings[b]!; n++) prices.push(buildings.price[b]!)
  prices.sort((a, b) => a - b)
  const incomes = rows.map(h => income(city, h)).sort((a, b) => a - b)
  const middle = (incomes[(rows.length - 1) >> 1]! + incomes[rows.length >> 1]!) / 2
  close('price_to_income', (prices[Math.ceil(prices.length / 2) - 1]! * 85) / (12 * middle))
})

test('access is weighted by those who live there', () => {
  const kinds = (column: Float32Array, n: number) => (h: number) =>
    mean(Array.from({ length: n }, (_, k) => column[at(h) * 5 + k]!))
  close('facility_access', mean(housed.map(kinds(parcels.access, 5))))
  close('facility_access_low', mean(housed.filter(isLow).map(kinds(parcels.access, 5))))
  close(
    'access_park_migrant',
    mean(housed.filter(h => !(households.flags[h]! & REGISTERED)).map(h => parcels.access[at(h) * 5 + 2]!)),
  )
  close('access_floor', rawlsMinimum(housed.map(kinds(parcels.needs, 4)))?.bottomDecileMean)
  const needs = kinds(parcels.needs, 5)
  const migrants = housed.filter(h => !(households.flags[h]! & REGISTERED))
  const locals = housed.filter(h => households.flags[h]! & REGISTERED)
  close('access_ratio_migrant', mean(migrants.map(needs)) / mean(locals.map(needs)))
  close(
    'access_concentration',
    concentrationIndex(
      housed.map(kinds(parcels.access, 5)),
      housed.map(h => of(h).earned),
      undefined,
      'erreygers',
    ),
  )
  const persons = housed.flatMap(h => Array.from({ length: households.size[h]! }, () => h))
  close('walk_minutes_mean', mean(persons.map(h => mean([0, 1, 2, 3].map(k => parcels.walk[at(h) * 5 + k]! / 64)))))
  close('walk_minutes_park', mean(persons.map(h => parcels.walk[at(h) * 5 + 2]! / 64)))
  close('green_access_high', mean(housed.filter(h => fifth.get(h)! >= 3).map(h => parcels.green[at(h)]!)))
  close('street_quality_mean', mean(housed.map(h => parcels.street[at(h)]!)))
  expect(read('public_green_access')!).toBeLessThanOrEqual(read('green_access')! + 1e-12)
  expect(read('green_300m')!).toBeGreaterThan(0)
  expect(read('green_300m')!).toBeLessThanOrEqual(1)
})

test('neighbours are those of the building', () => {
  const low: number[] = []
  const high: number[] = []
  const all: number[] = []
  for (let b = 0; b < buildings.rows; b++) {
    const here = housed.filter(h => households.home[h] === b)
    low.push(here.filter(isLow).length)
    high.push(here.filter(h => fifth.get(h)! >= 3).length)
    all.push(here.length)
  }
  const lived = all.map((_, i) => i).filter(i => all[i]! > 0)
  const pick = (list: number[]): number[] => lived.map(i => list[i]!)
  close('exposure_low_high', exposure(pick(low), pick(high), pick(all)))
})

test('segregation is none where everybody is alike and complete where each kind has its cells', () => {
  const run = livedIn('small', 'sorted', 0)
  const { households: hs, buildings: bs, parcels: ps } = run.city
  const there = living(run).filter(h => hs.home[h]! >= 0)
  // west of the middle live the poor, east of it the rich, in cells of 300 m counted from the westernmost parcel
  let west = Number.POSITIVE_INFINITY
  for (let p = 0; p < ps.rows; p++) west = Math.min(west, ps.x[p]!)
  const column = (h: number): number => Math.floor((ps.x[bs.parcel[hs.home[h]!]!]! - west) / 300)
  there.forEach((h, i) => {
    hs.level[h] = 1000 + i
  })
  const sorted = there.slice().sort((a, b) => column(a) - column(b))
  sorted.forEach((h, i) => {
    hs.level[h] = 1000 + i
  })
  forgetSnapshot(run.city)
  expect(read('segregation_d', run)!).toBeGreaterThan(0.9)
  expect(read('segregation_h', run)!).toBeGreaterThan(0.5)
  for (const h of living(run)) hs.level[h] = 5000
  forgetSnapshot(run.city)
  expect(read('segregation_h', run)).toBe(null)
  expect(read('segregation_d', run)).toBe(null)
})

test('rates are events for each household-year with a home', () => {
  const { economy } = city
  let events = 0
  for (const n of economy.displacements) events += n
  let months = 0
  let moves = 0
  for (const n of economy.atRisk) months += n
  for (const n of economy.moves) moves += n
  close('displacement_rate', events / (months / 12))
  close('mobility_rate', moves / (months / 12))
  const parts = ['demolition', 'eviction', 'burden', 'clearance'].map(cause => read(`displacement_${cause}`)!)
  close(
    'displacement_rate',
    parts.reduce((sum, part) => sum + part),
  )
})

test('displacement by group reads the counts by cell', () => {
  const run = livedIn('tiny', 'cells', 0)
  const { economy } = run.city
  expect(read('displacement_rate_low', run)).toBe(null)
  economy.atRisk.fill(0)
  economy.displacements.fill(0)
  const poorTenant = cellOf(0, TENURE_STATE.tenant, 0)
  const richOwner = cellOf(4, TENURE_STATE.owner, 1)
  for (let m = 0; m < 12; m++) {
    economy.atRisk[poorTenant * 12 + m] = 100
    economy.atRisk[richOwner * 12 + m] = 300
  }
  economy.displacements[poorTenant * 12 + 3] = 5
  economy.displacements[richOwner * 12 + 4] = 3
  expect(read('displacement_rate_low', run)).toBe(0.05)
  expect(read('displacement_rate_migrant', run)).toBe(0.05)
  expect(read('displacement_rate_owner', run)).toBe(0.01)
  expect(read('displacement_rate_q3', run)).toBe(null)
})

test('inequality within a group is that of its members alone', () => {
  const groups: [string, (h: number) => boolean][] = [
    ['low', isLow],
    ['q5', h => fifth.get(h) === 4],
    ['migrant', h => (households.flags[h]! & REGISTERED) === 0],
    ['owner', h => owners.includes(h)],
  ]
  for (const [group, belongs] of groups) {
    const members = rows.filter(belongs)
    const values = members.map(h => of(h).earned)
    close(`income_gini_${group}`, gini(values))
    close(`palma_ratio_${group}`, palmaRatio(values))
    const wealth = members.map(h => {
      const b = households.home[h]!
      const own = b >= 0 && households.tenure[h] === TENURE.owner ? buildings.price[b]! * buildings.floor[b]! : 0
      return Math.max(0, households.savings[h]! + own - households.mortgage[h]!)
    })
    close(`wealth_gini_${group}`, gini(wealth))
    const there = members.filter(h => households.home[h]! >= 0)
    const access = there.map(h => mean([0, 1, 2, 3, 4].map(k => parcels.access[at(h) * 5 + k]!)))
    const incomes = there.map(h => of(h).earned)
    close(`access_concentration_${group}`, concentrationIndex(access, incomes, undefined, 'erreygers'))
    close(`public_queue_${group}`, members.filter(h => households.queueSince[h] !== NEVER).length)
  }
})

test('what a place is like is told of a group by where it lives', () => {
  const trust = zoneTrust(city)
  for (const [group, members] of [
    ['migrant', housed.filter(h => (households.flags[h]! & REGISTERED) === 0)],
    ['low', housed.filter(isLow)],
    ['tenant', tenants],
  ] as const) {
    close(`safety_mean_${group}`, mean(members.map(h => safetyAt(city, trust, households.home[h]!))))
    close(`volunteers_${group}`, mean(members.map(h => city.zones.volunteers[parcels.zone[at(h)]!]!)))
  }
  const { goingOut, encounters } = city.economy
  const migrants = [0, 1, 2, 3, 4].map(q => q * 2)
  const visits = migrants.reduce((sum, c) => sum + goingOut[c]!, 0)
  close('encounters_migrant', migrants.reduce((sum, c) => sum + goingOut[c]! * encounters[c]!, 0) / visits)
})

test('who moves, leaves and votes is counted month by month by who it is', () => {
  const run = livedIn('tiny', 'events', 0)
  const { households: hs, economy, civics } = run.city
  const isMigrant = (h: number): boolean => (hs.flags[h]! & REGISTERED) === 0
  const sums = { moves: [0, 0], left: [0, 0], lost: [0, 0] }
  for (let month = 0; month < 12; month++) {
    const before = new Map(
      living(run).map(h => [
        `${hs.idHigh[h]} ${hs.idLow[h]}`,
        { h, at: hs.lastMove[h]!, times: hs.displaced[h]!, home: hs.home[h]!, reason: hs.moveReason[h]! },
      ]),
    )
    const wasMigrant = new Map([...before].map(([id, { h }]) => [id, Number(isMigrant(h))]))
    run.city.departures = []
    const inherited = new Set<number>()
    const { tick } = run.city
    run.run(1)
    for (let i = 0; i < run.city.departures.length; i += 3) {
      const id = `${run.city.departures[i]} ${run.city.departures[i + 1]}`
      if (run.city.departures[i + 2] === 0) sums.left[wasMigrant.get(id)!]!++
      else inherited.add(before.get(id)!.home)
    }
    for (const h of living(run)) {
      const was = before.get(`${hs.idHigh[h]} ${hs.idLow[h]}`)
      if (!was) continue
      const m = Number(isMigrant(h))
      sums.lost[m]! += hs.displaced[h]! - was.times
      // a shared room taken for want of another is no move, nor is a home inherited
      const hasMoved =
        hs.lastMove[h] === tick &&
        hs.home[h]! >= 0 &&
        (hs.flags[h]! & SHARING) === 0 &&
        !(inherited.has(hs.home[h]!) && hs.moveReason[h] === was.reason)
      if (hasMoved && (was.home >= 0 || was.at !== NEVER)) sums.moves[m]!++
    }
  }
  const total = (column: ArrayLike<number>, registered: number, kind = 0): number => {
    let n = 0
    for (let c = 0; c < CELLS; c++)
      if (c % 2 === registered) for (let m = 0; m < 12; m++) n += column[(kind * CELLS + c) * 12 + m]!
    return n
  }
  expect(sums.moves[0]).toBeGreaterThan(0)
  expect(sums.left[1]).toBeGreaterThan(0)
  for (const [migrant, registered] of [
    [0, 1],
    [1, 0],
  ] as const) {
    expect(total(economy.moves, registered)).toBe(sums.moves[migrant])
    expect(total(economy.departures, registered)).toBe(sums.left[migrant])
    const lost = [0, 1, 2, 3].reduce((sum, cause) => sum + total(economy.displacements, registered, cause), 0)
    // those who left for the burden's sake cannot be asked any more
    expect(lost).toBeGreaterThanOrEqual(sums.lost[migrant]!)
  }
  // nobody asks those without papers, until they are recognised
  expect(total(civics.called, 0)).toBe(0)
  expect(read('turnout_migrant', run)).toBe(null)
  close('turnout', total(civics.votes, 1) / total(civics.called, 1), run)
  close('turnout_local', read('turnout', run), run)
})

test('opening a month counts those at risk by cell', () => {
  const run = livedIn('tiny', 'risk', 0)
  openCounts(run.city)
  const { economy, tick } = run.city
  let risk = 0
  for (let c = 0; c < CELLS; c++) risk += economy.atRisk[c * 12 + (((tick % 12) + 12) % 12)]!
  expect(risk).toBe(living(run).filter(h => run.city.households.home[h]! >= 0).length)
})

test('public money of the year adds up', () => {
  const plus = read('recurrent_revenue')!
  const land = read('land_revenue')!
  close('land_revenue_share', land / (land + plus))
  expect(read('recurrent_balance')!).toBeLessThan(plus)
  expect(read('land_net')!).toBeLessThanOrEqual(land)
})

test('the cost of policies is what carries their tag, once it is counted', () => {
  const run = livedIn('tiny', 'bills', 0)
  expect(read('policy_cost', run)).toBe(null)
  expect(read('budget_used', run)).toBe(null)
  run.city.economy.policyCost.fill(0)
  run.city.economy.policyCost[(run.city.tick + 11) % 12] = 120_000
  expect(read('policy_cost', run)).toBeCloseTo(1200 / referenceIndex(run.city, run.city.tick - 1), 9)
})

test('a rise of all prices is shared as homes are', () => {
  const run = livedIn('tiny', 'rise', 0)
  const { economy, buildings: bs } = run.city
  run.city.tick = -1
  countLandGains(run.city)
  run.city.tick = 0
  run.city.flows.months.fill(0)
  expect(read('land_gain_public_share', run)).toBe(null)
  const held = economy.landHeld.slice(0, 3)
  const index = referenceIndex(run.city, 1)
  for (let b = 0; b < bs.rows; b++) bs.price[b]! *= 1.1 * index
  countLandGains(run.city)
  for (let i = 0; i < 2; i++) expect(economy.landGain[i]! / (0.1 * held[i]!)).toBeCloseTo(1, 6)
  expect(read('land_gain_public_share', run)).toBeCloseTo(held[0]! / (held[0]! + held[1]!), 6)
  const [residents, landlords] = economy.landGain.slice(0, 2) as unknown as [number, number]
  // what developers lose is no part of what others gain, until all together have gained nothing
  economy.landGain[2] = -0.7 * (residents + landlords)
  close('land_gain_public_share', residents / (residents + landlords), run)
  economy.landGain[2] = -1.1 * (residents + landlords)
  expect(read('land_gain_public_share', run)).toBe(null)
  // landlords lose: all that was gained went to residents; residents lose more than the public gains: nothing did
  economy.landGain.set([residents, -0.9 * residents, 0, 0])
  expect(read('land_gain_public_share', run)).toBe(1)
  economy.landGain.set([-residents, landlords, 2 * residents, 0.5 * residents])
  expect(read('land_gain_public_share', run)).toBe(0)
  // where nobody loses, it is the share of the sum
  economy.landGain.set([2, 3, 4, 1])
  close('land_gain_public_share', 0.3, run)
  economy.landGain.set([residents, landlords, 0, 0])
  // the public's part is what it nets from land and deals
  run.city.tick = 1
  book(run.city, 'landPrice', 1_000_000)
  book(run.city, 'servicing', 200_000)
  countLandGains(run.city)
  expect(economy.landGain[3]! * index).toBeCloseTo(800_000, 3)
})

test('gains in homes and what was paid for them reconcile over a run', () => {
  const run = livedIn('tiny', 'reconcile', 2)
  const { city: c } = run
  c.parameters.income_growth = 0
  run.tick() // notes what homes are worth at an index that stays 1
  const sum = (values: Float64Array): number => values[0]! + values[1]!
  const kinds = [
    'boughtFromDevelopers',
    'stockToLandlords',
    'compensation',
    'returnRent',
    'compensationLandlords',
    'compensationVillages',
  ] as const
  const before = kinds.map(kind => flowTotal(c, kind))
  const [held, gained] = [sum(c.economy.landHeld), sum(c.economy.landGain)]
  run.run(60)
  const [bought, stock, ...paid] = kinds.map((kind, i) => flowTotal(c, kind) - before[i]!)
  expect(bought! + stock!).toBeGreaterThan(0)
  const homes = sum(c.economy.landHeld) - held
  const gains = sum(c.economy.landGain) - gained
  expect(Math.abs(gains - (homes - bought! - stock! + paid.reduce((a, b) => a + b, 0)))).toBeLessThan(1)
})

test('measures of zones are those of who lives there, and add up to the city', () => {
  const run = livedIn('tiny', 'zones', 2)
  const { city: c, rules } = run
  const { households: h, buildings: b, parcels: p, zones } = c
  const zoned = zoneValues(c, rules)
  expect(zoned).toHaveLength(zones.rows)
  const at = (name: string): number => zonalMeasures.findIndex(measure => measure.name === name)
  const zoneOf = (row: number): number => (h.home[row]! < 0 ? -1 : p.zone[b.parcel[h.home[row]!]!]!)
  const alive = living(run)
  const s = snapshotOf(c, rules)
  zoned.forEach(({ households, values }, z) => {
    const here = alive.filter(row => zoneOf(row) === z)
    expect(households).toBe(here.length)
    const poor = here.filter(row => s.leftEach[row]! < c.parameters.sufficiency_line)
    if (here.length > 0) expect(values[at('below_sufficiency')]).toBeCloseTo(poor.length / here.length, 12)
    else expect(values[at('below_sufficiency')]).toBe(null)
  })
  for (const name of ['facility_access', 'green_access', 'street_quality_mean']) {
    const all = zoned.reduce((sum, zone) => sum + zone.households * (zone.values[at(name)] ?? 0), 0)
    const n = zoned.reduce((sum, zone) => sum + zone.households, 0)
    expect(all / n).toBeCloseTo(measureNamed(name)!.compute(c, rules)!, 9)
  }
  // the headlines that count households, and no measure of the whole city's events
  for (const name of [
    'rent_burden_over_30',
    'access_floor',
    'green_300m',
    'income_after_housing_ede',
    'participation_gini',
  ])
    expect(at(name)).toBeGreaterThanOrEqual(0)
  for (const name of ['displacement_rate', 'segregation_walk']) expect(at(name)).toBe(-1)
  // and the city's own snapshot is as it was
  expect(snapshotOf(c, rules)).toBe(s)
  expect(s.households).toBe(alive.length)
})

test('a measure stands in one file, in the folder of its theme', async () => {
  const folder = new URL('../../src/metrics/measures/', import.meta.url)
  const found: string[] = []
  for (const theme of readdirSync(folder))
    for (const file of readdirSync(new URL(theme, folder))) {
      const exported: (Family | Family[])[] = Object.values(await import(`${folder.pathname}${theme}/${file}`))
      expect(exported.length, file).toBe(1)
      const families = exported.flat()
      for (const { all } of families) {
        for (const measure of all) expect(measure.theme, `${file}: ${measure.name}`).toBe(theme)
        found.push(...all.map(measure => measure.name))
      }
      const isNamed = families[0]!.all[0]!.name.startsWith(file.replace('.ts', ''))
      if (families.length === 1) expect(isNamed, file).toBe(true)
    }
  expect(found.sort()).toEqual([...measureNames].sort())
})
