import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { REGISTERED } from '../../src/city/households.ts'
import { defaultParameters, type Parameters } from '../../src/city/parameters.ts'
import {
  createSeeker,
  GROUPS,
  groupOf,
  PARTS,
  readSeeker,
  refreshWorth,
  spaceOf,
  surroundingParts,
  surroundings,
  surroundingsAt,
} from '../../src/city/utility.ts'
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
    ['identity_weight', 2],
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

describe('identity groups', () => {
  /** Mean share of one's own group in one's building, over households. */
  const ownShare = ({ city }: Simulation): number => {
    const { households, buildings } = city
    const counts = new Float64Array(buildings.rows * GROUPS)
    const lived = new Float64Array(buildings.rows)
    const housed = Array.from({ length: households.rows }, (_, h) => h).filter(
      h => households.size[h]! > 0 && households.home[h]! >= 0,
    )
    for (const h of housed) {
      counts[households.home[h]! * GROUPS + groupOf(city, h)]!++
      lived[households.home[h]!]!++
    }
    const own = housed.map(h => counts[households.home[h]! * GROUPS + groupOf(city, h)]! / lived[households.home[h]!]!)
    return own.reduce((sum, share) => sum + share, 0) / own.length
  }

  test('live among their own where they mind, and as chance has it where they do not', () => {
    const apart = ownShare(run({ identity_weight: 5 }, 60))
    const mixed = ownShare(run({}, 60))
    expect(mixed).toBeLessThan(0.3)
    expect(apart).toBeGreaterThan(mixed + 0.03)
  })

  test('are alike in size, and children are of the group of their parents', () => {
    const { city } = run({}, 36)
    const { households } = city
    const sizes = new Array<number>(GROUPS).fill(0)
    let children = 0
    for (let h = 0; h < households.rows; h++) {
      if (households.size[h] === 0) continue
      sizes[groupOf(city, h)]!++
      const parent = Array.from({ length: households.rows }, (_, i) => i).find(
        i =>
          households.size[i]! > 0 &&
          households.idHigh[i] === households.parentHigh[h] &&
          households.idLow[i] === households.parentLow[h] &&
          households.parentHigh[i] === 0 &&
          households.parentLow[i] === 0,
      )
      if (parent === undefined || households.parentHigh[h] === 0) continue
      children++
      expect(groupOf(city, h)).toBe(groupOf(city, parent))
    }
    expect(children).toBeGreaterThan(0)
    const all = sizes.reduce((sum, size) => sum + size, 0)
    for (const size of sizes) expect(Math.abs(size / all - 1 / GROUPS)).toBeLessThan(0.06)
  })

  test('take from the worth of a home what the share of others is worth, whoever asks', () => {
    const { city, rules } = run({ identity_weight: 2 }, 1)
    refreshWorth(city)
    const { households } = city
    const h = households.home.findIndex((home, i) => households.size[i]! > 0 && home >= 0)
    const seeker = readSeeker(city, rules, h, 1e6, createSeeker())
    const b = households.home[h]!
    const full = surroundings(city, seeker, b)
    expect(surroundingsAt(surroundingParts(city), b * PARTS, seeker, spaceOf(city, seeker.size))).toBeCloseTo(full, 9)
    const share = seeker.shares![b * GROUPS + seeker.group]!
    expect(share).toBeGreaterThan(0)
    expect(surroundings(city, { ...seeker, identity: 0 }, b) - full).toBeCloseTo(2 * (1 - share), 9)
  })
})
