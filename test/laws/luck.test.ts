import { describe, expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { generateCity } from '../../src/city/generate.ts'
import { bits } from '../../src/lib/random.ts'
import { measureNamed } from '../../src/metrics/index.ts'
import { drawHomes, readVacancies, slotCount } from '../../src/processes/search.ts'
import { varianceSaved } from '../../src/results/statistics.ts'
import { branch, createSimulation } from '../../src/simulation.ts'
import { livingHouseholds } from './audit.ts'
import { shuffled } from './relabel.ts'
import { cityOf, everyPolicy, scenario, use } from './scenarios.ts'

describe('one home more or less changes what few searchers see', () => {
  const { city } = createSimulation(scenario({ years: 20, burn_in: 0 }), generateCity('medium', 'harbour'), {
    seed: 'luck',
  })
  const { buildings } = city
  const SEARCHERS = 4000

  /** What each of many searchers sees, the city's and its zone's. */
  function seen(): Set<number>[] {
    const vacancies = readVacancies(city, { owning: true, sharing: true })
    const seenBy = new Int32Array(buildings.rows).fill(-1)
    const into = new Int32Array(1000)
    const zones = city.zones.rows
    return Array.from({ length: SEARCHERS }, (_, s) => {
      const found = drawHomes(vacancies, bits(city.luck.at('sample', 7), 1, s), 25, s % zones, seenBy, s, into)
      return new Set(into.subarray(0, found))
    })
  }

  const empty = (b: number): number => Math.max(0, buildings.landlordStock[b]! - buildings.tenants[b]!)
  const vacant = shuffled(buildings.rows, 3).filter(b => empty(b) > 0)
  const homes = vacant.reduce((sum, b) => sum + empty(b), 0)
  const before = seen()

  /** Share of what is seen that is seen no more, when so many homes are let. */
  function lost(count: number): number {
    const taken = vacant.slice(0, count)
    for (const b of taken) buildings.tenants[b]!++
    const after = seen()
    for (const b of taken) buildings.tenants[b]!--
    let gone = 0
    let all = 0
    before.forEach((list, s) => {
      all += list.size
      for (const b of list) if (!after[s]!.has(b)) gone++
    })
    return gone / all
  }

  test('there are about as many vacancies as in a real quarter', () => {
    expect(homes).toBeGreaterThan(900)
    expect(homes).toBeLessThan(2200)
    expect(before.reduce((sum, list) => sum + list.size, 0) / SEARCHERS).toBeGreaterThan(27)
  })

  test.each([
    [1, 0.005],
    [20, 0.03],
    [60, 0.08],
  ])('%i of them: at most a share of %d', (count, limit) => {
    const share = lost(count)
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(limit)
  })

  test('the table of slots hangs on the city at its start alone', () => {
    expect(slotCount(21_390, 20)).toBe(8192)
    expect(slotCount(21_390, 1)).toBe(4096)
    expect(slotCount(0, 20)).toBe(4)
  })
})

describe('two cities that differ in one policy', () => {
  const key = ({ households }: City, h: number): string => `${households.idHigh[h]}:${households.idLow[h]}`
  const root = cityOf()
  const parameters = scenario().parameters
  const from = 6
  const run = (policies = everyPolicy({ from })) => branch(root, scenario({ parameters, policies }))

  test('are the same until it begins', () => {
    const [one, two] = [run([]), run()]
    for (let tick = 0; tick < from; tick++) {
      one.tick()
      two.tick()
      expect(two.hash()).toBe(one.hash())
    }
    two.tick()
    one.tick()
    expect(two.hash()).not.toBe(one.hash())
  })

  test('share the luck of the households that both have', () => {
    const [one, two] = [run([]), run()]
    one.run(30)
    two.run(30)
    expect(two.hash()).not.toBe(one.hash())
    const others = new Map(livingHouseholds(two.city).map(h => [key(two.city, h), h]))
    let both = 0
    let alike = 0
    const [a, b] = [one.city.households, two.city.households]
    for (const h of livingHouseholds(one.city)) {
      const other = others.get(key(one.city, h))
      if (other === undefined) continue
      both++
      // who was born when, ages, falls ill of work and earns what hangs on luck alone
      for (const name of ['size', 'stage', 'stageClock', 'shock', 'unemployedUntil'] as const)
        expect(b[name][other], `${name} of ${key(one.city, h)}`).toBe(a[name][h])
      const [x, y] = [a.home[h]!, b.home[other]!]
      if ((x < 0 ? -1 : one.city.buildings.key[x]) === (y < 0 ? -1 : two.city.buildings.key[y])) alike++
    }
    expect(both / others.size).toBeGreaterThan(0.9)
    // most live where they would have lived
    expect(alike / both).toBeGreaterThan(0.8)
  })
})

// of four replicates the variance itself is little more than luck: eight, as comparisons make
test('paired runs of one city under many lucks save most of the variance: burden, segregation and vacancy after five years', () => {
  const plan = generateCity('small', 'harbour')
  const names = ['rent_burden_low', 'segregation_h', 'vacancy_rate'] as const
  const arms = [[], [use('public_housing', { share: 0.15 })]].map(policies =>
    scenario({ years: 5, city: { preset: 'small', seed: 'harbour' }, policies }),
  )
  const values = names.map(() => arms.map((): (number | null)[] => []))
  for (let replicate = 0; replicate < 8; replicate++) {
    const root = createSimulation(arms[0]!, plan, { seed: 'luck', replicate })
    arms.forEach((arm, a) => {
      const run = branch(root, arm)
      run.run(60)
      names.forEach((name, m) => {
        values[m]![a]!.push(measureNamed(name)!.compute(run.city, run.rules))
      })
    })
  }
  names.forEach((name, m) => {
    expect(varianceSaved(values[m]![1]!, values[m]![0]!), name).toBeGreaterThan(0.5)
  })
}, 300_000)
