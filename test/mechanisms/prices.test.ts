import { describe, expect, test } from 'vitest'
import { TENURE } from '../../src/city/households.ts'
import { annuities, housingCost, OWNER_UPKEEP } from '../../src/city/housing.ts'
import { userCost } from '../../src/city/utility.ts'
import { moveRents } from '../../src/processes/rents.ts'
import { localMarket, qualityFactor } from '../../src/processes/siteValue.ts'
import { cityOf } from '../laws/scenarios.ts'

const { city } = cityOf()

describe('a mortgage', () => {
  test('is paid off to the last fen by its annuity, whatever months are left', () => {
    const factors = annuities(city)
    const monthly = city.parameters.interest / 12
    for (const months of [1, 12, 120, 360]) {
      let owed = 1e6
      for (let left = months; left > 0; left--) owed = owed * (1 + monthly) - 1e6 * factors[months]!
      expect(owed).toBeCloseTo(0, 4)
    }
  })

  test('of 30 years at 4.9 % takes 1.30 times the first month’s interest', () => {
    expect(annuities(city)[360]! / (0.049 / 12)).toBeCloseTo(1.3, 2)
  })

  test('and upkeep are what an owner pays; a tenant next door pays the asking rent', () => {
    const { households, buildings } = city
    const at = (tenure: number): number =>
      households.home.findIndex(
        (b, h) =>
          households.size[h]! > 0 &&
          b >= 0 &&
          households.tenure[h] === tenure &&
          (households.flags[h]! & 8) === 0 &&
          city.parcels.estate[buildings.parcel[b]!] === -1,
      )
    const owner = at(TENURE.owner)
    const home = households.home[owner]!
    const instalment = households.mortgage[owner]! * annuities(city)[households.mortgageMonths[owner]!]!
    expect(housingCost(city, owner, 0)).toBeCloseTo(
      instalment + OWNER_UPKEEP * buildings.price[home]! * buildings.floor[home]!,
      3,
    )
    const tenant = at(TENURE.market)
    const let_ = households.home[tenant]!
    expect(housingCost(city, tenant, 0)).toBeCloseTo(buildings.rent[let_]! * buildings.floor[let_]!, 6)
  })
})

describe('the user cost of a home', () => {
  const { interest, upkeep, extrapolation, user_cost } = city.parameters

  test('is interest and upkeep less what growth is expected to bring', () => {
    expect(userCost(city, 0.025)).toBeCloseTo(0.9 * interest + upkeep - extrapolation * 0.025, 12)
  })

  test('falls as growth is expected and stays within its bounds', () => {
    let before = Number.POSITIVE_INFINITY
    for (let growth = -0.2; growth <= 0.2; growth += 0.005) {
      const cost = userCost(city, growth)
      expect(cost).toBeLessThanOrEqual(before)
      expect(cost).toBeGreaterThanOrEqual(user_cost.min)
      expect(cost).toBeLessThanOrEqual(user_cost.max)
      before = cost
    }
    // hopes and fears beyond −2 … 6 % a year move it no further
    expect(userCost(city, 0.06)).toBe(userCost(city, 0.3))
    expect(userCost(city, -0.02)).toBe(userCost(city, -0.3))
  })

  test('turns every rent into its price', () => {
    moveRents(city, { step: 0, clip: 0.02, settling: false })
    const { buildings } = city
    for (let b = 0; b < buildings.rows; b++)
      if (buildings.dwellings[b]! > 0)
        expect(
          buildings.price[b]! / ((12 * buildings.rent[b]!) / userCost(city, buildings.growthExpected[b]!)),
        ).toBeCloseTo(1, 12)
  })
})

describe('asking rents', () => {
  /** Change of ln rent of a building in a month when so many of its homes stand empty and the zone is as it is. */
  const growthAt = (empty: number): number => {
    const { city: own } = cityOf()
    const { buildings } = own
    const b = buildings.dwellings.findIndex(
      (n, i) => n >= 20 && buildings.publicHomes[i] === 0 && buildings.kind[i] === 4,
    )
    const before = buildings.rent[b]!
    const there = buildings.dwellings[b]! - buildings.owners[b]! - buildings.tenants[b]!
    buildings.dwellings[b]! += empty - there
    buildings.landlordStock[b]! += empty - there
    moveRents(own, { step: 1, clip: own.parameters.rent_clip, settling: false })
    return buildings.rent[b]! / before
  }

  test('rise where few homes stand empty, fall where many do, and never faster than the clip', () => {
    const [full, half, most] = [growthAt(0), growthAt(10), growthAt(200)]
    expect(full).toBeGreaterThan(half)
    expect(half).toBeGreaterThan(most)
    expect(most).toBeLessThan(1)
    expect(most).toBeGreaterThanOrEqual(Math.exp(-city.parameters.rent_clip) - 1e-12)
    expect(full).toBeLessThanOrEqual(Math.exp(city.parameters.rent_clip) + 1e-12)
  })
})

describe('an estate just finished', () => {
  /** Change of ln rent in a month of a building of this age, when all of its homes stand empty, above that of incomes. */
  const change = (age: number): number => {
    const { city: own } = cityOf()
    const { buildings, economy } = own
    const b = buildings.dwellings.findIndex(
      (n, i) => n >= 20 && buildings.publicHomes[i] === 0 && buildings.kind[i] === 4,
    )
    buildings.dwellings[b]! += 500
    buildings.landlordStock[b]! += 500
    buildings.age[b] = age
    const before = buildings.rent[b]!
    moveRents(own, { step: 1, clip: 0.1, settling: false })
    return Math.log(buildings.rent[b]! / before) - economy.growth[0]! / 12
  }

  test('keeps its list price though it is empty, and gives way as months pass', () => {
    const lease = city.parameters.lease_up_months
    expect(change(0)).toBeCloseTo(0, 9)
    const half = change(lease / 2)
    expect(half).toBeLessThan(0)
    expect(change(lease)).toBeCloseTo(2 * half, 6)
    expect(change(10 * lease)).toBeCloseTo(2 * half, 6)
  })
})

test('the local price of a site lies between the lowest and the highest round it, quality taken out', () => {
  const { buildings, parcels } = city
  const all = Array.from({ length: buildings.rows }, (_, b) => b)
    .filter(b => buildings.dwellings[b]! > 0 && ![5, 6, 7].includes(buildings.kind[b]!))
    .map(b => buildings.price[b]! / qualityFactor(buildings.quality[b]!))
  for (let p = 0; p < parcels.rows; p += 7) {
    const { price } = localMarket(city, p)
    // weights and weighted prices are sums in steps of 2⁻²⁰: far from all stock that is a few in 100,000
    expect(price).toBeGreaterThanOrEqual(Math.min(...all) * (1 - 1e-4))
    expect(price).toBeLessThanOrEqual(Math.max(...all) * (1 + 1e-4))
  }
})
