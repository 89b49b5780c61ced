import { expect, test } from 'vitest'
import { bits, unit } from '../../src/lib/random.ts'
import { latinHypercube } from '../../src/results/sensitivity/index.ts'
import { emulate, varianceShares } from '../../src/validation/emulator.ts'
import { familyOf, matchHistory, missedFacts, nextPoints, nonImplausible } from '../../src/validation/matching.ts'

const yearly = (vacancy: number) => Array.from({ length: 21 }, () => ({ vacancy_rate: vacancy, income_gini: 0.45 }))
const noise = (i: number): number => unit(bits(7, 0, i)) - 0.5

test('history matching rules out points whose runs miss a fact, and tells which', () => {
  const { points, facts, unjudged, threshold } = matchHistory([
    { row: 0, yearly: yearly(0.07) },
    { row: 1, yearly: yearly(0.4) },
  ])
  expect(points).toMatchObject([
    { row: 0, runs: 1, missed: [] },
    { row: 1, runs: 1, missed: ['C2', 'C2-early', 'C2-late', 'C2-years'] },
  ])
  expect(facts.find(({ id }) => id === 'C6')).toMatchObject({ inside: 1, luck: 0 })
  expect(facts.find(({ id }) => id === 'C2')).toMatchObject({ inside: 0.5, luck: 0 })
  expect(unjudged).toContain('C15')
  expect(threshold).toBeCloseTo(1.96 * 1.4, 12)
})

test('without luck a point is ruled out just beyond the widened band', () => {
  const judged = (vacancy: number) => matchHistory([{ row: 0, yearly: yearly(vacancy) }], 0.2).points[0]!.missed
  const [low, high] = matchHistory([{ row: 0, yearly: yearly(0.07) }], 0.2).facts.find(({ id }) => id === 'C2')!.band
  expect([low, high]).toEqual([expect.closeTo(0.028, 12), expect.closeTo(0.112, 12)])
  expect(judged(low + 1e-9)).toEqual([])
  expect(judged(low - 1e-9)).toContain('C2')
  expect(judged(high - 1e-9)).toEqual([])
  expect(judged(high + 1e-9)).toContain('C2')
})

test('luck rules no point out: it is pooled over points, and more runs of a point narrow it', () => {
  const steady = [0.05, 0.09].map(v => ({ row: 1, yearly: yearly(v) }))
  const { facts, points } = matchHistory([
    ...steady,
    { row: 0, yearly: yearly(0.115) },
    ...Array.from({ length: 8 }, () => ({ row: 2, yearly: yearly(0.115) })),
  ])
  // eight freedoms, of which one is that of 0.05 and 0.09
  expect(facts.find(({ id }) => id === 'C2')!.luck).toBeCloseTo(Math.sqrt(0.0008 / 8), 12)
  expect(points.map(({ missed }) => missed.includes('C2'))).toEqual([false, false, true])
  expect(points[1]!.values.C2).toBeCloseTo(0.07, 12)
})

test('an emulator finds a plane and a bend, and knows how far it errs', () => {
  const points = latinHypercube(80, 3, 'a')
  const plane = emulate(
    points,
    points.map(([x, y]) => 2 + 3 * x! - y!),
  )!
  expect(plane.predict([0.25, 0.5, 0.9])).toBeCloseTo(2.25, 9)
  expect(plane.error).toBeLessThan(1e-18)
  const bent = points.map(([x]) => (x! - 0.5) ** 2)
  expect(emulate(points, bent)!.error).toBeLessThan(1e-18)
  const noisy = emulate(
    points,
    bent.map((v, i) => v + noise(i)),
  )!
  // the variance of the noise, and a little for what the fit takes of it
  expect(noisy.error / (1 / 12)).toBeGreaterThan(0.8)
  expect(noisy.error / (1 / 12)).toBeLessThan(1.5)
})

