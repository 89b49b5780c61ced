import { homeMean } from '../../define.ts'

export const greenAccess = homeMean({
  name: 'green_access',
  theme: 'environment',
  stem: { en: 'Green near', zh: '绿色可及度' },
  title: { en: 'Green within reach', zh: '绿色可及度' },
  explains: {
    en: 'Parks within a walk, trees around and water or hills in view, less pollution: 0 none, 1 plenty.',
    zh: '步行可到的公园、周围的树木、看得见的山水，减去污染：0 为全无，1 为充足。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of G = 0.45·A_park + 0.35·canopy within 300 m + 0.20·[view] − 0.5·pollution',
  source: 'model §3.3',
  caveat: {
    en: 'It counts private gardens for those who may enter them: see public green for the rest.',
    zh: '它把可进入者的私家绿地也算在内，其余的人要看公共绿地。',
  },
  listed: ['low', 'high'],
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.green[p]!,
})
