import { describe, expect, test } from 'vitest'
import { bits, normal, seedWord } from '../../../src/lib/random.ts'
import { elementaryEffects, morrisSample, tellFromLuck } from '../../../src/results/sensitivity/index.ts'

const key = seedWord('told from luck')
const draws = {
  normal: (trial: number, i: number) => normal(bits(key, trial, i)),
  // nothing most of the time, a jump now and then
  jumps: (trial: number, i: number) => (bits(key, trial, i) % 4 === 0 ? normal(bits(key + 1, trial, i)) : 0),
}

/** Effects by output, factor and trajectory that are luck alone: factors scatter by 1 to 1,000, and outputs hang together. */
const study = (
  kind: keyof typeof draws,
  trial: number,
  trajectories: number,
  factors = 30,
  outputs = 3,
): number[][][] =>
  Array.from({ length: outputs }, (_, m) =>
    Array.from({ length: factors }, (_, f) =>
      Array.from(
        { length: trajectories },
        (_, t) =>
          10 ** ((3 * f) / factors) *
          (draws[kind](trial, f * trajectories + t) +
            0.5 * draws[kind](trial, (1000 + m * factors + f) * trajectories + t)),
      ),
    ),
  )

const told = (effects: (number | null)[][][], seed = 'a'): [output: number, factor: number][] => {
  const { t, luck } = tellFromLuck(effects, { resamples: 300, seed })
  return t.flatMap((own, m) =>
    own.flatMap((v, f): [number, number][] => (v !== null && luck !== null && Math.abs(v) > luck ? [[m, f]] : [])),
  )
}

describe('the luck of a screening', () => {
  test.each([
    ['normal', 8],
    ['jumps', 8],
    ['normal', 20],
    ['jumps', 20],
  ] as const)('tells anything at all in about 5 of 100 studies of luck: %s, %i trajectories', (kind, trajectories) => {
    const studies = 120
    let any = 0
    for (let trial = 0; trial < studies; trial++)
      if (told(study(kind, trial, trajectories), String(trial)).length > 0) any++
    expect(any / studies).toBeLessThan(0.11)
  })

  test('what is noisy is not told however large, what is certain is however small', () => {
    const effects = study('normal', 0, 20)
    // sd 0.01 around 0.05, and sd 1,000 around 600: t about 22 and 2.7
    effects[1]![0] = effects[1]![0]!.map((_, t) => 0.05 + 0.01 * draws.normal(900, t))
    effects[2]![29] = effects[2]![29]!.map((_, t) => 600 + 1000 * draws.normal(901, t))
    expect(told(effects)).toEqual([[1, 0]])
    const { t, luck } = tellFromLuck(effects)
    expect(t[1]![0]!).toBeGreaterThan(15)
    expect(t[2]![29]!).toBeLessThan(luck!)
  })

  test('t is that of Student, with the sign of the mean', () => {
    const own = [1, 2, 3, 4, 5, 6, -2]
    const mean = 19 / 7
    const sd = Math.sqrt(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 6)
    expect(tellFromLuck([[own]]).t[0]![0]!).toBeCloseTo(mean / (sd / Math.sqrt(7)), 10)
    expect(tellFromLuck([[own.map(v => -v)]]).t[0]![0]!).toBeCloseTo(-mean / (sd / Math.sqrt(7)), 10)
  })

  test('effects that do not differ are certain, those that are 0 are none', () => {
    const effects = [[Array(10).fill(0.25), Array(10).fill(0), study('normal', 3, 10)[0]![0]!]]
    const { t } = tellFromLuck(effects)
    expect(t[0]![0]!).toBeGreaterThan(1e6)
    expect(t[0]![1]).toBeNull()
    expect(told(effects)).toContainEqual([0, 0])
    expect(tellFromLuck([[Array(10).fill(0)]])).toEqual({ t: [[null]], luck: null })
  })

  test('five trajectories tell nothing, six do', () => {
    const certain = (n: number) => [[Array.from({ length: n }, (_, t) => 5 + 0.01 * draws.normal(7, t))]]
    expect(told(certain(5))).toEqual([])
    expect(told(certain(6))).toEqual([[0, 0]])
  })

  test('a missing run takes its effects alone', () => {
    const effects: (number | null)[][][] = study('normal', 5, 12)
    effects[0]![4] = Array.from({ length: 12 }, (_, t) => (t === 3 ? null : 2 + 0.01 * draws.normal(8, t)))
    effects[0]![5] = Array.from({ length: 12 }, (_, t) => (t === 3 ? 1 : null))
    const { t } = tellFromLuck(effects)
    expect(told(effects)).toEqual([[0, 4]])
    expect(t[0]![5]).toBeNull()
    expect(tellFromLuck([])).toEqual({ t: [], luck: null })
  })

  test('is the same for the same seed', () => {
    const effects = study('normal', 6, 20)
    expect(tellFromLuck(effects, { seed: 'b' })).toEqual(tellFromLuck(effects, { seed: 'b' }))
    expect(tellFromLuck(effects, { seed: 'b' }).luck).not.toBe(tellFromLuck(effects, { seed: 'c' }).luck)
  })
})

test('elementary effects stand under their trajectory, a missing run leaves two empty', () => {
  const rows = morrisSample(10, 3, 4, 'a')
  const effects = elementaryEffects(
    rows,
    rows.map(([a, b], i) => (i === 1 ? null : 3 * a! - b!)),
  )
  expect(effects.map(own => own.length)).toEqual([10, 10, 10])
  expect(effects.flatMap(own => own.map((e, t) => (e === null ? t : -1))).filter(t => t >= 0)).toEqual([0, 0])
  for (const [f, slope] of [3, -1, 0].entries())
    for (const e of effects[f]!) if (e !== null) expect(e).toBeCloseTo(slope, 10)
  expect(() => elementaryEffects(rows, [1])).toThrow(RangeError)
})
