import { type City, ofPlan } from '../../city/city.ts'
import { ACCESS, ACCESS_KINDS, USE } from '../../city/parcels.ts'
import { UNITS_PER_MINUTE, WALK_METRES_PER_UNIT } from '../../city/plan.ts'
import { PointBins } from '../../lib/geometry.ts'
import { clamp, exp } from '../../lib/numeric.ts'
import { moransIndex } from '../calculators/autocorrelation/morans-i.ts'
import { type SpatialWeights, spatialWeights } from '../calculators/autocorrelation/spatial-weights.ts'
import { homeMean, single } from '../define.ts'
import { EVERYBODY } from '../groups.ts'
import { groupByBuilding, once, type Snapshot, snapshotOf } from '../snapshot.ts'
import { keptWhile, streetsNow, walksWithin } from '../streets.ts'

const PARK = 2
const MICRO_PARK = 5
const NATURE = 8
/** A green that counts for the walk of 300 m [m²]. */
const GREEN_ENOUGH = 5000
const NEAR_UNITS = 300 / WALK_METRES_PER_UNIT
/** Walks inside an estate that its garden may serve. */
const GARDEN_UNITS = 15 * UNITS_PER_MINUTE
/** Minutes at which a walk to a park counts 1/e. */
const PARK_DECAY = 7
/** What a walk to a garden counts, by its units. */
const GARDEN_DECAY = Float64Array.from({ length: GARDEN_UNITS + 1 }, (_, units) =>
  exp(-units / UNITS_PER_MINUTE / PARK_DECAY),
)
/** m² of garden for each person it serves. */
const GARDEN_PER_PERSON = 1 / 0.6

interface Greens {
  /** by parcel: 1 if a green of half a hectare is within 300 m */
  near: Uint8Array
  /** members' gardens and the parcels they serve: garden, parcel, exp(−minutes/7) */
  garden: Int32Array
  parcel: Int32Array
  decay: Float64Array
}

const isGreen = (kind: number): boolean => kind === PARK || kind === MICRO_PARK || kind === NATURE

/** Land of a green [m²]: gardens by whom they serve, others by their parcel; pocket parks are small by definition. */
function greenArea({ facilities, parcels }: City, f: number): number {
  if (facilities.open[f] === 0 || facilities.estate[f]! >= 0) return facilities.capacity[f]! * GARDEN_PER_PERSON
  return facilities.kind[f] === MICRO_PARK ? 0 : parcels.area[facilities.parcel[f]!]!
}

/** Who can walk to which green, as gates and walls stand now; kept until streets or facilities change. */
function greensOf(city: City, s: Snapshot): Greens {
  const { facilities: f } = city
  const streets = once(s, 'streets', () => streetsNow(city))
  return keptWhile(
    city,
    'greens',
    [streets],
    [
      [f.kind, f.rows],
      [f.parcel, f.rows],
      [f.open, f.rows],
      [f.away, f.rows],
      [f.capacity, f.rows],
    ],
    () => walkToGreens(city),
  )
}

function walkToGreens(city: City): Greens {
  const { facilities, parcels, estates } = city
  const near = new Uint8Array(parcels.rows)
  const garden: number[] = []
  const parcel: number[] = []
  const decay: number[] = []
  const toGreen = walksWithin(city, NEAR_UNITS)
  const toGarden = walksWithin(city, GARDEN_UNITS)
  for (let f = 0; f < facilities.rows; f++) {
    if (!isGreen(facilities.kind[f]!)) continue
    const site = facilities.parcel[f]!
    const isLarge = greenArea(city, f) >= GREEN_ENOUGH
    const estate = parcels.estate[site]!
    if (facilities.open[f] === 0 && estate >= 0 && estates.walled[estate] !== 0) {
      const walk = toGarden(site, facilities.away[f])
      for (const i of walk.members!) {
        const p = walk.parcel[i]!
        if (isLarge && walk.units[i]! <= NEAR_UNITS) near[p] = 1
        garden.push(f)
        parcel.push(p)
        decay.push(GARDEN_DECAY[walk.units[i]!]!)
      }
    } else if (isLarge) for (const p of toGreen(site, facilities.away[f]).parcel) near[p] = 1
  }
  return { near, garden: Int32Array.from(garden), parcel: Int32Array.from(parcel), decay: Float64Array.from(decay) }
}