test('an emulator wants two points a term, and terms that the points span', () => {
  expect(emulate([], [])).toBeNull()
  expect(emulate([[0.1], [0.5], [0.9]], [1, 2, 3])).toBeNull()
  expect(
    emulate(
      Array.from({ length: 20 }, () => [0.5]),
      Array.from({ length: 20 }, (_, i) => i),
    ),
  ).toBeNull()
})

test('variance is shared among parameters, luck and the rest', () => {
  const points = latinHypercube(300, 3, 'shares')
  // y = 6u + 20(v − ½)² + 8(u − ½)(v − ½) + luck of sd 1: variances 3, 400/180, 64/144 and 1
  const runs = points.map(([u, v], i) => {
    const y = 6 * u! + 20 * (v! - 0.5) ** 2 + 8 * (u! - 0.5) * (v! - 0.5)
    return [y + Math.sqrt(12) * noise(2 * i), y + Math.sqrt(12) * noise(2 * i + 1), null]
  })
  const total = 3 + 400 / 180 + 64 / 144 + 1
  const { shares, halfWidths, luck, rest, points: used } = varianceShares(points, runs)!
  expect(used).toBe(300)
  expect(shares[0]!).toBeCloseTo(3 / total, 1)
  expect(shares[1]!).toBeCloseTo(400 / 180 / total, 1)
  expect(Math.abs(shares[2]!)).toBeLessThan(0.005)
  expect(luck).toBeCloseTo(1 / total, 1)
  expect(rest).toBeCloseTo(64 / 144 / total, 1)
  expect(shares[0]! + shares[1]! + shares[2]! + luck + rest).toBeCloseTo(1, 10)
  expect(Math.abs(shares[0]! - 3 / total)).toBeLessThan(2 * halfWidths[0]!)
  // of outputs that are luck alone nothing is explained, in the mean over many
  const nothing = Array.from({ length: 40 }, (_, k) => {
    const own = points.map((_, i) => [noise(7000 + 900 * k + 2 * i), noise(7000 + 900 * k + 2 * i + 1)])
    return varianceShares(points, own)!.shares.reduce((sum, share) => sum + share, 0)
  })
  expect(Math.abs(nothing.reduce((sum, share) => sum + share, 0) / 40)).toBeLessThan(0.003)
  // a city that is 2 above another is luck of a run, and takes nothing from the parameters but their share
  const apart = runs.map((_, i) => {
    const [u, v] = points[i]!
    const y = 6 * u! + 20 * (v! - 0.5) * (v! - 0.5)
    return [y + Math.sqrt(12) * noise(2 * i), y + 2 + Math.sqrt(12) * noise(2 * i + 1)]
  })
  const two = varianceShares(points, apart)!
  expect(two.luck).toBeCloseTo(3 / (3 + 400 / 180 + 3), 1)
  expect(two.shares[0]!).toBeCloseTo(3 / (3 + 400 / 180 + 3), 1)
  expect(Math.abs(two.rest)).toBeLessThan(0.05)
  // luck is not known of points run once; too few points have no emulator; where nothing varies there is nothing to share
  expect(
    varianceShares(
      points,
      runs.map(([one]) => [one!]),
    ),
  ).toBeNull()
  expect(varianceShares(points.slice(0, 5), runs.slice(0, 5))).toBeNull()
  expect(
    varianceShares(
      points,
      points.map(() => [2, 2]),
    ),
  ).toBeNull()
})

test('the next wave is drawn where emulated facts lie in their bands', () => {
  const places = latinHypercube(60, 2, 'b')
  // vacancy goes from 0 to 0.2 along the first parameter: within 0.028 … 0.112 between 0.14 and 0.56
  const runs = places.map(([x], row) => ({ row, yearly: yearly(0.2 * x!) }))
  const next = nextPoints(matchHistory(runs), places, 0, 50, 'c')
  expect(next.points).toHaveLength(50)
  for (const [x] of next.points) expect(x! > 0.13 && x! < 0.57, String(x)).toBe(true)
  expect(next.left).toBeCloseTo(0.42, 2)
  expect(next.foretold.C2).toBeCloseTo(1, 9)
  expect(nextPoints(matchHistory(runs), places, 0, 50, 'c')).toEqual(next)
  // C2, C2-early and C2-late are one fact: a point that may miss one goes wherever no row is missed by far
  const one = nextPoints(matchHistory(runs), places, 1, 2000, 'c')
  // from the middle 0.07, twice the widened half-width is 0.084 away: up to 0.154 of 0.2
  expect(one.left).toBeCloseTo(0.77, 2)
  for (const [x] of one.points) expect(x!).toBeLessThan(0.78)
  expect(nextPoints(matchHistory(runs), places, 3, 50, 'c').left).toBe(one.left)
})

