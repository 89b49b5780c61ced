import { CAUSE } from '../../../city/displacement.ts'
import { family } from '../../define.ts'
import { ratePerHousehold, sumOfCells } from '../../year.ts'

const byCause = (cause: number, name: string, en: [string, string], zh: [string, string]) =>
  family({
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
    zonal: false,
    of: (city, _, cells) => ratePerHousehold(city, sumOfCells(city.economy.displacements, cells, cause), cells),
  })

/** The four causes. */
export const displacementByCause = [
  byCause(
    CAUSE.demolition,
    'displacement_demolition',
    ['Displaced by demolition', 'Households that lose their home to demolition, per household and year.'],
    ['因拆迁被迫搬离', '每户每年因拆迁失去住房的比率。'],
  ),
  byCause(
    CAUSE.eviction,
    'displacement_eviction',
    ['Evicted', 'Households put out for unpaid rent or mortgage, per household and year.'],
    ['因欠租断供被迫搬离', '每户每年因付不起房租或月供而失去住房的比率。'],
  ),
  byCause(
    CAUSE.burden,
    'displacement_burden',
    [
      'Driven out by cost',
      'Households that move or leave soon after housing takes half of income, per household and year.',
    ],
    ['因负担过重被迫搬离', '住房支出超过收入一半后不久便搬走的家庭，每户每年的比率。'],
  ),
  byCause(
    CAUSE.clearance,
    'displacement_clearance',
    [
      'Cleared from crowded rooms',
      'Households put out of crowded village buildings without compensation, per household and year.',
    ],
    ['因清理合住被迫搬离', '城中村合住被清理、无补偿搬离的家庭，每户每年的比率。'],
  ),
]
