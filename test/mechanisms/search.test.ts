import { describe, expect, test } from 'vitest'
import { emptyHomes, KIND } from '../../src/city/buildings.ts'
import type { City } from '../../src/city/city.ts'
import { addHousehold, REGISTERED, TENURE } from '../../src/city/households.ts'
import { income } from '../../src/city/housing.ts'
import { createSeeker, readSeeker, refreshWorth, rentOf, travelCost, valueOf } from '../../src/city/utility.ts'
import { exp } from '../../src/lib/numeric.ts'
import { bits, combine, gumbel, unit } from '../../src/lib/random.ts'
import { searchHomes } from '../../src/processes/search.ts'
import { cityOf } from '../laws/scenarios.ts'
import { atRest } from './city.ts'

/** Slots of the table of vacancies here: few, so that every searcher sees every home. */
const SLOTS = 32
const HOMES_AT_START = 170

/**
 * A city where nothing stands empty but `rooms[i]` homes in the i-th of some buildings, and where nobody looks for a home
 * but newcomers of the given incomes.
 */
function market(
  rooms: readonly number[],
  incomes: readonly number[],
): { city: City; places: number[]; seekers: number[] } {
  const { city } = cityOf()
  const { buildings, households, economy, parameters } = city
  Object.assign(parameters, {
    move_rate: { tenant: 0, owner: 0, public: 0, informal: 0 },
    life_event_search: 0,
  })
  for (let h = 0; h < households.rows; h++) {
    households.asked[h] = 0
    if (households.size[h] !== 0 && households.home[h]! < 0) households.searchStart[h] = city.tick + 1
    // those doubling up would look again: here they hold their room as tenants do
    if (households.flags[h]! & 8) {
      households.flags[h]! &= ~8
      buildings.sharing[households.home[h]!]!--
      buildings.tenants[households.home[h]!]!++
      buildings.landlordStock[households.home[h]!]!++
      buildings.dwellings[households.home[h]!]!++
    }
  }
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    const empty = emptyHomes(buildings, b)
    const unsold = Math.min(empty, buildings.developerStock[b]!)
    buildings.developerStock[b]! -= unsold
    buildings.landlordStock[b]! -= empty - unsold
    buildings.dwellings[b]! -= empty
  }
  economy.homesAtStart[0] = HOMES_AT_START
  const key = city.luck.stable('slot')
  const taken = new Set<number>()
  const places: number[] = []
  for (let b = 0; b < buildings.rows && places.length < rooms.length; b++) {
    const own = combine(key, buildings.key[b]!)
    const slots = Array.from({ length: rooms[places.length]! }, (_, n) => combine(own, n) & (SLOTS - 1))
    const isPlain = buildings.kind[b] === KIND.open || buildings.kind[b] === KIND.workUnit
    if (buildings.dwellings[b] === 0 || !isPlain || slots.some(slot => taken.has(slot))) continue
    for (const slot of slots) taken.add(slot)
    buildings.dwellings[b]! += rooms[places.length]!
    buildings.landlordStock[b]! += rooms[places.length]!
    places.push(b)
  }
  const seekers = incomes.map((level, i) => {
    const h = addHousehold(city, (city.tick + 1024) * 8 + 1, 7000 + i)
    households.size[h] = 2
    households.stage[h] = 2
    households.stageClock[h] = 100
    households.level[h] = level
    households.quintile[h] = 2
    households.flags[h] = REGISTERED
    households.tenure[h] = TENURE.market
    households.searchStart[h] = city.tick
    return h
  })
  return { city, places, seekers }
}

/** V with taste, and the bid for a home against the best other one, as the model defines them. */
function judge({ city, places, seekers }: ReturnType<typeof market>): { value: number[]; bid: number[] }[] {
  refreshWorth(city)
  const { households, buildings, parameters: k, luck } = city
  return seekers.map(h => {
    const seeker = readSeeker(city, atRest, h, income(city, h), createSeeker())
    const taste = combine(
      bits(luck.stable('gumbel'), households.idHigh[h]!, households.idLow[h]!),
      households.epoch[h]!,
    )
    const value = places.map(
      b => valueOf(city, seeker, b, rentOf(city, b), 0) + gumbel(combine(taste, buildings.key[b]!)),
    )
    const bid = places.map((b, i) => {
      const others = value.filter((_, j) => j !== i)
      const net = seeker.net - travelCost(city, seeker, buildings.parcel[b]!)
      if (others.length === 0 || value[i] === Number.NEGATIVE_INFINITY) return net
      const gain = value[i]! - Math.max(...others)
      return Math.max(0, net - (net - rentOf(city, b)) * exp(-gain / (k.choice_scale * (1 - k.housing_share))))
    })
    return { value, bid }
  })
}

