import { moves } from './policy.ts'

export const consent = moves('consent', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Nothing without consent', zh: '未经同意不得动工' },
  summary: {
    en: 'Projects, public homes, facilities and opened walls need this share of the votes of those affected. It stops demolition, and it stops public homes next door: protection and refusal are one lever.',
    zh: '项目、保障房、公共设施与打开围墙都须得到受影响者这一比例的赞成。它挡住拆迁，也挡住隔壁的保障房：保护与排斥是同一个开关。',
  },
  source: 'Fischel 2001 on homevoters; model §2.4 W9',
  words: {
    threshold: { en: 'least share of the votes; 0 = nobody is asked', zh: '最低赞成比例；0 为不征求意见' },
  },
  cost: {
    en: '60,000 yuan a hearing; 2 yuan a household and year; homes and land revenue forgone.',
    zh: '每次听证 6 万元；每户每年 2 元；放弃部分住房与土地收入。',
  },
})
