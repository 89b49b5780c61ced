import type { City } from '../../city/city.ts'
import { CAUSE } from '../../city/displacement.ts'
import { family, single } from '../define.ts'
import { CELLS, EVERYBODY } from '../groups.ts'
import { countOfYear, monthsKnown, ratePerHousehold } from '../money.ts'
import { snapshotOf } from '../snapshot.ts'

/** Events and household-years at risk of a group, of what is counted by cell and month. */
function groupRate(city: City, cells: number): number | null {
  const { displacementsByCell, atRiskByCell } = city.economy
  let events = 0
  let months = 0
  for (let c = 0; c < CELLS; c++) {
    if (((cells >>> c) & 1) === 0) continue
    for (let m = 0; m < 12; m++) {
      events += displacementsByCell[c * 12 + m]!
      months += atRiskByCell[c * 12 + m]!
    }
  }
  return months > 0 ? events / (months / 12) : null
}

export const displacementRate = family({
  name: 'displacement_rate',
  theme: 'power',
  short: { en: 'Forced to move', zh: '被迫搬走的家庭' },
  title: { en: 'Displacement', zh: '被迫搬迁率' },
  explains: {
    en: 'Of 100 households with a home, how many lose it against their will in a year.',
    zh: '每一百户有住房的家庭中，一年里有多少户被迫离开。',
  },
  unit: '/yr',
  axis: [0, 0.06],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'demolitions, evictions, clearances and moves within 3 months of housing passing half of income, per household-year with a home, last 12 months',
  source: 'displacement-rate; Newman & Wyly 2006, Urban Studies 43(1)',
  caveat: {
    en: 'Few, large events: one site cleared moves it for a year. Fifths are those of the year’s ranking.',
    zh: '事件少而集中：一处拆迁就会影响一整年的数字。收入分组按当年排序。',
  },
  headline: true,
  lumpy: true,
  zonal: false,
  of: (city, _, cells) =>
    cells === EVERYBODY ? ratePerHousehold(city, city.economy.displacements, 0, 4) : groupRate(city, cells),
})

const byCause = (cause: number, name: string, en: [string, string], zh: [string, string]) =>
  single({
    name,
    theme: 'power',
    title: { en: en[0], zh: zh[0] },
    explains: { en: en[1], zh: zh[1] },
    unit: '/yr',
    axis: [0, 0.06],
    halfRange: 0.02,
    better: 'lower',
    formula: 'events of this cause per household-year with a home, last 12 months',
    source: 'displacement-rate; Newman & Wyly 2006',
    caveat: {
      en: 'Each loss is counted once, by its last cause; what drove people to it may lie further back.',
      zh: '每次失去住房只按最后的原因计一次，更早的原因看不出来。',
    },
    lumpy: true,
    compute: city => ratePerHousehold(city, city.economy.displacements, cause * 12),
  })

export const displacementDemolition = byCause(
  CAUSE.demolition,
  'displacement_demolition',
  ['Displaced by demolition', 'Households that lose their home to demolition, per household and year.'],
  ['因拆迁被迫搬离', '每户每年因拆迁失去住房的比率。'],
)
export const displacementEviction = byCause(
  CAUSE.eviction,
  'displacement_eviction',
  ['Evicted', 'Households put out for unpaid rent or mortgage, per household and year.'],
  ['因欠租断供被迫搬离', '每户每年因付不起房租或月供而失去住房的比率。'],
)
export const displacementBurden = byCause(
  CAUSE.burden,
  'displacement_burden',
  [
    'Driven out by cost',
    'Households that move or leave soon after housing takes half of income, per household and year.',
  ],
  ['因负担过重被迫搬离', '住房支出超过收入一半后不久便搬走的家庭，每户每年的比率。'],
)

export const displacementClearance = byCause(
  CAUSE.clearance,
  'displacement_clearance',
  [
    'Cleared from crowded rooms',
    'Households put out of crowded village buildings without compensation, per household and year.',
  ],
  ['因清理合住被迫搬离', '城中村合住被清理、无补偿搬离的家庭，每户每年的比率。'],
)

