import { moves, stated } from './policy.ts'

const PROMOTION = 40 // yuan a household and year

export const heritageTourism = moves('heritage_tourism', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'Heritage tourism', zh: '文化遗产旅游' },
  summary: {
    en: 'The old town is advertised. Visitors bring money for shops and repair; beyond what streets and residents bear they crowd people out. A share of the proceeds may go to residents, and is then missing for repair.',
    zh: '推广老城旅游。游客带来商机和修缮资金；超过街区承载力便挤走居民。收益可分给居民，修缮资金则相应减少。',
  },
  source: 'Butler 1980; Gotham 2005, Urban Studies 42(7); model §2.2 D15',
  words: {
    promotion: { en: 'strength of promotion', zh: '推广力度' },
    share_to_residents: {
      en: 'share of the tax, and of a tenth of shop revenue, paid to residents',
      zh: '税收及店铺收入一成中分给居民的比例',
    },
  },
  cost: {
    en: '40 yuan a household and year times promotion, and what residents are paid from the tax.',
    zh: '每户每年 40 元乘推广力度，另加从税收分给居民的部分。',
  },
  bill: ({ households }, values) => PROMOTION * households * stated('heritage_tourism', values, 'promotion'),
})
