import { single } from '../../define.ts'
import { ratioOfYear } from '../../year.ts'

export const newHomesOnAxis = single({
  name: 'new_homes_on_axis',
  theme: 'production',
  title: { en: 'New homes along axes', zh: '轴线上的新建住房' },
  explains: {
    en: 'Of the homes started in the last year, the share within 300 m of an axis of growth.',
    zh: '近一年新开工住房中，位于发展轴线 300 米以内的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'none',
  formula:
    'homes started within 300 m of an axis/homes started, last 12 months; without axes, of the three of the plan at rest',
  source: 'model §2.9',
  missing: { en: 'No home was started in the last year.', zh: '近一年没有住房开工。' },
  caveat: {
    en: 'In a small city a single site decides it.',
    zh: '小城市里一块地就能决定此数。',
  },
  compute: ({ economy }) => ratioOfYear(economy.startedOnAxis, economy.homesStarted),
})
