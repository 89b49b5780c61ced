import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { single } from '../../define.ts'
import { EDGE_STEPS, meanAtEdge } from '../../edge.ts'
import { meanOfKinds } from '../../facilities.ts'
import { EVERYBODY } from '../../groups.ts'
import { byBuilding, groupByBuilding, snapshotOf } from '../../snapshot.ts'

export const accessEdge = single({
  name: 'access_edge',
  theme: 'distribution',
  short: { en: 'Services at the edge', zh: '外围设施可达性' },
  title: { en: 'Access to facilities at the edge of the city', zh: '城市外围的公共设施可达性' },
  explains: {
    en: 'How well homes in the outer third of the built city and beyond are served within a walk: 0 not at all, 1 fully.',
    zh: '建成区外三分之一及以外的住处步行可及的设施有多充足：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'mean of A = 1 − exp(−E), averaged over five kinds, over households farther from the centre than 0.7 of the built radius',
  source: 'model §2, P8',
  caveat: {
    en: 'The edge moves with nothing: what is built beyond it counts too.',
    zh: '外围的界线不随城市扩张移动，更外新建的也计入。',
  },
  missing: { en: 'No value: nobody lives at the edge.', zh: '无数值：外围无人居住。' },
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const residents = groupByBuilding(city, s, 'household', EVERYBODY)
    const access = byBuilding(city, meanOfKinds(city.parcels.access, ACCESS_KINDS))
    return meanAtEdge(
      city,
      s,
      access.map((value, b) => residents[b]! * Math.round(value * EDGE_STEPS)),
    )
  },
})