test('rows of one fact are missed together, and none may be missed by far', () => {
  expect(['C3', 'C3-early', 'C3b-late', 'C7-trend', 'C8m'].map(familyOf)).toEqual([
    'C3',
    'C3',
    'C3b',
    'C7-trend',
    'C8m',
  ])
  // the band widened by a fifth ends at 0.112, twice that far from its middle at 0.154
  const vacancies = [0.07, 0.12, 0.15, 0.16]
  const matching = matchHistory(vacancies.map((v, row) => ({ row, yearly: yearly(v) })))
  expect(matching.points.map(missedFacts)).toEqual([[], ['C2'], ['C2'], ['C2']])
  expect(matching.points.map(({ far }) => far.length)).toEqual([0, 0, 0, 3])
  expect(nonImplausible(matching, 0)).toEqual([0])
  expect(nonImplausible(matching, 1)).toEqual([0, 1, 2])
  expect(nonImplausible(matching, 9)).toEqual([0, 1, 2])
  // vacancy and the Gini are two facts
  const both = { row: 0, yearly: yearly(0.12).map(values => ({ ...values, income_gini: 0.53 })) }
  expect(missedFacts(matchHistory([both]).points[0]!)).toEqual(['C2', 'C6'])
  expect(matching.facts.find(({ id }) => id === 'C2')!.own).toEqual([0.04, 0.1])
})

test('a fact that is found in less than half of a point’s runs is missed, and so counted; emulators use where it is found', () => {
  const nothing = Array.from({ length: 21 }, () => ({ vacancy_rate: null, income_gini: 0.45 }))
  const judged = (found: number, of: number) =>
    matchHistory([
      ...Array.from({ length: of }, (_, i) => ({ row: 0, yearly: i < found ? yearly(0.07) : nothing })),
      { row: 1, yearly: yearly(0.07) },
    ]).points[0]!
  expect(judged(2, 4)).toMatchObject({ missed: [], far: [] })
  expect(judged(2, 4).values.C2).toBeCloseTo(0.07, 12)
  for (const [found, of] of [
    [1, 4],
    [0, 2],
  ] as const) {
    expect(judged(found, of)).toMatchObject({
      missed: ['C2', 'C2-early', 'C2-late', 'C2-years'],
      far: [],
      values: { C2: null },
    })
    expect(nonImplausible({ points: [judged(found, of)] }, 0)).toEqual([])
    expect(nonImplausible({ points: [judged(found, of)] }, 1)).toEqual([0])
  }
  // found in one of three runs of the only point: judged, and missed; found in none: not judged
  const rarely = matchHistory([nothing, nothing, yearly(0.07)].map(own => ({ row: 0, yearly: own })))
  expect(rarely.points[0]!.missed).toEqual(['C2', 'C2-early', 'C2-late', 'C2-years'])
  expect(rarely.facts.find(({ id }) => id === 'C2')!.inside).toBe(0)
  const never = matchHistory([{ row: 0, yearly: nothing }])
  expect(never.unjudged).toContain('C2')
  expect(never.points[0]!.missed).toEqual([])

  const places = latinHypercube(60, 2, 'b')
  const runs = places.map(([x], row) => ({ row, yearly: row % 5 === 0 ? nothing : yearly(0.2 * x!) }))
  const next = nextPoints(matchHistory(runs), places, 0, 50, 'c')
  expect(next.left).toBeCloseTo(0.42, 2)
})
