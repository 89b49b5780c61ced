/**
 * Gain and loss household by household (model §2.10): a run with a policy against its baseline, the same households in
 * both. Who left is shown beside the means of those who stayed, since a policy that drives the poor out would otherwise
 * look kind.
 */

import { KIND } from '../city/buildings.ts'
import type { City } from '../city/city.ts'
import { SHARING, TENURE } from '../city/households.ts'
import { housingCost, income, LN_SIZE, meanRent } from '../city/housing.ts'
import { ACCESS_KINDS } from '../city/parcels.ts'
import type { Rules } from '../city/rules.ts'
import { createSeeker, readSeeker, refreshWorth, travelCost, travelCostOf, valueOf } from '../city/utility.ts'
import { exp, log } from '../lib/numeric.ts'
import { sortByWords } from '../lib/sort.ts'
import { cellOf, GROUP_CELLS, type Group, NO_CELL, TENURE_STATE } from './groups.ts'
import { referenceIndex } from './money.ts'
import { quantile } from './ranked.ts'
import { quintileBounds } from './snapshot.ts'

/** Households of the baseline when the first policy starts, by what became of them. */
export interface HouseholdOutcome {
  better: number
  worse: number
  unchanged: number
  left_only_under_policy: number
  left_only_under_baseline: number
  left_in_both: number
  ended: number
}

export interface GroupOutcome extends HouseholdOutcome {
  /** 'quintile 1' … 'quintile 5', 'owner', 'tenant', 'registered', 'migrant' at the policy's start */
  group: string
  /** mean gain of those who stay [yuan a month] */
  ev_mean: number | null
}

export interface WelfareComparison {
  households: HouseholdOutcome
  groups: GroupOutcome[]
  /** gains of those who stay in both arms [yuan a month]: mean, median, mean of the lower two income fifths at the start */
  ev_mean: number | null
  ev_median: number | null
  ev_low: number | null
  /** shares of the population */
  welfare_better: number | null
  welfare_worse: number | null
  welfare_unchanged: number | null
  /** mean change of savings + home − mortgage of those who stay [yuan]: no part of the gains above */
  wealth_change: number | null
}

/** What is noted of the households present when it began, in the order of stable ids. */
export interface WelfareRecord {
  /** a(1 − s): gain in utility of e-fold money */
  readonly scale: number
  readonly idHigh: Uint32Array
  readonly idLow: Uint32Array
  /** cell at the start: income fifth of that month, tenure, registration */
  readonly cell: Uint8Array
  /** at the start: TENURE, 4 = without home; district and parcel of the home, 65535 and −1 = without home */
  readonly tenure: Uint8Array
  readonly district: Uint16Array
  readonly parcel: Int32Array
  /** TENURE when last noted, 4 = without home */
  readonly tenureNow: Uint8Array
  /** months noted, Σ W, Σ (y′ − R) [yuan a month at Ī], Σ mean access of the five kinds, and wealth at the last [yuan at Ī] */
  readonly months: Uint16Array
  readonly access: Float64Array
  readonly worth: Float64Array
  readonly residual: Float64Array
  readonly wealth: Float64Array
  /** 0 still there when last noted, 1 left, 2 life course ended */
  readonly fate: Uint8Array
}

export interface WelfareRecorder extends WelfareRecord {
  /** Notes a month, after its tick: to be called on the last 12 ticks of a run. */
  record(city: City, rules: Rules): void
}

/** Code beside TENURE of who has no home. */
export const NO_HOME = 4

const PRESENT = 0
const LEFT = 1
const ENDED = 2

/** Least that counts as left of income after tax, where a home eats up more than that. */
const LEAST_LEFT = 0.1
/** What a month without home is worth: a village room of so many m² at half the rent, with nothing near it and work as far as from the mean home. */
const STREET_FLOOR = 8
const STREET_RENT = 0.5

/** Rows of living households in rising order of their ids. */
function livingById({ households }: City): Int32Array<ArrayBuffer> {
  const { size, rows, idHigh, idLow } = households
  const living = new Int32Array(rows)
  let count = 0
  for (let h = 0; h < rows; h++) if (size[h] !== 0) living[count++] = h
  sortByWords(living, count, new Int32Array(count), idHigh, idLow)
  return living.slice(0, count)
}

