import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { labels } from '../input.ts'
import { panelFields, rankChanges } from './ranks.ts'

/**
 * Rank theta: whether units of one group rise and fall together.
 * Source: Rey 2004, in Spatially Integrated Social Science.
 *
 * @param values units × periods
 * @param groups a label a unit, same length
 * @returns one value an interval from 0 (moves cancel within groups) to 1 (groups move as one); null without any change
 * @example rankTheta([[1, 2], [2, 1]], ['a', 'b']) // => [1]
 */
export const rankTheta = (values: Rows, groups: ArrayLike<string | number>): (number | null)[] =>
  rankChanges(values).map(changes => {
    const net = new Map<string | number, number>()
    let all = 0
    changes.forEach((change, i) => {
      net.set(groups[i]!, (net.get(groups[i]!) ?? 0) + change)
      all += Math.abs(change)
    })
    if (all === 0) return null
    let together = 0
    for (const change of net.values()) together += Math.abs(change)
    return together / all
  })

export const rankThetaCalculator = defineCalculator({
  id: 'rank-theta',
  title: { en: 'Moving together (rank theta)', zh: '同升同降(秩 θ)' },
  summary: {
    en: 'When districts overtake each other, do those of one part of town rise or fall together? 1 yes, 0 each goes its own way.',
    zh: '片区名次变动时,同一区域的片区是否同升同降?1 为是,0 为各走各的路。',
  },
  formula: 'Σ_groups |Σ rank changes| / Σ |rank changes|, by interval',
  source: 'Rey 2004, in Goodchild & Janelle, Spatially Integrated Social Science',
  unit: 'share',
  range: '0 to 1',
  better: 'none',
  caveat: {
    en: 'Small groups move together by chance: a group of one always gives 1.',
    zh: '小组别常因偶然而同升同降:只有一个成员的组总是 1。',
  },
  input: { ...panelFields, groups: labels('group of each unit', { length: 'values' }) },
  compute: ({ values, groups }) => rankTheta(values, groups),
})
