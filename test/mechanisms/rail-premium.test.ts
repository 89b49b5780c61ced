/**
 * Rents follow the minutes that rail saves: the same cities with a line that is extended and opens at once, free of charge,
 * and without it. Two years in six cities by default; the figures of docs/findings.md are those of
 *
 *     CITIES=20 MONTHS=120 npx vitest run test/mechanisms/rail-premium.test.ts
 */
import { expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'
import { isBeyondPlacebo, placeboBand, studentInterval } from '../../src/results/statistics.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'
import { rail, rowsOf } from './works.ts'

const CITIES = Number(process.env.CITIES ?? 6)
const MONTHS = Number(process.env.MONTHS ?? 24)
/** What a minute of every trip to work is worth, of the rent of who spends 0.28 of income on it: 1/600 of income (model §3.6). */
const WORTH = 1 / 600 / 0.28

/** Slope of y on x. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  const along = x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0)
  return along / x.reduce((sum, v) => sum + (v - mx) ** 2, 0)
}

/** By how much ln rent rises for a minute that the line saves, and by how much one rent changed by 1 % has it rise. */
const cities = rowsOf(CITIES).map(i => {
  const seed = String(i + 1)
  const idle = scenario({ years: 20 })
  const root = createSimulation(idle, generateCity('small', seed), { seed })
  const run = (placebo?: { k: number; at: number }): Simulation => {
    const made = branch(root, idle, placebo)
    // new estates move the rents about them by more: nothing is built meanwhile
    made.city.parameters.offer_share = made.city.parameters.new_land_share = 0
    return made
  }
  const [usual, placebo, lined] = [run(), run({ k: 1, at: 0 }), run()] as const
  const { parcels, centres } = lined.city
  const before = parcels.minutes.slice()
  rail(lined.city, i + 1)
  const saved = (p: number): number =>
    rowsOf(centres.rows).reduce((sum, c) => {
      const at = p * centres.rows + c
      return sum + centres.jobs[c]! * (before[at]! - parcels.minutes[at]!)
    }, 0)
  for (const simulation of [usual, placebo, lined]) simulation.run(MONTHS)
  const start = root.city.buildings
  const stood = rowsOf(start.rows).filter(
    b =>
      start.dwellings[b]! > 0 &&
      start.publicHomes[b] === 0 &&
      [usual, placebo, lined].every(({ city }) => city.buildings.key[b] === start.key[b]),
  )
  const minutes = stood.map(b => saved(start.parcel[b]!))
  return [lined, placebo].map(({ city }) =>
    slope(
      minutes,
      stood.map(b => Math.log(city.buildings.rent[b]! / usual.city.buildings.rent[b]!)),
    ),
  ) as [number, number]
})

test('rents rise where a line saves minutes, by less than a minute is worth', () => {
  const interval = studentInterval(cities.map(([lined]) => lined))!
  if (process.env.CITIES) console.log(JSON.stringify(interval))
  expect(isBeyondPlacebo(interval, placeboBand(cities.map(([, placebo]) => placebo)))).toBe(true)
  expect(interval.mean).toBeGreaterThan(0)
  expect(interval.mean).toBeLessThan(WORTH)
})
