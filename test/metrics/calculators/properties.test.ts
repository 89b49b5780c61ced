/** What must hold for any data: identities between measures, and each fast form against its definition term by term. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gearysC } from '../../../src/metrics/calculators/autocorrelation/gearys-c.ts'
import { getisOrdG } from '../../../src/metrics/calculators/autocorrelation/getis-ord-g.ts'
import { localMoransI } from '../../../src/metrics/calculators/autocorrelation/local-morans-i.ts'
import { moransI } from '../../../src/metrics/calculators/autocorrelation/morans-i.ts'
import { hillNumber } from '../../../src/metrics/calculators/diversity/hill-number.ts'
import { determinant, eigenvalueModuli } from '../../../src/metrics/calculators/dynamics/chain.ts'
import { kendallTau } from '../../../src/metrics/calculators/dynamics/kendall-tau.ts'
import { meanFirstPassageTime } from '../../../src/metrics/calculators/dynamics/mean-first-passage-time.ts'
import { steadyState } from '../../../src/metrics/calculators/dynamics/steady-state.ts'
import { atkinson } from '../../../src/metrics/calculators/inequality/atkinson.ts'
import { concentrationIndex } from '../../../src/metrics/calculators/inequality/concentration-index.ts'
import { generalizedEntropy } from '../../../src/metrics/calculators/inequality/generalized-entropy.ts'
import { gini } from '../../../src/metrics/calculators/inequality/gini.ts'
import { hoover } from '../../../src/metrics/calculators/inequality/hoover.ts'
import { kolm } from '../../../src/metrics/calculators/inequality/kolm.ts'
import { theilDecomposition } from '../../../src/metrics/calculators/inequality/theil-decomposition.ts'
import { theilL } from '../../../src/metrics/calculators/inequality/theil-l.ts'
import { theilT } from '../../../src/metrics/calculators/inequality/theil-t.ts'
import { atkinsonEde } from '../../../src/metrics/calculators/justice/atkinson-ede.ts'
import { reynoldsSmolenskyIndex } from '../../../src/metrics/calculators/justice/reynolds-smolensky-index.ts'
import { atkinsonSegregation } from '../../../src/metrics/calculators/segregation/atkinson-segregation.ts'
import { correlationRatio } from '../../../src/metrics/calculators/segregation/correlation-ratio.ts'
import { dissimilarity } from '../../../src/metrics/calculators/segregation/dissimilarity.ts'
import { dissimilarityRandomBaseline } from '../../../src/metrics/calculators/segregation/dissimilarity-random-baseline.ts'
import { giniSegregation } from '../../../src/metrics/calculators/segregation/gini-segregation.ts'
import { meanDeviation } from '../../../src/metrics/calculators/segregation/hypergeometric.ts'
import { informationTheory } from '../../../src/metrics/calculators/segregation/information-theory.ts'
import { interaction } from '../../../src/metrics/calculators/segregation/interaction.ts'
import { isolation } from '../../../src/metrics/calculators/segregation/isolation.ts'
import { localDissimilarity } from '../../../src/metrics/calculators/segregation/local-dissimilarity.ts'
import { minMax } from '../../../src/metrics/calculators/segregation/min-max.ts'
import { multigroupDissimilarity } from '../../../src/metrics/calculators/segregation/multigroup-dissimilarity.ts'
import { multigroupGini } from '../../../src/metrics/calculators/segregation/multigroup-gini.ts'
import { multigroupInformationTheory } from '../../../src/metrics/calculators/segregation/multigroup-information-theory.ts'
import { multigroupRelativeDiversity } from '../../../src/metrics/calculators/segregation/multigroup-relative-diversity.ts'
import { spatialInformationTheory } from '../../../src/metrics/calculators/segregation/spatial-information-theory.ts'

/** A city with both groups present. */
const twoGroups = fc
  .array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 12 })
  .map(units => ({ group: units.map(([x]) => x), total: units.map(([x, y]) => x + y) }))
  .filter(({ group, total }) => {
    const members = add(group)
    return members > 0 && members < add(total)
  })

const incomes = fc.array(fc.oneof(fc.nat(100), fc.double({ min: 0, max: 1e6, noNaN: true })), {
  minLength: 1,
  maxLength: 30,
})
const weightsFor = (n: number) => fc.array(fc.nat(5), { minLength: n, maxLength: n })

const add = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)
const twice = <T>(list: readonly T[]): T[] => [...list, ...list]

/** Equal within rounding, or both undefined. */
function near(got: number | null, want: number | null, tolerance = 1e-9): void {
  if (got === null || want === null) expect(got).toBe(want)
  else expect(Math.abs(got - want)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(want)))
}

