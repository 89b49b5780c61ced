import { publicHomeCost } from '../city/housing.ts'
import { moves, stated } from './policy.ts'

export const publicBuilding = moves('public_building', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'The city builds public homes', zh: '政府建公租房' },
  short: { en: 'City-built homes', zh: '政府建公租房' },
  summary: {
    en: 'The city itself builds public rental homes: on cheap land, where there is work and facilities, or by turns. More of the poor are housed; on cheap land they are housed at the edge, among themselves.',
    zh: '政府自建公租房：建在便宜的地上、工作与设施附近，或轮流。更多低收入者有房住；若只选便宜地，他们便聚居城边。',
  },
  source:
    'State Council opinion of 2011 on affordable housing; Massey & Kanaiaupuni 1993 on concentration; model §2.2 D2',
  words: {
    homes_per_1000_yr: { en: 'homes a year for each 1,000 households', zh: '每千户每年套数' },
    siting: { en: 'where: cheap land, need, or by turns', zh: '选址：便宜地块、按需要或轮流' },
  },
  cost: {
    en: '0.8 of the market cost of building 50 m², roads and pipes, farmland at its price, and 600 yuan upkeep a home and year, less rent; land not sold.',
    zh: '每套 50 平方米，建造成本为市场的 80%，另加配套、征地和每年 600 元维护，减去租金；少卖土地。',
  },
  bill: () => 0,
  works: ({ city, households }, values) =>
    (households / 1000) *
    stated('public_building', values, 'homes_per_1000_yr') *
    publicHomeCost(city.parameters) *
    SERVICED,
})

/** Roads, pipes and land come on top of the buildings. */
const SERVICED = 1.1
