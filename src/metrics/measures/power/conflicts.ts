import { single } from '../../define.ts'
import { countOfYear } from '../../year.ts'

export const conflicts = single({
  name: 'conflicts',
  theme: 'power',
  title: { en: 'Conflicts', zh: '冲突' },
  explains: {
    en: 'Projects a year that were forced on most of the people whose homes they took, and were held up.',
    zh: '每年违背多数被拆迁者意愿强行推进、因而停滞的项目数。',
  },
  unit: 'count/yr',
  better: 'lower',
  formula:
    'projects without a hearing that over half of at least 20 households with much at stake oppose, last 12 months',
  source: 'model §2.9; Hsing 2010',
  caveat: {
    en: 'Rare and large: a small city may see none for years. No conflict may mean that nobody could object.',
    zh: '少而大：小城市可能多年没有。没有冲突也可能是无人能够反对。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.civics.conflicts),
})
