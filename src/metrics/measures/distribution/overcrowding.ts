import { householdRatio } from '../../define.ts'

export const overcrowding = householdRatio({
  name: 'overcrowding',
  theme: 'distribution',
  title: { en: 'Households doubling up', zh: '合住家庭' },
  explains: {
    en: 'The share of households that share a room with others because they found no home of their own.',
    zh: '因找不到住房而与人合住的家庭所占比例。',
  },
  unit: 'share',
  axis: [0, 0.05],
  halfRange: 0.01,
  better: 'lower',
  formula: 'sharing households/households',
  source: 'model §2.9',
  caveat: {
    en: 'It counts families that double up, not the floor a person has.',
    zh: '它统计合住的家庭，不统计人均面积。',
  },
  sum: 'sharing',
  per: 'households',
})
