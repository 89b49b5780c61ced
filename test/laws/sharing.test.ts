import { expect, test } from 'vitest'
import { emptyHomes, KIND } from '../../src/city/buildings.ts'
import { addHousehold, REGISTERED, SHARING, TENURE } from '../../src/city/households.ts'
import { moneyHeld } from '../../src/city/ledger.ts'
import { leversAtRest } from '../../src/city/levers.ts'
import { cells } from '../../src/lib/table.ts'
import { searchHomes } from '../../src/processes/search.ts'
import { census, contradictions } from './audit.ts'
import { cityOf } from './scenarios.ts'

/** A city without one empty home, and so many more households on its streets. */
function fullCity(newcomers: number) {
  const { city } = cityOf()
  const { buildings, households } = city
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    const empty = emptyHomes(buildings, b)
    const unsold = Math.min(empty, buildings.developerStock[b]!)
    buildings.developerStock[b]! -= unsold
    buildings.landlordStock[b]! -= empty - unsold
    buildings.dwellings[b]! -= empty
    // what is left of a village has no more room than its size
    while (buildings.sharing[b]! > 0.3 * buildings.dwellings[b]!) {
      const h = households.home.findIndex((home, i) => home === b && (households.flags[i]! & SHARING) !== 0)
      households.flags[h]! &= ~SHARING
      households.home[h] = -1
      buildings.sharing[b]!--
    }
  }
  const model = households.size.findIndex(size => size > 0)
  for (let i = 0; i < newcomers; i++) {
    const h = addHousehold(city, (city.tick + 1024) * 8 + 1, 5000 + i)
    for (const name of ['lnBase', 'level', 'size', 'stage', 'stageClock', 'job', 'skill', 'quintile'])
      cells(households as never, name)[h] = cells(households as never, name)[model]!
    households.flags[h] = i % 2 === 0 ? REGISTERED : 0
    households.tenure[h] = TENURE.market
    households.searchStart[h] = city.tick
  }
  return city
}

const room = ({ buildings }: ReturnType<typeof fullCity>): number => {
  let sum = 0
  for (let b = 0; b < buildings.rows; b++)
    if (buildings.kind[b] === KIND.village) sum += Math.floor(0.3 * buildings.dwellings[b]!) - buildings.sharing[b]!
  return sum
}

test.each([5, 60, 400])('%i searchers without a vacancy fill rooms that are shared, never dwellings', newcomers => {
  const city = fullCity(newcomers)
  const { buildings, households } = city
  const homeless = (): number[] =>
    Array.from({ length: households.rows }, (_, h) => h).filter(
      h => households.size[h] !== 0 && households.home[h]! < 0,
    )
  const [free, waiting, counted, money] = [room(city), homeless(), census(city), moneyHeld(city)]
  const searching = waiting.filter(h => households.searchStart[h]! <= city.tick)
  expect(waiting.length).toBeGreaterThanOrEqual(newcomers)
  expect(free).toBeGreaterThan(5)
  const before = ['owners', 'tenants', 'publicTenants', 'dwellings'].map(name =>
    cells(buildings as never, name).slice(),
  )
  const sharing = buildings.sharing.reduce((sum, n) => sum + n, 0)

  const rules = { levers: leversAtRest(), bills: [], billsNow: [], funded: null, fundedNow: {} }
  searchHomes(city, rules, { owning: true, sharing: true })

  expect(['owners', 'tenants', 'publicTenants', 'dwellings'].map(name => cells(buildings as never, name))).toEqual(
    before,
  )
  const housed = Math.min(free, searching.length)
  expect(buildings.sharing.reduce((sum, n) => sum + n, 0)).toBe(sharing + housed)
  expect(homeless().length).toBe(waiting.length - housed)
  for (const h of homeless()) if (searching.includes(h)) expect(households.homelessMonths[h]).toBeGreaterThan(0)
  expect(census(city).households).toBe(counted.households)
  expect(moneyHeld(city)).toBe(money)
  expect(contradictions(city)).toEqual([])
})
