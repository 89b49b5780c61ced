import { gardensToOpen } from '../city/improvements.ts'
import { moves, stated } from './policy.ts'

const GARDEN = 400_000 // yuan

export const privateGreen = moves('private_green', {
  theme: 'environment',
  kind: 'stock',
  title: { en: 'Open private gardens', zh: '开放小区花园' },
  summary: {
    en: 'Gardens of walled estates are opened to all, those of the estates that bar the most people first. Outsiders gain green; insiders still pay for it.',
    zh: '封闭小区的花园向公众开放，先从阻隔最多人的小区开始。外人得到绿地；业主仍付养护费。',
  },
  source: 'Kayden 2000 on privately owned public space; model §2.6 N6',
  words: {
    open_share: { en: 'share of walled estates whose gardens open', zh: '开放花园的封闭小区比例' },
  },
  cost: {
    en: '400,000 yuan a garden, once.',
    zh: '每处一次性 40 万元。',
  },
  bill: ({ city }, values) => GARDEN * gardensToOpen(city, stated('private_green', values, 'open_share')).length,
})
