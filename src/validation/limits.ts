/** Limits: what published theory says of the model with most of it switched off. */
import type { City } from '../city/city.ts'
import type { Parameters } from '../city/parameters.ts'
import type { Plan } from '../city/plan.ts'
import { distance } from '../lib/geometry.ts'
import { log } from '../lib/numeric.ts'
import { combine, mix } from '../lib/random.ts'
import { multigroupInformationTheory } from '../metrics/calculators/segregation/multigroup-information-theory.ts'
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
/** Money out of play: all earn the same, rents stand still, everybody rents. Fifths are ranks of next to nothing. */
const SAME_MONEY = {
  income_growth: 0,
  income_shock: { persistence: 0, sd: 0 },
  rent_response: 0,
  scarcity_response: 0,
  own_at_start: 0,
  down_payment: 1,
  utility_own: 0,
  utility_noise: 0,
  estate_fee: 0,
  migrant_share: 0,
  migrant_share_of_arrivals: 0,
}
/** Dislikes of unlike neighbours that Schelling's city is run at. */
export const DISLIKES = [0, 1, 2, 3, 4, 6, 8] as const
const SCHELLING_TICKS = 120
/** Times that fifths are dealt out by chance. */
const DEALS = 5
/**
 * Dislike at which the mixed city should tip. Homes alike, choice is logit with tastes of scale 1: where neighbours' mean
 * fifth is off by δ, the share of a fifth q changes by c·δ·sign(q − 2)/5 with c = weight·dislike/4, so the mean is off by
 * (6/5)·c·δ in turn; above 1 mixing cannot last (Brock & Durlauf 2001). With weight 1 on either side: 4·5/6.
 */
export const PREDICTED_TIPPING = 10 / 3
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
  /** change of the rent bill with a yuan of travel cost in the same city: −1 by theory, homes being of one size */
  bidRentSlope: number | null
  /** the same two where every building holds as many homes */
  alonsoAlike: number | null
  bidRentSlopeAlike: number | null
  /** H by building, less what chance makes, at each of DISLIKES; homes and incomes alike, dislike of richer and poorer alike */
  tippingCurve: number[]
  /** dislike at which that curve leaves 0: where the tangent of its steepest part meets it */
  tippingAt: number | null
  /** yearly change of ln mean rent in years 5–15 of a closed city, at the vacancy it settles to, and of that vacancy */
  rentDrift: number | null
  vacancyDrift: number | null
}

/** A city of the scenario under other parameters, and perhaps in another place, after so many months. */
type World = (parameters: Partial<Parameters>, ticks: number, place?: Plan) => Simulation

const valueOf = ({ city, rules }: Simulation, name: string): number | null =>
  measureNamed(name)?.compute(city, rules) ?? null

/**
 * Runs the limits on one place and luck: some fourteen runs of the city, a quarter of a minute in the small one.
 * @example limits(baseline, generateCity('small', '1'), '1').tippingAt // => 2.7
 */
export function limits(scenario: Scenario, plan: Plan, seed: string): LimitValues {
  const world: World = (parameters, ticks, place = plan) => {
    const own = { ...scenario, parameters: { ...scenario.parameters, ...parameters } }
    const simulation = createSimulation(own, place, { seed })
    simulation.run(ticks)
    return simulation
  }
  return {
    ...dislikeInTheWholeModel(scenario, world),
    ...oneCentreCity(scenario, plan, world),
    ...tippingCurve(scenario, plan, world),
    ...standstill(scenario, world),
  }
}

/** Dislike of unlike neighbours with everything else at work. */
function dislikeInTheWholeModel(
  { parameters }: Scenario,
  world: World,
): Pick<LimitValues, 'schelling' | 'sortingOnly'> {
  const h = (changed: Partial<Parameters>): number | null => valueOf(world(changed, 120), 'segregation_h')
  const [atRest, without] = [h({}), h({ utility_peer: 0 })]
  return {
    schelling: h({ ...NO_AMENITIES, ...MOBILE, utility_own: 0, utility_peer: 4 * parameters.utility_peer }),
    sortingOnly: atRest === null || without === null ? null : without / atRest,
  }
}