/** Rows of households by id, in the rising order of ids; −1 = no longer here. */
function rowsOf(city: City, idHigh: Uint32Array, idLow: Uint32Array): Int32Array<ArrayBuffer> {
  const { households } = city
  const living = livingById(city)
  const rows = new Int32Array(idHigh.length).fill(-1)
  for (let i = 0, j = 0; i < rows.length && j < living.length; ) {
    const h = living[j]!
    const order = idHigh[i]! - households.idHigh[h]! || idLow[i]! - households.idLow[h]!
    if (order === 0) rows[i] = h
    if (order <= 0) i++
    if (order >= 0) j++
  }
  return rows
}

/**
 * Notes who lives in the city now: create it when the first policy of either arm starts, in each arm.
 * @example
 * const recorder = createWelfareRecorder(city)
 * // … run; on each of the last 12 ticks: recorder.record(city, rules)
 * compareWelfare(recorder, baselineRecorder).ev_mean
 */
export function createWelfareRecorder(city: City): WelfareRecorder {
  const { households, parameters } = city
  let rows = livingById(city)
  let layout = city.layout
  const n = rows.length
  const bounds = quintileBounds(city)
  const idHigh = new Uint32Array(n)
  const idLow = new Uint32Array(n)
  const cell = new Uint8Array(n)
  const tenure = new Uint8Array(n)
  const district = new Uint16Array(n).fill(65535)
  const parcel = new Int32Array(n).fill(-1)
  rows.forEach((h, i) => {
    const b = households.home[h]!
    tenure[i] = b < 0 ? NO_HOME : households.tenure[h]!
    if (b >= 0) {
      parcel[i] = city.buildings.parcel[b]!
      district[i] = city.parcels.district[parcel[i]!]!
    }
    idHigh[i] = households.idHigh[h]!
    idLow[i] = households.idLow[h]!
    let quintile = 0
    while (quintile < 4 && households.level[h]! > bounds[quintile]!) quintile++
    const state =
      households.home[h]! < 0
        ? TENURE_STATE.none
        : households.tenure[h] === TENURE.owner
          ? TENURE_STATE.owner
          : TENURE_STATE.tenant
    cell[i] = cellOf(quintile, state, households.flags[h]! & 1)
  })
  city.departures ??= []
  let read = city.departures.length
  const ended = new Set<string>()
  const record: WelfareRecord = {
    scale: parameters.choice_scale * (1 - parameters.housing_share),
    idHigh,
    idLow,
    cell,
    tenure,
    district,
    parcel,
    tenureNow: tenure.slice(),
    months: new Uint16Array(n),
    access: new Float64Array(n),
    worth: new Float64Array(n),
    residual: new Float64Array(n),
    wealth: new Float64Array(n),
    fate: new Uint8Array(n),
  }
  return {
    ...record,
    record(now, rules) {
      const { departures } = now
      for (; departures !== null && read < departures.length; read += 3)
        if (departures[read + 2] === 1) ended.add(`${departures[read]} ${departures[read + 1]}`)
      if (now.layout !== layout) {
        rows = rowsOf(now, idHigh, idLow)
        layout = now.layout
      }
      const appraise = appraiser(now, rules)
      const found = { worth: 0, residual: 0, wealth: 0 }
      for (let i = 0; i < n; i++) {
        if (record.fate[i] !== PRESENT) continue
        const h = rows[i]!
        if (
          h < 0 ||
          now.households.size[h] === 0 ||
          now.households.idHigh[h] !== idHigh[i] ||
          now.households.idLow[h] !== idLow[i]
        ) {
          record.fate[i] = ended.has(`${idHigh[i]} ${idLow[i]}`) ? ENDED : LEFT
          continue
        }
        appraise(h, found)
        const b = now.households.home[h]!
        record.tenureNow[i] = b < 0 ? NO_HOME : now.households.tenure[h]!
        if (b >= 0) record.access[i]! += accessAt(now, now.buildings.parcel[b]!)
        record.worth[i]! += found.worth
        record.residual[i]! += found.residual
        record.wealth[i] = found.wealth
        record.months[i]!++
      }
    },
  }
}

