import { beyondRest, moves } from './policy.ts'

export const empowerment = moves('empowerment', {
  theme: 'mechanism',
  kind: 'stock',
  title: { en: 'Empower residents’ councils', zh: '为居委会赋权' },
  short: { en: 'Residents’ councils', zh: '为居委会赋权' },
  summary: {
    en: 'Councils win the capacity to answer where residents take part; requests are answered and more people turn out. It grows fastest where it is strong already.',
    zh: '居民参与之处，居委会的办事能力增强；诉求得到回应，参与随之上升。本来强的地方增长最快。',
  },
  source: 'Fung 2004; model §2.7 M6',
  words: {
    capacity_gain: { en: 'how fast capacity grows with turnout', zh: '能力随参与增长的速度' },
  },
  cost: { en: '80,000 yuan a zone and year at full speed.', zh: '全速时每片区每年 8 万元。' },
  bill: ({ zones }, values) => 80_000 * zones * beyondRest('empowerment', values, 'capacity_gain'),
})
