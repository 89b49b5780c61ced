import { single } from '../../define.ts'
import { ratioOfYear } from '../../year.ts'

export const recognisedShare = single({
  name: 'recognised_share',
  theme: 'power',
  short: { en: 'Wishes of the weak met', zh: '弱势者诉求的通过率' },
  title: { en: 'Wishes of the weak that were carried', zh: '弱势者诉求的通过率' },
  explains: {
    en: 'Of proposals that most of the poor, or most newcomers, wanted, the share that was carried.',
    zh: '穷人或外来者多数赞成的提案中，获得通过的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula:
    'proposals wanted by a majority of the lower two fifths or of the unregistered that were carried/all such, last 12 months',
  source: 'model §2.9; Honneth 1995',
  caveat: { en: 'Carried is not built: money decides that.', zh: '通过不等于建成，还要看有没有钱。' },
  missing: {
    en: 'No value: no vote was held in the last 12 months on anything that they wanted.',
    zh: '无数值：过去 12 个月没有就他们的诉求举行表决。',
  },
  compute: ({ civics }) => ratioOfYear(civics.recognised, civics.wanted),
})
