import { ofPlan } from '../../../city/city.ts'
import { single } from '../../define.ts'

export const heritageStanding = single({
  name: 'heritage_standing',
  theme: 'production',
  title: { en: 'Historic fabric standing', zh: '留存的历史街区' },
  explains: { en: 'The share of the historic fabric that still stands.', zh: '历史街区还留存多少。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'higher',
  range: '0 and above; above 1 where repair has raised its worth',
  formula: 'Σ heritage·area/the same when the city was founded',
  source: 'model §2.9',
  caveat: { en: 'Standing is not lived in: see who was displaced.', zh: '房子还在不等于街坊还在，要看谁被迫搬走。' },
  lumpy: true,
  compute(city) {
    const { rows, heritage, area } = city.parcels
    const initial = ofPlan(city, 'heritage at the founding', () =>
      city.plan.parcels.reduce((sum, parcel, p) => sum + Math.fround(parcel.heritage ?? 0) * area[p]!, 0),
    )
    let standing = 0
    for (let p = 0; p < rows; p++) standing += heritage[p]! * area[p]!
    return initial > 0 ? standing / initial : null
  },
})
