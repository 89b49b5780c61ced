import type { City } from '../../../city/city.ts'
import { WALK_METRES_PER_UNIT } from '../../../city/plan.ts'
import { composition } from '../../calculators/segregation/composition.ts'
import { environmentsNear, kernelWeight, type Near } from '../../calculators/segregation/environments.ts'
import { entropyLost } from '../../calculators/segregation/spatial-information-theory.ts'
import { single } from '../../define.ts'
import { livedIn, type Sites, sitesOf } from '../../sites.ts'
import { once, type Snapshot, snapshotOf } from '../../snapshot.ts'
import { keptWhile, streetsNow, walksWithin } from '../../streets.ts'

const WALKING = 500 // m

/** Weight of a neighbour by walking units, a quadratic kernel. */
const WEIGHTS = Float64Array.from({ length: WALKING / WALK_METRES_PER_UNIT + 1 }, (_, units) =>
  kernelWeight('quadratic', units * WALK_METRES_PER_UNIT, WALKING),
)

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
  lumpy: true,
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
