import type { Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { countFields, sharesOfUnit } from './composition.ts'

/**
 * Simpson interaction by unit: the chance that two people drawn from it, with return, are of different groups.
 * Source: Simpson 1949, Nature 163; Reardon & Firebaugh 2002.
 *
 * @param counts people, one row a unit, one column a group
 * @returns one value a unit, 0 to 1 − 1/K; null for an empty unit
 * @example localSimpsonInteraction([[10, 0], [5, 5]]) // => [0, 0.5]
 */
export function localSimpsonInteraction(counts: Rows): (number | null)[] {
  return Array.from(counts, row => {
    const shares = sharesOfUnit(row)
    return shares === null ? null : shares.reduce((total, share) => total + share * (1 - share), 0)
  })
}

export const localSimpsonInteractionCalculator = defineCalculator({
  id: 'local-simpson-interaction',
  title: { en: 'Local chance of a mixed pair', zh: '局部相异配对机会' },
  summary: {
    en: 'Draw two people from a district: with this chance they are of different groups.',
    zh: '从一个片区任取两人,他们属于不同群体的机会。',
  },
  formula: 'Σₖ pᵢₖ(1 − pᵢₖ)',
  source: 'Simpson 1949, Nature 163; Reardon & Firebaugh 2002, Sociological Methodology 32',
  unit: 'probability',
  range: '0 to 1 − 1/K',
  better: 'higher',
  caveat: {
    en: 'Living side by side is not yet meeting. Its top depends on the number of groups.',
    zh: '毗邻而居不等于相识来往。上限取决于群体的数目。',
  },
  input: countFields,
  compute: ({ counts }) => localSimpsonInteraction(counts),
})
