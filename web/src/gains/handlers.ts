import { type HouseholdGains, householdGains } from '../../../src/metrics/welfare.ts'
import { type GainRow, gainGroups, gainRow, placeGroups } from '../../../src/results/gains.ts'
import type { Simulation } from '../../../src/simulation.ts'
import type { Future, Handlers } from '../contracts.ts'
import type { GainsQueries } from './queries.ts'

const kept = new WeakMap<Simulation, HouseholdGains>()

function gainsOf(base: Future | null, other: Future | null): HouseholdGains | null {
  if (!base?.done || !other?.done) return null
  const gains = kept.get(other.simulation) ?? householdGains(other.welfare, base.welfare)
  kept.set(other.simulation, gains)
  return gains
}

const nowhere = { en: '', zh: '' }

export const gainsHandlers: Handlers<GainsQueries> = {
  gains: ({ baselineOf, policyOf, shown }) => gainsOf(baselineOf(shown), policyOf(shown)),
  gainTables: (bench, { mode, threshold, districts }) => {
    const groups = [...gainGroups, ...placeGroups(Array.from({ length: districts }, () => nowhere))]
    const rowsOf = (gains: HouseholdGains): GainRow[] => [
      gainRow(gains, mode, threshold),
      ...groups.map(group => gainRow(gains, mode, threshold, group.holds(gains))),
    ]
    return bench.replicates.flatMap(replicate => {
      const base = bench.baselineOf(replicate)
      const gains = gainsOf(base, bench.policyOf(replicate))
      if (!gains) return []
      const chance = gainsOf(base, bench.placeboOf(replicate))
      return [{ replicate, rows: rowsOf(gains), placebo: chance && rowsOf(chance) }]
    })
  },
}
