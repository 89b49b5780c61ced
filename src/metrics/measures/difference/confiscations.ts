import { single } from '../../define.ts'
import { countOfYear } from '../../year.ts'

export const confiscations = single({
  name: 'confiscations',
  theme: 'difference',
  title: { en: 'Stalls confiscated', zh: '没收摊位' },
  explains: {
    en: 'Times a year that a stall, or what a recycler has collected, is taken.',
    zh: '一年中摊位或拾荒所得被没收的次数。',
  },
  unit: 'count/yr',
  better: 'lower',
  formula: 'confiscations of the last 12 months, a year',
  source: 'model §3.15',
  caveat: {
    en: 'It also falls when nobody dares to sell any more: read it beside the number of stalls.',
    zh: '没人敢摆摊时它也会下降，应与摊位数对照着看。',
  },
  compute: city => countOfYear(city, city.economy.confiscations),
})
