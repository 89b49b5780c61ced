import { moves } from './policy.ts'

export const participatoryBudget = moves('participatory_budget', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Neighbours spend it', zh: '参与式预算' },
  summary: {
    en: 'A share of the justice programme goes to zone councils and is spent on what neighbours voted for. Where people vote more there is more money, unless need is weighted; where money goes to need, richer zones are let down.',
    zh: '公正计划的一部分交给片区，由邻里投票决定用途。投票多的地方钱多，除非按需要加权；若按需要分配，富裕片区会失望。',
  },
  source: 'Baiocchi 2005; Sintomer, Herzberg & Röcke 2008; model §2.4 W5, W6',
  words: {
    share: { en: 'share of the justice programme', zh: '占公正计划的比例' },
    need_weight: {
      en: 'weight of low incomes in dividing it; the rest by votes cast',
      zh: '分配时低收入的权重，其余按投票数',
    },
  },
  cost: {
    en: '2 % of what it directs; the city’s own facilities have less.',
    zh: '所支配资金的 2%；市里自建设施的钱减少。',
  },
  bill: () => 0,
})