/** Deferred acceptance done by hand, one proposal at a time, proposers in the order given. */
function byHand(judged: ReturnType<typeof judge>, rooms: readonly number[], order: readonly number[]): number[] {
  const wishes = judged.map(({ value }) =>
    value
      .map((v, i) => [v, i] as const)
      .filter(([v]) => Number.isFinite(v))
      .sort((a, b) => b[0] - a[0])
      .map(([, i]) => i),
  )
  const held: number[][] = rooms.map(() => [])
  const waiting = order.slice()
  for (let s = waiting.shift(); s !== undefined; s = waiting.shift()) {
    const place = wishes[s]!.shift()
    if (place === undefined) continue
    held[place]!.push(s)
    held[place]!.sort((a, b) => judged[b]!.bid[place]! - judged[a]!.bid[place]!)
    if (held[place]!.length > rooms[place]!) waiting.push(held[place]!.pop()!)
  }
  return order.map((_, s) => held.findIndex(list => list.includes(s)))
}

const shuffled = (n: number, salt: number): number[] =>
  Array.from({ length: n }, (_, i) => i).sort((a, b) => unit(combine(salt, a)) - unit(combine(salt, b)))

const search = ({ city, places, seekers }: ReturnType<typeof market>): number[] => {
  searchHomes(city, atRest, { owning: false, sharing: false })
  return seekers.map(h => places.indexOf(city.households.home[h]!))
}

const INCOMES = [9000, 12_000, 15_000, 18_000, 22_000, 30_000]

describe('homes are allotted by deferred acceptance', () => {
  test('one home goes to the highest bid, whoever is listed first', () => {
    for (const incomes of [INCOMES, INCOMES.slice().reverse()]) {
      const one = market([1], incomes)
      const judged = judge(one)
      const best = judged.reduce((top, { bid }, s) => (bid[0]! > judged[top]!.bid[0]! ? s : top), 0)
      expect(judged[best]!.value[0]).toBeGreaterThan(Number.NEGATIVE_INFINITY)
      const placed = search(one)
      expect(placed.filter(place => place === 0)).toHaveLength(1)
      expect(placed[best]).toBe(0)
    }
  })

  test('who is outbid goes on to the next wish and may bump another there, as done by hand in any order', () => {
    for (const rooms of [
      [1, 1],
      [1, 2, 1],
      [2, 1, 1, 1],
    ]) {
      const here = market(rooms, INCOMES)
      const judged = judge(here)
      const expected = byHand(judged, rooms, shuffled(INCOMES.length, 0))
      // the outcome by hand does not hang on who asks first
      for (let salt = 1; salt < 20; salt++) {
        const order = shuffled(INCOMES.length, salt)
        const again = byHand(judged, rooms, order)
        expect(again).toEqual(expected)
      }
      expect(search(here)).toEqual(expected)
      // somebody had to go on to a second wish, else this would test nothing
      const firsts = judged.map(({ value }) => value.indexOf(Math.max(...value)))
      expect(expected.some((place, s) => place !== firsts[s])).toBe(true)
    }
  })

  test('a building never takes in more households than it has empty homes, and all homes wanted are filled', () => {
    const rooms = [2, 1]
    const here = market(rooms, INCOMES)
    const placed = search(here)
    expect(placed.filter(place => place === 0)).toHaveLength(2)
    expect(placed.filter(place => place === 1)).toHaveLength(1)
    for (const b of here.places) expect(emptyHomes(here.city.buildings, b)).toBe(0)
  })

  test('nobody takes a home that would leave too little to live on', () => {
    const poor = market([2], [300, 15_000])
    expect(search(poor)).toEqual([-1, 0])
  })
})
