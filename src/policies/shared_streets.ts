import { lengthOf, streetsToShare } from '../city/improvements.ts'
import { moves, stated } from './policy.ts'

const METRE = 900 // yuan

export const sharedStreets = moves('shared_streets', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'Shared streets', zh: '共享街道' },
  summary: {
    en: 'Closed streets inside superblocks are opened and repaved for people on foot. Walks get shorter and the street better; what passes through is heard.',
    zh: '大街区内封闭的道路向公众开放，改为步行优先。步行更短、街道更好；穿行的声音也进来了。',
  },
  source: 'State Council opinion of February 2016; Rueda 2019 on superblocks; model §2.2 D10',
  words: {
    share: { en: 'share of closed streets opened', zh: '开放的封闭街道比例' },
  },
  cost: {
    en: '900 yuan a metre, once.',
    zh: '每米一次性 900 元。',
  },
  bill: ({ city }, values) => METRE * lengthOf(city, streetsToShare(city, stated('shared_streets', values, 'share'))),
})
