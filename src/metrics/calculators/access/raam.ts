import { roundHalfEven } from '../../../lib/fixed.ts'
import { pow } from '../../../lib/numeric.ts'
import type { Numbers, Rows } from '../arithmetic.ts'
import { defineCalculator } from '../calculator.ts'
import { amounts, costs, number, openCosts, optional } from '../input.ts'

/** How the assignment is iterated. */
export interface RaamSettings {
  /** travel cost that people bear to avoid one mean load of crowding */
  readonly tau: number
  /** mean load, people per unit of supply; total demand over total supply if left out */
  readonly rho?: number | undefined
  readonly maxCycles: number
  /** largest share of an origin that moves in the first cycle */
  readonly initialStep: number
  /** that share never falls below this */
  readonly minStep: number
  /** cycles in which it halves */
  readonly halfLife: number
}

/** Cycles in which a site takes no more newcomers than it has room for. */
const GUARDED_CYCLES = 20

/**
 * Rational agent access model: people choose sites by travel and crowding together until nobody gains by a change; the
 * result is what the choice costs them. The iteration is that of the access package of PySAL, 1.1.9.
 * Source: Saxon & Snow 2020, Annals of the American Association of Geographers 110(1).
 *
 * @param demand people at each origin, whole numbers
 * @param supply capacity of each site
 * @param cost   origins × sites, Infinity where there is no way
 * @returns travel (in tau) plus crowding (in mean loads) by origin, low is good; null for an origin without people or
 *   without a site it can reach
 * @example raam([10], [1], [[30]], { tau: 60, maxCycles: 1, initialStep: 0.2, minStep: 0.005, halfLife: 50 }) // => [1.5]
 */
export function raam(demand: Numbers, supply: Numbers, cost: Rows, settings: RaamSettings): (number | null)[] {
  const result: (number | null)[] = new Array(demand.length).fill(null)
  let people = 0
  for (let i = 0; i < demand.length; i++) people += demand[i]!
  let capacity = 0
  const open: number[] = []
  for (let j = 0; j < supply.length; j++) {
    capacity += supply[j]!
    if (supply[j]! > 0) open.push(j)
  }
  const sites = open.length
  const rho = settings.rho ?? people / capacity
  const size = Float64Array.from(open, j => supply[j]! * rho)

  // origins with people who can reach a site, and the site nearest to each
  const origins: number[] = []
  const nearest: number[] = []
  for (let i = 0; i < demand.length; i++) {
    if (!(demand[i]! > 0)) continue
    let best = -1
    for (let s = 0; s < sites; s++) {
      const c = cost[i]![open[s]!]!
      if (c < (best < 0 ? Number.POSITIVE_INFINITY : cost[i]![open[best]!]!)) best = s
    }
    if (best < 0) continue
    origins.push(i)
    nearest.push(best)
  }
  const n = origins.length
  const travel = new Float64Array(n * sites)
  const assigned = new Float64Array(n * sites)
  for (let o = 0; o < n; o++) {
    for (let s = 0; s < sites; s++) travel[o * sites + s] = cost[origins[o]!]![open[s]!]! / settings.tau
    assigned[o * sites + nearest[o]!] = demand[origins[o]!]!
  }

  const total = new Float64Array(n * sites)
  const load = new Float64Array(sites)
  const arrivals = new Float64Array(sites)
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  const move = new Float64Array(n)
  for (let cycle = 0; cycle < settings.maxCycles; cycle++) {
    load.fill(0)
    for (let o = 0, at = 0; o < n; o++) for (let s = 0; s < sites; s++, at++) load[s]! += assigned[at]!
    const share = Math.max(settings.initialStep * pow(0.5, cycle / settings.halfLife), settings.minStep)
    for (let o = 0; o < n; o++) {
      const row = o * sites
      let lo = 0
      let hi = -1
      for (let s = 0; s < sites; s++) {
        const here = load[s]! / size[s]! + travel[row + s]!
        total[row + s] = here
        if (here < total[row + lo]!) lo = s
        if (assigned[row + s] !== 0 && (hi < 0 || here > total[row + hi]!)) hi = s
      }
      low[o] = lo
      high[o] = hi
      move[o] = 0
      if (lo === hi) continue
      const sizeLow = size[lo]!
      const sizeHigh = size[hi]!
      const atLow = assigned[row + lo]!
      const atHigh = assigned[row + hi]!
      const balanced =
        ((sizeLow * sizeHigh) / (sizeLow + sizeHigh)) *
        (travel[row + hi]! -
          travel[row + lo]! +
          (atLow + atHigh + (load[hi]! - atHigh)) / sizeHigh -
          (load[lo]! - atLow) / sizeLow)
      move[o] = Math.trunc(Math.min(Math.min(balanced - atLow, atHigh), share * demand[origins[o]!]!))
    }
    if (cycle < GUARDED_CYCLES) {
      arrivals.fill(0)
      for (let o = 0; o < n; o++) arrivals[low[o]!]! += move[o]!
      for (let o = 0; o < n; o++) {
        const crowd = Math.max(arrivals[low[o]!]! / size[low[o]!]!, 1)
        move[o] = roundHalfEven(move[o]! / crowd)
      }
    }
    for (let o = 0; o < n; o++) {
      assigned[o * sites + low[o]!]! += move[o]!
      assigned[o * sites + high[o]!]! -= move[o]!
    }
  }
  for (let o = 0; o < n; o++) {
    let sum = 0
    for (let at = o * sites; at < (o + 1) * sites; at++) if (assigned[at] !== 0) sum += total[at]! * assigned[at]!
    const mean = sum / demand[origins[o]!]!
    result[origins[o]!] = Number.isFinite(mean) ? mean : null
  }
  return result
}

export const raamCalculator = defineCalculator({
  id: 'raam',
  title: { en: 'Rational agent access model', zh: '理性主体可达性模型' },
  summary: {
    en: 'What access costs people here when everybody weighs the way against the crowd: 1 is one mean load of crowding, or a journey of tau. Low is good.',
    zh: '人人都在路程与拥挤之间权衡之后,这里的居民付出的代价:1 相当于一份平均拥挤,或一段 τ 长的路程。越低越好。',
  },
  formula: 'Σⱼ (Σᵢ Aᵢⱼ/sⱼ + dᵢⱼ/τ) Aᵢⱼ / demandᵢ at the balance of choices',
  source: 'Saxon & Snow 2020, Annals of the American Association of Geographers 110(1)',
  unit: 'mean loads',
  range: '0 and up',
  better: 'lower',
  caveat: {
    en: 'Tau decides how much of a journey a crowd is worth: show two. Those who give up are not in it.',
    zh: 'τ 决定了拥挤抵得上多少路程,最好给出两种取值的结果。放弃使用的人没有计入。',
  },
  input: {
    demand: amounts('people at each origin', { whole: true }),
    supply: amounts('capacity of each site'),
    cost: costs('cost from each origin (row) to each site (column)', { rows: 'demand', columns: 'supply' }),
    tau: number('travel cost as bad as one mean load of crowding', { above: 0 }),
    rho: optional(number('mean load, people per unit of supply', { above: 0 })),
    maxCycles: number('cycles', { min: 1, whole: true }),
    initialStep: number('largest share of an origin that moves in the first cycle', { min: 0 }),
    minStep: number('the least that share falls to', { min: 0 }),
    halfLife: number('cycles in which it halves', { above: 0 }),
  },
  compute: ({ demand, supply, cost, ...settings }) => raam(demand, supply, openCosts(cost), settings),
})
