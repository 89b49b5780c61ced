import { describe, expect, test } from 'vitest'
import { planFromGeoJson, readPlan, writePlan } from '../../src/import/index.ts'
import { expectProblem, expectSound } from './help.ts'

type Properties = Record<string, unknown>
const lonLat = (x: number, y: number): [number, number] => [113 + x / 102_500, 23 + y / 110_750]

const polygon = (points: [number, number][], properties: Properties) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [[...points, points[0]!].map(([x, y]) => lonLat(x, y))] },
})
const square = (x: number, y: number, size: number, properties: Properties) =>
  polygon(
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
    ],
    properties,
  )
const street = (points: [number, number][], properties: Properties = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates: points.map(([x, y]) => lonLat(x, y)) },
})
const point = (x: number, y: number, properties: Properties) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: lonLat(x, y) },
})
const collection = (features: unknown[], more: Properties = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })

/** Six parcels of a hectare in two rows, a street between them and two across, one parcel walled. */
const village = (): unknown[] => [
  square(0, 10, 100, { use: 'residential', dwellings: 120, kind: 'work_unit', rent: 40, zone: 'A' }),
  square(100, 10, 100, { use: 'residential', walled: 'Pine Court', age_years: 5 }),
  square(200, 10, 100, { use: 'employment' }),
  square(0, -110, 100, { use: 'facility' }),
  square(100, -110, 100, { use: 'residential', dwellings: 900, floor: 70, quality: 0.6 }),
  square(200, -110, 100, { use: 'water' }),
  street([
    [-40, 0],
    [340, 0],
  ]),
  street([
    [150, 0],
    [150, 90],
  ]),
  street([
    [50, -90],
    [50, 90],
  ]),
  point(50, -60, { kind: 'school', capacity: 600 }),
  point(60, -60, { kind: 'community_room', open: true }),
  point(150, 10, { kind: 'gate' }),
  point(250, 60, { kind: 'station' }),
]

describe('a GeoJSON place', () => {
  test('is a sound plan with what the properties say', () => {
    const plan = planFromGeoJson(collection(village(), { name: 'Six' }))
    expectSound(plan)
    expect(plan.name).toBe('Six')
    expect(plan.parcels.length).toBe(6)
    for (const p of plan.parcels) expect(p.area / 10_000).toBeCloseTo(1, 2)
    const stocks = plan.parcels.flatMap(p => p.stock ?? [])
    expect(stocks.filter(s => s.kind === 'work-unit')).toEqual([{ kind: 'work-unit', dwellings: 120, rent: 40 }])
    expect(stocks.filter(s => s.floor === 70).map(s => s.dwellings)).toEqual([300, 300, 300])
    expect(stocks.find(s => s.kind === 'gated')).toMatchObject({ age: 60, dwellings: 75 })
    expect(plan.parcels.find(p => p.zone === 'A')).toBeDefined()
    expect(plan.facilities.filter(f => !f.away).map(f => [f.kind, f.capacity])).toEqual([
      ['school', 600],
      ['community room', 1000],
    ])
    expect(plan.parcels[plan.facilities[0]!.parcel]!.use).toBe('facility')
  })

  test('walls in the street on walled parcels, with its gate', () => {
    const plan = planFromGeoJson(collection(village()))
    expect(plan.estates.length).toBe(1)
    expect(plan.edges.estate.filter(e => e === 0).length).toBeGreaterThan(0)
    expect(plan.parcels.filter(p => p.estate === 0).length).toBe(1)
  })

  test('streets that cross without a common point are joined, bridges are not', () => {
    const across = (properties: Properties) =>
      planFromGeoJson(
        collection([
          ...village(),
          street(
            [
              [250, -90],
              [250, 90],
            ],
            properties,
          ),
        ]),
      )
    const joined = across({})
    const bridged = across({ bridge: true })
    expectSound(bridged)
    expect(joined.report!.find(r => r.what === 'streets')!.inferred).toBe(0)
    expect(bridged.report!.find(r => r.what === 'streets')!.inferred).toBe(1)
  })

  test('counts what it read, assumed and left out, population tables among them', () => {
    const plan = planFromGeoJson(collection(village(), { population: [{ zone: 'A', households: 3 }] }))
    const row = (what: string) => plan.report!.find(r => r.what === what)!
    expect(row('dwellings')).toMatchObject({ read: 1020, assumed: 75 })
    expect(row('rent')).toMatchObject({ read: 1, assumed: 2 })
    expect(row('population tables')).toMatchObject({ left: 1 })
  })

  test('a parcel that crosses itself is refused: nobody may guess who owns which land', () => {
    const bow = polygon(
      [
        [400, 0],
        [500, 100],
        [500, 0],
        [400, 100],
      ],
      { use: 'residential', dwellings: 40 },
    )
    expect(() => planFromGeoJson(collection([...village(), bow]))).toThrow(/crosses itself.*Mend it/)
  })

  test('cuts a parcel above 20 ha, leaves out one too small', () => {
    const plan = planFromGeoJson(
      collection([...village(), square(600, 0, 600, { use: 'nature' }), square(1300, 0, 10, { use: 'vacant' })]),
    )
    expectSound(plan)
    const parcels = plan.report!.find(r => r.what === 'parcels')!
    expect(parcels).toMatchObject({ inferred: 0, left: 1 })
    const nature = plan.parcels.filter(p => p.use === 'nature')
    expect(nature.length).toBeGreaterThan(1)
    expect(nature.reduce((sum, p) => sum + p.area, 0) / 360_000).toBeCloseTo(1, 1)
    expect(plan.parcels.flatMap(p => p.stock ?? []).reduce((sum, s) => sum + s.dwellings!, 0)).toBe(1095)
  })

  test('without streets assumes ways between neighbours', () => {
    const plan = planFromGeoJson(collection(village().slice(0, 6)))
    expectSound(plan)
    expect(plan.report!.find(r => r.what === 'streets')!.assumed).toBeGreaterThan(0)
  })

  test('is the same each time and through a city file', () => {
    const plan = planFromGeoJson(collection(village()))
    const text = writePlan(plan)
    expect(writePlan(planFromGeoJson(collection(village())))).toBe(text)
    expect(readPlan(text)).toEqual(plan)
  })
})