/**
 * The city of Alonso, with buildings of one size and with buildings as large as they are. Everybody rents: an instalment is
 * not a rent, so that buyers bid for nearness by another slope.
 */
function oneCentreCity(
  { parameters: { income } }: Scenario,
  plan: Plan,
  world: World,
): Pick<LimitValues, 'alonso' | 'bidRentSlope' | 'alonsoAlike' | 'bidRentSlopeAlike'> {
  const settled = (place: Plan): Simulation =>
    world(
      {
        ...NO_AMENITIES,
        ...CLOSED,
        ...MOBILE,
        choice_scale: ALONSO_SCALE,
        utility_peer: 0,
        utility_noise: 0,
        utility_own: 0,
        own_at_start: 0,
        down_payment: 1,
        estate_fee: 0,
        income: { ...income, local_sd: 0.05, migrant_sd: 0.05, migrant_median: income.local_median },
        income_shock: { persistence: 0, sd: 0 },
      },
      60,
      place,
    )
  const gradient = (simulation: Simulation): { correlation: number | null; slope: number | null } => {
    const means = new Float64Array(simulation.city.buildings.rows)
    const bills = new Float64Array(simulation.city.buildings.rows)
    for (let month = 0; month < 60; month++) {
      simulation.tick()
      const { rent, floor } = simulation.city.buildings
      for (let b = 0; b < means.length; b++) {
        means[b]! += log(rent[b]!) / 60
        bills[b]! += (rent[b]! * floor[b]!) / 60
      }
    }
    return {
      correlation: slopes(byMinutes(simulation.city, means))?.correlation ?? null,
      slope: billSlope(simulation.city, bills, income.local_median),
    }
  }
  const place = oneCentre(alike(plan))
  const own = settled(place)
  const buildings = place.parcels.reduce((sum, { stock }) => sum + (stock?.length ?? 0), 0)
  const equal = settled(ofOneSize(place, Math.round(own.city.economy.homesAtStart[0]! / buildings)))
  const [asBuilt, asAlike] = [gradient(own), gradient(equal)]
  return {
    alonso: asBuilt.correlation,
    bidRentSlope: asBuilt.slope,
    alonsoAlike: asAlike.correlation,
    bidRentSlopeAlike: asAlike.slope,
  }
}

/** Schelling's city at each dislike. */
function tippingCurve(
  { parameters: { income } }: Scenario,
  plan: Plan,
  world: World,
): Pick<LimitValues, 'tippingCurve' | 'tippingAt'> {
  const place = alike(plan)
  const curve = DISLIKES.map(utility_peer => {
    const { city } = world(
      {
        ...NO_AMENITIES,
        ...CLOSED,
        ...MOBILE,
        ...SAME_MONEY,
        utility_peer,
        peer_weight: { poorer: 1, richer: 1 },
        income: { ...income, local_sd: 0.05, floor: 0 },
      },
      SCHELLING_TICKS,
      place,
    )
    return segregationByBuilding(city)
  })
  return { tippingCurve: curve, tippingAt: onset(DISLIKES, curve) }
}

/** Rents follow vacancy less its natural rate, so that a closed city stands still where the two are equal. */
function standstill(scenario: Scenario, world: World): Pick<LimitValues, 'rentDrift' | 'vacancyDrift'> {
  const settled = world(CLOSED, 60)
  const vacancy = valueOf(settled, 'vacancy_rate')
  const natural = vacancy === null ? {} : { natural_vacancy: vacancy }
  const still = branch(settled, { ...scenario, parameters: { ...scenario.parameters, ...CLOSED, ...natural } })
  const rents = meanLnRent(still.city)
  still.run(120)
  const later = valueOf(still, 'vacancy_rate')
  return {
    rentDrift: (meanLnRent(still.city) - rents) / 10,
    vacancyDrift: vacancy === null || later === null ? null : (later - vacancy) / 10,
  }
}

/** The same place with all homes alike. */
const alike = (plan: Plan): Plan => ({
  ...plan,
  parcels: plan.parcels.map(parcel => ({
    ...parcel,
    ...(parcel.stock ? { stock: parcel.stock.map(() => ({ kind: 'open', floor: 60, quality: 0.7 }) as const) } : {}),
  })),
})

