import { householdRatio } from '../../define.ts'
import { AFTER_HOUSING } from '../../snapshot.ts'

export const residualIncome = householdRatio({
  name: 'residual_income',
  theme: 'distribution',
  stem: { en: 'After housing', zh: '住房后收入' },
  title: { en: 'Income after housing', zh: '扣除住房后的收入' },
  explains: {
    en: 'What is left a month after tax and housing, per equivalent adult; the mean over households.',
    zh: '每月缴税、付房之后每个等价成人还剩的钱，按户平均。',
  },
  unit: 'yuan/month',
  axis: [0, 12000],
  halfRange: 400,
  better: 'higher',
  range: 'any amount, below 0 where housing takes more than the income',
  formula: `mean of ${AFTER_HOUSING}`,
  source: 'model §2.9; Stone 2006, Housing Policy Debate 17(1)',
  caveat: {
    en: 'Wealth, debts other than the mortgage, and help from kin are left out.',
    zh: '没有计入财产、房贷以外的债务和亲友接济。',
  },
  listed: ['low'],
  sum: 'left',
  per: 'households',
  isAmount: true,
})
