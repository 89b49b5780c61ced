import { householdMean } from '../../define.ts'

export const weakTiesMean = householdMean({
  name: 'weak_ties_mean',
  theme: 'encounter',
  title: { en: 'Ties across classes', zh: '跨阶层的弱联系' },
  explains: {
    en: 'Acquaintances among people of other incomes and registration: 0 none, 1 many.',
    zh: '与不同收入、户籍者的相识往来：0 为没有，1 为很多。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of weak ties, which follow meetings, platforms and trust',
  source: 'model §3.18; Granovetter 1973',
  caveat: {
    en: 'Ties follow those who go out: a mean says little about the isolated.',
    zh: '常出门的人联系多，平均值看不出孤立的人。',
  },
  column: 'weakTies',
  value: ({ households }) => households.weakTies,
})
