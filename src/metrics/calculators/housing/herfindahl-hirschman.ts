import { type Numbers, safeScale } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts } from '../input.ts'

/** How concentrated ownership is. */
export type Concentration = {
  /** Σ s², 1/n to 1 */
  readonly index: number
  /** the index on the scale of 10,000 that competition authorities use */
  readonly points: number
  /** holders of equal size that would be as concentrated */
  readonly effectiveNumber: number
  /** 0 if all hold alike, 1 if one holds all; null with one holder */
  readonly normalized: number | null
}

/**
 * Herfindahl–Hirschman index of ownership.
 * Sources: Hirschman 1945 and 1964, American Economic Review 54(5); Herfindahl 1950.
 *
 * @param holdings what each holder owns, ≥ 0; holders of nothing count among n
 * @returns null if nobody holds anything
 * @example herfindahlHirschman([5, 0, 5]) // => { index: 0.5, points: 5000, effectiveNumber: 2, normalized: 0.25 }
 */
export function herfindahlHirschman(holdings: Numbers): Concentration | null {
  const n = holdings.length
  const scale = safeScale(holdings)
  let total = 0
  for (let i = 0; i < n; i++) total += holdings[i]! * scale
  if (!(total > 0)) return null
  let index = 0
  for (let i = 0; i < n; i++) {
    const share = (holdings[i]! * scale) / total
    index += share * share
  }
  return {
    index,
    points: 10000 * index,
    effectiveNumber: 1 / index,
    normalized: n === 1 ? null : (index - 1 / n) / (1 - 1 / n),
  }
}

export const herfindahlHirschmanCalculator = defineCalculator({
  id: 'herfindahl-hirschman',
  title: { en: 'Ownership concentration (Herfindahl–Hirschman)', zh: '产权集中度(赫芬达尔-赫希曼指数)' },
  summary: {
    en: 'In how few hands land or homes are: as if this many equal owners (effectiveNumber) held everything.',
    zh: '土地或住房掌握在多少人手里:相当于有 effectiveNumber 个同等规模的业主。',
  },
  formula: 'Σ s²; 10000 Σ s²; 1/Σ s²; (Σ s² − 1/n)/(1 − 1/n)',
  source: 'Hirschman 1964, American Economic Review 54(5); Herfindahl 1950',
  unit: 'index',
  range: '1/n to 1',
  better: 'lower',
  caveat: {
    en: 'Names on paper are not owners: companies of one owner must be added up first.',
    zh: '登记的名字不等于真正的业主:同一控制人的多家公司应先合并。',
  },
  input: { holdings: amounts('what each holder owns') },
  compute: ({ holdings }) => herfindahlHirschman(holdings),
})
