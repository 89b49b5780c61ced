import { householdRatio } from '../../define.ts'
import { AFTER_HOUSING } from '../../snapshot.ts'

export const belowSufficiencyDepth = householdRatio({
  name: 'below_sufficiency_depth',
  theme: 'mechanism',
  title: { en: 'How far below enough', zh: '离温饱线的差距' },
  explains: {
    en: 'The mean shortfall below enough, as a share of the line; households above it count as 0.',
    zh: '距生活所需还差多少，以温饱线的比例计；高于线的家庭计为零。',
  },
  unit: 'share',
  axis: [0, 0.3],
  halfRange: 0.03,
  better: 'lower',
  formula: `mean of max(0, 1 − ${AFTER_HOUSING}/sufficiency_line)`,
  source: 'foster-greer-thorbecke, α = 1',
  caveat: {
    en: 'It falls when the poorest leave the city: read it beside departures.',
    zh: '最穷的人离开城市时它也会下降，应与外迁对照着看。',
  },
  sum: 'shortfall',
  per: 'households',
  isAmount: true,
})
