import { type City, ofPlan } from '../../city/city.ts'
import { WALK_METRES_PER_UNIT } from '../../city/plan.ts'
import type { Rules } from '../../city/rules.ts'
import { isWalled } from '../../city/utility.ts'
import { composition } from '../calculators/segregation/composition.ts'
import { dissimilarity } from '../calculators/segregation/dissimilarity.ts'
import { dissimilarityRandomBaseline } from '../calculators/segregation/dissimilarity-random-baseline.ts'
import { environmentsNear, kernelWeight, type Near } from '../calculators/segregation/environments.ts'
import { exposure } from '../calculators/segregation/exposure.ts'
import { multigroupInformationTheory } from '../calculators/segregation/multigroup-information-theory.ts'
import { entropyLost } from '../calculators/segregation/spatial-information-theory.ts'
import { single } from '../define.ts'
import { CELLS, EVERYBODY, GROUP_CELLS } from '../groups.ts'
import { groupByBuilding, once, type Snapshot, snapshotOf } from '../snapshot.ts'
import { keptWhile, streetsNow, walksWithin } from '../streets.ts'

const CELL_METRES = 300
const FEWEST = 30
const WALKING = 500 // m
const FIFTHS = 5
const TENURES = 3

/** Weight of a neighbour by walking units, a quadratic kernel. */
const WEIGHTS = Float64Array.from({ length: WALKING / WALK_METRES_PER_UNIT + 1 }, (_, units) =>
  kernelWeight('quadratic', units * WALK_METRES_PER_UNIT, WALKING),
)

/** Parcels with buildings: fixed until a parcel gets its first. */
interface Sites {
  readonly parcels: Int32Array
  /** by parcel: its place in the list, −1 if it has no building */
  readonly place: Int32Array
}

function sitesOf(city: City): Sites {
  const { parcels, buildings } = city
  return keptWhile(city, 'parcels with buildings', [], [[buildings.parcel, buildings.rows]], () => {
    const place = new Int32Array(parcels.rows).fill(-1)
    const sites: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const p = buildings.parcel[b]!
      if (place[p]! < 0) place[p] = sites.push(p) - 1
    }
    return { parcels: Int32Array.from(sites), place }
  })
}

/** Who lives on these parcels: households by income fifth, and migrants. */
interface Lived extends Sites {
  readonly fifths: readonly Float64Array[]
  readonly migrants: Float64Array
}

const livedIn = (city: City, s: Snapshot): Lived =>
  once(s, 'parcels lived in', () => {
    const { buildings } = city
    const sites = sitesOf(city)
    const migrants = new Float64Array(sites.parcels.length)
    const fifths = Array.from(migrants, () => new Float64Array(FIFTHS))
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.dwellings[b] === 0) continue
      const i = sites.place[buildings.parcel[b]!]!
      const here = fifths[i]!
      for (let q = 0, at = b * CELLS; q < FIFTHS; q++)
        for (let tenure = 0; tenure < TENURES; tenure++, at += 2) {
          here[q]! += s.residents[at]! + s.residents[at + 1]!
          migrants[i]! += s.residents[at]!
        }
    }
    return { ...sites, fifths, migrants }
  })

/** Households by unit: income fifths, migrants, all. */
interface Units {
  readonly fifths: number[][]
  readonly migrants: number[]
  readonly all: number[]
}

/** Parcels in the order of a walk through 300 m cells, row by row, there and back: and the cell of each. */
const cellsOfParcels = (city: City): { order: number[]; cell: number[] } =>
  ofPlan(city, 'segregation cells', () => {
    const { parcels } = city
    let left = Number.POSITIVE_INFINITY
    let bottom = Number.POSITIVE_INFINITY
    let right = Number.NEGATIVE_INFINITY
    for (let p = 0; p < parcels.rows; p++) {
      left = Math.min(left, parcels.x[p]!)
      right = Math.max(right, parcels.x[p]!)
      bottom = Math.min(bottom, parcels.y[p]!)
    }
    const columns = Math.floor((right - left) / CELL_METRES) + 1
    const cell = Array.from({ length: parcels.rows }, (_, p) => {
      const column = Math.floor((parcels.x[p]! - left) / CELL_METRES)
      const row = Math.floor((parcels.y[p]! - bottom) / CELL_METRES)
      return row * columns + (row % 2 === 0 ? column : columns - 1 - column)
    })
    return { cell, order: cell.map((_, p) => p).sort((a, b) => cell[a]! - cell[b]! || a - b) }
  })

