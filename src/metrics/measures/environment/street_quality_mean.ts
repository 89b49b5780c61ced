import { homeMean } from '../../define.ts'

export const streetQualityMean = homeMean({
  name: 'street_quality_mean',
  theme: 'environment',
  title: { en: 'Quality of streets', zh: '街道品质' },
  explains: {
    en: 'Seats, light and repair of the street in front of people’s homes: 0 bad, 1 good.',
    zh: '家门口街道的座椅、照明和养护：0 为差，1 为好。',
  },
  unit: '0–1',
  axis: [0, 1],
  halfRange: 0.1,
  better: 'higher',
  formula: 'household mean of street quality of the home’s parcel',
  source: 'model §2.9',
  caveat: {
    en: 'Tidy is not lively: campaigns that remove stalls raise it too.',
    zh: '整洁不等于有活力，清理摊贩也会让它上升。',
  },
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.street[p]!,
})
