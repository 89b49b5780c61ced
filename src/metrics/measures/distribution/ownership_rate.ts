import { family } from '../../define.ts'
import { GROUP_CELLS, GROUPS_OF_ANY_TENURE } from '../../groups.ts'
import { shareIn } from '../../snapshot.ts'

export const ownershipRate = family({
  name: 'ownership_rate',
  theme: 'distribution',
  stem: { en: 'Home ownership', zh: '住房自有率' },
  title: { en: 'Home ownership', zh: '住房自有率' },
  explains: { en: 'The share of households that own the home they live in.', zh: '居住在自有住房中的家庭所占比例。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'none',
  formula: 'owner households/households',
  source: 'model §4, C12',
  caveat: {
    en: 'More owners can mean that those who rent had to leave.',
    zh: '有房户比例上升，也可能是租户被迫离开。',
  },
  groups: GROUPS_OF_ANY_TENURE,
  listed: ['local'],
  of: (_, s, cells) => shareIn(s, GROUP_CELLS.owner, cells),
})
