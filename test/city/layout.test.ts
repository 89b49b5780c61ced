import { expect, test } from 'vitest'
import { layOut } from '../../src/city/layout.ts'
import { createWelfareRecorder } from '../../src/metrics/welfare.ts'
import { cityOf } from '../laws/scenarios.ts'

test('rows lie home by home, owners first, empty rows last, and the state is the same', () => {
  const run = cityOf({})
  run.run(14)
  const before = run.hash()
  layOut(run.city)
  expect(run.hash()).toBe(before)
  const { households, freeHouseholds, freedHouseholds } = run.city
  const living = households.rows - freeHouseholds.length
  expect(freedHouseholds).toEqual([])
  const places = Array.from({ length: living }, (_, h) => {
    const home = households.home[h]!
    return home < 0 ? Number.POSITIVE_INFINITY : 4 * home + households.tenure[h]!
  })
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(freeHouseholds.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: freeHouseholds.length }, (_, i) => living + i),
  )
  expect(freeHouseholds.every(h => households.size[h] === 0)).toBe(true)
})

test('gains and losses follow households to their new rows', () => {
  const [moved, still] = [cityOf({}), cityOf({})]
  const recorders = [moved, still].map(run => createWelfareRecorder(run.city))
  for (let n = 0; n < 14; n++) {
    moved.tick()
    still.tick()
    if (n % 3 === 0) layOut(moved.city)
    recorders[0]!.record(moved.city, moved.rules)
    recorders[1]!.record(still.city, still.rules)
  }
  const { record: _moved, ...found } = recorders[0]!
  const { record: _still, ...due } = recorders[1]!
  expect(found).toEqual(due)
  expect(found.months.some(months => months === 14)).toBe(true)
})
