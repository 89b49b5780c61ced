import { family } from '../../define.ts'
import { eventsOfYear, sumOfCells } from '../../year.ts'

export const departures = family({
  name: 'departures',
  theme: 'difference',
  short: { en: 'Households leaving', zh: '离开城市的家庭' },
  title: { en: 'Households leaving the city', zh: '离开城市的家庭' },
  explains: { en: 'Households that leave the city, a year.', zh: '一年内离开城市的家庭数。' },
  unit: 'count/yr',
  better: 'none',
  formula: 'departures of households, last 12 months',
  source: 'model §4, C23',
  caveat: {
    en: 'People leave for work and family too: what housing drives out is counted apart.',
    zh: '离开也可能因为工作或家庭，被住房逼走的另行统计。',
  },
  zonal: false,
  of: (city, _, cells) => eventsOfYear(city, sumOfCells(city.economy.departures, cells, 0)),
})
