import type { Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts } from '../input.ts'
import { dissimilarity } from './dissimilarity.ts'
import { meanDeviation } from './hypergeometric.ts'

/** Dissimilarity as found, as chance alone would make it, and how far it goes beyond chance. */
export type DissimilarityAgainstChance = {
  readonly observed: number
  readonly expected: number
  readonly corrected: number | null
}

/**
 * Dissimilarity corrected for chance: with few people a unit, a random spread is uneven too.
 * Sources: Winship 1977, Social Forces 55(4); Carrington & Troske 1997, Journal of Business & Economic Statistics 15(4).
 *
 * @param group people of the group, whole numbers, one entry a unit
 * @param total all people, whole numbers, same length
 * @returns observed D; expected D if the same people were placed at random; corrected, from −1 (perfectly even)
 *   through 0 (as chance has it) to 1 (fully separate), null where it divides by 0. All null as one where D is.
 * @example dissimilarityRandomBaseline([5, 5], [10, 10]) // => { observed: 0, expected: 0.1718…, corrected: -1 }
 */
export function dissimilarityRandomBaseline(group: Numbers, total: Numbers): DissimilarityAgainstChance | null {
  const observed = dissimilarity(group, total)
  if (observed === null) return null
  let members = 0
  let others = 0
  let largest = 0
  for (let i = 0; i < total.length; i++) {
    members += group[i]!
    others += total[i]! - group[i]!
    if (total[i]! > largest) largest = total[i]!
  }
  // with one person a unit every spread is fully separate: there is nothing beyond chance
  if (largest === 1) return { observed: 1, expected: 1, corrected: null }
  let deviation = 0
  const known = new Map<number, number>()
  for (let i = 0; i < total.length; i++) {
    const size = total[i]!
    if (size === 0) continue
    let of = known.get(size)
    if (of === undefined) known.set(size, (of = meanDeviation(members, others, size)))
    deviation += of
  }
  const expected = deviation / (2 * members * (others / (members + others)))
  if (!Number.isFinite(expected)) return null
  const corrected = observed >= expected ? (observed - expected) / (1 - expected) : (observed - expected) / expected
  return { observed, expected, corrected: Number.isFinite(corrected) ? corrected : null }
}

export const dissimilarityRandomBaselineCalculator = defineCalculator({
  id: 'dissimilarity-random-baseline',
  title: { en: 'Dissimilarity beyond chance', zh: '扣除偶然后的相异指数' },
  summary: {
    en: 'Dissimilarity as observed, as a random placing of the same people would give, and how far the first goes beyond the second: 0 is like chance, 1 fully separate, below 0 more even than chance.',
    zh: '给出三个数:实际的相异指数;把同样的人随机安置时的期望值;实际超出偶然的程度。0 表示与随机相同,1 表示完全分开,小于 0 表示比随机更均匀。',
  },
  formula: 'E = Σᵢ tᵢ·E|k/tᵢ − P| / (2T P(1−P)), k hypergeometric; (D−E)/(1−E) if D ≥ E, else (D−E)/E',
  source: 'Winship 1977, Social Forces 55(4); Carrington & Troske 1997, J. Business & Economic Statistics 15(4)',
  unit: 'index',
  range: 'corrected −1 to 1',
  better: 'lower',
  caveat: {
    en: 'Not comparable with published plain D. It assumes that people are placed one by one; families and buildings are not.',
    zh: '不能与文献中未修正的相异指数相比。它假定人是一个一个随机安置的,而家庭和楼栋并非如此。',
  },
  input: {
    group: amounts('people of the group, by unit', { whole: true }),
    total: amounts('all people, by unit', { whole: true, length: 'group', atLeast: 'group' }),
  },
  compute: ({ group, total }) => dissimilarityRandomBaseline(group, total),
})
