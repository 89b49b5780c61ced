import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { homeMean } from '../../define.ts'
import { QUARTER_HOUR } from '../../facilities.ts'

export const needs15min = homeMean({
  name: 'needs_15min',
  theme: 'distribution',
  short: { en: 'Needs met in 15 minutes', zh: '15分钟可满足需求' },
  stem: { en: 'Needs near', zh: '15分钟需求' },
  title: { en: 'Needs within 15 minutes on foot', zh: '步行十五分钟可满足的需求' },
  explains: {
    en: 'Of school, clinic, park, market and culture, the share that people find within 15 minutes on foot: 1 is a fifteen-minute city.',
    zh: '学校、诊所、公园、菜市场、文化设施五类中，居民步行十五分钟内能找到的比例：1 即十五分钟城市。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'persons’ mean of the share of five kinds whose nearest facility they may use is ≤ 15 minutes away, walls counted',
  source: 'cumulative-opportunities, one opportunity a kind; Moreno et al. 2021, Smart Cities 4(1)',
  caveat: {
    en: 'A minute past the quarter of an hour counts for nothing, and one crowded school as much as a choice of five.',
    zh: '超过十五分钟一分钟就完全不算；一所拥挤的学校与五所可选的学校同样计数。',
  },
  listed: ['low', 'high'],
  per: 'person',
  value:
    ({ parcels: { walk } }) =>
    p => {
      let kinds = 0
      for (let k = 0; k < ACCESS_KINDS; k++) kinds += Number(walk[p * ACCESS_KINDS + k]! <= QUARTER_HOUR)
      return kinds / ACCESS_KINDS
    },
})
