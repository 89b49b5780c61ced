import { landCosts } from '../../../city/economy.ts'
import { single } from '../../define.ts'
import { landReceipts, yuanOfYear } from '../../money.ts'

export const landNet = single({
  name: 'land_net',
  theme: 'production',
  title: { en: 'Land revenue after costs', zh: '土地净收入' },
  explains: {
    en: 'Land revenue less compensation, roads and pipes, and losses on industrial land, a year.',
    zh: '每年卖地收入减去补偿、配套和工业用地亏损。',
  },
  unit: 'yuan/yr',
  better: 'none',
  range: 'any amount, below 0 where selling land costs more than it brings',
  formula: 'land receipts − land returned − compensation − servicing, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Land sold once cannot be sold again: a high year is no lasting income.',
    zh: '地卖一次就没有了，某一年高不等于长期收入。',
  },
  lumpy: true,
  compute: city => yuanOfYear(city, landReceipts, landCosts),
})