describe('two groups', () => {
  test('min-max is 2D/(1 + D), interaction is 1 − isolation, local terms sum to D', () => {
    fc.assert(
      fc.property(twoGroups, ({ group, total }) => {
        const d = dissimilarity(group, total)!
        near(minMax(group, total), (2 * d) / (1 + d))
        near(interaction(group, total), 1 - isolation(group, total)!)
        near(add(localDissimilarity(group, total)!), d)
      }),
    )
  })

  test('measures equal their multigroup forms on the group and the rest', () => {
    fc.assert(
      fc.property(twoGroups, ({ group, total }) => {
        const counts = group.map((x, i) => [x, total[i]! - x])
        near(multigroupDissimilarity(counts), dissimilarity(group, total))
        near(multigroupInformationTheory(counts), informationTheory(group, total))
        near(multigroupGini(counts), giniSegregation(group, total))
        near(multigroupRelativeDiversity(counts), correlationRatio(group, total))
      }),
    )
  })

  test('listing every unit twice changes nothing but the random baseline', () => {
    fc.assert(
      fc.property(twoGroups, ({ group, total }) => {
        for (const measure of [dissimilarity, informationTheory, giniSegregation]) {
          near(measure(twice(group), twice(total)), measure(group, total))
        }
      }),
    )
    const once = dissimilarityRandomBaseline([5, 5], [10, 10])!
    expect(dissimilarityRandomBaseline([5, 5, 5, 5], [10, 10, 10, 10])!.expected).not.toBeCloseTo(once.expected, 3)
  })

  test('the measures follow their formulas term by term', () => {
    fc.assert(
      fc.property(twoGroups, fc.double({ min: 0.02, max: 0.98, noNaN: true }), ({ group, total }, b) => {
        const T = add(total)
        const P = add(group) / T
        const share = total.map((t, i) => (t === 0 ? 0 : group[i]! / t))
        let pairs = 0
        let inner = 0
        for (let i = 0; i < total.length; i++) {
          for (let j = 0; j < total.length; j++) pairs += total[i]! * total[j]! * Math.abs(share[i]! - share[j]!)
          inner += ((1 - share[i]!) ** (1 - b) * share[i]! ** b * total[i]!) / (P * T)
        }
        near(giniSegregation(group, total), pairs / (2 * T * T * P * (1 - P)))
        near(atkinsonSegregation(group, total, b), 1 - (P / (1 - P)) * inner ** (1 / (1 - b)), 1e-8)
        near(correlationRatio(group, total), (isolation(group, total)! - P) / (1 - P))
      }),
    )
  })

  test('the mean deviation of a random draw is the sum over all draws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (all, a, b) => {
        const group = 1 + (a % (all - 1))
        const drawn = 1 + (b % all)
        const choose = (n: number, k: number): number => {
          let ways = 1
          for (let i = 0; i < k; i++) ways = (ways * (n - i)) / (i + 1)
          return ways
        }
        let sum = 0
        for (let k = Math.max(0, drawn - (all - group)); k <= Math.min(drawn, group); k++) {
          const chance = (choose(group, k) * choose(all - group, drawn - k)) / choose(all, drawn)
          sum += chance * Math.abs(k - (drawn * group) / all)
        }
        near(meanDeviation(group, all - group, drawn), sum, 1e-11)
      }),
    )
  })

  test('one person a unit: chance alone separates fully, and there is nothing beyond it', () => {
    expect(dissimilarityRandomBaseline([1, 0, 0, 1, 0], [1, 1, 1, 1, 1])).toEqual({
      observed: 1,
      expected: 1,
      corrected: null,
    })
  })
})