/** G by parcel without what members' gardens add to it. */
const publicGreen = (city: City, s: Snapshot): Float64Array =>
  once(s, 'public green', () => {
    const { parcels, facilities, buildings } = city
    const { garden, parcel, decay } = greensOf(city, s)
    const residents = groupByBuilding(city, s, 'person', EVERYBODY)
    const persons = new Float64Array(parcels.rows)
    for (let b = 0; b < residents.length; b++) if (residents[b]! > 0) persons[buildings.parcel[b]!]! += residents[b]!
    const demanded = new Float64Array(facilities.rows)
    for (let i = 0; i < garden.length; i++) demanded[garden[i]!]! += persons[parcel[i]!]! * decay[i]!
    const met = new Float64Array(parcels.rows)
    for (let i = 0; i < garden.length; i++) {
      const f = garden[i]!
      if (demanded[f]! > 0)
        met[parcel[i]!]! += (facilities.quality[f]! * facilities.capacity[f]! * decay[i]!) / demanded[f]!
    }
    for (let p = 0; p < parcels.rows; p++) {
      const own = met[p]!
      const at = p * ACCESS_KINDS + ACCESS.park
      const access = own === 0 ? parcels.access[at]! : 1 - exp(-Math.max(0, parcels.needs[at]! - own))
      met[p] = clamp(parcels.green[p]! - 0.45 * (parcels.access[at]! - access), 0, 1)
    }
    return met
  })

