import { single } from '../../define.ts'
import { ratioOfYear } from '../../year.ts'

export const projectDelay = single({
  name: 'project_delay',
  theme: 'production',
  title: { en: 'Months to start', zh: '开工前月数' },
  explains: {
    en: 'Months from the proposal of a project to the bare site, or to its end if it was given up.',
    zh: '项目从提出到净地（或放弃）所需的月数。',
  },
  unit: 'months',
  axis: [0, 24],
  halfRange: 4,
  better: 'lower',
  range: '0 and above',
  formula: 'mean months from proposal to site or drop, of projects that came so far in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Few projects: it jumps from year to year. Slow may be fair.',
    zh: '项目少，年际波动大。慢也可能是公平。',
  },
  missing: {
    en: 'No value: no project started or was dropped in the last 12 months.',
    zh: '无数值：过去 12 个月没有项目开工或放弃。',
  },
  compute: ({ civics }) => ratioOfYear(civics.delay, civics.decided),
})
