import { expect, test } from 'vitest'
import { CITIES, sensitivityPage, type Wave } from '../../src/cli/sensitivity-page.ts'
import { loadSweep } from '../../src/results/sweep/file.ts'
import { matchHistory, nonImplausible } from '../../src/validation/matching.ts'
import { filesOf } from '../results/sweep/made.ts'

const text =
  'baseline: none\ndesign: lhs\npoints: 3\nreplications: 1\nfactors:\n  parameters.rent_response: {min: 0.02, max: 0.1}\nmeasures: [vacancy_rate]\n'
const { sweep } = loadSweep('s.yaml', filesOf({ 's.yaml': text }))

/** Points of such vacancy, home ownership of the registered, and segregation late over early. */
type Point = [vacancy: number, owners: number, trend: number]
const waveOf = (points: readonly Point[]): Wave => {
  const runs = points.map(([vacancy, owners, trend], row) => ({
    row,
    yearly: Array.from({ length: 21 }, (_, year) => ({
      vacancy_rate: vacancy,
      ownership_rate_local: owners,
      segregation_h: year < 10 ? 0.1 : 0.1 * trend,
    })),
  }))
  const matching = matchHistory(runs)
  const values = points.map((_, row) => [0.03 + 0.01 * row])
  return { sweep, matching, values, good: nonImplausible(matching, 1), misses: 1, widen: 0.2, leftOut: [] }
}

const fits: Point = [0.07, 0.75, 1]
const second = waveOf([fits, [0.07, 0.63, 0.9], [0.105, 0.64, 1], [0.3, 0.75, 1]])

const pageOf = (medium: Wave | null): string =>
  sensitivityPage({
    cities: CITIES,
    note: null,
    runs: { screening: 0, survivors: 0, larger: 0, calibration: 4, flips: 0, structures: 0 },
    screening: [],
    larger: [],
    sobol: [],
    emulated: [],
    flips: [],
    structures: [],
    replications: 1,
    calibration: {
      first: waveOf([fits, fits, [0.3, 0.75, 1]]),
      second,
      next: null,
      medium,
      // vacancy by widened bands only, and a fact that is not found
      defaults: { values: [0.03], point: waveOf([[0.105, 0.75, 0.93]]).matching.points[0]! },
    },
    compared: null,
  }).split('## Which parameters fit?')[1]!

test('the published set is that of the second wave, or what of it fits the medium city too', () => {
  const small = pageOf(null)
  expect(small).toContain('3 points miss at most 1: the **non-implausible set**')
  expect(small).toContain('1 points miss some row by far')
  const both = pageOf(waveOf([fits, [0.07, 0.63, 0.9], [0.3, 0.75, 1]]))
  expect(both).toContain('**In the medium city**')
  expect(both).toContain('2 of the 3 miss at most 1 there too, none by far: they are the **non-implausible set**')
  expect(both.match(/\*\*non-implausible set\*\*/g)).toHaveLength(1)
})

test('the page says what members leave of the bands as declared, and what the set never saw', () => {
  expect(pageOf(null)).toContain('In the small city 1 of 3 lie below the declared band of C7-trend')
  expect(pageOf(null)).toContain('2 of 3 lie below the declared band of C12 (')
  expect(pageOf(waveOf([fits, [0.07, 0.63, 0.9]]))).toContain('In the medium city 1 of 2 lie below')
  expect(pageOf(null)).toMatch(/cannot judge \d+ rows of facts[^.]*: C1, .*C16, C17, .*C24/)
})

test('the defaults are judged by widened bands, and by those declared', () => {
  const page = pageOf(null)
  expect(page).toContain('miss none of the facts by bands widened by 20 %, so they would be let into the set')
  expect(page).toMatch(/The bands as declared they leave in 4 of \d+ rows: C2, C2-early, C2-late, C7-trend\./)
  expect(page).toContain('whoever misses one misses the fact, once. A point may miss one fact')
  expect(page).toContain('C3 and C3b count as two facts, though they move together too.')
})
