import { exposure } from '../../calculators/segregation/exposure.ts'
import { single } from '../../define.ts'
import { EVERYBODY, GROUP_CELLS } from '../../groups.ts'
import { groupByBuilding, snapshotOf } from '../../snapshot.ts'

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
