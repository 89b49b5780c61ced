import { log } from '../../../lib/numeric.ts'
import { logRatio, type Numbers, safeScale, scaled, weightsFor } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { labels } from '../input.ts'
import { valueFields } from './distribution.ts'
import { theilT } from './theil-t.ts'

/** Theil's T and its two parts, in nats. */
export type TheilDecomposition = {
  readonly total: number
  readonly between: number
  readonly within: number
}

/**
 * Splits Theil's T into inequality between groups and inequality within them.
 * Source: Theil 1967, Economics and Information Theory; Shorrocks 1980, Econometrica 48(3).
 *
 * @param values  amounts ≥ 0
 * @param groups  a label a value, such as its district
 * @param weights frequencies, same length, ones if left out
 * @returns total = between + within; null if the list is empty or sums to 0
 * @example theilDecomposition([0, 0, 3, 5], [0, 0, 1, 1]) // => { total: 0.7247…, between: 0.6931…, within: 0.0315… }
 */
export function theilDecomposition(
  values: Numbers,
  groups: ArrayLike<string | number>,
  weights?: Numbers,
): TheilDecomposition | null {
  const total = theilT(values, weights)
  if (total === null) return null
  const people = weightsFor(values.length, weights)
  const had = Float64Array.from(values, (value, i) => (people[i]! > 0 ? value : 0))
  const near = scaled(had, safeScale(had))
  const members = new Map<string | number, number[]>()
  let allPeople = 0
  let allAmount = 0
  for (let i = 0; i < near.length; i++) {
    allPeople += people[i]!
    allAmount += people[i]! * near[i]!
    const list = members.get(groups[i]!)
    if (list === undefined) members.set(groups[i]!, [i])
    else list.push(i)
  }
  let between = 0
  let within = 0
  for (const list of members.values()) {
    const own = Float64Array.from(list, i => near[i]!)
    const ownPeople = Float64Array.from(list, i => people[i]!)
    const inside = theilT(own, ownPeople)
    if (inside === null) continue
    let headcount = 0
    let amount = 0
    for (let i = 0; i < own.length; i++) {
      headcount += ownPeople[i]!
      amount += ownPeople[i]! * own[i]!
    }
    const share = amount / allAmount
    if (share === 0) continue
    const relativeMean = share / (headcount / allPeople)
    between += share * (relativeMean < 1e290 ? log(relativeMean) : logRatio(share, headcount / allPeople))
    within += share * inside
  }
  return { total, between, within }
}

export const theilDecompositionCalculator = defineCalculator({
  id: 'theil-decomposition',
  title: { en: "Theil's T between and within groups", zh: '泰尔指数的组间与组内分解' },
  summary: {
    en: 'How much of all inequality lies between the groups (districts, tenures) and how much inside them; the two add to the total.',
    zh: '全部不平等中,有多少来自群体(片区、租住类型)之间,有多少来自群体内部;两者相加即为总量。',
  },
  formula: 'between = Σ s_g ln(μ_g/μ), within = Σ s_g T_g, s_g the group’s share of income',
  source: 'Theil 1967, Economics and Information Theory',
  unit: 'nats',
  range: '0 to ln n',
  better: 'lower',
  caveat: {
    en: 'The finer the groups, the larger the part between them: compare only with the same borders.',
    zh: '分组越细,组间部分越大:只有边界相同才能比较。',
  },
  input: {
    values: valueFields.values,
    groups: labels('group of each value', { length: 'values' }),
    weights: valueFields.weights,
  },
  compute: ({ values, groups, weights }) => theilDecomposition(values, groups, weights),
})
