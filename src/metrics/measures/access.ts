import { type City, scratch } from '../../city/city.ts'
import { openStations } from '../../city/neighbourhoods.ts'
import { ACCESS_KINDS, SERVES } from '../../city/parcels.ts'
import { UNITS_PER_MINUTE, WALK_LIMIT } from '../../city/plan.ts'
import type { Rules } from '../../city/rules.ts'
import { forget, walkFromNearest } from '../../city/walking.ts'
import { rawlsMinimum } from '../calculators/justice/rawls-minimum.ts'
import { family, homeMean, householdRatio, single } from '../define.ts'
import { EVERYBODY, GROUP_CELLS } from '../groups.ts'
import {
  byBuilding,
  groupByBuilding,
  meanAtHome,
  once,
  risingByIncome,
  type Snapshot,
  snapshotOf,
} from '../snapshot.ts'
import { keptWhile, type Surroundings, streetsNow, walksWithin } from '../streets.ts'

/** School, clinic, park, market: the four kinds that everybody needs near home. */
const DAILY = 4
const kinds = [
  { key: 'school', en: 'schools', zh: '学校' },
  { key: 'clinic', en: 'clinics', zh: '诊所' },
  { key: 'park', en: 'parks', zh: '公园' },
  { key: 'market', en: 'markets', zh: '菜市场' },
  { key: 'culture', en: 'places of culture', zh: '文化设施' },
] as const

/** Mean of the first `count` kinds of a column of access. */
const meanOfKinds =
  (column: Float32Array, count: number) =>
  (p: number): number => {
    let sum = 0
    for (let k = 0; k < count; k++) sum += column[p * ACCESS_KINDS + k]!
    return sum / count
  }

