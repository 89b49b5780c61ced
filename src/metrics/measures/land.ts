import type { City } from '../../city/city.ts'
import { landCosts } from '../../city/economy.ts'
import type { FlowKind } from '../../city/ledger.ts'
import { type LeverGroup, leverDeclarations } from '../../city/levers.ts'
import { landValueCapture } from '../calculators/housing/land-value-capture.ts'
import { type Family, single } from '../define.ts'
import { referenceIndex, tickAt, yuanOfYear } from '../money.ts'

const landReceipts: readonly FlowKind[] = [
  'landPrice',
  'industrialLand',
  'natureSold',
  'leisurePrice',
  'commercialPrice',
]
const taxReceipts: readonly FlowKind[] = [
  'incomeTax',
  'dealTax',
  'propertyTax',
  'propertyTaxLandlords',
  'propertyTaxDevelopers',
]

/** Below this share of all gains and losses taken together their sum is too near to 0 to be shared out: at a tenth, shares of 4 were seen. */
const LEFT_OF_GAINS = 0.25

export const landGainPublicShare = single({
  name: 'land_gain_public_share',
  theme: 'production',
  short: { en: 'Shared gain in land value', zh: '土地增值的共享部分' },
  title: { en: 'Residents’ and public share of land gains', zh: '土地增值归居民和公共的份额' },
  explains: {
    en: 'Of the rise in land and home values since the start, the share that went to residents and the public purse.',
    zh: '自起始以来土地和住房的增值中，归居民和公共财政的份额。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  range: 'any share, above 1 or below 0 where others lose',
  formula:
    '(residents + government)/(residents + landlords + developers + government) since tick 0, each month at its Ī: gains of owner-occupied homes and of landlords’ stock with compensation, developers’ sales less land, construction and finance, land receipts less costs and deal tax; undefined while the sum is below a quarter of all gains and losses taken together',
  source: 'land-value-capture; model §2.9; Alterman 2012; Smolka 2013',
  caveat: {
    en: 'Undefined while losses eat up most of the gains; above 1 where landlords or developers lose.',
    zh: '亏损抵消大部分增值时无定义；房东或开发商亏损时会超过 1。',
  },
  missing: {
    en: 'No value: together, land and homes gained nothing, or losses ate up most of what was gained.',
    zh: '无数值：土地和住房总体上没有增值，或亏损抵消了大部分增值。',
  },
  headline: true,
  lumpy: true,
  compute(city) {
    const { landGain, landHeld } = city.economy
    if (!(landHeld[0]! + landHeld[1]! > 0)) return null
    const [residents, landlords, developers, government] = landGain as unknown as [number, number, number, number]
    const captured = landValueCapture({ residents, landlords, developers, government })
    const moved = Math.abs(residents) + Math.abs(landlords) + Math.abs(developers) + Math.abs(government)
    return captured !== null && captured.total > LEFT_OF_GAINS * moved
      ? captured.shares.residents! + captured.shares.government!
      : null
  },
})

export const landRevenue = single({
  name: 'land_revenue',
  theme: 'production',
  title: { en: 'Land revenue', zh: '土地出让收入' },
  explains: { en: 'What the city takes in by selling land, a year.', zh: '城市每年卖地的收入。' },
  unit: 'yuan/yr',
  better: 'none',
  formula: 'prices of sites, industrial land, hills and historic fabric sold, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Large deals make it jump from year to year; what it pays for is on the other side of the account.',
    zh: '大宗交易会使它逐年大起大落，钱花在哪里要看账本另一边。',
  },
  compute: city => yuanOfYear(city, landReceipts),
})

export const landNet = single({
  name: 'land_net',
  theme: 'production',
  title: { en: 'Land revenue after costs', zh: '土地净收入' },
  explains: {
    en: 'Land revenue less compensation, roads and pipes, and losses on industrial land, a year.',
    zh: '每年卖地收入减去补偿、配套和工业用地亏损。',
  },
  unit: 'yuan/yr',
  better: 'none',
  range: 'any amount, below 0 where selling land costs more than it brings',
  formula: 'land receipts − land returned − compensation − servicing, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Land sold once cannot be sold again: a high year is no lasting income.',
    zh: '地卖一次就没有了，某一年高不等于长期收入。',
  },
  compute: city => yuanOfYear(city, landReceipts, landCosts),
})

export const landRevenueShare = single({
  name: 'land_revenue_share',
  theme: 'production',
  title: { en: 'Dependence on land sales', zh: '土地财政依赖度' },
  explains: { en: 'How much of the city’s revenue hangs on selling land.', zh: '城市财政有多大比例靠卖地。' },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.1,
  better: 'lower',
  formula: 'land receipts/(land receipts + taxes), last 12 months',
  source: 'model §2.9; Liu 2022: 42 % nationally in 2020',
  caveat: {
    en: 'It also falls when taxes rise, and when land merely sells badly.',
    zh: '税收上升或土地滞销时它也会下降。',
  },
  compute(city) {
    const land = yuanOfYear(city, landReceipts)
    const all = yuanOfYear(city, [...landReceipts, ...taxReceipts])
    return land === null || all === null || all <= 0 ? null : land / all
  },
})

