/**
 * What the map can show, parcel by parcel: each layer is declared once, with its words, unit, fixed cut-offs and how it
 * is read from a city. Screens, reports and exports all read this list. Cut-offs are declared, never quantiles, so the
 * same colour means the same in every future and year.
 */
import type { City } from '../city/city.ts'
import { SHARING, TENURE } from '../city/households.ts'
import { housingCost, income, meanRent } from '../city/housing.ts'
import { openStations } from '../city/neighbourhoods.ts'
import { ACCESS, ACCESS_KINDS, OWNER, USE } from '../city/parcels.ts'
import { parcelUses } from '../city/plan.ts'
import type { Rules } from '../city/rules.ts'
import type { Words } from '../lib/declare.ts'
import { PointBins } from '../lib/geometry.ts'
import { pow } from '../lib/numeric.ts'
import type { MapBase, MapLayers } from './comparison.ts'

/** Income index of incomes that grow at rest: what published yuan are divided by. */
export const deflator = (city: City): number => pow(1 + city.parameters.income_growth / 12, Math.max(0, city.tick))

/** Shapes that stand beside a colour, so that kinds can be told apart without it. */
export type Mark = '●' | '▲' | '■' | '◆' | '○'

interface LayerBase {
  readonly name: string
  readonly title: Words
  /** what the colour stands for and of which residents or homes, in a few words */
  readonly statistic: Words
  /** one value a parcel; NaN where there is none */
  read(facts: ParcelFacts): Float32Array
}

/** Seven colours of one hue, between six cut-offs. */
export interface LevelLayer extends LayerBase {
  readonly kind: 'levels'
  readonly unit: 'share' | 'yuan/m²/month' | 'yuan/month' | '0–1' | 'per 100 homes'
  readonly better: 'higher' | 'lower' | 'none'
  readonly cuts: readonly [number, number, number, number, number, number]
  /** three steps away from zero; below the first a difference is drawn as none */
  readonly differences: readonly [number, number, number]
}

/** Up to five kinds, each with its own colour and mark. */
export interface KindLayer extends LayerBase {
  readonly kind: 'kinds'
  readonly kinds: readonly { readonly title: Words; readonly mark: Mark }[]
}

export type MapLayer = LevelLayer | KindLayer

/** Counts by parcel that several layers need, made in one pass over buildings and one over households. */
export interface ParcelFacts {
  readonly city: City
  readonly homes: Float64Array
  /** Σ asking rent a m² × homes [fen] */
  readonly rent: Float64Array
  /** floor standing [m²] */
  readonly floor: Float64Array
  readonly households: Float64Array
  /** Σ labour income at I = 1 [yuan] */
  readonly income: Float64Array
  /** Σ rent and Σ income of tenants this month [fen] */
  readonly tenantRent: Float64Array
  readonly tenantIncome: Float64Array
  /** households by tenure × 4 */
  readonly tenures: Float64Array
}

export function parcelFacts(city: City, rules: Rules): ParcelFacts {
  const { parcels, buildings, households } = city
  const n = parcels.rows
  const of = (width = 1): Float64Array => new Float64Array(n * width)
  const facts: ParcelFacts = {
    city,
    homes: of(),
    rent: of(),
    floor: of(),
    households: of(),
    income: of(),
    tenantRent: of(),
    tenantIncome: of(),
    tenures: of(4),
  }
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.dwellings[b]!
    if (homes === 0) continue
    const p = buildings.parcel[b]!
    facts.homes[p]! += homes
    facts.rent[p]! += buildings.rent[b]! * homes
    facts.floor[p]! += buildings.floor[b]! * homes
  }
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  for (let h = 0; h < households.rows; h++) {
    const b = households.home[h]!
    if (households.size[h] === 0 || b < 0) continue
    const p = buildings.parcel[b]!
    const tenure = households.tenure[h]!
    facts.households[p]!++
    facts.income[p]! += households.level[h]!
    facts.tenures[p * 4 + tenure]!++
    if (tenure === TENURE.owner || households.flags[h]! & SHARING) continue
    facts.tenantRent[p]! += housingCost(city, h, publicRent)
    facts.tenantIncome[p]! += income(city, h)
  }
  return facts
}

const byParcel = ({ city }: ParcelFacts, value: (p: number) => number): Float32Array =>
  Float32Array.from({ length: city.parcels.rows }, (_, p) => value(p))

