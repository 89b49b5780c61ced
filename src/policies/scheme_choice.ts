import { moves } from './policy.ts'

export const schemeChoice = moves('scheme_choice', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'A choice of schemes', zh: '多方案比选' },
  summary: {
    en: 'A hearing chooses among several designs, which pay residents more and build less. Support grows; each design costs money, and fewer homes stand on the site.',
    zh: '听证在多个方案中选择：补偿更多、建得更少。支持率上升；但每个方案都要花钱，地块上的住房更少。',
  },
  source: 'Arnstein 1969; model §2.4 W3',
  words: {
    options: { en: 'schemes on the table', zh: '备选方案数' },
  },
  cost: { en: '0.5 % of construction cost a further scheme.', zh: '每增加一个方案，建安费的 0.5%。' },
  bill: () => 0,
})
