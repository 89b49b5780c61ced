import { exp, log } from '../../../lib/numeric.ts'
import { logPowerMean, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { populationFields, sharesOf } from './population.ts'

/**
 * Hill number: how many equally large groups would be as diverse. One over the power mean of order q − 1 of the shares,
 * each weighted by itself, which holds at q = 1 too.
 * Source: Hill 1973, Ecology 54(2).
 *
 * @param counts how many of each group, any order
 * @param q      ≥ 0; 0 counts groups, 1 is e^Shannon, 2 is one over Simpson's concentration
 * @returns groups, 1 to K; null if there is nobody
 * @example hillNumber([4, 4, 4], 2) // => 3
 */
export function hillNumber(counts: Numbers, q: number): number | null {
  const shares = sharesOf(counts)
  if (shares === null) return null
  if (q === 0) return Array.from(counts).filter(count => count > 0).length
  return exp(-logPowerMean(shares.map(log), shares, q - 1))
}

export const hillNumberCalculator = defineCalculator({
  id: 'hill-number',
  title: { en: 'Effective number of groups (Hill number)', zh: '有效群体数(希尔数)' },
  summary: {
    en: 'The place is as diverse as if this many equally large groups used it.',
    zh: '这个地方的多样程度,相当于有这么多个人数相等的群体。',
  },
  formula: '(Σ pᵠ)^(1/(1−q)); e^(−Σ p ln p) at q = 1',
  source: 'Hill 1973, Ecology 54(2)',
  unit: 'groups',
  range: '1 to K',
  better: 'higher',
  caveat: {
    en: 'Name the order: q = 0 counts every group however small, q = 2 hardly sees small ones.',
    zh: '请注明阶数:q = 0 时再小的群体也算一个,q = 2 时几乎看不到小群体。',
  },
  input: { ...populationFields, q: number('order: 0 counts groups, large values see only large groups', { min: 0 }) },
  compute: ({ counts, q }) => hillNumber(counts, q),
})
