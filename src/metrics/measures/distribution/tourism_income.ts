import { single } from '../../define.ts'
import { yuanOfYear } from '../../money.ts'

export const tourismIncome = single({
  name: 'tourism_income',
  theme: 'distribution',
  title: { en: 'Money from visitors', zh: '旅游收入' },
  explains: {
    en: 'What visitors from outside spend in the city in a year.',
    zh: '外来游客一年在城里的消费。',
  },
  unit: 'yuan/yr',
  better: 'none',
  formula: 'spending of visitors, last 12 months, at Ī',
  source: 'model §2.9, §3.17',
  caveat: {
    en: 'Most of it goes to shops and beyond the city; residents get what is shared with them.',
    zh: '大部分归店铺或流出城外，居民只得到分给他们的部分。',
  },
  compute: city => yuanOfYear(city, ['tourismSpending']),
})
