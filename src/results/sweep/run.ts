/** One run of a sweep. Runs of one world and replicate share their past, so the city is founded once for all of them. */
import type { City } from '../../city/city.ts'
import type { Plan } from '../../city/plan.ts'
import type { Rules } from '../../city/rules.ts'
import type { CitySource, Scenario } from '../../scenario/scenario.ts'
import { branch, createSimulation, type Simulation } from '../../simulation.ts'
import { readFrame } from '../layers.ts'
import { reader } from '../record.ts'
import { placeboTick, scenarioOf } from './design.ts'
import type { Case, Sweep } from './sweep.ts'

/** What is written down of a run. Numbers are in flat arrays, which travel between threads without being copied. */
export interface RunRecord {
  hash: string
  ticks: number[]
  /** row by row, one value a measure; NaN where undefined */
  values: Float64Array
  /** one value a parcel; NaN where nobody lives */
  layers: Record<string, Float32Array>
}

/** Ticks at which a run is recorded: the first, every so many months, and the last. */
export function recordedTicks({ ticks, every }: Pick<Sweep, 'ticks' | 'every'>): number[] {
  const list: number[] = []
  for (let tick = 0; tick < ticks; tick += every) list.push(tick)
  return [...list, ticks]
}

const known = (value: number | null | undefined): number => value ?? Number.NaN

/** Runs a simulation that stands at tick 0 to its end. */
export function record(simulation: Simulation, sweep: Sweep, step: (months: number) => void): RunRecord {
  const { measures, maps } = sweep
  const read: (city: City, rules: Rules) => Record<string, number | null> = reader(simulation.scenario, measures)
  const ticks = recordedTicks(sweep)
  const values = new Float64Array(ticks.length * measures.length)
  ticks.forEach((tick, row) => {
    const months = tick - simulation.city.tick
    simulation.run(months)
    const now = read(simulation.city, simulation.rules)
    measures.forEach((name, j) => {
      values[row * measures.length + j] = known(now[name])
    })
    step(months)
  })
  const layers = maps.length > 0 ? readFrame(simulation.city, simulation.rules, maps).layers : {}
  return { hash: simulation.hash(), ticks, values, layers }
}

/** A run from its very beginning. */
export function freshSimulation(sweep: Sweep, one: Case, replicate: number, plan: Plan): Simulation {
  const placebo = one.arm === 'placebo' ? { placebo: { k: replicate, at: placeboTick(sweep) } } : {}
  return createSimulation(scenarioOf(sweep, one), plan, { seed: sweep.seed, replicate, ...placebo })
}

/** What decides a run until its policies begin. */
const pastOf = ({ city, parameters, burn_in, years }: Scenario, replicate: number): string =>
  JSON.stringify([city, parameters, burn_in, years, replicate])

/**
 * Runs cases one after another; the city at tick 0 is kept and taken up again while the next run shares it.
 * @param planOf the place a scenario names
 */
export function createRunner(
  sweep: Sweep,
  planOf: (source: CitySource) => Promise<Plan>,
): (one: Case, replicate: number, step: (months: number) => void) => Promise<RunRecord> {
  let trunk: { past: string; simulation: Simulation } | null = null
  return async (one, replicate, step) => {
    const scenario = scenarioOf(sweep, one)
    const past = pastOf(scenario, replicate)
    if (trunk?.past !== past) {
      trunk = null
      const plan = await planOf(scenario.city)
      const bare = { ...scenario, policies: [] }
      trunk = { past, simulation: createSimulation(bare, plan, { seed: sweep.seed, replicate }) }
    }
    const placebo = one.arm === 'placebo' ? { k: replicate, at: placeboTick(sweep) } : undefined
    return record(branch(trunk.simulation, scenario, placebo), sweep, step)
  }
}
