import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { chainFields } from './chain.ts'

/**
 * Shorrocks mobility: how readily units leave their class, averaged over classes.
 * Source: Shorrocks 1978, Econometrica 46(5).
 *
 * @param matrix k × k probabilities, rows sum to 1
 * @returns 0 (nobody moves) through 1 (the next class is as if drawn anew) to k/(k − 1); null if k < 2
 * @example shorrocksMobility([[0, 1], [1, 0]]) // => 2
 */
export function shorrocksMobility(matrix: Rows): number | null {
  const k = matrix.length
  if (k < 2) return null
  let leaving = 0
  for (let i = 0; i < k; i++) leaving += 1 - matrix[i]![i]!
  return leaving / (k - 1)
}

export const shorrocksMobilityCalculator = defineCalculator({
  id: 'shorrocks-mobility',
  title: { en: 'Shorrocks mobility', zh: '肖罗克斯流动性' },
  summary: {
    en: 'How freely units change class: 0 nobody moves, 1 where one starts makes no difference.',
    zh: '等级之间的流动有多自由:0 为无人变动,1 为起点不影响去向。',
  },
  formula: '(k − Σ pᵢᵢ)/(k − 1)',
  source: 'Shorrocks 1978, Econometrica 46(5)',
  unit: 'index',
  range: '0 to k/(k−1)',
  better: 'none',
  caveat: {
    en: 'Moves down count as much as moves up: show the lowest fifth’s way up as well.',
    zh: '向下流动与向上流动同样计入:应同时给出最低五分之一向上的比例。',
  },
  input: chainFields,
  compute: ({ matrix }) => shorrocksMobility(matrix),
})
