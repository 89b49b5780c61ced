import type { Words } from '../../lib/declare.ts'
import { family, householdRatio } from '../define.ts'
import { EVERYBODY, GROUP_CELLS, type Group, HOUSED } from '../groups.ts'
import { type Binned, binned, quantileOf } from '../ranked.ts'
import { once, type Snapshot, shareIn } from '../snapshot.ts'

const notOwners: readonly Group[] = ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'tenant', 'migrant', 'local']
const ownersOnly: readonly Group[] = ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'owner', 'migrant', 'local']

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
  groups: notOwners,
  listed: ['low', 'high', 'migrant', 'local'],
  sum: 'tenantBurden',
  per: 'tenants',
  isAmount: true,
})

/** Burdens of a group's tenants. */
function burdensOf({ tenantBurden, tenantCell, tenantCount }: Snapshot, cells: number): Binned {
  if (cells === EVERYBODY) return binned(tenantBurden, tenantCount)
  const values = new Float64Array(tenantCount)
  let n = 0
  for (let i = 0; i < tenantCount; i++) if ((cells >>> tenantCell[i]!) & 1) values[n++] = tenantBurden[i]!
  return binned(values, n)
}

const percentile = (p: number, short: Words, title: Words, explains: Words) =>
  family({
    name: `rent_burden_p${Math.round(100 * p)}`,
    theme: 'distribution',
    short,
    title,
    explains,
    unit: 'share',
    axis: [0, 0.8],
    halfRange: 0.05,
    better: 'lower',
    formula: `${Math.round(100 * p)}th percentile of (rent + fee)/income of tenants, linear between households`,
    source: 'model §2.9; percentile: Hyndman & Fan 1996, type 7',
    caveat: {
      en: 'It falls when burdened tenants leave: read it beside departures.',
      zh: '负担重的租户离开后它也会下降，应与外迁对照着看。',
    },
    groups: notOwners,
    of: (_, s, cells) =>
      quantileOf(
        once(s, `burdens of ${cells}`, () => burdensOf(s, cells)),
        p,
      ),
  })

export const rentBurdenP50 = percentile(
  0.5,
  { en: 'Rent burden, median', zh: '房租负担中位数' },
  { en: 'Rent burden of the tenant in the middle', zh: '房租负担的中位数' },
  {
    en: 'Half of all tenants pay more than this share of income for rent and fee.',
    zh: '有一半租户的房租和物业费占收入的比例高于此数。',
  },
)

export const rentBurdenP80 = percentile(
  0.8,
  { en: 'Rent burden, worst fifth', zh: '最重五分之一的负担' },
  { en: 'Rent burden of the most burdened fifth', zh: '负担最重五分之一租户的房租负担' },
  {
    en: 'One tenant in five pays more than this share of income for rent and fee.',
    zh: '每五个租户就有一个的房租和物业费占收入的比例高于此数。',
  },
)

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
    groups: notOwners,
    sum: percent > 30 ? 'overburdened' : 'burdened',
    per: 'tenants',
  })

export const rentBurdenOver30 = above(
  30,
  true,
  { en: 'Tenants burdened by rent', zh: '房租超过收入三成的租户' },
  {
    en: 'The share of tenants who pay more than 30 % of income for rent and fee.',
    zh: '房租和物业费超过收入 30% 的租户所占比例。',
  },
)

export const rentBurdenOver50 = above(
  50,
  false,
  { en: 'Tenants severely burdened by rent', zh: '房租超过收入一半的租户' },
  {
    en: 'The share of tenants who pay more than half of income for rent and fee.',
    zh: '房租和物业费超过收入一半的租户所占比例。',
  },
)

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
  groups: ownersOnly,
  sum: 'ownerBurden',
  per: 'owners',
  isAmount: true,
})

export const overcrowding = householdRatio({
  name: 'overcrowding',
  theme: 'distribution',
  title: { en: 'Households doubling up', zh: '合住家庭' },
  explains: {
    en: 'The share of households that share a room with others because they found no home of their own.',
    zh: '因找不到住房而与人合住的家庭所占比例。',
  },
  unit: 'share',
  axis: [0, 0.05],
  halfRange: 0.01,
  better: 'lower',
  formula: 'sharing households/households',
  source: 'model §2.9',
  caveat: {
    en: 'It counts families that double up, not the floor a person has.',
    zh: '它统计合住的家庭，不统计人均面积。',
  },
  sum: 'sharing',
  per: 'households',
})

export const homeless = family({
  name: 'homeless',
  theme: 'distribution',
  title: { en: 'Households without a home', zh: '无处居住的家庭' },
  explains: { en: 'The share of households that have no home this month.', zh: '这个月没有住处的家庭所占比例。' },
  unit: 'share',
  axis: [0, 0.05],
  halfRange: 0.01,
  better: 'lower',
  formula: 'households without home/households',
  source: 'model §2.9',
  caveat: {
    en: 'Who searches in vain for some months leaves the city and is no longer counted.',
    zh: '找房几个月无果的家庭会离开城市，不再计入。',
  },
  groups: ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'migrant', 'local'],
  of: (_, s, cells) => shareIn(s, ~HOUSED, cells),
})

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
  groups: ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'migrant', 'local'],
  listed: ['local'],
  of: (_, s, cells) => shareIn(s, GROUP_CELLS.owner, cells),
})
