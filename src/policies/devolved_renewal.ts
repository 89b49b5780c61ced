import { moves } from './policy.ts'

export const devolvedRenewal = moves('devolved_renewal', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Villages bargain for themselves', zh: '城中村改造放权' },
  short: { en: 'Villages bargain', zh: '城中村改造放权' },
  summary: {
    en: 'Village collectives negotiate the sale of their land: most members must agree, and they keep part of what it brings beyond compensation. It takes longer and the treasury gets less; tenants without contract have no seat at the table.',
    zh: '村集体自行谈判土地出让：须多数成员同意，并分享补偿以外的部分收益。耗时更长，财政所得减少；没有合同的租户没有席位。',
  },
  source: 'Lai et al. 2017 on Shenzhen’s village renewal; model §2.4 W7, W11',
  words: {
    power: {
      en: 'share of full devolution: at 1 the village has half of the surplus',
      zh: '放权程度：1 时村集体得剩余的一半',
    },
  },
  cost: { en: 'The village’s part of the land price.', zh: '村集体分得的地价。' },
  bill: () => 0,
})
