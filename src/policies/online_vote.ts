import { moves } from './policy.ts'

export const onlineVote = moves('online_vote', {
  theme: 'power',
  kind: 'rule',
  title: { en: 'Vote online', zh: '网上投票' },
  summary: {
    en: 'Votes are cast by phone. The young and the skilled turn out more; the old and the poor less, in comparison.',
    zh: '用手机投票。年轻人和技能较高者参与更多；老人和穷人相对更少。',
  },
  source: 'Norris 2001 on the digital divide; model §2.4 W2',
  words: {
    weight: { en: 'weight of online votes', zh: '网上投票的比重' },
  },
  cost: { en: '6 yuan a household and year at full weight.', zh: '比重为 1 时每户每年 6 元。' },
  bill: ({ households }, { weight }) => 6 * households * Number(weight ?? 0),
})
