import { RECYCLER, VENDING } from '../../city/households.ts'
import { homeMean, householdRatio, single } from '../define.ts'
import { countOfYear, yuanOfYear } from '../money.ts'

export const informalIncomeLow = householdRatio({
  name: 'informal_income',
  theme: 'difference',
  stem: { en: 'Informal work', zh: '摆摊小工收入' },
  title: { en: 'Income from stalls, recycling and micro-jobs', zh: '摆摊、拾荒和小微就业收入' },
  explains: {
    en: 'What stalls, recycling and micro-jobs bring in a month, as a mean over all households, those who have none included.',
    zh: '摆摊、拾荒和小微就业每月带来的收入，按全部家庭平均，没有此类收入的也计在内。',
  },
  unit: 'yuan/month',
  axis: [0, 300],
  halfRange: 50,
  better: 'higher',
  formula: 'mean over households of stall, recycling and micro-job income less fees, yuan a month at Ī',
  source: 'model §2.9, §3.15',
  caveat: {
    en: 'A higher mean can be more stalls that earn less each, and more work for the same people.',
    zh: '均值升高可能是摊位多而每摊更少，同样的人做更多的活。',
  },
  listed: ['low'],
  whole: false,
  sum: 'informal',
  per: 'households',
  isAmount: true,
})

export const informalSurvival = single({
  name: 'informal_survival',
  theme: 'difference',
  short: { en: 'Stalls that remain', zh: '留存的摊贩与拾荒者' },
  title: { en: 'Stalls and recyclers that remain', zh: '留存的摊贩与拾荒者' },
  explains: {
    en: 'Vendors and recyclers now for each one at the start.',
    zh: '现在的摊贩和拾荒者与起始时之比。',
  },
  unit: 'ratio',
  axis: [0, 3],
  halfRange: 0.5,
  better: 'higher',
  formula: 'vendors and recyclers/those at tick 0',
  source: 'model §2.9, §3.15',
  caveat: {
    en: 'Numbers, not persons: others may stand where those driven off stood. It grows with the city.',
    zh: '只计数目：被赶走者的位置可能换了别人。城市变大，它也会升高。',
  },
  missing: { en: 'No value: there were none at the start.', zh: '无数值：起始时没有摊贩和拾荒者。' },
  compute(city) {
    const { flags, size, rows } = city.households
    const start = city.economy.informalAtStart[0]!
    let count = 0
    for (let h = 0; h < rows; h++) count += Number((flags[h]! & (VENDING | RECYCLER)) !== 0) & Number(size[h] !== 0)
    return start > 0 ? count / start : null
  },
})

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

export const confiscations = single({
  name: 'confiscations',
  theme: 'difference',
  title: { en: 'Stalls confiscated', zh: '没收摊位' },
  explains: {
    en: 'Times a year that a stall, or what a recycler has collected, is taken.',
    zh: '一年中摊位或拾荒所得被没收的次数。',
  },
  unit: 'count/yr',
  better: 'lower',
  formula: 'confiscations of the last 12 months, a year',
  source: 'model §3.15',
  caveat: {
    en: 'It also falls when nobody dares to sell any more: read it beside the number of stalls.',
    zh: '没人敢摆摊时它也会下降，应与摊位数对照着看。',
  },
  compute: city => countOfYear(city, city.economy.confiscations),
})

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
  lumpy: true,
  compute({ parcels, economy }) {
    let standing = 0
    for (let p = 0; p < parcels.rows; p++) standing += parcels.oldShops[p]!
    return economy.oldShopsAtStart[0]! > 0 ? standing / economy.oldShopsAtStart[0]! : null
  },
})

export const tourismIncome = single({
  name: 'tourism_income',
  theme: 'distribution',
  title: { en: 'Money from visitors', zh: '旅游收入' },
  explains: {
    en: 'What visitors from outside spend in the city in a year.',
    zh: '外来游客一年在城里的消费。',
  },
  unit: 'yuan/yr',
  better: 'none',
  formula: 'spending of visitors, last 12 months, at Ī',
  source: 'model §2.9, §3.17',
  caveat: {
    en: 'Most of it goes to shops and beyond the city; residents get what is shared with them.',
    zh: '大部分归店铺或流出城外，居民只得到分给他们的部分。',
  },
  compute: city => yuanOfYear(city, ['tourismSpending']),
})

export const memoryPrivatised = single({
  name: 'memory_privatised',
  theme: 'production',
  short: { en: 'Historic fabric closed', zh: '不再开放的历史街区' },
  title: { en: 'Historic fabric not open to all', zh: '不再对所有人开放的历史街区' },
  explains: {
    en: 'The share of historic land that leisure capital has bought and that not everybody may enter.',
    zh: '被休闲资本买下、并非人人可进的历史街区所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  formula: 'land of historic parcels not open/land of all historic parcels',
  source: 'model §2.9, §3.17',
  caveat: {
    en: 'What is sold is kept in repair with private money; what stays open may decay.',
    zh: '卖掉的有私人资金维护，开放的可能破败。',
  },
  missing: { en: 'No value: no historic fabric stands.', zh: '无数值：没有留存的历史街区。' },
  lumpy: true,
  compute({ parcels }) {
    let closed = 0
    let all = 0
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.heritage[p] === 0) continue
      all += parcels.area[p]!
      if (!parcels.heritageOpen[p]) closed += parcels.area[p]!
    }
    return all > 0 ? closed / all : null
  },
})
