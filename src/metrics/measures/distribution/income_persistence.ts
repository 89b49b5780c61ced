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
    'slope of the child’s income rank on the parent’s, each among households of its own registration; households formed in the last 10 years',
  source: 'model §2.9; rank–rank slope as in Chetty et al. 2014',
  caveat: {
    en: `Undefined with fewer than ${FEWEST} such households. Ranks are within registration, so what a registration itself passes on is not in it; the parent’s is of its income without shocks.`,
    zh: `少于 ${FEWEST} 户时无定义。位次按各自户籍计，户籍本身的传递不在其内；父母的位次不含收入冲击。`,
  },
  compute(city, rules) {
    const { idHigh, arrived, parentRank } = city.households
    const s = snapshotOf(city, rules)
    const place = scratch(city, 'place by income', Int32Array, s.rows)
    // twice the place within the own registration, and one
    const among = [0, 0]
    for (let i = 0; i < s.households; i++) {
      const h = s.levels.rows[i]!
      place[h] = 2 * among[s.cell[h]! & 1]!++ + 1
    }
    // whole numbers, so that no sum hangs on the order of rows: parents' ranks in 255ths, own ones in half places
    let n = 0
    let x = 0
    let xx = 0
    const y = [0, 0]
    const xy = [0, 0]
    for (let h = 0; h < s.rows; h++) {
      const cell = s.cell[h]!
      if (idHigh[h]! < CHILD || cell === NO_CELL || city.tick - arrived[h]! > COHORT_MONTHS) continue
      const parent = parentRank[h]!
      n++
      x += parent
      xx += parent * parent
      y[cell & 1]! += place[h]!
      xy[cell & 1]! += parent * place[h]!
    }
    const spread = n * xx - x * x
    const shares = (sums: readonly number[]): number =>
      sums.reduce((all, sum, r) => all + (among[r]! > 0 ? sum / (2 * among[r]!) : 0), 0)
    return n >= FEWEST && spread > 0 ? (255 * (n * shares(xy) - x * shares(y))) / spread : null
  },
})
