import { homeMean } from '../../define.ts'

export const pollution = homeMean({
  name: 'pollution',
  theme: 'environment',
  stem: { en: 'Pollution', zh: '住处的污染' },
  title: { en: 'Pollution at home', zh: '住处的污染' },
  explains: {
    en: 'Local pollution where people live: 0 clean, 1 worst.',
    zh: '居住地的污染程度：0 为洁净，1 为最重。',
  },
  unit: '0–1',
  axis: [0, 0.2],
  halfRange: 0.02,
  better: 'lower',
  formula: 'household mean of pollution of the home’s parcel',
  source: 'model §2.9',
  caveat: {
    en: 'A relative scale of local pollution, not a concentration in the air or water.',
    zh: '这是相对尺度，不是空气或水中的实测浓度。',
  },
  whole: false,
  listed: ['low'],
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.pollution[p]!,
})
