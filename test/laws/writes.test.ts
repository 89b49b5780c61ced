import { expect, test } from 'vitest'
import { type City, tablesOf } from '../../src/city/city.ts'
import { generateCity } from '../../src/city/generate.ts'
import { type Cells, cells } from '../../src/lib/table.ts'
import { schedule } from '../../src/processes/schedule.ts'
import { createSimulation, type Simulation } from '../../src/simulation.ts'
import { cityOf, everyPolicy, scenario } from './scenarios.ts'

type Snapshot = Map<string, Cells>

const snapshot = (city: City): Snapshot =>
  new Map(
    tablesOf(city).flatMap(table =>
      Object.entries(table.columns).map(([name, { width = 1 }]): [string, Cells] => [
        `${table.name}.${name}`,
        cells(table, name).slice(0, table.rows * width) as Cells,
      ]),
    ),
  )

/** Columns that changed; a row that is new counts where it differs from an empty one. */
function changed(city: City, before: Snapshot): string[] {
  return tablesOf(city).flatMap(table =>
    Object.entries(table.columns).flatMap(([name, { width = 1, initial = 0 }]) => {
      const key = `${table.name}.${name}`
      const old = before.get(key)!
      const now = cells(table, name)
      for (let i = 0; i < table.rows * width; i++)
        if (!Object.is(now[i], i < old.length ? old[i] : initial)) return [key]
      return []
    }),
  )
}

/** Columns that each process changed in runs of a city under different rules. */
function observe(): Map<string, Set<string>> {
  const seen = new Map(schedule.map(({ name }) => [name, new Set<string>()]))
  const hard = scenario().parameters
  hard.job_loss.rate = 0.05
  hard.job_loss.months = 40
  hard.own_at_start = 0.6
  const observed = (make: (watch: (process: string) => void) => Simulation, ticks: number): void => {
    let before: Snapshot | null = null
    let city: City | null = null
    const run = make(process => {
      if (before === null || city === null) return
      for (const column of changed(city, before)) seen.get(process)!.add(column)
      before = snapshot(city)
    })
    city = run.city
    for (let n = 0; n < ticks; n++) {
      before = snapshot(city)
      run.tick()
    }
  }
  observed(watch => cityOf({}, 'luck', watch), 40)
  observed(watch => cityOf({ policies: everyPolicy({ from: 2 }) }, 'luck', watch), 40)
  observed(watch => cityOf({ parameters: hard, city: { preset: 'tiny', seed: 'mill' } }, 'luck', watch), 40)
  const larger = scenario({ policies: everyPolicy({ from: 2 }), burn_in: 24 })
  observed(watch => createSimulation(larger, generateCity('small', 'harbour'), { seed: 'luck', watch }), 15)
  return seen
}

const seen = observe()

test.each(schedule.map(process => [process.name, process] as const))('%s writes only what it says', (name, process) => {
  const mayWrite = (column: string): boolean =>
    process.writes.includes(column) || process.writes.includes(`${column.split('.')[0]}.*`)
  expect([...seen.get(name)!].filter(column => !mayWrite(column))).toEqual([])
})

test('what processes say they write exists', () => {
  const { city } = cityOf({ burn_in: 0 })
  const known = new Set(
    tablesOf(city).flatMap(table => [
      `${table.name}.*`,
      ...Object.keys(table.columns).map(name => `${table.name}.${name}`),
    ]),
  )
  for (const { name, writes } of schedule)
    for (const column of writes) expect(known.has(column), `${name} says it writes ${column}`).toBe(true)
})
