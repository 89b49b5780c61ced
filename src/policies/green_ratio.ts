import { moves } from './policy.ts'

export const greenRatio = moves('green_ratio', {
  theme: 'environment',
  kind: 'rule',
  title: { en: 'Least green of new estates', zh: '新建住区最低绿地率' },
  short: { en: 'Green in new estates', zh: '新建住区最低绿地率' },
  summary: {
    en: 'New estates must be at least this green. Above 30 % every point takes floor from housing: fewer and dearer homes, less land revenue.',
    zh: '新建住区绿地率不得低于此值。超过 30% 时每高一点便少一点房：住房更少更贵，土地收入也减少。',
  },
  source: 'Code for planning of urban residential areas GB 50180-2018; model §2.6 N1',
  words: {
    minimum: { en: 'share of land that must be green', zh: '绿地占用地比例' },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue forgone.',
    zh: '每户每年 2 元行政费；放弃部分土地收入。',
  },
})
