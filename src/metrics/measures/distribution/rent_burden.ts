import { householdRatio } from '../../define.ts'
import { TENANT_GROUPS } from '../../groups.ts'

export const rentBurden = householdRatio({
  name: 'rent_burden',
  theme: 'distribution',
  stem: { en: 'Rent burden', zh: '房租负担' },
  title: { en: 'Rent burden', zh: '房租负担' },
  explains: {
    en: 'What tenants pay for rent and estate fee, as a share of income; the mean over tenant households.',
    zh: '租户的房租和物业费占收入的比例，按租户平均。',
  },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.05,
  better: 'lower',
  range: '0 and above',
  formula: 'mean of (rent + fee)/income over tenants (market, informal, public); income before tax; at most 10 each',
  source: 'model §2.9; HUD and OECD affordability ratios',
  caveat: {
    en: 'It falls when burdened tenants leave the city.',
    zh: '负担重的租户离开城市后，这个数也会下降。',
  },
  groups: TENANT_GROUPS,
  listed: ['low', 'high', 'migrant', 'local'],
  sum: 'tenantBurden',
  per: 'tenants',
  isAmount: true,
})
