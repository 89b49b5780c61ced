import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { blockOf, chainFields, classesOf, stationaryShares } from './chain.ts'

/**
 * Stationary distribution: the shares of classes towards which a chain's long-run average tends.
 * Source: Kemeny & Snell 1960, Finite Markov Chains.
 *
 * @param matrix k × k probabilities, rows sum to 1
 * @returns shares that sum to 1, 0 for classes that are left for good; null if more than one set of classes is closed,
 *   for then the end depends on the start
 * @example steadyState([[0, 1], [1, 0]]) // => [0.5, 0.5]
 */
export function steadyState(matrix: Rows): Float64Array | null {
  const closed = classesOf(matrix).filter(found => found.closed)
  if (closed.length !== 1) return null
  const { states } = closed[0]!
  const shares = new Float64Array(matrix.length)
  stationaryShares(blockOf(matrix, states)).forEach((share, s) => {
    shares[states[s]!] = share
  })
  return shares
}

export const steadyStateCalculator = defineCalculator({
  id: 'steady-state',
  title: { en: 'Steady state', zh: '稳态分布' },
  summary: {
    en: 'If things went on as they do, these shares of units would in the long run be in each class.',
    zh: '如果照目前的趋势一直下去,长期来看各等级的占比。',
  },
  formula: 'π = πP, Σ π = 1',
  source: 'Kemeny & Snell 1960, Finite Markov Chains',
  unit: 'share',
  range: '0 to 1, sum 1',
  better: 'none',
  caveat: {
    en: 'A description of today’s moves, no forecast: policies change the moves.',
    zh: '它描述的是当下的流动,而不是预测:政策会改变流动本身。',
  },
  input: chainFields,
  compute: ({ matrix }) => steadyState(matrix),
})
