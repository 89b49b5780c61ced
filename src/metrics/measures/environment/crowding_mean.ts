import { homeMean } from '../../define.ts'

export const crowdingMean = homeMean({
  name: 'crowding_mean',
  theme: 'environment',
  title: { en: 'Crowd and noise at home', zh: '住处的拥挤与喧闹' },
  explains: {
    en: 'Crowded places and noise within a few minutes of home: 0 quiet, 1 unbearable.',
    zh: '家附近场所的拥挤和噪声：0 为安静，1 为难以忍受。',
  },
  unit: '0–1',
  axis: [0, 0.3],
  halfRange: 0.05,
  better: 'lower',
  formula: 'household mean of crowding of the home’s parcel',
  source: 'model §3.18',
  caveat: {
    en: 'Some of the noise is what others call street life.',
    zh: '有些人眼中的噪声，正是另一些人眼中的街头生活。',
  },
  per: 'household',
  value:
    ({ parcels }) =>
    p =>
      parcels.crowding[p]!,
})