/** Fixed cells of 300 m; one with fewer than 30 households is joined to the next, the last ones to the one before. */
const unitsOf = (city: City, s: Snapshot): Units =>
  once(s, 'segregation units', () => {
    const { order, cell } = cellsOfParcels(city)
    const lived = livedIn(city, s)
    const units: Units = { fifths: [], migrants: [], all: [] }
    let open = [0, 0, 0, 0, 0]
    let migrants = 0
    let all = 0
    const close = (): void => {
      units.fifths.push(open)
      units.migrants.push(migrants)
      units.all.push(all)
      open = [0, 0, 0, 0, 0]
      migrants = all = 0
    }
    let at = -1
    for (const p of order) {
      if (cell[p] !== at) {
        if (all >= FEWEST) close()
        at = cell[p]!
      }
      const place = lived.place[p]!
      if (place < 0) continue
      const here = lived.fifths[place]!
      for (let q = 0; q < FIFTHS; q++) {
        open[q]! += here[q]!
        all += here[q]!
      }
      migrants += lived.migrants[place]!
    }
    const last = units.all.length - 1
    if (all >= FEWEST || (last < 0 && all > 0)) close()
    else if (all > 0) {
      for (let q = 0; q < FIFTHS; q++) units.fifths[last]![q]! += open[q]!
      units.migrants[last]! += migrants
      units.all[last]! += all
    }
    return units
  })

/** Households by income fifth in every fixed cell of 300 m, empty ones too: the same units in any run of a city. */
export function fifthsByCell(city: City, rules: Rules): number[][] {
  const { cell } = cellsOfParcels(city)
  const lived = livedIn(city, snapshotOf(city, rules))
  const rows = new Map<number, number[]>()
  cell.forEach((own, p) => {
    let row = rows.get(own)
    if (!row) rows.set(own, (row = [0, 0, 0, 0, 0]))
    const here = lived.fifths[lived.place[p]!]
    if (here) for (let q = 0; q < FIFTHS; q++) row[q]! += here[q]!
  })
  return [...rows.values()]
}

/** The lowest two fifths and those with the top fifth, by unit. */
function lowAgainstTop(city: City, rules: Rules): [low: number[], both: number[]] {
  const units = unitsOf(city, snapshotOf(city, rules)).fifths
  const low = units.map(unit => unit[0]! + unit[1]!)
  return [low, units.map((unit, i) => low[i]! + unit[4]!)]
}

const cellsNote = 'by fixed 300 m cells, a cell of fewer than 30 households joined to the next'

export const segregationH = single({
  name: 'segregation_h',
  theme: 'encounter',
  title: { en: 'Income segregation', zh: '收入居住隔离' },
  explains: {
    en: '0 if every neighbourhood has the city’s mix of incomes, 1 if nobody lives near another income fifth.',
    zh: '各处收入构成与全城相同为 0，不同收入者完全分开居住为 1。',
  },
  unit: '0–1',
  axis: [0, 0.4],
  halfRange: 0.03,
  better: 'lower',
  formula: `Theil’s H of income fifths, households ${cellsNote}`,
  source: 'multigroup-information-theory; Reardon & Firebaugh 2002; Reardon & Bischoff 2011',
  caveat: {
    en: 'It falls when the poorest are driven out: read it beside displacement.',
    zh: '最穷的人被迫离开时它也会下降，应与被迫搬迁率对照着看。',
  },
  compute: (city, rules) => multigroupInformationTheory(unitsOf(city, snapshotOf(city, rules)).fifths),
})

