import { KIND } from '../../../city/buildings.ts'
import { single } from '../../define.ts'

/** Floor up to which a home is small [m²]: where a subsidy for them ends unless it says otherwise. */
const SMALL = 90

export const newHomesSmall = single({
  name: 'new_homes_small',
  theme: 'production',
  title: { en: 'Small homes among the new', zh: '新建住房中的小户型' },
  explains: {
    en: 'Of the homes that developers finished in the last year, the share of at most 90 m².',
    zh: '近一年开发商竣工的住房中，90 平方米及以下的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'none',
  formula:
    'dwellings of at most 90 m² a dwelling/dwellings, in buildings that developers finished in the last 12 months',
  source: 'model §2, P13',
  missing: { en: 'No home was finished in the last year.', zh: '近一年没有住房竣工。' },
  caveat: {
    en: 'In a small city a single site decides it.',
    zh: '小城市里一块地就能决定此数。',
  },
  compute({ buildings: { rows, dwellings, floor, kind, stockSince }, tick }) {
    let small = 0
    let all = 0
    for (let b = 0; b < rows; b++) {
      if (dwellings[b] === 0 || stockSince[b]! < Math.max(0, tick - 12)) continue
      if (kind[b] === KIND.public || kind[b] === KIND.mobile || kind[b] === KIND.village) continue
      all += dwellings[b]!
      if (floor[b]! <= SMALL) small += dwellings[b]!
    }
    return all > 0 ? small / all : null
  },
})
