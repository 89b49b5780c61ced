import { type Numbers, safeScale } from '../arithmetic.ts'
import { defineCalculator, type Value } from '../calculator.ts'
import { amounts, labels, optional } from '../input.ts'

/**
 * Displacement rate: involuntary moves for each household, or household-year, at risk.
 * Source: definition of this project, after Newman & Wyly 2006, Urban Studies 43(1).
 *
 * @param atRisk    households or household-years at risk, ≥ 0
 * @param displaced involuntary moves, ≥ 0, same length; they may exceed the households, as one may move twice
 * @returns moves per household at risk; null if nobody is at risk
 * @example displacementRate([10, 4.5, 0], [1, 2, 0]) // => 0.2068…
 */
export function displacementRate(atRisk: Numbers, displaced: Numbers): number | null {
  const riskScale = safeScale(atRisk)
  const eventScale = safeScale(displaced)
  let risk = 0
  let events = 0
  for (let i = 0; i < atRisk.length; i++) {
    risk += atRisk[i]! * riskScale
    events += displaced[i]! * eventScale
  }
  if (!(risk > 0)) return null
  return events === 0 ? 0 : (events / risk) * (riskScale / eventScale)
}

/**
 * Displacement rate, overall and group by group.
 * @param groups a label an entry, same length
 * @returns rates, null for a group in which nobody is at risk
 * @example displacementRateByGroup([2, 0], [1, 0], ['a', 'b']) // => { overall: 0.5, byGroup: { a: 0.5, b: null } }
 */
export function displacementRateByGroup(
  atRisk: Numbers,
  displaced: Numbers,
  groups: ArrayLike<string | number>,
): { overall: number | null; byGroup: { [group: string]: number | null } } {
  const rows = new Map<string, number[]>()
  for (let i = 0; i < groups.length; i++) {
    const name = String(groups[i])
    const list = rows.get(name)
    if (list === undefined) rows.set(name, [i])
    else list.push(i)
  }
  return {
    overall: displacementRate(atRisk, displaced),
    byGroup: Object.fromEntries(
      Array.from(rows, ([name, list]) => [
        name,
        displacementRate(
          list.map(i => atRisk[i]!),
          list.map(i => displaced[i]!),
        ),
      ]),
    ),
  }
}

export const displacementRateCalculator = defineCalculator({
  id: 'displacement-rate',
  title: { en: 'Displacement rate', zh: '被迫搬迁率' },
  summary: {
    en: 'Of each household, or household-year, at risk, this many had to leave their home against their will.',
    zh: '每一户(或每户每年)面临风险的家庭中,被迫离开住处的次数。',
  },
  formula: 'Σ displaced / Σ at risk',
  source: 'definition of this project, after Newman & Wyly 2006, Urban Studies 43(1)',
  unit: 'moves per household at risk',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Those already pushed out are at risk no more: the rate falls when nobody is left to displace. People who stay under pressure are not counted.',
    zh: '已被迫搬走的人不再计入风险人群:无人可搬时比率也会下降。在压力下勉强留住的人没有计入。',
  },
  input: {
    atRisk: amounts('households or household-years at risk'),
    displaced: amounts('involuntary moves', { length: 'atRisk' }),
    groups: optional(labels('group of each entry', { length: 'atRisk' })),
  },
  compute: ({ atRisk, displaced, groups }): Value =>
    groups === undefined ? displacementRate(atRisk, displaced) : displacementRateByGroup(atRisk, displaced, groups),
})
