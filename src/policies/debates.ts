import { moves } from './policy.ts'

export const debates = moves('debates', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Debates before the vote', zh: '先辩论后表决' },
  short: { en: 'Debate before voting', zh: '先辩论后表决' },
  summary: {
    en: 'Before a vote people hear each other, and opinions move toward those of the people present. Those with most to lose are heard by the rest; the vocal can carry the quiet with them.',
    zh: '表决前相互倾听，意见向到场者的平均靠拢。损失最大的人被其他人听见；但声音大的人也会带走沉默者。',
  },
  source: 'Fishkin 2009; List et al. 2013; model §2.4 W4',
  words: {
    intensity: { en: 'how far opinions move, 1 = half the way', zh: '意见移动的程度，1 为一半' },
  },
  cost: { en: '30,000 yuan a debate at full intensity.', zh: '充分开展时每次 3 万元。' },
  bill: () => 0,
})
