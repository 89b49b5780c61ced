import { single } from '../../define.ts'
import { weightedQuantile } from '../../ranked.ts'
import { vacancy } from '../../vacancy.ts'

const LOW_END = 0.3

export const vacancyLowEnd = single({
  name: 'vacancy_low_end',
  theme: 'production',
  title: { en: 'Empty homes at the low end', zh: '低价住房空置率' },
  explains: { en: 'The share of the cheapest homes that stand empty.', zh: '租金最低的住房中空置的比例。' },
  unit: 'share',
  axis: [0, 0.3],
  halfRange: 0.04,
  better: 'none',
  formula: 'empty share of private homes whose monthly asking rent is at or below the 30th percentile of homes',
  source: 'model §2.9',
  caveat: {
    en: 'Cheap and empty can also mean unfit or far away.',
    zh: '便宜又空着，也可能是因为破旧或偏远。',
  },
  compute(city) {
    const { buildings } = city
    const rents: number[] = []
    const homes: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
      if (n <= 0) continue
      rents.push(buildings.rent[b]! * buildings.floor[b]!)
      homes.push(n)
    }
    const bound = weightedQuantile(rents, homes, LOW_END)
    return bound === null ? null : vacancy(city, b => buildings.rent[b]! * buildings.floor[b]! <= bound)
  },
})
