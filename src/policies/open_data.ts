import { moves } from './policy.ts'

export const openData = moves('open_data', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Land deals in the open', zh: '土地交易公开' },
  short: { en: 'Open land deals', zh: '土地交易公开' },
  summary: {
    en: 'Bids and prices of land can be seen by all. Bidders no longer agree on a price, the city gets more for its land, and people trust it more.',
    zh: '土地报价与成交价向所有人公开。竞买人难以串通，城市卖地所得增加，居民更加信任政府。',
  },
  source: 'Cai, Henderson & Zhang 2013, RAND Journal of Economics 44(3); model §2.4 W10',
  words: {
    share: { en: 'share of land deals that can be seen', zh: '公开的土地交易比例' },
  },
  cost: { en: '3 yuan a household and year when all deals are open.', zh: '全部公开时每户每年 3 元。' },
  bill: ({ households }, { share }) => 3 * households * Number(share ?? 0),
})
