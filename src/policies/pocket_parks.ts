import { POCKET_PARK } from '../city/works.ts'
import { beyondRest, moves } from './policy.ts'

export const pocketParks = moves('pocket_parks', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'Pocket parks', zh: '口袋公园' },
  summary: {
    en: 'Small parks in built-up neighbourhoods, where green is missed most, where land gains most, or where votes are. More people reach green; rents nearby rise, and who cannot pay them moves.',
    zh: '在建成区建小公园：绿地最缺处、地价最涨处或票数最多处。更多人走得到绿地；周边租金上涨，付不起者迁走。',
  },
  source: 'Wolch, Byrne & Newell 2014, Landscape and Urban Planning 125, green gentrification; model §2.2 D12',
  words: {
    per_zone_yr: { en: 'parks a neighbourhood and year', zh: '每个社区每年新建数' },
    target: { en: 'where: need, value of land, or votes', zh: '选址：按需要、地价或票数' },
  },
  cost: {
    en: '1.2 million yuan a park and 40,000 a year, beyond what is usual.',
    zh: '每个 120 万元，另每年 4 万元维护（超出原有数量部分）。',
  },
  bill: ({ zones }, values) =>
    Math.min(0, POCKET_PARK.cost * zones * beyondRest('pocket_parks', values, 'per_zone_yr')),
  works: ({ zones }, values) =>
    Math.max(0, POCKET_PARK.cost * zones * beyondRest('pocket_parks', values, 'per_zone_yr')),
})
