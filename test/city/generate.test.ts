import { describe, expect, test } from 'vitest'
import { generateCity } from '../../src/city/generate.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

describe('a drawn city', () => {
  const { parcels, facilities, radius } = generateCity('medium', 'a')
  const out = ({ x, y }: { x: number; y: number }): number => Math.sqrt(x * x + y * y) / radius
  const ring = (from: number, to: number) => parcels.filter(p => p.use !== 'water' && out(p) >= from && out(p) < to)

  test('carries less floor the farther from the centre, on lots that differ, and as much in all as the plan says', () => {
    const rings = [ring(0, 0.33), ring(0.33, 0.67), ring(0.67, 1)].map(list => list.map(p => p.intensity!))
    const means = rings.map(mean)
    expect(means[0]!).toBeGreaterThan(1.2 * means[1]!)
    expect(means[1]!).toBeGreaterThan(1.2 * means[2]!)
    for (const list of rings) expect(Math.max(...list)).toBeGreaterThan(3 * Math.min(...list))
    expect(mean(rings.flat())).toBeCloseTo(1, 1)
  })

  test('has its facilities where its people are', () => {
    const sites = new Set(facilities.filter(f => f.open).map(f => f.parcel))
    const share = (from: number, to: number): number =>
      mean(parcels.flatMap((p, i) => (out(p) >= from && out(p) < to ? [sites.has(i) ? 1 : 0] : [])))
    expect(share(0, 0.5)).toBeGreaterThan(1.2 * share(0.5, 1))
  })
})
