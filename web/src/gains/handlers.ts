import { type HouseholdGains, householdGains } from '../../../src/metrics/welfare.ts'
import { gainGroups, gainRow, placeGroups } from '../../../src/results/gains.ts'
import type { Simulation } from '../../../src/simulation.ts'
import type { Bench, Handlers } from '../contracts.ts'
import type { GainsQueries } from './queries.ts'

const kept = new WeakMap<Simulation, HouseholdGains>()

function gainsOf({ baselineOf, policyOf }: Bench, replicate: number): HouseholdGains | null {
  const [base, policy] = [baselineOf(replicate), policyOf(replicate)]
  if (!base?.done || !policy?.done) return null
  const gains = kept.get(policy.simulation) ?? householdGains(policy.welfare, base.welfare)
  kept.set(policy.simulation, gains)
  return gains
}

const nowhere = { en: '', zh: '' }

export const gainsHandlers: Handlers<GainsQueries> = {
  gains: bench => gainsOf(bench, bench.shown),
  gainTables: (bench, { mode, threshold, districts }) => {
    const groups = [...gainGroups, ...placeGroups(Array.from({ length: districts }, () => nowhere))]
    return bench.replicates.flatMap(replicate => {
      const gains = gainsOf(bench, replicate)
      if (!gains) return []
      const rows = [
        gainRow(gains, mode, threshold),
        ...groups.map(group => gainRow(gains, mode, threshold, group.holds(gains))),
      ]
      return [{ replicate, rows }]
    })
  },
}
