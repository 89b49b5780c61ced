import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { populationFields, sharesOf } from './population.ts'

/**
 * Simpson concentration: the chance that two draws, with return, give the same group.
 * Source: Simpson 1949, Nature 163.
 *
 * @param counts how many of each group, any order
 * @returns 1/K (all alike) to 1 (one group); null if there is nobody
 * @example simpsonConcentration([4, 4]) // => 0.5
 */
export function simpsonConcentration(counts: Numbers): number | null {
  const shares = sharesOf(counts)
  return shares === null ? null : shares.reduce((total, share) => total + share * share, 0)
}

export const simpsonConcentrationCalculator = defineCalculator({
  id: 'simpson-concentration',
  title: { en: 'Simpson concentration', zh: '辛普森集中度' },
  summary: {
    en: 'Draw two people: with this chance they are of the same group.',
    zh: '任取两人,他们属于同一群体的机会。',
  },
  formula: 'Σ p²',
  source: 'Simpson 1949, Nature 163',
  unit: 'probability',
  range: '1/K to 1',
  better: 'lower',
  caveat: {
    en: 'It listens to large groups; many small ones hardly change it.',
    zh: '主要反映大群体;小群体再多也影响不大。',
  },
  input: populationFields,
  compute: ({ counts }) => simpsonConcentration(counts),
})
