import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { panelFields, rankChanges } from './ranks.ts'

/**
 * Rank mobility: how far units changed places, against turning the order upside down.
 * Source: Rey 2004, in Spatially Integrated Social Science; the footrule of Spearman 1906.
 *
 * @param values units × periods
 * @returns one value an interval from 0 (same order) to 1 (reversed); null with fewer than two units
 * @example rankMobility([[1, 2], [2, 1]]) // => [1]
 */
export const rankMobility = (values: Rows): (number | null)[] => {
  const most = Math.floor((values.length * values.length) / 2)
  return rankChanges(values).map(changes =>
    most === 0 ? null : changes.reduce((total, change) => total + Math.abs(change), 0) / most,
  )
}

export const rankMobilityCalculator = defineCalculator({
  id: 'rank-mobility',
  title: { en: 'Rank mobility', zh: '名次流动性' },
  summary: {
    en: 'How much the order of districts changed: 0 nobody overtook anybody, 1 first became last.',
    zh: '片区名次变了多少:0 为没有任何超越,1 为首尾完全颠倒。',
  },
  formula: 'Σ |rank change| / ⌊n²/2⌋, by interval',
  source: 'Rey 2004, in Goodchild & Janelle, Spatially Integrated Social Science',
  unit: 'share of the greatest possible',
  range: '0 to 1',
  better: 'none',
  caveat: {
    en: 'Where districts are nearly alike, tiny changes swap many ranks.',
    zh: '各片区相差无几时,微小变化就会造成许多名次对调。',
  },
  input: panelFields,
  compute: ({ values }) => rankMobility(values),
})
