import { family } from '../../define.ts'
import { sumOver } from '../../snapshot.ts'
import { monthsKnown, shareOf, sumOfCells } from '../../year.ts'

export const outMigration = family({
  name: 'out_migration',
  theme: 'difference',
  stem: { en: 'Driven out', zh: '被迫离城' },
  title: { en: 'Households driven from the city', zh: '被迫离城的家庭' },
  explains: {
    en: 'Households that leave the city burdened by housing or without a home, per household and year.',
    zh: '因住房负担或无处居住而离开城市的家庭，每户每年的比率。',
  },
  unit: '/yr',
  axis: [0, 0.1],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'departures without home or with housing above half of income, last 12 months (fifths of the year’s ranking)/households',
  source: 'model §2.9',
  caveat: {
    en: 'Those who have left no longer weigh on other averages: rising departures can make a city look better off.',
    zh: '走的人不再计入其他平均值，离开的人多了，城市反而会显得更好。',
  },
  whole: false,
  listed: ['low'],
  zonal: false,
  of(city, s, cells) {
    const left = sumOfCells(city.economy.departures, cells, 1)
    return shareOf(left * 12, monthsKnown(city) * sumOver(s, 'households', cells))
  },
})
