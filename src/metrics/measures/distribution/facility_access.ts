import { ACCESS_KINDS } from '../../../city/parcels.ts'
import { homeMean } from '../../define.ts'
import { meanOfKinds } from '../../facilities.ts'

export const facilityAccess = homeMean({
  name: 'facility_access',
  theme: 'distribution',
  stem: { en: 'Services', zh: '设施可达性' },
  title: { en: 'Access to facilities', zh: '公共设施可达性' },
  explains: {
    en: 'How well homes are served by schools, clinics, parks, markets and culture within a walk: 0 not at all, 1 fully.',
    zh: '住处步行可及的学校、诊所、公园、菜市场和文化设施有多充足：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of A = 1 − exp(−E), averaged over five kinds',
  source: 'enhanced-two-step-fca; Luo & Qi 2009, Health & Place 15(4)',
  caveat: {
    en: 'A mean can rise while the worst-served stay where they are: read it beside the worst-served tenth.',
    zh: '平均值上升时，最差的地方可能毫无改善，应与可达性最差的一成对照着看。',
  },
  listed: ['low', 'high', 'migrant', 'local'],
  per: 'household',
  value: city => meanOfKinds(city.parcels.access, ACCESS_KINDS),
})
