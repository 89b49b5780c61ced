import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { chainFields, classesOf } from './chain.ts'

/**
 * Mean first passage times: how many periods it takes on average to get from one class to another for the first time.
 * Other classes are folded away one at a time without a subtraction, so long times stay accurate.
 * Sources: Kemeny & Snell 1960, Finite Markov Chains; Heyman & O'Leary 1995 (the folding). O(k⁴).
 *
 * @param matrix k × k probabilities, rows sum to 1
 * @returns periods from (row) to (column); the diagonal is the mean time of return. Null unless every class can reach
 *   every other.
 * @example meanFirstPassageTime([[0, 1], [1, 0]]) // => [[2, 1], [1, 2]]
 */
export function meanFirstPassageTime(matrix: Rows): number[][] | null {
  const k = matrix.length
  if (classesOf(matrix).length !== 1) return null
  const times = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  for (let target = 0; target < k; target++) {
    const others = Array.from({ length: k }, (_, i) => i).filter(i => i !== target)
    const toTarget = timesTo(matrix, others, target)
    others.forEach((from, i) => {
      times[from]![target] = toTarget[i]!
    })
    times[target]![target] = 1 + others.reduce((sum, via, i) => sum + matrix[target]![via]! * toTarget[i]!, 0)
  }
  return times
}

/** Mean time from each of the other states to the target. */
function timesTo(matrix: Rows, others: readonly number[], target: number): Float64Array {
  const m = others.length
  // column m holds the way to the target
  const chain = others.map(i => Float64Array.from([...others, target], j => matrix[i]![j]!))
  const time = new Float64Array(m).fill(1)
  const leaving = new Float64Array(m)
  for (let s = m - 1; s >= 0; s--) {
    const row = chain[s]!
    leaving[s] = row[m]!
    for (let j = 0; j < s; j++) leaving[s]! += row[j]!
    for (let i = 0; i < s; i++) {
      const through = chain[i]![s]! / leaving[s]!
      if (through === 0) continue
      for (let j = 0; j < s; j++) chain[i]![j]! += through * row[j]!
      chain[i]![m]! += through * row[m]!
      time[i]! += through * time[s]!
    }
  }
  for (let s = 0; s < m; s++) {
    for (let j = 0; j < s; j++) time[s]! += chain[s]![j]! * time[j]!
    time[s]! /= leaving[s]!
  }
  return time
}

export const meanFirstPassageTimeCalculator = defineCalculator({
  id: 'mean-first-passage-time',
  title: { en: 'Mean first passage time', zh: '平均首达时间' },
  summary: {
    en: 'From one class to another, say from the lowest fifth to the middle: so many periods on average until it happens.',
    zh: '从一个等级到另一个等级(例如从最低五分之一到中间),平均要经过多少期。',
  },
  formula: 'm_ij = 1 + Σ_{k≠j} p_ik m_kj',
  source: 'Kemeny & Snell 1960, Finite Markov Chains',
  unit: 'periods',
  range: '1 and up',
  better: 'none',
  caveat: {
    en: 'A mean over lucky and unlucky: most may arrive sooner and some never within a life. One rare move can rule it.',
    zh: '这是幸运者与不幸者的平均:多数人可能更快,有些人一辈子也等不到。一次罕见的变动就能左右它。',
  },
  input: chainFields,
  compute: ({ matrix }) => meanFirstPassageTime(matrix),
})
