import type { City } from '../../../src/city/city.ts'
import type { Plan } from '../../../src/city/plan.ts'
import type { Rules } from '../../../src/city/rules.ts'
import { layerNamed, type MapFrame, parcelFacts, readFrame } from '../../../src/results/layers.ts'
import { placeShape } from '../../../src/results/place.ts'
import { followParcel } from '../../../src/results/story.ts'
import type { Simulation } from '../../../src/simulation.ts'
import type { Bench, CityView, Frame, Handlers, Recorder, Recorders } from '../contracts.ts'
import { textOf } from '../stories/ids.ts'
import type { ChangeSums, MapQueries, ParcelLives } from './queries.ts'

/** Every layer at the end of every year. */
class MapRecorder implements Recorder {
  readonly years: Map<number, MapFrame>

  constructor(years: Map<number, MapFrame> = new Map()) {
    this.years = years
  }

  month(city: City, rules: Rules): void {
    if (city.tick % 12 === 0) this.years.set(city.tick / 12, readFrame(city, rules))
  }

  fork(): MapRecorder {
    return new MapRecorder(new Map(this.years))
  }
}

export const createMapRecorder = (): Recorder => new MapRecorder()

const yearsOf = (recorders: Recorders | undefined): ReadonlyMap<number, MapFrame> =>
  (recorders?.map as MapRecorder | undefined)?.years ?? new Map()

/** The frame of a year, or of the last year before it that both futures have come to. */
function frameOf({ foundedOf, baselineOf, policyOf, shown }: Bench, layer: string, wanted: number): Frame | null {
  const base = yearsOf((baselineOf(shown) ?? foundedOf(shown))?.recorders)
  const policy = yearsOf(policyOf(shown)?.recorders)
  let year = Math.min(wanted, Math.max(-1, ...base.keys()))
  // the future with policies is shown as soon as it has begun: an early year of both before a late one of one
  if (policy.size > 0) year = Math.min(year, Math.max(...policy.keys()))
  const before = base.get(year)
  const after = policy.get(year)
  if (!before) return null
  return {
    layer,
    year,
    baseline: before.layers[layer]!,
    policy: after?.layers[layer] ?? null,
    use: before.use,
    policyUse: after?.use ?? null,
    walled: before.walled,
    policyWalled: after?.walled ?? null,
    floors: before.floors,
    policyFloors: after?.floors ?? null,
    stations: before.stations,
    policyStations: after?.stations ?? null,
  }
}

const views = new WeakMap<Plan, CityView>()

function viewOf({ plan, foundedOf, shown }: Bench): CityView | null {
  const kept = views.get(plan)
  if (kept) return kept
  const city = foundedOf(shown)?.simulation.city
  if (!city) return null
  const shape = placeShape(city)
  const view = {
    key: `${plan.name} ${shape.outlines.length} ${shape.outlines[0]} ${shape.outlines.at(-1)}`,
    source: plan.source,
    households: plan.households,
    report: plan.report ?? null,
    shape,
  }
  views.set(plan, view)
  return view
}

function placeOf(bench: Bench, known: string | null): CityView | null {
  const view = viewOf(bench)
  return view?.key === known ? null : view
}

const read = new WeakMap<Simulation, Map<string, Float32Array>>()

/** A layer where a run has ended; kept for as long as the run is. */
function endOf(simulation: Simulation, layer: string): Float32Array {
  const kept = read.get(simulation) ?? new Map<string, Float32Array>()
  read.set(simulation, kept)
  const values = kept.get(layer) ?? layerNamed(layer).read(parcelFacts(simulation.city, simulation.rules))
  kept.set(layer, values)
  return values
}

function changesOf({ plan, replicates, baselineOf, policyOf }: Bench, layer: string): ChangeSums {
  const n = plan.parcels.length
  const sums = { runs: 0, count: new Float32Array(n), sum: new Float64Array(n), squares: new Float64Array(n) }
  for (const replicate of replicates) {
    const [base, policy] = [baselineOf(replicate), policyOf(replicate)]
    if (!base?.done || !policy?.done) continue
    sums.runs++
    const before = endOf(base.simulation, layer)
    const after = endOf(policy.simulation, layer)
    for (let p = 0; p < n; p++) {
      const d = after[p]! - before[p]!
      if (Number.isNaN(d)) continue
      sums.count[p]!++
      sums.sum[p]! += d
      sums.squares[p]! += d * d
    }
  }
  return sums
}

async function parcelOf(bench: Bench, parcel: number): Promise<ParcelLives | null> {
  const { shown, baseline, scenario } = bench
  const follow = async (of: typeof scenario): Promise<ReturnType<typeof followParcel> | null> => {
    const follower = followParcel(parcel)
    const future = await bench.rerun(shown, of, { watch: follower.watch, fromStart: true })
    return future ? follower : null
  }
  const base = await follow(baseline)
  const policy = scenario.policies.length > 0 ? await follow(scenario) : null
  const city = bench.policyOf(shown)?.simulation.city
  if (!base || !city || (scenario.policies.length > 0 && !policy)) return null
  const { households, buildings } = city
  const residents: string[] = []
  for (let h = 0; h < households.rows && residents.length < 60; h++) {
    const b = households.home[h]!
    if (households.size[h] !== 0 && b >= 0 && buildings.parcel[b] === parcel)
      residents.push(textOf({ high: households.idHigh[h]!, low: households.idLow[h]! }))
  }
  return { baseline: base.story(), policy: policy?.story() ?? null, residents }
}

export const mapHandlers: Handlers<MapQueries> = {
  place: (bench, { known }) => placeOf(bench, known),
  frame: (bench, { layer, year }) => frameOf(bench, layer, year),
  changes: (bench, { layer }) => changesOf(bench, layer),
  parcel: (bench, { parcel }) => parcelOf(bench, parcel),
}
