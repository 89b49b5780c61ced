import { RECYCLER, VENDING } from '../../../city/households.ts'
import { single } from '../../define.ts'

export const informalSurvival = single({
  name: 'informal_survival',
  theme: 'difference',
  short: { en: 'Stalls that remain', zh: '留存的摊贩与拾荒者' },
  title: { en: 'Stalls and recyclers that remain', zh: '留存的摊贩与拾荒者' },
  explains: {
    en: 'Vendors and recyclers now for each one at the start.',
    zh: '现在的摊贩和拾荒者与起始时之比。',
  },
  unit: 'ratio',
  axis: [0, 3],
  halfRange: 0.5,
  better: 'higher',
  formula: 'vendors and recyclers/those at tick 0',
  source: 'model §2.9, §3.15',
  caveat: {
    en: 'Numbers, not persons: others may stand where those driven off stood. It grows with the city.',
    zh: '只计数目：被赶走者的位置可能换了别人。城市变大，它也会升高。',
  },
  missing: { en: 'No value: there were none at the start.', zh: '无数值：起始时没有摊贩和拾荒者。' },
  compute(city) {
    const { flags, size, rows } = city.households
    const start = city.economy.informalAtStart[0]!
    let count = 0
    for (let h = 0; h < rows; h++) count += Number((flags[h]! & (VENDING | RECYCLER)) !== 0) & Number(size[h] !== 0)
    return start > 0 ? count / start : null
  },
})
