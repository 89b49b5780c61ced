import type { City } from '../../../city/city.ts'
import { moransIndex } from '../../calculators/autocorrelation/morans-i.ts'
import { type SpatialWeights, spatialWeights } from '../../calculators/autocorrelation/spatial-weights.ts'
import { single } from '../../define.ts'
import { EVERYBODY } from '../../groups.ts'
import { neighboursOf } from '../../neighbours.ts'
import { groupByBuilding, snapshotOf } from '../../snapshot.ts'
import { keptWhile } from '../../streets.ts'

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