/** Access of parcels where people live or may walk to. */
const accessTo = (kind: number) => (facts: ParcelFacts) =>
  byParcel(facts, p => (facts.homes[p]! > 0 ? facts.city.parcels.access[p * ACCESS_KINDS + kind]! : Number.NaN))

/** Homes that a parcel is counted to have at least where its first homes were cleared. */
const CLEARED_HOMES = 70

/** A walk to the public places where neighbours meet [m]. */
const MEETING = 500

/** What the places near a home bring together: their mixes, by their visits. */
function meetings(facts: ParcelFacts): Float32Array {
  const { parcels } = facts.city
  const bins = new PointBins(parcels.x, parcels.y, parcels.rows, MEETING)
  const near = new Int32Array(4096)
  return byParcel(facts, p => {
    if (facts.households[p] === 0) return Number.NaN
    const found = bins.within(parcels.x[p]!, parcels.y[p]!, MEETING, near)
    let [visits, mixed] = [0, 0]
    for (let i = 0; i < found; i++) {
      const q = near[i]!
      visits += parcels.visits[q]!
      mixed += parcels.visits[q]! * parcels.mix[q]!
    }
    return visits > 0 ? mixed / visits : Number.NaN
  })
}

const EMPTY = 4

/** Every layer of the map. A new one is its entry here. */
export const mapLayerList: readonly MapLayer[] = [
  {
    name: 'rent_burden',
    kind: 'levels',
    title: { en: 'Rent burden', zh: '房租负担' },
    statistic: { en: 'rent of all tenants, share of their income', zh: '租户房租占收入的比例' },
    unit: 'share',
    better: 'lower',
    cuts: [0.1, 0.15, 0.2, 0.3, 0.4, 0.5],
    differences: [0.01, 0.04, 0.08],
    read: facts =>
      byParcel(facts, p => (facts.tenantIncome[p]! > 0 ? facts.tenantRent[p]! / facts.tenantIncome[p]! : Number.NaN)),
  },
  {
    name: 'rent',
    kind: 'levels',
    title: { en: 'Rent', zh: '房租' },
    statistic: { en: 'mean asking rent of homes', zh: '住房平均要价租金' },
    unit: 'yuan/m²/month',
    better: 'lower',
    cuts: [20, 30, 40, 50, 65, 80],
    differences: [1, 4, 10],
    read: facts => {
      const yuan = 100 * deflator(facts.city)
      return byParcel(facts, p => (facts.homes[p]! > 0 ? facts.rent[p]! / facts.homes[p]! / yuan : Number.NaN))
    },
  },
  {
    // it has no just direction: the residents' mean also rises where the poor were driven out
    name: 'income',
    kind: 'levels',
    title: { en: 'Income', zh: '收入' },
    statistic: { en: 'mean income of residents', zh: '居民平均收入' },
    unit: 'yuan/month',
    better: 'none',
    cuts: [5000, 8000, 11000, 15000, 20000, 28000],
    differences: [500, 2000, 5000],
    read: facts => {
      const index = facts.city.economy.incomeIndex[0]! / deflator(facts.city)
      return byParcel(facts, p =>
        facts.households[p]! > 0 ? (facts.income[p]! / facts.households[p]!) * index : Number.NaN,
      )
    },
  },
  {
    name: 'tenure',
    kind: 'kinds',
    title: { en: 'Tenure', zh: '居住方式' },
    statistic: { en: 'most frequent on the parcel', zh: '地块上最多的一种' },
    kinds: [
      { title: { en: 'owner', zh: '自有' }, mark: '●' },
      { title: { en: 'market renter', zh: '市场租户' }, mark: '▲' },
      { title: { en: 'public tenant', zh: '公租户' }, mark: '■' },
      { title: { en: 'informal', zh: '非正规租户' }, mark: '◆' },
      { title: { en: 'empty', zh: '空置' }, mark: '○' },
    ],
    read: facts =>
      byParcel(facts, p => {
        if (facts.homes[p] === 0) return Number.NaN
        let most = EMPTY
        for (let t = 0; t < 4; t++)
          if (facts.tenures[p * 4 + t]! > (most === EMPTY ? 0 : facts.tenures[p * 4 + most]!)) most = t
        return most
      }),
  },
  {
    name: 'displacement',
    kind: 'levels',
    title: { en: 'Forced to move', zh: '被迫搬走' },
    statistic: { en: 'households since the start', zh: '开始以来的户数' },
    unit: 'per 100 homes',
    better: 'lower',
    cuts: [1, 5, 15, 30, 60, 100],
    differences: [2, 10, 30],
    read: facts => {
      const { parcels, plan } = facts.city
      return byParcel(facts, p => {
        const gone = parcels.displacements[p]!
        if (facts.homes[p] === 0 && gone === 0) return Number.NaN
        return (100 * gone) / Math.max(facts.homes[p]!, plan.parcels[p]!.stock?.[0] ? CLEARED_HOMES : 1)
      })
    },
  },
  {
    name: 'green',
    kind: 'levels',
    title: { en: 'Green', zh: '绿地' },
    statistic: { en: 'green within reach of homes', zh: '住房周边可及绿地' },
    unit: '0–1',
    better: 'higher',
    cuts: [0.1, 0.15, 0.2, 0.3, 0.45, 0.6],
    differences: [0.01, 0.05, 0.15],
    read: facts => byParcel(facts, p => (facts.homes[p]! > 0 ? facts.city.parcels.green[p]! : Number.NaN)),
  },
  {
    name: 'schools',
    kind: 'levels',
    title: { en: 'Schools', zh: '学校' },
    statistic: { en: 'places within a walk, against need', zh: '步行范围内的学位与需求' },
    unit: '0–1',
    better: 'higher',
    cuts: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
    differences: [0.01, 0.05, 0.15],
    read: accessTo(ACCESS.school),
  },
  {
    name: 'clinics',
    kind: 'levels',
    title: { en: 'Clinics', zh: '诊所' },
    statistic: { en: 'capacity within a walk, against need', zh: '步行范围内的诊疗能力与需求' },
    unit: '0–1',
    better: 'higher',
    cuts: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
    differences: [0.01, 0.05, 0.15],
    read: accessTo(ACCESS.clinic),
  },
  {
    name: 'gates',
    kind: 'kinds',
    title: { en: 'Gates and streets', zh: '围墙与街道' },
    statistic: { en: 'who may walk through', zh: '谁可以穿行' },
    kinds: [
      { title: { en: 'open streets', zh: '开放街区' }, mark: '●' },
      { title: { en: 'opened estate', zh: '已打开的小区' }, mark: '▲' },
      { title: { en: 'walled estate', zh: '封闭小区' }, mark: '■' },
      { title: { en: 'walled institution', zh: '封闭大院' }, mark: '◆' },
    ],
    read: facts => {
      const { parcels, estates } = facts.city
      const open = new Set<number>([USE.farmland, USE.water, USE.nature])
      return byParcel(facts, p => {
        const e = parcels.estate[p]!
        if (e < 0) return open.has(parcels.use[p]!) ? Number.NaN : 0
        if (estates.walled[e] === 0) return estates.openedAt[e]! >= 0 ? 1 : 0
        return estates.institution[e] === 1 ? 3 : 2
      })
    },
  },
  {
    name: 'encounters',
    kind: 'levels',
    title: { en: 'Who meets whom', zh: '谁与谁相遇' },
    statistic: {
      en: 'chance that two who meet in public places within 500 m are of different classes',
      zh: '500米内公共场所相遇的两人属于不同阶层的概率',
    },
    unit: '0–1',
    better: 'higher',
    cuts: [0.6, 0.7, 0.76, 0.8, 0.84, 0.87],
    differences: [0.005, 0.02, 0.05],
    read: meetings,
  },
  {
    name: 'heritage',
    kind: 'levels',
    title: { en: 'Heritage', zh: '历史风貌' },
    statistic: { en: 'historic fabric still standing', zh: '尚存的历史建筑肌理' },
    unit: '0–1',
    better: 'higher',
    cuts: [0.1, 0.25, 0.4, 0.55, 0.7, 0.85],
    differences: [0.02, 0.2, 0.5],
    read: facts => {
      const { parcels, plan } = facts.city
      return byParcel(facts, p => ((plan.parcels[p]!.heritage ?? 0) > 0 ? parcels.heritage[p]! : Number.NaN))
    },
  },
  {
    name: 'owners',
    kind: 'kinds',
    title: { en: 'Land owners', zh: '土地归属' },
    statistic: { en: 'who holds the land', zh: '谁持有土地' },
    kinds: [
      { title: { en: 'leased to private hands', zh: '已出让' }, mark: '●' },
      { title: { en: 'village collective', zh: '村集体' }, mark: '▲' },
      { title: { en: 'state', zh: '国有' }, mark: '■' },
      { title: { en: 'building site', zh: '工地' }, mark: '◆' },
    ],
    read: facts => {
      const { parcels } = facts.city
      return byParcel(facts, p =>
        parcels.use[p] === USE.water
          ? Number.NaN
          : parcels.use[p] === USE.site
            ? 3
            : parcels.owner[p] === OWNER.leased
              ? 0
              : parcels.owner[p] === OWNER.collective
                ? 1
                : 2,
      )
    },
  },
]

