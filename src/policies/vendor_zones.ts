import { beyondRest, moves } from './policy.ts'

const SLOT = 1500 // yuan a year

export const vendorZones = moves('vendor_zones', {
  theme: 'difference',
  kind: 'stock',
  title: { en: 'Stall zones', zh: '摊贩疏导区' },
  summary: {
    en: 'Licensed stalls where people pass by. A licence ends the fear of confiscation, so more of the poorest sell; each sells a little less, shops lose some custom and neighbours complain when the pavement fills.',
    zh: '在人流处设有证摊位。有证便不怕没收，更多贫困者出摊；每摊生意略减，店铺少些顾客，人行道太满时居民投诉。',
  },
  source: 'Bhowmik 2012 on street vendors; Xue & Huang 2015, Cities 46; model §2.3 F1',
  words: {
    slots_per_1000: { en: 'licensed stalls per 1,000 persons', zh: '每千人的有证摊位数' },
  },
  cost: {
    en: '1,500 yuan a stall and year beyond those at rest; licences bring 600 back.',
    zh: '每个新增摊位每年 1500 元；收回管理费 600 元。',
  },
  bill: ({ persons }, values) => (SLOT * persons * beyondRest('vendor_zones', values, 'slots_per_1000')) / 1000,
})
