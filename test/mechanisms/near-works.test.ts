/**
 * What works do to rents and to tenants about them: the change there less the change in the rest of the city, against the
 * same city without the works. A few months by default, to see that it runs; the figures of docs/findings.md are those of
 *
 *     CITIES=30 MONTHS=60 npx vitest run test/mechanisms/near-works.test.ts
 */
import { expect, test } from 'vitest'
import type { City } from '../../src/city/city.ts'
import { generateCity } from '../../src/city/generate.ts'
import { TENURE } from '../../src/city/households.ts'
import { isBeyondPlacebo, placeboBand, studentInterval } from '../../src/results/statistics.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'
import { parks, rail, repair, rowsOf } from './works.ts'

const CITIES = Number(process.env.CITIES ?? 2)
const MONTHS = Number(process.env.MONTHS ?? 3)
const idle = scenario({ years: 20 })
const works = { repair, parks, rail }
/** Read among homes near the works and among the rest, of market homes that stood at the start. */
interface Reading {
  /** mean ln of asking rents */
  rent: number
  /** mean green within reach */
  green: number
  /** tenants of the lower two fifths */
  poor: number
  /** of those who were such tenants at the start: in the same home still, displaced since, gone from the city */
  stayed: number
  displaced: number
  gone: number
}
const names: readonly (keyof Reading)[] = ['rent', 'green', 'poor', 'stayed', 'displaced', 'gone']

const isPoorTenant = ({ tenure, quintile }: City['households'], h: number): boolean =>
  (tenure[h] === TENURE.market || tenure[h] === TENURE.informal) && quintile[h]! <= 1

/** How a run stands, to be read of any set of buildings. */
function read(
  { city: { households, buildings, parcels } }: Simulation,
  start: City,
): (isIn: (b: number) => boolean) => Reading {
  const idOf = (of: City['households'], h: number): string => `${of.idHigh[h]} ${of.idLow[h]}`
  const now = new Map(
    rowsOf(households.rows).flatMap(h => (households.size[h] === 0 ? [] : [[idOf(households, h), h]])),
  )
  const stood = (b: number): boolean =>
    b >= 0 &&
    b < start.buildings.rows &&
    start.buildings.dwellings[b]! > 0 &&
    start.buildings.publicHomes[b] === 0 &&
    buildings.key[b] === start.buildings.key[b]
  const rents = buildings.rent.slice()
  const poorIn = new Uint32Array(buildings.rows)
  for (const h of now.values())
    if (households.home[h]! >= 0 && isPoorTenant(households, h)) poorIn[households.home[h]!]!++
  const old = start.households
  const fates = rowsOf(old.rows).flatMap(h => {
    if (old.size[h] === 0 || !stood(old.home[h]!) || !isPoorTenant(old, h)) return []
    const later = now.get(idOf(old, h)) as number | undefined
    const stayed = later !== undefined && households.home[later] === old.home[h]
    const displaced = later === undefined ? 0 : households.displaced[later]! - old.displaced[h]!
    return [{ home: old.home[h]!, stayed: Number(stayed), displaced, gone: Number(later === undefined) }]
  })
  return isIn => {
    const here = rowsOf(start.buildings.rows).filter(b => stood(b) && isIn(b))
    const of = fates.filter(({ home }) => isIn(home))
    const share = (what: 'stayed' | 'displaced' | 'gone'): number =>
      of.reduce((sum, fate) => sum + fate[what], 0) / of.length
    return {
      rent: here.reduce((sum, b) => sum + Math.log(rents[b]!), 0) / here.length,
      green: here.reduce((sum, b) => sum + parcels.green[buildings.parcel[b]!]!, 0) / here.length,
      poor: Math.log(here.reduce((sum, b) => sum + poorIn[b]!, 0)),
      stayed: share('stayed'),
      displaced: share('displaced'),
      gone: share('gone'),
    }
  }
}

