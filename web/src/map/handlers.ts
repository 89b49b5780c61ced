import type { City } from '../../../src/city/city.ts'
import type { Rules } from '../../../src/city/rules.ts'
import { mapLayerList, parcelFacts } from '../../../src/results/layers.ts'
import type { Bench, CityView, Frame, Handlers, Recorder, Recorders } from '../contracts.ts'
import type { MapQueries } from './queries.ts'

interface Year {
  readonly values: ReadonlyMap<string, Float32Array>
  readonly use: Uint8Array
  readonly walled: Uint8Array
}

/** Every layer at the end of every year. */
class MapRecorder implements Recorder {
  readonly years: Map<number, Year>

  constructor(years: Map<number, Year> = new Map()) {
    this.years = years
  }

  month(city: City, rules: Rules): void {
    if (city.tick % 12 !== 0) return
    const facts = parcelFacts(city, rules)
    this.years.set(city.tick / 12, {
      values: new Map(mapLayerList.map(layer => [layer.name, layer.read(facts)])),
      use: city.parcels.use.slice(0, city.parcels.rows),
      walled: city.estates.walled.slice(0, city.estates.rows),
    })
  }

  fork(): MapRecorder {
    return new MapRecorder(new Map(this.years))
  }
}

export const createMapRecorder = (): Recorder => new MapRecorder()

const yearOf = (recorders: Recorders | undefined, year: number): Year | undefined =>
  (recorders?.map as MapRecorder | undefined)?.years.get(year)

function shapes(outlines: readonly (readonly number[])[]): { vertices: Float32Array; start: Uint32Array } {
  const start = new Uint32Array(outlines.length + 1)
  outlines.forEach((outline, i) => {
    start[i + 1] = start[i]! + outline.length / 2
  })
  const vertices = new Float32Array(2 * start[outlines.length]!)
  outlines.forEach((outline, i) => {
    vertices.set(outline, 2 * start[i]!)
  })
  return { vertices, start }
}

function placeOf({ plan, baselineOf, shown }: Bench): CityView {
  const { parcels, estates } = plan
  const city = baselineOf(shown)?.simulation.city
  const drawn = plan.buildings ?? []
  return {
    name: plan.name,
    source: plan.source,
    attribution: plan.attribution ?? null,
    households: plan.households,
    origin: plan.origin ?? null,
    centre: plan.centre,
    radius: plan.radius,
    report: plan.report ?? null,
    parcels: {
      ...shapes(parcels.map(({ outline }) => outline)),
      count: parcels.length,
      x: Float32Array.from(parcels, ({ x }) => x),
      y: Float32Array.from(parcels, ({ y }) => y),
      district: city?.parcels.district.slice(0, parcels.length) ?? new Uint16Array(parcels.length),
      zone: city?.parcels.zone.slice(0, parcels.length) ?? new Uint16Array(parcels.length),
      estate: Int32Array.from(parcels, ({ estate }) => estate ?? -1),
    },
    buildings:
      drawn.length === 0
        ? null
        : {
            ...shapes(drawn.map(({ outline }) => outline)),
            parcel: Int32Array.from(drawn, ({ parcel }) => parcel),
            levels: Uint8Array.from(drawn, ({ levels }) => levels),
          },
    lines: plan.drawing.map(({ kind, line }) => ({ kind, line: Float32Array.from(line) })),
    gates: Float32Array.from(
      estates.flatMap(({ gates }) => gates.flatMap(n => [plan.nodes[2 * n]!, plan.nodes[2 * n + 1]!])),
    ),
    stations: Float32Array.from(plan.stations.flatMap(({ x, y }) => [x, y])),
  }
}

export const mapHandlers: Handlers<MapQueries> = {
  place: bench => placeOf(bench),
  frame: ({ baselineOf, policyOf, shown }, { layer, year }): Frame | null => {
    const base = yearOf(baselineOf(shown)?.recorders, year)
    const policy = yearOf(policyOf(shown)?.recorders, year)
    const values = base?.values.get(layer)
    if (!base || !values) return null
    return {
      layer,
      year,
      baseline: values,
      policy: policy?.values.get(layer) ?? null,
      use: base.use,
      policyUse: policy?.use ?? null,
      walled: base.walled,
      policyWalled: policy?.walled ?? null,
    }
  },
}
