/** The sweep that asks where policies turn round: which, what each is for, and the worlds it is tried in. */
import { unitRows, valueAt } from './design.ts'
import type { Factor, FactorValue } from './sweep.ts'

/** Policies of the sweep: the setting that turns one on, to what, its value at rest, what it is for, and which way. */
export const PURPOSES = [
  {
    column: 'profit_cap.max_margin',
    on: 0.1,
    rest: null,
    says: 'a profit cap of 10 %',
    measure: 'rent_burden_low',
    sign: -1,
  },
  {
    column: 'public_housing.share',
    on: 0.2,
    rest: 0,
    says: 'a quota of a fifth',
    measure: 'rent_burden_low',
    sign: -1,
  },
  { column: 'open_walls.share', on: 1, rest: 0, says: 'all walls open', measure: 'segregation_h', sign: -1 },
  {
    column: 'kpi_reform.justice_weight',
    on: 0.7,
    rest: 0.25,
    says: 'justice weight 0.7',
    measure: 'facility_access_low',
    sign: 1,
  },
  {
    column: 'rent_limit.growth_yr',
    on: 0.01,
    rest: null,
    says: 'rents grow 1 % a year at most',
    measure: 'displacement_rate',
    sign: -1,
  },
] as const

/** What their effects may hang on: what developers ask for and pay, how land and people come, what tenants can bear. */
export const WORLD_PARAMETERS = [
  'required_return.low',
  'required_return.high',
  'margin_sd',
  'construction_cost',
  'land_base',
  'arrivals',
  'migrant_share_of_arrivals',
  'housing_share',
  'rent_response',
  'extrapolation',
].map(name => `parameters.${name}`)

/** Worlds of scenarios/sweeps/flips.csv. PRIM needs some tens that are turned round. */
const WORLDS = 100

const cell = (value: FactorValue): string => (value === null ? 'off' : String(value))

/**
 * scenarios/sweeps/flips.csv: each policy alone in each world of a Latin hypercube.
 * @param factors of history matching's first wave, whose ranges are the worlds'
 */
export function flipsText(factors: readonly Factor[]): string {
  const varied = WORLD_PARAMETERS.map(path => factors.find(factor => factor.path === path)!)
  const worlds = unitRows({ kind: 'lhs', points: WORLDS }, varied.length, 'flips')!.map(row =>
    row.map((u, j) => Number((valueAt(varied[j]!, u) as number).toPrecision(4))),
  )
  const rows = worlds.flatMap(world =>
    PURPOSES.map(policy => [...world, ...PURPOSES.map(other => (other === policy ? other.on : other.rest))]),
  )
  return `${[[...WORLD_PARAMETERS, ...PURPOSES.map(({ column }) => column)], ...rows.map(row => row.map(cell))].map(line => line.join(',')).join('\n')}\n`
}