/** @example layerNamed('rent').unit // => 'yuan/m²/month' */
export function layerNamed(name: string): MapLayer {
  const layer = mapLayerList.find(other => other.name === name)
  if (!layer)
    throw new RangeError(`there is no layer '${name}'; layers are ${mapLayerList.map(other => other.name).join(', ')}`)
  return layer
}

/** The colour of a value, 0 … 6: how many cut-offs it reaches. @example levelOf([1, 2, 3, 4, 5, 6], 2.5) // => 2 */
export function levelOf(cuts: readonly number[], value: number): number {
  let level = 0
  while (level < cuts.length && value >= cuts[level]!) level++
  return level
}

/**
 * The colour of a difference, −3 (less just) … 0 … 3 (more just), where `better` says which way is more just; without a
 * just direction a rise is positive.
 * @param halfWidth half of the difference's interval: what does not leave it is drawn as none
 * @example differenceOf(layerNamed('rent'), -4) // => 2: rent fell by 4, which is more just
 */
export function differenceOf({ better, differences }: LevelLayer, difference: number, halfWidth = 0): number {
  const size = Math.abs(difference)
  if (size < halfWidth) return 0
  const step = levelOf(differences, size)
  if (step === 0) return 0
  return difference > 0 === (better === 'lower') ? -step : step
}

