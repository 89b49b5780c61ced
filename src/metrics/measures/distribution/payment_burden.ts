import { householdRatio } from '../../define.ts'
import { OWNER_GROUPS } from '../../groups.ts'

export const paymentBurden = householdRatio({
  name: 'payment_burden',
  theme: 'distribution',
  title: { en: 'Payment burden of owners', zh: '有房户的住房支出负担' },
  explains: {
    en: 'What owners pay for mortgage, upkeep and estate fee, as a share of income; the mean over owners.',
    zh: '有房户的月供、维护和物业费占收入的比例，按户平均。',
  },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.05,
  better: 'lower',
  range: '0 and above',
  formula: 'mean of (instalment + upkeep + fee)/income over owners; at most 10 each',
  source: 'model §2.9',
  caveat: {
    en: 'Owners also build wealth as they pay: a high share is not the same loss as a high rent.',
    zh: '有房户还贷的同时也在积累财富，占比高与房租高不是一回事。',
  },
  groups: OWNER_GROUPS,
  sum: 'ownerBurden',
  per: 'owners',
  isAmount: true,
})
