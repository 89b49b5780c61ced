import { single } from '../../define.ts'
import { costOfYear } from '../../money.ts'

export const policyCost = single({
  name: 'policy_cost',
  theme: 'production',
  title: { en: 'Cost of the policies', zh: '政策成本' },
  explains: {
    en: 'What the policies in force cost the city on balance, a year.',
    zh: '各项政策每年给城市带来的净支出。',
  },
  unit: 'yuan/yr',
  better: 'lower',
  range: 'any amount, below 0 where policies bring more than they cost',
  formula: 'government’s outflows − inflows that carry a policy’s tag, last 12 months, each at its Ī',
  source: 'model §2.11',
  missing: {
    en: 'No value: what policies cost has not been booked for twelve months yet.',
    zh: '无数值：政策支出的账还不满十二个月。',
  },
  caveat: {
    en: 'Revenue forgone is no flow: look at land revenue beside it.',
    zh: '少收的钱不是支出：要对照土地收入来看。',
  },
  compute: costOfYear,
})
