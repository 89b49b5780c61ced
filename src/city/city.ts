import { shaped } from '../lib/declare.ts'
import type { Luck } from '../lib/random.ts'
import { type AnyTable, addRow, blank, type Columns, createTable } from '../lib/table.ts'
import { type Buildings, buildingColumns } from './buildings.ts'
import { type Civics, civicColumns, type Proposals, proposalColumns } from './civics.ts'
import { type Developers, developerColumns, type Projects, projectColumns } from './developers.ts'
import { type Economy, economyColumns } from './economy.ts'
import { type Households, householdColumns } from './households.ts'
import { type Accounts, accountColumns, accounts, type Flows, flowColumns, flowNames } from './ledger.ts'
import {
  type Centres,
  centreColumns,
  type Districts,
  districtColumns,
  type Edges,
  type Estates,
  edgeColumns,
  estateColumns,
  type Facilities,
  facilityColumns,
  type Stations,
  stationColumns,
  type Villages,
  villageColumns,
  type Zones,
  zoneColumns,
} from './neighbourhoods.ts'
import type { Parameters } from './parameters.ts'
import { type Parcels, parcelColumns } from './parcels.ts'
import type { Plan } from './plan.ts'

/** Every entity of the model: its columns, in the order of a save. */
export const entityColumns = {
  economy: economyColumns,
  parcels: parcelColumns,
  buildings: buildingColumns,
  households: householdColumns,
  zones: zoneColumns,
  districts: districtColumns,
  estates: estateColumns,
  villages: villageColumns,
  facilities: facilityColumns,
  centres: centreColumns,
  edges: edgeColumns,
  stations: stationColumns,
  developers: developerColumns,
  projects: projectColumns,
  proposals: proposalColumns,
  civics: civicColumns,
  accounts: accountColumns,
  flows: flowColumns,
} as const
export type EntityName = keyof typeof entityColumns

export const CHANGE = { walls: 1, gates: 2, facilities: 4 } as const

/** The whole state of a run. Tables hold the state; the rest is derived or fixed. */
export interface City {
  /** months since burn-in ended; negative in burn-in */
  tick: number
  readonly economy: Economy
  readonly parcels: Parcels
  readonly buildings: Buildings
  readonly households: Households
  readonly zones: Zones
  readonly districts: Districts
  readonly estates: Estates
  readonly villages: Villages
  readonly facilities: Facilities
  readonly centres: Centres
  readonly edges: Edges
  readonly stations: Stations
  readonly developers: Developers
  readonly projects: Projects
  readonly proposals: Proposals
  readonly civics: Civics
  readonly accounts: Accounts
  readonly flows: Flows

  readonly plan: Plan
  readonly parameters: Parameters
  readonly luck: Luck
  /** ticks of the whole run, for tables that must not hang on what happens in it */
  readonly years: number

  /** slots free to use, and slots freed this tick (free from the next) */
  freeHouseholds: number[]
  freedHouseholds: number[]
  freeBuildings: number[]
  freedBuildings: number[]
  /** what has changed since walks were last computed: 1 a new estate's walls, 2 opened gates, 4 facilities */
  changes: number
  /** rises when the street graph is made anew */
  streetsVersion: number

  /** rises when rows of households are laid out anew: row numbers noted before are stale */
  layout: number

  /** tagged outflows of government less inflows in each of the last 12 months, by policy [fen]: outside the state hash */
  policyCosts: Map<string, number[]>
  /** who has left since somebody asked: id's two words, then 1 if its life course ended, 0 if it left; null = not noted */
  departures: number[] | null
  /** derived structures kept between ticks, by the name of what made them */
  readonly derived: Map<string, unknown>
  /** working memory of processes, by name. @see scratch */
  readonly working: Map<string, { length: number }>
}

/** An empty city with room for `rows` rows a table. */
export function createCity(
  plan: Plan,
  parameters: Parameters,
  luck: Luck,
  years: number,
  rows: Partial<Record<EntityName, number>>,
): City {
  const rest: Omit<City, EntityName> = {
    tick: 0,
    plan,
    parameters: shaped(parameters),
    luck,
    years,
    freeHouseholds: [],
    freedHouseholds: [],
    freeBuildings: [],
    freedBuildings: [],
    changes: 0,
    streetsVersion: 0,
    layout: 0,
    policyCosts: new Map(),
    departures: null,
    derived: new Map(),
    working: new Map(),
  }
  const city = blank([...Object.keys(entityColumns), ...Object.keys(rest)]) as unknown as City
  Object.assign(city, rest)
  for (const [name, columns] of Object.entries(entityColumns)) {
    const own =
      name === 'parcels'
        ? { ...columns, minutes: { ...parcelColumns.minutes, width: plan.centres.length + 1 } }
        : columns
    Object.assign(city, { [name]: createTable(name, own as Columns, rows[name as EntityName] ?? 16) })
  }
  for (let i = 0; i < accounts.length; i++) addRow(city.accounts)
  for (let i = 0; i < flowNames.length; i++) addRow(city.flows)
  return city
}

/** The tables of a city in the order of a save. */
export const tablesOf = (city: City): AnyTable[] =>
  (Object.keys(entityColumns) as EntityName[]).map(name => city[name] as unknown as AnyTable)

/** A derived structure, made on first use. */
export function derived<T>(city: City, name: string, make: () => T): T {
  let value = city.derived.get(name) as T | undefined
  if (value === undefined) city.derived.set(name, (value = make()))
  return value
}

const ofPlans = new WeakMap<Plan, Map<string, unknown>>()

/**
 * A structure that hangs on the place alone, made on first use: shared by all cities on one plan, so that a replicate, or a
 * run taken up from a save, need not make it again.
 */
export function ofPlan<T>({ plan }: City, name: string, make: () => T): T {
  let kept = ofPlans.get(plan)
  if (kept === undefined) ofPlans.set(plan, (kept = new Map()))
  let value = kept.get(name) as T | undefined
  if (value === undefined) kept.set(name, (value = make()))
  return value
}

/** Working memory of a process: reused from tick to tick, contents as left. */
export function scratch<A extends { length: number }>(
  city: City,
  name: string,
  type: new (length: number) => A,
  length: number,
): A {
  let array = city.working.get(name) as A | undefined
  if (array === undefined || array.length < length) {
    array = new type(Math.ceil(length * 1.25))
    city.working.set(name, array)
  }
  return array
}
