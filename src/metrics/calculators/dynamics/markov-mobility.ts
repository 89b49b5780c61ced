import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, choice, optional } from '../input.ts'
import { chainFields, determinant, eigenvalueModuli } from './chain.ts'

const kinds = ['determinant', 'second-eigenvalue', 'bartholomew', 'unconditional-leaving'] as const

/** Which side of mobility: memory (the first two), distance moved, or leaving at all. */
export type MobilityKind = (typeof kinds)[number]

/**
 * Mobility of a chain in one of four readings.
 * Sources: Shorrocks 1978, Econometrica 46(5) (determinant); Sommers & Conlisk 1979 (second eigenvalue); Bartholomew 1973,
 * Stochastic Models for Social Processes (the last two).
 *
 * @param matrix  k × k probabilities, rows sum to 1
 * @param kind    determinant 1 − |det|; second-eigenvalue 1 − its modulus, the speed at which the start is forgotten;
 *   bartholomew mean classes crossed over k − 1; unconditional-leaving the chance to leave, against k/(k − 1)
 * @param initial shares of the classes at the start, for the last two; uniform if left out
 * @returns 0 means that nothing moves; null if k < 2
 * @example markovMobility([[0, 1], [1, 0]], 'bartholomew') // => 1
 */
export function markovMobility(matrix: Rows, kind: MobilityKind, initial?: Numbers): number | null {
  const k = matrix.length
  if (k < 2) return null
  const shareOf = (i: number): number => (initial === undefined ? 1 / k : initial[i]!)
  switch (kind) {
    case 'determinant':
      return 1 - Math.abs(determinant(matrix))
    case 'second-eigenvalue': {
      const moduli = eigenvalueModuli(matrix)
      return moduli === null ? null : 1 - moduli[1]!
    }
    case 'bartholomew': {
      let crossed = 0
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) crossed += shareOf(i) * matrix[i]![j]! * Math.abs(i - j)
      }
      return crossed / (k - 1)
    }
    case 'unconditional-leaving': {
      let staying = 0
      for (let i = 0; i < k; i++) staying += shareOf(i) * matrix[i]![i]!
      return (k * (1 - staying)) / (k - 1)
    }
  }
}

export const markovMobilityCalculator = defineCalculator({
  id: 'markov-mobility',
  title: { en: 'Mobility of a transition matrix', zh: '转移矩阵的流动性' },
  summary: {
    en: 'How much classes change hands: by how fast the start is forgotten, how many classes people cross, or how likely they leave theirs. 0 means nobody moves.',
    zh: '等级变动的程度:可以看起点多快被遗忘、人们跨越多少等级,或离开原等级的机会。0 为无人变动。',
  },
  formula: '1 − |det P|; 1 − |λ₂|; Σ vᵢpᵢⱼ|i−j|/(k−1); k(1 − Σ vᵢpᵢᵢ)/(k−1)',
  source: 'Shorrocks 1978; Sommers & Conlisk 1979; Bartholomew 1973, Stochastic Models for Social Processes',
  unit: 'index',
  range: '0 to 1 (unconditional-leaving to k/(k−1))',
  better: 'none',
  caveat: {
    en: 'The four readings may rank two cities differently: name the one used. Moves down count too.',
    zh: '四种读法对城市的排序可能不同,必须注明所用的一种。向下流动也计入。',
  },
  input: {
    ...chainFields,
    kind: choice('reading', kinds),
    initial: optional(amounts('shares of the classes at the start', { length: 'matrix' })),
  },
  compute: ({ matrix, kind, initial }) => markovMobility(matrix, kind, initial),
})
