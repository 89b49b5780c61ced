import { expm1, logPowerMean, logRatio, type Numbers } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { number } from '../input.ts'
import { twoGroupFields, twoSpreads } from './two-groups.ts'

/**
 * Atkinson index of segregation. The weight b says whose units count: below ½ those where the group is scarce,
 * above ½ those where it is crowded.
 * Source: James & Taeuber 1985, Sociological Methodology 15.
 *
 * Written as one minus a power mean of order 1 − b over members of the group, of everybody else's presence in their
 * unit relative to the group's, (yᵢ/Y)/(xᵢ/X); this is the published form rearranged, without its large powers.
 *
 * @param group people of the group, one entry a unit
 * @param total all people, same length
 * @param b     strictly between 0 and 1
 * @returns 0 to 1; null if the group or everybody else is absent
 * @example atkinsonSegregation([10, 0], [10, 10], 0.5) // => 1
 */
export function atkinsonSegregation(group: Numbers, total: Numbers, b: number): number | null {
  const city = twoSpreads(group, total)
  if (city === null) return null
  const logs = new Float64Array(group.length)
  for (let i = 0; i < logs.length; i++) {
    const ours = city.ofGroup[i]!
    const theirs = city.ofOthers[i]!
    if (ours > 0) logs[i] = theirs > 0 ? logRatio(theirs, ours) : Number.NEGATIVE_INFINITY
  }
  return -expm1(logPowerMean(logs, city.ofGroup, 1 - b))
}

export const atkinsonSegregationCalculator = defineCalculator({
  id: 'atkinson-segregation',
  title: { en: 'Atkinson index of segregation', zh: '隔离阿特金森指数' },
  summary: {
    en: 'Segregation from 0 to 1 in which you choose what counts more: places the group is kept out of (b below ½) or crowded into (b above ½).',
    zh: '取值 0 到 1 的隔离程度,可以选择更看重什么:群体难以进入的地方(b 小于 0.5),还是群体过度集中的地方(b 大于 0.5)。',
  },
  formula: '1 − P/(1−P) · [Σᵢ (1−pᵢ)^(1−b) pᵢ^b tᵢ / (P T)]^(1/(1−b))',
  source: 'James & Taeuber 1985, Sociological Methodology 15',
  unit: 'index',
  range: '0 to 1',
  better: 'lower',
  caveat: {
    en: 'The answer depends on b, a judgement: say which was used, and never compare indices of different b.',
    zh: '结果取决于 b,而 b 是一种价值判断:请说明所用的 b,不同 b 的结果不能相比。',
  },
  input: { ...twoGroupFields, b: number('weight of units where the group is crowded', { above: 0, below: 1 }) },
  compute: ({ group, total, b }) => atkinsonSegregation(group, total, b),
})
