import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distance, PointBins, perimeter, polygonArea, polygonCentroid } from '../../src/lib/geometry.ts'

const near = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-9 * (1 + size)
const metres = fc.double({ min: -1e5, max: 1e5, noNaN: true })

describe('polygons', () => {
  const square = [0, 0, 4, 0, 4, 4, 0, 4]
  const hook = [0, 0, 6, 0, 6, 2, 2, 2, 2, 5, 0, 5]

  test('have area, outline and centroid', () => {
    expect([polygonArea(square), perimeter(square), ...polygonCentroid(square)]).toEqual([16, 16, 2, 2])
    expect([polygonArea(hook), perimeter(hook)]).toEqual([18, 22])
    // two boxes: 6 × 2 about (3, 1), and 2 × 3 about (1, 3.5)
    expect(polygonCentroid(hook)).toEqual([(12 * 3 + 6 * 1) / 18, (12 * 1 + 6 * 3.5) / 18])
  })

  test('turned round have the area of the other sign', () => {
    const turned = [0, 4, 4, 4, 4, 0, 0, 0]
    expect(polygonArea(turned)).toBe(-16)
    expect(polygonCentroid(turned)).toEqual([2, 2])
  })

  test('without area have the mean of their corners', () => {
    expect(polygonCentroid([0, 0, 4, 0, 8, 0])).toEqual([4, 0])
    expect(polygonCentroid([3, 3])).toEqual([3, 3])
  })

  test('keep their shape wherever they lie', () => {
    fc.assert(
      fc.property(metres, metres, (dx, dy) => {
        const moved = hook.map((v, i) => v + (i % 2 === 0 ? dx : dy))
        const size = Math.abs(dx) + Math.abs(dy)
        expect(near(polygonArea(moved), 18, size * size * 1e-6)).toBe(true)
        const [x, y] = polygonCentroid(moved)
        const [x0, y0] = polygonCentroid(hook)
        expect(near(x - dx, x0, size) && near(y - dy, y0, size)).toBe(true)
      }),
    )
  })
})

test('distance is that of Pythagoras', () => {
  expect(distance(1, 2, 4, 6)).toBe(5)
  fc.assert(fc.property(metres, metres, metres, metres, (a, b, c, d) => distance(a, b, c, d) === distance(c, d, a, b)))
})

describe('points in bins', () => {
  test('are those that are near, each once', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: -900, max: 900, noNaN: true }), fc.double({ min: -900, max: 900, noNaN: true })),
      {
        minLength: 1,
        maxLength: 80,
      },
    )
    const radius = fc.double({ min: 0, max: 700, noNaN: true })
    const size = fc.double({ min: 20, max: 500, noNaN: true })
    fc.assert(
      fc.property(points, radius, size, metres, metres, (list, r, width, qx, qy) => {
        const x = list.map(p => p[0])
        const y = list.map(p => p[1])
        const bins = new PointBins(x, y, list.length, width)
        const into = new Int32Array(200)
        for (const [cx, cy] of [...list.slice(0, 10), [qx % 1500, qy % 1500] as const]) {
          const found = Array.from(into.subarray(0, bins.within(cx, cy, r, into))).sort((a, b) => a - b)
          const due = list.flatMap((_, i) => {
            const [dx, dy] = [x[i]! - cx, y[i]! - cy]
            return dx * dx + dy * dy <= r * r ? [i] : []
          })
          expect(found).toEqual(due)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('are no more than there is room for', () => {
    const zeros = new Float64Array(50)
    expect(new PointBins(zeros, zeros, 50, 10).within(0, 0, 1, new Int32Array(7))).toBe(7)
  })
})
