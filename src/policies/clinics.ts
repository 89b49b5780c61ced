import { moves } from './policy.ts'

export const clinics = moves('clinics', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'Clinics by need', zh: '按需设诊所' },
  summary: {
    en: 'When the city builds, clinics come before schools, parks and markets, and go where the old and the poor live. The old and poor get nearer to a doctor; fewer parks are built.',
    zh: '城市建设公共设施时诊所优先，并设在老人和低收入者集中处。他们就医更近；公园建得更少。',
  },
  source: 'Tudor Hart 1971, Lancet, the inverse care law; model §2.2 D8',
  words: {
    need_weight: { en: 'extra weight of clinics and of the old and poor', zh: '诊所以及老人、低收入者的额外权重' },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; other facilities are not built.',
    zh: '每户每年 2 元行政费；其他设施少建。',
  },
})
