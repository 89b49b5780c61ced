/** Effects that are no identities: the same cities and lucks with and without a policy, beside a placebo. */
import { generateCity, type presets } from '../../src/city/generate.ts'
import type { PolicyUse } from '../../src/policies/policy.ts'
import { isBeyondPlacebo, placeboBand, studentInterval } from '../../src/results/statistics.ts'
import { branch, createSimulation, type Simulation } from '../../src/simulation.ts'
import { scenario } from '../laws/plain.ts'

export interface Effect {
  mean: number
  /** whole interval of the paired difference on one side of 0, and its mean beyond what a changed rent does by chance */
  isBeyondChance: boolean
}

/** Values read at the end of a run, by name. */
type Reading = Record<string, number>

/**
 * Runs every arm in several tiny cities and judges paired differences from the arm in which nothing is done.
 * @param policies of an arm, or what is done to its city at the start
 * @example const effect = effects({ limit: [use('rent_limit', { growth_yr: 0 })] }, 48, ({ city }) => ({ … }))
 *          effect('limit', 'quality').mean // < 0
 */
export function effects(
  arms: Record<string, readonly PolicyUse[] | ((simulation: Simulation) => void)>,
  months: number,
  read: (simulation: Simulation) => Reading,
  { preset = 'tiny', cities = 8 }: { preset?: keyof typeof presets; cities?: number } = {},
): (arm: string, name: string) => Effect {
  const seeds = Array.from({ length: cities }, (_, i) => String(i + 1))
  const runs = seeds.map(seed => {
    const root = createSimulation(scenario({ years: 10, burn_in: 12 }), generateCity(preset, seed), { seed })
    const finish = (run: Simulation): Reading => {
      run.run(months)
      return read(run)
    }
    const idle = scenario({ years: 10, burn_in: 12 })
    const acted = Object.entries(arms).map(([name, arm]) => {
      if (typeof arm !== 'function') return [name, finish(branch(root, { ...idle, policies: [...arm] }))] as const
      const run = branch(root, idle)
      arm(run)
      return [name, finish(run)] as const
    })
    return {
      base: finish(branch(root, idle)),
      placebo: finish(branch(root, idle, { k: 1, at: 0 })),
      ...Object.fromEntries(acted),
    } as Record<string, Reading>
  })
  return (arm, name) => {
    const differences = (of: string): number[] => runs.map(run => run[of]![name]! - run.base![name]!)
    const interval = studentInterval(differences(arm))!
    return { mean: interval.mean, isBeyondChance: isBeyondPlacebo(interval, placeboBand(differences('placebo'))) }
  }
}
