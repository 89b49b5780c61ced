import { moves } from './policy.ts'

export const rentLimit = moves('rent_limit', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'Limit the growth of rents', zh: '限制租金涨幅' },
  short: { en: 'Rent growth limit', zh: '限制租金涨幅' },
  summary: {
    en: 'Rents may not rise faster than this a year. Sitting tenants pay less; owners save on repair where the limit binds, prices and land bids follow rents down, and in time there are fewer homes to let.',
    zh: '租金年涨幅不得超过此数。现有租户受益；受限的房东少做维修，房价与地价随租金下降，可租的房子逐渐减少。',
  },
  source: 'Diamond, McQuade & Qian 2019, American Economic Review 109(9); model §2.2 D5',
  words: {
    growth_yr: { en: 'largest growth of an asking rent a year; off = no limit', zh: '租金年涨幅上限；off 为不限' },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue forgone.',
    zh: '每户每年 2 元行政费；放弃部分土地收入。',
  },
})
