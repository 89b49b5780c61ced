import { single } from '../../define.ts'
import { taxReceipts, yuanOfYear } from '../../money.ts'

export const recurrentRevenue = single({
  name: 'recurrent_revenue',
  theme: 'production',
  title: { en: 'Tax revenue', zh: '经常性收入' },
  explains: { en: 'What the city takes in by taxes, a year.', zh: '城市每年的税收收入。' },
  unit: 'yuan/yr',
  better: 'higher',
  formula: 'income, deal and property tax, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'It grows with incomes, so a city that drives out the poor may show more of it.',
    zh: '它随收入增长，赶走穷人的城市也可能显得更高。',
  },
  compute: city => yuanOfYear(city, taxReceipts),
})
