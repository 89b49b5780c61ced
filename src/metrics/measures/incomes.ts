import { type City, scratch } from '../../city/city.ts'
import { TENURE } from '../../city/households.ts'
import { exp, quickLog } from '../../lib/numeric.ts'
import { family, householdRatio, single } from '../define.ts'
import { NO_CELL } from '../groups.ts'
import { giniInOrder, palmaInOrder, sortAmounts } from '../ranked.ts'
import { once, risingByIncome, SHARE_STEPS, type Snapshot, snapshotOf, sumCells, sumOver } from '../snapshot.ts'

const afterHousing = 'income − tax − housing, per equivalent adult (size^0.6), yuan a month at Ī'

export const residualIncome = householdRatio({
  name: 'residual_income',
  theme: 'distribution',
  stem: { en: 'After housing', zh: '住房后收入' },
  title: { en: 'Income after housing', zh: '扣除住房后的收入' },
  explains: {
    en: 'What is left a month after tax and housing, per equivalent adult; the mean over households.',
    zh: '每月缴税、付房之后每个等价成人还剩的钱，按户平均。',
  },
  unit: 'yuan/month',
  axis: [0, 12000],
  halfRange: 400,
  better: 'higher',
  range: 'any amount, below 0 where housing takes more than the income',
  formula: `mean of ${afterHousing}`,
  source: 'model §2.9; Stone 2006, Housing Policy Debate 17(1)',
  caveat: {
    en: 'Wealth, debts other than the mortgage, and help from kin are left out.',
    zh: '没有计入财产、房贷以外的债务和亲友接济。',
  },
  listed: ['low'],
  sum: 'left',
  per: 'households',
  isAmount: true,
})

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
  groups: ['q1', 'q2', 'q3', 'q4', 'q5', 'low', 'high', 'tenant', 'migrant', 'local'],
  sum: 'poorTenants',
  per: 'tenants',
})

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
  formula: `share of households with ${afterHousing} < sufficiency_line`,
  source: 'foster-greer-thorbecke, α = 0; Foster, Greer & Thorbecke 1984; Frankfurt 1987',
  caveat: {
    en: 'It falls when the poor are driven out: read it beside departures. Those without a home pay no rent.',
    zh: '穷人被迫离开时它也会下降，应与离开人数对照着看；无房者不付房租。',
  },
  headline: true,
  sum: 'poor',
  per: 'households',
})

export const belowSufficiencyDepth = householdRatio({
  name: 'below_sufficiency_depth',
  theme: 'mechanism',
  title: { en: 'How far below enough', zh: '离温饱线的差距' },
  explains: {
    en: 'The mean shortfall below enough, as a share of the line; households above it count as 0.',
    zh: '距生活所需还差多少，以温饱线的比例计；高于线的家庭计为零。',
  },
  unit: 'share',
  axis: [0, 0.3],
  halfRange: 0.03,
  better: 'lower',
  formula: `mean of max(0, 1 − ${afterHousing}/sufficiency_line)`,
  source: 'foster-greer-thorbecke, α = 1',
  caveat: {
    en: 'It falls when the poorest leave the city: read it beside departures.',
    zh: '最穷的人离开城市时它也会下降，应与外迁对照着看。',
  },
  sum: 'shortfall',
  per: 'households',
  isAmount: true,
})

/** ln of what is left, of at least 1 yuan, added up by cell. */
function lnLeft({ cell, leftEach, rows }: Snapshot): Float64Array {
  const byCell = new Float64Array(NO_CELL + 1)
  for (let h = 0; h < rows; h++) {
    const own = cell[h]!
    if (own !== NO_CELL) byCell[own]! += Math.floor(quickLog(Math.max(1, leftEach[h]!)) * SHARE_STEPS + 0.5)
  }
  return byCell
}

export const incomeAfterHousingEde = family({
  name: 'income_after_housing_ede',
  theme: 'mechanism',
  short: { en: 'Fair-share income', zh: '住房后公平收入' },
  title: { en: 'Income after housing, inequality counted', zh: '计入不平等的住房后收入' },
  explains: {
    en: 'The income after housing which, had by all alike, would be worth as much as what people have now.',
    zh: '若人人相同，扣除住房后的收入达到此数，便与现状一样好。',
  },
  unit: 'yuan/month',
  axis: [3000, 7000],
  halfRange: 400,
  better: 'higher',
  formula: `exp(mean ln max(1, x)), x = ${afterHousing}`,
  source: 'atkinson-ede, ε = 1; Atkinson 1970',
  caveat: {
    en: 'It weighs the poor by a choice of ours (aversion 1): another choice gives another level.',
    zh: '对穷人加权的程度（厌恶系数 1）是我们的选择，换一个数值水平就不同。',
  },
  headline: true,
  of(_, s, cells) {
    const byCell = once(s, 'ln left', () => lnLeft(s))
    const n = sumOver(s, 'households', cells)
    return n > 0 ? exp(sumCells(byCell, cells) / SHARE_STEPS / n) : null
  },
})

export const incomeGini = single({
  name: 'income_gini',
  theme: 'mechanism',
  title: { en: 'Inequality of incomes', zh: '收入基尼系数' },
  explains: {
    en: '0 if all households earn alike, near 1 if one earns all.',
    zh: '各家收入相同为 0，越不平等越接近 1。',
  },
  unit: '0–1',
  axis: [0.2, 0.7],
  halfRange: 0.03,
  better: 'lower',
  formula: 'Gini index of monthly labour income (or insurance) before tax, by household',
  source: 'gini; Gini 1912',
  caveat: { en: 'It can fall because all become poorer.', zh: '大家一起变穷时它也会下降。' },
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    return giniInOrder(risingByIncome(s).sorted, s.households)
  },
})

