import { single } from '../../define.ts'

export const oldShops = single({
  name: 'old_shops',
  theme: 'distribution',
  short: { en: 'Old shops that remain', zh: '留存的老店' },
  title: { en: 'Time-honoured shops that remain', zh: '留存的老店' },
  explains: {
    en: 'The share of the time-honoured shops of the founding that still trade.',
    zh: '起始时的老字号还在营业的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula: 'old shops standing/old shops when the city was founded',
  source: 'model §2.9, §3.17',
  caveat: {
    en: 'A shop under its old name may sell to visitors alone.',
    zh: '招牌没换，卖的可能只是给游客的东西。',
  },
  missing: { en: 'No value: the city had no old shops.', zh: '无数值：城中原本没有老店。' },
  compute({ parcels, economy }) {
    let standing = 0
    for (let p = 0; p < parcels.rows; p++) standing += parcels.oldShops[p]!
    return economy.oldShopsAtStart[0]! > 0 ? standing / economy.oldShopsAtStart[0]! : null
  },
})
