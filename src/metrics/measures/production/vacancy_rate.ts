import { single } from '../../define.ts'
import { vacancy } from '../../vacancy.ts'

export const vacancyRate = single({
  name: 'vacancy_rate',
  theme: 'production',
  title: { en: 'Empty homes', zh: '住房空置率' },
  explains: { en: 'The share of let and for-sale homes that stand empty.', zh: '出租和出售的住房中空置的比例。' },
  unit: 'share',
  axis: [0, 0.2],
  halfRange: 0.02,
  better: 'none',
  formula: 'empty private homes/private homes',
  source: 'model §2.9; Rosen & Smith 1983',
  caveat: {
    en: 'Some homes must stand empty for people to move: near 0 is scarcity, far above the natural rate is waste.',
    zh: '总要有空房才能流动：接近 0 是紧缺，远高于自然空置率是浪费。',
  },
  compute: city => vacancy(city, () => true),
})
