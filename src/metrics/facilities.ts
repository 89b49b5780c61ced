/** What measures of access share: the kinds of facilities by name, and the walk of the fifteen-minute city. */
import { ACCESS_KINDS } from '../city/parcels.ts'
import { UNITS_PER_MINUTE } from '../city/plan.ts'

/** School, clinic, park, market: the four kinds that everybody needs near home. */
export const DAILY = 4

/** In the order of columns of access and walks. */
export const facilityKinds = [
  { key: 'school', en: 'schools', zh: '学校' },
  { key: 'clinic', en: 'clinics', zh: '诊所' },
  { key: 'park', en: 'parks', zh: '公园' },
  { key: 'market', en: 'markets', zh: '菜市场' },
  { key: 'culture', en: 'places of culture', zh: '文化设施' },
] as const

/** Mean of the first `count` kinds of a column of access. */
export const meanOfKinds =
  (column: Float32Array, count: number) =>
  (p: number): number => {
    let sum = 0
    for (let k = 0; k < count; k++) sum += column[p * ACCESS_KINDS + k]!
    return sum / count
  }

/** The walk of the fifteen-minute city. */
export const QUARTER_HOUR = 15 * UNITS_PER_MINUTE
