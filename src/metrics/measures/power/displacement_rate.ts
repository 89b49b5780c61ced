import { CAUSES } from '../../../city/displacement.ts'
import { family } from '../../define.ts'
import { ratePerHousehold, sumOfCells } from '../../year.ts'

export const displacementRate = family({
  name: 'displacement_rate',
  theme: 'power',
  short: { en: 'Forced to move', zh: '被迫搬走的家庭' },
  title: { en: 'Displacement', zh: '被迫搬迁率' },
  explains: {
    en: 'Of 100 households with a home, how many lose it against their will in a year.',
    zh: '每一百户有住房的家庭中，一年里有多少户被迫离开。',
  },
  unit: '/yr',
  axis: [0, 0.06],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'demolitions, evictions, clearances and moves within 3 months of housing passing half of income, per household-year with a home, last 12 months',
  source: 'displacement-rate; Newman & Wyly 2006, Urban Studies 43(1)',
  caveat: {
    en: 'Few, large events: one site cleared moves it for a year. Fifths are those of the year’s ranking.',
    zh: '事件少而集中：一处拆迁就会影响一整年的数字。收入分组按当年排序。',
  },
  headline: true,
  lumpy: true,
  zonal: false,
  of: (city, _, cells) => ratePerHousehold(city, sumOfCells(city.economy.displacements, cells, ...CAUSES), cells),
})
