import { railCost } from '../city/works.ts'
import { moves, stated } from './policy.ts'

export const rail = moves('rail', {
  theme: 'production',
  kind: 'stock',
  title: { en: 'Build rail', zh: '修建轨道交通' },
  summary: {
    en: 'The line is extended to where most minutes are saved; trains call after two years. Travel gets shorter; rents rise near stations, and tenants there are pressed out. The city may take part of the gain from land.',
    zh: '线路向节省时间最多处延伸，两年后通车。通勤缩短；站点周边租金上涨，租户受挤压。城市可从土地增值中收回一部分。',
  },
  source: 'Zhang & Jiao 2019; Debrezion, Pels & Rietveld 2007, J. of Real Estate Finance and Economics; model §2.1 P7',
  words: {
    km_per_year: { en: 'km of new line a year', zh: '每年新建公里数' },
    value_capture: {
      en: 'of what rail adds to a site’s worth, taken by the city',
      zh: '轨道带来的土地增值中收归城市的比例',
    },
  },
  cost: {
    en: '500 million yuan a km (100 million in cities below 10,000 households), less what is captured.',
    zh: '每公里 5 亿元（一万户以下的城市 1 亿元），减去收回的增值。',
  },
  bill: () => 0,
  works: ({ city }, values) => stated('rail', values, 'km_per_year') * railCost(city),
})
