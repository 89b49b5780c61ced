import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number, sequences } from '../input.ts'

/**
 * Transition matrix: how often units went from one class to another, and how likely that was.
 * Source: Anderson & Goodman 1957, Annals of Mathematical Statistics 28(1).
 *
 * @param histories class of each unit period by period, classes 0 to states − 1; lengths may differ
 * @param states    how many classes
 * @returns counts and probabilities, from (row) to (column); the probabilities of a class that is never left are null
 * @example markovTransitionMatrix([[0, 0, 1]], 2).probabilities // => [[0.5, 0.5], null]
 */
export function markovTransitionMatrix(
  histories: Rows,
  states: number,
): { counts: number[][]; probabilities: (number[] | null)[] } {
  const counts = Array.from({ length: states }, () => new Array<number>(states).fill(0))
  for (let i = 0; i < histories.length; i++) {
    const history = histories[i]!
    for (let t = 1; t < history.length; t++) counts[history[t - 1]!]![history[t]!]!++
  }
  const probabilities = counts.map(row => {
    const left = row.reduce((total, count) => total + count, 0)
    return left === 0 ? null : row.map(count => count / left)
  })
  return { counts, probabilities }
}

export const markovTransitionMatrixCalculator = defineCalculator({
  id: 'markov-transition-matrix',
  title: { en: 'Transition matrix', zh: '转移矩阵' },
  summary: {
    en: 'Of those in one class (say the lowest fifth), which share is in each class a period later.',
    zh: '处于某一等级(例如最低五分之一)的人,下一期分别到了哪些等级。',
  },
  formula: 'p_ij = n_ij / Σⱼ n_ij',
  source: 'Anderson & Goodman 1957, Annals of Mathematical Statistics 28(1)',
  unit: 'moves; probability',
  range: '0 to 1, rows sum to 1',
  better: 'none',
  caveat: {
    en: 'It supposes that the past does not matter beyond the present class. Rows with few moves are noise.',
    zh: '它假定只有当前等级起作用,过去的经历不影响未来。样本少的行多为噪声。',
  },
  input: {
    states: number('how many classes', { min: 1, whole: true }),
    sequences: sequences('class of each unit, period by period, from 0', { states: 'states' }),
  },
  compute: ({ sequences, states }) => markovTransitionMatrix(sequences, states),
})