/** Paired differences of differences in every city, and the same where nothing was done but one rent moved by 1 %. */
const cities = rowsOf(CITIES).map(i => {
  const seed = i + 1
  const root = createSimulation(idle, generateCity('small', String(seed)), { seed: String(seed) })
  const run = (placebo?: { k: number; at: number }): Simulation => {
    const made = branch(root, idle, placebo)
    // new estates move the rents about them by more than any of these works: nothing is built meanwhile
    made.city.parameters.offer_share = made.city.parameters.new_land_share = 0
    return made
  }
  const finish = (simulation: Simulation): ReturnType<typeof read> => {
    simulation.run(MONTHS)
    return read(simulation, root.city)
  }
  const [usual, placebo] = [run(), run({ k: 1, at: 0 })].map(finish) as [
    ReturnType<typeof read>,
    ReturnType<typeof read>,
  ]
  return Object.fromEntries(
    Object.entries(works).map(([name, act]) => {
      const simulation = run()
      const isNear = act(simulation.city, seed)
      const done = finish(simulation)
      const lead = (of: ReturnType<typeof read>, what: keyof Reading): number =>
        of(isNear)[what] - of(b => !isNear(b))[what]
      return [
        name,
        Object.fromEntries(names.map(what => [what, [done, placebo].map(arm => lead(arm, what) - lead(usual, what))])),
      ]
    }),
  ) as Record<keyof typeof works, Record<keyof Reading, [number, number]>>
})

function effect(of: keyof typeof works, what: keyof Reading) {
  // a city where no home is far from all parks has nothing to compare with
  const pairs = cities.map(city => city[of][what]).filter(pair => pair.every(Number.isFinite))
  const interval = studentInterval(pairs.map(([done]) => done))!
  const band = placeboBand(pairs.map(([, placebo]) => placebo))
  return { ...interval, band, isBeyondChance: isBeyondPlacebo(interval, band) }
}

/** Green of the greenest quarter of homes less that of the quarter with least, in the mean of the cities. */
const greenGap = (): number => {
  const gaps = rowsOf(CITIES).map(i => {
    const { buildings, parcels } = createSimulation(idle, generateCity('small', String(i + 1)), {
      seed: String(i + 1),
    }).city
    const green = rowsOf(buildings.rows)
      .filter(b => buildings.dwellings[b]! > 0)
      .map(b => parcels.green[buildings.parcel[b]!]!)
      .sort((x, y) => x - y)
    const part = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
    const quarter = Math.floor(green.length / 4)
    return part(green.slice(-quarter)) - part(green.slice(0, quarter))
  })
  return gaps.reduce((sum, gap) => sum + gap, 0) / CITIES
}

if (process.env.CITIES) console.log('green gap', greenGap())
if (process.env.CITIES)
  for (const name of Object.keys(works) as (keyof typeof works)[])
    for (const what of names) console.log(name, what, JSON.stringify(effect(name, what)))

test('homes near works and far from them are there to be compared', () => {
  for (const name of ['repair', 'rail'] as const)
    for (const what of names) expect(effect(name, what).mean).not.toBeNaN()
})

test.runIf(CITIES >= 20).each(['repair', 'parks'] as const)(
  '%s: rents rise more than elsewhere, and no more of the poor tenants must go',
  name => {
    expect(effect(name, 'rent').mean).toBeGreaterThan(0)
    expect(effect(name, 'rent').isBeyondChance).toBe(true)
    for (const what of ['stayed', 'displaced', 'gone'] as const) expect(effect(name, what).isBeyondChance).toBe(false)
  },
)

test.runIf(CITIES >= 20)('more of the poor live about new stations, and no more of their tenants must go', () => {
  expect(effect('rail', 'poor').mean).toBeGreaterThan(0)
  expect(effect('rail', 'poor').isBeyondChance).toBe(true)
  for (const what of ['stayed', 'displaced', 'gone'] as const) expect(effect('rail', what).isBeyondChance).toBe(false)
})
