import { beyondRest, moves } from './policy.ts'

export const coGovernance = moves('co_governance', {
  theme: 'mechanism',
  kind: 'rule',
  title: { en: 'Govern together', zh: '多元共治' },
  summary: {
    en: 'Offices, organisations and residents act together: small works cost less, and mass organisations reach the poor and the newcomers, who turn out more. It costs much to set up and starts slowly.',
    zh: '部门、组织与居民协同行动：微项目成本下降，群团组织触达穷人和外来者，其参与上升。筹建花费大，见效慢。',
  },
  source: 'Ansell & Gash 2008; model §2.7 M4, M9',
  words: {
    coordination: { en: 'how closely they act together', zh: '协同程度' },
  },
  cost: {
    en: '500,000 yuan a district at full coordination, spread over ten years, and a tenth of it every year.',
    zh: '充分协同时每区 50 万元，分十年支出，另每年支出其十分之一。',
  },
  bill: ({ districts }, values) => 100_000 * districts * beyondRest('co_governance', values, 'coordination'),
})
