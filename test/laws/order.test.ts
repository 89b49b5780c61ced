import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { refreshWorth } from '../../src/city/utility.ts'
import { createSimulation } from '../../src/simulation.ts'
import { residents } from './audit.ts'
import { relabel, reverseLists } from './relabel.ts'
import { anyScenario, cityOf, everyPolicy, scenario } from './scenarios.ts'

/** Hashes of a run, one a tick; `disturb` is done before each tick. */
function hashes(run: ReturnType<typeof cityOf>, ticks: number, disturb: (tick: number) => void = () => {}): string[] {
  return Array.from({ length: ticks }, (_, n) => {
    disturb(n)
    run.tick()
    return run.hash()
  })
}

describe('row numbers mean nothing', () => {
  test('the hash is that of the same city under other row numbers', () => {
    const run = cityOf()
    const before = run.hash()
    relabel(run.city, 'households', 1)
    relabel(run.city, 'buildings', 2)
    reverseLists(run.city)
    expect(run.hash()).toBe(before)
  })

  test('a relabelled city goes on as it would have', () => {
    const policies = everyPolicy({ from: 2 })
    const plain = hashes(cityOf({ policies }), 30)
    const run = cityOf({ policies })
    const moved = hashes(run, 30, tick => {
      relabel(run.city, 'households', tick)
      relabel(run.city, 'buildings', tick + 100)
      reverseLists(run.city)
    })
    expect(moved).toEqual(plain)
  })

  test('nor in a larger city, where much is built', () => {
    const plan = generateCity('small', 'harbour')
    const given = scenario({ policies: everyPolicy({ from: 2 }), burn_in: 12 })
    const [plain, moved] = [1, 2].map(() => createSimulation(given, plan, { seed: 'luck' }))
    for (let tick = 0; tick < 15; tick++) {
      relabel(moved!.city, 'households', tick)
      relabel(moved!.city, 'buildings', tick + 100)
      reverseLists(moved!.city)
      plain!.tick()
      moved!.tick()
      expect(moved!.hash(), `tick ${tick}`).toBe(plain!.hash())
    }
  })

  test('whatever the scenario', () => {
    fc.assert(
      fc.property(anyScenario, fc.nat(), (given, seed) => {
        const plain = hashes(cityOf(given), 15)
        const run = cityOf(given)
        relabel(run.city, 'households', seed)
        relabel(run.city, 'buildings', seed + 1)
        expect(hashes(run, 15)).toEqual(plain)
      }),
      { numRuns: 10 },
    )
  })
})

describe('what is kept for speed is what it would be afresh', () => {
  test('residents of every building', () => {
    const run = cityOf(scenario({ policies: everyPolicy() }))
    run.run(40)
    const { city } = run
    for (const [name, counts] of Object.entries(residents(city)))
      expect(Array.from(city.buildings[name as 'owners'].subarray(0, city.buildings.rows)), name).toEqual(
        Array.from(counts),
      )
  })

  test('worth of homes, from nothing and from what the search left', () => {
    const run = cityOf(scenario({ policies: everyPolicy() }))
    run.run(13)
    const { buildings } = run.city
    const columns = ['worth', 'school', 'clinic', 'space'] as const
    refreshWorth(run.city)
    const kept = columns.map(name => buildings[name].slice(0, buildings.rows * (name === 'worth' ? 5 : 1)))
    for (const name of columns) buildings[name].fill(-99)
    refreshWorth(run.city)
    columns.forEach((name, i) => {
      const fresh = buildings[name]
      kept[i]!.forEach((value, k) => {
        if (buildings.dwellings[name === 'worth' ? Math.floor(k / 5) : k]! > 0) expect(fresh[k]).toBe(value)
      })
    })
  })
})
