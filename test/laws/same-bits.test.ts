import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type City, tablesOf } from '../../src/city/city.ts'
import { generateCity } from '../../src/city/generate.ts'
import { cells } from '../../src/lib/table.ts'
import { createSimulation, restoreSimulation } from '../../src/simulation.ts'
import { anyScenario, cityOf, everyPolicy, scenario, tinyPlan } from './scenarios.ts'

/** Columns in which two cities differ, caches and constants included. */
function differences(a: City, b: City): string[] {
  const others = tablesOf(b)
  return tablesOf(a).flatMap((table, t) => {
    const other = others[t]!
    if (table.rows !== other.rows) return [`${table.name}: ${table.rows} and ${other.rows} rows`]
    return Object.entries(table.columns).flatMap(([name, { width = 1 }]) => {
      const [one, two] = [cells(table, name), cells(other, name)]
      for (let i = 0; i < table.rows * width; i++)
        if (!Object.is(one[i], two[i])) return [`${table.name}.${name}[${i}]: ${one[i]} and ${two[i]}`]
      return []
    })
  })
}

describe('the same scenario and luck give the same bits', () => {
  test('twice in a row', () => {
    const given = { policies: everyPolicy({ from: 3 }) }
    const one = cityOf(given)
    const two = cityOf(given)
    one.run(30)
    two.run(30)
    expect(differences(one.city, two.city)).toEqual([])
    expect(two.hash()).toBe(one.hash())
  })

  test('while other luck gives another city', () => {
    expect(cityOf({ burn_in: 1 }, 'one').hash()).not.toBe(cityOf({ burn_in: 1 }, 'two').hash())
  })

  test('saved in any month and taken up again', () => {
    const given = scenario({ policies: everyPolicy({ from: 3 }), years: 10 })
    const through = cityOf(given)
    const kept: Uint8Array[] = []
    for (let n = 0; n < 40; n++) {
      kept.push(through.save())
      through.tick()
    }
    kept.forEach((bytes, tick) => {
      const again = restoreSimulation(bytes, tinyPlan())
      again.run(40 - tick)
      expect(differences(through.city, again.city), `saved at tick ${tick}`).toEqual([])
      expect(again.hash()).toBe(through.hash())
    })
  })

  test('saved and taken up again where farmland is built on', () => {
    const plan = generateCity('small', 'harbour')
    const through = createSimulation(scenario({ burn_in: 12 }), plan, { seed: 'luck' })
    through.run(24)
    const again = restoreSimulation(through.save(), plan)
    through.run(2)
    again.run(2)
    expect(differences(through.city, again.city)).toEqual([])
  })

  test('saved with the memory of its conditions', () => {
    const when = 'mean(vacancy_rate, 12) < 0.07 or rent_burden_p80 > 0.35'
    const through = cityOf({ policies: everyPolicy({ when, over: 6 }) })
    through.run(11)
    const again = restoreSimulation(through.save(), tinyPlan())
    through.run(20)
    again.run(20)
    expect(again.save()).toEqual(through.save())
  })

  test('saved and taken up again, whatever the scenario', () => {
    fc.assert(
      fc.property(anyScenario, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }), (given, k, n) => {
        const through = cityOf(given)
        through.run(k)
        const bytes = through.save()
        const place = 'seed' in given.city ? given.city.seed : ''
        const again = restoreSimulation(bytes, tinyPlan(place))
        expect(again.hash()).toBe(through.hash())
        expect(again.save()).toEqual(bytes)
        through.run(n)
        again.run(n)
        expect(differences(through.city, again.city)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})
