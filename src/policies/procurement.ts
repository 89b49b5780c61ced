import { moves } from './policy.ts'

export const procurement = moves('procurement', {
  theme: 'mechanism',
  kind: 'rule',
  title: { en: 'Public works for local hands', zh: '公共工程优先本地就业' },
  short: { en: 'Works for local hands', zh: '公共工程优先本地就业' },
  summary: {
    en: 'Above the usual half, this share of public works is done by low-skill residents out of work. They earn a month’s wage; works cost more.',
    zh: '超出通常一半的部分，公共工程交由本市低技能失业者承担。他们挣得一个月工资；工程更贵。',
  },
  source: 'Loader 2013; model §2.7 M8',
  words: {
    local_share: { en: 'share of works done by locals', zh: '由本地人承担的比例' },
  },
  cost: { en: '5 % of the works above one half.', zh: '超出一半部分工程费的 5%。' },
  bill: () => 0,
})
