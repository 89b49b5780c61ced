import { moves } from './policy.ts'

export const useValue = moves('use_value', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Public money for small homes', zh: '公共资金引导小户型' },
  short: { en: 'Small-home subsidy', zh: '公共资金引导小户型' },
  summary: {
    en: 'The city pays part of the cost of building homes up to a size. More small homes are built; some would have been built anyway, and part of the money ends in the land price.',
    zh: '对一定面积以下的住房，城市补贴部分建造成本。小户型增多；其中一些本来也会建，部分补贴会转入地价。',
  },
  source: 'Castells 1977 on collective consumption; 90/70 rule of 2006 on small homes; model §2.1 P13',
  words: {
    subsidy: { en: 'of construction, paid by the city', zh: '补贴占建造成本的比例' },
    max_floor: { en: 'largest home that is supported', zh: '可获补贴的最大面积' },
  },
  cost: { en: 'The subsidy, as homes are built.', zh: '随建造支付的补贴。' },
  bill: () => 0,
})
