import { family } from '../../define.ts'
import { ratePerHousehold, sumOfCells } from '../../year.ts'

export const mobilityRate = family({
  name: 'mobility_rate',
  theme: 'distribution',
  title: { en: 'Moves', zh: '搬家率' },
  explains: { en: 'Moves of all kinds within the city, per household and year.', zh: '每户每年在市内搬家的次数。' },
  unit: '/yr',
  axis: [0, 0.3],
  halfRange: 0.03,
  better: 'none',
  formula: 'moves, first homes left out, per household-year with a home, last 12 months',
  source: 'model §4, C5; Li & Zheng 2007; Wu 2006',
  caveat: {
    en: 'Moving can be a choice or a loss: forced moves are counted in the displacement rate. Not counted are a shared room taken for want of another, a return after renewal and a home inherited.',
    zh: '搬家可能是选择，也可能是损失，被迫的部分见被迫搬迁率。无处可去而合住、改造后回迁和继承住房不计在内。',
  },
  zonal: false,
  of: (city, _, cells) => ratePerHousehold(city, sumOfCells(city.economy.moves, cells, 0), cells),
})
