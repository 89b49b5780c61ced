import { expect, test } from 'vitest'
import { KIND, removeBuilding } from '../../src/city/buildings.ts'
import { SHARING, TENURE } from '../../src/city/households.ts'
import { restoreCity } from '../../src/city/save.ts'
import { isWalled } from '../../src/city/utility.ts'
import { createLuck } from '../../src/lib/random.ts'
import {
  compareWelfare,
  createWelfareRecorder,
  type HouseholdOutcome,
  householdGains,
  NO_HOME,
  outcomeNames,
} from '../../src/metrics/welfare.ts'
import { branch } from '../../src/simulation.ts'
import { livedIn, living } from './city.ts'

const sumOf = (outcome: HouseholdOutcome): number =>
  outcome.better +
  outcome.worse +
  outcome.unchanged +
  outcome.left_only_under_policy +
  outcome.left_only_under_baseline +
  outcome.left_in_both +
  outcome.ended

/** A baseline, and the same with every rent 1 % higher or lower in one building: chaos does the rest. */
function arms() {
  const trunk = livedIn('tiny', 'welfare', 3)
  const other = branch(trunk, trunk.scenario, { k: 1, at: 0 })
  const runs = [trunk, other].map(run => ({ run, recorder: createWelfareRecorder(run.city) }))
  const population = living(trunk).length
  for (const { run, recorder } of runs)
    for (let month = 0; month < 24; month++) {
      run.tick()
      if (month >= 12) recorder.record(run.city, run.rules)
    }
  return { population, baseline: runs[0]!, policy: runs[1]! }
}

const { population, baseline, policy } = arms()

test('the seven classes sum to the population', () => {
  const { households, groups } = compareWelfare(policy.recorder, baseline.recorder)
  expect(sumOf(households)).toBe(population)
  const [fifths, registered] = [groups.slice(0, 5), groups.slice(7)]
  for (const part of [fifths, registered]) expect(part.reduce((sum, group) => sum + sumOf(group), 0)).toBe(population)
  expect(groups.map(({ group }) => group)).toEqual([
    'quintile 1',
    'quintile 2',
    'quintile 3',
    'quintile 4',
    'quintile 5',
    'owner',
    'tenant',
    'registered',
    'migrant',
  ])
})

test('the baseline against itself leaves everybody who stays unchanged', () => {
  const { households, ev_mean, ev_median, ev_low, wealth_change } = compareWelfare(baseline.recorder, baseline.recorder)
  expect(households.better + households.worse).toBe(0)
  expect(households.left_only_under_policy + households.left_only_under_baseline).toBe(0)
  expect(households.unchanged + households.left_in_both + households.ended).toBe(population)
  expect([ev_mean, ev_median, ev_low, wealth_change]).toEqual([0, 0, 0, 0])
})

test('who went is told apart: life course or departure', () => {
  const { households } = compareWelfare(baseline.recorder, baseline.recorder)
  const { run, recorder } = baseline
  const there = new Set(living(run).map(h => `${run.city.households.idHigh[h]} ${run.city.households.idLow[h]}`))
  const gone = Array.from(recorder.idHigh, (high, i) => `${high} ${recorder.idLow[i]}`).filter(id => !there.has(id))
  expect(households.left_in_both + households.ended).toBe(gone.length)
  const ended = new Set<string>()
  const departures = run.city.departures!
  for (let i = 0; i < departures.length; i += 3)
    if (departures[i + 2] === 1) ended.add(`${departures[i]} ${departures[i + 1]}`)
  expect(households.ended).toBe(gone.filter(id => ended.has(id)).length)
  expect(households.ended).toBeGreaterThan(0)
  expect(households.left_in_both).toBeGreaterThan(0)
})

