import { moves } from './policy.ts'

export const microRepair = moves('micro_repair', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'Repair the old estates', zh: '老旧小区微修补' },
  short: { en: 'Repair old estates', zh: '老旧小区微修补' },
  summary: {
    en: 'Pipes, roofs and lifts for old buildings in the worst condition, out of the justice programme. Homes get better without being torn down; they also get dearer, and some tenants must go.',
    zh: '从公正项目中出资，为状况最差的老楼修管道、屋顶并加装电梯。不拆而住得更好；房租也上涨，部分租户被迫离开。',
  },
  source: 'State Council opinion of July 2020 on old estates; model §2.2 D11',
  words: { budget_share: { en: 'of the justice programme', zh: '占公正项目的比例' } },
  cost: {
    en: 'The share of the justice programme it names, at 12,000 yuan a dwelling; other parts get less.',
    zh: '占公正项目的相应份额，每套 1.2 万元；其他部分相应减少。',
  },
  // it directs money of the justice programme: what it adds is tagged where it is spent
  bill: () => 0,
})
