import { single } from '../../define.ts'
import { countOfYear } from '../../year.ts'

export const homesStarted = single({
  name: 'homes_started',
  theme: 'production',
  title: { en: 'Homes started', zh: '新开工住房' },
  explains: { en: 'Homes whose construction began, a year.', zh: '一年内开工的住房套数。' },
  unit: 'count/yr',
  better: 'higher',
  formula: 'dwellings of projects that began construction in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Starts come in whole sites: in a small city one site moves the year.',
    zh: '开工以整块地为单位，小城市里一块地就能左右当年数字。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.economy.homesStarted),
})
