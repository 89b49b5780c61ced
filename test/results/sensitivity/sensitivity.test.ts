import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centredDiscrepancy,
  latinHypercube,
  morrisIndices,
  morrisSample,
  prim,
  saltelliSample,
  sobolIndices,
  sobolSequence,
} from '../../../src/results/sensitivity/index.ts'

/** Ishigami & Homma 1990 with a = 7, b = 0.1, over [−π, π]³. */
const ishigami = (u: readonly number[]): number => {
  const [x, y, z] = u.map(v => Math.PI * (2 * v - 1)) as [number, number, number]
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x)
}

const G = [0, 1, 4.5, 9, 99, 99]
/** Sobol's G function (Saltelli & Sobol' 1995). */
const sobolG = (u: readonly number[]): number =>
  u.reduce((product, x, j) => (product * (Math.abs(4 * x - 2) + G[j]!)) / (1 + G[j]!), 1)

describe("Sobol's sequence", () => {
  test('its first points are those of Joe and Kuo’s directions', () => {
    // scipy.stats.qmc.Sobol(5, scramble=False).random(16)
    const points = sobolSequence(16, 5)
    expect(points[3]).toEqual([0.25, 0.75, 0.75, 0.75, 0.25])
    expect(points[4]).toEqual([0.375, 0.375, 0.625, 0.875, 0.375])
    expect(points[15]).toEqual([0.0625, 0.9375, 0.5625, 0.3125, 0.6875])
  })

  test('a point far out in forty dimensions agrees, skipped to or walked to', () => {
    const expected = [
      0.6923828125, 0.9365234375, 0.1630859375, 0.2744140625, 0.6357421875, 0.3564453125, 0.1904296875, 0.7626953125,
    ]
    expect(sobolSequence(1024, 40)[777]!.slice(0, 8)).toEqual(expected)
    expect(sobolSequence(1, 40, 777)[0]!.slice(0, 8)).toEqual(expected)
    expect(sobolSequence(1, 40, 777)[0]![39]).toBe(0.3583984375)
  })

  test('each of 2^k equal strata of every dimension holds one of 2^k points', () => {
    const points = sobolSequence(256, 256)
    for (let d = 0; d < 256; d++) {
      const strata = new Set(points.map(point => Math.floor(point[d]! * 256)))
      expect(strata.size).toBe(256)
    }
  })

  test('refuses dimensions for which there are no directions', () => {
    expect(() => sobolSequence(1, 257)).toThrow(RangeError)
    expect(() => sobolSequence(1, 0)).toThrow(RangeError)
  })
})

describe('discrepancy', () => {
  test('is that of scipy for a Sobol sequence', () => {
    const points = sobolSequence(1024, 40).map(point => point.slice(0, 6))
    expect(centredDiscrepancy(points)).toBeCloseTo(6.201293720309309e-5, 12)
    expect(centredDiscrepancy(sobolSequence(16, 5))).toBeCloseTo(0.03461322934907418, 12)
  })

  test('of the one point in the middle is known', () => expect(centredDiscrepancy([[0.5]])).toBeCloseTo(1 / 12, 14))

  test('falls from random points to a Latin hypercube to a Sobol sequence', () => {
    const random = latinHypercube(256, 4, 'a').map((_, i) =>
      [0, 1, 2, 3].map(d => latinHypercube(1, 4, `${i}`)[0]![d]!),
    )
    const hypercube = centredDiscrepancy(latinHypercube(256, 4, 'a'))
    const sobol = centredDiscrepancy(sobolSequence(256, 4, 256))
    expect(hypercube).toBeLessThan(centredDiscrepancy(random))
    expect(sobol).toBeLessThan(hypercube / 2)
  })
})

