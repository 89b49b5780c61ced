import { type City, ofPlan } from '../../../city/city.ts'
import { USE } from '../../../city/parcels.ts'
import { wallAbout } from '../../../city/walking.ts'
import { single } from '../../define.ts'
import { neighboursOf } from '../../neighbours.ts'

/** Parcels beside water and the length of their banks [m]; water stays where it is. */
const banksOf = (city: City): { parcel: number[]; length: number[] } =>
  ofPlan(city, 'banks', () => {
    const { parcels } = city
    const neighbours = neighboursOf(city)
    const banks = { parcel: [] as number[], length: [] as number[] }
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.use[p] === USE.water) continue
      const sides = neighbours[p]!.filter(q => parcels.use[q] === USE.water).length
      if (sides === 0) continue
      banks.parcel.push(p)
      banks.length.push(sides * Math.sqrt(parcels.area[p]!))
    }
    return banks
  })

export const waterfrontOpen = single({
  name: 'waterfront_open',
  theme: 'environment',
  title: { en: 'Waterfront open to all', zh: '向公众开放的滨水岸线' },
  explains: {
    en: 'The share of river banks that no walled estate keeps to itself.',
    zh: '没有被封闭小区独占的河岸所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'length of banks whose parcel is in no walled estate/length of all banks, a bank being a parcel beside water',
  source: 'model §2.9',
  caveat: {
    en: 'Open to walk is not yet pleasant to be at: see pollution.',
    zh: '能走进去不等于宜人，应与污染对照着看。',
  },
  missing: { en: 'No value: there is no water.', zh: '无数值：城中没有水面。' },
  compute(city) {
    const banks = banksOf(city)
    let open = 0
    let all = 0
    banks.parcel.forEach((p, i) => {
      all += banks.length[i]!
      if (wallAbout(city, p) < 0) open += banks.length[i]!
    })
    return all > 0 ? open / all : null
  },
})
