import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { UNITS_PER_MINUTE } from '../../../city/plan.ts'
import { homeMean } from '../../define.ts'
import { DAILY } from '../../facilities.ts'

export const walkMinutesMean = homeMean({
  name: 'walk_minutes_mean',
  theme: 'distribution',
  stem: { en: 'Daily walk', zh: '日常步行' },
  title: { en: 'Walk to daily needs', zh: '步行到日常设施的时间' },
  explains: {
    en: 'Minutes that people walk, on average, to the nearest school, clinic, park and market.',
    zh: '居民步行到最近的学校、诊所、公园和菜市场平均要多少分钟。',
  },
  unit: 'minutes',
  axis: [0, 15],
  halfRange: 1,
  better: 'lower',
  formula: 'persons’ mean over four kinds of the walk to the nearest they may use, walls counted, capped at 30',
  source: 'model §2.9',
  caveat: {
    en: 'Nearness says nothing of crowding or quality: read it beside access.',
    zh: '近不等于够用、好用，应与可达性对照着看。',
  },
  listed: ['low', 'high'],
  per: 'person',
  value:
    ({ parcels: { walk } }) =>
    p => {
      let units = 0
      for (let k = 0; k < DAILY; k++) units += walk[p * ACCESS_KINDS + k]!
      return units / UNITS_PER_MINUTE / DAILY
    },
})
