/** Limits: what published theory says of the model with most of it switched off. */
import { KIND } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import type { Parameters } from '../city/parameters.ts'
import type { Plan } from '../city/plan.ts'
import { log } from '../lib/numeric.ts'
import { measureNamed } from '../metrics/index.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { createSimulation, type Simulation } from '../simulation.ts'

const NO_AMENITIES = {
  utility_green: 0,
  utility_school: 0,
  utility_clinic: 0,
  utility_quality: 0,
  utility_heritage: 0,
  utility_gate: 0,
  utility_near: 0,
}

export interface LimitValues {
  /** H with four times the dislike of unlike neighbours and no amenities (Schelling) */
  schelling: number | null
  /** H without any dislike, over H at rest: what income sorting alone leaves */
  sortingOnly: number | null
  /** correlation of ln rent with the mean commute, no amenities, nearly equal incomes (Alonso) */
  alonso: number | null
  /** yearly change of ln mean rent after tick 60, and of vacancy, with nobody coming, no growth and no building */
  rentDrift: number | null
  vacancyDrift: number | null
}

/** Runs the limits on one place and seed. */
export function limits(scenario: Scenario, plan: Plan, seed: string): LimitValues {
  const run = (given: Partial<Parameters>, ticks: number): Simulation => {
    const simulation = createSimulation({ ...scenario, parameters: { ...scenario.parameters, ...given } }, plan, {
      seed,
    })
    simulation.run(ticks)
    return simulation
  }
  const value = (simulation: Simulation, name: string): number | null =>
    measureNamed(name)?.compute(simulation.city, simulation.rules) ?? null
  const atRest = value(run({}, 120), 'segregation_h')
  const schelling = value(
    run({ ...NO_AMENITIES, utility_peer: 4 * scenario.parameters.utility_peer }, 120),
    'segregation_h',
  )
  const without = value(run({ utility_peer: 0 }, 120), 'segregation_h')
  const { income } = scenario.parameters
  const equal = run(
    {
      ...NO_AMENITIES,
      utility_peer: 0,
      utility_own: 0,
      attachment_utility: 0,
      income: { ...income, local_sd: 0.05, migrant_sd: 0.05, migrant_median: income.local_median },
      income_shock: { persistence: 0, sd: 0 },
    },
    120,
  )
  const still = run(
    { arrivals: 0, population_growth: 0, departure: { registered: 0, migrant: 0 }, income_growth: 0, land_base: 0 },
    60,
  )
  const rents = meanLnRent(still.city)
  const vacancy = value(still, 'vacancy_rate')
  still.run(120)
  const later = value(still, 'vacancy_rate')
  return {
    schelling,
    sortingOnly: atRest === null || without === null ? null : without / atRest,
    alonso: rentCommuteCorrelation(equal.city),
    rentDrift: (meanLnRent(still.city) - rents) / 10,
    vacancyDrift: vacancy === null || later === null ? null : (later - vacancy) / 10,
  }
}

function meanLnRent({ buildings }: City): number {
  let sum = 0
  let count = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    sum += log(buildings.rent[b]!) * buildings.dwellings[b]!
    count += buildings.dwellings[b]!
  }
  return sum / count
}

function rentCommuteCorrelation({ buildings, parcels, centres }: City): number | null {
  const x: number[] = []
  const y: number[] = []
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0 || buildings.kind[b] === KIND.public) continue
    let minutes = 0
    for (let c = 0; c < centres.rows; c++)
      minutes += centres.jobs[c]! * parcels.minutes[buildings.parcel[b]! * centres.rows + c]!
    x.push(minutes)
    y.push(log(buildings.rent[b]!))
  }
  const mean = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
  const [mx, my] = [mean(x), mean(y)]
  let [sxy, sxx, syy] = [0, 0, 0]
  x.forEach((v, i) => {
    sxy += (v - mx) * (y[i]! - my)
    sxx += (v - mx) * (v - mx)
    syy += (y[i]! - my) * (y[i]! - my)
  })
  return sxx > 0 && syy > 0 ? sxy / Math.sqrt(sxx * syy) : null
}
