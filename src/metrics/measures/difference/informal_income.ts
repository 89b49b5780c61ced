import { householdRatio } from '../../define.ts'

export const informalIncome = householdRatio({
  name: 'informal_income',
  theme: 'difference',
  stem: { en: 'Informal work', zh: '摆摊小工收入' },
  title: { en: 'Income from stalls, recycling and micro-jobs', zh: '摆摊、拾荒和小微就业收入' },
  explains: {
    en: 'What stalls, recycling and micro-jobs bring in a month, as a mean over all households, those who have none included.',
    zh: '摆摊、拾荒和小微就业每月带来的收入，按全部家庭平均，没有此类收入的也计在内。',
  },
  unit: 'yuan/month',
  axis: [0, 300],
  halfRange: 50,
  better: 'higher',
  formula: 'mean over households of stall, recycling and micro-job income less fees, yuan a month at Ī',
  source: 'model §2.9, §3.15',
  caveat: {
    en: 'A higher mean can be more stalls that earn less each, and more work for the same people.',
    zh: '均值升高可能是摊位多而每摊更少，同样的人做更多的活。',
  },
  listed: ['low'],
  whole: false,
  sum: 'informal',
  per: 'households',
  isAmount: true,
})
