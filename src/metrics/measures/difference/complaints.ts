import { homeMean } from '../../define.ts'

export const complaints = homeMean({
  name: 'complaints',
  theme: 'difference',
  short: { en: 'Complaints on the street', zh: '对街面的投诉' },
  title: { en: 'Complaints about the street', zh: '对街面的投诉' },
  explains: {
    en: 'The share of households that complain in a month of stalls and seats that fill the pavement.',
    zh: '一个月内投诉摊位和座椅占道的家庭所占比例。',
  },
  unit: 'share',
  axis: [0, 0.2],
  halfRange: 0.05,
  better: 'lower',
  formula: 'household mean of the share of households complaining in the zone',
  source: 'model §3.15',
  caveat: {
    en: 'The better-off complain more of the same thing; silence is not consent.',
    zh: '同样的事，富裕家庭投诉更多；不出声不等于同意。',
  },
  per: 'household',
  value:
    ({ parcels, zones }) =>
    p =>
      zones.complaints[parcels.zone[p]!]!,
})
