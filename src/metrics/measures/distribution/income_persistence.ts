import { scratch } from '../../../city/city.ts'
import { single } from '../../define.ts'
import { NO_CELL } from '../../groups.ts'
import { snapshotOf } from '../../snapshot.ts'

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
