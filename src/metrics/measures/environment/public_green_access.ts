import type { City } from '../../../city/city.ts'
import { ACCESS, ACCESS_KINDS } from '../../../city/parcels.ts'
import { clamp, exp } from '../../../lib/numeric.ts'
import { homeMean } from '../../define.ts'
import { greensOf } from '../../greens.ts'
import { EVERYBODY } from '../../groups.ts'
import { groupByBuilding, once, type Snapshot } from '../../snapshot.ts'

/** G by parcel without what members' gardens add to it. */
const publicGreen = (city: City, s: Snapshot): Float64Array =>
  once(s, 'public green', () => {
    const { parcels, facilities, buildings } = city
    const { garden, parcel, decay } = greensOf(city, s)
    const residents = groupByBuilding(city, s, 'person', EVERYBODY)
    const persons = new Float64Array(parcels.rows)
    for (let b = 0; b < residents.length; b++) if (residents[b]! > 0) persons[buildings.parcel[b]!]! += residents[b]!
    const demanded = new Float64Array(facilities.rows)
    for (let i = 0; i < garden.length; i++) demanded[garden[i]!]! += persons[parcel[i]!]! * decay[i]!
    const met = new Float64Array(parcels.rows)
    for (let i = 0; i < garden.length; i++) {
      const f = garden[i]!
      if (demanded[f]! > 0)
        met[parcel[i]!]! += (facilities.quality[f]! * facilities.capacity[f]! * decay[i]!) / demanded[f]!
    }
    for (let p = 0; p < parcels.rows; p++) {
      const own = met[p]!
      const at = p * ACCESS_KINDS + ACCESS.park
      const access = own === 0 ? parcels.access[at]! : 1 - exp(-Math.max(0, parcels.needs[at]! - own))
      met[p] = clamp(parcels.green[p]! - 0.45 * (parcels.access[at]! - access), 0, 1)
    }
    return met
  })

export const publicGreenAccess = homeMean({
  name: 'public_green_access',
  theme: 'environment',
  title: { en: 'Public green within reach', zh: '公共绿色可及度' },
  explains: {
    en: 'The same as green within reach, without gardens that only members of an estate may enter.',
    zh: '与绿色可及度相同，但不计只对小区成员开放的花园。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of G with A_park of open parks alone; gardens’ part at this month’s residents',
  source: 'model §2.9, §3.3',
  caveat: {
    en: 'Nearness to green raises rents: look at who still lives beside it.',
    zh: '靠近绿地会推高租金，要看谁还住在旁边。',
  },
  zonal: false,
  per: 'household',
  value: (city, s) => {
    const green = publicGreen(city, s)
    return p => green[p]!
  },
})
