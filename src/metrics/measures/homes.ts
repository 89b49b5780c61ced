import { emptyHomes, KIND } from '../../city/buildings.ts'
import type { City } from '../../city/city.ts'
import { STATE } from '../../city/developers.ts'
import { NEVER, TENURE } from '../../city/households.ts'
import { single } from '../define.ts'
import { GROUP_CELLS } from '../groups.ts'
import { countOfYear } from '../money.ts'
import { medianInOrder, weightedQuantile } from '../ranked.ts'
import { groupByBuilding, risingByIncome, snapshotOf } from '../snapshot.ts'

export const homesStarted = single({
  name: 'homes_started',
  theme: 'production',
  title: { en: 'Homes started', zh: '新开工住房' },
  explains: { en: 'Homes whose construction began, a year.', zh: '一年内开工的住房套数。' },
  unit: 'count/yr',
  better: 'higher',
  formula: 'dwellings of projects that began construction in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Starts come in whole sites: in a small city one site moves the year.',
    zh: '开工以整块地为单位，小城市里一块地就能左右当年数字。',
  },
  compute: city => countOfYear(city, city.economy.homesStarted),
})

export const homesBuilt = single({
  name: 'homes_built',
  theme: 'production',
  title: { en: 'Homes finished', zh: '新竣工住房' },
  explains: { en: 'Homes finished, a year.', zh: '一年内竣工的住房套数。' },
  unit: 'count/yr',
  better: 'higher',
  formula: 'dwellings finished in the last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'What is finished now was decided two years and more ago.',
    zh: '现在完工的是两年多以前决定的。',
  },
  compute: city => countOfYear(city, city.economy.homesBuilt),
})

export const newHomesOnAxis = single({
  name: 'new_homes_on_axis',
  theme: 'production',
  title: { en: 'New homes along axes', zh: '轴线上的新建住房' },
  explains: {
    en: 'Of the homes started in the last year, the share within 300 m of an axis of growth.',
    zh: '近一年新开工住房中，位于发展轴线 300 米以内的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'none',
  formula:
    'homes started within 300 m of an axis/homes started, last 12 months; without axes, of the three of the plan at rest',
  source: 'model §2.9',
  missing: { en: 'No home was started in the last year.', zh: '近一年没有住房开工。' },
  caveat: {
    en: 'In a small city a single site decides it.',
    zh: '小城市里一块地就能决定此数。',
  },
  lumpy: true,
  compute({ economy }) {
    let all = 0
    let near = 0
    for (let m = 0; m < 12; m++) {
      all += economy.homesStarted[m]!
      near += economy.startedOnAxis[m]!
    }
    return all > 0 ? near / all : null
  },
})

export const idleLandMonths = single({
  name: 'idle_land_months',
  theme: 'production',
  short: { en: 'Months land lies idle', zh: '出让土地闲置月数' },
  title: { en: 'Months that sold land lies idle', zh: '出让土地闲置月数' },
  explains: {
    en: 'How long sites that developers have bought and cleared have waited for construction.',
    zh: '开发商已购入并腾空的地块等待开工的平均月数。',
  },
  unit: 'months',
  axis: [0, 24],
  halfRange: 6,
  better: 'lower',
  formula: 'mean months since cleared of sites sold and not started; 0 if there is none',
  source: 'model §2.9',
  caveat: {
    en: 'It counts sites that wait now, not those that have been built on.',
    zh: '只计目前仍在等待的地块。',
  },
  lumpy: true,
  compute({ projects, tick }) {
    let months = 0
    let count = 0
    for (let i = 0; i < projects.rows; i++)
      if (projects.state[i] === STATE.site && projects.developer[i]! >= 0) {
        months += tick - projects.stateSince[i]!
        count++
      }
    return count > 0 ? months / count : 0
  },
})

export const homesDemolished = single({
  name: 'homes_demolished',
  theme: 'production',
  title: { en: 'Homes demolished', zh: '拆除住房' },
  explains: { en: 'Homes taken down, a year.', zh: '一年内拆除的住房套数。' },
  unit: 'count/yr',
  better: 'none',
  formula: 'dwellings demolished in the last 12 months',
  source: 'model §4, C13',
  caveat: {
    en: 'It counts homes, not who lived there: see displacement.',
    zh: '它只数房子，不数住在里面的人，要看被迫搬迁。',
  },
  lumpy: true,
  compute: city => countOfYear(city, city.economy.homesDemolished),
})

/** Floor of the home that price-to-income is quoted for [m²]. */
const USUAL_HOME = 85

export const priceToIncome = single({
  name: 'price_to_income',
  theme: 'production',
  short: { en: 'Home price, years’ income', zh: '房价收入比' },
  title: { en: 'Price of a home in yearly incomes', zh: '房价收入比' },
  explains: {
    en: 'How many yearly incomes of the household in the middle a usual home costs.',
    zh: '一套普通住房相当于中等收入家庭多少年的收入。',
  },
  unit: 'ratio',
  axis: [0, 20],
  halfRange: 1,
  better: 'lower',
  formula: 'median price a m² of private homes in gated and open estates × 85 m²/(12 × median monthly income)',
  source: 'model §2.9; E-House 2020',
  caveat: {
    en: 'A median home against a median income: the poor face a higher ratio, and savings are left out.',
    zh: '用中位房价比中位收入，穷人面对的比值更高，也没有计入积蓄。',
  },
  compute(city, rules) {
    const { buildings } = city
    const s = snapshotOf(city, rules)
    const prices: number[] = []
    const homes: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
      if (n <= 0 || (buildings.kind[b] !== KIND.gated && buildings.kind[b] !== KIND.open)) continue
      prices.push(buildings.price[b]!)
      homes.push(n)
    }
    const price = weightedQuantile(prices, homes, 0.5)
    const income = medianInOrder(risingByIncome(s).sorted, s.households)
    return price === null || income === null || income <= 0 ? null : (price * USUAL_HOME) / s.fen / (12 * income)
  },
})

