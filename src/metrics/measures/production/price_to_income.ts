import { KIND } from '../../../city/buildings.ts'
import { single } from '../../define.ts'
import { medianInOrder, weightedQuantile } from '../../ranked.ts'
import { risingByIncome, snapshotOf } from '../../snapshot.ts'

/** Floor of the home that price-to-income is quoted for [m²]. */
const USUAL_HOME = 85

export const priceToIncome = single({
  name: 'price_to_income',
  theme: 'production',
  short: { en: 'Home price, years’ income', zh: '房价收入比' },
  title: { en: 'Price of a home in yearly incomes', zh: '房价收入比' },
  explains: {
    en: 'How many yearly incomes of the household in the middle a usual home costs.',
    zh: '一套普通住房相当于中等收入家庭多少年的收入。',
  },
  unit: 'ratio',
  axis: [0, 20],
  halfRange: 1,
  better: 'lower',
  formula: 'median price a m² of private homes in gated and open estates × 85 m²/(12 × median monthly income)',
  source: 'model §2.9; E-House 2020',
  caveat: {
    en: 'A median home against a median income: the poor face a higher ratio, and savings are left out.',
    zh: '用中位房价比中位收入，穷人面对的比值更高，也没有计入积蓄。',
  },
  compute(city, rules) {
    const { buildings } = city
    const s = snapshotOf(city, rules)
    const prices: number[] = []
    const homes: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
      if (n <= 0 || (buildings.kind[b] !== KIND.gated && buildings.kind[b] !== KIND.open)) continue
      prices.push(buildings.price[b]!)
      homes.push(n)
    }
    const price = weightedQuantile(prices, homes, 0.5)
    const income = medianInOrder(risingByIncome(s).sorted, s.households)
    return price === null || income === null || income <= 0 ? null : (price * USUAL_HOME) / s.fen / (12 * income)
  },
})
