import { family } from '../../define.ts'
import { NO_VOTE } from '../../measure.ts'
import { shareOf, sumOfCells } from '../../year.ts'

export const turnout = family({
  name: 'turnout',
  theme: 'power',
  title: { en: 'Turnout', zh: '投票参与率' },
  explains: { en: 'Of 100 households asked to vote, how many did.', zh: '每一百户有权投票的家庭中，有多少户投了票。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'votes cast/households with a vote, over all votes held in the last 12 months',
  source: 'model §2.9; Verba, Schlozman & Brady 1995',
  caveat: {
    en: 'Those without papers have no vote and are not in it, unless they are recognised.',
    zh: '没有户籍又未被承认的家庭无投票权，不计在内。',
  },
  missing: NO_VOTE,
  zonal: false,
  of: ({ civics }, _, cells) => shareOf(sumOfCells(civics.votes, cells, 0), sumOfCells(civics.called, cells, 0)),
})
