import { landCosts } from '../../../city/economy.ts'
import { single } from '../../define.ts'
import { costOfYear, landReceipts, taxReceipts, yuanOfYear } from '../../money.ts'

export const budgetUsed = single({
  name: 'budget_used',
  theme: 'production',
  short: { en: 'Budget taken by policies', zh: '政策占用的财力' },
  title: { en: 'Share of the budget that policies take', zh: '政策占用的财力' },
  explains: {
    en: 'The cost of policies as a share of taxes and net land revenue.',
    zh: '政策成本占税收与土地净收入之和的比例。',
  },
  unit: 'share',
  axis: [0, 0.4],
  halfRange: 0.1,
  better: 'none',
  range: 'any share',
  formula: 'policy_cost/(recurrent_revenue + land_net)',
  source: 'model §2.9',
  caveat: {
    en: 'Revenue that a policy forgoes is no payment and does not show here: see land revenue.',
    zh: '政策少收的钱不是支出，这里看不到，要看土地收入。',
  },
  compute(city) {
    const cost = costOfYear(city)
    const money = yuanOfYear(city, [...taxReceipts, ...landReceipts], landCosts)
    return cost === null || money === null || money <= 0 ? null : cost / money
  },
})
