import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { populationFields, sharesOf } from './population.ts'

/**
 * Simpson diversity: the chance that two draws, with return, give different groups.
 * Sources: Gini 1912; Simpson 1949, Nature 163.
 *
 * @param counts how many of each group, any order
 * @returns 0 (one group) to 1 − 1/K; null if there is nobody
 * @example simpsonDiversity([4, 4]) // => 0.5
 */
export function simpsonDiversity(counts: Numbers): number | null {
  const shares = sharesOf(counts)
  return shares === null ? null : shares.reduce((total, share) => total + share * (1 - share), 0)
}

export const simpsonDiversityCalculator = defineCalculator({
  id: 'simpson-diversity',
  title: { en: 'Simpson diversity', zh: '辛普森多样性' },
  summary: {
    en: 'Draw two people: with this chance they are of different groups.',
    zh: '任取两人,他们属于不同群体的机会。',
  },
  formula: '1 − Σ p²',
  source: 'Gini 1912; Simpson 1949, Nature 163',
  unit: 'probability',
  range: '0 to 1 − 1/K',
  better: 'higher',
  caveat: {
    en: 'Its top depends on the number of groups: 0.5 is the most two groups can reach.',
    zh: '上限取决于群体数目:只有两个群体时,最高为 0.5。',
  },
  input: populationFields,
  compute: ({ counts }) => simpsonDiversity(counts),
})
