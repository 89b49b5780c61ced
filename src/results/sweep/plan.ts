/** Which runs there are and in which order: what a shard, a resumed sweep and a wave of replications have in common. */
import type { Case, Sweep } from './sweep.ts'

export interface Shard {
  /** 1 … of */
  index: number
  of: number
}

/** Runs that share a city at tick 0, done one after another by one thread. */
export interface Bundle {
  replicate: number
  cases: Case[]
}

/** Runs of a bundle: few, since a kill loses what is in flight. */
const BUNDLE = 4

/**
 * Bundles of replicates `from` … `to` − 1 of cases, runs of one world and replicate together.
 * @param wanted replicates of each case, by its number
 */
export function bundlesOf(
  cases: readonly Case[],
  wanted: (one: Case) => readonly [from: number, to: number],
): Bundle[] {
  const byPast = new Map<string, Bundle>()
  const bundles: Bundle[] = []
  for (const one of cases) {
    const [from, to] = wanted(one)
    for (let replicate = from; replicate < to; replicate++) {
      const key = `${one.world} ${replicate}`
      let bundle = byPast.get(key)
      if (bundle === undefined || bundle.cases.length === BUNDLE) {
        bundle = { replicate, cases: [] }
        byPast.set(key, bundle)
        bundles.push(bundle)
      }
      bundle.cases.push(one)
    }
  }
  // bundles of one past in a row: a thread that takes the next one may still have its city
  const order = new Map<Bundle, number>(bundles.map((bundle, i) => [bundle, i]))
  return bundles.sort(
    (a, b) => a.cases[0]!.world - b.cases[0]!.world || a.replicate - b.replicate || order.get(a)! - order.get(b)!,
  )
}

/** A shard's part of a list: every n-th, so that dear and cheap runs are spread. */
export const partOf = <T>(list: readonly T[], { index, of }: Shard): T[] => list.filter((_, i) => i % of === index - 1)

/**
 * The design's cases that a shard looks after when replications are added until intervals are narrow. What they are
 * compared with is run by every shard that needs it: the same runs, which merging recognises.
 */
export function casesFor(cases: readonly Case[], shard: Shard): Case[] {
  const own = partOf(
    cases.filter(({ arm }) => arm === 'scenario'),
    shard,
  )
  const worlds = new Set(own.map(({ world }) => world))
  return [...own, ...cases.filter(({ arm, world }) => arm !== 'scenario' && worlds.has(world))]
}

/** Runs of a whole sweep without precision. */
export const plannedRuns = (sweep: Sweep, cases: readonly Case[]): number => cases.length * sweep.replications