export const facilityAccess = homeMean({
  name: 'facility_access',
  theme: 'distribution',
  stem: { en: 'Services', zh: '设施可达性' },
  title: { en: 'Access to facilities', zh: '公共设施可达性' },
  explains: {
    en: 'How well homes are served by schools, clinics, parks, markets and culture within a walk: 0 not at all, 1 fully.',
    zh: '住处步行可及的学校、诊所、公园、菜市场和文化设施有多充足：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of A = 1 − exp(−E), averaged over five kinds',
  source: 'enhanced-two-step-fca; Luo & Qi 2009, Health & Place 15(4)',
  caveat: {
    en: 'A mean can rise while the worst-served stay where they are: read it beside the worst-served tenth.',
    zh: '平均值上升时，最差的地方可能毫无改善，应与可达性最差的一成对照着看。',
  },
  listed: ['low', 'high', 'migrant', 'local'],
  per: 'household',
  value: city => meanOfKinds(city.parcels.access, ACCESS_KINDS),
})

/** Access and walk of each kind. */
export const accessByKind = kinds.map(({ key, en, zh }, k) =>
  homeMean({
    name: `access_${key}`,
    theme: 'distribution',
    short: { en: `Access: ${en}`, zh: `${zh}可达性` },
    title: { en: `Access to ${en}`, zh: `${zh}可达性` },
    explains: {
      en: `How well homes are served by ${en} within a walk: 0 not at all, 1 fully.`,
      zh: `住处步行可及的${zh}有多充足：0 为全无，1 为充足。`,
    },
    unit: '0–1',
    axis: [0, 1],
    halfRange: 0.1,
    better: 'higher',
    formula: 'household mean of A = 1 − exp(−E)',
    source: 'enhanced-two-step-fca; Luo & Qi 2009',
    caveat: {
      en: 'Places are shared: more people nearby lower it though nothing was closed.',
      zh: '设施由大家分享：附近人多了，即使什么都没关，它也会下降。',
    },
    per: 'household',
    value:
      ({ parcels }) =>
      p =>
        parcels.access[p * ACCESS_KINDS + k]!,
  }),
)

export const walkByKind = kinds.slice(0, DAILY).map(({ key, en, zh }, k) =>
  homeMean({
    name: `walk_minutes_${key}`,
    theme: 'distribution',
    short: { en: `Walk to ${en}`, zh: `到最近${zh}的步行` },
    title: { en: `Walk to the nearest of the ${en}`, zh: `到最近${zh}的步行时间` },
    explains: {
      en: `Minutes that people walk to the nearest of the ${en} they may use; 30 stands for 30 and more.`,
      zh: `居民步行到最近可用${zh}的分钟数，超过 30 分钟按 30 计。`,
    },
    unit: 'minutes',
    axis: [0, 15],
    halfRange: 2,
    better: 'lower',
    formula: 'persons’ mean walk on the street network, walls counted, capped at 30',
    source: 'nearest-k-distance',
    caveat: {
      en: 'Nearness says nothing of crowding or quality: read it beside access.',
      zh: '近不等于够用、好用，应与可达性对照着看。',
    },
    per: 'person',
    value:
      ({ parcels }) =>
      p =>
        parcels.walk[p * ACCESS_KINDS + k]! / UNITS_PER_MINUTE,
  }),
)

export const walkMinutesMean = homeMean({
  name: 'walk_minutes_mean',
  theme: 'distribution',
  stem: { en: 'Daily walk', zh: '日常步行' },
  title: { en: 'Walk to daily needs', zh: '步行到日常设施的时间' },
  explains: {
    en: 'Minutes that people walk, on average, to the nearest school, clinic, park and market.',
    zh: '居民步行到最近的学校、诊所、公园和菜市场平均要多少分钟。',
  },
  unit: 'minutes',
  axis: [0, 15],
  halfRange: 1,
  better: 'lower',
  formula: 'persons’ mean over four kinds of the walk to the nearest they may use, walls counted, capped at 30',
  source: 'model §2.9',
  caveat: {
    en: 'Nearness says nothing of crowding or quality: read it beside access.',
    zh: '近不等于够用、好用，应与可达性对照着看。',
  },
  listed: ['low', 'high'],
  per: 'person',
  value:
    ({ parcels: { walk } }) =>
    p => {
      let units = 0
      for (let k = 0; k < DAILY; k++) units += walk[p * ACCESS_KINDS + k]!
      return units / UNITS_PER_MINUTE / DAILY
    },
})

/** Units to the nearest station where trains call, by parcel; kept until streets or stations change. */
function walksToStations(city: City, s: Snapshot): Uint16Array {
  const { parcels } = city
  const streets = once(s, 'streets', () => streetsNow(city))
  const open = openStations(city)
  return keptWhile(
    city,
    'walks to stations',
    [streets],
    [[Int32Array.from(open, station => station.node), open.length]],
    () => {
      const { graph, walker } = streets
      const nearest = new Uint16Array(parcels.rows).fill(WALK_LIMIT)
      const from = Array.from(open, ({ node }) => node)
      const reached = walkFromNearest(graph, walker, from, WALK_LIMIT)
      for (let i = 0; i < reached; i++) {
        const n = walker.settled[i]!
        for (let k = graph.doorStart[n]!; k < graph.doorStart[n + 1]!; k++) {
          const p = graph.doorParcel[k]!
          nearest[p] = Math.min(WALK_LIMIT, walker.distance[n]! + parcels.door[p]!)
        }
      }
      forget(walker, reached)
      return nearest
    },
  )
}

export const walkMinutesStation = homeMean({
  name: 'walk_minutes_station',
  theme: 'distribution',
  short: { en: 'Walk to a station', zh: '到最近车站的步行' },
  title: { en: 'Walk to the nearest railway station', zh: '到最近轨道车站的步行时间' },
  explains: {
    en: 'Minutes that people walk to the nearest station where trains call; 30 stands for 30 and more, and for none at all.',
    zh: '居民步行到最近有列车停靠的车站的分钟数，超过 30 分钟或没有车站按 30 计。',
  },
  unit: 'minutes',
  axis: [0, 30],
  halfRange: 2,
  better: 'lower',
  formula: 'persons’ mean walk to the nearest open station on the street network, walls counted, capped at 30',
  source: 'nearest-k-distance',
  caveat: {
    en: 'Stations are few and far, so this walk shows what stands in the way best; how often trains call it does not say.',
    zh: '车站少而远，因此这段步行最能显出阻隔；但它不反映班次多少。',
  },
  per: 'person',
  value: (city, s) => {
    const walk = walksToStations(city, s)
    return p => walk[p]! / UNITS_PER_MINUTE
  },
})

/** The walk of the fifteen-minute city. */
const QUARTER_HOUR = 15 * UNITS_PER_MINUTE

/** Facilities within a quarter of an hour that who lives on a parcel may use; and where those who may use each live. */
interface WithinReach {
  readonly count: Uint16Array
  readonly users: readonly Users[]
}

/** Those whom a walk finds, or of these the members of the estate it starts in. */
interface Users {
  readonly walk: Surroundings | null
  readonly isForMembers: boolean
}

/** Kept until streets or facilities change; then only what has changed is counted anew. */
function withinQuarterHour(city: City, s: Snapshot): Uint16Array {
  const { facilities: f } = city
  const streets = once(s, 'streets', () => streetsNow(city))
  const columns = [f.kind, f.parcel, f.open, f.away, f.capacity].map(cells => [cells, f.rows] as const)
  return keptWhile(city, 'within a quarter of an hour', [streets], columns, (before?: WithinReach) =>
    countReach(city, before),
  ).count
}

function countReach(city: City, before: WithinReach | undefined): WithinReach {
  const { facilities, parcels } = city
  const count = before?.count ?? new Uint16Array(parcels.rows)
  const walks = walksWithin(city, QUARTER_HOUR)
  const users = Array.from({ length: facilities.rows }, (_, f) => {
    if (SERVES[facilities.kind[f]!]! < 0 || facilities.capacity[f] === 0) return NOBODY
    const walk = walks(facilities.parcel[f]!, facilities.away[f])
    return { walk, isForMembers: facilities.open[f] === 0 && walk.members !== null }
  })
  users.forEach((now, f) => {
    const then = before?.users[f] ?? NOBODY
    if (now.walk === then.walk && now.isForMembers === then.isForMembers) return
    addUsers(count, then, -1)
    addUsers(count, now, 1)
  })
  return { count, users }
}

const NOBODY: Users = { walk: null, isForMembers: false }

/** Counts a facility for each parcel whose people may use it, or takes it back. */
function addUsers(count: Uint16Array, { walk, isForMembers }: Users, by: number): void {
  if (walk === null) return
  const { parcel, members } = walk
  if (isForMembers && members !== null) for (let k = 0; k < members.length; k++) count[parcel[members[k]!]!]! += by
  else for (let i = 0; i < parcel.length; i++) count[parcel[i]!]! += by
}

export const facilities15min = homeMean({
  name: 'facilities_15min',
  theme: 'distribution',
  short: { en: 'Services in 15 minutes', zh: '15分钟可达设施数' },
  stem: { en: 'Within 15 min', zh: '15分钟设施' },
  title: { en: 'Facilities within 15 minutes on foot', zh: '步行十五分钟可达的设施数' },
  explains: {
    en: 'How many schools, clinics, parks, markets and places of culture people can walk to within 15 minutes and may use.',
    zh: '居民步行十五分钟之内能到达、并且可以使用的学校、诊所、公园、菜市场和文化设施的数量。',
  },
  unit: 'count',
  axis: [0, 60],
  halfRange: 5,
  better: 'higher',
  formula:
    'persons’ mean of the number of facilities with a walk of ≤ 15 minutes between doors on the street network, walls as they stand, gardens of an estate for its members alone',
  source: 'cumulative-opportunities; Wachs & Kumagai 1973; Moreno et al. 2021, Smart Cities 4(1)',
  caveat: {
    en: 'One more park where there are ten counts as much as the first one elsewhere; it says nothing of how full they are. See the needs within 15 minutes.',
    zh: '已有十个公园的地方再添一个，与别处的第一个同样计数；也不反映是否拥挤。应与十五分钟可满足的需求对照着看。',
  },
  per: 'person',
  value: (city, s) => {
    const count = withinQuarterHour(city, s)
    return p => count[p]!
  },
})

export const needs15min = homeMean({
  name: 'needs_15min',
  theme: 'distribution',
  short: { en: 'Needs met in 15 minutes', zh: '15分钟可满足需求' },
  stem: { en: 'Needs near', zh: '15分钟需求' },
  title: { en: 'Needs within 15 minutes on foot', zh: '步行十五分钟可满足的需求' },
  explains: {
    en: 'Of school, clinic, park, market and culture, the share that people find within 15 minutes on foot: 1 is a fifteen-minute city.',
    zh: '学校、诊所、公园、菜市场、文化设施五类中，居民步行十五分钟内能找到的比例：1 即十五分钟城市。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula:
    'persons’ mean of the share of five kinds whose nearest facility they may use is ≤ 15 minutes away, walls counted',
  source: 'cumulative-opportunities, one opportunity a kind; Moreno et al. 2021, Smart Cities 4(1)',
  caveat: {
    en: 'A minute past the quarter of an hour counts for nothing, and one crowded school as much as a choice of five.',
    zh: '超过十五分钟一分钟就完全不算；一所拥挤的学校与五所可选的学校同样计数。',
  },
  listed: ['low', 'high'],
  per: 'person',
  value:
    ({ parcels: { walk } }) =>
    p => {
      let kinds = 0
      for (let k = 0; k < ACCESS_KINDS; k++) kinds += Number(walk[p * ACCESS_KINDS + k]! <= QUARTER_HOUR)
      return kinds / ACCESS_KINDS
    },
})

export const accessFloor = family({
  name: 'access_floor',
  theme: 'distribution',
  short: { en: 'Worst-off tenth’s services', zh: '最弱势一成的公共服务' },
  title: { en: 'Access of the worst-served tenth', zh: '可达性最差一成家庭的水平' },
  explains: {
    en: 'Needs for school, clinic, park and market that are met within a walk, in the tenth of households served worst.',
    zh: '可达性最差的一成家庭，步行范围内学校、诊所、公园和菜市场的需求满足程度。',
  },
  unit: 'ratio',
  axis: [0, 1.6],
  halfRange: 0.2,
  better: 'higher',
  formula: 'mean of E over four kinds by household; mean of the lowest tenth of households',
  source: 'enhanced-two-step-fca, then rawls-minimum bottomDecileMean; Luo & Qi 2009; Rawls 1971',
  caveat: {
    en: 'It says how many needs can be met, not how well: quality counts only where the city knows it.',
    zh: '它说的是需求能否得到满足，而不是服务好不好。',
  },
  headline: true,
  of(city, s, cells) {
    const { buildings } = city
    const needs = meanOfKinds(city.parcels.needs, DAILY)
    const residents = groupByBuilding(city, s, 'household', cells)
    const values: number[] = []
    const households: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = residents[b]!
      if (n === 0) continue
      values.push(needs(buildings.parcel[b]!))
      households.push(n)
    }
    return rawlsMinimum(values, households)?.bottomDecileMean ?? null
  },
})

export const accessRatioMigrant = single({
  name: 'access_ratio_migrant',
  theme: 'difference',
  short: { en: 'Newcomers’ access, of 1', zh: '外来户可达性之比' },
  title: { en: 'Migrants’ access against locals’', zh: '外来户与本地户可达性之比' },
  explains: {
    en: 'Needs met within a walk: migrant households’ mean over registered households’; 1 is alike.',
    zh: '步行可及设施的需求满足程度：外来户平均值与本地户平均值之比，1 为相同。',
  },
  unit: 'ratio',
  axis: [0.6, 1.2],
  halfRange: 0.1,
  better: 'to 1',
  formula: 'mean of E over five kinds, migrant households/registered households',
  source: 'model §2.9, §3.3',
  caveat: {
    en: 'Nearness is not admission: a school within reach may have no seat for a migrant child.',
    zh: '近不等于能用：附近的学校未必接收外来子女。',
  },
  headline: true,
  compute(city, rules) {
    const s = snapshotOf(city, rules)
    const needs = byBuilding(city, meanOfKinds(city.parcels.needs, ACCESS_KINDS))
    const migrants = meanAtHome(city, s, 'household', GROUP_CELLS.migrant, needs)
    const locals = meanAtHome(city, s, 'household', GROUP_CELLS.local, needs)
    return migrants === null || locals === null || locals === 0 ? null : migrants / locals
  },
})

/** Rank covariance of access and income over households with a home, ties at their mean rank. */
function concentration(city: City, rules: Rules): number | null {
  const { buildings } = city
  const { home } = city.households
  const s = snapshotOf(city, rules)
  const { rows, sorted } = risingByIncome(s)
  const access = meanOfKinds(city.parcels.access, ACCESS_KINDS)
  const residents = groupByBuilding(city, s, 'household', EVERYBODY)
  const ofBuilding = scratch(city, 'access of buildings', Float64Array, buildings.rows)
  let n = 0
  let total = 0
  for (let b = 0; b < buildings.rows; b++) {
    if (residents[b] === 0) continue
    ofBuilding[b] = access(buildings.parcel[b]!)
    n += residents[b]!
    total += residents[b]! * ofBuilding[b]!
  }
  if (n === 0 || total === 0) return null
  const mean = total / n
  let below = 0
  let covariance = 0
  for (let i = 0; i < s.households; ) {
    const income = sorted[i]!
    let tied = 0
    let excess = 0
    for (; i < s.households && sorted[i] === income; i++) {
      const b = home[rows[i]!]!
      if (b < 0) continue
      tied++
      excess += ofBuilding[b]! - mean
    }
    covariance += excess * (below + tied / 2 - n / 2)
    below += tied
  }
  return (8 * covariance) / n / n
}

export const accessConcentration = single({
  name: 'access_concentration',
  theme: 'distribution',
  title: { en: 'Access by income', zh: '可达性的收入集中度' },
  explains: {
    en: 'Above 0 facilities are nearer to the better-off, below 0 to the worse-off; 0 is neither.',
    zh: '大于 0 表示设施偏向收入高者，小于 0 表示偏向收入低者，0 表示不偏。',
  },
  unit: 'ratio',
  axis: [-0.2, 0.2],
  halfRange: 0.05,
  better: 'lower',
  range: '−1 to 1; below 0 pro-poor, above 0 pro-rich',
  formula:
    'concentration index of A (mean of five kinds) by rank of income before tax, households with a home, Erreygers’ form on [0, 1]',
  source: 'concentration-index, erreygers; Erreygers 2009, J. of Health Economics 28(2)',
  caveat: {
    en: 'Near 0 means unrelated to income, not plentiful: all may be served badly alike.',
    zh: '接近 0 只说明与收入无关，也可能是大家都一样差。',
  },
  compute: concentration,
})

export const schoolAccess = householdRatio({
  name: 'school_access',
  theme: 'distribution',
  short: { en: 'Children with a seat', zh: '有学位的学龄家庭' },
  stem: { en: 'School seats', zh: '学位' },
  title: { en: 'Children with a school seat', zh: '有学位的学龄家庭' },
  explains: {
    en: 'The share of families with children of school age who were admitted to a school.',
    zh: '有学龄子女的家庭中，子女被学校录取的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.2,
  better: 'higher',
  formula: 'seated households of school age/households of school age',
  source: 'model §2.9, §3.14',
  caveat: {
    en: 'Seats are given in September: who came or came of age since has none yet.',
    zh: '每年九月录取，之后迁入或满学龄的家庭尚无学位。',
  },
  listed: ['low', 'migrant', 'local'],
  sum: 'seated',
  per: 'schoolAge',
})
