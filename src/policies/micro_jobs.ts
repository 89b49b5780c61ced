import { missing, moves, stated } from './policy.ts'

/** Yuan a room, and of rent forgone a year. */
const ROOM = 30_000
const RENT = 8000

export const microJobs = moves('micro_jobs', {
  theme: 'difference',
  kind: 'stock',
  title: { en: 'Rooms for micro-jobs', zh: '小微就业用房' },
  summary: {
    en: 'Ground-floor rooms for tailors, key-cutters, parcel points. Low-skilled people out of work or from a stall earn a wage without a commute, and have a reason to stay; the rooms could have been let.',
    zh: '底层小间供裁缝、配钥匙、快递代收点使用。失业的低技能者和摊贩不用通勤就挣一份工资，也更愿意留下；房间本可出租。',
  },
  source: 'Jacobs 1961; model §2.3 F3',
  words: {
    rooms_per_zone: { en: 'rooms a neighbourhood', zh: '每个社区的房间数' },
  },
  cost: {
    en: '30,000 yuan a room once, and 8,000 a year of rent forgone.',
    zh: '每间一次性 3 万元，另每年少收租金 8000 元。',
  },
  bill: ({ city, zones }, values) => {
    const wanted = stated('micro_jobs', values, 'rooms_per_zone')
    return ROOM * missing(city.zones.rooms, zones, wanted) + RENT * zones * wanted
  },
})
