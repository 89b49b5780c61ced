import { moves } from './policy.ts'

export const propertyTax = moves('property_tax', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'A yearly tax on homes', zh: '房产税' },
  summary: {
    en: 'Every private home is taxed on its price each year, so the city has an income that does not hang on selling land. Prices fall by what the tax takes; those who own a home and earn little pay too.',
    zh: '每年按房价对私有住房征税，财政不再只靠卖地。房价因税而降；有房而收入低者同样要缴。',
  },
  source:
    'Capitalisation: Oates 1969, Journal of Political Economy 77(6); trials in Shanghai and Chongqing since 2011; model §2.1 P3',
  words: {
    rate: { en: 'tax a year, of the price', zh: '年税率，占房价' },
    exempt_m2: { en: 'floor a person living in the own home that is free of it', zh: '自住者人均免税面积' },
  },
  cost: {
    en: 'Earns its receipts; collecting them takes 3 %.',
    zh: '有税收收入，征收成本占 3%。',
  },
  // receipts and their collection are booked month by month
  bill: () => 0,
})
