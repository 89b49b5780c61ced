import { describe, expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { CLASSES } from '../../src/city/households.ts'
import { housingCost, income, meanRent } from '../../src/city/housing.ts'
import { ACCESS, ACCESS_KINDS, USE } from '../../src/city/parcels.ts'
import { createSeeker, isWalled, readSeeker, refreshWorth, valueOf } from '../../src/city/utility.ts'
import { refreshAmenities } from '../../src/processes/amenities.ts'
import { meet } from '../../src/processes/encounters.ts'
import { stallsThatPay } from '../../src/processes/informal.ts'
import { renewal } from '../../src/processes/renewal.ts'
import { atRest, copyOf, rulesWith, smallCity } from './city.ts'

const open = rulesWith(levers => {
  levers.open_walls.share = 1
})

function openAll(city: City): void {
  city.accounts.cash[0]! += 1e13 // the works are paid; where the money is from does not matter here
  renewal.run(city, open)
}

const walks = (city: City): number[] =>
  Array.from({ length: city.parcels.rows }, (_, p) => city.parcels.walk[p * ACCESS_KINDS + ACCESS.park]!)

describe('opening every wall', () => {
  test('shortens the mean walk to a park and lengthens nobody’s outside', () => {
    for (const seed of ['1', '2', '3']) {
      const city = smallCity(seed)
      refreshAmenities(city)
      const { parcels, estates } = city
      const outside = Array.from({ length: parcels.rows }, (_, p) => p).filter(
        p => parcels.use[p] === USE.residential && (parcels.estate[p]! < 0 || estates.walled[parcels.estate[p]!] === 0),
      )
      const before = walks(city)
      openAll(city)
      city.streetsVersion++
      refreshAmenities(city)
      const after = walks(city)
      for (const p of outside) expect(after[p]!).toBeLessThanOrEqual(before[p]!)
      const mean = (list: number[]): number => outside.reduce((sum, p) => sum + list[p]!, 0) / outside.length
      expect(mean(after)).toBeLessThan(mean(before))
    }
  })

  test('draws people off the streets into what stood behind walls, gardens most of all, and fewer stalls pay', () => {
    const roots = ['1', '2', '3'].map(seed => smallCity(seed))
    const day = (open: (city: City) => void) =>
      roots.map(root => {
        const city = copyOf(root)
        open(city)
        city.streetsVersion++
        refreshAmenities(city)
        const places = meet(city, atRest)
        let visits = 0
        for (let i = 0; i < places.count * CLASSES; i++) visits += places.visits[i]!
        let [footfall, stalls] = [0, 0]
        for (let z = 0; z < city.zones.rows; z++) {
          footfall += city.zones.footfall[z]!
          stalls += stallsThatPay(city, atRest, z)
        }
        return { visits, footfall, stalls }
      })
    const closed = day(() => {})
    const walls = day(openAll)
    const gardens = day(({ facilities }) => {
      for (let f = 0; f < facilities.rows; f++) if (facilities.estate[f]! >= 0) facilities.open[f] = 1
    })
    const ratio = (after: typeof closed, of: keyof (typeof closed)[0]): number =>
      after.reduce((sum, city, i) => sum + city[of] / closed[i]![of], 0) / closed.length
    expect(ratio(walls, 'visits')).toBeCloseTo(1, 3)
    // as docs/findings.md says: most of it comes of the gardens, though walls stand
    expect(ratio(walls, 'footfall')).toBeCloseTo(0.79, 1)
    expect(ratio(gardens, 'footfall')).toBeCloseTo(0.8, 1)
    expect(ratio(walls, 'stalls')).toBeCloseTo(0.86, 1)
    expect(ratio(gardens, 'stalls')).toBeCloseTo(0.87, 1)
  })

  test('passes over an estate that was rebuilt as another, and ends', () => {
    const city = smallCity('1')
    const { parcels, estates } = city
    const lost = parcels.estate.find((e, p) => e >= 0 && estates.walled[e] === 1 && parcels.use[p] === USE.residential)!
    const other = parcels.estate.find(e => e >= 0 && e !== lost && estates.walled[e] === 1)!
    for (let p = 0; p < parcels.rows; p++) if (parcels.estate[p] === lost) parcels.estate[p] = other
    openAll(city)
    expect(estates.walled[other]).toBe(0)
    expect(estates.openedAt[lost]).not.toBe(city.tick)
  })

  test('takes from insiders what the gate was worth to them, and nothing where it is worth nothing', () => {
    for (const worth of [0.3, 0]) {
      const city = smallCity('1', { utility_gate: worth })
      refreshWorth(city)
      const { households } = city
      const seeker = createSeeker()
      const publicRent = 0.5 * meanRent(city)
      const insiders: { h: number; cost: number; value: number }[] = []
      const valueAt = (h: number, cost: number): number =>
        valueOf(city, readSeeker(city, atRest, h, income(city, h), seeker), households.home[h]!, cost, 0)
      for (let h = 0; h < households.rows; h++) {
        const b = households.home[h]!
        if (households.size[h] === 0 || b < 0 || !isWalled(city, b)) continue
        const cost = housingCost(city, h, publicRent)
        const value = valueAt(h, cost)
        if (Number.isFinite(value)) insiders.push({ h, cost, value })
      }
      expect(insiders.length).toBeGreaterThan(100)
      openAll(city)
      for (const { h, cost, value } of insiders) {
        // the same cost and the same surroundings: what is left is the gate
        if (worth > 0) expect(valueAt(h, cost)).toBeLessThan(value)
        else expect(valueAt(h, cost)).toBe(value)
      }
    }
  })
})