/** The same place with as many homes in every building. */
const ofOneSize = (plan: Plan, dwellings: number): Plan => ({
  ...plan,
  parcels: plan.parcels.map(parcel => ({
    ...parcel,
    ...(parcel.stock ? { stock: parcel.stock.map(stock => ({ ...stock, dwellings })) } : {}),
  })),
})

/** A place stretched to Alonso's radius, with all jobs in its middle and no rail. */
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
    parcels: plan.parcels.map(parcel => ({ ...parcel, x: parcel.x * times, y: parcel.y * times })),
  }
}

/** Mean ln rent a metre over the homes of a city [ln fen]. */
export function meanLnRent({ buildings }: City): number {
  let sum = 0
  let count = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (buildings.dwellings[b] === 0) continue
    sum += log(buildings.rent[b]!) * buildings.dwellings[b]!
    count += buildings.dwellings[b]!
  }
  return sum / count
}

/** Minutes to the one centre and another value, of every building that stands. */
function byMinutes({ buildings, parcels, centres }: City, values: Float64Array): { x: number[]; y: number[] } {
  const x: number[] = []
  const y: number[] = []
  for (let b = 0; b < values.length; b++) {
    if (buildings.dwellings[b] === 0) continue
    x.push(parcels.minutes[buildings.parcel[b]! * centres.rows]!)
    y.push(values[b]!)
  }
  return { x, y }
}

/** Least squares of one variable on another. */
function slopes({ x, y }: { x: number[]; y: number[] }): { slope: number; correlation: number } | null {
  const mean = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
  const [mx, my] = [mean(x), mean(y)]
  let [sxy, sxx, syy] = [0, 0, 0]
  x.forEach((v, i) => {
    sxy += (v - mx) * (y[i]! - my)
    sxx += (v - mx) * (v - mx)
    syy += (y[i]! - my) * (y[i]! - my)
  })
  return sxx > 0 && syy > 0 ? { slope: sxy / sxx, correlation: sxy / Math.sqrt(sxx * syy) } : null
}

/** Change of the monthly rent bill [fen] with travel cost [fen] at this income [yuan]. */
function billSlope(city: City, bills: Float64Array, income: number): number | null {
  const { x, y } = byMinutes(city, bills)
  const fit = slopes({ x: x.map(minutes => (income * 100 * minutes) / 600), y })
  return fit === null ? null : fit.slope
}

/** H of income fifths over buildings, less its mean where fifths are dealt out by chance. */
function segregationByBuilding({ households, buildings }: City): number {
  const homes: number[] = []
  const fifths: number[] = []
  for (let h = 0; h < households.rows; h++) {
    if (households.size[h] === 0 || households.home[h]! < 0) continue
    homes.push(households.home[h]!)
    fifths.push(households.quintile[h]!)
  }
  const index = (ranks: readonly number[]): number => {
    const counts = Array.from({ length: buildings.rows }, () => [0, 0, 0, 0, 0])
    homes.forEach((b, i) => {
      counts[b]![ranks[i]!]!++
    })
    const lived = counts.filter(row => row.some(n => n > 0))
    return multigroupInformationTheory(lived) ?? 0
  }
  const dealt = Array.from({ length: DEALS }, (_, deal) => {
    const order = fifths.map((_, i) => i).sort((a, b) => mix(combine(deal, a)) - mix(combine(deal, b)))
    return index(order.map(i => fifths[i]!))
  })
  return index(fifths) - dealt.reduce((sum, v) => sum + v, 0) / DEALS
}

/**
 * Where a curve leaves 0. Beyond a tipping point of this kind (a pitchfork) deviations grow with the root of the distance
 * to it, so H, which goes with their square, grows in proportion: its steepest part points back to the tipping point.
 * @example onset([0, 1, 2, 3, 4], [0, 0, 0, 1, 2]) // => 2
 */
export function onset(x: readonly number[], y: readonly number[]): number | null {
  let steepest = 0
  let found: number | null = null
  for (let i = 1; i < x.length; i++) {
    const slope = (y[i]! - y[i - 1]!) / (x[i]! - x[i - 1]!)
    if (slope <= steepest) continue
    steepest = slope
    found = x[i]! - y[i]! / slope
  }
  return found
}