export const displacementLowShare = single({
  name: 'displacement_low_share',
  theme: 'power',
  short: { en: 'Poor among the displaced', zh: '被迫搬迁者中的低收入' },
  title: { en: 'Low-income households among the displaced', zh: '被迫搬迁者中的低收入家庭' },
  explains: {
    en: 'The share of displaced households that belong to the lower two fifths of incomes.',
    zh: '被迫搬迁的家庭中，收入较低四成家庭所占比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'lower',
  formula: 'displacements of the lower two fifths (year’s ranking)/all, last 12 months',
  source: 'model §2.9; He & Wu 2009',
  caveat: { en: 'Undefined in a year without displacement.', zh: '一年内无人被迫搬迁时无定义。' },
  lumpy: true,
  compute({ economy }) {
    let all = 0
    let low = 0
    for (let i = 0; i < 48; i++) all += economy.displacements[i]!
    for (let m = 0; m < 12; m++) low += economy.displacementsLow[m]!
    return all > 0 ? low / all : null
  },
})

export const nearMoveShare = single({
  name: 'near_move_share',
  theme: 'power',
  title: { en: 'Displaced who stay near', zh: '就近安置的被迫搬迁者' },
  explains: {
    en: 'Of the displaced who found a new home, the share within 1 km of the old one.',
    zh: '找到新住处的被迫搬迁者中，新家离旧家不到一公里的比例。',
  },
  unit: 'share',
  axis: [0, 1],
  halfRange: 0.3,
  better: 'higher',
  formula: 'displaced rehoused within 1 km/displaced rehoused, last 12 months',
  source: 'model §2.9',
  caveat: {
    en: 'Those who left the city or share a room are not in it.',
    zh: '离开城市者和合住者不计在内。',
  },
  lumpy: true,
  compute({ economy }) {
    let near = 0
    let all = 0
    for (let m = 0; m < 12; m++) {
      near += economy.nearMoves[m]!
      all += economy.nearMoves[12 + m]!
    }
    return all > 0 ? near / all : null
  },
})

export const mobilityRate = single({
  name: 'mobility_rate',
  theme: 'distribution',
  title: { en: 'Moves', zh: '搬家率' },
  explains: { en: 'Moves of all kinds within the city, per household and year.', zh: '每户每年在市内搬家的次数。' },
  unit: '/yr',
  axis: [0, 0.3],
  halfRange: 0.03,
  better: 'none',
  formula: 'moves, first homes left out, per household-year with a home, last 12 months',
  source: 'model §4, C5; Li & Zheng 2007; Wu 2006',
  caveat: {
    en: 'Moving can be a choice or a loss: forced moves are counted in the displacement rate.',
    zh: '搬家可能是选择，也可能是损失，被迫的部分见被迫搬迁率。',
  },
  compute: city => ratePerHousehold(city, city.economy.moves),
})

export const departures = single({
  name: 'departures',
  theme: 'difference',
  short: { en: 'Households leaving', zh: '离开城市的家庭' },
  title: { en: 'Households leaving the city', zh: '离开城市的家庭' },
  explains: { en: 'Households that leave the city, a year.', zh: '一年内离开城市的家庭数。' },
  unit: 'count/yr',
  better: 'none',
  formula: 'departures of registered and migrant households, last 12 months',
  source: 'model §4, C23',
  caveat: {
    en: 'People leave for work and family too: what housing drives out is counted apart.',
    zh: '离开也可能因为工作或家庭，被住房逼走的另行统计。',
  },
  compute(city) {
    const registered = countOfYear(city, city.economy.departures)
    const migrants = countOfYear(city, city.economy.departures, 12)
    return registered === null || migrants === null ? null : registered + migrants
  },
})

/** The lower two fifths. */
const LOWER = 0.4

export const outMigrationLow = single({
  name: 'out_migration_low',
  theme: 'difference',
  short: { en: 'Poor driven from the city', zh: '被迫离城的低收入家庭' },
  title: { en: 'Low-income households driven from the city', zh: '被迫离城的低收入家庭' },
  explains: {
    en: 'Low-income households that leave the city burdened by housing or without a home, per low-income household and year.',
    zh: '因住房负担或无处居住而离开城市的低收入家庭，每户每年的比率。',
  },
  unit: '/yr',
  axis: [0, 0.1],
  halfRange: 0.02,
  better: 'lower',
  formula:
    'departures of the lower two fifths (year’s ranking) without home or with housing above half of income, last 12 months/two fifths of households',
  source: 'model §2.9',
  caveat: {
    en: 'Those who have left no longer weigh on other averages: rising departures can make a city look better off.',
    zh: '走的人不再计入其他平均值，离开的人多了，城市反而会显得更好。',
  },
  compute(city, rules) {
    let left = 0
    for (let m = 0; m < 12; m++) left += city.economy.departuresPressed[m]!
    const months = monthsKnown(city)
    const low = LOWER * snapshotOf(city, rules).households
    return months > 0 && low > 0 && !Number.isNaN(left) ? (left * 12) / months / low : null
  },
})
