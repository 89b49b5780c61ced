import { USE } from '../../../city/parcels.ts'
import { wallAbout } from '../../../city/walking.ts'
import { single } from '../../define.ts'
import { greenArea, isGreen } from '../../greens.ts'

export const natureEnclosed = single({
  name: 'nature_enclosed',
  theme: 'production',
  title: { en: 'Green behind walls', zh: '围墙内的绿地' },
  explains: {
    en: 'The share of parks and nature that only members of an estate may enter.',
    zh: '公园和自然地中只对小区成员开放的比例。',
  },
  unit: 'share',
  axis: [0, 0.2],
  halfRange: 0.05,
  better: 'lower',
  formula: 'land of parks, gardens and nature for members only/all of it',
  source: 'model §2.9',
  caveat: {
    en: 'Gardens count by whom they serve: 1 m² for 0.6 persons.',
    zh: '花园面积按服务人数折算：每平方米服务 0.6 人。',
  },
  compute(city) {
    const { facilities, parcels } = city
    let enclosed = 0
    let all = 0
    const isSite = new Uint8Array(parcels.rows)
    for (let f = 0; f < facilities.rows; f++) {
      if (!isGreen(facilities.kind[f]!)) continue
      const area = greenArea(city, f)
      all += area
      isSite[facilities.parcel[f]!] = 1
      if (facilities.open[f] === 0 && wallAbout(city, facilities.parcel[f]!) >= 0) enclosed += area
    }
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.use[p] !== USE.nature || isSite[p]) continue
      all += parcels.area[p]!
      if (wallAbout(city, p) >= 0) enclosed += parcels.area[p]!
    }
    return all > 0 ? enclosed / all : null
  },
})
