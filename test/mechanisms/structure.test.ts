import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { REGISTERED } from '../../src/city/households.ts'
import { defaultParameters, type Parameters } from '../../src/city/parameters.ts'
import { createSeeker, readSeeker, refreshWorth } from '../../src/city/utility.ts'
import { gini } from '../../src/metrics/calculators/inequality/gini.ts'
import { siteValue } from '../../src/processes/siteValue.ts'
import { createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'
import { atRest } from './city.ts'

const plan = generateCity('tiny', 'c')
const rest = defaultParameters()

function run(structure: Partial<Parameters['structure']>, ticks: number): Simulation {
  const simulation = createSimulation(
    scenario({ years: 20, burn_in: 0, parameters: { ...rest, structure: { ...rest.structure, ...structure } } }),
    plan,
    { seed: 'a' },
  )
  simulation.run(ticks)
  return simulation
}

const meanRent = ({ city: { buildings } }: Simulation): number => {
  let sum = 0
  let homes = 0
  for (let b = 0; b < buildings.rows; b++) {
    sum += buildings.rent[b]! * buildings.dwellings[b]!
    homes += buildings.dwellings[b]!
  }
  return sum / homes
}

const incomeGini = ({ city: { households } }: Simulation): number =>
  gini(Array.from(households.level).filter((_, h) => households.size[h]! > 0))!

describe('a structural alternative', () => {
  const base = run({}, 36)

  test.each([
    ['income_rank_allocation', 1],
    ['auction_rents', 1],
    ['nearest_places', 1],
    ['yearly_tastes', 1],
    ['school_catchments', 1],
    ['chain_migration', 2],
  ] as const)('%s makes another history, and keeps money and homes in balance', (name, value) => {
    const other = run({ [name]: value }, 36)
    expect(other.hash()).not.toBe(base.hash())
    const { households, buildings } = other.city
    const lived = new Int32Array(buildings.rows)
    for (let h = 0; h < households.rows; h++)
      if (households.size[h]! > 0 && households.home[h]! >= 0 && !(households.flags[h]! & 8))
        lived[households.home[h]!]!++
    for (let b = 0; b < buildings.rows; b++) expect(lived[b]!).toBeLessThanOrEqual(buildings.dwellings[b]!)
  })

  test('rents that pass on half of income growth are lower', () => {
    expect(meanRent(run({ rent_indexation: 0.5 }, 36))).toBeLessThan(meanRent(base))
  })

  test('incomes that drift apart by skill are less equal', () => {
    expect(incomeGini(run({ skill_divergence: 0.05 }, 36))).toBeGreaterThan(incomeGini(base))
  })
})

describe('products of developers', () => {
  const offers = (parameters: Partial<Parameters>): { floor: number; quality: number }[] => {
    const { city } = createSimulation(
      scenario({ burn_in: 0, parameters: { ...rest, ...parameters } }),
      generateCity('tiny', 'a'),
      {
        seed: 'a',
      },
    )
    city.developers.cash.fill(1e13)
    city.developers.startingCapital.fill(1e13)
    return Array.from({ length: city.parcels.rows }, (_, p) => p)
      .filter(p => city.parcels.firstBuilding[p]! >= 0)
      .flatMap(p => siteValue(city, atRest, p).best ?? [])
  }

  test('are larger where fitting out a home costs something, whatever its size', () => {
    const mean = (list: { floor: number }[]): number => list.reduce((sum, { floor }) => sum + floor, 0) / list.length
    expect(mean(offers({}))).toBeGreaterThan(mean(offers({ home_cost: 0 })))
  })

  test('differ in quality where there is a choice, and not otherwise', () => {
    const kinds = (list: { quality: number }[]): number => new Set(list.map(({ quality }) => quality)).size
    expect(kinds(offers({}))).toBe(1)
    const tiers = { structure: { ...rest.structure, quality_tiers: 1 } }
    // better homes pay where building costs little beside what homes sell for
    const mean = (list: { quality: number }[]): number =>
      list.reduce((sum, { quality }) => sum + quality, 0) / list.length
    const [usual, dear] = [offers(tiers), offers({ ...tiers, construction_cost: 4500 })]
    expect(kinds(dear)).toBeGreaterThan(1)
    expect(mean(usual)).toBeGreaterThan(mean(dear))
  })
})

test('newcomers without papers look first where others like them live', () => {
  const { city, rules } = run({ chain_migration: 2 }, 1)
  refreshWorth(city)
  const { households, zones } = city
  const h = households.size.findIndex((size, i) => size > 0 && !(households.flags[i]! & REGISTERED))
  households.home[h] = -1
  const seeker = readSeeker(city, rules, h, 1e6, createSeeker())
  expect(seeker.near).toBe(2)
  expect(seeker.zone).toBeGreaterThanOrEqual(0)
  expect(seeker.zone).toBeLessThan(zones.rows)
})
