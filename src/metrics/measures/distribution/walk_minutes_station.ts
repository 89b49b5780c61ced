import type { City } from '../../../city/city.ts'
import { openStations } from '../../../city/neighbourhoods.ts'
import { UNITS_PER_MINUTE, WALK_LIMIT } from '../../../city/plan.ts'
import { forget, walkFromNearest } from '../../../city/walking.ts'
import { homeMean } from '../../define.ts'
import { once, type Snapshot } from '../../snapshot.ts'
import { keptWhile, streetsNow } from '../../streets.ts'

/** Units to the nearest station where trains call, by parcel; kept until streets or stations change. */
function walksToStations(city: City, s: Snapshot): Uint16Array {
  const { parcels } = city
  const streets = once(s, 'streets', () => streetsNow(city))
  const open = openStations(city)
  return keptWhile(
    city,
    'walks to stations',
    [streets],
    [[Int32Array.from(open, station => station.node), open.length]],
    () => {
      const { graph, walker } = streets
      const nearest = new Uint16Array(parcels.rows).fill(WALK_LIMIT)
      const from = Array.from(open, ({ node }) => node)
      const reached = walkFromNearest(graph, walker, from, WALK_LIMIT)
      for (let i = 0; i < reached; i++) {
        const n = walker.settled[i]!
        for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
          const p = graph.doorParcel[k]!
          nearest[p] = Math.min(WALK_LIMIT, walker.distance[n]! + parcels.door[p]!)
        }
      }
      forget(walker, reached)
      return nearest
    },
  )
}

export const walkMinutesStation = homeMean({
  name: 'walk_minutes_station',
  theme: 'distribution',
  short: { en: 'Walk to a station', zh: '到最近车站的步行' },
  title: { en: 'Walk to the nearest railway station', zh: '到最近轨道车站的步行时间' },
  explains: {
    en: 'Minutes that people walk to the nearest station where trains call; 30 stands for 30 and more, and for none at all.',
    zh: '居民步行到最近有列车停靠的车站的分钟数，超过 30 分钟或没有车站按 30 计。',
  },
  unit: 'minutes',
  axis: [0, 30],
  halfRange: 2,
  better: 'lower',
  formula: 'persons’ mean walk to the nearest open station on the street network, walls counted, capped at 30',
  source: 'nearest-k-distance',
  caveat: {
    en: 'Stations are few and far, so this walk shows what stands in the way best; how often trains call it does not say.',
    zh: '车站少而远，因此这段步行最能显出阻隔；但它不反映班次多少。',
  },
  per: 'person',
  value: (city, s) => {
    const walk = walksToStations(city, s)
    return p => walk[p]! / UNITS_PER_MINUTE
  },
})
