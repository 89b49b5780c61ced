import type { City } from '../../../src/city/city.ts'
import type { Rules } from '../../../src/city/rules.ts'
import type { Words } from '../../../src/lib/declare.ts'
import type { Measure } from '../../../src/metrics/measure.ts'
import { mapLayers } from '../../../src/results/layers.ts'

/** A layer of the map: a value a parcel. */
export interface Layer {
  readonly name: string
  readonly title: Words
  readonly unit: string
  readonly better: Measure['better']
  /** upper ends of the first six of seven steps: fixed, the same in both futures and all years */
  readonly cuts: readonly number[]
  /** a value by parcel; NaN where nobody lives */
  compute(city: City, rules: Rules): Float32Array
}

const column = (values: readonly (number | null)[]): Float32Array => Float32Array.from(values, v => v ?? Number.NaN)

export const layers: readonly Layer[] = [
  {
    name: 'rent',
    title: { en: 'Asking rent', zh: '租金' },
    unit: 'yuan/m²/month',
    better: 'none',
    cuts: [15, 25, 35, 45, 60, 80],
    compute: city => column(mapLayers(city).rent),
  },
  {
    name: 'income',
    title: { en: 'Income of residents', zh: '居民收入' },
    unit: 'yuan/month',
    better: 'none',
    cuts: [4000, 6000, 8000, 10_000, 13_000, 17_000],
    compute: city => column(mapLayers(city).income),
  },
  {
    name: 'displacement',
    title: { en: 'Displaced, per 100 homes', zh: '被迫搬走（每百套）' },
    unit: 'count',
    better: 'lower',
    cuts: [1, 5, 10, 20, 40, 80],
    compute: city => column(mapLayers(city).displacement),
  },
]