/** Empty share of the let and for-sale homes of some buildings; null without such homes. */
function vacancy(city: City, counts: (b: number) => boolean): number | null {
  const { buildings } = city
  let homes = 0
  let empty = 0
  for (let b = 0; b < buildings.rows; b++) {
    const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
    if (n <= 0 || !counts(b)) continue
    homes += n
    empty += emptyHomes(buildings, b)
  }
  return homes > 0 ? empty / homes : null
}

export const vacancyRate = single({
  name: 'vacancy_rate',
  theme: 'production',
  title: { en: 'Empty homes', zh: '住房空置率' },
  explains: { en: 'The share of let and for-sale homes that stand empty.', zh: '出租和出售的住房中空置的比例。' },
  unit: 'share',
  axis: [0, 0.2],
  halfRange: 0.02,
  better: 'none',
  formula: 'empty private homes/private homes',
  source: 'model §2.9; Rosen & Smith 1983',
  caveat: {
    en: 'Some homes must stand empty for people to move: near 0 is scarcity, far above the natural rate is waste.',
    zh: '总要有空房才能流动：接近 0 是紧缺，远高于自然空置率是浪费。',
  },
  compute: city => vacancy(city, () => true),
})

const LOW_END = 0.3

export const vacancyLowEnd = single({
  name: 'vacancy_low_end',
  theme: 'production',
  title: { en: 'Empty homes at the low end', zh: '低价住房空置率' },
  explains: { en: 'The share of the cheapest homes that stand empty.', zh: '租金最低的住房中空置的比例。' },
  unit: 'share',
  axis: [0, 0.3],
  halfRange: 0.04,
  better: 'none',
  formula: 'empty share of private homes whose monthly asking rent is at or below the 30th percentile of homes',
  source: 'model §2.9',
  caveat: {
    en: 'Cheap and empty can also mean unfit or far away.',
    zh: '便宜又空着，也可能是因为破旧或偏远。',
  },
  compute(city) {
    const { buildings } = city
    const rents: number[] = []
    const homes: number[] = []
    for (let b = 0; b < buildings.rows; b++) {
      const n = buildings.dwellings[b]! - buildings.publicHomes[b]!
      if (n <= 0) continue
      rents.push(buildings.rent[b]! * buildings.floor[b]!)
      homes.push(n)
    }
    const bound = weightedQuantile(rents, homes, LOW_END)
    return bound === null ? null : vacancy(city, b => buildings.rent[b]! * buildings.floor[b]! <= bound)
  },
})

