import { describe, expect, test } from 'vitest'
import {
  bits,
  combine,
  createLuck,
  GUMBEL,
  gumbel,
  mix,
  NORMAL,
  normal,
  seedWord,
  streams,
  unit,
} from '../../src/lib/random.ts'

const DRAWS = 200_000

/** χ² of counts against equal shares, as standard deviations from its mean: cells − 1, with variance twice that. */
function chiSquare(counts: ArrayLike<number>): number {
  const cells = Array.from(counts)
  const due = cells.reduce((sum, n) => sum + n, 0) / cells.length
  const chi = cells.reduce((sum, n) => sum + (n - due) ** 2 / due, 0)
  return (chi - (cells.length - 1)) / Math.sqrt(2 * (cells.length - 1))
}

function count(cells: number, cell: (i: number) => number): Uint32Array {
  const counts = new Uint32Array(cells)
  for (let i = 0; i < DRAWS; i++) counts[cell(i)]!++
  return counts
}

describe('draws', () => {
  const luck = createLuck('harbour', 0)
  const key = luck.at('move', 12)

  test('are the bits they always were', () => {
    expect([seedWord('harbour'), mix(1), combine(1, 2), bits(1, 2, 3)]).toEqual(RECORDED.words)
    expect(streams.slice(0, 17).map(stream => createLuck('harbour', 3).at(stream, -36))).toEqual(RECORDED.keys)
    expect(createLuck('', 0).stable('slot')).toBe(RECORDED.empty)
  })

  test('are spread evenly over agents, by their top bits and their bottom bits', () => {
    for (const shift of [22, 11, 0]) {
      const counts = count(1024, i => (bits(key, 7664, i) >>> shift) & 1023)
      expect(Math.abs(chiSquare(counts)), `bits from ${shift}`).toBeLessThan(4)
    }
  })

  test('are spread evenly over ticks, and over both words of an id', () => {
    expect(Math.abs(chiSquare(count(512, i => bits(luck.at('move', i), 1, 2) >>> 23)))).toBeLessThan(4)
    expect(Math.abs(chiSquare(count(512, i => bits(key, i, 5) >>> 23)))).toBeLessThan(4)
    expect(Math.abs(chiSquare(count(512, i => bits(key, Math.floor(i / 450), i % 450) >>> 23)))).toBeLessThan(4)
  })

  test('of neighbours, streams, ticks and replicates have nothing to do with each other', () => {
    const other = {
      'the next agent': (i: number) => bits(key, 7664, i + 1),
      'another stream': (i: number) => bits(luck.at('income', 12), 7664, i),
      'the next tick': (i: number) => bits(luck.at('move', 13), 7664, i),
      'the next replicate': (i: number) => bits(createdOnce.at('move', 12), 7664, i),
      'the next word': (i: number) => combine(bits(key, 7664, i), 1),
    }
    for (const [words, draw] of Object.entries(other)) {
      const pairs = count(1024, i => ((bits(key, 7664, i) >>> 27) << 5) | (draw(i) >>> 27))
      expect(Math.abs(chiSquare(pairs)), words).toBeLessThan(4)
    }
  })
  const createdOnce = createLuck('harbour', 1)

  test('have as many distinct values as chance allows', () => {
    const seen = new Set<number>()
    for (let i = 0; i < DRAWS; i++) seen.add(bits(key, 1, i))
    // of 200,000 draws from 2³² about 4.7 pairs meet
    expect(DRAWS - seen.size).toBeLessThan(20)
  })

  test('change in half their bits when one bit of a word changes', () => {
    for (let bit = 0; bit < 32; bit++) {
      let flipped = 0
      for (let i = 0; i < 2000; i++) {
        const change = (bits(key, 7, i) ^ bits(key, 7, (i ^ (1 << bit)) >>> 0)) >>> 0
        flipped += change.toString(2).replaceAll('0', '').length
      }
      expect(flipped / 2000, `bit ${bit}`).toBeGreaterThan(15)
      expect(flipped / 2000, `bit ${bit}`).toBeLessThan(17)
    }
  })

  test('as numbers lie strictly between 0 and 1', () => {
    expect(unit(0)).toBeGreaterThan(0)
    expect(unit(0xffffffff)).toBeLessThan(1)
    expect(unit(0x80000000)).toBeCloseTo(0.5, 9)
  })
})

describe('streams', () => {
  test('have keys of their own, at every tick', () => {
    const luck = createLuck('harbour', 0)
    const keys = streams.flatMap(stream => [
      luck.stable(stream),
      ...Array.from({ length: 600 }, (_, t) => luck.at(stream, t - 66)),
    ])
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('of other seeds and replicates differ', () => {
    const keys = ['a', 'b', 'harbour'].flatMap(seed => [0, 1, 2].map(n => createLuck(seed, n).stable('move')))
    expect(new Set(keys).size).toBe(9)
  })
})

describe('tables of values', () => {
  test('of the normal distribution have its moments and are odd', () => {
    let [sum, squares] = [0, 0]
    for (const z of NORMAL) {
      sum += z
      squares += z * z
    }
    expect(Math.abs(sum / NORMAL.length)).toBeLessThan(1e-12)
    expect(squares / NORMAL.length).toBeCloseTo(1, 3)
    for (let i = 0; i < 65536; i += 997) expect(NORMAL[65535 - i]).toBe(-NORMAL[i]!)
    expect(normal(0xffffffff)).toBe(NORMAL[65535])
  })

  test('of the Gumbel distribution have its mean and variance', () => {
    const mean = GUMBEL.reduce((sum, g) => sum + g, 0) / GUMBEL.length
    const variance = GUMBEL.reduce((sum, g) => sum + (g - mean) ** 2, 0) / GUMBEL.length
    expect(mean).toBeCloseTo(0.5772156649, 3)
    expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 2)
    expect(gumbel(0)).toBe(GUMBEL[0])
  })

  test('rise', () => {
    for (let i = 1; i < 65536; i++)
      if (!(NORMAL[i]! > NORMAL[i - 1]! && GUMBEL[i]! > GUMBEL[i - 1]!)) throw new Error(`not at ${i}`)
  })
})

/** Values of the first release: a change of any makes every run another. */
const RECORDED = {
  words: [3063632068, 2261973619, 155729955, 258412763],
  keys: [
    1035548304, 3402695581, 191603886, 1298704790, 3461087277, 2382549102, 3926064428, 1550027582, 3741874019,
    1562509058, 3033511221, 528507701, 1930492463, 1903033314, 1804466792, 2794493934, 1107770244,
  ],
  empty: 3770945788,
}
