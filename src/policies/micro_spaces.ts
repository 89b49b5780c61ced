import { missing, moves, stated } from './policy.ts'

const ROOM = 60_000 // yuan

export const microSpaces = moves('micro_spaces', {
  theme: 'encounter',
  kind: 'stock',
  title: { en: 'Small places to meet', zh: '微型交往空间' },
  summary: {
    en: 'Music rooms, book rooms, chess tables in the neighbourhood. Neighbours meet more; where all neighbours are alike, they meet their like.',
    zh: '在社区设音乐室、书屋、棋桌。街坊见面更多；若街坊都是同一类人，遇见的也还是同类。',
  },
  source: 'Klinenberg 2018; Putnam 2000 on bonding and bridging; model §2.5 E2',
  words: {
    per_zone: { en: 'rooms a neighbourhood', zh: '每个社区的间数' },
  },
  cost: {
    en: '60,000 yuan a room, once.',
    zh: '每间 6 万元，一次性。',
  },
  bill: ({ city }, values) => {
    const wanted = stated('micro_spaces', values, 'per_zone')
    return ROOM * missing(city.zones.microSpaces, city.zones.rows, wanted)
  },
})
