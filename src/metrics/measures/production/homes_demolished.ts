import { single } from '../../define.ts'
import { countOfYear } from '../../year.ts'

export const homesDemolished = single({
  name: 'homes_demolished',
  theme: 'production',
  title: { en: 'Homes demolished', zh: '拆除住房' },
  explains: { en: 'Homes taken down, a year.', zh: '一年内拆除的住房套数。' },
  unit: 'count/yr',
  better: 'none',
  formula: 'dwellings demolished in the last 12 months',
  source: 'model §4, C13',
  caveat: {
    en: 'It counts homes, not who lived there: see displacement.',
    zh: '它只数房子，不数住在里面的人，要看被迫搬迁。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.economy.homesDemolished),
})
