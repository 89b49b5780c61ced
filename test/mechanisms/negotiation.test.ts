/** Renewal that is delegated to neighbourhoods: who is heard, who wins, what it costs, and where it sends the land seller. */
import { expect, test } from 'vitest'
import { KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { PROPOSAL } from '../../src/city/civics.ts'
import { STATE } from '../../src/city/developers.ts'
import { entityHash } from '../../src/city/hash.ts'
import { flowTotal } from '../../src/city/ledger.ts'
import { USE } from '../../src/city/parcels.ts'
import { isVillageMember } from '../../src/city/participation.ts'
import type { Rules } from '../../src/city/rules.ts'
import { budget } from '../../src/processes/budget.ts'
import { deliberation } from '../../src/processes/deliberation.ts'
import { type Candidate, candidate, freeProject, land } from '../../src/processes/land.ts'
import { hasSeat, isDelegated, promiseOf } from '../../src/processes/negotiation.ts'
import { motion, openForum, poll } from '../../src/processes/vote.ts'
import { atRest, copyOf, rulesWith, smallCity } from './city.ts'

const root = smallCity('1')
const devolved = (power: number, neighbourhoods = 1): Rules =>
  rulesWith(levers => {
    levers.devolved_renewal = { power, neighbourhoods }
  })
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** Blocks outside villages for which a developer would pay what those who live there are due. */
const blocks: Candidate[] = Array.from({ length: root.parcels.rows }, (_, p) => p).flatMap(p => {
  const first = root.parcels.firstBuilding[p]!
  if (root.parcels.use[p] !== USE.residential || first < 0 || root.buildings.kind[first] === KIND.village) return []
  return candidate(root, atRest, p) ?? []
})
const surplusOf = ({ price, taking }: Candidate): number => price - taking.compensation

/** What those with a seat say of a block where power is given to the neighbourhood, and where it is not. */
const asked = (site: Candidate, power: number) => {
  const p = site.parcel
  const zone = root.parcels.zone[p]!
  const promised = promiseOf(root, devolved(power), p, surplusOf(site))
  const what = motion(PROPOSAL.redevelop, p, 0, { homes: site.dwellings, quintile: 3, zone, promised })
  return poll(root, atRest, openForum(root, atRest), what)
}

test('only those with a seat vote: residents of the neighbourhood, on paper and with a contract', () => {
  expect(blocks.length).toBeGreaterThan(10)
  for (const site of blocks.slice(0, 10)) {
    const zone = root.parcels.zone[site.parcel]!
    const { yes, no, called, affected } = asked(site, 1)
    for (const h of [...yes, ...no]) expect(hasSeat(root, h, zone)).toBe(true)
    expect(called.length).toBeLessThan(affected)
  }
})

test('they agree the more the more they would win, and a majority only where land brings most', () => {
  const support = [0, 0.5, 1].map(power => blocks.map(site => asked(site, power).support))
  const [none, half, full] = support.map(mean)
  // as docs/findings.md says
  expect(none!).toBeCloseTo(0.17, 1)
  expect(half!).toBeGreaterThan(none!)
  expect(full!).toBeGreaterThan(half!)
  expect(full!).toBeCloseTo(0.3, 1)
  const sold = blocks.filter((_, i) => support[2]![i]! >= 0.5)
  const kept = blocks.filter((_, i) => support[2]![i]! < 0.5)
  const each = (site: Candidate) => surplusOf(site) / site.taking.households
  expect(sold.length).toBeGreaterThan(0)
  expect(kept.length).toBeGreaterThan(sold.length)
  expect(mean(sold.map(each))).toBeGreaterThan(mean(kept.map(each)))
})

/** Puts a block up for renewal and waits until it is sold. @returns null if it is given up */
function sell(rules: Rules, p: number) {
  const city = copyOf(root)
  const { projects, economy, zones, parcels, households, buildings } = city
  economy.landOffer[0] = -1e12 // nothing else is offered
  const residents = Array.from({ length: households.rows }, (_, h) => h).filter(
    h => households.size[h] !== 0 && households.home[h]! >= 0 && buildings.parcel[households.home[h]!] === p,
  )
  const zone = parcels.zone[p]!
  const savings = (seated: boolean): number =>
    residents.reduce((sum, h) => sum + (hasSeat(city, h, zone) === seated ? households.savings[h]! : 0), 0)
  const held = () => [savings(true), savings(false), zones.fund[zone]!, city.accounts.cash[0]!]
  const before = held()
  const paid = flowTotal(city, 'compensation')
  const i = freeProject(city)
  projects.parcel[i] = p
  projects.state[i] = STATE.proposed
  projects.opened[i] = projects.stateSince[i] = city.tick
  projects.dwellings[i] = 60
  for (let months = 0; months < 60; months++) {
    deliberation.run(city, rules)
    city.tick++
    land.run(city, rules)
    if (projects.state[i] === STATE.free) return null
    if (projects.state[i] !== STATE.vacating) continue
    const [seated, others, fund, treasury] = held().map((now, k) => now - before[k]!) as [
      number,
      number,
      number,
      number,
    ]
    return { months, seated, others, fund, treasury, paid: flowTotal(city, 'compensation') - paid }
  }
  return null
}

test('a neighbourhood wins part of what its land brings, for those who must go and for its council, and takes longer', () => {
  const richest = blocks.toSorted((a, b) => asked(b, 1).support - asked(a, 1).support)[0]!
  const usual = sell(atRest, richest.parcel)!
  const delegated = sell(devolved(1), richest.parcel)!
  expect(usual).toMatchObject({ seated: 0, others: 0, fund: 0 })
  expect(delegated.seated).toBeGreaterThan(0)
  expect(delegated.seated).toBe(delegated.paid)
  expect(delegated.fund / (delegated.seated + delegated.fund)).toBeCloseTo(0.3, 3)
  expect(delegated.months).toBeGreaterThanOrEqual(usual.months + 6)
  // no contract, no seat, no share; and the treasury has less
  expect(delegated.others).toBe(0)
  expect(delegated.treasury).toBeLessThan(usual.treasury)
})

test('renewal moves next door: the land seller counts what the treasury keeps, and most of what is delegated is given up', () => {
  const years = Array.from({ length: 20 }, (_, year) => year)
  const offered = (rules: Rules): boolean[] =>
    years.flatMap(year => {
      const city = copyOf(root)
      const { parcels, projects, economy } = city
      ;(city as { parameters: City['parameters'] }).parameters = { ...city.parameters, new_land_share: 0 }
      for (let p = 0; p < parcels.rows; p++) if (parcels.use[p] === USE.vacant) parcels.redLine[p] = 1
      parcels.owner.forEach((owner, p) => {
        if (owner === 1) parcels.redLine[p] = 1
      })
      economy.redLines.set([0, 0, rules.levers.red_line.farmland])
      for (let i = 0; i < projects.rows; i++) projects.state[i] = STATE.free
      city.tick = 12 * year
      economy.landOffer[0] = 1e4
      land.run(city, rules)
      return Array.from({ length: projects.rows }, (_, i) => i)
        .filter(i => projects.state[i] === STATE.proposed)
        .map(i => isDelegated(city, devolved(1, 0.5), projects.parcel[i]!))
    })
  const [usual, half] = [atRest, devolved(1, 0.5)].map(rules => {
    const list = offered(rules)
    return list.filter(Boolean).length / list.length
  }) as [number, number]
  expect(usual).toBeCloseTo(0.4, 1)
  expect(half).toBeLessThan(usual)
})

test('a village’s vote is nobody’s: all who live in its rooms are tenants without contract', () => {
  const seats = Array.from({ length: root.households.rows }, (_, h) => h).filter(
    h => root.households.size[h] !== 0 && isVillageMember(root, h),
  )
  expect(seats).toEqual([])
})

test('a village that bargains has its part of what its farmland brings as a work site, and the treasury has less', () => {
  const sold = (rules: Rules): City => {
    const city = copyOf(root)
    city.tick = 11
    city.accounts.cash[0]! += 1e12
    budget.run(city, rules)
    return city
  }
  const [usual, bargained] = [atRest, devolved(1, 0)].map(sold) as [City, City]
  const won = flowTotal(bargained, 'villageSurplus')
  const gains = flowTotal(bargained, 'industrialLand') - flowTotal(root, 'industrialLand')
  expect(gains).toBeGreaterThan(0)
  expect(gains).toBe(flowTotal(usual, 'industrialLand') - flowTotal(root, 'industrialLand'))
  // half of 300 yuan/m² less the 60 that farmland is compensated with
  expect(won / gains).toBeCloseTo((0.5 * (300 - 60)) / 300, 2)
  const cash = (city: City): number => city.villages.cash.reduce((a, b) => a + b, 0)
  expect(cash(bargained) - cash(usual)).toBe(won - flowTotal(bargained, 'villageSurplusShared'))
  expect(flowTotal(usual, 'villageSurplus')).toBe(0)
})

test('without power a neighbourhood bargains for nothing', () => {
  const after = (rules: Rules): string => {
    const city = copyOf(root)
    for (let n = 0; n < 6; n++) {
      deliberation.run(city, rules)
      city.tick++
      land.run(city, rules)
    }
    return entityHash(city)
  }
  expect(after(devolved(0))).toBe(after(atRest))
  expect(after(devolved(1))).not.toBe(after(atRest))
})
