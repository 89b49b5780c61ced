import type { City } from '../../../city/city.ts'
import { SERVES } from '../../../city/parcels.ts'
import { homeMean } from '../../define.ts'
import { QUARTER_HOUR } from '../../facilities.ts'
import { once, type Snapshot } from '../../snapshot.ts'
import { keptWhile, type Surroundings, streetsNow, walksWithin } from '../../streets.ts'

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
