import { moves } from './policy.ts'

export const redLine = moves('red_line', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Lines that hold', zh: '保护红线' },
  summary: {
    en: 'Nothing may be demolished or built inside these lines round historic fabric, hills and farmland. What they protect stands; the pressure to build moves elsewhere, and land there gets dearer.',
    zh: '历史街区、山体与耕地的红线内不得拆建。线内得以保留；建设压力转移到别处，那里的土地更贵。',
  },
  source: 'Three control lines of territorial planning, Ministry of Natural Resources 2019; model §2.1 P10–P12',
  words: {
    heritage: {
      en: 'historic parcels protected, those with most fabric first',
      zh: '受保护的历史地块比例，遗存多者优先',
    },
    nature: { en: 'hills and banks protected, the greenest first', zh: '受保护的山水地块比例，绿量多者优先' },
    farmland: { en: 'farmland protected', zh: '受保护的耕地比例' },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue forgone.',
    zh: '每户每年 2 元行政费；放弃部分土地收入。',
  },
})