export const palmaRatio = single({
  name: 'palma_ratio',
  theme: 'mechanism',
  short: { en: 'Top tenth to poorest 40\u202f%', zh: '最富一成比最穷四成' },
  title: { en: 'Richest tenth to poorest four tenths', zh: '最富一成与最穷四成的收入比' },
  explains: {
    en: 'What the richest tenth of households earns for each yuan of the poorest four tenths.',
    zh: '最穷四成家庭每收入一元，最富一成收入多少元。',
  },
  unit: 'ratio',
  axis: [0, 5],
  halfRange: 0.4,
  better: 'lower',
  formula: 'income of the top tenth/income of the lowest four tenths, by household, before tax',
  source: 'palma-ratio; Palma 2011, Development and Change 42(1)',
  caveat: {
    en: 'It does not see the middle half, and it jumps where the poorest have almost nothing.',
    zh: '它看不到中间一半人，最穷者几乎一无所有时会大起大落。',
  },
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    return palmaInOrder(risingByIncome(s).sorted, s.households)
  },
})

/**
 * Savings, and what the own home is worth beyond the mortgage; debts beyond that count as nothing [fen, household by
 * household].
 * @returns how many households they are
 */
function wealthOf(city: City, s: Snapshot, wealth: Float64Array): number {
  const { size, home, tenure, savings, mortgage } = city.households
  const { price, floor, rows } = city.buildings
  // a place behind the last building for those without home
  const worth = scratch(city, 'worth of homes', Float64Array, rows + 1)
  for (let b = 0; b < rows; b++) worth[b] = price[b]! * floor[b]!
  worth[rows] = 0
  let n = 0
  for (let h = 0; h < s.rows; h++) {
    const b = home[h]!
    const own = Number(tenure[h] === TENURE.owner) * worth[b < 0 ? rows : b]!
    wealth[n] = Math.max(0, savings[h]! + own - mortgage[h]!)
    n += Number(size[h] !== 0)
  }
  return n
}

export const wealthGini = single({
  name: 'wealth_gini',
  theme: 'mechanism',
  title: { en: 'Inequality of wealth', zh: '财富基尼系数' },
  explains: {
    en: '0 if all households own alike, near 1 if one owns all.',
    zh: '各家财富相同为 0，越不平等越接近 1。',
  },
  unit: '0–1',
  axis: [0.3, 0.9],
  halfRange: 0.03,
  better: 'lower',
  formula: 'Gini index of max(0, savings + value of the own home − mortgage), by household',
  source: 'gini; Gini 1912',
  caveat: {
    en: 'Landlords’ homes belong to nobody’s wealth here; only homes lived in by their owners do.',
    zh: '这里只计自住房，出租房不计入任何家庭的财富。',
  },
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const wealth = scratch(city, 'wealth', Float64Array, s.rows)
    const count = wealthOf(city, s, wealth)
    sortAmounts(wealth, count, scratch(city, 'wealth moved', Float64Array, s.rows), s.room)
    return giniInOrder(wealth, count)
  },
})

/** Households of children formed in the model carry this bit in the upper word of their id. */
const CHILD = 0x80000000
const COHORT_MONTHS = 120
const FEWEST = 30

export const incomePersistence = single({
  name: 'income_persistence',
  theme: 'distribution',
  short: { en: 'Incomes passed on', zh: '收入的代际传递' },
  title: { en: 'Incomes passed on to children', zh: '收入的代际传递' },
  explains: {
    en: 'How much of a parent’s advantage in income rank the child still has: 0 nothing, 1 all of it.',
    zh: '父母的收入位次优势有多少传给子女：0 为全无，1 为全部。',
  },
  unit: 'ratio',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  range: 'about −1 to 1; 0: origin does not matter',
  formula:
    'slope of the child’s income rank among all households on the parent’s, households formed in the last 10 years',
  source: 'model §2.9; rank–rank slope as in Chetty et al. 2014',
  caveat: {
    en: `Undefined with fewer than ${FEWEST} such households. The parent’s rank is among households of the same registration.`,
    zh: `少于 ${FEWEST} 户时无定义。父母的位次按同类户籍计。`,
  },
  compute(city, rules) {
    const { idHigh, arrived, parentRank } = city.households
    const s = snapshotOf(city, rules)
    const place = scratch(city, 'place by income', Int32Array, s.rows)
    for (let i = 0; i < s.households; i++) place[s.levels.rows[i]!] = i
    // whole numbers, so that no sum hangs on the order of rows: parents' ranks in 255ths, own ones in half places
    let n = 0
    let x = 0
    let y = 0
    let xx = 0
    let xy = 0
    for (let h = 0; h < s.rows; h++) {
      if (idHigh[h]! < CHILD || s.cell[h] === NO_CELL || city.tick - arrived[h]! > COHORT_MONTHS) continue
      const parent = parentRank[h]!
      const own = 2 * place[h]! + 1
      n++
      x += parent
      y += own
      xx += parent * parent
      xy += parent * own
    }
    const spread = n * xx - x * x
    const slope = (n * xy - x * y) / spread
    return n >= FEWEST && spread > 0 ? (slope * 255) / (2 * s.households) : null
  },
})
