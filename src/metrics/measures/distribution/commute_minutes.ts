import { type City, scratch } from '../../../city/city.ts'
import { type Family, family, single } from '../../define.ts'
import { EDGE_STEPS, meanAtEdge } from '../../edge.ts'
import { HOUSED } from '../../groups.ts'
import { meanOfColumn, once, type Snapshot, snapshotOf } from '../../snapshot.ts'

/** Minutes from home to the centre of work by household row, 0 without a home; and what they add up to by building. */
const minutesToWork = (city: City, s: Snapshot): { each: Float64Array; totals: Float64Array } =>
  once(s, 'minutes to work', () => {
    const { households, buildings, parcels, centres } = city
    const { size, home, job } = households
    const each = scratch(city, 'minutes to work', Float64Array, s.rows)
    const totals = new Float64Array(buildings.rows)
    for (let h = 0; h < s.rows; h++) {
      const b = home[h]!
      if (size[h] === 0 || b < 0) {
        each[h] = 0
        continue
      }
      each[h] = parcels.minutes[buildings.parcel[b]! * centres.rows + job[h]!]!
      totals[b]! += Math.floor(each[h]! * EDGE_STEPS + 0.5)
    }
    return { each, totals }
  })

export const commute: readonly Family[] = [
  family({
    name: 'commute_minutes',
    theme: 'distribution',
    short: { en: 'Way to work', zh: '通勤时间' },
    title: { en: 'Minutes to work', zh: '通勤分钟数' },
    explains: {
      en: 'Minutes of one trip from home to the centre of work, by road or rail, the mean over households with a home.',
      zh: '从家到就业中心单程所需分钟数（道路或轨道），按有住所的家庭平均。',
    },
    unit: 'minutes',
    axis: [0, 30],
    halfRange: 2,
    better: 'lower',
    formula: 'mean over households with a home of the least of road and rail to their centre of work (model §3.2)',
    source: 'model §2, P5, P7',
    caveat: {
      en: 'Fixed parts of a trip, to the stop and from it, are most of it in a small city; which centre one works at is luck.',
      zh: '小城市里候车与步行等固定部分占大半；在哪个中心就业由运气决定。',
    },
    of: (city, s, cells) =>
      meanOfColumn(s, 'minutes to work by cell', () => minutesToWork(city, s).each, EDGE_STEPS, cells & HOUSED),
  }),
  single({
    name: 'commute_edge',
    theme: 'distribution',
    short: { en: 'Way to work from the edge', zh: '外围通勤时间' },
    title: { en: 'Minutes to work from the edge of the city', zh: '城市外围的通勤分钟数' },
    explains: {
      en: 'Minutes of one trip to the centre of work, the mean over households whose home stands in the outer third of the built city or beyond.',
      zh: '住在建成区外三分之一及以外的家庭，从家到工作中心单程所需的平均分钟数。',
    },
    unit: 'minutes',
    axis: [0, 40],
    halfRange: 2,
    better: 'lower',
    formula:
      'mean of the least of road and rail to the centre of work (model §3.2) over households farther from the centre than 0.7 of the built radius',
    source: 'model §2, P5',
    caveat: {
      en: 'A new centre shortens it on its own side of the city and lengthens it on the other.',
      zh: '新中心使同侧外围通勤缩短，对侧变长。',
    },
    missing: { en: 'No value: nobody lives at the edge.', zh: '无数值：外围无人居住。' },
    compute(city, rules) {
      const s = snapshotOf(city, rules)
      return meanAtEdge(city, s, minutesToWork(city, s).totals)
    },
  }),
]
