import { beyondRest, moves } from './policy.ts'

const CLEANING = 4 // yuan a household and year

export const streetCulture = moves('street_culture', {
  theme: 'difference',
  kind: 'rule',
  title: { en: 'Let street culture be', zh: '包容街头文化' },
  summary: {
    en: 'Square dancing, chess and singing are let be in squares. More people go there and meet; the old and the better-off beside them lose their quiet.',
    zh: '容许在广场跳舞、下棋、唱歌。去的人多，相遇也多；旁边的老人和富裕住户失去清静。',
  },
  source: 'Chao 2017 on square dancing; model §2.3 F8',
  words: {
    tolerance: { en: 'tolerance', zh: '容忍度' },
  },
  cost: {
    en: 'Cleaning: 4 yuan a household and year for tolerance beyond rest.',
    zh: '超出原有容忍度的部分，每户每年清扫费 4 元。',
  },
  bill: ({ households }, values) =>
    CLEANING * households * Math.max(0, beyondRest('street_culture', values, 'tolerance')),
})