test('a Latin hypercube holds one point in every stratum, and the same points for the same seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.string(), (n, k, seed) => {
      const points = latinHypercube(n, k, seed)
      for (let d = 0; d < k; d++) expect(new Set(points.map(point => Math.floor(point[d]! * n))).size).toBe(n)
      expect(latinHypercube(n, k, seed)).toEqual(points)
    }),
    { numRuns: 50 },
  )
  expect(latinHypercube(20, 2, 'a')).not.toEqual(latinHypercube(20, 2, 'b'))
})

describe('Sobol indices', () => {
  test('of Ishigami’s function are the analytic ones, within their confidence', () => {
    const rows = saltelliSample(2048, 3, true)
    expect(rows).toHaveLength(2048 * 8)
    const found = sobolIndices(rows.map(ishigami), 3, true, { resamples: 200 })!
    const S1 = [0.3139, 0.4424, 0]
    const ST = [0.5576, 0.4424, 0.2437]
    for (let j = 0; j < 3; j++) {
      expect(Math.abs(found.S1[j]! - S1[j]!)).toBeLessThan(0.02)
      expect(Math.abs(found.ST[j]! - ST[j]!)).toBeLessThan(0.02)
      expect(found.S1_conf[j]!).toBeGreaterThan(0)
      expect(found.S1_conf[j]!).toBeLessThan(0.1)
      expect(found.ST_conf[j]!).toBeLessThan(0.1)
    }
    expect(Math.abs(found.S2![0]![2]! - 0.2437)).toBeLessThan(0.03)
    expect(Math.abs(found.S2![0]![1]!)).toBeLessThan(0.03)
    expect(found.S2![1]![0]).toBeNull()
  })

  test('of Sobol’s G function are the analytic ones', () => {
    const own = G.map(a => 1 / 3 / (1 + a) ** 2)
    const whole = own.reduce((product, v) => product * (1 + v), 1) - 1
    const found = sobolIndices(saltelliSample(2048, 6, false).map(sobolG), 6, false, { resamples: 100 })!
    own.forEach((v, j) => {
      expect(Math.abs(found.S1[j]! - v / whole)).toBeLessThan(0.02)
      expect(Math.abs(found.ST[j]! - (v * (whole + 1)) / (1 + v) / whole)).toBeLessThan(0.02)
    })
    expect(found.S2).toBeNull()
  })

  test('halve their confidence half-width with four times the points', () => {
    const at = (n: number) => sobolIndices(saltelliSample(n, 3, false).map(ishigami), 3, false)!.ST_conf[0]!
    const ratio = at(256) / at(1024)
    expect(ratio).toBeGreaterThan(1.5)
    expect(ratio).toBeLessThan(2.7)
  })

  test('leave out base points with a failed run, and say how many', () => {
    const outputs = saltelliSample(512, 3, false).map((row, i) => (i === 7 || i === 100 ? null : ishigami(row)))
    const found = sobolIndices(outputs, 3, false, { resamples: 10 })!
    expect(found).toMatchObject({ used: 510, left: 2 })
    expect(Math.abs(found.ST[1]! - 0.4424)).toBeLessThan(0.05)
  })

  test('of what does not vary are none, and a wrong number of outputs is refused', () => {
    expect(sobolIndices(Array(50).fill(3), 3, false)).toBeNull()
    expect(() => sobolIndices(Array(51).fill(3), 3, false)).toThrow(/multiple of 5/)
  })
})

