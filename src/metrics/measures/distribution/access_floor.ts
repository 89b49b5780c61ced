import { rawlsMinimum } from '../../calculators/justice/rawls-minimum.ts'
import { family } from '../../define.ts'
import { DAILY, meanOfKinds } from '../../facilities.ts'
import { groupByBuilding } from '../../snapshot.ts'

export const accessFloor = family({
  name: 'access_floor',
  theme: 'distribution',
  short: { en: 'Worst-off tenth’s services', zh: '最弱势一成的公共服务' },
  title: { en: 'Access of the worst-served tenth', zh: '可达性最差一成家庭的水平' },
  explains: {
    en: 'Needs for school, clinic, park and market that are met within a walk, in the tenth of households served worst.',
    zh: '可达性最差的一成家庭，步行范围内学校、诊所、公园和菜市场的需求满足程度。',
  },
  unit: 'ratio',
  axis: [0, 1.6],
  halfRange: 0.2,
  better: 'higher',
  formula: 'mean of E over four kinds by household; mean of the lowest tenth of households',
  source: 'enhanced-two-step-fca, then rawls-minimum bottomDecileMean; Luo & Qi 2009; Rawls 1971',
  caveat: {
    en: 'It says how many needs can be met, not how well: quality counts only where the city knows it.',
    zh: '它说的是需求能否得到满足，而不是服务好不好。',
  },
  headline: true,
  of(city, s, cells) {
    const { buildings } = city
    const needs = meanOfKinds(city.parcels.needs, DAILY)
    const residents = groupByBuilding(city, s, 'household', cells)
    const values: number[] = []
    const households: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = residents[b]!
      if (n === 0) continue
      values.push(needs(buildings.parcel[b]!))
      households.push(n)
    }
    return rawlsMinimum(values, households)?.bottomDecileMean ?? null
  },
})
