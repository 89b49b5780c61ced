import { type City, scratch } from '../../../city/city.ts'
import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { family } from '../../define.ts'
import { meanOfKinds } from '../../facilities.ts'
import { groupByBuilding, risingByIncome, type Snapshot } from '../../snapshot.ts'

/** Rank covariance of access and income over households of a group with a home, ties at their mean rank. */
function concentration(city: City, s: Snapshot, cells: number): number | null {
  const { buildings } = city
  const { home } = city.households
  const { rows, sorted } = risingByIncome(s)
  const access = meanOfKinds(city.parcels.access, ACCESS_KINDS)
  const residents = groupByBuilding(city, s, 'household', cells)
  const ofBuilding = scratch(city, 'access of buildings', Float64Array, buildings.rows)
  let n = 0
  let total = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (residents[b] === 0) continue
    ofBuilding[b] = access(buildings.parcel[b]!)
    n += residents[b]!
    total += residents[b]! * ofBuilding[b]!
  }
  if (n === 0 || total === 0) return null
  const mean = total / n
  let below = 0
  let covariance = 0
  for (let i = 0; i < s.households; ) {
    const income = sorted[i]!
    let tied = 0
    let excess = 0
    for (; i < s.households && sorted[i] === income; i++) {
      const h = rows[i]!
      const b = home[h]!
      if (b < 0 || ((cells >>> s.cell[h]!) & 1) === 0) continue
      tied++
      excess += ofBuilding[b]! - mean
    }
    covariance += excess * (below + tied / 2 - n / 2)
    below += tied
  }
  return (8 * covariance) / n / n
}

export const accessConcentration = family({
  name: 'access_concentration',
  theme: 'distribution',
  title: { en: 'Access by income', zh: '可达性的收入集中度' },
  explains: {
    en: 'Above 0 facilities are nearer to the better-off, below 0 to the worse-off; 0 is neither.',
    zh: '大于 0 表示设施偏向收入高者，小于 0 表示偏向收入低者，0 表示不偏。',
  },
  unit: 'ratio',
  axis: [-0.2, 0.2],
  halfRange: 0.05,
  better: 'lower',
  range: '−1 to 1; below 0 pro-poor, above 0 pro-rich',
  formula:
    'concentration index of A (mean of five kinds) by rank of income before tax, households with a home, Erreygers’ form on [0, 1]',
  source: 'concentration-index, erreygers; Erreygers 2009, J. of Health Economics 28(2)',
  caveat: {
    en: 'Near 0 means unrelated to income, not plentiful: all may be served badly alike.',
    zh: '接近 0 只说明与收入无关，也可能是大家都一样差。',
  },
  of: concentration,
})