/** Mean rent a m² of a village room [fen]; without villages, the least rent of all homes. */
function villageRent({ buildings }: City): number {
  let sum = 0
  let rooms = 0
  let least = Number.POSITIVE_INFINITY
  for (let b = 0; b < buildings.rows; b++) {
    const homes = buildings.dwellings[b]!
    if (homes === 0) continue
    least = Math.min(least, buildings.rent[b]!)
    if (buildings.kind[b] !== KIND.village) continue
    sum += buildings.rent[b]! * homes
    rooms += homes
  }
  return rooms > 0 ? sum / rooms : Number.isFinite(least) ? least : 0
}

/** W of a household where it lives now: V of its home and tenure, attachment with it, without taste, money at Ī. */
function appraiser(
  city: City,
  rules: Rules,
): (h: number, into: { worth: number; residual: number; wealth: number }) => void {
  const { households, buildings, parameters: k } = city
  // the columns of worth hold what searchers saw; here they are computed afresh, beside them
  const view: City = {
    ...city,
    buildings: {
      ...buildings,
      worth: new Float32Array(buildings.rows * 5),
      school: new Float32Array(buildings.rows),
      clinic: new Float32Array(buildings.rows),
      space: new Float32Array(buildings.rows),
    },
  }
  refreshWorth(view)
  const seeker = createSeeker()
  const money = k.choice_scale * (1 - k.housing_share)
  const space = k.choice_scale * k.housing_share
  const index = referenceIndex(city)
  const publicRent = rules.levers.public_housing.rent_ratio * meanRent(city)
  const streetRent = STREET_RENT * villageRent(city) * STREET_FLOOR
  const streetSpace = space * log(STREET_FLOOR)
  const streetMinutes = minutesFromMeanHome(city)
  const half = space * log(2)
  return (h, into) => {
    const earned = income(city, h)
    readSeeker(view, rules, h, earned, seeker)
    const net = Math.max(1, seeker.net)
    const b = households.home[h]!
    const isOwner = b >= 0 && households.tenure[h] === TENURE.owner
    let left: number
    let worth: number
    if (b < 0) {
      left = net - streetRent - travelCostOf(seeker, streetMinutes[seeker.job]!, -1)
      worth = streetSpace - space * LN_SIZE[seeker.size]!
    } else {
      left = net - housingCost(city, h, publicRent) - travelCost(view, seeker, buildings.parcel[b]!)
      // valued at no cost and no travel, then at what is left: whoever pays more than the rules of search allow lives on
      seeker.net = net
      seeker.income = seeker.room = 0
      seeker.floor = 0
      worth =
        valueOf(view, seeker, b, 0, isOwner ? 1 : 0) -
        money * log(net / 100) +
        k.attachment_utility * households.attachment[h]!
      if (households.flags[h]! & SHARING) worth -= half
    }
    left = Math.max(left, LEAST_LEFT * net) / 100 / index
    into.worth = worth + money * log(left)
    into.residual = left
    const home = isOwner ? buildings.price[b]! * buildings.floor[b]! : 0
    into.wealth = (households.savings[h]! + home - households.mortgage[h]!) / 100 / index
  }
}

/** Minutes to each centre of work from the mean home. */
function minutesFromMeanHome({ buildings, parcels, centres }: City): Float64Array {
  const minutes = new Float64Array(centres.rows)
  let homes = 0
  for (let b = 0; b < buildings.rows; b++) {
    const dwellings = buildings.dwellings[b]!
    if (dwellings === 0) continue // what has been pulled down stands on no parcel
    homes += dwellings
    for (let c = 0; c < centres.rows; c++) {
      // in 64ths, so that the sum is whole and the order of buildings cannot show
      minutes[c]! += dwellings * Math.round(parcels.minutes[buildings.parcel[b]! * centres.rows + c]! * 64)
    }
  }
  return minutes.map(sum => (homes > 0 ? sum / homes / 64 : 0))
}

