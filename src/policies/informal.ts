import { beyondRest, moves } from './policy.ts'

const ENFORCEMENT = 4 // yuan a household and year

export const informal = moves('informal', {
  theme: 'difference',
  kind: 'rule',
  title: { en: 'Tolerance of informal work and rooms', zh: '包容非正规就业与居住' },
  short: { en: 'Informal work, rooms', zh: '包容非正规就业与居住' },
  summary: {
    en: 'How far stalls without licence, waste picking, crowded rooms and added storeys in villages are let be. Tolerance leaves the poor their earnings and their rooms; it fills pavements and draws complaints, and nothing of it is taxed.',
    zh: '对无证摊、拾荒、城中村合住和加建的容忍度。容忍使穷人保住收入和住处；人行道更满、投诉更多，也收不到税。',
  },
  source: 'Roy 2005, JAPA 71(2); Huang, Xue & Li 2014, IJURR 38(1); model §2.3 F4, F5, F11',
  words: {
    tolerance: { en: 'tolerance of informal work', zh: '对非正规就业的容忍度' },
    housing_tolerance: { en: 'tolerance of crowded and added rooms in villages', zh: '对城中村合住和加建的容忍度' },
  },
  cost: {
    en: 'Enforcement costs 4 yuan a household and year less at full tolerance than at none.',
    zh: '完全容忍比零容忍每户每年少花执法费 4 元。',
  },
  bill: ({ households }, values) => -ENFORCEMENT * households * beyondRest('informal', values, 'tolerance'),
})
