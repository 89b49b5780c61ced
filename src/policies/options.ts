import type { Words } from '../lib/declare.ts'

/** What the options of levers are called; a test names any that is missing. */
export const optionWords: Readonly<Record<string, Words>> = {
  price: { en: 'sold at the capped price', zh: '限价出售' },
  levy: { en: 'the excess paid to the city', zh: '超额上缴' },
  open: { en: 'anybody', zh: '不限' },
  first_home: { en: 'those without a home of their own', zh: '无房家庭' },
  queue: { en: 'the public queue', zh: '按轮候' },
  need: { en: 'by need', zh: '按需要' },
  wait: { en: 'by waiting time', zh: '按等候时间' },
  lottery: { en: 'by lottery', zh: '抽签' },
  allow: { en: 'allowed', zh: '允许' },
  ban: { en: 'banned', zh: '禁止' },
  value: { en: 'by land value', zh: '按地价' },
  votes: { en: 'by votes', zh: '按投票' },
  cheap_land: { en: 'where land is cheap', zh: '选地价低处' },
  mixed: { en: 'in turns', zh: '轮流' },
}