/** What the map draws of one moment. */
export interface MapFrame {
  tick: number
  /** by layer, one value a parcel, NaN = none */
  layers: Record<string, Float32Array>
  /** 1 where an estate's wall stands */
  walled: Uint8Array
  /** codes of parcels.use */
  use: Uint8Array
  /** floor standing on the parcel, of its land: how high it is raised */
  floors: Float32Array
  /** stations that trains call at, x y … */
  stations: Float32Array
}

/** Reads the city for the map; it changes nothing. @param names layers wanted; all if not given */
export function readFrame(city: City, rules: Rules, names?: readonly string[]): MapFrame {
  const facts = parcelFacts(city, rules)
  const wanted = names ? mapLayerList.filter(({ name }) => names.includes(name)) : mapLayerList
  return {
    tick: city.tick,
    layers: Object.fromEntries(wanted.map(layer => [layer.name, layer.read(facts)])),
    walled: city.estates.walled.slice(0, city.estates.rows),
    use: city.parcels.use.slice(0, city.parcels.rows),
    stations: stationsOf(city),
    floors: byParcel(facts, p => facts.floor[p]! / city.parcels.area[p]!),
  }
}

const orNull = (values: Float32Array): (number | null)[] => Array.from(values, v => (Number.isNaN(v) ? null : v))

/** Layers of a comparison's report: rent, income and displacement by parcel, now. */
export function mapLayers(city: City, rules: Rules): MapLayers {
  const facts = parcelFacts(city, rules)
  const read = (name: string): (number | null)[] => orNull(layerNamed(name).read(facts))
  return { rent: read('rent'), income: read('income'), displacement: read('displacement') }
}

/** Stations that trains call at, x y …. */
const stationsOf = (city: City): Float32Array => Float32Array.from(openStations(city).flatMap(({ x, y }) => [x, y]))

/** The place as it stands now, to draw. */
export function mapBase(city: City): MapBase {
  const { parcels, estates, plan } = city
  return {
    attribution: plan.attribution ?? null,
    parcels: plan.parcels.map(({ outline }, p) => ({
      outline,
      use: parcelUses[parcels.use[p]!]!,
      walled: parcels.estate[p]! >= 0 && estates.walled[parcels.estate[p]!] === 1,
    })),
    drawing: plan.drawing,
    buildings: (plan.buildings ?? []).map(({ outline, levels }) => ({ outline, levels })),
  }
}
