import { moves } from './policy.ts'

export const landFinance = moves('land_finance', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Cities that live on land', zh: '土地财政' },
  short: { en: 'Land-sale drive', zh: '卖地冲动' },
  summary: {
    en: 'How strongly a gap in the budget makes the city sell more land. Less of it means fewer sites and a tighter market when demand grows; more of it means works now and displacement later.',
    zh: '财政缺口促使政府多卖地的强度。减弱则供地减少，需求增长时市场更紧；增强则当下多建设，日后多拆迁。',
  },
  source: 'Liu 2022; Lin & Yi 2011; model §2.1 P2',
  words: { impulse: { en: 'land offered more for each unit of budget gap', zh: '每单位财政缺口增加的供地' } },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue changes.',
    zh: '每户每年 2 元行政费；土地收入随之变化。',
  },
})