describe('Morris', () => {
  test('moves every factor once in each trajectory, between levels of the grid', () => {
    const rows = morrisSample(30, 4, 8, 'a')
    for (let t = 0; t < 30; t++) {
      const moved = new Set<number>()
      for (let i = 1; i <= 4; i++) {
        const [before, after] = [rows[t * 5 + i - 1]!, rows[t * 5 + i]!]
        const changed = after.flatMap((x, d) => (x === before[d] ? [] : [d]))
        expect(changed).toHaveLength(1)
        expect(Math.abs(after[changed[0]!]! - before[changed[0]!]!)).toBeCloseTo(4 / 7, 12)
        moved.add(changed[0]!)
      }
      expect(moved.size).toBe(4)
    }
    for (const x of rows.flat()) expect(Math.abs(x * 7 - Math.round(x * 7))).toBeLessThan(1e-9)
  })

  test('finds the coefficients of a linear function exactly, without spread', () => {
    const rows = morrisSample(20, 3, 4, 'a')
    const { mu, mu_star, sigma, mu_star_conf } = morrisIndices(
      rows,
      rows.map(([a, b, c]) => 3 * a! - 2 * b! + 0 * c!),
    )
    for (const [j, slope] of [3, -2, 0].entries()) {
      expect(mu[j]!).toBeCloseTo(slope, 10)
      expect(mu_star[j]!).toBeCloseTo(Math.abs(slope), 10)
      expect(sigma[j]!).toBeCloseTo(0, 10)
      expect(mu_star_conf[j]!).toBeCloseTo(0, 10)
    }
  })

  test('ranks the factors of Sobol’s G function and sees that they interact', () => {
    const rows = morrisSample(200, 6, 8, 'g')
    const { mu_star, sigma } = morrisIndices(rows, rows.map(sobolG))
    for (let j = 1; j < 5; j++) expect(mu_star[j - 1]!).toBeGreaterThan(mu_star[j]!)
    expect(sigma[0]!).toBeGreaterThan(0.5 * mu_star[0]!)
  })

  test('leaves out the effects that need a failed run', () => {
    const rows = morrisSample(10, 3, 4, 'a')
    const outputs = rows.map(([a], i) => (i === 1 ? null : a!))
    const { effects, mu } = morrisIndices(rows, outputs)
    expect(effects.flat()).toHaveLength(28)
    expect(mu[0]!).toBeCloseTo(1, 10)
  })
})

describe('PRIM', () => {
  const rows = latinHypercube(600, 4, 'prim')
  const isCase = rows.map(([a, b]) => a! > 0.7 && b! < 0.4)

  test('finds the corner that holds the cases, restricting the factors that matter alone', () => {
    const [box] = prim(rows, isCase)
    expect(box!.coverage).toBeGreaterThan(0.85)
    expect(box!.density).toBeGreaterThan(0.8)
    const limits = new Map(box!.limits.map(({ factor, limit }) => [factor, limit]))
    expect(limits.get(0)).toMatchObject({ kind: 'range' })
    expect((limits.get(0) as { from: number }).from).toBeGreaterThan(0.6)
    expect((limits.get(1) as { to: number }).to).toBeLessThan(0.5)
    for (const { factor, p } of box!.limits) if (factor < 2) expect(p).toBeLessThan(0.001)
    expect(box!.mass).toBeCloseTo(box!.rows.length / 600, 12)
  })

  test('reads words as sets', () => {
    const mixed = rows.map(([a], i) => [a!, ['bus', 'rail', 'walk'][i % 3]!])
    const [box] = prim(
      mixed,
      mixed.map(([, word]) => word === 'rail'),
    )
    expect(box!.limits).toHaveLength(1)
    expect(box!.limits[0]!.limit).toEqual({ kind: 'set', values: ['rail'] })
    expect(box).toMatchObject({ coverage: 1, density: 1 })
  })

  test('finds no box where there is nothing of interest, or everything is', () => {
    expect(prim(rows, Array(600).fill(false))).toEqual([])
    expect(prim(rows, Array(600).fill(true))).toEqual([])
  })

  test('a second box describes what the first leaves', () => {
    const two = rows.map(([a, b]) => (a! > 0.8 && b! > 0.8) || (a! < 0.25 && b! < 0.25))
    const boxes = prim(rows, two, { boxes: 2, leastMass: 0.02 })
    expect(boxes).toHaveLength(2)
    expect(boxes[0]!.coverage + boxes[1]!.coverage).toBeGreaterThan(0.8)
  })
})
