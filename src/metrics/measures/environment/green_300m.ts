import { homeMean } from '../../define.ts'
import { greensOf } from '../../greens.ts'

export const green300m = homeMean({
  name: 'green_300m',
  theme: 'environment',
  short: { en: 'Living near green, 300 m', zh: '300米内有绿地的居民' },
  title: { en: 'People within 300 m of green', zh: '三百米内有绿地的居民' },
  explains: {
    en: 'The share of people who can walk to a green of at least half a hectare within 300 m.',
    zh: '步行 300 米内能到达半公顷以上绿地的居民所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'share of persons whose door lies ≤ 300 m on the street network, walls as they stand, from a green of ≥ 0.5 ha they may enter',
  source: 'cumulative-opportunities; WHO Europe 2016',
  caveat: {
    en: 'Hills and banks without paths are not greens one may walk to. Rents near new green may rise.',
    zh: '没有步道的山地和河岸不算可达绿地；新绿地附近的房租可能上涨。',
  },
  headline: true,
  per: 'person',
  value: (city, s) => {
    const { near } = greensOf(city, s)
    return p => near[p]!
  },
})