describe('GeoJSON that no place can be made of', () => {
  const plan = (text: string) => () => planFromGeoJson(text)

  test('no JSON, XML, cut off, no collection, nothing in it', async () => {
    await expectProblem(plan('hello'), 'not a city', /not JSON/)
    await expectProblem(plan('<osm/>'), 'not a city', /XML/)
    await expectProblem(plan(collection(village()).slice(0, 400)), 'cut off', /ends in the middle/)
    await expectProblem(plan('[1, 2]'), 'not a city', /FeatureCollection/)
    await expectProblem(plan(JSON.stringify(village()[0])), 'not a city', /'Feature'/)
    await expectProblem(plan(collection([])), 'no homes', /empty/)
    await expectProblem(plan(collection(village().slice(6))), 'no homes', /no polygons/)
    await expectProblem(
      plan(collection([square(0, 0, 100, { use: 'employment' })])),
      'no homes',
      /no parcel has dwellings/,
    )
  })

  test('an unknown use names the nearest right one, and the feature', async () => {
    const error = await expectProblem(
      plan(collection([square(0, 0, 100, { use: 'residental', id: 'p7' })])),
      'unknown value',
      /Did you mean 'residential'/,
    )
    expect(error.where.en).toBe('features[0] (id p7), properties.use')
    await expectProblem(plan(collection([square(0, 0, 100, {})])), 'unknown value', /missing/)
    await expectProblem(
      plan(collection([square(0, 0, 100, { use: 'residential', kind: 'openn' })])),
      'unknown value',
      /Did you mean 'open'/,
    )
    await expectProblem(
      plan(collection([...village(), point(0, 0, { kind: 'scool' })])),
      'unknown value',
      /Did you mean 'school'/,
    )
  })

  test('negative dwellings, shares above one, coordinates in metres, only crossed outlines', async () => {
    await expectProblem(
      plan(collection([square(0, 0, 100, { use: 'residential', dwellings: -3 })])),
      'out of range',
      /dwellings.*must be a number from 0.*-3/,
    )
    await expectProblem(
      plan(collection([square(0, 0, 100, { use: 'residential', heritage: 40 })])),
      'out of range',
      /heritage/,
    )
    const metres = {
      type: 'Feature',
      properties: { use: 'residential' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [4e5, 6e6],
            [4e5, 6.1e6],
            [5e5, 6e6],
            [4e5, 6e6],
          ],
        ],
      },
    }
    await expectProblem(plan(collection([metres])), 'out of range', /no longitude and latitude/)
    const flat = polygon(
      [
        [0, 0],
        [100, 0],
        [200, 0],
      ],
      { use: 'residential' },
    )
    await expectProblem(plan(collection([flat])), 'bad shape', /none of the 1 polygons/)
  })
})