export const ownerConcentration = single({
  name: 'owner_concentration',
  theme: 'production',
  short: { en: 'Owners, as if equal', zh: '住房所有权集中度' },
  title: { en: 'As if so few owned all homes', zh: '住房所有权集中度' },
  explains: {
    en: 'Ownership of floor area is as concentrated as if this many owners held equal parts.',
    zh: '住房面积的集中程度，相当于由这么多个业主平分。',
  },
  unit: 'count',
  axis: [0, 100],
  halfRange: 10,
  better: 'higher',
  formula:
    '1/Σ s², s = share of floor owned: each household’s own home and claim on landlords’ stock, landlords outside as one, each developer, each village collective, the public as one',
  source: 'herfindahl-hirschman, effectiveNumber; Hirschman 1964',
  caveat: {
    en: 'Landlords and developers count as one owner each, though they are many firms.',
    zh: '房东和开发商各按一个业主计，实际上是很多家。',
  },
  compute(city, rules) {
    const { households, buildings, developers, villages, parcels } = city
    const firstVillage = developers.rows
    const outside = firstVillage + villages.rows
    const firms = new Float64Array(outside + 2)
    let landlords = 0
    for (let b = 0; b < buildings.rows; b++) {
      if (buildings.dwellings[b] === 0) continue
      const floor = buildings.floor[b]!
      const village = buildings.kind[b] === KIND.village ? parcels.village[buildings.parcel[b]!]! : -1
      const rented = buildings.landlordStock[b]! * floor
      if (village >= 0) firms[firstVillage + village]! += rented
      else landlords += rented
      firms[outside + 1]! += buildings.publicHomes[b]! * floor
      const developer = buildings.developer[b]!
      firms[developer >= 0 ? developer : outside]! += buildings.developerStock[b]! * floor
    }
    const { rows, size, home, tenure, landlordShare } = households
    const { floor } = buildings
    let claimed = 0
    let total = 0
    let squares = 0
    // owners by building first: few have a claim besides
    const owners = groupByBuilding(city, snapshotOf(city, rules), 'household', GROUP_CELLS.owner)
    for (let b = 0; b < buildings.rows; b++) {
      total += owners[b]! * floor[b]!
      squares += owners[b]! * floor[b]! * floor[b]!
    }
    for (let h = 0; h < rows; h++) {
      const share = landlordShare[h]!
      if (share === 0 || size[h] === 0) continue
      const b = home[h]!
      const own = b >= 0 && tenure[h] === TENURE.owner ? floor[b]! : 0
      const claim = landlords * share
      claimed += share
      total += claim
      squares += claim * (claim + 2 * own)
    }
    firms[outside]! += landlords * Math.max(0, 1 - claimed)
    for (const owned of firms) {
      total += owned
      squares += owned * owned
    }
    return squares > 0 ? (total * total) / squares : null
  },
})

export const publicQueue = single({
  name: 'public_queue',
  theme: 'distribution',
  title: { en: 'Queue for public homes', zh: '公租房轮候户数' },
  explains: { en: 'Households that wait for a public home.', zh: '正在轮候公租房的家庭数。' },
  unit: 'count',
  better: 'none',
  formula: 'households in the queue',
  source: 'model §2.9',
  caveat: {
    en: 'Who is not eligible is not in the queue, whatever the need.',
    zh: '不符合条件者不在队列中，无论多么需要。',
  },
  compute({ households: { rows, size, queueSince } }) {
    let count = 0
    for (let h = 0; h < rows; h++) count += Number(queueSince[h] !== NEVER) & Number(size[h] !== 0)
    return count
  },
})

export const publicHomes = single({
  name: 'public_homes',
  theme: 'distribution',
  title: { en: 'Public homes', zh: '公租房套数' },
  explains: { en: 'Public rental homes that stand.', zh: '现有的公租房套数。' },
  unit: 'count',
  better: 'none',
  formula: 'public dwellings',
  source: 'model §2.9',
  caveat: {
    en: 'Where they stand matters as much as how many they are.',
    zh: '建在哪里和建多少同样重要。',
  },
  compute({ buildings }) {
    let count = 0
    for (let b = 0; b < buildings.rows; b++) count += buildings.publicHomes[b]!
    return count
  },
})
