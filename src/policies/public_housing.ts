import { moves } from './policy.ts'

export const publicHousing = moves('public_housing', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'A share of public homes in new estates', zh: '新建住区配建保障房' },
  short: { en: 'Public homes in estates', zh: '新盘保障房配建' },
  summary: {
    en: 'Developers hand over this share of every new estate as public rental homes. Those housed pay less and live among others; land brings less, so the treasury has less for parks and clinics.',
    zh: '开发商须按此比例移交公租房。入住者租金下降并与他人混居；地价降低，财政用于公园和诊所的钱减少。',
  },
  source: 'Schuetz, Meltzer & Been 2011 on inclusionary zoning; model §2.2 D1, D3',
  words: {
    share: { en: 'public rental homes among new homes', zh: '新房中公租房的比例' },
    rent_ratio: { en: 'their rent, of the market rent a square metre', zh: '租金占市场租金的比例' },
    migrants: { en: 'may unregistered households queue: 0 no, 1 yes', zh: '非户籍家庭可否轮候：0 否，1 是' },
    priority: { en: 'who is first: by need, by months waited, or by lot', zh: '先后次序：按需要、按等候时间或抽签' },
  },
  cost: {
    en: 'Repurchase of quota homes at 0.35 of market price and upkeep of 600 yuan a home and year, less their rent; land revenue forgone.',
    zh: '按市价 35% 回购，每套每年维护 600 元，减去租金；放弃部分土地收入。',
  },
  bill: () => 0,
})
