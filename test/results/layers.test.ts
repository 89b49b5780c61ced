import { expect, test } from 'vitest'
import { createWelfareRecorder, type HouseholdGains, householdGains } from '../../src/metrics/welfare.ts'
import { gainGroups, gainModes, gainRow, gainThresholds, placeGroups, verdictOf } from '../../src/results/gains.ts'
import { layerGeoJson } from '../../src/results/geojson.ts'
import {
  differenceOf,
  type LevelLayer,
  layerNamed,
  levelOf,
  mapLayerList,
  readFrame,
} from '../../src/results/layers.ts'
import { placeShape } from '../../src/results/place.ts'
import { branch } from '../../src/simulation.ts'
import { livedIn } from '../metrics/city.ts'

const run = livedIn('tiny', 'layers', 12)

test('every layer has words in both languages, rising cut-offs and a name of its own', () => {
  expect(new Set(mapLayerList.map(({ name }) => name)).size).toBe(mapLayerList.length)
  for (const layer of mapLayerList) {
    for (const words of [layer.title, layer.statistic]) {
      expect(words.en).not.toBe('')
      expect(words.zh).not.toBe('')
    }
    if (layer.kind === 'kinds') {
      expect(layer.kinds.length).toBeLessThanOrEqual(5)
      expect(new Set(layer.kinds.map(({ mark }) => mark)).size).toBe(layer.kinds.length)
      continue
    }
    for (const list of [layer.cuts, layer.differences])
      list.forEach((cut, i) => {
        expect(cut).toBeGreaterThan(i === 0 ? 0 : list[i - 1]!)
      })
  }
})

test('a layer gives a value where there is something and none elsewhere; reading changes nothing', () => {
  const saved = run.save()
  const frame = readFrame(run.city, run.rules)
  expect(run.save()).toEqual(saved)
  const built = Array.from({ length: run.city.parcels.rows }, (_, p) => run.city.parcels.firstBuilding[p]! >= 0)
  for (const layer of mapLayerList) {
    const values = frame.layers[layer.name]!
    expect(values).toHaveLength(run.city.parcels.rows)
    if (layer.kind === 'kinds')
      for (const v of values) expect(Number.isNaN(v) || layer.kinds[v] !== undefined).toBe(true)
  }
  for (const name of ['rent', 'green', 'schools', 'tenure'])
    frame.layers[name]!.forEach((v, p) => void expect(!Number.isNaN(v)).toBe(built[p]))
  for (const v of frame.layers.encounters!) expect(v < 0 || v > 1.0001).toBe(false)
})

test('colours: levels by cut-offs, differences by what is more just', () => {
  const rent = layerNamed('rent') as LevelLayer
  expect(levelOf(rent.cuts, 0)).toBe(0)
  expect(levelOf(rent.cuts, rent.cuts[5])).toBe(6)
  // rent that falls is more just, green that falls is less just
  expect(differenceOf(rent, -rent.differences[2])).toBe(3)
  expect(differenceOf(rent, rent.differences[0])).toBe(-1)
  expect(differenceOf(layerNamed('green') as LevelLayer, -1)).toBe(-3)
  // within the interval, and below the first step, nothing has changed
  expect(differenceOf(rent, rent.differences[2], rent.differences[2] + 1)).toBe(0)
  expect(differenceOf(rent, rent.differences[0] / 2)).toBe(0)
  expect(() => layerNamed('nothing')).toThrow(/layers are/)
})

test('the place: every parcel has its outline, walls stand round estates only, districts have names', () => {
  const shape = placeShape(run.city)
  expect(shape.starts.at(-1)).toBe(shape.outlines.length)
  expect(shape.wallEstate.length * 4).toBe(shape.walls.length)
  const walled = new Set(shape.estate.filter(e => e >= 0))
  expect(new Set(shape.wallEstate)).toEqual(walled)
  expect(shape.districts.every(({ name }) => name.en !== '' && name.zh !== '')).toBe(true)
  expect(new Set(shape.districts.map(({ name }) => name.en)).size).toBe(shape.districts.length)
  expect(shape.streets.length).toBeGreaterThan(100)
})

test('as GeoJSON a layer holds both values and their difference, in degrees where the place is real', () => {
  const drawn = placeShape(run.city)
  const frame = readFrame(run.city, run.rules, ['rent'])
  const baseline = frame.layers.rent!
  const policy = baseline.map(v => v + 2)
  const head = { layer: layerNamed('rent'), baseline, policy, year: 3, scenario: 'a', seed: 'b', version: '1' }
  const plain = JSON.parse(layerGeoJson({ shape: drawn, ...head }))
  expect(plain.features).toHaveLength(baseline.length)
  const p = baseline.findIndex(v => !Number.isNaN(v))
  expect(plain.features[p].properties.difference).toBeCloseTo(2, 4)
  expect(plain.features[p].properties.with_policies - plain.features[p].properties.baseline).toBeCloseTo(2, 3)
  expect(plain.features[baseline.findIndex(v => Number.isNaN(v))].properties.baseline).toBe(null)
  const real = JSON.parse(layerGeoJson({ shape: { ...drawn, origin: [37.6, 55.8] }, ...head }))
  const [lon, lat] = real.features[p].geometry.coordinates[0][0]
  expect(Math.abs(lon - 37.6)).toBeLessThan(0.1)
  expect(Math.abs(lat - 55.8)).toBeLessThan(0.1)
})

/** A baseline and the same with one rent changed: chaos makes some better off and some worse. */
function gains(): HouseholdGains {
  const arms = [branch(run, run.scenario), branch(run, run.scenario, { k: 1, at: 0 })].map(arm => {
    const recorder = createWelfareRecorder(arm.city)
    for (let month = 0; month < 24; month++) {
      arm.tick()
      if (month >= 12) recorder.record(arm.city, arm.rules)
    }
    return recorder
  })
  return householdGains(arms[1]!, arms[0]!)
}
const table = gains()

test('groups of each kind add up to everybody, at every threshold and in every mode', () => {
  const sum = (row: ReturnType<typeof gainRow>): number =>
    row.worse + row.same + row.better + row.leftPolicy + row.leftBaseline + row.leftBoth + row.ended
  const groups = [...gainGroups, ...placeGroups(placeShape(run.city).districts.map(({ name }) => name))]
  for (const mode of gainModes)
    for (const threshold of gainThresholds) {
      const all = gainRow(table, mode, threshold)
      expect(sum(all)).toBe(table.class.length)
      for (const kind of ['income', 'origin'] as const) {
        const rows = groups
          .filter(group => group.kind === kind)
          .map(g => gainRow(table, mode, threshold, g.holds(table)))
        expect(rows.reduce((total, row) => total + sum(row), 0)).toBe(table.class.length)
        expect(rows.reduce((total, row) => total + row.worse, 0)).toBe(all.worse)
      }
      const housed = groups
        .filter(({ kind }) => kind === 'place')
        .map(g => gainRow(table, mode, threshold, g.holds(table)))
      expect(housed.reduce((total, row) => total + sum(row), 0)).toBe(table.tenure.filter(t => t < 4).length)
    }
})

test('a larger threshold counts fewer changes', () => {
  const changed = gainThresholds.map(threshold => {
    const row = gainRow(table, 'income', threshold)
    return row.better + row.worse
  })
  for (let i = 1; i < changed.length; i++) expect(changed[i]).toBeLessThanOrEqual(changed[i - 1]!)
  expect(changed[0]).toBeGreaterThan(changed.at(-1)!)
  for (let i = 0; i < table.class.length; i++) if (table.class[i]! > 2) expect(verdictOf(table, 'both', 0, i)).toBe(2)
})
