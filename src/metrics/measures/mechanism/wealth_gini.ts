import { type City, scratch } from '../../../city/city.ts'
import { TENURE } from '../../../city/households.ts'
import { family } from '../../define.ts'
import { giniInOrder, sortAmounts } from '../../ranked.ts'
import type { Snapshot } from '../../snapshot.ts'

/**
 * Savings, and what the own home is worth beyond the mortgage; debts beyond that count as nothing [fen, household by
 * household].
 * @returns how many households they are
 */
function wealthOf(city: City, s: Snapshot, cells: number, wealth: Float64Array): number {
  const { home, tenure, savings, mortgage } = city.households
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
    n += (cells >>> s.cell[h]!) & 1
  }
  return n
}

export const wealthGini = family({
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
  of(city, s, cells) {
    const wealth = scratch(city, 'wealth', Float64Array, s.rows + 1)
    const count = wealthOf(city, s, cells, wealth)
    sortAmounts(wealth, count, scratch(city, 'wealth moved', Float64Array, s.rows), s.room)
    return giniInOrder(wealth, count)
  },
})
