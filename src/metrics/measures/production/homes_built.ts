import { single } from '../../define.ts'
import { countOfYear } from '../../year.ts'

export const homesBuilt = single({
  name: 'homes_built',
  theme: 'production',
  title: { en: 'Homes finished', zh: '新竣工住房' },
  explains: { en: 'Homes finished, a year.', zh: '一年内竣工的住房套数。' },
  unit: 'count/yr',
  better: 'higher',
  formula: 'dwellings finished in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'What is finished now was decided two years and more ago.',
    zh: '现在完工的是两年多以前决定的。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.economy.homesBuilt),
})
