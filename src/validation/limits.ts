/** Limits: what published theory says of the model with most of it switched off. */
import type { City } from '../city/city.ts'
import type { Parameters } from '../city/parameters.ts'
import type { Plan } from '../city/plan.ts'
import { distance } from '../lib/geometry.ts'
import { log } from '../lib/numeric.ts'
import { measureNamed } from '../metrics/index.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { branch, createSimulation, type Simulation } from '../simulation.ts'

const NO_AMENITIES = {
  utility_green: 0,
  utility_school: 0,
  utility_clinic: 0,
  utility_quality: 0,
  utility_heritage: 0,
  utility_gate: 0,
  utility_near: 0,
}

/** Nobody comes or leaves, nothing grows and nothing is built. */
const CLOSED = {
  arrivals: 0,
  population_growth: 0,
  departure: { registered: 0, migrant: 0 },
  income_growth: 0,
  land_base: 0,
}
/** People move whenever they would rather live elsewhere, as the agents of these theories do. */
const MOBILE = {
  attachment_utility: 0,
  move_rate: { tenant: 0.1, owner: 0.1, public: 0.1, informal: 0.1 },
}
/** Alonso's city: a radius [m] at which commutes differ by more than chance moves rents, and tastes that hardly count. */
const ALONSO_RADIUS = 12_000
const ALONSO_SCALE = 20

export interface LimitValues {
  /** H with four times the dislike of unlike neighbours, no amenities and free movers (Schelling) */
  schelling: number | null
  /** H without any dislike, over H at rest: what income sorting alone leaves */
  sortingOnly: number | null
  /** correlation of ln rent, mean of five years, with the commute: homes alike, no amenities, equal incomes (Alonso) */
  alonso: number | null
  /** yearly change of ln mean rent in years 5–15 of a closed city, at the vacancy it settles to, and of that vacancy */
  rentDrift: number | null
  vacancyDrift: number | null
}

/** Runs the limits on one place and seed. */
export function limits(scenario: Scenario, plan: Plan, seed: string): LimitValues {
  const given = (parameters: Partial<Parameters>): Scenario => ({
    ...scenario,
    parameters: { ...scenario.parameters, ...parameters },
  })
  const run = (parameters: Partial<Parameters>, ticks: number, place = plan): Simulation => {
    const simulation = createSimulation(given(parameters), place, { seed })
    simulation.run(ticks)
    return simulation
  }
  const value = (simulation: Simulation, name: string): number | null =>
    measureNamed(name)?.compute(simulation.city, simulation.rules) ?? null
  const atRest = value(run({}, 120), 'segregation_h')
  const { income, utility_peer } = scenario.parameters
  const schelling = value(
    run({ ...NO_AMENITIES, ...MOBILE, utility_own: 0, utility_peer: 4 * utility_peer }, 120),
    'segregation_h',
  )
  const without = value(run({ utility_peer: 0 }, 120), 'segregation_h')
  const equal = run(
    {
      ...NO_AMENITIES,
      ...CLOSED,
      ...MOBILE,
      choice_scale: ALONSO_SCALE,
      utility_peer: 0,
      utility_noise: 0,
      utility_own: 0,
      estate_fee: 0,
      income: { ...income, local_sd: 0.05, migrant_sd: 0.05, migrant_median: income.local_median },
      income_shock: { persistence: 0, sd: 0 },
    },
    60,
    oneCentre(plan),
  )
  const means = new Float64Array(equal.city.buildings.rows)
  for (let month = 0; month < 60; month++) {
    equal.tick()
    for (let b = 0; b < means.length; b++) means[b]! += log(equal.city.buildings.rent[b]!) / 60
  }
  // rents follow vacancy less its natural rate, so a closed city is still where the two are equal
  const settled = run(CLOSED, 60)
  const vacancy = value(settled, 'vacancy_rate')
  const still = branch(settled, given({ ...CLOSED, ...(vacancy === null ? {} : { natural_vacancy: vacancy }) }))
  const rents = meanLnRent(still.city)
  still.run(120)
  const later = value(still, 'vacancy_rate')
  return {
    schelling,
    sortingOnly: atRest === null || without === null ? null : without / atRest,
    alonso: rentCommuteCorrelation(equal.city, means),
    rentDrift: (meanLnRent(still.city) - rents) / 10,
    vacancyDrift: vacancy === null || later === null ? null : (later - vacancy) / 10,
  }
}

/** The same place stretched, with all jobs in its middle, no rail, and all homes alike. */
function oneCentre(plan: Plan): Plan {
  const times = ALONSO_RADIUS / plan.radius
  const middle = plan.centres.reduce((best, centre) => {
    const out = ({ x, y }: { x: number; y: number }): number => distance(x, y, plan.centre[0], plan.centre[1])
    return out(centre) < out(best) ? centre : best
  })
  return {
    ...plan,
    centre: [plan.centre[0] * times, plan.centre[1] * times],
    radius: ALONSO_RADIUS,
    nodes: plan.nodes.map(v => v * times),
    edges: { ...plan.edges, units: plan.edges.units.map(units => Math.round(units * times)) },
    centres: [{ ...middle, x: middle.x * times, y: middle.y * times, jobs: 1 }],
    stations: [],
    parcels: plan.parcels.map(parcel => ({
      ...parcel,
      x: parcel.x * times,
      y: parcel.y * times,
      ...(parcel.stock ? { stock: parcel.stock.map(() => ({ kind: 'open', floor: 60, quality: 0.7 }) as const) } : {}),
    })),
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

function rentCommuteCorrelation({ buildings, parcels, centres }: City, lnRents: Float64Array): number | null {
  const x: number[] = []
  const y: number[] = []
  for (let b = 0; b < lnRents.length; b++) {
    if (buildings.dwellings[b] === 0) continue
    x.push(parcels.minutes[buildings.parcel[b]! * centres.rows]!)
    y.push(lnRents[b]!)
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
