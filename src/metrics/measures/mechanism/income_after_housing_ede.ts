import { exp, quickLog } from '../../../lib/numeric.ts'
import { family } from '../../define.ts'
import { NO_CELL } from '../../groups.ts'
import { AFTER_HOUSING, once, SHARE_STEPS, type Snapshot, sumCells, sumOver } from '../../snapshot.ts'

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
  formula: `exp(mean ln max(1, x)), x = ${AFTER_HOUSING}`,
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