describe('inequality', () => {
  test('weights are frequencies', () => {
    fc.assert(
      fc.property(
        incomes.chain(values => fc.tuple(fc.constant(values), weightsFor(values.length))),
        ([values, weights]) => {
          const listed = values.flatMap((value, i) => new Array<number>(weights[i]!).fill(value))
          for (const measure of [gini, theilT, hoover, theilL]) near(measure(values, weights), measure(listed))
          near(atkinson(values, 0.7, weights), atkinson(listed, 0.7))
        },
      ),
    )
  })

  test('listing everybody twice and changing the currency change nothing', () => {
    fc.assert(
      fc.property(incomes, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, rate) => {
        // an income that the exchange itself rounds to nothing is another income
        fc.pre(values.every(value => value === 0 || value > 1e-290))
        const exchanged = values.map(value => value * rate)
        for (const measure of [gini, theilT, hoover]) {
          near(measure(twice(values)), measure(values))
          near(measure(exchanged), measure(values))
        }
        near(atkinson(twice(values), 0.5), atkinson(values, 0.5))
      }),
    )
  })

  test('Theil splits into between and within', () => {
    fc.assert(
      fc.property(incomes, fc.integer({ min: 1, max: 5 }), (values, groups) => {
        const labels = values.map((_, i) => (i * 7) % groups)
        const parts = theilDecomposition(values, labels)
        if (parts === null) return
        near(parts.between + parts.within, parts.total)
        expect(parts.between).toBeGreaterThan(-1e-12)
      }),
    )
  })

  test('the fast forms equal the definitions', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.5, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 }), values => {
        const n = values.length
        const mean = add(values) / n
        let pairs = 0
        for (const a of values) for (const b of values) pairs += Math.abs(a - b)
        near(gini(values), pairs / (2 * n * n * mean))
        near(theilT(values), add(values.map(x => (x / mean) * Math.log(x / mean))) / n)
        near(generalizedEntropy(values, -1.5), (add(values.map(x => (x / mean) ** -1.5)) / n - 1) / 3.75, 1e-8)
        near(generalizedEntropy(values, 3), (add(values.map(x => (x / mean) ** 3)) / n - 1) / 6, 1e-8)
        near(atkinsonEde(values, 2.5), (add(values.map(x => x ** -1.5)) / n) ** (1 / -1.5))
        near(kolm(values, 0.01), 100 * Math.log(add(values.map(x => Math.exp(0.01 * (mean - x)))) / n), 1e-8)
      }),
    )
  })

  test('orders next to the limiting cases run smoothly into them', () => {
    const values = [1, 2, 4, 9, 30]
    near(generalizedEntropy(values, 1e-10), theilL(values), 1e-8)
    near(generalizedEntropy(values, 1 + 1e-10), theilT(values), 1e-8)
    near(atkinson(values, 1 + 1e-10), atkinson(values, 1), 1e-8)
    near(hillNumber(values, 1 - 1e-10), hillNumber(values, 1), 1e-8)
    near(hillNumber(values, 1e-10), hillNumber(values, 0), 1e-8)
    near(hillNumber(values, 1e12), 46 / 30, 1e-8)
    near(atkinsonEde(values, 1e9), 1, 1e-6)
    near(kolm(values, 1e-12), 0, 1e-9)
  })

  test('the concentration index of a good by itself is its Gini, and a proportional tax redistributes nothing', () => {
    fc.assert(
      fc.property(incomes, values => {
        near(concentrationIndex(values, values), gini(values))
        // a quarter of the smallest numbers there are is rounded, and a tax of it not proportional
        fc.pre(values.every(x => (x / 4) * 4 === x))
        near(
          reynoldsSmolenskyIndex(
            values,
            values.map(x => x / 4),
          ),
          add(values) > 0 ? 0 : null,
        )
      }),
    )
  })
})

describe('space', () => {
  const places = fc
    .array(fc.record({ value: fc.integer({ min: 1, max: 50 }), links: fc.array(fc.nat(), { maxLength: 4 }) }), {
      minLength: 4,
      maxLength: 14,
    })
    .map(units => ({
      values: units.map(({ value }) => value),
      neighbors: units.map(({ links }, i) => links.map(link => link % units.length).filter(j => j !== i)),
    }))

  test('autocorrelation follows its formulas term by term', () => {
    fc.assert(
      fc.property(places, fc.constantFrom('binary' as const, 'row' as const), ({ values, neighbors }, transform) => {
        const moran = moransI(values, neighbors, transform)
        if (moran === null) return
        const n = values.length
        const w = neighbors.map(list => {
          const row = new Array<number>(n).fill(0)
          for (const j of list) row[j]! += transform === 'row' ? 1 / list.length : 1
          return row
        })
        const mean = add(values) / n
        const z = values.map(value => value - mean)
        const all = (term: (i: number, j: number) => number): number =>
          add(z.flatMap((_, i) => z.map((_, j) => term(i, j))))
        const s0 = all((i, j) => w[i]![j]!)
        const s1 = all((i, j) => (w[i]![j]! + w[j]![i]!) ** 2) / 2
        const s2 = add(z.map((_, i) => (add(w[i]!) + add(w.map(row => row[i]!))) ** 2))
        const squares = add(z.map(x => x * x))
        near(moran.i, ((n / s0) * all((i, j) => w[i]![j]! * z[i]! * z[j]!)) / squares)
        const e = -1 / (n - 1)
        near(moran.varianceNormality, (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - e * e)
        near(add(localMoransI(values, neighbors, transform)!) / s0, moran.i)
        const geary = gearysC(values, neighbors, transform)!
        near(geary.c, ((n - 1) * all((i, j) => w[i]![j]! * (values[i]! - values[j]!) ** 2)) / (2 * s0 * squares))

        const g = getisOrdG(values, neighbors, transform)!
        const m = [0, 1, 2, 3, 4].map(r => add(values.map(x => x ** r)))
        const pairs = m[1]! ** 2 - m[2]!
        near(g.g, all((i, j) => w[i]![j]! * values[i]! * values[j]!) / pairs)
        const expected = s0 / (n * (n - 1))
        const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0
        const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
        const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0 * s0)
        const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 * s0
        const b4 = s1 - s2 + s0 * s0
        const published =
          (b0 * m[2]! ** 2 + b1 * m[4]! + b2 * m[1]! ** 2 * m[2]! + b3 * m[1]! * m[3]! + b4 * m[1]! ** 4) /
            (pairs ** 2 * n * (n - 1) * (n - 2) * (n - 3)) -
          expected ** 2
        near(g.variance, published)
      }),
    )
  })

  test('where every arrangement gives the same value there is no variance and no score', () => {
    const all = [0, 1, 2, 3, 4]
    const neighbors = all.map(i => all.filter(j => j !== i))
    expect(moransI([1, 2, 3, 4, 7], neighbors, 'row')).toMatchObject({
      varianceNormality: 0,
      zNormality: null,
      varianceRandomisation: 0,
      zRandomisation: null,
    })
    expect(gearysC([1, 2, 3, 4, 7], neighbors, 'binary')).toMatchObject({ varianceNormality: 0, zRandomisation: null })
    expect(getisOrdG([1, 2, 3, 4, 7], neighbors, 'binary')).toMatchObject({ variance: 0, z: null })
  })

  test('points and their distances give the same environments', () => {
    const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
    const units = fc.array(fc.record({ point, people: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)) }), { minLength: 1 })
    const kernels = fc.constantFrom('uniform', 'triangular', 'quadratic', 'quartic', 'gaussian', 'exponential')
    fc.assert(
      fc.property(units, kernels, fc.integer({ min: 1, max: 20 }), (list, kernel, bandwidth) => {
        const counts = list.map(({ people }) => people)
        const coordinates = list.map(unit => unit.point)
        const distances = coordinates.map(a => coordinates.map(b => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)))
        near(
          spatialInformationTheory(counts, { coordinates }, kernel, bandwidth),
          spatialInformationTheory(counts, { distances }, kernel, bandwidth),
        )
      }),
    )
  })
})

