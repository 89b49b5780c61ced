import { KIND } from '../../../city/buildings.ts'
import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { single } from '../../define.ts'
import { meanOfKinds } from '../../facilities.ts'

export const accessVillages = single({
  name: 'access_villages',
  theme: 'distribution',
  short: { en: 'Services in villages', zh: '城中村设施可达性' },
  title: { en: 'Access to facilities in urban villages', zh: '城中村的公共设施可达性' },
  explains: {
    en: 'How well rooms in villages are served within a walk: 0 not at all, 1 fully.',
    zh: '城中村住处步行可及的设施有多充足：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'mean of A = 1 − exp(−E), averaged over five kinds, over rooms of villages, lived in or not',
  source: 'model §2, P8',
  caveat: {
    en: 'It rises too when the villages that are served worst are torn down.',
    zh: '设施最差的城中村被拆除时，此数也会上升。',
  },
  missing: { en: 'No value: no village stands.', zh: '无数值：没有留存的城中村。' },
  compute({ buildings: { rows, kind, dwellings, parcel }, parcels }) {
    const access = meanOfKinds(parcels.access, ACCESS_KINDS)
    let sum = 0
    let rooms = 0
    for (let b = 0; b < rows; b++) {
      if (dwellings[b] === 0 || kind[b] !== KIND.village) continue
      sum += dwellings[b]! * access(parcel[b]!)
      rooms += dwellings[b]!
    }
    return rooms > 0 ? sum / rooms : null
  },
})