export const recurrentRevenue = single({
  name: 'recurrent_revenue',
  theme: 'production',
  title: { en: 'Tax revenue', zh: '经常性收入' },
  explains: { en: 'What the city takes in by taxes, a year.', zh: '城市每年的税收收入。' },
  unit: 'yuan/yr',
  better: 'higher',
  formula: 'income, deal and property tax, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'It grows with incomes, so a city that drives out the poor may show more of it.',
    zh: '它随收入增长，赶走穷人的城市也可能显得更高。',
  },
  compute: city => yuanOfYear(city, taxReceipts),
})

export const recurrentBalance = single({
  name: 'recurrent_balance',
  theme: 'production',
  short: { en: 'Taxes less essentials', zh: '经常性收支结余' },
  title: { en: 'Taxes less essential spending', zh: '经常性收支结余' },
  explains: {
    en: 'Taxes less what the city must spend anyway, a year.',
    zh: '每年税收减去必须的支出。',
  },
  unit: 'yuan/yr',
  better: 'higher',
  range: 'any amount, below 0 where taxes do not cover essentials',
  formula: 'income, deal and property tax − essential spending, last 12 months, each at its Ī',
  source: 'model §2.9',
  caveat: {
    en: 'Only what recurs is counted: land receipts and works are left out.',
    zh: '只计经常性收支，不含土地收入和工程支出。',
  },
  compute: city => yuanOfYear(city, taxReceipts, ['essential']),
})

/** Yuan a year of a ring of tagged fen, each month at its own Ī; null while nothing counts them. */
function yuanOfRing(city: City, ring: ArrayLike<number>): number | null {
  let yuan = 0
  for (let m = 0; m < 12; m++) yuan += ring[m]! / 100 / referenceIndex(city, tickAt(city, m))
  return Number.isNaN(yuan) ? null : yuan
}

/** Yuan a year that policies cost on balance. */
const costOfYear = (city: City): number | null => yuanOfRing(city, city.economy.policyCost)

/** Yuan a year that one policy costs on balance; 0 for one that has booked nothing. */
export function costOfPolicy(city: City, policy: string): number {
  const ring = city.policyCosts.get(policy)
  return ring ? yuanOfRing(city, ring)! : 0
}

/** What each policy costs, by its name. */
export const policyCostOf = (Object.keys(leverDeclarations) as LeverGroup[]).map(
  (policy): Family => ({
    listed: [],
    all: [
      {
        name: `policy_cost_${policy}`,
        theme: 'production',
        title: { en: `Cost of the policy ${policy}`, zh: `政策 ${policy} 的成本` },
        explains: {
          en: 'What this policy costs the city on balance, a year; below 0 it earns.',
          zh: '该政策每年给城市带来的净支出，小于 0 为净收入。',
        },
        unit: 'yuan/yr',
        better: 'lower',
        formula: 'government’s outflows − inflows that carry the policy’s tag, last 12 months, each at its Ī',
        source: 'model §2.11',
        range: 'any amount, below 0 where the policy earns more than it costs',
        caveat: {
          en: 'Revenue forgone is no flow, and money of a programme that is only directed elsewhere counts where it is spent.',
          zh: '少收的钱不是支出；只是改变用途的项目资金计在支出处。',
        },
        compute: city => costOfPolicy(city, policy),
      },
    ],
  }),
)

export const policyCost = single({
  name: 'policy_cost',
  theme: 'production',
  title: { en: 'Cost of the policies', zh: '政策成本' },
  explains: {
    en: 'What the policies in force cost the city on balance, a year.',
    zh: '各项政策每年给城市带来的净支出。',
  },
  unit: 'yuan/yr',
  better: 'lower',
  range: 'any amount, below 0 where policies bring more than they cost',
  formula: 'government’s outflows − inflows that carry a policy’s tag, last 12 months, each at its Ī',
  source: 'model §2.11',
  caveat: {
    en: 'Revenue forgone is no flow: look at land revenue beside it.',
    zh: '少收的钱不是支出：要对照土地收入来看。',
  },
  compute: costOfYear,
})

export const budgetUsed = single({
  name: 'budget_used',
  theme: 'production',
  short: { en: 'Budget taken by policies', zh: '政策占用的财力' },
  title: { en: 'Share of the budget that policies take', zh: '政策占用的财力' },
  explains: {
    en: 'The cost of policies as a share of taxes and net land revenue.',
    zh: '政策成本占税收与土地净收入之和的比例。',
  },
  unit: 'share',
  axis: [0, 0.4],
  halfRange: 0.1,
  better: 'none',
  range: 'any share',
  formula: 'policy_cost/(recurrent_revenue + land_net)',
  source: 'model §2.9',
  caveat: {
    en: 'Revenue that a policy forgoes is no payment and does not show here: see land revenue.',
    zh: '政策少收的钱不是支出，这里看不到，要看土地收入。',
  },
  compute(city) {
    const cost = costOfYear(city)
    const money = yuanOfYear(city, [...taxReceipts, ...landReceipts], landCosts)
    return cost === null || money === null || money <= 0 ? null : cost / money
  },
})
