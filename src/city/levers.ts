/**
 * The levers: what policies set and processes obey. At rest every lever is neutral. A lever exists when a process reads
 * it; policies/ gives it words, a source and a price.
 */
import { shaped } from '../lib/declare.ts'

export interface NumberLever {
  readonly kind: 'number' | 'integer'
  readonly rest: number | null
  readonly min: number
  readonly max: number
  readonly unit: string
  /** for levers that can be off (null): the end of the range that binds least, where a ramp starts */
  readonly loosest?: number
}

export interface ChoiceLever<O extends string = string> {
  readonly kind: 'choice'
  readonly rest: O
  readonly options: readonly O[]
}

export type Lever = NumberLever | ChoiceLever

const number = (rest: number, min: number, max: number, unit: string) =>
  ({ kind: 'number', rest, min, max, unit }) as const
const integer = (rest: number, min: number, max: number, unit: string) =>
  ({ kind: 'integer', rest, min, max, unit }) as const
const offOr = (min: number, max: number, loosest: number, unit: string) =>
  ({ kind: 'number', rest: null, min, max, unit, loosest }) as const
const choice = <const O extends string>(rest: NoInfer<O>, options: readonly O[]) =>
  ({ kind: 'choice', rest, options }) as ChoiceLever<O>

export const leverDeclarations = {
  kpi_reform: { justice_weight: number(0.25, 0, 1, 'share') },
  land_finance: { impulse: number(0.6, 0, 2, 'factor') },
  profit_cap: {
    max_margin: offOr(0.02, 0.6, 0.6, 'share of cost'),
    mode: choice('price', ['price', 'levy']),
    allot: choice('first_home', ['open', 'first_home', 'queue']),
  },
  public_housing: {
    share: number(0, 0, 0.5, 'share of new homes'),
    rent_ratio: number(0.5, 0.2, 0.9, 'share of market rent'),
    migrants: integer(0, 0, 1, 'no or yes'),
    priority: choice('need', ['need', 'wait', 'lottery']),
  },
  open_walls: {
    share: number(0, 0, 1, 'share of walled estates'),
    compensate: number(0, 0, 1, "share of insiders' loss"),
    new_gates: choice('allow', ['allow', 'ban']),
  },
  red_line: {
    heritage: number(0, 0, 1, 'share of heritage parcels'),
    nature: number(0, 0, 1, 'share of nature parcels'),
    farmland: number(0.2, 0, 1, 'share of the farmland ring'),
  },
  growth_axes: { strength: number(0, 0, 1, '0–1'), count: integer(3, 1, 6, 'axes') },
  new_centre: { jobs_share: number(0, 0, 0.4, 'share of jobs'), distance: number(0.65, 0.3, 1.2, 'city radius') },
  zoning: { mix: number(0.5, 0, 1, '0–1') },
  rail: { km_per_year: number(0, 0, 10, 'km/yr'), value_capture: number(0, 0, 1, 'share of the gain') },
  city_rural: {
    collective_market: number(0, 0, 1, 'share of farmland sales'),
    service_parity: number(0, 0, 1, '0–1'),
  },
  use_value: { subsidy: number(0, 0, 0.3, 'share of cost'), max_floor: number(90, 60, 120, 'm²') },
  mobile_homes: {
    stock_per_1000: number(0, 0, 20, 'homes per 1,000 households'),
    months: integer(12, 3, 24, 'months'),
  },
  property_tax: {
    rate: number(0, 0, 0.02, '1/yr of price'),
    exempt_m2: number(0, 0, 60, 'm² a person'),
  },
  rent_limit: { growth_yr: offOr(0, 0.2, 0.2, '1/yr') },
  purchase_limit: {
    homes: { kind: 'integer', rest: null, min: 1, max: 5, unit: 'homes', loosest: 5 },
    non_local_years: number(0, 0, 5, 'years'),
  },
  land_bank: { max_months: offOr(12, 96, 96, 'months') },
  schools: {
    equalise: number(0, 0, 1, 'share of the gap'),
    seats_per_1000: number(44, 20, 60, 'seats per 1,000 persons'),
    open_to_migrants: number(0.25, 0, 1, 'share of seats left'),
  },
  pocket_parks: {
    per_zone_yr: number(0.05, 0, 1, 'parks a zone and year'),
    target: choice('need', ['need', 'value', 'votes']),
  },
  micro_repair: { budget_share: number(0.03, 0, 0.3, 'share of the justice programme') },
  public_building: {
    homes_per_1000_yr: number(0, 0, 10, 'homes per 1,000 households and year'),
    siting: choice('cheap_land', ['cheap_land', 'need', 'mixed']),
  },
  clinics: { need_weight: number(0.3, 0, 1, 'weight') },
  vendor_zones: { slots_per_1000: number(1, 0, 15, 'stalls per 1,000 persons') },
  informal: {
    tolerance: number(0.4, 0, 1, 'share'),
    housing_tolerance: number(0.7, 0, 1, 'share'),
  },
  micro_jobs: { rooms_per_zone: number(0, 0, 5, 'rooms a zone') },
  aid: {
    cash_per_month: number(0, 0, 1500, 'yuan a month'),
    includes_migrants: integer(0, 0, 1, 'no or yes'),
  },
  river: { treatment: number(0.2, 0, 1, 'share of rivers') },
  restoration: { ha_per_year: number(0, 0, 20, 'ha a year') },
  facade_green: { share: number(0, 0, 1, 'share of dense parcels') },
  green_ratio: { minimum: number(0.3, 0, 0.5, 'share of a new estate') },
  private_green: { open_share: number(0, 0, 1, 'share of private gardens') },
  shared_streets: { share: number(0, 0, 1, 'share of streets inside superblocks') },
  culture: {
    activities_per_zone_yr: number(4, 0, 24, 'activities a zone and year'),
    outreach: number(0.2, 0, 1, 'share'),
    facilities_equalise: number(0, 0, 1, 'share of the gap'),
  },
  platforms: { budget_share: number(0.005, 0, 0.05, 'share of the justice programme') },
  micro_spaces: { per_zone: number(0.5, 0, 5, 'rooms a zone') },
  street_events: { per_district_yr: number(2, 0, 24, 'events a district and year') },
  busking: { areas_per_zone: number(0, 0, 2, 'areas a zone') },
  street_culture: { tolerance: number(0.5, 0, 1, 'share') },
  outdoor_seating: { share: number(0.1, 0, 1, 'share of shop fronts') },
  old_street: { activation: number(0, 0, 1, 'share') },
  old_shops: { rent_shelter: number(0, 0, 1, 'share') },
  heritage_tourism: {
    promotion: number(0, 0, 1, 'share'),
    share_to_residents: number(0, 0, 1, 'share of the tax on tourism'),
  },
  beautification: { intensity: number(0.3, 0, 1, 'share') },
  compensation: {
    owner: number(1.15, 0.8, 2, 'of market price'),
    tenant_months: number(6, 0, 36, 'months of rent'),
    informal_tenants: number(0, 0, 1, 'share of tenants’ terms'),
    on_site_return: number(0, 0, 1, 'share of households'),
  },
  hearings: { required: integer(0, 0, 1, 'no or yes'), months: integer(4, 1, 12, 'months') },
  consent: { threshold: number(0, 0, 0.95, 'share of votes') },
  scheme_choice: { options: integer(1, 1, 4, 'schemes') },
  debates: { intensity: number(0, 0, 1, 'intensity') },
  online_vote: { weight: number(0, 0, 1, 'weight') },
  devolved_renewal: { power: number(0, 0, 1, 'share'), neighbourhoods: number(0, 0, 1, 'share of neighbourhoods') },
  open_data: { share: number(0, 0, 1, 'share of land deals') },
  recognition: { years: offOr(0, 20, 20, 'years of residence') },
  digital: { reach: number(0.3, 0, 1, 'share') },
  co_governance: { coordination: number(0.3, 0, 1, 'share') },
  empowerment: { capacity_gain: number(0.1, 0, 1, 'share') },
  participatory_budget: {
    share: number(0, 0, 0.5, 'share of the justice programme'),
    need_weight: number(0.5, 0, 1, 'share'),
  },
  purchased_services: { budget_share: number(0.01, 0, 0.1, 'share of the justice programme') },
  feedback: { gain: number(0, 0, 1, 'gain'), every: integer(12, 3, 24, 'months') },
  procurement: { local_share: number(0.5, 0, 1, 'share of works') },
} as const

export type LeverGroup = keyof typeof leverDeclarations

type LeverValue<L> = L extends ChoiceLever<infer O> ? O : L extends { rest: null } ? number | null : number

export type Levers = {
  -readonly [G in LeverGroup]: {
    -readonly [K in keyof (typeof leverDeclarations)[G]]: LeverValue<(typeof leverDeclarations)[G][K]>
  }
}

/** Levers at rest to read: not to be written. @see leversAtRest */
export const AT_REST = shaped(
  Object.fromEntries(
    Object.entries(leverDeclarations).map(([group, settings]) => [
      group,
      Object.fromEntries(Object.entries(settings).map(([name, lever]) => [name, lever.rest])),
    ]),
  ),
) as Readonly<Levers>

/** Every lever at rest, to be moved. @example leversAtRest().compensation.owner // => 1.15 */
export function leversAtRest(): Levers {
  const levers: Record<string, unknown> = { ...AT_REST }
  for (const group in levers) levers[group] = { ...(levers[group] as object) }
  return levers as Levers
}
