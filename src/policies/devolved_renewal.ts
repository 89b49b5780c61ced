import { moves } from './policy.ts'

export const devolvedRenewal = moves('devolved_renewal', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Renewal bargained for by residents', zh: '更新改造放权' },
  short: { en: 'Residents bargain', zh: '更新改造放权' },
  summary: {
    en: 'Village collectives, and neighbourhoods to which it is delegated, negotiate renewal themselves: most members must agree, and they keep part of what the land brings beyond compensation. It takes longer and the treasury gets less; tenants without contract have no seat.',
    zh: '村集体和受委托的社区自行谈判更新改造：须多数成员同意，并分享补偿以外的部分收益。耗时更长，财政所得减少；没有合同的租户没有席位。',
  },
  source: 'Lai et al. 2017 on Shenzhen’s village renewal; model §2.4 W7, W11, W13',
  words: {
    power: {
      en: 'share of full devolution: at 1 those who bargain have half of the surplus',
      zh: '放权程度：1 时谈判的一方得剩余的一半',
    },
    neighbourhoods: {
      en: 'share of neighbourhoods that bargain as villages do, with the same power',
      zh: '与村集体同等放权、自行谈判的社区比例',
    },
  },
  cost: { en: 'The part of the land price that those who bargain win.', zh: '谈判一方分得的地价。' },
  bill: () => 0,
})
