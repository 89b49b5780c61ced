import { moves } from './policy.ts'

export const purchasedServices = moves('purchased_services', {
  theme: 'mechanism',
  kind: 'rule',
  title: { en: 'Buy services from organisations', zh: '购买社会服务' },
  short: { en: 'Bought-in services', zh: '购买社会服务' },
  summary: {
    en: 'A share of the justice programme pays social organisations for small works. They get better while the contract lasts, and what they learned is lost when it ends.',
    zh: '公正计划的一部分用于向社会组织购买微项目。合同期内效率提高，合同一断便失去积累。',
  },
  source: 'Jing & Savas 2009; model §2.7 M5',
  words: {
    budget_share: { en: 'share of the justice programme', zh: '占公正计划的比例' },
  },
  cost: {
    en: 'The share of the programme above 1 %; facilities have less.',
    zh: '计划中超过 1% 的部分；设施的钱减少。',
  },
  bill: () => 0,
})
