import { family } from '../../define.ts'
import { GROUPS_OF_ANY_TENURE, HOUSED } from '../../groups.ts'
import { shareIn } from '../../snapshot.ts'

export const homeless = family({
  name: 'homeless',
  theme: 'distribution',
  title: { en: 'Households without a home', zh: '无处居住的家庭' },
  explains: { en: 'The share of households that have no home this month.', zh: '这个月没有住处的家庭所占比例。' },
  unit: 'share',
  axis: [0, 0.05],
  halfRange: 0.01,
  better: 'lower',
  formula: 'households without home/households',
  source: 'model §2.9',
  caveat: {
    en: 'Who searches in vain for some months leaves the city and is no longer counted.',
    zh: '找房几个月无果的家庭会离开城市，不再计入。',
  },
  groups: GROUPS_OF_ANY_TENURE,
  of: (_, s, cells) => shareIn(s, ~HOUSED, cells),
})