test('what is left 5 % higher in every month is worth 5 % of it', () => {
  const run = livedIn('tiny', 'five', 2)
  const { city, scenario } = run
  const richer = restoreCity(run.save(), city.plan, scenario.parameters, createLuck('five', 0)).city
  const { households, buildings } = richer
  const seen = createWelfareRecorder(city)
  const gained = createWelfareRecorder(richer)
  // tenants without estate fees: income, tax, rent and travel all rise by 5 %, and nothing else does
  for (let h = 0; h < households.rows; h++) households.level[h]! *= 1.05
  for (let b = 0; b < buildings.rows; b++) buildings.rent[b]! *= 1.05
  for (let month = 0; month < 12; month++) {
    seen.record(city, run.rules)
    gained.record(richer, run.rules)
  }
  let tried = 0
  for (let i = 0; i < seen.idHigh.length; i++) {
    const h = living(run).find(
      row => city.households.idHigh[row] === seen.idHigh[i] && city.households.idLow[row] === seen.idLow[i],
    )!
    const b = city.households.home[h]!
    const tenure = city.households.tenure[h]!
    if (b < 0 || tenure === TENURE.owner || (isWalled(city, b) && city.buildings.kind[b] !== KIND.village)) continue
    if (city.households.flags[h]! & SHARING) continue
    const one = (record: typeof seen) => ({
      scale: record.scale,
      idHigh: record.idHigh.slice(i, i + 1),
      idLow: record.idLow.slice(i, i + 1),
      cell: record.cell.slice(i, i + 1),
      tenure: record.tenure.slice(i, i + 1),
      district: record.district.slice(i, i + 1),
      parcel: record.parcel.slice(i, i + 1),
      tenureNow: record.tenureNow.slice(i, i + 1),
      access: record.access.slice(i, i + 1),
      months: record.months.slice(i, i + 1),
      worth: record.worth.slice(i, i + 1),
      residual: record.residual.slice(i, i + 1),
      wealth: record.wealth.slice(i, i + 1),
      fate: record.fate.slice(i, i + 1),
    })
    const { ev_mean, households: outcome } = compareWelfare(one(gained), one(seen))
    expect(outcome.better).toBe(1)
    expect(ev_mean! / (seen.residual[i]! / 12)).toBeCloseTo(0.05, 5)
    tried++
  }
  expect(tried).toBeGreaterThan(50)
})

// whose home takes most of what they earn would keep more money on the street than a home's space is worth to them
test('a month on the street is worth less than nearly any home', () => {
  const run = livedIn('tiny', 'street', 2)
  const { city } = run
  const before = createWelfareRecorder(city)
  before.record(city, run.rules)
  const after = createWelfareRecorder(city)
  const kept = city.households.home.slice()
  city.households.home.fill(-1)
  after.record(city, run.rules)
  city.households.home.set(kept)
  const { households } = compareWelfare(after, before)
  expect(households.worse).toBeGreaterThan(0.9 * sumOf(households))
})

test('who has no home has a gain or loss too, in a city where houses have been pulled down', () => {
  const { city, rules } = livedIn('tiny', 'pulled down', 2)
  const { buildings, households } = city
  const gone = buildings.dwellings.findIndex(n => n > 0)
  households.home.forEach((b, h) => {
    if (b === gone) households.home[h] = -1
  })
  removeBuilding(city, gone)
  expect(buildings.parcel[gone]).toBe(-1)
  const recorder = createWelfareRecorder(city)
  recorder.record(city, rules)
  expect([...recorder.tenureNow].filter(tenure => tenure === NO_HOME).length).toBeGreaterThan(0)
  expect([...recorder.worth, ...recorder.residual].every(Number.isFinite)).toBe(true)
})

test('household by household, the classes count what the comparison counts', () => {
  const { households, ev_mean } = compareWelfare(policy.recorder, baseline.recorder)
  const gains = householdGains(policy.recorder, baseline.recorder)
  expect(gains.idHigh).toHaveLength(population)
  outcomeNames.forEach((name, code) => {
    expect(gains.class.filter(other => other === code).length, name).toBe(households[name])
  })
  const known = [...gains.ev].filter(v => !Number.isNaN(v))
  expect(known.reduce((sum, v) => sum + v, 0) / known.length).toBeCloseTo(ev_mean!, 2)
  for (let i = 0; i < population; i++) {
    const stays = gains.class[i]! <= 2
    expect(Number.isNaN(gains.leftBaseline[i]!) && stays).toBe(false)
    expect(gains.accessBaseline[i]! > 1).toBe(false)
  }
})

test('recording only reads', () => {
  const run = livedIn('tiny', 'reads', 2)
  const recorder = createWelfareRecorder(run.city)
  const saved = run.save()
  recorder.record(run.city, run.rules)
  expect(run.save()).toEqual(saved)
})
