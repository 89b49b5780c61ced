import { expect, test } from 'vitest'
import { income } from '../../src/city/housing.ts'
import { createSeeker, readSeeker, refreshWorth, rentOf, valueOf, worthOf } from '../../src/city/utility.ts'
import { followHousehold, followParcel, householdName, householdRow, type Life } from '../../src/results/story.ts'
import { branch, type Simulation } from '../../src/simulation.ts'
import { livedIn, living } from '../metrics/city.ts'

const YEARS = 4
const trunk = livedIn('tiny', 'stories', 12)

/** Runs the city on with many stories and all parcels followed, and once without. */
function followed() {
  const ids = living(trunk).map(h => ({ high: trunk.city.households.idHigh[h]!, low: trunk.city.households.idLow[h]! }))
  const followers = ids.slice(0, 160).map(followHousehold)
  const built = Array.from({ length: trunk.city.parcels.rows }, (_, p) => p).filter(
    p => trunk.city.parcels.firstBuilding[p]! >= 0,
  )
  const parcels = built.map(followParcel)
  let run: Simulation
  run = branch(trunk, trunk.scenario, undefined, process => {
    for (const follower of followers) follower.watch(process, run.city, run.rules)
    for (const parcel of parcels) parcel.watch(process, run.city, run.rules)
  })
  run.run(12 * YEARS)
  const plain = branch(trunk, trunk.scenario)
  plain.run(12 * YEARS)
  return { run, plain, lives: followers.map(follower => follower.life()), parcels: parcels.map(p => p.story()) }
}
const { run, plain, lives, parcels } = followed()

test('following stories changes no bit of the run', () => {
  expect(run.hash()).toBe(plain.hash())
})

test('a story ends where the household lives, or with its leaving', () => {
  for (const life of lives) {
    const h = householdRow(run.city, life.id)
    if (life.fate === 'there') {
      const home = run.city.households.home[h]!
      expect(life.stays.at(-1)!.parcel).toBe(home >= 0 ? run.city.buildings.parcel[home]! : -1)
      expect(life.stays.at(-1)!.tenure).toBe(run.city.households.tenure[h]!)
      expect(life.stays.at(-1)!.to).toBe(12 * YEARS)
    } else {
      expect(h).toBe(-1)
      expect(['left', 'ended']).toContain(life.events.at(-1)!.kind)
    }
  }
  expect(lives.filter(({ fate }) => fate !== 'there').length).toBeGreaterThan(5)
})

test('stays follow each other without a gap, each told by an event', () => {
  const homes = new Set(['moved', 'shared', 'public home', 'inherited', 'returned', 'priced out'])
  const losses = new Set(['public home lost', 'demolished', 'evicted', 'home lost'])
  for (const { stays, events } of lives) {
    for (const [i, stay] of stays.entries()) {
      if (i === 0) continue
      expect(stay.from).toBe(stays[i - 1]!.to)
      if (stay.parcel === stays[i - 1]!.parcel) continue
      const told = events.filter(({ tick }) => tick === stay.from).map(({ kind }) => kind)
      expect(told.some(kind => (stay.parcel >= 0 ? homes : losses).has(kind) || homes.has(kind))).toBe(true)
    }
  }
})

const choices = (list: readonly Life[]) => list.flatMap(({ events }) => events.flatMap(({ choice }) => choice ?? []))

test('a choice is explained by terms that add up, and luck is named', () => {
  const known = choices(lives)
  expect(known.length).toBeGreaterThan(10)
  for (const { terms, total } of known) {
    expect(terms.reduce((sum, { yuan }) => sum + yuan, 0)).toBeCloseTo(total, 6)
    expect(terms.some(({ term }) => term === 'luck')).toBe(true)
    // the next best was worth less: that is why it was taken
    expect(total).toBeGreaterThan(0)
  }
  // a move against staying is always weighed against the effort of leaving
  const moves = known.filter(({ against }) => against === 'stay')
  expect(moves.some(({ terms }) => terms.some(({ term, yuan }) => term === 'attachment' && yuan < 0))).toBe(true)
})

test('the terms of V sum to V', () => {
  const { city, rules } = run
  refreshWorth(city)
  const seeker = createSeeker()
  let tried = 0
  for (const h of living(run).slice(0, 60)) {
    readSeeker(city, rules, h, income(city, h), seeker)
    for (let b = 0; b < city.buildings.rows; b++) {
      if (city.buildings.dwellings[b] === 0) continue
      for (const own of [0, 1]) {
        const value = valueOf(city, seeker, b, rentOf(city, b), own)
        if (value === Number.NEGATIVE_INFINITY) continue
        const sum = Object.values(worthOf(city, seeker, b, rentOf(city, b), own)).reduce((all, term) => all + term, 0)
        expect(sum).toBeCloseTo(value, 5)
        tried++
      }
    }
  }
  expect(tried).toBeGreaterThan(500)
})

