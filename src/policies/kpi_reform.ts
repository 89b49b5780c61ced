import { moves } from './policy.ts'

export const kpiReform = moves('kpi_reform', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Change what mayors are judged by', zh: '改革政绩考核' },
  short: { en: 'Mayors’ scorecard', zh: '政绩考核' },
  summary: {
    en: 'Officials are judged by access and displacement as well as growth. Money moves from roads and industrial land to schools, clinics and parks; incomes grow a little slower and less land is sold.',
    zh: '官员考核除增长外，也看公共服务可达性和居民搬离。资金由道路和工业用地转向学校、诊所和公园；收入增长略慢，卖地减少。',
  },
  source: 'Chen & Kung 2016, Journal of Urban Economics; model §2.1 P1',
  words: {
    justice_weight: {
      en: 'weight of justice in what the government is judged by; growth has the rest',
      zh: '公正在考核中的权重，其余为增长',
    },
  },
  cost: {
    en: 'Administration of 2 yuan a household and year; land revenue and growth forgone.',
    zh: '每户每年 2 元行政费；放弃部分土地收入与增长。',
  },
})
