import { single } from '../../define.ts'
import { snapshotOf } from '../../snapshot.ts'
import { monthsKnown, sumOfYear } from '../../year.ts'

/** The lower two fifths. */
const LOWER = 0.4

export const outMigrationLow = single({
  name: 'out_migration_low',
  theme: 'difference',
  short: { en: 'Poor driven from the city', zh: '被迫离城的低收入家庭' },
  title: { en: 'Low-income households driven from the city', zh: '被迫离城的低收入家庭' },
  explains: {
    en: 'Low-income households that leave the city burdened by housing or without a home, per low-income household and year.',
    zh: '因住房负担或无处居住而离开城市的低收入家庭，每户每年的比率。',
  },
  unit: '/yr',
  axis: [0, 0.1],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'departures of the lower two fifths (year’s ranking) without home or with housing above half of income, last 12 months/two fifths of households',
  source: 'model §2.9',
  caveat: {
    en: 'Those who have left no longer weigh on other averages: rising departures can make a city look better off.',
    zh: '走的人不再计入其他平均值，离开的人多了，城市反而会显得更好。',
  },
  compute(city, rules) {
    const left = sumOfYear(city.economy.departuresPressed)
    const months = monthsKnown(city)
    const low = LOWER * snapshotOf(city, rules).households
    return months > 0 && low > 0 && !Number.isNaN(left) ? (left * 12) / months / low : null
  },
})
