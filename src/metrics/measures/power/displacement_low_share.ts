import { CAUSES } from '../../../city/displacement.ts'
import { single } from '../../define.ts'
import { EVERYBODY, GROUP_CELLS } from '../../groups.ts'
import { shareOf, sumOfCells } from '../../year.ts'

export const displacementLowShare = single({
  name: 'displacement_low_share',
  theme: 'power',
  short: { en: 'Poor among the displaced', zh: '被迫搬迁者中的低收入' },
  title: { en: 'Low-income households among the displaced', zh: '被迫搬迁者中的低收入家庭' },
  explains: {
    en: 'The share of displaced households that belong to the lower two fifths of incomes.',
    zh: '被迫搬迁的家庭中，收入较低四成家庭所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'lower',
  formula: 'displacements of the lower two fifths (year’s ranking)/all, last 12 months',
  source: 'model §2.9; He & Wu 2009',
  caveat: { en: 'Undefined in a year without displacement.', zh: '一年内无人被迫搬迁时无定义。' },
  lumpy: true,
  compute: ({ economy: { displacements } }) =>
    shareOf(sumOfCells(displacements, GROUP_CELLS.low, ...CAUSES), sumOfCells(displacements, EVERYBODY, ...CAUSES)),
})