test('what was forced is told as forced', () => {
  const forced = lives.flatMap(({ events }) => events).filter(({ decider }) => decider === 'forced')
  const counted = lives.reduce((sum, { id }) => {
    const h = householdRow(run.city, id)
    return sum + (h < 0 ? 0 : run.city.households.displaced[h]!)
  }, 0)
  const before = lives.reduce((sum, { id }) => {
    const h = householdRow(trunk.city, id)
    return sum + trunk.city.households.displaced[h]!
  }, 0)
  const stayed = new Set(lives.filter(({ fate }) => fate === 'there').map(({ name }) => name))
  const told = lives
    .filter(({ name }) => stayed.has(name))
    .flatMap(({ events }) => events)
    .filter(({ kind }) => kind === 'demolished' || kind === 'evicted' || kind === 'priced out').length
  const gone = lives
    .filter(({ name }) => !stayed.has(name))
    .reduce((sum, { id }) => sum + trunk.city.households.displaced[householdRow(trunk.city, id)]!, 0)
  expect(told).toBe(counted - (before - gone))
  expect(forced.length).toBeGreaterThanOrEqual(told)
})

test('burden by month is what the household pays of what it earns', () => {
  for (const { burden, stays, income: earned } of lives) {
    expect(burden).toHaveLength(12 * YEARS)
    for (const share of burden) expect(Number.isNaN(share) || share >= 0).toBe(true)
    for (const stay of stays) if (stay.parcel < 0) expect(stay.burden).toBe(null)
    expect(Math.max(...[...earned].filter(v => !Number.isNaN(v)))).toBeGreaterThan(0)
  }
})

test('parcels count what stands and who was displaced', () => {
  const { city } = run
  for (const { parcel, years, events } of parcels) {
    expect(years).toHaveLength(YEARS + 1)
    const last = years.at(-1)!
    let homes = 0
    for (let b = city.parcels.firstBuilding[parcel]!; b >= 0; b = city.buildings.next[b]!)
      homes += city.buildings.dwellings[b]!
    expect(last.homes).toBe(homes)
    expect(last.tenures.reduce((sum, n) => sum + n, 0)).toBe(last.households)
    const told = events.filter(({ kind }) => kind === 'displaced').reduce((sum, { count }) => sum + count!, 0)
    expect(told).toBe(last.displaced - years[0]!.displaced)
  }
})

test('names of households are short and all different', () => {
  const { idHigh, idLow, rows, size } = run.city.households
  const names = new Set<string>()
  let count = 0
  for (let h = 0; h < rows; h++) {
    if (size[h] === 0) continue
    count++
    names.add(householdName({ high: idHigh[h]!, low: idLow[h]! }))
  }
  expect(names.size).toBe(count)
  expect(householdName({ high: 7664, low: 41 })).toBe('42')
  expect(householdName({ high: 8 * (1024 + 31) + 1, low: 2 })).toBe('31-3')
  expect(householdName({ high: 8 * (1024 - 29) + 1, low: 2 })).toBe('b29-3')
  for (const name of names) expect(name.length).toBeLessThan(9)
})

test('a parcel tells of the plans for it: asked where hearings are required, not asked where they are not', () => {
  const told = (policies: typeof trunk.scenario.policies) => {
    const all = Array.from({ length: trunk.city.parcels.rows }, (_, p) => followParcel(p))
    let asked: Simulation
    asked = branch(trunk, { ...trunk.scenario, policies }, undefined, process => {
      for (const parcel of all) parcel.watch(process, asked.city, asked.rules)
    })
    asked.run(30)
    return all.map(parcel => parcel.story().events)
  }
  const kinds = (stories: ReturnType<typeof told>) => new Set(stories.flatMap(events => events.map(({ kind }) => kind)))
  const plain = kinds(told([]))
  expect(plain.has('proposed')).toBe(true)
  expect(plain.has('not asked')).toBe(true)
  expect(plain.has('vote carried') || plain.has('vote refused')).toBe(false)
  const hearings = { policy: 'hearings', settings: { required: 1 }, from: 12, until: null, over: 0, when: null }
  const heard = told([hearings])
  expect(kinds(heard).has('vote carried') || kinds(heard).has('vote refused')).toBe(true)
  for (const { kind, support } of heard.flat())
    if (kind === 'vote carried' || kind === 'vote refused') {
      expect(support).toBeGreaterThanOrEqual(0)
      expect(support).toBeLessThanOrEqual(1)
    }
})
