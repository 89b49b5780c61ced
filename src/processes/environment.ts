/** The environment (model §3.16): what is planted grows, pollution spreads and is cleared away, streets are kept. */
import { type City, ofPlan, scratch } from '../city/city.ts'
import { parcelBins } from '../city/near.ts'
import { SETTING_MAIN_STREET, USE } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { clamp, pow } from '../lib/numeric.ts'
import type { Process } from './process.ts'

const EVERY = 3
/** Treatment of a river takes five years. */
const TREATMENT_MONTHS = 60

/** The parcels that pollution spreads to: those whose middles lie within 1.2 mean widths. */
export function neighbours(city: City): { start: Int32Array; items: Int32Array } {
  const { parcels } = city
  return ofPlan(city, 'neighbours of parcels', () => {
    const bins = parcelBins(city)
    const width = Float64Array.from(parcels.area.subarray(0, parcels.rows), area => Math.sqrt(area))
    const widest = width.reduce((most, w) => Math.max(most, w), 0)
    const found = new Int32Array(parcels.rows)
    const start = new Int32Array(parcels.rows + 1)
    const items: number[] = []
    for (let p = 0; p < parcels.rows; p++) {
      const n = bins.within(parcels.x[p]!, parcels.y[p]!, 0.6 * (width[p]! + widest), found)
      for (let i = 0; i < n; i++) {
        const q = found[i]!
        const dx = parcels.x[p]! - parcels.x[q]!
        const dy = parcels.y[p]! - parcels.y[q]!
        const reach = 0.6 * (width[p]! + width[q]!)
        if (q !== p && dx * dx + dy * dy <= reach * reach) items.push(q)
      }
      start[p + 1] = items.length
    }
    return { start, items: Int32Array.from(items) }
  })
}

/** Three months of pollution at once: exchange with neighbours, emission, removal in proportion to what is there. */
function pollute(city: City): void {
  const dirt = city.parameters.pollution
  const { parcels, plan, economy, zones } = city
  const near = neighbours(city)
  const before = scratch(city, 'pollution before', Float32Array, parcels.rows)
  before.set(parcels.pollution.subarray(0, parcels.rows))
  const mixed = 1 - pow(1 - dirt.spread, EVERY)
  const away = 1 - pow(1 - dirt.removal, EVERY)
  // river guards: volunteers of the zone
  const cleared = Float64Array.from({ length: zones.rows }, (_, z) => {
    const guarded = dirt.guarded * zones.volunteers[z]!
    return 1 - pow(1 - dirt.removal - dirt.treated * economy.riverTreatment[0]! - guarded, EVERY)
  })
  for (let p = 0; p < parcels.rows; p++) {
    const use = parcels.use[p]
    const [from, to] = [near.start[p]!, near.start[p + 1]!]
    let around = 0
    for (let i = from; i < to; i++) around += before[near.items[i]!]!
    const mean = to > from ? around / (to - from) : before[p]!
    // the plan says how much of upstream industry the river carries here
    const emitted =
      use === USE.employment ? dirt.employment : use === USE.water ? dirt.river * (plan.parcels[p]!.pollution ?? 0) : 0
    const gone = use === USE.water ? cleared[parcels.zone[p]!]! : away
    parcels.pollution[p] = clamp(before[p]! + mixed * (mean - before[p]!) + EVERY * emitted - gone * before[p]!, 0, 1)
  }
}

export const environment: Process = {
  name: 'environment',
  writes: ['parcels.canopy', 'parcels.canopyTarget', 'parcels.pollution', 'parcels.street', 'economy.riverTreatment'],
  run(city, rules: Rules) {
    if (city.tick % EVERY !== 0) return
    const { parcels, economy, zones } = city
    const { river, beautification } = rules.levers
    const { green, main_street } = city.parameters
    economy.riverTreatment[0] = Math.max(
      economy.riverTreatment[0]!,
      Math.min(river.treatment, economy.riverTreatment[0]! + EVERY / TREATMENT_MONTHS),
    )
    pollute(city)
    const kept = main_street.base + main_street.campaign * beautification.intensity
    const speed = 1 - pow(1 - main_street.speed, EVERY)
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.use[p] === USE.residential) {
        const room = Math.max(0, 1 - parcels.canopyTarget[p]! / green.most)
        parcels.canopyTarget[p]! += (EVERY / 12) * green.planted * zones.volunteers[parcels.zone[p]!]! * room
      }
      if (parcels.canopy[p]! < parcels.canopyTarget[p]!)
        parcels.canopy[p] = Math.min(parcels.canopyTarget[p]!, parcels.canopy[p]! + EVERY * green.growth)
      if (parcels.setting[p]! & SETTING_MAIN_STREET) parcels.street[p]! += speed * (kept - parcels.street[p]!)
    }
  },
}
