import { single } from '../../define.ts'
import { shareOf, sumOfYear } from '../../year.ts'

export const requestsAnswered = single({
  name: 'requests_answered',
  theme: 'mechanism',
  title: { en: 'Requests answered', zh: '诉求答复率' },
  explains: {
    en: 'Of residents’ requests to their council, the share answered within half a year.',
    zh: '居民向居委会提出的诉求中，半年内得到答复的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula: 'requests answered/(answered + lapsed after 6 months), last 12 months',
  source: 'model §2.9; O’Brien 2018, The Urban Commons',
  caveat: { en: 'Those who never ask are not in it.', zh: '从不提诉求的人不在其中。' },
  missing: {
    en: 'No value: no request was answered or lapsed in the last 12 months.',
    zh: '无数值：过去 12 个月没有诉求办结或失效。',
  },
  compute({ civics }) {
    const answered = sumOfYear(civics.answered)
    return shareOf(answered, answered + sumOfYear(civics.lapsed))
  },
})
