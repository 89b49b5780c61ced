import { beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../src/city/plan.ts'
import { facilityKinds } from '../../src/city/plan.ts'
import { inRing } from '../../src/import/geometry.ts'
import { planFromOsm, readOsm, readPlan, writePlan } from '../../src/import/index.ts'
import { district, expectSound } from './help.ts'

describe('the real district', () => {
  let plan: Plan
  beforeAll(async () => {
    plan = planFromOsm(await readOsm(district()), { name: 'Butyrsky' })
  })

  test('is a sound plan', () => {
    expectSound(plan)
  })

  test('has a plausible number of parcels, dwellings, households and streets', () => {
    expect(plan.parcels.length).toBeGreaterThan(250)
    expect(plan.parcels.length).toBeLessThan(900)
    const dwellings = plan.parcels.flatMap(p => p.stock ?? []).reduce((sum, s) => sum + s.dwellings!, 0)
    expect(dwellings).toBeGreaterThan(12_000)
    expect(dwellings).toBeLessThan(45_000)
    expect(plan.households).toBe(Math.round(dwellings * 0.935))
    expect(plan.zoneHouseholds).toBe(800)
    expect(plan.nodes.length / 2).toBeGreaterThan(800)
    const uses = new Set(plan.parcels.map(p => p.use))
    for (const use of ['residential', 'employment', 'facility', 'water', 'nature', 'vacant'] as const)
      expect(uses.has(use), use).toBe(true)
  })

  test('covers most of its ground with parcels that do not overlap', () => {
    const [x0, y0, x1, , , y1] = plan.drawing.find(d => d.kind === 'boundary')!.line as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    let covered = 0
    let twice = 0
    let tried = 0
    for (let x = x0 + 17; x < x1; x += 37)
      for (let y = y0 + 17; y < y1; y += 37) {
        const n = plan.parcels.filter(p => inRing(p.outline, x, y)).length
        tried++
        if (n > 0) covered++
        if (n > 1) twice++
      }
    expect(covered / tried).toBeGreaterThan(0.8)
    expect(twice / tried).toBeLessThan(0.005)
  })

  test('has walled compounds from real walls and gates, entered through gates', () => {
    expect(plan.estates.length).toBeGreaterThanOrEqual(5)
    const rows = new Set(plan.parcels.flatMap(p => p.estate ?? []))
    expect(rows.size).toBe(plan.estates.length)
    const homes = plan.parcels.filter(p => p.estate !== undefined && p.stock)
    expect(homes.length).toBeGreaterThan(0)
    expect(plan.edges.estate.filter(e => e >= 0).length).toBeGreaterThan(30)
  })

  test('has facilities of each kind of access, inside and beyond the border', () => {
    for (const kind of facilityKinds.slice(0, 5)) {
      expect(plan.facilities.filter(f => f.kind === kind && !f.away).length, kind).toBeGreaterThan(0)
      expect(plan.facilities.filter(f => f.kind === kind && f.away).length, kind).toBeGreaterThan(0)
    }
  })

  test('holds four fifths of its jobs beyond the gateways', () => {
    const outside = plan.centres.filter(c => c.outside !== undefined)
    expect(outside.length).toBeGreaterThanOrEqual(4)
    expect(outside.length).toBeLessThanOrEqual(13)
    expect(outside.reduce((sum, c) => sum + c.jobs, 0)).toBeCloseTo(0.8, 9)
    expect(new Set(outside.map(c => c.outside))).toEqual(new Set([20, 25]))
    expect(plan.stations.length).toBeGreaterThanOrEqual(3)
  })

  test('says what was read, inferred, assumed and left out, and whose the data are', () => {
    const rows = new Map(plan.report!.map(row => [row.what, row]))
    expect(rows.get('storeys of homes')!.read).toBeGreaterThan(20)
    expect(rows.get('storeys of homes')!.inferred).toBeGreaterThan(20)
    expect(rows.get('households')!.assumed).toBe(plan.households)
    for (const what of ['dwellings', 'parcels', 'streets', 'walled compounds', 'gates', 'rents'])
      expect(rows.has(what)).toBe(true)
    expect(plan.attribution).toMatch(/OpenStreetMap contributors/)
  })

  test('neighbours in the table are neighbours on the ground', () => {
    let step = 0
    for (let p = 1; p < plan.parcels.length; p++) {
      const [a, b] = [plan.parcels[p - 1]!, plan.parcels[p]!]
      step += Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
    }
    expect(step / plan.parcels.length).toBeLessThan(250)
  })

  test('comes out the same when read again, in pieces of any size, and through a city file', async () => {
    const whole = district()
    async function* pieces() {
      for (let at = 0; at < whole.length; at += 9973) yield whole.subarray(at, at + 9973)
    }
    const text = writePlan(plan)
    expect(writePlan(planFromOsm(await readOsm(pieces()), { name: 'Butyrsky' }))).toBe(text)
    expect(readPlan(text)).toEqual(plan)
    expect(writePlan(readPlan(text))).toBe(text)
  })

  test('needs no function that engines are free to compute differently', async () => {
    const names = ['exp', 'log', 'pow', 'sin', 'cos', 'tan', 'atan2', 'hypot', 'cbrt', 'random'] as const
    const kept = names.map(name => Math[name])
    const data = await readOsm(district())
    try {
      for (const name of names)
        Object.assign(Math, {
          [name]: () => {
            throw new Error(`Math.${name}`)
          },
        })
      expect(planFromOsm(data, { name: 'Butyrsky' }).households).toBe(plan.households)
    } finally {
      names.forEach((name, i) => {
        Object.assign(Math, { [name]: kept[i] })
      })
    }
  })
})
