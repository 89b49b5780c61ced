import { meanOf, type Numbers, risingOrder, safeScale, scaled, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { bounds, choice, numbers, optional } from '../input.ts'
import { valueFields } from './distribution.ts'

const kinds = ['standard', 'generalized', 'erreygers', 'wagstaff'] as const

/** Which correction of the concentration index. */
export type ConcentrationKind = (typeof kinds)[number]

/** 2 cov(h, R) and the mean of h, both times a scale; null without people. */
function rankCovariance(values: Numbers, rank: Numbers, weights: Numbers | undefined) {
  const n = values.length
  const people = weightsFor(n, weights)
  const scale = safeScale(values)
  const h = scale === 1 ? values : scaled(values, scale)
  let all = 0
  for (let i = 0; i < n; i++) all += people[i]!
  if (!(all > 0)) return null
  const mean = meanOf(h, people)
  const order = risingOrder(rank)
  let below = 0
  let covariance = 0
  for (let start = 0; start < n; ) {
    let end = start
    let tied = 0
    let excess = 0
    while (end < n && rank[order[end]!] === rank[order[start]!]) {
      const i = order[end++]!
      tied += people[i]!
      excess += people[i]! * (h[i]! - mean)
    }
    // mean rank of the tied, less ½, the mean of all ranks
    covariance += (excess / all) * ((below + tied / 2) / all - 0.5)
    below += tied
    start = end
  }
  return { twice: 2 * covariance, mean, scale, people }
}

/**
 * Concentration index: whether something goes to the better-off (above 0) or to the worse-off (below 0).
 * Sources: Wagstaff, Paci & van Doorslaer 1991; bounded forms Wagstaff 2005, Erreygers 2009, J. of Health Economics 28(2).
 *
 * @param values  the good h, one a person
 * @param rank    what people are ranked by, such as income, same length; ties share their mean rank
 * @param weights frequencies, same length, ones if left out
 * @param kind    standard C; generalized μC; erreygers and wagstaff for values within bounds
 * @param range   [a, b], for erreygers and wagstaff
 * @returns −1 to 1 (generalized: unit of h); null if the list is empty, the mean is 0, or the form divides by 0
 * @example concentrationIndex([0, 0, 1], [1, 2, 3]) // => 0.6666…
 */
export function concentrationIndex(
  values: Numbers,
  rank: Numbers,
  weights?: Numbers,
  kind: ConcentrationKind = 'standard',
  range: readonly [number, number] = [0, 1],
): number | null {
  const found = rankCovariance(values, rank, weights)
  if (found === null || found.mean === 0) return null
  const { scale } = found
  // a ratio needs no unit, and keeps its digits where the smallest numbers would lose them
  if (kind === 'standard') return found.twice / found.mean
  const twice = found.twice / scale
  const [low, high] = range
  switch (kind) {
    case 'generalized':
      return twice
    case 'erreygers':
      return (4 * twice) / (high - low)
    case 'wagstaff': {
      // averaged after the bound is taken off: a mean near a bound has lost the digits that count
      const above = meanOf(
        Array.from(values, value => value - low),
        found.people,
      )
      const below = meanOf(
        Array.from(values, value => high - value),
        found.people,
      )
      return above === 0 || below === 0 ? null : (twice / below) * ((high - low) / above)
    }
  }
}

export const concentrationIndexCalculator = defineCalculator({
  id: 'concentration-index',
  title: { en: 'Concentration index', zh: '集中指数' },
  summary: {
    en: 'Who gets it, ranked by income: above 0 the better-off get more, below 0 the worse-off do, 0 means income makes no difference.',
    zh: '按收入排序看谁得到更多:大于 0 偏向高收入者,小于 0 偏向低收入者,0 表示与收入无关。',
  },
  formula: 'C = 2 cov(h, R)/μ; generalized μC; Erreygers 4μC/(b−a); Wagstaff (b−a)μC/((b−μ)(μ−a))',
  source: 'Wagstaff, Paci & van Doorslaer 1991; Wagstaff 2005; Erreygers 2009, J. of Health Economics 28(2)',
  unit: 'index',
  range: '−1 to 1',
  better: 'none',
  caveat: {
    en: '0 may hide need: equal shares are not just where needs differ. For scores with a top, use Erreygers or Wagstaff and name it.',
    zh: '为 0 也可能掩盖需要的差别:需要不同,均分未必公正。有上限的得分应使用 Erreygers 或 Wagstaff 形式并注明。',
  },
  input: {
    values: numbers('the good, by person'),
    rank: numbers('what people are ranked by, such as income', { length: 'values' }),
    weights: valueFields.weights,
    kind: choice('form', kinds),
    bounds: optional(
      bounds('lowest and highest possible value', { hold: 'values' }),
      input => input.kind === 'erreygers' || input.kind === 'wagstaff',
    ),
  },
  compute: ({ values, rank, weights, kind, bounds }) => concentrationIndex(values, rank, weights, kind, bounds),
})
