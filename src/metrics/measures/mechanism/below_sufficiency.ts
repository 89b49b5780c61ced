import { householdRatio } from '../../define.ts'
import { AFTER_HOUSING } from '../../snapshot.ts'

export const belowSufficiency = householdRatio({
  name: 'below_sufficiency',
  theme: 'mechanism',
  short: { en: 'Below a decent minimum', zh: '低于基本生活线的家庭' },
  title: { en: 'Households without enough', zh: '达不到温饱线的家庭' },
  explains: {
    en: 'The share of households left with less than enough to live on after tax and housing.',
    zh: '缴税付房之后所剩不足以维持生活的家庭所占比例。',
  },
  unit: 'share',
  axis: [0.1, 0.5],
  halfRange: 0.05,
  better: 'lower',
  formula: `share of households with ${AFTER_HOUSING} < sufficiency_line`,
  source: 'foster-greer-thorbecke, α = 0; Foster, Greer & Thorbecke 1984; Frankfurt 1987',
  caveat: {
    en: 'It falls when the poor are driven out: read it beside departures. Those without a home pay no rent.',
    zh: '穷人被迫离开时它也会下降，应与离开人数对照着看；无房者不付房租。',
  },
  headline: true,
  sum: 'poor',
  per: 'households',
})