/** Mean access to the five kinds of facility. */
function accessAt({ parcels }: City, p: number): number {
  let sum = 0
  for (let kind = 0; kind < ACCESS_KINDS; kind++) sum += parcels.access[p * ACCESS_KINDS + kind]!
  return sum / ACCESS_KINDS
}

/** Gains smaller than this share of what is left are none. */
const UNCHANGED = 0.01

const groups: readonly [string, Group][] = [
  ['quintile 1', 'q1'],
  ['quintile 2', 'q2'],
  ['quintile 3', 'q3'],
  ['quintile 4', 'q4'],
  ['quintile 5', 'q5'],
  ['owner', 'owner'],
  ['tenant', 'tenant'],
  ['registered', 'local'],
  ['migrant', 'migrant'],
]

const nobody = (): HouseholdOutcome => ({
  better: 0,
  worse: 0,
  unchanged: 0,
  left_only_under_policy: 0,
  left_only_under_baseline: 0,
  left_in_both: 0,
  ended: 0,
})

/**
 * Gains and losses under a policy, of the households that both records began with.
 *
 * EV = (y′ − R)₀·(exp((W₁ − W₀)/(a(1 − s))) − 1): the rise in baseline income that is worth as much as the policy.
 * @returns counts that sum to the population; means are null where nobody stays
 * @example compareWelfare(baseline, baseline).households.unchanged // everybody who stays
 */
export function compareWelfare(policy: WelfareRecord, baseline: WelfareRecord): WelfareComparison {
  const total = nobody()
  const parts = groups.map(([, group]) => ({ outcome: nobody(), cells: GROUP_CELLS[group], sum: 0, stayed: 0 }))
  const gains: number[] = []
  let sum = 0
  let lowSum = 0
  let low = 0
  let wealth = 0
  for (const [i, j] of pairs(baseline, policy)) {
    const gain = gainOf(policy, j, baseline, i)
    const cell = baseline.cell[i]!
    total[gain.class]++
    for (const part of parts) {
      if (cell === NO_CELL || ((part.cells >>> cell) & 1) === 0) continue
      part.outcome[gain.class]++
      if (gain.ev === null) continue
      part.sum += gain.ev
      part.stayed++
    }
    if (gain.ev !== null) {
      gains.push(gain.ev)
      sum += gain.ev
      wealth += policy.wealth[j]! - baseline.wealth[i]!
      if ((GROUP_CELLS.low >>> cell) & 1) {
        lowSum += gain.ev
        low++
      }
    }
  }
  const population = Object.values(total).reduce((all, count) => all + count, 0)
  const share = (count: number): number | null => (population > 0 ? count / population : null)
  const mean = (amount: number, count: number): number | null => (count > 0 ? amount / count : null)
  return {
    households: total,
    groups: parts.map(({ outcome, sum: amount, stayed }, g) => ({
      ...outcome,
      group: groups[g]![0],
      ev_mean: mean(amount, stayed),
    })),
    ev_mean: mean(sum, gains.length),
    ev_median: quantile(Float64Array.from(gains), gains.length, 0.5),
    ev_low: mean(lowSum, low),
    welfare_better: share(total.better),
    welfare_worse: share(total.worse),
    welfare_unchanged: share(total.unchanged),
    wealth_change: mean(wealth, gains.length),
  }
}

/** Rows of the same household in two records. */
function* pairs(baseline: WelfareRecord, policy: WelfareRecord): Generator<[i: number, j: number]> {
  for (let i = 0, j = 0; i < baseline.idHigh.length && j < policy.idHigh.length; ) {
    const order = baseline.idHigh[i]! - policy.idHigh[j]! || baseline.idLow[i]! - policy.idLow[j]!
    if (order === 0) yield [i++, j++]
    else if (order < 0) i++
    else j++
  }
}

/** The seven classes, in the order in which `HouseholdGains.class` counts them. */
export const outcomeNames = [
  'worse',
  'unchanged',
  'better',
  'left_only_under_policy',
  'left_only_under_baseline',
  'left_in_both',
  'ended',
] as const satisfies readonly (keyof HouseholdOutcome)[]

