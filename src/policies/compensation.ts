import { moves } from './policy.ts'

export const compensation = moves('compensation', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Compensate those who must move', zh: '拆迁补偿' },
  short: { en: 'Compensation', zh: '拆迁补偿' },
  summary: {
    en: 'What owners and tenants get when their home is demolished, and whether they may return. The better the terms, the fewer projects pay, and the less is left of the land price.',
    zh: '住房被拆时业主与租户所得，以及能否回迁。条件越好，可行项目越少，土地出让净收入越低。',
  },
  source: 'State Council regulation 590 of 2011 on expropriation; Shin 2009; model §2.1 P15, §2.3 F7',
  words: {
    owner: { en: "owners' compensation, of market price", zh: '业主补偿占市价的倍数' },
    tenant_months: { en: "tenants' compensation in months of rent", zh: '租户补偿的租金月数' },
    informal_tenants: { en: 'share of these terms for tenants without contract', zh: '无合同租户享有的比例' },
    on_site_return: {
      en: 'share of households with a right to a home on the site when it is finished',
      zh: '可回迁的家庭比例',
    },
  },
  cost: {
    en: 'What is paid above the terms at rest; fewer projects and less land revenue.',
    zh: '超出默认条件的补偿；项目与土地收入减少。',
  },
  bill: () => 0,
})
