import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, costs, openCosts, optional } from '../input.ts'
import { type Decay, decayField, decayWeight } from './decay.ts'
import { thresholdField } from './fields.ts'

/**
 * Floating catchment area: supply per head within a window around each origin.
 * Source: Peng 1997, Urban Studies 34(8); Luo 2004, Health & Place 10(1).
 *
 * @param demand     people at each origin
 * @param supply     capacity of each site
 * @param supplyCost origins × sites, Infinity where there is no way
 * @param demandCost origins × origins, likewise
 * @param threshold  largest cost within the window, itself included
 * @param decay      how both count the less the farther; all alike if left out
 * @returns supply per head by origin; null where nobody is in reach
 * @example floatingCatchmentArea([10], [2], [[5]], [[0]], 10) // => [0.2]
 */
export const floatingCatchmentArea = (
  demand: Numbers,
  supply: Numbers,
  supplyCost: Rows,
  demandCost: Rows,
  threshold: number,
  decay?: Decay,
): (number | null)[] => {
  const within = (amounts: Numbers, row: ArrayLike<number>): number => {
    let total = 0
    for (let j = 0; j < amounts.length; j++) {
      if (amounts[j]! > 0 && row[j]! <= threshold)
        total += amounts[j]! * (decay === undefined ? 1 : decayWeight(decay, row[j]!))
    }
    return total
  }
  return Array.from(demandCost, (row, i) => {
    const people = within(demand, row)
    const access = within(supply, supplyCost[i]!) / people
    return people > 0 && people < Number.POSITIVE_INFINITY && Number.isFinite(access) ? access : null
  })
}

export const floatingCatchmentAreaCalculator = defineCalculator({
  id: 'floating-catchment-area',
  title: { en: 'Floating catchment area', zh: '移动搜寻区法' },
  summary: {
    en: 'Within reach of home: so much supply for each person who also lives within reach.',
    zh: '在家周围的可达范围内,平均每个居民可分到多少设施。',
  },
  formula: 'Σⱼ Sⱼ f / Σₖ Pₖ f around each origin',
  source: 'Peng 1997, Urban Studies 34(8); Luo 2004, Health & Place 10(1)',
  unit: 'supply per head',
  range: '0 and up',
  better: 'higher',
  caveat: {
    en: 'It takes all who live near to share all that lies near, though each may reach other places too: two-step forms repair that.',
    zh: '它假定附近的人平分附近的设施,但各人还能到别处:两步法弥补了这一点。',
  },
  input: {
    demand: amounts('people at each origin'),
    supply: amounts('capacity of each site'),
    supplyCost: costs('cost from each origin (row) to each site (column)', { rows: 'demand', columns: 'supply' }),
    demandCost: costs('cost from each origin (row) to each origin (column)', { rows: 'demand', columns: 'demand' }),
    threshold: thresholdField,
    decay: optional(decayField),
  },
  compute: ({ demand, supply, supplyCost, demandCost, threshold, decay }) =>
    floatingCatchmentArea(demand, supply, openCosts(supplyCost), openCosts(demandCost), threshold, decay),
})
