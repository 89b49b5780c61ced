import { beyondRest, moves } from './policy.ts'

export const digital = moves('digital', {
  theme: 'mechanism',
  kind: 'rule',
  title: { en: 'A city hall on the phone', zh: '指尖上的市政厅' },
  short: { en: 'City hall by phone', zh: '指尖上的市政厅' },
  summary: {
    en: 'Platforms lower the cost of voice: more requests, answered sooner, and more votes of the young and the skilled. Those who are not online are left behind.',
    zh: '数字平台降低发声的成本：诉求更多、答复更快，年轻人和技能较高者投票更多。不上网的人被甩在后面。',
  },
  source: 'Norris 2001; Shanghai’s citizen cloud; model §2.7 M2',
  words: {
    reach: { en: 'share of residents it reaches', zh: '覆盖居民的比例' },
  },
  cost: {
    en: '10 yuan a household and year at full reach; the usual reach is part of essential spending.',
    zh: '全覆盖时每户每年 10 元；现有覆盖已计入基本支出。',
  },
  bill: ({ households }, values) => 10 * households * beyondRest('digital', values, 'reach'),
})
