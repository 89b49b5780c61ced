import type { Words } from '../../../lib/declare.ts'
import { householdRatio } from '../../define.ts'
import { TENANT_GROUPS } from '../../groups.ts'

const above = (percent: 30 | 50, headline: boolean, title: Words, explains: Words) =>
  householdRatio({
    name: `rent_burden_over_${percent}`,
    theme: 'distribution',
    title,
    short: { en: `Renters paying over ${percent}\u202f%`, zh: `房租超收入${percent}%的租户` },
    explains,
    unit: 'share',
    axis: [0, percent > 30 ? 0.5 : 0.8],
    halfRange: 0.1,
    better: 'lower',
    formula: `share of tenants whose rent and fee exceed ${percent} % of income before tax`,
    source: `rent-burden-share at ${percent / 100}; thresholds of US housing statistics`,
    caveat: {
      en: 'A rich household at 35 % counts, a poor one at 29 % does not.',
      zh: '富裕家庭占 35% 也算负担重，贫困家庭占 29% 却不算。',
    },
    ...(headline ? { headline } : {}),
    groups: TENANT_GROUPS,
    sum: percent > 30 ? 'overburdened' : 'burdened',
    per: 'tenants',
  })

/** The two thresholds of affordability ratios. */
export const rentBurdenOver = [
  above(
    30,
    true,
    { en: 'Tenants burdened by rent', zh: '房租超过收入三成的租户' },
    {
      en: 'The share of tenants who pay more than 30 % of income for rent and fee.',
      zh: '房租和物业费超过收入 30% 的租户所占比例。',
    },
  ),
  above(
    50,
    false,
    { en: 'Tenants severely burdened by rent', zh: '房租超过收入一半的租户' },
    {
      en: 'The share of tenants who pay more than half of income for rent and fee.',
      zh: '房租和物业费超过收入一半的租户所占比例。',
    },
  ),
]
