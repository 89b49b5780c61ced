import { safeScale, scaled, sum } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { namedAmounts } from '../input.ts'

/**
 * Land value capture: to whom a gain in land value went.
 * Source: definition of this project; background Alterman 2012, Smolka 2013.
 *
 * @param captured amount of the gain by taker; a loss is negative
 * @returns each taker's share, and the total in money; null if the total is 0
 * @example landValueCapture({ households: 20, public: 30 }) // => { shares: { households: 0.4, public: 0.6 }, total: 50 }
 */
export function landValueCapture(
  captured: Readonly<Record<string, number>>,
): { shares: { [taker: string]: number }; total: number } | null {
  const takers = Object.keys(captured)
  const amounts = takers.map(taker => captured[taker]!)
  const scale = safeScale(amounts)
  const near = scaled(amounts, scale)
  const total = sum(near)
  if (total === 0) return null
  return { shares: Object.fromEntries(takers.map((taker, i) => [taker, near[i]! / total])), total: total / scale }
}

export const landValueCaptureCalculator = defineCalculator({
  id: 'land-value-capture',
  title: { en: 'Who gets the gain in land value', zh: '土地增值归谁' },
  summary: {
    en: 'Of each unit of new land value, which share went to residents, to developers and landlords, and to the public.',
    zh: '土地每增值一份,居民、开发商与房东、公共财政各得多少。',
  },
  formula: 'share = amount / Σ amounts',
  source: 'definition of this project; background Alterman 2012, Smolka 2013',
  unit: 'share of the gain; money',
  range: 'shares sum to 1, below 0 for a loss',
  better: 'none',
  caveat: {
    en: 'With a small or negative total the shares run wild: show the amounts. A public share is only as just as what it is spent on.',
    zh: '总额很小或为负时,份额会失去意义,应同时给出金额。公共份额是否公正,要看钱用在哪里。',
  },
  input: { captured: namedAmounts('amount of the gain, by taker') },
  compute: ({ captured }) => landValueCapture(captured),
})