/** Every household of both arms, a row each: for tables by group, scatters and the way to its story. */
export interface HouseholdGains {
  idHigh: Uint32Array
  idLow: Uint32Array
  /** income fifth 0–4, TENURE (4 = without home), registered 0/1, district (65535 = without home) and parcel at the start */
  quintile: Uint8Array
  tenure: Uint8Array
  registered: Uint8Array
  district: Uint16Array
  parcel: Int32Array
  /** TENURE at the end in either arm */
  tenureBaseline: Uint8Array
  tenurePolicy: Uint8Array
  /** outcomeNames, at the model's threshold of 1 % */
  class: Uint8Array
  /** yuan a month; NaN where it left or its life course ended */
  ev: Float32Array
  /** what is left after tax, housing and travel [yuan a month at Ī], and mean access 0–1; NaN where it is not there */
  leftBaseline: Float32Array
  leftPolicy: Float32Array
  accessBaseline: Float32Array
  accessPolicy: Float32Array
}

/** Gain or loss of each household present when both records began. */
export function householdGains(policy: WelfareRecord, baseline: WelfareRecord): HouseholdGains {
  const rows = [...pairs(baseline, policy)]
  const n = rows.length
  const gains: HouseholdGains = {
    idHigh: new Uint32Array(n),
    idLow: new Uint32Array(n),
    quintile: new Uint8Array(n),
    tenure: new Uint8Array(n),
    registered: new Uint8Array(n),
    district: new Uint16Array(n),
    parcel: new Int32Array(n),
    tenureBaseline: new Uint8Array(n),
    tenurePolicy: new Uint8Array(n),
    class: new Uint8Array(n),
    ev: new Float32Array(n),
    leftBaseline: new Float32Array(n),
    leftPolicy: new Float32Array(n),
    accessBaseline: new Float32Array(n),
    accessPolicy: new Float32Array(n),
  }
  const mean = (sums: Float64Array, record: WelfareRecord, row: number): number =>
    record.fate[row] === PRESENT && record.months[row]! > 0 ? sums[row]! / record.months[row]! : Number.NaN
  rows.forEach(([i, j], row) => {
    const gain = gainOf(policy, j, baseline, i)
    const cell = baseline.cell[i]!
    gains.idHigh[row] = baseline.idHigh[i]!
    gains.idLow[row] = baseline.idLow[i]!
    gains.quintile[row] = Math.floor(cell / 6)
    gains.registered[row] = cell & 1
    gains.tenure[row] = baseline.tenure[i]!
    gains.district[row] = baseline.district[i]!
    gains.parcel[row] = baseline.parcel[i]!
    gains.tenureBaseline[row] = baseline.tenureNow[i]!
    gains.tenurePolicy[row] = policy.tenureNow[j]!
    gains.class[row] = outcomeNames.indexOf(gain.class)
    gains.ev[row] = gain.ev ?? Number.NaN
    gains.leftBaseline[row] = mean(baseline.residual, baseline, i)
    gains.leftPolicy[row] = mean(policy.residual, policy, j)
    gains.accessBaseline[row] = mean(baseline.access, baseline, i)
    gains.accessPolicy[row] = mean(policy.access, policy, j)
  })
  return gains
}

/** What became of one household: row j of the policy's record, row i of the baseline's. */
function gainOf(
  policy: WelfareRecord,
  j: number,
  baseline: WelfareRecord,
  i: number,
): { class: keyof HouseholdOutcome; ev: number | null } {
  const [under, before] = [policy.fate[j], baseline.fate[i]]
  if (under === ENDED || before === ENDED) return { class: 'ended', ev: null }
  if (under === LEFT) return { class: before === LEFT ? 'left_in_both' : 'left_only_under_policy', ev: null }
  if (before === LEFT) return { class: 'left_only_under_baseline', ev: null }
  const [n, m] = [policy.months[j]!, baseline.months[i]!]
  if (n === 0 || m === 0) return { class: 'unchanged', ev: null }
  const change = policy.worth[j]! / n - baseline.worth[i]! / m
  const residual = baseline.residual[i]! / m
  const ev = residual * (exp(change / baseline.scale) - 1)
  const isUnchanged = Math.abs(ev) < UNCHANGED * residual
  return { class: isUnchanged ? 'unchanged' : ev > 0 ? 'better' : 'worse', ev }
}
