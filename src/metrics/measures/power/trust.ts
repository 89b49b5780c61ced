import { householdMean } from '../../define.ts'

const trustWords = {
  theme: 'power',
  title: { en: 'Trust', zh: '信任' },
  explains: {
    en: 'Trust of households in their neighbours and the government, from 0 to 1.',
    zh: '居民对邻里和政府的信任，0 至 1。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'mean trust of households',
  source: 'model §3.20; Tyler 1990; Putnam 2000',
  caveat: {
    en: 'A scale of the model, not a survey: read its differences, not its level.',
    zh: '这是模型的尺度而非调查：看差异，不看水平。',
  },
} as const

/** The city’s mean, and groups. */
export const trust = [
  householdMean({
    ...trustWords,
    name: 'trust_mean',
    groups: [],
    column: 'trust',
    value: ({ households }) => households.trust,
  }),
  householdMean({
    ...trustWords,
    name: 'trust',
    whole: false,
    listed: ['low', 'migrant'],
    column: 'trust',
    value: ({ households }) => households.trust,
  }),
]
