import { single } from '../../define.ts'
import { landReceipts, yuanOfYear } from '../../money.ts'

export const landRevenue = single({
  name: 'land_revenue',
  theme: 'production',
  title: { en: 'Land revenue', zh: '土地出让收入' },
  explains: { en: 'What the city takes in by selling land, a year.', zh: '城市每年卖地的收入。' },
  unit: 'yuan/yr',
  better: 'none',
  formula: 'prices of sites, industrial land, hills and historic fabric sold, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Large deals make it jump from year to year; what it pays for is on the other side of the account.',
    zh: '大宗交易会使它逐年大起大落，钱花在哪里要看账本另一边。',
  },
  lumpy: true,
  compute: city => yuanOfYear(city, landReceipts),
})
