import { moves } from './policy.ts'

export const aid = moves('aid', {
  theme: 'difference',
  kind: 'rule',
  title: { en: 'Cash aid', zh: '现金救助' },
  summary: {
    en: 'Cash every month for households left with little after housing. Fewer fall behind with the rent and fewer leave; where homes are short a part of it ends up in low-end rents.',
    zh: '对付房后所剩无几的家庭按月发放现金。欠租和被迫离城者减少；房源紧张时，一部分变成低端房租上涨。',
  },
  source: 'Susin 2002, Journal of Public Economics 83; Gibbons & Manning 2006; model §2.3 F6',
  words: {
    cash_per_month: { en: 'yuan a household and month', zh: '每户每月元数' },
    includes_migrants: { en: 'are unregistered households included: 0 no, 1 yes', zh: '是否含非户籍家庭：0 否，1 是' },
  },
  cost: {
    en: 'What is paid, and 5 % for paying it out.',
    zh: '所发金额，另加 5% 发放成本。',
  },
  bill: () => 0,
})
