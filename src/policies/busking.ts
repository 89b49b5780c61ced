import { missing, moves, stated } from './policy.ts'

const AREA = 20_000 // yuan

export const busking = moves('busking', {
  theme: 'difference',
  kind: 'stock',
  title: { en: 'Places to perform', zh: '街头表演区' },
  summary: {
    en: 'Areas in the neighbourhood where anybody may sing, dance or play. They draw people of all kinds together and are heard in the homes about them.',
    zh: '在社区里划出可以唱歌、跳舞、演奏的地方。各色人等聚在一起，周围住户也听得见。',
  },
  source: 'Simpson 2011, Area 43(4); model §2.3 F2',
  words: {
    areas_per_zone: { en: 'areas a neighbourhood', zh: '每个社区的表演区数' },
  },
  cost: {
    en: '20,000 yuan an area, once.',
    zh: '每处 2 万元，一次性。',
  },
  bill: ({ city }, values) => {
    const wanted = stated('busking', values, 'areas_per_zone')
    return AREA * missing(city.zones.busking, city.zones.rows, wanted)
  },
})
