import { householdMean } from '../../define.ts'

const gainWords = {
  theme: 'mechanism',
  title: { en: 'Sense of gain', zh: '获得感' },
  explains: {
    en: 'Whether households feel that life has been getting better, from 0 to 1; a half is as before.',
    zh: '居民是否觉得生活在变好，0 至 1，0.5 为与从前一样。',
  },
  unit: '0–1',
  axis: [0.4, 0.6],
  halfRange: 0.02,
  better: 'higher',
  formula:
    'mean of a memory of yearly changes in money after housing, access, security, voice, encounters and environment, losses × 1.5',
  source: 'model §3.20; Tversky & Kahneman 1991',
  caveat: {
    en: 'Changes are measured against how much everybody’s life changed that year: what lifts all alike shows little.',
    zh: '变化以当年众人变化的幅度衡量：人人同升时显现较少。',
  },
} as const

/** The city’s mean, and groups. */
export const gain = [
  householdMean({
    ...gainWords,
    name: 'gain_mean',
    groups: [],
    column: 'gain',
    value: ({ households }) => households.gain,
  }),
  householdMean({
    ...gainWords,
    name: 'gain',
    whole: false,
    listed: ['low'],
    column: 'gain',
    value: ({ households }) => households.gain,
  }),
]
