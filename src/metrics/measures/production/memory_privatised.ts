import { single } from '../../define.ts'

export const memoryPrivatised = single({
  name: 'memory_privatised',
  theme: 'production',
  short: { en: 'Historic fabric closed', zh: '不再开放的历史街区' },
  title: { en: 'Historic fabric not open to all', zh: '不再对所有人开放的历史街区' },
  explains: {
    en: 'The share of historic land that leisure capital has bought and that not everybody may enter.',
    zh: '被休闲资本买下、并非人人可进的历史街区所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  formula: 'land of historic parcels not open/land of all historic parcels',
  source: 'model §2.9, §3.17',
  caveat: {
    en: 'What is sold is kept in repair with private money; what stays open may decay.',
    zh: '卖掉的有私人资金维护，开放的可能破败。',
  },
  missing: { en: 'No value: no historic fabric stands.', zh: '无数值：没有留存的历史街区。' },
  compute({ parcels }) {
    let closed = 0
    let all = 0
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.heritage[p] === 0) continue
      all += parcels.area[p]!
      if (!parcels.heritageOpen[p]) closed += parcels.area[p]!
    }
    return all > 0 ? closed / all : null
  },
})
