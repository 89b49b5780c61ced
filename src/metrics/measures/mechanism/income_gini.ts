import { family } from '../../define.ts'
import { giniInOrder } from '../../ranked.ts'
import { incomesInOrder } from '../../snapshot.ts'

export const incomeGini = family({
  name: 'income_gini',
  theme: 'mechanism',
  title: { en: 'Inequality of incomes', zh: '收入基尼系数' },
  explains: {
    en: '0 if all households earn alike, near 1 if one earns all.',
    zh: '各家收入相同为 0，越不平等越接近 1。',
  },
  unit: '0–1',
  axis: [0.2, 0.7],
  halfRange: 0.03,
  better: 'lower',
  formula: 'Gini index of monthly labour income (or insurance) before tax, by household',
  source: 'gini; Gini 1912',
  caveat: { en: 'It can fall because all become poorer.', zh: '大家一起变穷时它也会下降。' },
  of(city, s, cells) {
    const { values, count } = incomesInOrder(city, s, cells)
    return giniInOrder(values, count)
  },
})
