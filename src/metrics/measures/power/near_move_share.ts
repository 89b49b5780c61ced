import { family } from '../../define.ts'
import { GROUPS_OF_ANY_TENURE } from '../../groups.ts'
import { shareOf, sumOfCells } from '../../year.ts'

export const nearMoveShare = family({
  name: 'near_move_share',
  theme: 'power',
  title: { en: 'Displaced who stay near', zh: '就近安置的被迫搬迁者' },
  explains: {
    en: 'Of the displaced who found a new home, the share within 1 km of the old one.',
    zh: '找到新住处的被迫搬迁者中，新家离旧家不到一公里的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'higher',
  formula: 'displaced rehoused within 1 km/displaced rehoused, last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Those who left the city or share a room are not in it.',
    zh: '离开城市者和合住者不计在内。',
  },
  groups: GROUPS_OF_ANY_TENURE,
  zonal: false,
  of: ({ economy: { nearMoves } }, _, cells) =>
    shareOf(sumOfCells(nearMoves, cells, 0), sumOfCells(nearMoves, cells, 1)),
})