export const greenAccess = homeMean({
  name: 'green_access',
  theme: 'environment',
  stem: { en: 'Green near', zh: '绿色可及度' },
  title: { en: 'Green within reach', zh: '绿色可及度' },
  explains: {
    en: 'Parks within a walk, trees around and water or hills in view, less pollution: 0 none, 1 plenty.',
    zh: '步行可到的公园、周围的树木、看得见的山水，减去污染：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of G = 0.45·A_park + 0.35·canopy within 300 m + 0.20·[view] − 0.5·pollution',
  source: 'model §3.3',
  caveat: {
    en: 'It counts private gardens for those who may enter them: see public green for the rest.',
    zh: '它把可进入者的私家绿地也算在内，其余的人要看公共绿地。',
  },
  listed: ['low', 'high'],
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.green[p]!,
})

export const publicGreenAccess = homeMean({
  name: 'public_green_access',
  theme: 'environment',
  title: { en: 'Public green within reach', zh: '公共绿色可及度' },
  explains: {
    en: 'The same as green within reach, without gardens that only members of an estate may enter.',
    zh: '与绿色可及度相同，但不计只对小区成员开放的花园。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of G with A_park of open parks alone; gardens’ part at this month’s residents',
  source: 'model §2.9, §3.3',
  caveat: {
    en: 'Nearness to green raises rents: look at who still lives beside it.',
    zh: '靠近绿地会推高租金，要看谁还住在旁边。',
  },
  zonal: false,
  per: 'household',
  value: (city, s) => {
    const green = publicGreen(city, s)
    return p => green[p]!
  },
})

export const green300m = homeMean({
  name: 'green_300m',
  theme: 'environment',
  short: { en: 'Living near green, 300 m', zh: '300米内有绿地的居民' },
  title: { en: 'People within 300 m of green', zh: '三百米内有绿地的居民' },
  explains: {
    en: 'The share of people who can walk to a green of at least half a hectare within 300 m.',
    zh: '步行 300 米内能到达半公顷以上绿地的居民所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'share of persons whose door lies ≤ 300 m on the street network, walls as they stand, from a green of ≥ 0.5 ha they may enter',
  source: 'cumulative-opportunities; WHO Europe 2016',
  caveat: {
    en: 'Hills and banks without paths are not greens one may walk to. Rents near new green may rise.',
    zh: '没有步道的山地和河岸不算可达绿地；新绿地附近的房租可能上涨。',
  },
  headline: true,
  per: 'person',
  value: (city, s) => {
    const { near } = greensOf(city, s)
    return p => near[p]!
  },
})

export const pollutionAtHome = homeMean({
  name: 'pollution',
  theme: 'environment',
  stem: { en: 'Pollution', zh: '住处的污染' },
  title: { en: 'Pollution at home', zh: '住处的污染' },
  explains: {
    en: 'Local pollution where people live: 0 clean, 1 worst.',
    zh: '居住地的污染程度：0 为洁净，1 为最重。',
  },
  unit: '0–1',
  axis: [0, 0.2],
  halfRange: 0.02,
  better: 'lower',
  formula: 'household mean of pollution of the home’s parcel',
  source: 'model §2.9',
  caveat: {
    en: 'A relative scale of local pollution, not a concentration in the air or water.',
    zh: '这是相对尺度，不是空气或水中的实测浓度。',
  },
  whole: false,
  listed: ['low'],
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.pollution[p]!,
})

export const streetQualityMean = homeMean({
  name: 'street_quality_mean',
  theme: 'environment',
  title: { en: 'Quality of streets', zh: '街道品质' },
  explains: {
    en: 'Seats, light and repair of the street in front of people’s homes: 0 bad, 1 good.',
    zh: '家门口街道的座椅、照明和养护：0 为差，1 为好。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of street quality of the home’s parcel',
  source: 'model §2.9',
  caveat: {
    en: 'Tidy is not lively: campaigns that remove stalls raise it too.',
    zh: '整洁不等于有活力，清理摊贩也会让它上升。',
  },
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.street[p]!,
})

export const canopyMean = single({
  name: 'canopy_mean',
  theme: 'environment',
  title: { en: 'Green cover', zh: '绿化覆盖' },
  explains: { en: 'The share of all land under trees and green.', zh: '全部土地中被树木和绿地覆盖的比例。' },
  unit: 'share',
  axis: [0, 0.6],
  halfRange: 0.03,
  better: 'higher',
  formula: 'Σ canopy·area/Σ area over all parcels',
  source: 'model §2.9',
  caveat: {
    en: 'Green cover anywhere in the built city counts alike, behind walls too.',
    zh: '建成区内的绿荫一律计入，围墙里的也算。',
  },
  compute({ parcels }) {
    let green = 0
    let land = 0
    for (let p = 0; p < parcels.rows; p++) {
      green += parcels.canopy[p]! * parcels.area[p]!
      land += parcels.area[p]!
    }
    return land > 0 ? green / land : null
  },
})

export const heritageStanding = single({
  name: 'heritage_standing',
  theme: 'production',
  title: { en: 'Historic fabric standing', zh: '留存的历史街区' },
  explains: { en: 'The share of the historic fabric that still stands.', zh: '历史街区还留存多少。' },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.05,
  better: 'higher',
  range: '0 and above; above 1 where repair has raised its worth',
  formula: 'Σ heritage·area/the same when the city was founded',
  source: 'model §2.9',
  caveat: { en: 'Standing is not lived in: see who was displaced.', zh: '房子还在不等于街坊还在，要看谁被迫搬走。' },
  lumpy: true,
  compute(city) {
    const { rows, heritage, area } = city.parcels
    const initial = ofPlan(city, 'heritage at the founding', () =>
      city.plan.parcels.reduce((sum, parcel, p) => sum + Math.fround(parcel.heritage ?? 0) * area[p]!, 0),
    )
    let standing = 0
    for (let p = 0; p < rows; p++) standing += heritage[p]! * area[p]!
    return initial > 0 ? standing / initial : null
  },
})

export const natureEnclosed = single({
  name: 'nature_enclosed',
  theme: 'production',
  title: { en: 'Green behind walls', zh: '围墙内的绿地' },
  explains: {
    en: 'The share of parks and nature that only members of an estate may enter.',
    zh: '公园和自然地中只对小区成员开放的比例。',
  },
  unit: 'share',
  axis: [0, 0.2],
  halfRange: 0.05,
  better: 'lower',
  formula: 'land of parks, gardens and nature for members only/all of it',
  source: 'model §2.9',
  caveat: {
    en: 'Gardens count by whom they serve: 1 m² for 0.6 persons.',
    zh: '花园面积按服务人数折算：每平方米服务 0.6 人。',
  },
  compute(city) {
    const { facilities, parcels, estates } = city
    let enclosed = 0
    let all = 0
    const isSite = new Uint8Array(parcels.rows)
    for (let f = 0; f < facilities.rows; f++) {
      if (!isGreen(facilities.kind[f]!)) continue
      const estate = parcels.estate[facilities.parcel[f]!]!
      const area = greenArea(city, f)
      all += area
      isSite[facilities.parcel[f]!] = 1
      if (facilities.open[f] === 0 && estate >= 0 && estates.walled[estate]) enclosed += area
    }
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.use[p] !== USE.nature || isSite[p]) continue
      const estate = parcels.estate[p]!
      all += parcels.area[p]!
      if (estate >= 0 && estates.walled[estate]) enclosed += parcels.area[p]!
    }
    return all > 0 ? enclosed / all : null
  },
})

/** Parcels whose middles lie within 1.2 mean widths: the four neighbours of a square block. */
const neighboursOf = (city: City): Int32Array[] =>
  ofPlan(city, 'rook neighbours', () => {
    const { parcels } = city
    const bins = new PointBins(parcels.x, parcels.y, parcels.rows, 300)
    const width = Float64Array.from(parcels.area.subarray(0, parcels.rows), area => Math.sqrt(area))
    const widest = width.reduce((most, w) => Math.max(most, w), 0)
    const found = new Int32Array(parcels.rows)
    return Array.from({ length: parcels.rows }, (_, p) => {
      const n = bins.within(parcels.x[p]!, parcels.y[p]!, 0.6 * (width[p]! + widest), found)
      return found.slice(0, n).filter(q => {
        const dx = parcels.x[p]! - parcels.x[q]!
        const dy = parcels.y[p]! - parcels.y[q]!
        const reach = 0.6 * (width[p]! + width[q]!)
        return q !== p && dx * dx + dy * dy <= reach * reach
      })
    })
  })

/** Parcels beside water and the length of their banks [m]; water stays where it is. */
const banksOf = (city: City): { parcel: number[]; length: number[] } =>
  ofPlan(city, 'banks', () => {
    const { parcels } = city
    const neighbours = neighboursOf(city)
    const banks = { parcel: [] as number[], length: [] as number[] }
    for (let p = 0; p < parcels.rows; p++) {
      if (parcels.use[p] === USE.water) continue
      const sides = neighbours[p]!.filter(q => parcels.use[q] === USE.water).length
      if (sides === 0) continue
      banks.parcel.push(p)
      banks.length.push(sides * Math.sqrt(parcels.area[p]!))
    }
    return banks
  })

export const waterfrontOpen = single({
  name: 'waterfront_open',
  theme: 'environment',
  title: { en: 'Waterfront open to all', zh: '向公众开放的滨水岸线' },
  explains: {
    en: 'The share of river banks that no walled estate keeps to itself.',
    zh: '没有被封闭小区独占的河岸所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'length of banks whose parcel is in no walled estate/length of all banks, a bank being a parcel beside water',
  source: 'model §2.9',
  caveat: {
    en: 'Open to walk is not yet pleasant to be at: see pollution.',
    zh: '能走进去不等于宜人，应与污染对照着看。',
  },
  missing: { en: 'No value: there is no water.', zh: '无数值：城中没有水面。' },
  compute(city) {
    const { parcels, estates } = city
    const banks = banksOf(city)
    let open = 0
    let all = 0
    banks.parcel.forEach((p, i) => {
      const e = parcels.estate[p]!
      all += banks.length[i]!
      if (e < 0 || !estates.walled[e]) open += banks.length[i]!
    })
    return all > 0 ? open / all : null
  },
})

/** Parcels that are lived in, and for each those beside it, by their places in this list, with one vote together. */
function livedInBeside(city: City, lived: Uint8Array): { places: number[]; near: SpatialWeights } {
  const neighbours = neighboursOf(city)
  const unit = new Int32Array(lived.length).fill(-1)
  const places: number[] = []
  for (let p = 0; p < lived.length; p++) if (lived[p] === 1) unit[p] = places.push(p) - 1
  const beside = places.map(p => Array.from(neighbours[p]!, q => unit[q]!).filter(i => i >= 0))
  return { places, near: spatialWeights(beside, undefined, 'row') }
}

export const deprivationClustering = single({
  name: 'deprivation_clustering',
  theme: 'mechanism',
  short: { en: 'Poverty clustered in space', zh: '贫困的空间聚集' },
  title: { en: 'Clustering of deprivation', zh: '贫困的空间集聚' },
  explains: {
    en: 'Whether poorer places lie beside poorer ones: 0 scattered by chance, 1 strongly clustered.',
    zh: '贫困地段是否连成一片：0 为随机分布，1 为高度集聚。',
  },
  unit: 'ratio',
  axis: [0, 0.6],
  halfRange: 0.1,
  better: 'lower',
  range: 'about −1 to 1; near 0: no pattern',
  formula:
    'Moran’s I of mean income after housing per equivalent adult by parcel, neighbours within 1.2 widths, row weights',
  source: 'morans-i; Moran 1950; Cliff & Ord 1981',
  caveat: {
    en: 'The number of places is the model’s own, so only its change means something, no test of significance does.',
    zh: '地块数量由模型决定，只有变化有意义，显著性检验没有意义。',
  },
  headline: true,
  compute(city, rules) {
    const { parcels, buildings } = city
    const { parcel } = buildings
    const s = snapshotOf(city, rules)
    const residents = groupByBuilding(city, s, 'household', EVERYBODY)
    const sum = new Float64Array(parcels.rows)
    const count = new Float64Array(parcels.rows)
    const lived = new Uint8Array(parcels.rows)
    for (let b = 0; b < buildings.rows; b++) {
      if (residents[b] === 0) continue
      const p = parcel[b]!
      sum[p]! += s.residentLeft[b]!
      count[p]! += residents[b]!
      lived[p] = 1
    }
    const { places, near } = keptWhile(city, 'lived in beside', [], [[lived, lived.length]], () =>
      livedInBeside(city, lived),
    )
    const means = new Float64Array(places.length)
    for (let i = 0; i < means.length; i++) means[i] = sum[places[i]!]! / count[places[i]!]!
    return moransIndex(means, near)
  },
})