export const segregationD = single({
  name: 'segregation_d',
  theme: 'encounter',
  title: { en: 'Poor and rich apart', zh: '贫富居住分异' },
  explains: {
    en: 'The share of the lower two fifths who would have to move to live spread like the top fifth.',
    zh: '收入较低的四成家庭中，要搬走多少才能与最高五分之一家庭分布一致。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  formula: `dissimilarity of the lowest two income fifths against the top fifth, households ${cellsNote}`,
  source: 'dissimilarity; Duncan & Duncan 1955',
  caveat: {
    en: 'Chance alone gives more than 0 in small cells: see the corrected value.',
    zh: '单元较小时纯属偶然也会大于 0，可看校正值。',
  },
  compute: (city, rules) => dissimilarity(...lowAgainstTop(city, rules)),
})

export const segregationDMigrant = single({
  name: 'segregation_d_migrant',
  theme: 'encounter',
  title: { en: 'Migrants and locals apart', zh: '外来户与本地户的居住分异' },
  explains: {
    en: 'The share of migrant households who would have to move to live spread like registered ones.',
    zh: '外来户中要搬走多少才能与本地户分布一致。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  formula: `dissimilarity of migrant against registered households ${cellsNote}`,
  source: 'dissimilarity; Duncan & Duncan 1955',
  caveat: {
    en: 'Living among one’s own can be chosen for mutual help: read it beside displacement and access.',
    zh: '聚居也可能是为了互相照应，应与被迫搬迁和可达性对照着看。',
  },
  compute(city, rules) {
    const { migrants, all } = unitsOf(city, snapshotOf(city, rules))
    return dissimilarity(migrants, all)
  },
})

export const segregationDCorrected = single({
  name: 'segregation_d_corrected',
  theme: 'encounter',
  short: { en: 'Apart, beyond chance', zh: '贫富分异（扣除偶然）' },
  title: { en: 'Poor and rich apart, beyond chance', zh: '贫富居住分异（扣除偶然）' },
  explains: {
    en: 'How much further apart the lower two fifths and the top fifth live than chance would have it: 0 is chance, 1 complete.',
    zh: '贫富分开居住的程度超出偶然多少：0 为纯属偶然，1 为完全分开。',
  },
  unit: 'ratio',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'lower',
  range: '−1 to 1; 0: as if by chance',
  formula: 'segregation_d corrected by its expectation under random placing',
  source: 'dissimilarity-random-baseline, corrected; Winship 1977; Carrington & Troske 1997',
  caveat: {
    en: 'It may be negative, and is not comparable with published plain D.',
    zh: '可为负值，不能与未校正的 D 直接比较。',
  },
  compute: (city, rules) => dissimilarityRandomBaseline(...lowAgainstTop(city, rules))?.corrected ?? null,
})

export const segregationWalk = single({
  name: 'segregation_walk',
  theme: 'encounter',
  short: { en: 'Separation within a walk', zh: '步行范围内的居住隔离' },
  title: { en: 'Segregation within a walk', zh: '步行范围内的收入隔离' },
  explains: {
    en: 'How unlike the city’s mix of incomes people’s surroundings within a walk of 500 m are: 0 alike, 1 only their own kind.',
    zh: '从家里步行 500 米范围内，居民收入构成与全城相差多远：0 为一致，1 为只有同类。',
  },
  unit: '0–1',
  axis: [0, 0.1],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'spatial information theory index of income fifths by parcel, quadratic kernel of 500 m on walks between doors, walls as they stand',
  source: 'multiscale-segregation-profile; Reardon et al. 2008, Demography 45(3); on streets: Roberto 2018',
  caveat: {
    en: 'It describes where people live, not whom they meet, and falls when the poorest are driven out.',
    zh: '它说的是住在哪里而不是与谁相遇，最穷的人被赶走时也会下降。',
  },
  headline: true,
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const whole = composition(livedIn(city, s).fifths)
    if (whole === null || whole.groups < 2) return null
    return entropyLost(whole, environmentsNear(whole, nearOf(city, s)))
  },
})

/** Who is within a walk of whom: kept while streets stay the same, and no parcel gets its first building. */
function nearOf(city: City, s: Snapshot): Near {
  const sites = sitesOf(city)
  const streets = once(s, 'streets', () => streetsNow(city))
  return keptWhile(city, 'near', [streets, sites], [], () => walkToNeighbours(city, sites))
}

function walkToNeighbours(city: City, { parcels, place }: Sites): Near {
  const around = walksWithin(city, WALKING / WALK_METRES_PER_UNIT)
  const walks = Array.from(parcels, p => around(p))
  const start = new Int32Array(parcels.length + 1)
  const most = walks.reduce((sum, { parcel }) => sum + parcel.length, 0)
  const unit = new Int32Array(most)
  const weight = new Float64Array(most)
  let used = 0
  for (let i = 0; i < parcels.length; i++) {
    const { parcel, units } = walks[i]!
    // the parcel itself comes first, then others as the walk comes to them
    unit[used] = i
    weight[used++] = 1
    for (let k = 0; k < parcel.length; k++) {
      const j = place[parcel[k]!]!
      if (j < 0 || j === i) continue
      unit[used] = j
      weight[used++] = WEIGHTS[units[k]!]!
    }
    start[i + 1] = used
  }
  return { start, unit: unit.slice(0, used), weight: weight.slice(0, used) }
}

export const exposureLowHigh = single({
  name: 'exposure_low_high',
  theme: 'difference',
  short: { en: 'Richer neighbours of poor', zh: '低收入者的高收入邻居' },
  title: { en: 'Richer neighbours of the poorer', zh: '低收入者的高收入邻居' },
  explains: {
    en: 'The share of the upper two income fifths among those who live in the building of an average household of the lower two.',
    zh: '在收入较低四成家庭所住的楼里，收入较高四成的邻居平均占多少。',
  },
  unit: 'share',
  axis: [0, 0.5],
  halfRange: 0.05,
  better: 'higher',
  formula: 'exposure of the lower to the upper two income fifths, households by building',
  source: 'exposure; Massey & Denton 1988, Social Forces 67(2)',
  caveat: { en: 'It moves with the size of the groups alone.', zh: '两群人口比例变化时它也会变。' },
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const by = (cells: number): Float64Array => groupByBuilding(city, s, 'household', cells)
    return exposure(by(GROUP_CELLS.low), by(GROUP_CELLS.high), by(EVERYBODY))
  },
})

export const walledShare = single({
  name: 'walled_share',
  theme: 'encounter',
  title: { en: 'Homes behind walls', zh: '封闭小区住房比例' },
  explains: { en: 'The share of homes that stand in walled estates.', zh: '位于封闭小区内的住房所占比例。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'lower',
  formula: 'dwellings in walled estates/dwellings',
  source: 'model §2.9; Caldeira 2000; Miao 2003',
  caveat: {
    en: 'A wall with an open gate still counts as a wall until the estate is opened.',
    zh: '小区没有真正开放之前，围墙一律计入。',
  },
  compute(city) {
    const { buildings } = city
    let walled = 0
    let all = 0
    for (let b = 0; b < buildings.rows; b++) {
      const homes = buildings.dwellings[b]!
      if (homes === 0) continue
      all += homes
      if (isWalled(city, b)) walled += homes
    }
    return all > 0 ? walled / all : null
  },
})
