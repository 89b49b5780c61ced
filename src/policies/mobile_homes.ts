import { MOBILE_HOME_COST } from '../city/works.ts'
import { moves, stated } from './policy.ts'

export const mobileHomes = moves('mobile_homes', {
  theme: 'distribution',
  kind: 'stock',
  title: { en: 'Mobile homes', zh: '流动房' },
  summary: {
    en: 'Small homes on vacant land for those who have lost theirs and workers without one, for some months. Fewer must leave the city; the homes are poor, and the land waits for its buyer.',
    zh: '在空地上安置小型住房，供失去住房者和无房工人暂住数月。被迫离开的人减少；住房条件差，土地出让推迟。',
  },
  source: 'Transitional housing: UN-Habitat 2012; model §2.2 D4',
  words: {
    stock_per_1000: { en: 'homes for each 1,000 households', zh: '每千户套数' },
    months: { en: 'months they stand', zh: '使用月数' },
  },
  cost: {
    en: '45,000 yuan a home, 900 a year for upkeep, less rent; land sold later.',
    zh: '每套 4.5 万元，每年维护 900 元，减去租金；土地推迟出让。',
  },
  bill: () => 0,
  // homes stand for some months: so many must be bought in a year
  works: ({ households }, values) =>
    ((MOBILE_HOME_COST * stated('mobile_homes', values, 'stock_per_1000') * households) / 1000) *
    Math.min(1, 12 / stated('mobile_homes', values, 'months')),
})
