import { isWalled } from '../../../city/utility.ts'
import { single } from '../../define.ts'

export const walledShare = single({
  name: 'walled_share',
  theme: 'encounter',
  title: { en: 'Homes behind walls', zh: '封闭小区住房比例' },
  explains: { en: 'The share of homes that stand in walled estates.', zh: '位于封闭小区内的住房所占比例。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  formula: 'dwellings in walled estates/dwellings',
  source: 'model §2.9; Caldeira 2000; Miao 2003',
  caveat: {
    en: 'A wall with an open gate still counts as a wall until the estate is opened.',
    zh: '小区没有真正开放之前，围墙一律计入。',
  },
  compute(city) {
    const { buildings } = city
    let walled = 0
    let all = 0
    for (let b = 0; b < buildings.rows; b++) {
      const homes = buildings.dwellings[b]!
      if (homes === 0) continue
      all += homes
      if (isWalled(city, b)) walled += homes
    }
    return all > 0 ? walled / all : null
  },
})
