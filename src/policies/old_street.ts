import { shoppingInCore } from '../city/improvements.ts'
import { moves, stated } from './policy.ts'

const STREET = 250_000 // yuan a year

export const oldStreet = moves('old_street', {
  theme: 'distribution',
  kind: 'rule',
  title: { en: 'The old street lives', zh: '老街活化' },
  summary: {
    en: 'Business is brought back to shopping streets of the old core. Residents and visitors come; rents of shops rise with them, and time-honoured shops that live on neighbours may have to close.',
    zh: '让老城商业街重新兴旺。居民和游客都来；店租随之上涨，靠街坊生意的老店可能关门。',
  },
  source: 'Zukin 2009; Gonzalez & Waley 2013, Antipode 45(4); model §2.2 D13',
  words: {
    activation: { en: 'strength', zh: '力度' },
  },
  cost: {
    en: '250,000 yuan a year for each shopping street of the core, times strength.',
    zh: '老城每个商业地块每年 25 万元，按力度计。',
  },
  bill: ({ city }, values) => STREET * shoppingInCore(city) * stated('old_street', values, 'activation'),
})
