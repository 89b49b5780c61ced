import { householdRatio } from '../../define.ts'
import { TENANT_GROUPS } from '../../groups.ts'

export const residualShortfall = householdRatio({
  name: 'residual_shortfall',
  theme: 'distribution',
  short: { en: 'Tenants left short', zh: '付租后不够生活的租户' },
  title: { en: 'Tenants left with too little', zh: '付完房租后不够生活的租户' },
  explains: {
    en: 'The share of tenants whose income after rent and tax does not pay for the basics.',
    zh: '缴税付租之后不够基本生活开支的租户所占比例。',
  },
  unit: 'share',
  axis: [0, 0.8],
  halfRange: 0.1,
  better: 'lower',
  formula: 'share of tenants with income − tax − rent − fee < sufficiency_line·size^0.6·Ī',
  source: 'residual-income-affordability, share; Stone 2006',
  caveat: {
    en: 'One budget line for all: needs differ by age and health.',
    zh: '所有人用同一条预算线，实际需要因年龄和健康而不同。',
  },
  groups: TENANT_GROUPS,
  sum: 'poorTenants',
  per: 'tenants',
})
