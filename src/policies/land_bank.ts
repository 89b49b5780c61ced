import { moves } from './policy.ts'

export const landBank = moves('land_bank', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Build or hand back', zh: '闲置土地收回' },
  summary: {
    en: 'A developer who waits for a better market must build within this time or return the site for 80 % of its price. Less land lies idle while prices boom.',
    zh: '开发商囤地待涨的，须在期限内开工，否则按原价 80% 收回。市场上涨时闲置土地减少。',
  },
  source: 'Measures on idle land, Ministry of Land and Resources 2012; model §2.1 P16',
  words: { max_months: { en: 'months a sold site may wait; off = ten years', zh: '出让土地可闲置的月数；off 为十年' } },
  cost: {
    en: 'Administration of 2 yuan a household and year; land returned is paid for.',
    zh: '每户每年 2 元行政费；收回土地须付款。',
  },
})