describe('dynamics', () => {
  const chains = fc
    .integer({ min: 1, max: 7 })
    .chain(k => fc.array(fc.array(fc.nat(9), { minLength: k, maxLength: k }), { minLength: k, maxLength: k }))
    .map(rows =>
      rows.map((row, i) => {
        const total = add(row)
        return total === 0 ? row.map((_, j) => (i === j ? 1 : 0)) : row.map(entry => entry / total)
      }),
    )

  test('the steady state stays as it is, and return takes one over its share', () => {
    fc.assert(
      fc.property(chains, matrix => {
        const shares = steadyState(matrix)
        if (shares === null) return
        near(add(shares), 1)
        shares.forEach((share, j) => {
          near(add(matrix.map((row, i) => shares[i]! * row[j]!)), share, 1e-12)
        })
        const times = meanFirstPassageTime(matrix)
        if (times === null) return
        times.forEach((row, i) => {
          near(row[i]!, 1 / shares[i]!, 1e-9)
          row.forEach((time, j) => {
            near(time, 1 + add(matrix[i]!.map((p, k) => (k === j ? 0 : p * times[k]![j]!))), 1e-9)
          })
        })
      }),
    )
  })

  test('the moduli of the eigenvalues multiply to the determinant, and the greatest is 1', () => {
    fc.assert(
      fc.property(chains, matrix => {
        const moduli = eigenvalueModuli(matrix)!
        expect(moduli).toHaveLength(matrix.length)
        near(
          moduli.reduce((product, modulus) => product * modulus, 1),
          Math.abs(determinant(matrix)),
          1e-9,
        )
        near(moduli[0]!, 1, 1e-9)
      }),
      { numRuns: 500 },
    )
  })

  test('eigenvalues of a ring of any length lie on the unit circle', () => {
    for (let k = 2; k < 30; k++) {
      const ring = Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => ((i + 1) % k === j ? 1 : 0)))
      for (const modulus of eigenvalueModuli(ring)!) near(modulus, 1, 1e-9)
    }
  })

  test('tau counts pairs', () => {
    const lists = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 25 })
    fc.assert(
      fc.property(lists, pairs => {
        let agreement = 0
        let inX = 0
        let inY = 0
        pairs.forEach(([x, y], i) => {
          for (const [u, v] of pairs.slice(0, i)) {
            agreement += Math.sign(x - u) * Math.sign(y - v)
            inX += Math.abs(Math.sign(x - u))
            inY += Math.abs(Math.sign(y - v))
          }
        })
        const tau = kendallTau(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        )
        near(tau, inX === 0 || inY === 0 ? null : agreement / Math.sqrt(inX * inY))
      }),
    )
  })
})
