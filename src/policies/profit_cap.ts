import { moves } from './policy.ts'

export const profitCap = moves('profit_cap', {
  theme: 'production',
  kind: 'rule',
  title: { en: "Cap developers' profit", zh: '限制开发利润' },
  short: { en: 'Developer profit cap', zh: '开发利润上限' },
  summary: {
    en: "New homes may not sell above their cost plus this margin. Land bids fall and the treasury pays first; once the cap nears developers' required return, building stops and rents rise.",
    zh: '新房售价不得超过成本加此利润率。地价下降，首先由财政承担；上限接近开发商要求的回报时，建设停止，租金上涨。',
  },
  source: 'Residual land value with truncated upside, model §3.8; capped-price housing of Chinese cities since 2017',
  words: {
    max_margin: { en: 'largest margin on total cost; off = no cap', zh: '总成本利润率上限；off 为不限' },
    mode: {
      en: 'price: homes sell at cost plus the cap; levy: the excess is paid to the city',
      zh: 'price：按成本加上限售出；levy：超额部分上缴',
    },
    allot: {
      en: 'who may buy capped homes: anybody, households without a home of their own, or the public queue',
      zh: '谁可购买限价房：不限、无房家庭、或按轮候',
    },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; with mode levy the receipts are revenue; land revenue forgone.',
    zh: '每户每年 2 元行政费；levy 方式有上缴收入；放弃部分土地收入。',
  },
})
